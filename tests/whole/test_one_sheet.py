"""A whole document on one sheet, or on one web page, gives the rows of its text."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from io import BytesIO

import openpyxl
import pytest

from extractors.catalog import CLASS, CODE, NAME, SERIAL, SHORTAGE_MARK, Column
from extractors.document import Document, Paragraph
from extractors.extract import extract_document
from extractors.readers import read_document
from tests.places import ROOT
from tests.samples.amount_lists import book, messages, page, read
from tests.whole.test_formats import content

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


LIST = [["序号", "职业编码", "职业名称", "类别"], ["1", "6-31-01-03", "电工★", "A"]]


@pytest.mark.parametrize(
    "legend",
    [
        [["★", "表示急需紧缺"]],
        [["标识", "含义"], ["★", "急需紧缺职业"], ["L", "绿色职业"]],
        [["图例"], ["★", "", "急需紧缺", ""]],
        [["★表示急需紧缺"]],
    ],
)
def test_a_sheet_that_explains_marks_is_a_note(legend: Sequence[Sequence[str]]) -> None:
    extraction = read(book(LIST, legend), (SERIAL, CODE, NAME, CLASS))
    assert [each.marks for each in extraction.entries] == [["★"]]
    assert not extraction.rejected
    assert extraction.source_rows[-1].role == "note"
    assert not [
        text
        for text in messages(extraction, "mark_unexplained")
        if "★" in text and "类别" not in text
    ]
    assert not [each for each in extraction.findings if each.severity == "error"]


@pytest.mark.parametrize(
    ("columns", "header"),
    [
        ((SERIAL, NAME, CODE), ["序号", "职业名称", "职业编码"]),
        ((SHORTAGE_MARK, NAME, CODE), ["急需紧缺", "职业名称", "职业编码"]),
        ((NAME, CODE), ["备注", "职业名称", "职业编码"]),
    ],
)
def test_a_row_that_begins_with_a_mark_is_a_row(
    columns: Sequence[Column], header: Sequence[str]
) -> None:
    extraction = read(page([header, ["", "焊工", "6-18-02-04"], ["*", "电工", ""]]), columns)
    assert [each.name for each in extraction.entries] == ["焊工", "电工"]
