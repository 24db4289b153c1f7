"""Text captures: bytes in any usual encoding become lines and, where tabs mark cells, tables.

Two layouts of cells are known. *Stacked*: a tab opens a cell, each cell on a line of its own, and a
blank line ends the row (a Word table saved as text). *In line*: one row a line, tabs between its
cells. In both a line without a tab directly below a row continues that row's last cell, unless it
is a page's number. Lines of a capture without tabs stay lines: which words are which cell only the
columns can tell.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document import (
    TEXT_CAPTURE,
    Block,
    Cell,
    Document,
    Paragraph,
    Position,
    ReaderNote,
    Row,
    Table,
)
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.unprinted import CONTROL
from extractors.words.page_marks import is_mark_below_cell
from extractors.words.signs import CROSSES, DASHES, MARK_SIGNS, TICKS
from schemas.errors import ReadError

BEGINNING = 4096
"""How many bytes of a file tell what it is."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_USUAL = frozenset(f"{DASHES}{MARK_SIGNS}{TICKS}{CROSSES}…“”‘’·→°①②③④⑤⑥⑦⑧⑨⑩")
# a capture sets its lines apart by blank ones, which the limit does not count
_BLANK_SHARE = 4
_FEW_LINES = 5
_ONE_SPACE = re.compile(r" [^\s]")
_CUT = "is cut short: it ends inside a character; get the whole file again"


def read_text(data: bytes, limits: Limits | None = None) -> Document:
    """The lines and tables of a text capture, within ``limits`` (the default ones for None).

    Raises ReadError where the bytes are in no known encoding, end inside a character, hold no
    text, or more than the limits allow.
    """
    limits = limits or Limits()
    if len(data) > limits.text_bytes:
        raise ReadError(beyond("holds more bytes of text", "text_bytes", len(data)))
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > _BLANK_SHARE * limits.lines:
        raise ReadError(beyond("holds more lines", "lines", lines))
    notes: list[ReaderNote] = []
    builder = _Builder(Tally(limits), _marks_pages(text, r"\S"), _marks_pages(text, "$"))
    for number, line in enumerate(clean_lines(text, notes), start=1):
        builder.add(number, line)
    blocks = builder.finish()
    if not any(text.strip() for block in blocks for text in _texts(block)):
        raise ReadError("holds no text: get the file from its publisher again")
    return Document(tuple(blocks), TEXT_CAPTURE, notes=tuple(notes))


def _marks_pages(text: str, behind: str) -> bool:
    """Whether a single space at a line's start marks a page's begin; not where most lines have one.

    ``behind`` is what stands behind it: words, or nothing.
    """
    marked = sum(1 for _ in re.finditer(f"(?m)^ {behind}", text))
    return marked < _FEW_LINES or 2 * marked <= sum(
        1 for _ in re.finditer(rf"(?m)^[^\S\n]*{behind}", text)
    )


def clean_lines(text: str, notes: list[ReaderNote]) -> Iterator[str]:
    """The lines without control characters; ``notes`` learns where there were any."""
    for number, raw in enumerate(_lines(text), start=1):
        line = CONTROL.sub("", raw)
        dropped = len(line) != len(raw)
        line = line.replace("\ufeff", "")
        if dropped:
            notes.append(
                ReaderNote(
                    "control_dropped",
                    f"line {number} holds control characters; they were dropped",
                    printed=ascii(raw),
                    value=line,
                    position=Position(line_start=number, line_end=number),
                )
            )
        yield line


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: a list of millions of empty ones would be large."""
    start = 0
    while (stop := text.find("\n", start)) >= 0:
        yield text[start:stop]
        start = stop + 1
    yield text[start:]


def _texts(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return [text for row in block.rows for text in row.texts]


def ascii_beginning(data: bytes, length: int = BEGINNING) -> str:
    """A file's first bytes as text as far as ASCII goes, whatever the encoding of all else."""
    begun = data[:length]
    for mark, encoding in _MARKS:
        if begun.startswith(mark):
            return begun[len(mark) :].decode(encoding, "replace")
    if begun[:64].count(0) > 16:
        return begun.replace(b"\0", b"").decode("latin-1")
    return begun.decode("latin-1")


def decode(data: bytes) -> str:
    """The text of the bytes: UTF-8, UTF-16 (both with or without a mark), GB18030 or Big5.

    Raises ReadError where none fits or the text ends inside a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _ends_inside(error, "utf-8"):
            raise ReadError(_CUT) from error
    else:
        if "\0" not in text or _share_of_nul(data) < 0.3:
            return text
    for encoding in ("utf-16-le", "utf-16-be", "gb18030", "big5hkscs"):
        try:
            text = data[: len(data) // 2 * 2 if "16" in encoding else None].decode(encoding)
        except UnicodeDecodeError as error:
            if _ends_inside(error, encoding):
                raise ReadError(_CUT) from error
            continue
        if _plausible(text):
            if "16" in encoding and len(data) % 2:
                raise ReadError(_CUT)
            return text
    raise ReadError(
        "is in no encoding it could be (UTF-8, UTF-16, GB18030, Big5): save it as UTF-8, or get it "
        "again"
    )


def _ends_inside(error: UnicodeDecodeError, encoding: str) -> bool:
    """Whether the bytes are plausible text of this encoding but for a last character cut short."""
    unread = len(error.object) - error.start
    return (
        unread < 4
        and error.end == len(error.object)
        and error.reason.startswith(("unexpected end", "truncated", "incomplete"))
        and _plausible(error.object[: error.start].decode(encoding, "replace"))
    )


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason in {"unexpected end of data", "truncated data"}:
            raise ReadError(_CUT) from error
        raise ReadError(
            f"begins as {encoding.upper()} but holds bytes that are not: save it as UTF-8"
        ) from error


def _share_of_nul(data: bytes) -> float:
    return data.count(0) / max(len(data), 1)


def _plausible(text: str) -> bool:
    """Whether nearly every character is one that a Chinese document prints."""
    if not text:
        return False
    usual = sum(
        char in "\t\n\r\f"
        or " " <= char <= "~"
        or "\u3000" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
        or char in _USUAL
        for char in text
    )
    return usual / len(text) > 0.97


@dataclass(slots=True)
class _OpenRow:
    first: int
    last: int
    cells: list[list[str]]
    starts_page: bool
    stacked: bool


@dataclass(slots=True)
class _Builder:
    """Takes the lines one by one and puts rows and tables together."""

    tally: Tally
    space_opens_page: bool
    space_ends_page: bool
    blocks: list[Block] = field(default_factory=list)
    rows: list[_OpenRow] = field(default_factory=list)
    open: _OpenRow | None = None
    page_ended: bool = False
    tables: int = 0

    def add(self, number: int, line: str) -> None:
        if "\f" in line:
            self.page_ended = True
            line = line.replace("\f", "")
        if "\t" not in line and not line.strip():
            self.open = None
            self.page_ended = self.page_ended or (self.space_ends_page and line == " ")
            return
        self.tally.line(line)
        self.tally.columns(line.count("\t") + 1, f"line {number}")
        opens = self.space_opens_page and _ONE_SPACE.match(line) is not None
        starts_page = self.page_ended or opens
        self.page_ended = False
        if "\t" not in line:
            if self.open is not None and is_mark_below_cell(line):
                self.open = None  # the foot of a page, which no blank line parts from its last row
            if self.open is None:
                self._close_table()
                position = Position(line_start=number, line_end=number, starts_page=starts_page)
                self.blocks.append(Paragraph(line.strip(), position))
            else:
                self.open.cells[-1].append(line.strip())
                self.open.last = number
        elif line.count("\t") == 1 and line[0] == "\t" and self._stacked():
            self._stack(number, line[1:].rstrip("\n"), starts_page)
        else:
            self._in_line(number, line.split("\t"), starts_page)

    def _stacked(self) -> bool:
        return not self.rows or self.rows[0].stacked

    def _stack(self, number: int, text: str, starts_page: bool) -> None:
        if self.open is None:
            self.open = _OpenRow(number, number, [], starts_page, stacked=True)
            self.rows.append(self.open)
        self.open.cells.append([text])
        self.open.last = number
        self.tally.columns(len(self.open.cells), f"line {number}")

    def _in_line(self, number: int, cells: list[str], starts_page: bool) -> None:
        split = [[text] for text in cells]
        self.open = _OpenRow(number, number, split, starts_page, stacked=False)
        self.rows.append(self.open)

    def _close_table(self) -> None:
        if not self.rows:
            return
        self.tables += 1
        self.blocks.append(
            Table(
                tuple(
                    Row(
                        tuple(Cell("\n".join(lines)) for lines in row.cells),
                        Position(
                            line_start=row.first,
                            line_end=row.last,
                            table_no=self.tables,
                            table_row=index,
                            starts_page=row.starts_page,
                        ),
                        may_part_figures=row.stacked,
                    )
                    for index, row in enumerate(_whole_rows(self.rows), start=1)
                )
            )
        )
        self.rows = []
        self.open = None

    def finish(self) -> list[Block]:
        self._close_table()
        return self.blocks


def _whole_rows(rows: list[_OpenRow]) -> list[_OpenRow]:
    """The rows, two joined where a line end inside a cell cuts a row in line in two.

    They are if all rows that are short of cells make such pairs; else cells are left out of them.
    """
    width = len(rows[0].cells)
    whole: list[_OpenRow] = []
    upper: _OpenRow | None = None
    for row in rows:
        if upper is not None:
            if len(upper.cells) + len(row.cells) - 1 != width:
                return rows
            last = [*upper.cells[-1], *row.cells[0]]
            cells = [*upper.cells[:-1], last, *row.cells[1:]]
            whole.append(_OpenRow(upper.first, row.last, cells, upper.starts_page, stacked=False))
            upper = None
        elif not row.stacked and len(row.cells) < width:
            upper = row
        else:
            whole.append(row)
    return rows if upper is not None else whole
