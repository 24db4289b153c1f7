"""A document as it is read, catalog or not: paragraphs and whole tables, no city known.

It is mended, its lists are found and their rows read by what reads a catalog; only that a list may
have any title and any columns. Lines without cells are shown as they stand.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors import catalog
from extractors.catalog import CatalogList, Column, Publication
from extractors.document import Cell, Document, Line, Paragraph, Part, ReaderNote, Row
from extractors.layout.header_rows import known_headings
from extractors.layout.mend import mend
from extractors.layout.pages import same_header
from extractors.lists.fill_down import FillDown, FilledCell
from extractors.lists.read import read_list
from extractors.locate.found import FoundColumn, FoundList
from extractors.locate.walk import locate
from extractors.rates.cells import table_rows
from extractors.words.text import join_lines
from schemas.errors import ExtractError

_LABELS = (catalog.SERIAL, catalog.CLASS, catalog.CERTIFICATE, catalog.LABEL)
_ROW_COLUMNS = (
    *_LABELS,
    catalog.CODE,
    catalog.INDUSTRY,
    catalog.initiatives(),
    catalog.SHORTAGE_MARK,
    catalog.TRAINING_AMOUNT,
    catalog.ASSESSMENT_AMOUNT,
)


def _optional(*columns: Column) -> tuple[Column, ...]:
    return tuple(replace(column, absent=True) for column in columns)


# what has a column of names is a list, any other table with known headings one of rates
_ANY = Publication(
    "any",
    region="",
    document_type="catalog",
    recognized_by=(),
    lists=(
        CatalogList("list", "general", "", (catalog.NAME, *_optional(*_ROW_COLUMNS))),
        CatalogList("rates", "rates", "", _optional(*_LABELS, catalog.LEVEL, catalog.AMOUNT)),
    ),
)


@dataclass(frozen=True, slots=True)
class OutlineParagraph:
    """A paragraph outside tables, and its page where the format has pages."""

    text: str
    page: int | None
    part: int = 1


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """A whole table: one text a grid column in header and rows, and the pages each row is on."""

    pages: list[int]
    header: list[str]
    rows: list[list[str]]
    row_pages: list[list[int]]
    part: int = 1


OutlineBlock = OutlineParagraph | OutlineTable


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's blocks in order, what its reader noted, and why no list could be read, if so.

    ``parts`` are its files; each block says by number in which it begins.
    """

    media_type: str
    pages: int | None
    blocks: list[OutlineBlock]
    notes: list[ReaderNote]
    refused: str | None = None
    parts: tuple[Part, ...] = ()


def outline(document: Document) -> Outline:
    """The document's paragraphs and tables, each table put together and its rows read."""
    whole = mend(document)
    lines = list(whole.lines())
    found: list[FoundList] = []
    refused: str | None = None
    try:
        found = [each for each in locate(whole, _ANY, repeated=True).lists if each.in_table]
    except ExtractError as error:
        refused = str(error)
    tables = {each.headers[0]: _list_table(each, lines) for each in found}
    inside = {index for each in found for index in (*each.headers, *each.body)}
    blocks: list[OutlineBlock] = []
    for indexes in _blocks(whole):
        for is_inside, part in itertools.groupby(indexes, key=inside.__contains__):
            stretch = list(part)
            if is_inside:
                blocks += [tables[index] for index in stretch if index in tables]
            else:
                outside = [lines[index] for index in stretch]
                blocks += _outside(outside, is_cut=len(stretch) < len(indexes))
    notes = list(document.notes)
    return Outline(document.media_type, document.pages, blocks, notes, refused, document.parts)


def _blocks(document: Document) -> Iterator[list[int]]:
    """The indexes of the flat lines of each block."""
    start = 0
    for block in document.blocks:
        stop = start + (1 if isinstance(block, Paragraph) else len(block.rows))
        yield list(range(start, stop))
        start = stop


# --- lists ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _ShownRow:
    """A row as shown: a text a grid column, and the lines it stands on."""

    texts: list[str]
    lines: Sequence[Line]

    @property
    def pages(self) -> list[int]:
        return sorted({page for line in self.lines if (page := line.position.page) is not None})


def _list_table(found: FoundList, lines: Sequence[Line]) -> OutlineTable:
    """A list as read: rows made whole, merged cells filled, sections among the rows."""
    rows = _rates(found, lines) if found.is_rates else _entries(found, lines)
    width = len(found.columns)
    rows |= {
        index: _ShownRow(_over_grid(lines[index], width), (lines[index],))
        for index in found.sections
    }
    header = ["".join(map(join_lines, each.prints)) for each in found.columns]
    shown = [row for _, row in sorted(rows.items(), key=lambda pair: pair[0])]
    return _table(header, [lines[index] for index in found.headers], shown)


def _table(header: list[str], heads: Sequence[Line], rows: Sequence[_ShownRow]) -> OutlineTable:
    pages = sorted({*_ShownRow(header, heads).pages, *(page for row in rows for page in row.pages)})
    first = next(iter((*heads, *(line for row in rows for line in row.lines))))
    return OutlineTable(
        pages,
        header,
        [row.texts for row in rows],
        [row.pages for row in rows],
        first.position.part_no,
    )


def _entries(found: FoundList, lines: Sequence[Line]) -> dict[int, _ShownRow]:
    width = len(found.columns)
    rows = read_list(found, lines)
    shown: dict[int, _ShownRow] = {}
    for row in rows:
        parts = [_over_grid(lines[index], width) for index in (row.lines[0], *row.tail)]
        whole = ["".join(texts) for texts in zip(*parts, strict=True)]
        own = [lines[index] for index in (*row.lines, *row.tail)]
        is_whole = all(isinstance(line, Row) and line.width == width for line in own)
        # a row whose cells could not be dealt is shown as it stands
        base = whole if is_whole or not row.filled else [""] * width
        shown[row.lines[0]] = _ShownRow(_shown(row.filled.values(), base), own)
    return shown


def _rates(found: FoundList, lines: Sequence[Line]) -> dict[int, _ShownRow]:
    width = len(found.columns)
    return {
        row.index: _ShownRow(
            _over_grid(row.line, width)
            if row.cells is None
            else _shown([each for each in row.cells if each.origin != "automatic"], [""] * width),
            (row.line,),
        )
        for row in table_rows(found, lines)
    }


# --- what is outside lists -----------------------------------------------------------------------


def _outside(lines: Sequence[Line], *, is_cut: bool) -> Iterator[OutlineBlock]:
    """Paragraphs, and tables without a list; lone rows of one that holds a list are its titles."""
    for is_text, part in itertools.groupby(
        lines, key=lambda line: isinstance(line, Paragraph) or (is_cut and line.is_lone)
    ):
        if is_text:
            for line in part:
                yield OutlineParagraph(line.text, line.position.page, line.position.part_no)
        else:
            yield _plain_table([line for line in part if isinstance(line, Row)])


def _plain_table(rows: Sequence[Row]) -> OutlineTable:
    """A table that is no list: its header left out where repeated, merged cells filled."""
    width = max(row.width for row in rows)
    heads = list(itertools.takewhile(lambda row: row.is_header, rows))
    if not heads and (_is_repeated(rows) or _is_wordy(rows)):
        heads = [rows[0]]
    body = [
        row
        for row in rows[len(heads) :]
        if not any(same_header(row, head) for head in heads)
        and any(cell.text.strip() or cell.merged_above for cell in row.cells)
    ]
    prints = zip(*(_over_grid(row, width) for row in heads), strict=True)
    header = ["".join(dict.fromkeys(filter(None, texts))) for texts in prints]
    fill = FillDown([FoundColumn(place, "", None) for place in range(width)])
    shown = [_ShownRow(_shown(fill.row(row.placed), [""] * width), (row,)) for row in body]
    return _table(header, heads, shown)


def _is_repeated(rows: Sequence[Row]) -> bool:
    """Whether the first row opens a later page of the table again."""
    return any(
        same_header(rows[0], row) and row.position.page != before.position.page
        for before, row in itertools.pairwise(rows)
    )


def _is_wordy(rows: Sequence[Row]) -> bool:
    """Whether the first row is all words and some column below it all figures."""
    first, rest = rows[0], rows[1:]
    if not rest or not all(text.strip() for text in first.texts):
        return False
    if any(char.isdigit() for text in first.texts for char in text):
        return known_headings(first.texts) > 0
    return any(
        all(any(map(str.isdigit, text)) for text in column)
        for column in zip(*(row.texts for row in rest), strict=False)
    )


# --- cells on the grid ---------------------------------------------------------------------------


def _shown(cells: Iterable[FilledCell], texts: list[str]) -> list[str]:
    """The texts of a row by grid column, with those of its filled cells."""
    for cell in cells:
        for column in cell.span or cell.columns:
            texts[column.place] = cell.text
    return texts


def _over_grid(line: Line, width: int) -> list[str]:
    """The texts of a line by grid column; one that covers several stands in each of them."""
    texts = line.by_column if isinstance(line, Row) else [Cell(line.text)]
    return [join_lines(cell.text) for cell in texts[:width]] + [""] * (width - len(texts))
