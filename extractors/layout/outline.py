"""A document as one would look at it, catalog or not: paragraphs and whole tables, no city known.

Tables are joined over their pages, headers found and their repeats left out, merged cells filled
with the text they print, rows that a page end cuts made whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Document, Paragraph, ReaderNote, Row, Table
from extractors.layout.header_rows import is_lower_header, known_headings, looks_like_header
from extractors.layout.pages import join_over_pages, same_header
from extractors.words.numerals import parse_serial
from extractors.words.text import join_lines


@dataclass(frozen=True, slots=True)
class OutlineParagraph:
    """A paragraph outside tables, and its page where the format has pages."""

    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """A whole table: one text a grid column in header and rows, and the pages each row is on."""

    pages: list[int]
    header: list[str]
    rows: list[list[str]]
    row_pages: list[list[int]]


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's blocks in order, and what its reader noted."""

    media_type: str
    pages: int | None
    blocks: list[OutlineParagraph | OutlineTable]
    notes: list[ReaderNote]


@dataclass(slots=True)
class _Line:
    """A row on its way: a text a grid column, which of them are merged with the cell above."""

    texts: list[str]
    merged: list[bool]
    pages: list[int]
    opens_page: bool


def outline(document: Document) -> Outline:
    """The document's paragraphs and tables, each table put together."""
    blocks: list[OutlineParagraph | OutlineTable] = []
    for block in join_over_pages(document, looks_like_header).blocks:
        if isinstance(block, Paragraph):
            blocks.append(OutlineParagraph(block.text, block.position.page))
        else:
            blocks.append(_whole(block))
    return Outline(document.media_type, document.pages, blocks, list(document.notes))


def _whole(table: Table) -> OutlineTable:
    columns = max(row.width for row in table.rows)
    header_rows = _header_rows(table)
    headers = [_line(row, columns, None) for row in header_rows]
    lines: list[_Line] = []
    previous: Row | None = header_rows[-1] if header_rows else None
    for row in table.rows[len(header_rows) :]:
        if any(same_header(row, header) for header in header_rows):
            continue
        if any(cell.text.strip() or cell.merged_above for cell in row.cells):
            lines.append(_line(row, columns, previous))
        previous = row
    _fill(lines)
    rows = _rejoin(lines, _key_column(lines))
    pages = sorted({page for each in (*headers, *rows) for page in each.pages})
    return OutlineTable(
        pages,
        _header_texts(headers),
        [each.texts for each in rows],
        [each.pages for each in rows],
    )


def _header_rows(table: Table) -> list[Row]:
    """The rows that open the table as its header: marked so, repeated, or all headings."""
    first = table.rows[0]
    marked = [row for row in _leading(table.rows) if row.is_header]
    if marked:
        return marked
    if not (looks_like_header(first) or _is_repeated(table, first) or _is_wordy(table)):
        return []
    second = table.rows[1] if len(table.rows) > 1 else None
    if second is not None and second.width == first.width and is_lower_header(first, second):
        return [first, second]
    return [first]


def _leading(rows: Sequence[Row]) -> list[Row]:
    leading: list[Row] = []
    for row in rows:
        if not row.is_header:
            break
        leading.append(row)
    return leading


def _is_repeated(table: Table, first: Row) -> bool:
    """Whether the first row opens a later page of the table again."""
    rows = table.rows
    return any(
        same_header(first, row) and row.position.page != before.position.page
        for before, row in itertools.pairwise(rows)
    )


def _is_wordy(table: Table) -> bool:
    """Whether the first row is all words and some column below it all figures."""
    first, rest = table.rows[0], table.rows[1:]
    if not rest or not all(text.strip() for text in first.texts):
        return False
    if any(char.isdigit() for text in first.texts for char in text):
        return known_headings(first.texts) > 0
    return any(
        all(
            len(row.cells) <= place or any(char.isdigit() for char in row.texts[place])
            for row in rest
        )
        and any(len(row.cells) > place for row in rest)
        for place in range(len(first.cells))
    )


def _line(row: Row, columns: int, previous: Row | None) -> _Line:
    """A row spread over the grid: a cell that covers several columns prints in each of them."""
    texts: list[str] = []
    merged: list[bool] = []
    for cell in row.cells:
        texts += [join_lines(cell.text)] * cell.columns
        merged += [cell.merged_above] * cell.columns
    texts += [""] * (columns - len(texts))
    merged += [False] * (columns - len(merged))
    page = row.position.page
    opens = row.position.starts_page or (
        previous is not None and page is not None and previous.position.page != page
    )
    return _Line(texts, merged, [] if page is None else [page], opens)


def _header_texts(headers: Sequence[_Line]) -> list[str]:
    if not headers:
        return []
    joined: list[str] = []
    for column in range(len(headers[0].texts)):
        parts = dict.fromkeys(each.texts[column] for each in headers if each.texts[column])
        joined.append("".join(parts))
    return joined


def _fill(lines: Sequence[_Line]) -> None:
    """The text of vertically merged cells for every row they stand beside, also over page ends."""
    for column in range(len(lines[0].texts) if lines else 0):
        is_merged_column = any(each.merged[column] for each in lines)
        above = ""
        for place, each in enumerate(lines):
            goes_on = place + 1 < len(lines) and lines[place + 1].merged[column]
            from_page_before = is_merged_column and each.opens_page and goes_on
            if each.merged[column] or (from_page_before and not each.texts[column]):
                each.texts[column] = above
            above = each.texts[column]


def _key_column(lines: Sequence[_Line]) -> int | None:
    """The column of serial numbers: nearly every cell of it holds one."""
    for column in range(len(lines[0].texts) if lines else 0):
        filled = sum(parse_serial(each.texts[column]) is not None for each in lines)
        if filled and filled >= 0.7 * len(lines):
            return column
    return None


def _rejoin(lines: Sequence[_Line], key: int | None) -> list[_Line]:
    """Rows cut by a page end made whole: what opens a page without a key goes on with the row."""
    rows: list[_Line] = []
    for each in lines:
        if rows and each.opens_page and _is_tail(each, key):
            head = rows[-1]
            head.texts = [
                before if merged else before + after
                for before, after, merged in zip(head.texts, each.texts, each.merged, strict=True)
            ]
            head.pages = sorted({*head.pages, *each.pages})
        else:
            rows.append(each)
    return rows


def _is_tail(line: _Line, key: int | None) -> bool:
    if key is not None:
        return not line.texts[key].strip()
    own = [
        bool(text.strip())
        for text, merged in zip(line.texts, line.merged, strict=True)
        if not merged
    ]
    return bool(own) and not own[0] and sum(own) * 2 < len(own)
