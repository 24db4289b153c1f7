"""Characters that print nothing are dropped from what any reader read, and told.

They would make another code or name of what looks the same: spaces of no width, soft hyphens, signs
that turn the direction of print, selectors of a shape, control characters.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.document import Block, Cell, Document, Paragraph, Position, ReaderNote, Row, Table

_CONTROL = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"
CONTROL = re.compile(f"[{_CONTROL}]")
"""A control character that no text has: readers drop them where the format would end there."""
_UNPRINTED = re.compile(
    f"[{_CONTROL}\x0c\x0d\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)


def without_unprinted(document: Document) -> Document:
    """The document without characters that print nothing, a note for each line that had some."""
    notes: list[ReaderNote] = []
    blocks = tuple(_block(block, notes) for block in document.blocks)
    if not notes:
        return document
    return replace(document, blocks=blocks, notes=(*document.notes, *notes))


def _block(block: Block, notes: list[ReaderNote]) -> Block:
    if isinstance(block, Paragraph):
        if not _UNPRINTED.search(block.text):
            return block
        text = _UNPRINTED.sub("", block.text)
        notes.append(_note("paragraph", block.text, text, block.position))
        return replace(block, text=text)
    if not any(_UNPRINTED.search(text) for row in block.rows for text in row.texts):
        return block
    return Table(tuple(_row(row, notes) for row in block.rows))


def _row(row: Row, notes: list[ReaderNote]) -> Row:
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
