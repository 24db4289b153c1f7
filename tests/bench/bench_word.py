"""Word rows a second, beside a bare walk of the XML; the same for many rows as for few."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Figure, made, worker

_AIM = 3.0
_LINEAR = 1.5
_ROWS = (1_000, 10_000, 50_000)


def run() -> Sequence[Figure]:
    """Generated lists of growing length, and a published file."""
    figures = []
    rates = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in _ROWS:
            file = made("word", rows, Path(folder) / "list.docx")
            figure, rate = _figure(file, f"{rows:,} rows", rows)
            figures.append(figure)
            rates.append(rate)
    published = ROOT / "tests" / "documents" / "published" / "nantong-2023.docx"
    figures.append(_figure(published, published.name, None)[0])
    slower = rates[0] / rates[-1]
    figures.append(
        Figure(
            "a row of the longest",
            f"{slower:.2f} times a row of the shortest",
            aim=f"at most {_LINEAR} times",
            met=slower <= _LINEAR,
        )
    )
    return figures


def _figure(file: Path, what: str, rows: int | None) -> tuple[Figure, float]:
    took = json.loads(worker("word", file).said)
    memory = worker("read", file)
    ratio = took["ours"] / took["plain"]
    rate = (rows or int(memory.said)) / took["ours"]
    beside = (rows or int(memory.said)) / took["plain"]
    return (
        Figure(
            what,
            f"{rate:,.0f} rows/s, {memory.peak:.0f} MiB",
            f"a bare walk, {beside:,.0f} rows/s",
            f"at most {_AIM} times its time: {ratio:.2f}",
            ratio <= _AIM,
        ),
        rate,
    )
