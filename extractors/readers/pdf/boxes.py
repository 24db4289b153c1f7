"""Where the rows and lines that the PDF reader read stand on a page, for showing them to a person.

A box is given only where the text inside it is the very text that was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pdfminer.pdfpage import PDFPage

from extractors.document import Block, Document, Table
from extractors.readers.left_out import LeftOut
from extractors.readers.limits import Limits
from extractors.readers.pdf.fonts import SafeResources
from extractors.readers.pdf.grid import Grid, find_grids
from extractors.readers.pdf.lines import TextLine, lines_of
from extractors.readers.pdf.note_signs import take_note_signs, take_struck
from extractors.readers.pdf.open import SafeDocument
from extractors.readers.pdf.overlay import take_overlays
from extractors.readers.pdf.page import Box, Glyph, PageContent, read_page
from extractors.readers.pdf.read import read_pdf
from schemas.errors import ReadError

_ASCENT = 0.95
_DESCENT = 0.3


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

    ``pages`` count from 1. Raises ReadError where the file cannot be read or has no such page.
    """
    document = read_pdf(data, limits, allow_scanned_pages=True)
    for page in pages:
        if not 1 <= page <= (document.pages or 0):
            raise ReadError(f"has {document.pages} pages and no page {page}")
    doc = SafeDocument(data, limits)
    drawn = doc.page_list()
    resources = SafeResources()
    found: dict[int, PageBoxes] = {}
    for page in pages:
        content = read_page(doc, resources, drawn[page - 1], page)
        sight = _Sight(drawn[page - 1], content)
        boxes = _placed(_blocks_of(document, page), content, limits)
        rows = tuple(replace(row, box=sight.of(row.box)) for row in boxes)
        found[page] = PageBoxes(rows, *sight.size, content.angle)
    return found


def _blocks_of(document: Document, page: int) -> list[Block]:
    return [
        block
        for block in document.blocks
        if (block.rows[0] if isinstance(block, Table) else block).position.page == page
    ]


def _placed(blocks: Sequence[Block], content: PageContent, limits: Limits) -> Iterator[RowBox]:
    """The rows and lines of a page's blocks that are found on it."""
    take_overlays(content)
    take_struck(content)
    grids = find_grids(content, limits)
    lines = lines_of(_fill(grids, content))
    tables = plain = 0
    for block in blocks:
        if not isinstance(block, Table):
            plain += 1
            box = _take(lines, (block.text,))
            if box is not None:
                yield RowBox(None, plain, (block.text,), box)
            continue
        tables += 1
        if grids and grids[0].rows() == [row.cells for row in block.rows]:
            boxes: list[Box | None] = list(_bands(grids.pop(0)))
        else:
            boxes = [_take(lines, row.texts) for row in block.rows]
        for number, (row, band) in enumerate(zip(block.rows, boxes, strict=True), start=1):
            if band is not None:
                yield RowBox(tables, number, row.texts, band)


def letters(texts: Sequence[str]) -> Counter[str]:
    """The characters of texts without white space, whatever their order: what makes rows equal."""
    return Counter("".join("".join(texts).split()))


def _fill(grids: Sequence[Grid], content: PageContent) -> list[Glyph]:
    """Put each character into the innermost grid it stands in; those upright in none are left."""
    inner_first = sorted(
        grids, key=lambda grid: (grid.box.x1 - grid.box.x0) * (grid.box.bottom - grid.box.top)
    )
    left: list[Glyph] = []
    for glyph in content.glyphs:
        grid = next((grid for grid in inner_first if grid.box.holds(glyph.x, glyph.y)), None)
        if grid is not None:
            grid.add(glyph)
        elif not glyph.angle:
            left.append(glyph)
    for glyphs in (left, *(cell for grid in grids for cell in grid.glyphs)):
        take_note_signs(glyphs, LeftOut())
    return left


def _bands(grid: Grid) -> Iterator[Box]:
    for top, bottom in pairwise(grid.ys):
        yield Box(grid.xs[0], top, grid.xs[-1], bottom)


def _take(lines: list[TextLine], texts: Sequence[str]) -> Box | None:
    """The box of the first lines that hold these texts and no more; they are taken off the list."""
    wanted = letters(texts)
    length = wanted.total()
    for start in range(len(lines)):
        stop, reached = start, 0
        while stop < len(lines) and reached < length:
            reached += letters((lines[stop].text,)).total()
            stop += 1
        part = lines[start:stop]
        if part and reached == length and letters([line.text for line in part]) == wanted:
            del lines[start:stop]
            return Box(
                min(line.x0 for line in part),
                min(line.base - _ASCENT * line.size for line in part),
                max(line.x1 for line in part),
                max(line.base + _DESCENT * line.size for line in part),
            )
    return None


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
