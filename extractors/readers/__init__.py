"""One module a format; each turns bytes into a Document and knows no city."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TypeVar

from extractors.document import Document, Paragraph, Position, ReaderNote, Row, Table
from extractors.readers.limits import Limits
from extractors.readers.sniff import FORMATS, Format, sniff
from extractors.readers.unprinted import without_unprinted
from schemas.errors import ReadError

_Line = TypeVar("_Line", Paragraph, Row)


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the limits a file must keep, and whether pages without text may be left out.

    ``generic`` takes for a catalog what no city module describes and what looks like none.
    """

    limits: Limits = field(default_factory=Limits)
    allow_scanned_pages: bool = False
    generic: bool = False


def read_document(data: bytes, file_name: str, reading: Reading | None = None) -> Document:
    """Read a file by what its bytes are, whatever its name says.

    A name that says another format becomes a note. Raises ReadError, with one sentence that says
    what is wrong and what to do, where the bytes are of no format we read, damaged, cut short,
    encrypted, hostile or empty.
    """
    reading = reading or Reading()
    found = sniff(data, reading.limits)
    document = without_unprinted(_numbered(_READERS[found](data, reading)))
    if not any(char.isprintable() and not char.isspace() for char in _characters(document)):
        raise ReadError(_no_text(document))
    ending = PurePath(file_name).suffix.lower()
    named = [each for each in FORMATS if ending in each.endings]
    if not named or found in named:
        return document
    note = ReaderNote(
        "media_type_differs",
        f"the file is named {ending}, but it is {found.words} and was read as that",
        printed=ending,
        value=found.media_type,
    )
    return replace(document, notes=(note, *document.notes))


def _no_text(document: Document) -> str:
    """What a document without a character of text holds, and what to do."""
    unread = sum(
        cell.unread for line in document.lines() if isinstance(line, Row) for cell in line.cells
    )
    if unread:
        return (
            f"holds no text: all that its tables show ({unread} cells) is pictures, drawings or "
            "signs that no font explains; get a version with text, or run text recognition (OCR) "
            "over it"
        )
    if any(isinstance(line, Row) for line in document.lines()):
        return "holds no text, only tables of blank cells: get the file from its publisher again"
    return "holds no text, only signs that no font has: get the file from its publisher again"


def _numbered(document: Document) -> Document:
    """The document with a number for each of its lines, which its notes have too.

    The lines of a text have theirs in the file.
    """
    count = itertools.count(1)
    known: dict[tuple[Position, int | None], Position] = {}

    def numbered(line: _Line) -> _Line:
        if line.position.line_start is not None:
            return line
        position = replace(line.position, number=next(count))
        known.setdefault((line.position, line.position.number), position)
        return replace(line, position=position)

    blocks = tuple(
        Table(tuple(map(numbered, block.rows))) if isinstance(block, Table) else numbered(block)
        for block in document.blocks
    )
    notes = tuple(
        replace(note, position=known.get((at, at.number), replace(at, number=None)))
        if (at := note.position)
        else note
        for note in document.notes
    )
    return replace(document, blocks=blocks, notes=notes)


def _characters(document: Document) -> Iterator[str]:
    for line in document.lines():
        for text in line.texts:
            yield from text


def _text(data: bytes, reading: Reading) -> Document:
    from extractors.readers.text.read import read_text

    return read_text(data, reading.limits)


def _delimited(data: bytes, reading: Reading) -> Document:
    from extractors.readers.text.delimited import read_delimited

    return read_delimited(data, reading.limits)


def _word(data: bytes, reading: Reading) -> Document:
    from extractors.readers.word.read import read_word

    return read_word(data, reading.limits)


def _pdf(data: bytes, reading: Reading) -> Document:
    from extractors.readers.pdf.read import read_pdf

    return read_pdf(data, reading.limits, allow_scanned_pages=reading.allow_scanned_pages)


def _sheet(data: bytes, reading: Reading) -> Document:
    from extractors.readers.sheet.read import read_sheet

    return read_sheet(data, reading.limits)


def _web(data: bytes, reading: Reading) -> Document:
    from extractors.readers.web.read import read_web

    return read_web(data, reading.limits)


def _old_word(data: bytes, reading: Reading) -> Document:
    from extractors.readers.office.old import as_docx

    return replace(
        _word(as_docx(data, reading.limits), reading), media_type=Format.OLD_WORD.media_type
    )


def _old_sheet(data: bytes, reading: Reading) -> Document:
    from extractors.readers.office.old import as_xlsx

    return replace(
        _sheet(as_xlsx(data, reading.limits), reading), media_type=Format.OLD_SHEET.media_type
    )


_READERS: dict[Format, Callable[[bytes, Reading], Document]] = {
    Format.TEXT: _text,
    Format.DELIMITED: _delimited,
    Format.WORD: _word,
    Format.SHEET: _sheet,
    Format.PDF: _pdf,
    Format.WEB: _web,
    Format.OLD_WORD: _old_word,
    Format.OLD_SHEET: _old_sheet,
}
