"""Documents of nothing but cells that show something unreadable: refused in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import read_document
from schemas.errors import ReadError
from tests.documents import make_pdf, make_sheet, make_web, make_word
from tests.extractors.readers.test_pdf_seen import picture
from tests.extractors.readers.test_sheet_seen import PICTURE as ON_SHEET
from tests.extractors.readers.test_sheet_seen import anchored, data
from tests.extractors.readers.test_word_seen import PICTURE as IN_WORD


def in_word() -> bytes:
    row = make_word.tr(*[make_word.tc(make_word.p(IN_WORD))] * 2)
    return make_word.package(make_word.tbl(row, row))


def on_a_sheet() -> bytes:
    return make_sheet.package(data('<row r="1"><c r="A1"/></row>'), **anchored(ON_SHEET, 0, 0))


def in_cells_of_a_sheet() -> bytes:
    cell = '<c r="A1" t="str"><f>1</f><v>=DISPIMG("x",1)</v></c>'
    return make_sheet.package(data(f'<row r="1">{cell}</row>'))


def on_a_page_of_the_web() -> bytes:
    return make_web.page("<table><tr><td><img src=a.png><td><canvas></canvas></table>").encode()


def in_a_pdf() -> bytes:
    def page(canvas: Canvas) -> None:
        make_pdf.table(canvas, 70, 780, [["", ""]] * 2, (50, 110))
        for y in (742, 764):
            canvas.drawImage(picture(None), 75, y, 20, 10)

    return make_pdf.make(page)


@pytest.mark.parametrize(
    "make", [in_word, on_a_sheet, in_cells_of_a_sheet, on_a_page_of_the_web, in_a_pdf]
)
def test_a_document_of_unread_cells_alone_is_refused_as_that(make: Callable[[], bytes]) -> None:
    with pytest.raises(ReadError, match="all that its tables show") as caught:
        read_document(make(), "list")
    assert "pictures, drawings or signs" in str(caught.value)


def test_a_document_of_blank_cells_alone_is_refused_as_that() -> None:
    def page(canvas: Canvas) -> None:
        make_pdf.table(canvas, 70, 780, [["", ""]] * 2, (50, 110))

    with pytest.raises(ReadError, match="only tables of blank cells"):
        read_document(make_pdf.make(page), "list.pdf")
