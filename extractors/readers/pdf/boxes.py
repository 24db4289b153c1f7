"""Where the rows and lines that the PDF reader read stand on a page, for showing them to a person.

A box is given only where the text inside it is the very text that was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pdfminer.pdfpage import PDFPage

from extractors.readers.limits import Limits
from extractors.readers.pdf.flow import placed_items
from extractors.readers.pdf.fonts import SafeResources
from extractors.readers.pdf.furniture import PageText
from extractors.readers.pdf.lines import TextLine
from extractors.readers.pdf.open import SafeDocument, whole
from extractors.readers.pdf.page import Box, PageContent
from extractors.readers.pdf.page_text import is_recognized, page_text
from extractors.readers.pdf.read_page import read_page
from schemas.errors import ReadError


@dataclass(frozen=True, slots=True)
class RowBox:
    """A table row or a line as read, and its place on the page.

    ``table`` says which table of the page it is of, in reading order from 1, None for a line
    outside tables; ``row`` counts the rows of that table, or the page's lines, from 1. ``box`` is
    in points from the upper left corner of the shown page.
    """

    table: int | None
    row: int
    texts: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes of one page; ``width`` and ``height`` of what is shown of it, in points.

    ``turn`` is by how many degrees counterclockwise its text is drawn: the page has to be turned
    clockwise by as much to be read.
    """

    rows: tuple[RowBox, ...]
    width: float
    height: float
    turn: int


def row_boxes(data: bytes, limits: Limits, pages: Collection[int]) -> dict[int, PageBoxes]:
    """The place of each table row and line of some pages, in the order of the reading, by page.

    ``pages`` count from 1; no others are read. Raises ReadError where the file cannot be read or
    has no such page.
    """
    doc = SafeDocument(whole(data), limits)
    drawn = doc.page_list()
    resources = SafeResources()
    found: dict[int, PageBoxes] = {}
    for page in pages:
        if not 1 <= page <= len(drawn):
            raise ReadError(f"has {len(drawn)} pages and no page {page}")
        content = read_page(doc, resources, drawn[page - 1], page)
        is_recognized(content)
        sight = _Sight(drawn[page - 1], content)
        boxes = _placed(page_text(content, limits))
        rows = tuple(replace(row, box=sight.of(row.box)) for row in boxes)
        found[page] = PageBoxes(rows, *sight.size, content.angle)
    return found


def _placed(page: PageText) -> Iterator[RowBox]:
    """The rows and lines of a page as they are read from it alone."""
    tables = plain = 0
    for item in placed_items(page):
        if isinstance(item, TextLine):
            plain += 1
            yield RowBox(None, plain, (item.text,), item.box)
            continue
        tables += 1
        for number, row in enumerate(item.rows, start=1):
            if row.band is not None:
                yield RowBox(tables, number, tuple(cell.text for cell in row.cells), row.band)


def letters(texts: Sequence[str]) -> Counter[str]:
    """The characters of texts without white space, whatever their order: what makes rows equal."""
    return Counter("".join("".join(texts).split()))


class _Sight:
    """From a page as the reader turned it to the part of it that a viewer shows."""

    def __init__(self, page: PDFPage, content: PageContent) -> None:
        self._turn = content.angle
        self._read = (content.width, content.height)
        mx0, my0, mx1, my1 = page.mediabox
        cx0, cy0 = max(mx0, page.cropbox[0]), max(my0, page.cropbox[1])
        cx1, cy1 = min(mx1, page.cropbox[2]), min(my1, page.cropbox[3])
        margins = {
            0: (cx0 - mx0, my1 - cy1),
            90: (cy0 - my0, cx0 - mx0),
            180: (mx1 - cx1, cy0 - my0),
            270: (my1 - cy1, mx1 - cx1),
        }
        self._left, self._top = margins[page.rotate % 360]
        width, height = cx1 - cx0, cy1 - cy0
        self.size = (height, width) if page.rotate % 180 else (width, height)

    def of(self, box: Box) -> Box:
        """A box of the turned page, on the page as it is shown."""
        (ax, ay), (bx, by) = self._back(box.x0, box.top), self._back(box.x1, box.bottom)
        return Box(
            min(ax, bx) - self._left,
            min(ay, by) - self._top,
            max(ax, bx) - self._left,
            max(ay, by) - self._top,
        )

    def _back(self, x: float, y: float) -> tuple[float, float]:
        width, height = self._read
        match self._turn:
            case 0:
                return x, y
            case 90:
                return y, width - x
            case 180:
                return width - x, height - y
            case _:
                return height - y, x
