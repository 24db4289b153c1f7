"""Large documents and many documents, read and published whole: time and memory."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Figure, Usage, made, shown, worker

_FEW, _MANY = 10, 60
_GROWTH = 1.15


def run() -> Sequence[Figure]:
    """Two large files of their own, then a document in few and in many editions."""
    figures = [
        Figure("20,000 rows in 200 PDF pages", shown(_loaded("pdf", "pdf", 20_000))),
        Figure("50,000 rows in one Word table", shown(_loaded("word", "docx", 50_000))),
    ]
    few, many = _editions(_FEW), _editions(_MANY)
    growth = many.peak / few.peak
    return [
        *figures,
        Figure(f"{_FEW} documents of 591 rows", shown(few)),
        Figure(
            f"{_MANY} documents of 591 rows",
            shown(many),
            aim=f"at most {_GROWTH} times the memory: {growth:.2f}",
            met=growth <= _GROWTH,
        ),
    ]


def _loaded(kind: str, ending: str, rows: int) -> Usage:
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        made(kind, rows, raw / f"shanghai-2026.{ending}")
        return _published(raw, rows)


def _editions(count: int) -> Usage:
    """A document as if published every year."""
    text = (ROOT / "raw" / "nantong-2023.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        for year in range(1990, 1990 + count):
            edition = text.replace("2023年", f"{year}年")
            (raw / f"nantong-{year}.txt").write_text(edition, encoding="utf-8")
        return _published(raw, 591 * count)


def _published(raw: Path, rows: int) -> Usage:
    usage = worker("publish", raw, raw.parent / "catalogs.duckdb")
    if int(usage.said) != rows:
        raise RuntimeError(f"{usage.said.strip()} rows were loaded of {rows}")
    return usage
