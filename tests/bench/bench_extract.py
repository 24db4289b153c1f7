"""From a text's bytes to typed rows: a row or line of a long text costs that of a short one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench.measure import Figure, made, medians, worker

_LINEAR = 1.5
_READ = 0.99  # cut and wrapped at random, a row in a thousand can be read in two ways
_ROWS = {1_000: 5, 10_000: 3, 50_000: 1}  # and how often each is measured
_KINDS = {
    "stacked": ("stacked cells", "row"),
    "undelimited": ("undelimited words", "row"),
    "prose": ("prose over a list", "line"),
}
_LISTED = 20  # the rows of the list under the prose


def run() -> Sequence[Figure]:
    """Each kind of text, at three lengths."""
    figures = []
    for kind, (shown, unit) in _KINDS.items():
        rates = []
        for rows, rounds in _ROWS.items():
            with tempfile.TemporaryDirectory() as folder:
                file = made(kind, rows, Path(folder) / "list.txt")
                usages = [worker("extract", file) for _ in range(rounds)]
            every = [json.loads(usage.said) for usage in usages]
            took = every[0]
            if took["entries"] < (_LISTED if kind == "prose" else _READ * rows):
                raise RuntimeError(f"{kind}: {took}, {rows} rows were written")
            rates.append(rows / median(each["seconds"] for each in every))
            figures.append(
                Figure(
                    f"{shown}, {rows:,} {unit}s",
                    f"{rates[-1]:,.0f} {unit}s/s, {medians(usages).peak:.0f} MiB, "
                    f"{took['rejected']} rows rejected as ambiguous",
                )
            )
        slower = rates[0] / rates[-1]
        figures.append(
            Figure(
                f"{shown}, a {unit} of the longest",
                f"{slower:.2f} times a {unit} of the shortest",
                aim=f"at most {_LINEAR} times",
                met=slower <= _LINEAR,
            )
        )
    return figures
