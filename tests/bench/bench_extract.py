"""From a text's bytes to typed rows: a row of a long list takes no longer than one of a short."""

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
_KINDS = {"stacked": "stacked cells", "undelimited": "undelimited words"}


def run() -> Sequence[Figure]:
    """Both kinds of text, at three lengths."""
    figures = []
    for kind, shown in _KINDS.items():
        rates = []
        for rows, rounds in _ROWS.items():
            with tempfile.TemporaryDirectory() as folder:
                file = made(kind, rows, Path(folder) / "list.txt")
                usages = [worker("extract", file) for _ in range(rounds)]
            every = [json.loads(usage.said) for usage in usages]
            took = every[0]
            if took["entries"] < _READ * rows:
                raise RuntimeError(f"{kind}: {took}, {rows} rows were written")
            rates.append(rows / median(each["seconds"] for each in every))
            figures.append(
                Figure(
                    f"{shown}, {rows:,} rows",
                    f"{rates[-1]:,.0f} rows/s, {medians(usages).peak:.0f} MiB, "
                    f"{took['rejected']} rows rejected as ambiguous",
                )
            )
        slower = rates[0] / rates[-1]
        figures.append(
            Figure(
                f"{shown}, a row of the longest",
                f"{slower:.2f} times a row of the shortest",
                aim=f"at most {_LINEAR} times",
                met=slower <= _LINEAR,
            )
        )
    return figures
