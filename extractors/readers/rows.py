"""Rows of tables from cells as a format holds them: what is struck out, unseen or no text told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.document import Cell, Position, Row
from extractors.readers.ink import parts_of
from extractors.readers.left_out import LeftOut

_FEWEST_STRUCK = 2


@dataclass(slots=True)
class CellText:
    """One cell on its way: the cell as it shows, and what was left out of it, if anything."""

    cell: Cell
    left_out: LeftOut | None = None

    @property
    def is_struck(self) -> bool:
        """Whether all that the cell prints is struck out."""
        left_out = self.left_out
        return not self.cell.text.strip() and left_out is not None and bool(left_out.struck)


_RGB = re.compile(r"[0-9A-F]{6}")
_NO_COLORS = {None, "auto", "000000"}
_NONE = frozenset[str]()
_BLACK = 0x40
"""Of each part of a color: type that is as dark is black."""


def colored(colors: Iterable[str | None]) -> frozenset[str]:
    """The colors of type that are no black, of those named so: FF0000."""
    named = {color.upper() for color in {*colors} - _NO_COLORS if color}
    if not named:
        return _NONE
    return frozenset(
        each for each in named if _RGB.fullmatch(each) and max(parts_of(each)) > _BLACK
    )


def row_of(
    texts: Sequence[CellText],
    position: Position,
    *,
    is_header: bool = False,
    colors: frozenset[str] = _NONE,
) -> tuple[Row, LeftOut]:
    """The row, and what was left out of it.

    A row of which every cell that prints anything is struck out, two at least, keeps their text
    and is ``struck``. A cell of nothing but what is no text, and one in whose text such stands, is
    ``unread``.
    """
    left_out = LeftOut()
    if not any(each.left_out for each in texts):
        shown = tuple([each.cell for each in texts])
        return Row(shown, position, is_header, colors=colors), left_out
    for each in texts:
        left_out.add(each.left_out)
    struck = [each.is_struck for each in texts]
    is_struck = sum(struck) >= _FEWEST_STRUCK and not any(
        each.cell.text.strip() for each in texts if not each.is_struck
    )
    cells = [_struck_cell(each) if is_struck else _shown_cell(each) for each in texts]
    if is_struck:
        left_out.struck = []
    return Row(tuple(cells), position, is_header, is_struck, colors=colors), left_out


def _struck_cell(text: CellText) -> Cell:
    if not text.is_struck or text.left_out is None:
        return text.cell
    return replace(text.cell, text="\n".join(text.left_out.struck))


def _shown_cell(text: CellText) -> Cell:
    left_out = text.left_out
    if left_out is None or not (left_out.unread or left_out.unsure):
        return text.cell
    if text.cell.text.strip() and not left_out.is_cut:
        return text.cell
    return replace(text.cell, text="", unread=True)
