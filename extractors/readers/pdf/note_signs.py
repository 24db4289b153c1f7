"""Small raised figures that point to notes, on a PDF page.

A page does not say which they are, so they go by where they stand: clearly smaller than the
character right before them, and clearly higher.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractors.readers.left_out import LeftOut, shown_raised
from extractors.readers.pdf.page import Glyph
from extractors.readers.pdf.tolerances import (
    ONE_SIZE,
    RAISED_HIGHEST,
    RAISED_LOWEST,
    RAISED_OVERLAP,
    RAISED_SMALLER,
    SIDE_BY_SIDE,
)

_CONTEXT = 12
_NEAR_LINES = 20


class _Baseline:
    """The characters that stand on exactly one baseline, from left to right."""

    def __init__(self, base: float, glyphs: Iterable[Glyph]) -> None:
        self.base = base
        self.glyphs = sorted(glyphs, key=lambda glyph: glyph.start)
        self.starts = [glyph.start for glyph in self.glyphs]


def _printed_lines(glyphs: Iterable[Glyph]) -> list[_Baseline]:
    by_base: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if not glyph.text.isspace():
            by_base[round(glyph.base, 1)].append(glyph)
    return [_Baseline(base, by_base[base]) for base in sorted(by_base)]


def _below(lines: Sequence[_Baseline], low: float, high: float) -> Sequence[_Baseline]:
    """The lines whose baselines lie between two heights, the nearest to the first of them."""
    first = bisect_left(lines, low, key=lambda line: line.base)
    last = bisect_right(lines, high, key=lambda line: line.base)
    return lines[first : min(last, first + _NEAR_LINES)]


def take_note_signs(glyphs: list[Glyph], left_out: LeftOut) -> None:
    """Take signs of notes off the characters of one cell, or of a page outside its tables."""
    sizes = [glyph.size for glyph in glyphs]
    largest = max(sizes, default=0.0)
    if not sizes or min(sizes) > RAISED_SMALLER * largest:
        return
    gone: set[int] = set()
    for angle in {glyph.angle for glyph in glyphs}:
        lines = _printed_lines(glyph for glyph in glyphs if glyph.angle == angle)
        for line in lines:
            for run in _runs(line):
                text = "".join(glyph.text for glyph in run)
                if not text.isdecimal() and shown_raised(text, "、", "") == text:
                    continue
                before = _before(run, lines, largest)
                if before:
                    gone |= _resolved(run, before, left_out)
    if gone:
        glyphs[:] = [glyph for glyph in glyphs if id(glyph) not in gone]


def _resolved(run: Sequence[Glyph], before: Sequence[Glyph], left_out: LeftOut) -> set[int]:
    """The ids of a superscript's characters that are left out; others join the text before."""
    text = "".join(glyph.text for glyph in run)
    text_before = "".join(glyph.text for glyph in before)
    shown = shown_raised(text, text_before, "")
    for glyph in run:
        glyph.base = before[-1].base
    if len(shown) < len(text):
        left_out.add_sign(text, text_before)
        # no gap may show where nothing is printed between the text before and that behind
        before[-1].end = max(before[-1].end, run[-1].end)
        return {id(glyph) for glyph in run if glyph.text not in shown}
    for glyph, char in zip(run, shown, strict=False):
        glyph.text = char
    return set()


def _runs(line: _Baseline) -> Iterator[list[Glyph]]:
    """Characters of one size that stand side by side."""
    run: list[Glyph] = []
    for glyph in line.glyphs:
        if run:
            last = run[-1]
            sizes = sorted((glyph.size, last.size))
            if (
                sizes[0] >= ONE_SIZE * sizes[1]
                and glyph.start - last.end <= SIDE_BY_SIDE * sizes[1]
            ):
                run.append(glyph)
                continue
            yield run
        run = [glyph]
    if run:
        yield run


def _before(run: Sequence[Glyph], lines: Sequence[_Baseline], largest: float) -> list[Glyph]:
    """The end of the text that a run stands behind as a superscript; nothing where it is none."""
    first, size = run[0], max(glyph.size for glyph in run)
    low = first.base + RAISED_LOWEST * size / RAISED_SMALLER
    for line in _below(lines, low, first.base + RAISED_HIGHEST * largest):
        index = bisect_right(line.starts, first.start) - 1
        if index < 0:
            continue
        last = line.glyphs[index]
        raised, gap, full = last.base - first.base, first.start - last.end, last.size
        if (
            size <= RAISED_SMALLER * full
            and RAISED_LOWEST * full <= raised <= RAISED_HIGHEST * full
            and -RAISED_OVERLAP * full <= gap <= SIDE_BY_SIDE * full
        ):
            return _end_of(line.glyphs[max(0, index + 1 - _CONTEXT) : index + 1])
    return []


def _end_of(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The last of the characters, as far as no gap parts them."""
    found = [glyphs[-1]]
    for glyph in reversed(glyphs[:-1]):
        if found[-1].start - glyph.end > SIDE_BY_SIDE * glyph.size:
            break
        found.append(glyph)
    return found[::-1]
