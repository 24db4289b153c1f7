"""One module a format; each turns bytes into a Document and knows no city.

Here is where the files of a document become one: its lines then say in which part they stand.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TypeVar

from extractors.document import (
    Block,
    Document,
    Paragraph,
    Part,
    PartOf,
    Position,
    ReaderNote,
    Row,
    Table,
)
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.parts import Content, PartFile
from extractors.readers.sniff import FORMATS, Format, sniff
from extractors.readers.unprinted import without_unprinted
from schemas.errors import NoTextError, ReadError

_Line = TypeVar("_Line", Paragraph, Row)

MIXED = "multipart/mixed"
"""The media type of a document whose files are of several."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the limits a file must keep, and whether pages without text may be left out.

    ``generic`` takes for a catalog what no city module describes and what looks like none.
    """

    limits: Limits = field(default_factory=Limits)
    allow_scanned_pages: bool = False
    generic: bool = False


def read_document(data: Content, file_name: str, reading: Reading | None = None) -> Document:
    """Read a file by what its bytes are, whatever its name says; or several as one document.

    Several are the files of an archive, or given so, in the order of reading. A name that says
    another format becomes a note, and so does one of several that shows no text. Raises ReadError,
    with one sentence that says what is wrong and what to do, where the bytes are of no format we
    read, damaged, cut short, encrypted, hostile or empty.
    """
    reading = reading or Reading()
    if isinstance(data, bytes):
        found = sniff(data, reading.limits)
        misnamed = _misnamed(file_name, found)
        if found is not Format.ARCHIVE:
            document = _read(data, found, reading)
            part = Part(file_name, document.media_type, _sha256(data), len(data), document.pages)
            return replace(document, notes=(*misnamed, *document.notes), parts=(part,))
        whole = _joined(_opened(data, reading.limits), reading)
        return replace(whole, notes=(*misnamed, *whole.notes))
    return _joined(data, reading)


def _read(data: bytes, found: Format, reading: Reading) -> Document:
    try:
        document = without_unprinted(_numbered(_READERS[found](data, reading)))
    except ValueError as error:
        # how Python says that it makes no number of thousands of digits, whatever reads them
        if "set_int_max_str_digits" not in str(error):
            raise
        raise ReadError(
            "holds a number of thousands of digits, as no document does: it is damaged, or made to"
            " harm; get it again from its publisher"
        ) from error
    if not any(char.isprintable() and not char.isspace() for char in _characters(document)):
        raise NoTextError(_no_text(document), document.media_type)
    return document


def _misnamed(file_name: str, found: Format) -> list[ReaderNote]:
    ending = PurePath(file_name).suffix.lower()
    named = [each for each in FORMATS if ending in each.endings]
    if not named or found in named:
        return []
    message = f"the file is named {ending}, but it is {found.words} and was read as that"
    return [ReaderNote("media_type_differs", message, printed=ending, value=found.media_type)]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _opened(data: bytes, limits: Limits) -> tuple[PartFile, ...]:
    from extractors.readers.archive import open_archive

    return open_archive(data, limits)


def _joined(files: tuple[PartFile, ...], reading: Reading) -> Document:
    """The files as one document, each in a part of its own; one without text is noted."""
    if len(files) > reading.limits.parts:
        raise ReadError(beyond("holds more files", "parts", len(files)))
    parts: list[Part] = []
    blocks: list[Block] = []
    notes: list[ReaderNote] = []
    media_types: set[str] = set()
    tally = Tally(reading.limits)
    for number, file in enumerate(files, 1):
        try:
            found = sniff(file.content, reading.limits)
            if found is Format.ARCHIVE:
                raise ReadError("is an archive in a document of several files: unpack it there")
            document = _in_part(_read(file.content, found, reading), PartOf(number, file.name))
            for line in document.lines():
                tally.line(line.text)
        except NoTextError as error:
            message = f"{file.name} {error}; nothing of it was read"
            notes.append(ReaderNote("part_unread", message, printed=file.name))
            media_type, pages = error.media_type, None
        except ReadError as error:
            raise ReadError(f"holds a file that cannot be read: {file.name} {error}") from error
        else:
            told = (*_misnamed(file.name, found), *document.notes)
            notes += [
                note if note.position else replace(note, message=f"{file.name}: {note.message}")
                for note in told
            ]
            blocks += document.blocks
            media_type, pages = document.media_type, document.pages
            media_types.add(media_type)
        parts.append(Part(file.name, media_type, _sha256(file.content), len(file.content), pages))
    if not blocks:
        names = f" ({', '.join(part.name for part in parts)})" if parts else ""
        raise ReadError(
            f"holds no file with text{names}: get a version with text, or put the document's files "
            "there"
        )
    known = [part.pages for part in parts if part.pages is not None]
    return Document(
        tuple(blocks),
        media_types.pop() if len(media_types) == 1 else MIXED,
        sum(known) if known else None,
        tuple(notes),
        tuple(parts),
    )


def _in_part(document: Document, part: PartOf) -> Document:
    """The document with the part that it is in every position."""

    def placed(position: Position) -> Position:
        return replace(position, part=part)

    return replace(
        document,
        blocks=_placed(document.blocks, placed),
        notes=tuple(
            replace(note, position=note.position and placed(note.position))
            for note in document.notes
        ),
    )


def _placed(blocks: Iterable[Block], place: Callable[[Position], Position]) -> tuple[Block, ...]:
    """The blocks with the position of each of their lines as ``place`` makes it."""

    def placed(line: _Line) -> _Line:
        position = place(line.position)
        return line if position is line.position else replace(line, position=position)

    return tuple(
        Table(tuple(placed(row) for row in block.rows))
        if isinstance(block, Table)
        else placed(block)
        for block in blocks
    )


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

    def numbered(position: Position) -> Position:
        if position.line_start is not None:
            return position
        own = replace(position, number=next(count))
        known.setdefault((position, position.number), own)
        return own

    blocks = _placed(document.blocks, numbered)
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
