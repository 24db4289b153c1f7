"""Many documents: what a first run, a run after no change and one document more cost, and views."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tests.bench.measure import ROOT, Figure, Usage, made, seconds, shown, worker
from tests.samples.flow_samples import list_text

COUNTS = (200, 1_000)
PDFS = 200
_CITIES = (("nantong", 2023), ("shanghai", 2026))
_FIRST_YEAR = 1000
_OWN_YEARS = range(1900, 2100)
_ONE_MORE_SECONDS = 12.0
_PEAK = 400
_SLOPE = 0.1
_FLAT = 1.1
_PDF_ROWS = 500
_BOTH_CORES = 1.7
_VIEW_WHOLE = 2.0
_VIEW_FILTERED = 0.3


def run(
    counts: Sequence[int] = COUNTS, rows: int | None = None, pdfs: int = PDFS
) -> Iterator[Figure]:
    """So many editions of two texts, or of a list of so many rows; PDFs by one process and two."""
    firsts: list[Usage] = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            raw, database = Path(folder) / "raw", Path(folder) / "catalogs.duckdb"
            raw.mkdir()
            for number in range(count):
                _edition(raw, number, rows)
            first = worker("publish", raw, database)
            yield Figure(f"{count:,} documents, first run", shown(first))
            unchanged = worker("publish", raw, database)
            yield Figure(
                f"{count:,} documents, nothing changed",
                shown(unchanged),
                f"the first run: {unchanged.cpu / first.cpu:.2f} times CPU",
            )
            yield from _views(database)
            _edition(raw, count, rows)
            more = worker("publish", raw, database)
            yield Figure(
                f"{count:,} documents and one more",
                shown(more),
                f"the first run: {more.cpu / first.cpu:.2f} times CPU",
                f"at most {seconds(_ONE_MORE_SECONDS)} CPU and {_PEAK} MiB",
                more.cpu <= _ONE_MORE_SECONDS and more.peak <= _PEAK,
            )
        firsts.append(first)
    for (few, of_few), (many, of_many) in pairwise(zip(counts, firsts, strict=True)):
        slope = math.log(of_many.cpu / of_few.cpu) / math.log(many / few)
        yield Figure(
            f"growth of time from {few:,} to {many:,} documents",
            f"slope {slope:.2f}",
            aim=f"1.0 ± {_SLOPE}",
            met=abs(slope - 1) <= _SLOPE,
        )
        larger = of_many.peak / of_few.peak
        yield Figure(
            f"growth of memory from {few:,} to {many:,} documents",
            f"{larger:.2f} times",
            f"{(of_many.peak - of_few.peak) * 1024 / (many - few):.1f} KiB a document",
            f"at most {_FLAT} times, and {_PEAK} MiB",
            larger <= _FLAT and of_many.peak <= _PEAK,
        )
    yield both_cores("prepare", "processes", pdfs)


def _views(database: Path) -> Iterator[Figure]:
    """Every view whole, and filtered to one document or to a city and year."""
    took = json.loads(worker("views", database).said)
    for view, (whole, filtered, condition) in took.items():
        yield Figure(
            view,
            f"whole {seconds(whole)}",
            f"{condition}, {filtered * 1000:.0f} ms" if condition else "",
            f"at most {seconds(_VIEW_WHOLE)} and {_VIEW_FILTERED * 1000:.0f} ms",
            whole <= _VIEW_WHOLE and (filtered or 0) <= _VIEW_FILTERED,
        )


def _edition(raw: Path, number: int, rows: int | None) -> None:
    """One of two cities' editions in turn, or a small list of one, a year each.

    No year is one that a notice itself may name.
    """
    cities = _CITIES if rows is None else _CITIES[1:]
    city, printed = cities[number % len(cities)]
    year = _FIRST_YEAR + number // len(cities)
    if year >= _OWN_YEARS.start:
        year += len(_OWN_YEARS)
    if rows is None:
        text = (ROOT / "raw" / f"{city}-{printed}.txt").read_text("utf-8")
        text = text.replace(f"{printed}年", f"{year}年")
    else:
        printed_rows = [
            (str(n), f"6-{n // 80 + 1:02}-{n % 80 + 10}-01", f"第{n}工", "ABC"[n % 3])
            for n in range(1, rows + 1)
        ]
        text = list_text(tuple(printed_rows), year)
    (raw / f"{city}-{year}.txt").write_text(text, encoding="utf-8")


def both_cores(task: str, readers: str, pdfs: int) -> Figure:
    """So many PDFs read by two ``readers`` and by one, in a task of the worker's."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        pdf = made("pdf", _PDF_ROWS, Path(folder) / "list.pdf").read_bytes()
        for number in range(pdfs):
            # a remark behind the end makes other bytes of the same pages
            (raw / f"shanghai-{number}.pdf").write_bytes(pdf + b"%%%d\n" % number)
        one, two = (
            json.loads(worker(task, raw, Path(folder) / f"{n}.duckdb", str(n)).said) for n in (1, 2)
        )
    return Figure(
        f"{pdfs} PDFs of {_PDF_ROWS} rows read by two {readers}",
        seconds(two),
        f"by one, {seconds(one)}",
        f"at least {_BOTH_CORES} times faster: {one / two:.2f}",
        one / two >= _BOTH_CORES,
    )
