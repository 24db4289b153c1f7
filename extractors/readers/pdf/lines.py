"""Characters of a page → visual lines and words.

A space is put where one is printed, or where the gap is wider than any typesetting makes it: word
processors leave a quarter of an em between Chinese and Latin characters, which is no space.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from extractors.readers.pdf.page import Box, Glyph
from extractors.readers.pdf.tolerances import (
    ASCENT,
    DESCENT,
    DOUBLE_STRIKE,
    GAP_CHINESE,
    GAP_FIGURES,
    GAP_LATIN,
    PRINTED_SPACE,
    SAME_LINE,
    SAME_LINE_PLACE,
    SAME_PLACE,
)
from extractors.words.signs import CHECKED, EMPTY_BOXES, TICKS

_THIN_SPACES = frozenset("\u2006\u2007\u2008\u2009\u200a\u202f")
SOFT_HYPHEN = "\u00ad"
_BOXES, _TICKS = frozenset(EMPTY_BOXES), frozenset(TICKS) - {CHECKED}


@dataclass(frozen=True, slots=True)
class TextWord:
    """Characters without a space between them, from ``x0`` to ``x1``."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One visual line; ``base`` is its baseline, ``size`` the height of its tallest character.

    ``is_light`` is True where all of it is printed in gray.
    """

    words: tuple[TextWord, ...]
    base: float
    size: float
    is_light: bool = False

    @property
    def x0(self) -> float:
        """Where its first word begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where its last word ends."""
        return self.words[-1].x1

    @property
    def box(self) -> Box:
        """Where it stands."""
        top, bottom = self.base - ASCENT * self.size, self.base + DESCENT * self.size
        return Box(self.x0, top, self.x1, bottom)

    @property
    def text(self) -> str:
        """Its words with one space between them."""
        return " ".join(word.text for word in self.words)


def is_chinese(char: str) -> bool:
    """Whether a character is set on the full em square: Chinese, or full-width punctuation."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uff60"
        or char >= "\U00020000"
        or char in "“”‘’…—·"
    )


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters in groups that stand on one baseline, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if rows:
            first = rows[-1][0]
            if glyph.base - first.base <= SAME_LINE * (glyph.size + first.size) / 2:
                rows[-1].append(glyph)
                continue
        rows.append([glyph])
    return rows


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The visual lines of characters read in one direction, from top to bottom."""
    return [line for row in rows_of(glyphs) if (line := _line(row)) is not None]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of one cell: a newline between its lines, those of turned text after the others."""
    if _is_vertical(glyphs):
        return "".join(glyph.text for glyph in glyphs if not glyph.text.isspace())
    if len({glyph.angle for glyph in glyphs}) <= 1:
        return "\n".join(line.text for line in lines_of(glyphs))
    parts = []
    for angle in (0, 90, 180, 270):
        lines = lines_of(glyph for glyph in glyphs if glyph.angle == angle)
        parts += [line.text for line in lines]
    return "\n".join(parts)


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether a cell's text is written downwards in columns from right to left (竖排).

    So it is where Chinese characters stand apart in columns, and are painted in that order.
    """
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if len(inked) < 4:
        return False
    columns = [[inked[0]]]
    for before, glyph in pairwise(inked):
        size = glyph.size
        if abs(glyph.x - before.x) < SAME_PLACE * size and 0 < glyph.base - before.base < 2 * size:
            columns[-1].append(glyph)
        elif before.x - glyph.x > (1 + GAP_LATIN) * size and glyph.base < before.base:
            columns.append([glyph])
        else:
            return False
    return (
        len(columns) > 1
        and min(map(len, columns[:-1])) > 1
        and all(not each.angle and is_chinese(each.text[0]) for each in inked)
    )


def _line(row: list[Glyph]) -> TextLine | None:
    row.sort(key=attrgetter("start"))
    words: list[TextWord] = []
    word = ""
    x0 = 0.0
    previous: Glyph | None = None
    spaced = False
    for glyph in row:
        text = glyph.text
        if text.isspace() or not text:
            # a thin space parts the thousands of a figure, and no words
            spaced = spaced or text not in _THIN_SPACES
            continue
        if text == SOFT_HYPHEN:
            # drawn as a hyphen inside a figure, and not drawn at all elsewhere
            text = "-" if previous is not None and previous.text.isdigit() else ""
        if previous is None:
            word, x0 = text, glyph.start
        elif glyph.run != previous.run and _in_one_place(previous, glyph):
            if text != previous.text:
                previous.text, text = _overprinted(previous, glyph), ""
                word = word[:-1] + previous.text
            # else struck twice, a little apart, to look bold
            continue
        elif _is_gap(previous, glyph, spaced):
            words.append(TextWord(x0, previous.end, word))
            word, x0 = text, glyph.start
        else:
            word += text
        previous, spaced = glyph, False
    if previous is None:
        return None
    words.append(TextWord(x0, previous.end, word))
    tallest = max(row, key=attrgetter("size"))
    return TextLine(tuple(words), tallest.base, tallest.size, all(glyph.is_light for glyph in row))


def _in_one_place(before: Glyph, glyph: Glyph) -> bool:
    """Whether two characters are printed over one another."""
    if glyph.start >= before.end and glyph.text != before.text:
        return False
    apart = abs((glyph.start + glyph.end) - (before.start + before.end)) / 2
    width = min(glyph.end - glyph.start, before.end - before.start)
    size = min(glyph.size, before.size)
    if abs(glyph.base - before.base) > SAME_LINE_PLACE * size:
        return False
    if glyph.text == before.text:
        return apart < max(DOUBLE_STRIKE * size, SAME_PLACE * width)
    return apart < SAME_PLACE * width


def _overprinted(before: Glyph, glyph: Glyph) -> str:
    """What two characters printed over one another are: a box and its tick, or not known."""
    pair = {before.text, glyph.text}
    if pair & _BOXES and pair & _TICKS:
        return CHECKED
    says = f"'{before.text}' and '{glyph.text}' are printed over one another"
    before.doubt = before.doubt or says
    return before.text


def _is_gap(left: Glyph, right: Glyph, spaced: bool) -> bool:
    apart = right.start - left.end
    if apart < PRINTED_SPACE * left.size / 2:
        return False  # whatever stands there
    if left.run == right.run and left.spacing > 0:
        apart -= left.spacing
    gap = apart / max(left.size, right.size, 0.1)
    if spaced:
        return gap > PRINTED_SPACE
    if left.text.isdigit() and right.text.isdigit():
        return gap > GAP_FIGURES
    chinese = is_chinese(left.text[-1]) or is_chinese(right.text[0])
    return gap > (GAP_CHINESE if chinese else GAP_LATIN)
