"""What every reader produces: paragraphs and tables in the document's own order.

A reader knows a format and no city. It keeps the text as printed (line breaks inside a cell stay
as a newline) and says where each piece stands, so that every value can lead back to its print.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from extractors.lines import LineKind, is_kind
from extractors.words.text import join_lines, squeeze

if TYPE_CHECKING:
    from dataclasses import dataclass as _value
else:

    def _value(*, frozen: bool, slots: bool) -> Any:
        """A dataclass that nobody changes, as types prove: held again at run time, it triples the
        time that each takes to make.
        """
        return dataclass(unsafe_hash=frozen, slots=slots)


TEXT_CAPTURE = "text/plain"
"""The media type of text taken from a document: only its lines are known, no pages or cells."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """One file of a document of several: its number, from 1, and its name."""

    number: int
    name: str


@_value(frozen=True, slots=True)
class Position:
    """Where a paragraph or a table row stands in its file.

    ``page`` counts from 1 and is None where the format shows none; ``line_start``/``line_end`` are
    lines of a text capture, from 1; ``table_no`` counts the document's tables from 1 and
    ``table_row`` the rows of that table from 1 (over all its pages, once tables are joined).
    ``starts_page`` marks what a text capture shows as the first line of a page. ``number`` is the
    line's own, whatever becomes of its table: notes find it by that. Readers give one to what has
    neither page, line nor row; once a file is read, all lines but a text's have theirs. ``part``
    is the file that it stands in where a document has several: pages, lines and numbers begin anew
    in each, tables do not.
    """

    page: int | None = None
    line_start: int | None = None
    line_end: int | None = None
    table_no: int | None = None
    table_row: int | None = None
    starts_page: bool = False
    number: int | None = field(default=None, compare=False)
    part: PartOf | None = None

    @property
    def part_no(self) -> int:
        """The number of the file that it stands in."""
        return self.part.number if self.part else 1


class Line:
    """One of a document's flat lines, a paragraph or a table row, asked once what it says.

    ``text`` is what it prints, ``texts`` what each of its cells does (a paragraph is one);
    ``is_lone`` tells that it is a paragraph, or a row of a single text over its whole width.
    """

    position: Position

    if TYPE_CHECKING:  # at run time they would be defaults of the fields that stand for them

        @property
        def text(self) -> str: ...  # noqa: D102

        @property
        def texts(self) -> tuple[str, ...]: ...  # noqa: D102

        @property
        def is_lone(self) -> bool: ...  # noqa: D102

    @cached_property
    def bare(self) -> str:
        """What it prints, without any white space."""
        return squeeze(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What it prints, cut at white space."""
        return tuple(self.text.split())

    @cached_property
    def _kinds(self) -> dict[LineKind, bool]:
        return {}

    def is_any(self, *kinds: LineKind) -> bool:
        """Whether it is of one of the kinds by its words alone, each asked of it once."""
        for kind in kinds:
            if kind not in self._kinds:
                self._kinds[kind] = is_kind(self.text, kind)
            if self._kinds[kind]:
                return True
        return False


@_value(frozen=True, slots=True)
class Cell:
    """One printed cell: its text, how many grid columns it covers, and what it is merged with.

    ``merged_above`` is True for the lower part of a vertically merged cell (its text is empty).
    ``unread`` is True where the cell shows something that could not be
    read (a picture, a drawing, a font without meaning): its text is empty then, and not blank.
    """

    text: str
    columns: int = 1
    merged_above: bool = False
    unread: bool = False


@_value(frozen=True, slots=True)
class PlacedCell:
    """A cell on its row's grid: it covers the columns from ``start`` up to ``stop``."""

    cell: Cell
    start: int
    stop: int

    @property
    def text(self) -> str:
        """The cell's text without line ends."""
        return join_lines(self.cell.text)

    def covers(self, column: int) -> bool:
        """Whether the cell covers a grid column."""
        return self.start <= column < self.stop


@_value(frozen=True, slots=True)
class Row(Line):
    """One printed table row: only cells that are there, a horizontally merged one counted once.

    ``struck`` is True where every cell that begins in the row and prints something is struck out,
    two of them at least: the row is withdrawn, its cells keep their text. Of any other row only
    what is not struck out is text. ``may_part_figures`` tells that commas of the file, or of
    what a capture was made from, may set its cells apart, which a figure may print, too. ``colors``
    are those that some of its text is set in, black aside: FF0000.
    """

    cells: tuple[Cell, ...]
    position: Position
    is_header: bool = False
    struck: bool = False
    may_part_figures: bool = False
    colors: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        """The texts of its cells, set apart by a space."""
        return " ".join(text for text in self.texts if text.strip())

    @cached_property
    def is_lone(self) -> bool:
        """Whether it holds a single text over its whole width."""
        filled = [cell for cell in self.cells if cell.text.strip()]
        return len(filled) == 1 and not any(cell.merged_above for cell in self.cells)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts as printed."""
        return tuple([cell.text for cell in self.cells])

    @cached_property
    def placed(self) -> tuple[PlacedCell, ...]:
        """The cells by the grid columns they cover."""
        stops = itertools.accumulate(cell.columns for cell in self.cells)
        return tuple(
            PlacedCell(cell, stop - cell.columns, stop)
            for cell, stop in zip(self.cells, stops, strict=True)
        )

    @cached_property
    def by_column(self) -> tuple[Cell, ...]:
        """The cell that covers each grid column."""
        return tuple(cell for cell in self.cells for _ in range(cell.columns))

    @property
    def width(self) -> int:
        """How many grid columns the row covers."""
        return sum(cell.columns for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table in order, header rows among them."""

    rows: tuple[Row, ...]


@_value(frozen=True, slots=True)
class Paragraph(Line):
    """One paragraph or line outside tables. Gaps between words stay as spaces."""

    text: str
    position: Position

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Its text."""
        return (self.text,)

    @cached_property
    def is_lone(self) -> bool:
        """True: it stands in no table."""
        return True


Block = Paragraph | Table


def block_position(block: Block) -> Position:
    """Where a block stands: a table where its first row does."""
    return block.rows[0].position if isinstance(block, Table) else block.position


NoteRule = Literal[
    "change_accepted",
    "hidden_left_out",
    "struck_left_out",
    "note_sign_left_out",
    "character_repaired",
    "figure_rounded",
    "control_dropped",
    "page_unreadable",
    "part_unread",
    "picture_unread",
    "text_unread",
    "media_type_differs",
]


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """Something a reader did or could not do, to become a finding.

    ``position`` is that of the paragraph or row it is about, or None for the whole document.
    """

    rule: NoteRule
    message: str
    printed: str | None = None
    value: str | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document: its name, what it is, and its pages where it has any."""

    name: str
    media_type: str
    sha256: str
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: its blocks in order, its media type, its page count where it has pages.

    ``parts`` are its files in order; a single reader leaves them out.
    """

    blocks: tuple[Block, ...]
    media_type: str
    pages: int | None = None
    notes: tuple[ReaderNote, ...] = field(default=())
    parts: tuple[Part, ...] = field(default=())

    def lines(self) -> Iterator[Paragraph | Row]:
        """Every paragraph and every table row, in the document's order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.rows
            else:
                yield block
