"""Characters of a page → visual lines and words.

A space is put where one is printed, or where the gap is wider than any typesetting makes it: word
processors leave a quarter of an em between Chinese and Latin characters, which is no space.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.readers.pdf.page import Glyph

_SAME_LINE = 0.45
_PRINTED_SPACE = 0.08
_GAP_LATIN = 0.2
_GAP_CHINESE = 0.6
_DOUBLE_STRIKE = 0.1


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them, from ``x0`` to ``x1``."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line; ``base`` is its baseline, ``size`` the height of its tallest character.

    ``is_light`` is True where all of it is printed in gray.
    """

    words: tuple[Word, ...]
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
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if rows:
            first = rows[-1][0]
            if glyph.base - first.base <= _SAME_LINE * (glyph.size + first.size) / 2:
                rows[-1].append(glyph)
                continue
        rows.append([glyph])
    return rows


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The visual lines of characters read in one direction, from top to bottom."""
    return [line for row in rows_of(glyphs) if (line := _line(row)) is not None]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of one cell: a newline between its lines, those of turned text after the others."""
    if len({glyph.angle for glyph in glyphs}) <= 1:
        return "\n".join(line.text for line in lines_of(glyphs))
    parts = []
    for angle in (0, 90, 180, 270):
        lines = lines_of(glyph for glyph in glyphs if glyph.angle == angle)
        parts += [line.text for line in lines]
    return "\n".join(parts)


def _line(row: list[Glyph]) -> Line | None:
    row.sort(key=lambda glyph: glyph.start)
    words: list[Word] = []
    word = ""
    x0 = 0.0
    previous: Glyph | None = None
    spaced = False
    for glyph in row:
        if glyph.text.isspace() or not glyph.text:
            spaced = True
            continue
        if previous is None:
            word, x0 = glyph.text, glyph.start
        elif glyph.text == previous.text and (
            glyph.start - previous.start < _DOUBLE_STRIKE * glyph.size
        ):
            # struck twice, a little apart, to look bold
            continue
        elif _is_gap(previous, glyph, spaced):
            words.append(Word(x0, previous.end, word))
            word, x0 = glyph.text, glyph.start
        else:
            word += glyph.text
        previous, spaced = glyph, False
    if previous is None:
        return None
    words.append(Word(x0, previous.end, word))
    tallest = max(row, key=lambda glyph: glyph.size)
    return Line(tuple(words), tallest.base, tallest.size, all(glyph.is_light for glyph in row))


def _is_gap(left: Glyph, right: Glyph, spaced: bool) -> bool:
    gap = (right.start - left.end) / max(left.size, right.size, 0.1)
    if spaced:
        return gap > _PRINTED_SPACE
    chinese = is_chinese(left.text[-1]) or is_chinese(right.text[0])
    return gap > (_GAP_CHINESE if chinese else _GAP_LATIN)
