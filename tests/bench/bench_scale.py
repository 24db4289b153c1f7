"""Many documents: what a first run, a run after no change and one document more cost."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Figure, Usage, made, seconds, shown, worker

_FEW, _MANY = 200, 1_000
_CITIES = (("nantong", 2023), ("shanghai", 2026))
_FIRST_YEAR = 1000
_ONE_MORE_SECONDS = 12.0
_PEAK = 400
_SLOPE = 0.1
_PDFS, _PDF_ROWS = 200, 500
_BOTH_CORES = 1.7


def run() -> Sequence[Figure]:
    """A text in so many editions, and so many PDFs read by one process and by two."""
    figures: list[Figure] = []
    firsts: list[Usage] = []
    for count in (_FEW, _MANY):
        with tempfile.TemporaryDirectory() as folder:
            raw, database = Path(folder) / "raw", Path(folder) / "catalogs.duckdb"
            raw.mkdir()
            for number in range(count):
                _edition(raw, number)
            first = worker("publish", raw, database)
            unchanged = worker("publish", raw, database)
            _edition(raw, count)
            more = worker("publish", raw, database)
        firsts.append(first)
        figures += [
            Figure(f"{count:,} documents, first run", shown(first)),
            Figure(
                f"{count:,} documents, nothing changed",
                shown(unchanged),
                f"the first run: {unchanged.cpu / first.cpu:.2f} times CPU",
            ),
            Figure(
                f"{count:,} documents and one more",
                shown(more),
                f"the first run: {more.cpu / first.cpu:.2f} times CPU",
                f"at most {seconds(_ONE_MORE_SECONDS)} CPU and {_PEAK} MiB",
                more.cpu <= _ONE_MORE_SECONDS and more.peak <= _PEAK,
            ),
        ]
    slope = math.log(firsts[1].cpu / firsts[0].cpu) / math.log(_MANY / _FEW)
    return [
        *figures,
        Figure(
            f"growth of time from {_FEW:,} to {_MANY:,} documents",
            f"slope {slope:.2f}",
            f"memory {firsts[1].peak / firsts[0].peak:.2f} times",
            f"slope 1.0 ± {_SLOPE}",
            abs(slope - 1) <= _SLOPE,
        ),
        _both_cores(),
    ]


def _edition(raw: Path, number: int) -> None:
    """One of two cities' editions in turn, a year each; no year that a notice itself may name."""
    city, printed = _CITIES[number % len(_CITIES)]
    year = _FIRST_YEAR + number // len(_CITIES)
    text = (ROOT / "raw" / f"{city}-{printed}.txt").read_text("utf-8")
    (raw / f"{city}-{year}.txt").write_text(
        text.replace(f"{printed}年", f"{year}年"), encoding="utf-8"
    )


def _both_cores() -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        pdf = made("pdf", _PDF_ROWS, Path(folder) / "list.pdf").read_bytes()
        for number in range(_PDFS):
            # a remark behind the end makes other bytes of the same pages
            (raw / f"shanghai-{number}.pdf").write_bytes(pdf + b"%%%d\n" % number)
        one, two = (
            json.loads(worker("prepare", raw, Path(folder) / f"{n}.duckdb", str(n)).said)
            for n in (1, 2)
        )
    return Figure(
        f"{_PDFS} PDFs of {_PDF_ROWS} rows read by two processes",
        seconds(two),
        f"by one, {seconds(one)}",
        f"at least {_BOTH_CORES} times faster: {one / two:.2f}",
        one / two >= _BOTH_CORES,
    )
