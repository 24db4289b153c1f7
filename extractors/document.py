"""What every reader produces: paragraphs and tables in the document's own order.

A reader knows a format and no city. It keeps the text as printed (line breaks inside a cell stay
as a newline) and says where each piece stands, so that every value can lead back to its print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

TEXT_CAPTURE = "text/plain"
"""The media type of text taken from a document: only its lines are known, no pages or cells."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a paragraph or a table row stands in its file.

    ``page`` counts from 1 and is None where the format shows none; ``line_start``/``line_end`` are
    lines of a text capture, from 1; ``table_no`` counts the document's tables from 1 and
    ``table_row`` the rows of that table from 1 (over all its pages, once tables are joined).
    ``starts_page`` marks what a text capture shows as the first line of a page.
    """

    page: int | None = None
    line_start: int | None = None
    line_end: int | None = None
    table_no: int | None = None
    table_row: int | None = None
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: its text, how many grid columns it covers, and what it is merged with.

    ``merged_above`` is True for the lower part of a vertically merged cell (its text is empty).
    ``automatic`` is True where the text is a list number that the format works out and the cell
    does not hold as characters. ``unread`` is True where the cell shows something that could not be
    read (a picture, a drawing, a font without meaning): its text is empty then, and not blank.
    """

    text: str
    columns: int = 1
    merged_above: bool = False
    automatic: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One printed table row: only cells that are there, a horizontally merged one counted once.

    ``struck`` is True where every cell that begins in the row and prints something is struck out,
    two of them at least: the row is withdrawn, its cells keep their text. Of any other row only
    what is not struck out is text.
    """

    cells: tuple[Cell, ...]
    position: Position
    is_header: bool = False
    struck: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts as printed."""
        return tuple(cell.text for cell in self.cells)

    @property
    def width(self) -> int:
        """How many grid columns the row covers."""
        return sum(cell.columns for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table in order, header rows among them."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or line outside tables. Gaps between words stay as spaces."""

    text: str
    position: Position


Block = Paragraph | Table

NoteRule = Literal[
    "change_accepted",
    "hidden_left_out",
    "struck_left_out",
    "note_sign_left_out",
    "character_repaired",
    "control_dropped",
    "page_unreadable",
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
class Document:
    """A file as read: its blocks in order, its media type, its page count where it has pages."""

    blocks: tuple[Block, ...]
    media_type: str
    pages: int | None = None
    notes: tuple[ReaderNote, ...] = field(default=())

    def lines(self) -> Iterator[Paragraph | Row]:
        """Every paragraph and every table row, in the document's order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.rows
            else:
                yield block
