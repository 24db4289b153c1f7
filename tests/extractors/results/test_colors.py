"""Rows in a color whose meaning the document says are told, in every format that has colors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract_document
from tests.documents import make_pdf, make_sheet, make_web, make_word

TITLE, NOTE = "苏州市2025年职业技能培训补贴目录", "注：红色字体为已取消的职业。"
HEADER = ["序号", "职业编码", "职业名称"]
ROWS = [["1", "6-31-01-03", "电工"], ["2", "6-18-02-04", "焊工"]]
RED = '<w:color w:val="FF0000"/>'


def as_web() -> bytes:
    red = [f"<font color=red>{text}</font>" for text in ROWS[1]]
    table = "".join(
        f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in (HEADER, ROWS[0], red)
    )
    paragraphs = map(make_web.paragraph, (TITLE, NOTE))
    return make_web.page(f"<table>{table}</table>".join(paragraphs)).encode()


def as_word() -> bytes:
    red = [make_word.tc(make_word.p(make_word.r(text, RED))) for text in ROWS[1]]
    table = make_word.tbl(*(make_word.tr(*row) for row in (HEADER, ROWS[0], red)))
    return make_word.package(
        make_word.p(make_word.r(TITLE)) + table + make_word.p(make_word.r(NOTE))
    )


def as_sheet() -> bytes:
    styles = (
        f'<styleSheet {make_sheet.MAIN}><fonts><font/><font><color rgb="FFFF0000"/></font></fonts>'
        '<cellXfs><xf/><xf fontId="1"/></cellXfs></styleSheet>'
    )
    red = "".join(make_sheet.cell(f"{'ABC'[n]}4", text, ' s="1"') for n, text in enumerate(ROWS[1]))
    rows = [make_sheet.row(1, TITLE), make_sheet.row(2, *HEADER), make_sheet.row(3, *ROWS[0])]
    rows += [f'<row r="4">{red}</row>', make_sheet.row(5, NOTE)]
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    return make_sheet.package(data, **{"xl/styles.xml": styles})


def as_pdf() -> bytes:
    def page(canvas: Canvas) -> None:
        make_pdf.text(canvas, 70, 800, TITLE)
        bottom = make_pdf.table(canvas, 70, 780, [HEADER, ROWS[0], ["", "", ""]])
        canvas.setFillColorRGB(0.8, 0, 0)
        for x, text in zip((74, 124, 234), ROWS[1], strict=True):
            make_pdf.text(canvas, x, bottom + 7, text)
        canvas.setFillColorRGB(0, 0, 0)
        make_pdf.text(canvas, 70, bottom - 30, NOTE)

    return make_pdf.make(page)


@pytest.mark.parametrize("make", [as_web, as_word, as_sheet, as_pdf])
def test_a_row_in_a_color_that_means_something_is_told(make: Callable[[], bytes]) -> None:
    extraction = extract_document(make(), "list.bin")
    names = {entry.row_no: entry.name for entry in extraction.entries}
    told = [each for each in extraction.findings if "红色" in each.message]
    assert [names.get(each.row_no or 0) for each in told] == ["焊工"]
    assert told[0].rule == "cell_unclear"


def test_a_color_of_which_nothing_is_said_is_not_told() -> None:
    data = as_web().replace("红色".encode(), "蓝色".encode())
    extraction = extract_document(data, "list.bin")
    assert [each.row_no for each in extraction.findings if "色，" in each.message] == []
    assert len(extraction.entries) == 2
