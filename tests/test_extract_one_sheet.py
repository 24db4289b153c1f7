"""A whole document on one sheet, or on one web page, gives the rows of its text."""

from __future__ import annotations

import html
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from extractors.document import Document, Paragraph
from extractors.extract import extract_document
from extractors.readers import read_document
from tests.test_extract_formats import content

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "tests" / "documents" / "published"
SOURCES = {
    "nantong-2023": "nantong-2023.docx",
    "jinan-2023": "jinan-2023.pdf",
    "shanghai-2026": "shanghai-2026.docx",
    "changji": "changji.pdf",
}


def as_sheet(document: Document) -> bytes:
    """Every paragraph and table row as a row of one sheet, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sheet.append([block.text])
            continue
        for row in block.rows:
            cells: list[str | int | None] = []
            for cell in row.cells:
                cells.append(int(cell.text) if cell.text.isdigit() else cell.text)
                cells += [None] * (cell.columns - 1)
            sheet.append(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_page(document: Document) -> bytes:
    """The same as a web page with a menu and a footer around it."""
    parts = ["<!doctype html><html><body><nav>首页 1 6-31-01-03</nav>"]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(block.text)}</p>")
            continue
        rows = (
            "".join(
                f"<td colspan={cell.columns}>{html.escape(cell.text)}</td>" for cell in row.cells
            )
            for row in block.rows
        )
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    parts.append("<footer>版权所有</footer></body></html>")
    return "\n".join(parts).encode()


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(("make", "ending"), [(as_sheet, ".xlsx"), (as_page, ".html")])
def test_the_same_rows_from_a_sheet_and_from_a_page(
    name: str, make: Callable[[Document], bytes], ending: str
) -> None:
    source = SOURCES[name]
    document = read_document((PUBLISHED / source).read_bytes(), source)
    again = extract_document(make(document), name + ending)
    text = extract_document((ROOT / "raw" / f"{name}.txt").read_bytes(), f"{name}.txt")
    for table in ("catalogs", "entries", "rates", "hours"):
        rows, expected = getattr(again, table), getattr(text, table)
        assert [content(row) for row in rows] == [content(row) for row in expected]
    assert not again.rejected
    assert again.document.issued_on == text.document.issued_on
    assert not [each for each in again.findings if each.severity == "error"]
