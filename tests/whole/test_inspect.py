"""What ``inspect`` shows of a document is what is read of it: the same rows, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.extract import extract_document
from extractors.extraction import EntryRow
from extractors.readers import read_document
from extractors.results.outline import Outline, OutlineParagraph, OutlineTable, outline
from tests.places import DOCUMENTS, RAW

_PRINTED = (
    "name_printed",
    "code_printed",
    "subsidy_class_printed",
    "certificate_printed",
    "industry_printed",
    "initiatives_printed",
)


CATALOGS = [*sorted((DOCUMENTS / "published").glob("*.[dp]*")), *sorted(RAW.glob("*.txt"))]


def bare(text: str) -> str:
    return "".join(text.split())


def rows_of(shown: Outline) -> list[list[str]]:
    tables = [block for block in shown.blocks if isinstance(block, OutlineTable)]
    return [[bare(text) for text in row] for table in tables for row in table.rows]


def cells_of(entry: EntryRow) -> list[str]:
    """The cells an entry was read from, but for a certificate that stands in a section above it."""
    serial = [] if entry.serial_printed is None else [str(entry.serial_printed)]
    columns = [name for name in _PRINTED if name not in entry.inherited_columns]
    texts = [getattr(entry, name) for name in columns]
    return [bare(text) for text in (*serial, *filter(None, texts))]


def place_of(cells: Sequence[str], rows: Sequence[Sequence[str]], after: int) -> int:
    """The first row behind another that has all the cells; -1 where none does."""
    return next(
        (place for place in range(after + 1, len(rows)) if set(cells) <= set(rows[place])), -1
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.name)
def test_inspect_shows_the_rows_that_are_read(path: Path) -> None:
    extraction = extract_document(path.read_bytes(), path.name)
    shown = outline(read_document(path.read_bytes(), path.name))
    rows = rows_of(shown)
    texts = [bare(block.text) for block in shown.blocks if isinstance(block, OutlineParagraph)]
    text = "".join(texts)
    in_cells = {row.row_no for row in extraction.source_rows if row.table_no is not None}
    place = -1
    for entry in extraction.entries:
        if entry.row_no in in_cells:
            place = place_of(cells_of(entry), rows, place)
            assert place >= 0, f"{cells_of(entry)} is not shown, or not in its place"
    for row in extraction.source_rows:
        if row.row_no not in in_cells:
            assert bare("".join(row.cells)) in text
    amounts = {cell for row in rows for cell in row}
    for rate in extraction.rates:
        if rate.row_no in in_cells:
            assert bare(rate.amount_printed) in amounts
