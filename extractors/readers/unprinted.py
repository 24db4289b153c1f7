"""Characters that print nothing, or a stroke through others, are taken from what any reader read.

The first would make another code or name of what looks the same: spaces of no width, soft hyphens,
signs that turn the direction of print, selectors of a shape, control characters. What a stroke
follows sign by sign (1̶8̶) is struck out. All of that is told.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.document import Block, Cell, Document, Paragraph, Position, ReaderNote, Row, Table
from extractors.readers.left_out import LeftOut
from extractors.readers.rows import CellText, row_of

_CONTROL = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"
CONTROL = re.compile(f"[{_CONTROL}]")
"""A control character that no text has: readers drop them where the format would end there."""
_UNPRINTED = re.compile(
    f"[{_CONTROL}\x0c\x0d\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)

_STROKES = "\u0335-\u0338"
_STROKED = re.compile(f"(?:[^\n{_STROKES}][{_STROKES}]+)+")
_STROKE = re.compile(f"[{_STROKES}]")
_ODD = re.compile(f"{_UNPRINTED.pattern}|{_STROKE.pattern}")


def without_unprinted(document: Document) -> Document:
    """The document without characters that print nothing, a note for each line that had some."""
    notes: list[ReaderNote] = []
    blocks = tuple(_block(block, notes) for block in document.blocks)
    if not notes:
        return document
    return replace(document, blocks=blocks, notes=(*document.notes, *notes))


def _block(block: Block, notes: list[ReaderNote]) -> Block:
    if isinstance(block, Paragraph):
        if not _ODD.search(block.text):
            return block
        block = _paragraph(block, notes)
        if not _UNPRINTED.search(block.text):
            return block
        text = _UNPRINTED.sub("", block.text)
        notes.append(_note("paragraph", block.text, text, block.position))
        return replace(block, text=text)
    if not any(_ODD.search(text) for row in block.rows for text in row.texts):
        return block
    return Table(tuple(_row(row, notes) for row in block.rows))


def _paragraph(paragraph: Paragraph, notes: list[ReaderNote]) -> Paragraph:
    text, left_out = _without_struck(paragraph.text)
    notes += left_out.notes("paragraph", paragraph.position)
    return replace(paragraph, text=text)


def _without_struck(text: str) -> tuple[str, LeftOut]:
    struck = [_STROKE.sub("", each) for each in _STROKED.findall(text)]
    return _STROKE.sub("", _STROKED.sub("", text)), LeftOut(struck=struck)


def _row(row: Row, notes: list[ReaderNote]) -> Row:
    if any(map(_STROKE.search, row.texts)):
        parted = [(cell, *_without_struck(cell.text)) for cell in row.cells]
        texts = [CellText(replace(cell, text=text), out) for cell, text, out in parted]
        shown, left_out = row_of(texts, row.position, is_header=row.is_header)
        notes += left_out.notes("row", row.position)
        row = replace(row, cells=shown.cells, struck=shown.struck or row.struck)
    if not any(map(_UNPRINTED.search, row.texts)):
        return row
    cells = tuple(_cell(cell) for cell in row.cells)
    shown = replace(row, cells=cells)
    notes.append(_note("row", "\t".join(row.texts), "\t".join(shown.texts), row.position))
    return shown


def _cell(cell: Cell) -> Cell:
    return replace(cell, text=_UNPRINTED.sub("", cell.text))


def _note(what: str, before: str, after: str, position: Position) -> ReaderNote:
    names = dict.fromkeys(f"U+{ord(char):04X}" for char in _UNPRINTED.findall(before))
    message = f"a {what} holds characters that print nothing; they were dropped: {'、'.join(names)}"
    return ReaderNote("control_dropped", message, ascii(before), after, position)
