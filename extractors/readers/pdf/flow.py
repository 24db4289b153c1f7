"""The text of all pages → blocks in reading order: tables, and lines joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block, Cell, Paragraph, Position, ReaderNote, Row, Table
from extractors.readers.pdf.aligned import AlignedTable, Columns, find_aligned
from extractors.readers.pdf.cells import PrintedRow
from extractors.readers.pdf.furniture import PageText
from extractors.readers.pdf.lines import TextLine, is_chinese
from extractors.readers.pdf.tolerances import (
    INDENT,
    LINE_PITCH,
    TABULAR_GAP,
)
from extractors.words.numerals import CIRCLED, NUMBER, NUMERAL
from extractors.words.signs import (
    CLOSING_PUNCTUATION,
    COLON,
    OPENING_PUNCTUATION,
    POINT,
    ROUND_CLOSE,
    ROUND_OPEN,
)
from extractors.words.titles import ANNEX_WORD, NOTE_WORD

_BEHIND = f"(?:{POINT}|{ROUND_CLOSE})"
_ITEM = re.compile(
    rf"{ROUND_OPEN}?{NUMERAL}{_BEHIND}|{ROUND_OPEN}?\d{{1,2}}{_BEHIND}(?!\d)|第{NUMBER}[条章节]"
    rf"|{CIRCLED}|{ANNEX_WORD}|附：|备注|{NOTE_WORD}{COLON}"
)


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table of one page, before tables are numbered."""

    rows: Sequence[PrintedRow]


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the lines of running text begin and end on a page."""

    left: float
    right: float


def blocks(pages: Sequence[PageText], notes: list[ReaderNote]) -> Iterator[Block]:
    """Paragraphs and tables of all pages in order; tables are counted from 1.

    What is told of a row is added to ``notes``.
    """
    table_no = 0
    carried: Columns | None = None
    open_lines: list[tuple[TextLine, int]] = []
    margins = _margins(pages)
    for page in pages:
        items, carried = _items(page, carried)
        for item in items:
            if isinstance(item, TextLine):
                if open_lines and not _continues(open_lines[-1], (item, page.number), margins):
                    yield _paragraph(open_lines)
                    open_lines = []
                open_lines.append((item, page.number))
                continue
            if open_lines:
                yield _paragraph(open_lines)
                open_lines = []
            table_no += 1
            rows = []
            for number, row in enumerate(item.rows, start=1):
                position = Position(page=page.number, table_no=table_no, table_row=number)
                notes += row.notes(position)
                rows.append(Row(row.cells, position, struck=row.struck, colors=row.colors))
            yield Table(tuple(rows))
    if open_lines:
        yield _paragraph(open_lines)


def _items(
    page: PageText, carried: Columns | None
) -> tuple[list[TextLine | TableRows], Columns | None]:
    """The page's lines and tables from top to bottom, and columns open at its end."""
    placed: list[tuple[float, TextLine | TableRows]] = []
    top = bottom = float("-inf")
    for box, rows in page.tables:
        # tables come in reading order: those side by side go by where the first of them begins
        if box.top >= bottom:
            top, bottom = box.top, box.bottom
        placed.append((top, TableRows(rows)))
    last: Columns | None = None
    for run in _runs(page):
        tables = find_aligned(run, page.separators, carried if run[0] is page.lines[0] else None)
        starts = {table.first: table for table in tables}
        index = 0
        while index < len(run):
            line = run[index]
            if index in starts:
                placed.append((line.base - line.size, _cells(starts[index])))
                index = starts[index].last + 1
            else:
                placed.append((line.base - line.size, line))
                index += 1
        reaches_end = tables and tables[-1].last == len(run) - 1 and run[-1] is page.lines[-1]
        last = tables[-1].columns if reaches_end else None
    placed += [(line.base, line) for line in page.turned]
    placed.sort(key=lambda item: item[0])
    return [item for _top, item in placed], last


def placed_items(page: PageText) -> list[TextLine | TableRows]:
    """The lines and tables of one page alone, from top to bottom."""
    return _items(page, None)[0]


def _cells(table: AlignedTable) -> TableRows:
    return TableRows(
        [
            PrintedRow(tuple(map(Cell, row)), band=band)
            for row, band in zip(table.rows, table.bands, strict=True)
        ]
    )


def _runs(page: PageText) -> Iterator[list[TextLine]]:
    """The page's lines, parted where a ruled table stands between them."""
    tops = sorted(box.top for box, _rows in page.tables)
    groups: dict[int, list[TextLine]] = {}
    for line in page.lines:
        groups.setdefault(sum(top < line.base for top in tops), []).append(line)
    yield from groups.values()


def _margins(pages: Iterable[PageText]) -> dict[int, _Margins]:
    """The margins of each page: those of all pages that have a line reaching as far."""
    every = [line for page in pages for line in page.lines]
    found: dict[int, _Margins] = {}
    if not every:
        return found
    starts = Counter(round(line.x0 / 2) for line in every)
    common = [start for start, count in starts.items() if count > 1] or list(starts)
    overall = _Margins(2.0 * min(common), max(line.x1 for line in every))
    for page in pages:
        right = max((line.x1 for line in page.lines), default=overall.right)
        # a page with two lines of text does not show its margin; the document does
        found[page.number] = _Margins(overall.left, right if len(page.lines) > 8 else overall.right)
    return found


def _continues(
    before: tuple[TextLine, int], after: tuple[TextLine, int], margins: dict[int, _Margins]
) -> bool:
    """Whether a line is the next of one printed paragraph.

    So it is where the line before had no room for its first word, and it is not indented.
    """
    (line, page), (follower, follower_page) = before, after
    size = line.size
    if abs(size - follower.size) > 0.5 or _is_tabular(line) or _is_tabular(follower):
        return False
    if page == follower_page and not 0 < follower.base - line.base < LINE_PITCH * size:
        return False
    if abs(follower.x0 - margins[follower_page].left) > INDENT * size + 2:
        return False
    if _ITEM.match(follower.text):
        return False
    return margins[page].right - line.x1 < _first_unit(follower) + 0.3 * size


def _first_unit(line: TextLine) -> float:
    """How wide the line's first unbreakable piece is: a character, or a Latin word or number."""
    text, size = line.words[0].text, line.size
    if not is_chinese(text[0]):
        length = next((i for i, char in enumerate(text) if is_chinese(char)), len(text))
        return length * size * 0.6
    closing = next(
        (i for i, char in enumerate(text[1:]) if char not in CLOSING_PUNCTUATION), len(text) - 1
    )
    opening = 1 if text[0] in OPENING_PUNCTUATION else 0
    return (1 + closing + opening) * size


def _is_tabular(line: TextLine) -> bool:
    gaps = [b.x0 - a.x1 for a, b in zip(line.words, line.words[1:], strict=False)]
    return sum(gap > TABULAR_GAP * line.size for gap in gaps) > 1


def _paragraph(lines: Sequence[tuple[TextLine, int]]) -> Paragraph:
    text = ""
    for line, _page in lines:
        latin = text and not is_chinese(text[-1]) and not is_chinese(line.text[0])
        text += (" " if latin else "") + line.text
    return Paragraph(text, Position(page=lines[0][1]))
