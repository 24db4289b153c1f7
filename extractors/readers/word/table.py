"""Rows of one Word table: merges, tracked and hidden rows, tables inside cells.

A row whose every filled cell holds a table is *layout*: it says where things stand on the page and
is no row of data. What its cells hold comes out in its place, in order: paragraphs, then tables.
Where such a table has one column, its other rows are layout too and become paragraphs. In a row
with data, a cell keeps its own text, and the tables in it follow the outer table.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import NoReturn, Protocol

from docx.oxml.ns import qn
from lxml import etree

from extractors.document import Block, Cell, Paragraph, Position, ReaderNote, Row, Table
from extractors.readers.left_out import DIAGONAL, LeftOut, Unread
from extractors.readers.rows import CellText, colored, row_of
from extractors.readers.word.names import (
    ALTERNATE,
    COLOR,
    DEL,
    INS,
    PPR,
    SHADING,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    P,
    T,
    branches,
    is_on,
    number_of,
    properties_of,
)
from extractors.readers.word.progress import Progress
from extractors.readers.word.shades import WHITE, fill_of, text_color
from extractors.readers.word.text import Inline
from extractors.words.signs import POINTS
from schemas.errors import ReadError

_GRID_BEFORE, _GRID_AFTER = qn("w:gridBefore"), qn("w:gridAfter")
_HEIGHT, _HEIGHT_RULE = qn("w:trHeight"), qn("w:hRule")
_NO_HEIGHT = 20
"""The height of a row that shows nothing of its text, in twentieths of a point."""
_STYLE = qn("w:tblStyle")
_TABLE_PR = qn("w:tblPr")
_HEADER, _HIDDEN = qn("w:tblHeader"), qn("w:hidden")
_SPAN, _V_MERGE, _H_MERGE = qn("w:gridSpan"), qn("w:vMerge"), qn("w:hMerge")
_BORDERS, _DIAGONALS = qn("w:tcBorders"), (qn("w:tl2br"), qn("w:tr2bl"))
_CELL_INS, _CELL_DEL, _CELL_MERGE = qn("w:cellIns"), qn("w:cellDel"), qn("w:cellMerge")
_TELLING = frozenset(
    {SHADING, _SPAN, _V_MERGE, _H_MERGE, _BORDERS, _CELL_INS, _CELL_DEL, _CELL_MERGE}
)
_MERGED_NOW = qn("w:vMerge")
_PLAIN = frozenset({TCPR, TRPR, PPR, qn("w:tblPr"), qn("w:tblGrid"), qn("w:sdtPr")})
CONTENT = frozenset({P, TBL})


def parts(parent: Iterable[etree._Element], wanted: Container[str]) -> list[etree._Element]:
    """The ``wanted`` among the children of ``parent``, in content controls and other wraps too."""
    found: list[etree._Element] = []
    for child in parent:
        tag = child.tag
        if tag in wanted:
            found.append(child)
        elif tag == ALTERNATE:
            found += next(filter(None, (parts(b, wanted) for b in branches(child))), [])
        elif tag not in _PLAIN:
            found += parts(child, wanted)
    return found


@dataclass(slots=True)
class _RowProperties:
    """What ``w:trPr`` says."""

    before: int = 0
    after: int = 0
    is_header: bool = False
    hidden: bool = False
    inserted: bool = False
    deleted: bool = False


@dataclass(slots=True)
class _CellProperties:
    """What ``w:tcPr`` says."""

    span: int = 1
    ground: str | None = None
    continues_above: bool = False
    merges_down: bool = False
    continues_left: bool = False
    inserted: bool = False
    deleted: bool = False
    diagonals: int = 0


_NOTHING_SAID = _CellProperties()


@dataclass(slots=True)
class _RowContent:
    """What was found on the way through the cells of one row."""

    paragraphs: list[etree._Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    changed: bool = False
    starts_page: bool = False
    seen_text: bool = False

    def add(self, inline: Inline) -> None:
        """Take in a paragraph as read."""
        self.hidden += inline.hidden
        self.changed |= inline.changed
        if not self.seen_text:
            self.starts_page |= inline.page_first
            self.seen_text = bool(inline.text.strip())


class ContentReader(Protocol):
    """Reads what stands in a cell beside its own text."""

    def blocks(self, parent: etree._Element) -> list[Block]:
        """The paragraphs and tables of a cell or a text box."""

    def table(self, element: etree._Element) -> list[Block]:
        """A table in a cell."""


class TableBuilder:
    """Takes the rows of one table in order; ``finish`` gives the blocks they make."""

    def __init__(self, progress: Progress, contents: ContentReader) -> None:
        """Build a table of the document that is at ``progress``."""
        self._progress = progress
        self._contents = contents
        self._items: list[Row | Paragraph | Table] = []
        self._following: list[Block] = []
        self._number: int | None = None
        self._row = 0
        self._ground: str | None = None
        self._has_layout = False
        # grid columns at which a vertical merge is open, with the columns it covers
        self._open: dict[int, int] = {}

    def finish(self) -> list[Block]:
        """The table, cut where layout rows held other content, then the tables inside cells."""
        if self._has_layout and all(
            not isinstance(item, Row) or len(item.cells) == 1 for item in self._items
        ):
            self._items = [
                Paragraph(item.texts[0], item.position) if isinstance(item, Row) else item
                for item in self._items
            ]
        blocks: list[Block] = []
        rows: list[Row] = []
        for item in self._items:
            if isinstance(item, Row):
                rows.append(item)
                continue
            if rows:
                blocks.append(Table(tuple(rows)))
                rows = []
            blocks.append(item)
        if rows:
            blocks.append(Table(tuple(rows)))
        return blocks + self._following

    def add(self, element: etree._Element) -> None:
        """Read one ``w:tr``; ``ReadError`` where it is wider than a table can be."""
        self._row += 1
        if self._ground is None:
            self._ground = self._table_ground(element)
        cells = parts(element, {TC})
        properties = self._row_properties(properties_of(element, TRPR))
        if properties.deleted or properties.hidden:
            self._leave_out(cells, properties.deleted)
            return
        if self._progress.nests and next(element.iter(TBL), None) is not None:
            if _is_layout(cells):
                self._has_layout = True
                for cell in cells:
                    self._items += self._contents.blocks(cell)
                return
            self._table_number()
        self._add_row(cells, properties, colored(map(text_color, element.iter(COLOR))))

    def _add_row(
        self,
        elements: list[etree._Element],
        properties: _RowProperties,
        colors: frozenset[str],
    ) -> None:
        content = _RowContent(changed=properties.inserted)
        cells: list[CellText] = []
        width = 0
        limit = self._progress.tally.limits.table_columns
        still_open: dict[int, int] = {}
        if properties.before:
            cells.append(CellText(Cell("", properties.before)))
            width = properties.before
        for element in elements:
            held = list(element)
            own = self._cell_properties(
                held.pop(0) if held and held[0].tag == TCPR else element.find(TCPR)
            )
            content.changed |= own.inserted or own.deleted
            if own.deleted:
                content.paragraphs += parts(element, {P})
                continue
            above = own.continues_above and width in self._open
            cell = self._plain_cell(held, own, above, content)
            cell = cell or self._cell(element, own, above, content)
            if above or own.merges_down or own.continues_above:
                still_open[width] = own.span
            width += own.span
            if width > limit:
                break
            if own.continues_left and cells:
                self._join_left(cells, cell, content)
            else:
                cells.append(cell)
        width += properties.after
        self._progress.tally.columns(width, f"table {self._table_number()}, row {self._row}")
        if properties.after:
            cells.append(CellText(Cell("", properties.after)))
        self._open = still_open
        row, left_out = row_of(
            cells, self._position(), is_header=properties.is_header, colors=colors
        )
        self._progress.tally.line("".join([cell.text for cell in row.cells]))
        if any(cell.text.strip() or cell.merged_above or cell.unread for cell in row.cells):
            if self._progress.takes_page(content.starts_page):
                row = replace(row, position=self._position(starts_page=True))
            self._items.append(row)
        elif content.starts_page:
            self._progress.page_pending = True
        if content.changed or content.hidden or left_out:
            self._note(row, content, left_out, inserted=properties.inserted)

    def _join_left(self, cells: list[CellText], text: CellText, content: _RowContent) -> None:
        """A cell of an old horizontal merge: it widens the one before and prints nothing."""
        left = cells[-1].cell
        if text.cell.text.strip():
            content.hidden.append(text.cell.text)
        cells[-1].cell = replace(left, columns=left.columns + text.cell.columns)

    def _table_ground(self, row: etree._Element) -> str:
        """What lies under the text of the table, where its cells say nothing else."""
        table = next(row.iterancestors(TBL), None)
        own = None if table is None else properties_of(table, _TABLE_PR)
        if own is None:
            return self._progress.styles.table_ground(None)
        style = own.find(_STYLE)
        name = None if style is None else style.get(VAL)
        if self._progress.styles.table_hides(name):
            message = (
                f"the style of table {self._table_number()} strikes out or hides some of its text, "
                "which was read all the same"
            )
            self._progress.notes.append(ReaderNote("text_unread", message, name))
        return fill_of(own.find(SHADING)) or self._progress.styles.table_ground(name)

    def _plain_cell(
        self,
        held: list[etree._Element],
        own: _CellProperties,
        above: bool,
        content: _RowContent,
    ) -> CellText | None:
        """A cell of plain paragraphs, as nearly every one is; None where there is more to read."""
        if own.diagonals:
            return None
        ground = own.ground or self._ground or WHITE
        lines: list[str] = []
        for each in held:
            line = self._progress.inline.plain(each, ground) if each.tag == P else None
            if line is None:
                return None
            if line.strip():
                lines.append(line)
        content.paragraphs += held
        if lines:
            content.seen_text = True
            if above:
                content.hidden.append("\n".join(lines))
        return CellText(Cell("" if above else "\n".join(lines), own.span, merged_above=above))

    def _cell(
        self, element: etree._Element, own: _CellProperties, above: bool, content: _RowContent
    ) -> CellText:
        span, ground = own.span, own.ground or self._ground or WHITE
        text, labels, joins = "", [], True
        left_out = LeftOut()
        for child in _lines_and_tables(element):
            if child.tag == TBL:
                self._following += self._contents.table(child)
                left_out.unread.append(Unread("a table, which is read below the row"))
                continue
            content.paragraphs.append(child)
            inline = self._progress.inline.read(child, ground)
            label, gap = ("", "") if above else self._progress.label(inline)
            content.add(inline)
            left_out.add(inline.left_out)
            left_out.is_cut |= inline.left_out is not None and inline.left_out.is_cut
            if label and not inline.text.strip():
                labels.append(label)
            elif inline.text.strip():
                text += ("" if joins or not text else "\n") + label + gap + inline.text
            joins = inline.joins_next
            if inline.commented:
                left_out.unread.append(Unread("a comment"))
            for box in inline.boxes:
                if blocks := self._contents.blocks(box):
                    self._following += blocks
                    left_out.unread.append(Unread("a text box, which is read below the row"))
        if above:
            if text.strip():
                content.hidden.append(text)
            return CellText(Cell("", span, merged_above=True), left_out or None)
        if labels and not text:
            text = "\n".join(label.rstrip(POINTS) for label in labels)
        if text.strip() and own.diagonals > 1:
            left_out.struck.append(text)
            text = ""
        elif text.strip() and own.diagonals:
            left_out.unread.append(DIAGONAL)
        return CellText(Cell(text, span), left_out or None)

    def _leave_out(self, cells: list[etree._Element], deleted: bool) -> None:
        printed = self._before(parts_of_all(cells))
        if not printed.strip():
            return
        position = self._position()
        if deleted:
            self._progress.note_change("row", printed, None, position)
        else:
            self._progress.note_hidden("row", printed, position)

    def _note(self, row: Row, content: _RowContent, left_out: LeftOut, *, inserted: bool) -> None:
        if content.hidden:
            self._progress.note_hidden("row", "\t".join(content.hidden), row.position)
        self._progress.notes += left_out.notes("row", row.position)
        if content.changed:
            before = None if inserted else self._before(content.paragraphs)
            self._progress.note_change("row", before, "\t".join(row.texts), row.position)

    def _before(self, paragraphs: list[etree._Element]) -> str:
        """The row before its tracked changes: the text of each paragraph, a tab between."""
        return "\t".join(self._progress.inline.text_before(item) for item in paragraphs)

    def _table_number(self) -> int:
        if self._number is None:
            self._number = self._progress.next_table()
        return self._number

    def _position(self, starts_page: bool = False) -> Position:
        return Position(table_no=self._table_number(), table_row=self._row, starts_page=starts_page)

    def _refuse(self, what: str) -> NoReturn:
        raise ReadError(
            f"has a table row that {what} (table {self._table_number()}, row {self._row}): "
            "open it in Word, repair or remove that table, and save it again"
        )

    def _columns(self, element: etree._Element) -> int:
        columns = number_of(element)
        if columns is None:
            self._refuse(f"covers {element.get(VAL, '')[:20]!r} columns, which is no number")
        return columns

    def _row_properties(self, element: etree._Element | None) -> _RowProperties:
        found = _RowProperties()
        for child in () if element is None else element:
            tag = child.tag
            if tag == _HEADER:
                found.is_header = is_on(child)
            elif tag == _GRID_BEFORE:
                found.before = self._columns(child)
            elif tag == _GRID_AFTER:
                found.after = self._columns(child)
            elif tag == _HIDDEN:
                found.hidden |= is_on(child)
            elif tag == _HEIGHT:
                height = number_of(child)
                is_exact = child.get(_HEIGHT_RULE) == "exact"
                found.hidden |= is_exact and height is not None and height <= _NO_HEIGHT
            elif tag == INS:
                found.inserted = True
            elif tag == DEL:
                found.deleted = True
        return found

    def _cell_properties(self, element: etree._Element | None) -> _CellProperties:
        found = _NOTHING_SAID
        for child in () if element is None else element:
            tag = child.tag
            if tag not in _TELLING:
                continue
            if found is _NOTHING_SAID:
                found = _CellProperties()
            if tag == SHADING:
                found.ground = fill_of(child)
            elif tag == _SPAN:
                found.span = max(self._columns(child), 1)
            elif tag == _V_MERGE:
                found.continues_above = child.get(VAL, "continue") == "continue"
                found.merges_down = not found.continues_above
            elif tag == _H_MERGE:
                found.continues_left = child.get(VAL, "continue") == "continue"
            elif tag == _BORDERS:
                lines = (line.get(VAL) for line in child.iterchildren(*_DIAGONALS))
                found.diagonals = sum(line not in ("nil", "none") for line in lines)
            elif tag == _CELL_INS:
                found.inserted = True
            elif tag == _CELL_DEL:
                found.deleted = True
            elif tag == _CELL_MERGE:
                found.inserted = True
                found.continues_above = child.get(_MERGED_NOW) == "cont"
                found.merges_down = child.get(_MERGED_NOW) == "rest"
        return found


def parts_of_all(cells: list[etree._Element]) -> list[etree._Element]:
    """The paragraphs of all these cells, in order."""
    return [paragraph for cell in cells for paragraph in parts(cell, {P})]


def _lines_and_tables(cell: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables of a cell; a table of one column is lines of the cell."""
    found: list[etree._Element] = []
    for child in parts(cell, CONTENT):
        rows = parts(child, {TR}) if child.tag == TBL else []
        if rows and all(_is_one_cell(row) for row in rows):
            for inner in (each for row in rows for each in parts(row, {TC})):
                found += _lines_and_tables(inner)
        else:
            found.append(child)
    return found


def _is_one_cell(row: etree._Element) -> bool:
    """Whether a row has one cell and nothing that keeps it from being shown."""
    properties = properties_of(row, TRPR)
    odd = () if properties is None else properties.iterchildren(_HIDDEN, INS, DEL)
    return len(parts(row, {TC})) == 1 and not any(True for _each in odd)


def _is_layout(cells: list[etree._Element]) -> bool:
    """Whether every cell that holds anything holds a table of its own, and one does."""
    with_table = [bool(_tables(cell)) for cell in cells]
    return any(with_table) and all(
        has_table or not any((text.text or "").strip() for text in cell.iter(T))
        for cell, has_table in zip(cells, with_table, strict=True)
    )


def _tables(cell: etree._Element) -> list[etree._Element]:
    return [item for item in parts(cell, CONTENT) if item.tag == TBL]
