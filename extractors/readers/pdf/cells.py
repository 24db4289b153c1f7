"""One cell of a page (单元格): what it prints, what of it nobody sees, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.document import Cell, NoteRule, Position, ReaderNote
from extractors.readers.left_out import LeftOut
from extractors.readers.pdf.colors import BLACK, hex_of
from extractors.readers.pdf.lines import is_chinese, text_of
from extractors.readers.pdf.note_signs import take_note_signs
from extractors.readers.pdf.page import Box, Glyph, Mark
from extractors.readers.pdf.tolerances import (
    AT_FIGURE,
    MUCH_LARGER,
    SIDE_BY_SIDE,
    SMALLEST_MARK,
    WHOLE_WIDTH,
)
from extractors.readers.rows import colored

_LONGEST = 80
_UPSIDE_DOWN = 180
_BLACKS = {BLACK, None}
_SHOWS: dict[str, str] = {
    "picture": "a picture",
    "drawing": "a drawing",
    "control": "a control or an annotation",
    "stamp": "a stamp",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told of a row or of a page's lines: the rule, the words, what was there."""

    rule: NoteRule
    message: str
    printed: str | None = None

    def note(self, position: Position) -> ReaderNote:
        """It as a note on a row or page."""
        return ReaderNote(self.rule, self.message, self.printed, position=position)


@dataclass(slots=True)
class PrintedRow:
    """A row of a table before tables are numbered; ``band`` is where it stands, if known."""

    cells: tuple[Cell, ...]
    struck: bool = False
    told: list[Told] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)
    band: Box | None = None
    colors: frozenset[str] = frozenset()

    def notes(self, position: Position) -> Iterable[ReaderNote]:
        """What is to be told of the row, at its position."""
        yield from self.left_out.notes("row", position)
        yield from (each.note(position) for each in self.told)


@dataclass(slots=True)
class CellContent:
    """What stands in one cell, as painted; ``strokes`` are upright lines that part nothing."""

    glyphs: list[Glyph] = field(default_factory=list)
    unseen: list[tuple[str, Glyph]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)

    def is_struck(self) -> bool | None:
        """Whether all that it prints is struck out; None where it prints nothing."""
        inked = [glyph.is_struck for glyph in self.glyphs if not glyph.text.isspace()]
        return all(inked) if inked else None

    def _drawn_figure(self, glyphs: Sequence[Glyph]) -> str:
        """Why a figure may have another digit or a point that is drawn."""
        boxes = [mark.box for mark in self.marks if _is_dot(mark)] + self.strokes
        for glyph in (glyph for glyph in glyphs if glyph.text.isdigit()):
            near = AT_FIGURE * glyph.size
            across = glyph.start - near, glyph.end + near
            if any(
                across[0] <= box.x0
                and box.x1 <= across[1]
                and glyph.base - glyph.size <= box.top
                and box.bottom <= glyph.base + near
                for box in boxes
            ):
                return "what is drawn beside a figure may be a part of it"
        return ""

    def read(self, row: PrintedRow, *, keep_struck: bool) -> tuple[str, bool]:
        """The cell's text and whether it is unread; what is left out and told goes to ``row``."""
        glyphs = self.glyphs
        if not keep_struck:
            struck = [glyph for glyph in glyphs if glyph.is_struck]
            if struck:
                row.left_out.struck.append(text_of(struck))
                glyphs = without_struck(glyphs)
        take_note_signs(glyphs, row.left_out)
        if colors := {glyph.color for glyph in glyphs} - _BLACKS:
            row.colors |= colored(hex_of(color) for color in colors if color)
        text = text_of(glyphs)
        row.told += unseen_of(self.unseen)
        marks = [mark for mark in self.marks if not _is_dot(mark)]
        doubts = doubts_of(glyphs) or _false_space(glyphs)
        if not marks and (self.marks or self.strokes):
            doubts = doubts or self._drawn_figure(glyphs)
        if _UPSIDE_DOWN in {glyph.angle for glyph in glyphs}:
            doubts = doubts or "it is printed upside down"
        sizes = {glyph.size for glyph in glyphs if glyph.text != " "}
        if len(sizes) > 1 and max(sizes) > MUCH_LARGER * min(sizes):
            doubts = doubts or "some of it is much larger than the rest"
        if doubts:
            row.told.append(Told("text_unread", f"a cell is unread: {doubts}", text))
            return "", True
        shown = " and ".join(dict.fromkeys(map(_named, marks)))
        if not shown:
            return text, False
        if text.strip():
            message = f"{shown} stands beside the text of a cell and was not read"
            row.told.append(Told("picture_unread", message, text))
            return text, False
        message = f"a cell shows {shown}, and what that says is not known"
        row.told.append(Told("picture_unread", message))
        return "", True


def without_struck(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters that are not struck out; no gap shows where others stood between them."""
    kept: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (round(glyph.base, 1), glyph.start)):
        if not glyph.is_struck:
            kept.append(glyph)
        elif (
            kept
            and glyph.base == kept[-1].base
            and not glyph.text.isspace()
            and glyph.start - kept[-1].end <= SIDE_BY_SIDE * glyph.size
        ):
            kept[-1].end = max(kept[-1].end, glyph.end)
    return kept


def _named(mark: Mark) -> str:
    name = _SHOWS[mark.kind]
    return f"{name} that says '{_short(mark.says)}'" if mark.says else name


def _is_dot(mark: Mark) -> bool:
    return mark.kind == "drawing" and max(mark.box.width, mark.box.height) < SMALLEST_MARK


def _false_space(glyphs: Sequence[Glyph]) -> str:
    """Why text that begins with a space as wide as a character may lack that character."""
    run = -1
    for glyph, after in pairwise(glyphs):
        begins, run = glyph.run != run, glyph.run
        wide = glyph.text == " " and glyph.end - glyph.start >= WHOLE_WIDTH * glyph.size
        if begins and wide and after.run == glyph.run and is_chinese(after.text[0]):
            return "its font gives a character of full width as a space"
    return ""


def doubts_of(glyphs: Iterable[Glyph]) -> str:
    """Why it is not known which characters some are."""
    return "; ".join(dict.fromkeys(glyph.doubt for glyph in glyphs if glyph.doubt))


def unseen_of(unseen: Sequence[tuple[str, Glyph]]) -> list[Told]:
    """What is told of characters that nobody sees, by the reason why."""
    by_reason: dict[str, list[Glyph]] = {}
    for why, glyph in unseen:
        by_reason.setdefault(why, []).append(glyph)
    told = []
    for why, glyphs in by_reason.items():
        text = text_of(glyphs).strip()
        if text:
            told.append(Told("hidden_left_out", f"{why} was left out: {_short(text)}", text))
    return told


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
