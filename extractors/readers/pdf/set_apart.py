"""Small raised figures that point to notes, and text with a line through it, on a PDF page.

A page says of neither what it is, so both go by where they stand: a superscript is clearly smaller
than the character right before it and clearly higher; a line strikes text out where it runs through
the middle of its characters, from the first to the last. Rules of tables and underlines do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from extractors.readers.left_out import LeftOut, shown_raised
from extractors.readers.pdf.lines import text_of
from extractors.readers.pdf.page import Glyph, PageContent, Rule

_SMALLER = 0.87
_LOWEST, _HIGHEST = 0.2, 0.75
_GAP, _OVERLAP = 0.3, 0.2
_SAME_SIZE = 0.85
_CONTEXT = 12
# how far above the baseline a line goes through characters, in their size
_MIDDLE_LOW, _MIDDLE_HIGH = 0.15, 0.5
_ENDS_WITH = 0.2
_NEAR_LINES = 20


class _Printed:
    """The characters that stand on exactly one baseline, from left to right."""

    def __init__(self, base: float, glyphs: Iterable[Glyph]) -> None:
        self.base = base
        self.glyphs = sorted(glyphs, key=lambda glyph: glyph.start)
        self.starts = [glyph.start for glyph in self.glyphs]


def _printed_lines(glyphs: Iterable[Glyph]) -> list[_Printed]:
    by_base: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if not glyph.text.isspace():
            by_base[round(glyph.base, 1)].append(glyph)
    return [_Printed(base, by_base[base]) for base in sorted(by_base)]


def _below(lines: Sequence[_Printed], low: float, high: float) -> Sequence[_Printed]:
    """The lines whose baselines lie between two heights, the nearest to the first of them."""
    first = bisect_left(lines, low, key=lambda line: line.base)
    last = bisect_right(lines, high, key=lambda line: line.base)
    return lines[first : min(last, first + _NEAR_LINES)]


def take_note_signs(glyphs: list[Glyph], left_out: LeftOut) -> None:
    """Take signs of notes off the characters of one cell, or of a page outside its tables."""
    sizes = [glyph.size for glyph in glyphs]
    largest = max(sizes, default=0.0)
    if not sizes or min(sizes) > _SMALLER * largest:
        return
    gone: set[int] = set()
    for angle in {glyph.angle for glyph in glyphs}:
        lines = _printed_lines(glyph for glyph in glyphs if glyph.angle == angle)
        for line in lines:
            for run in _runs(line):
                text = "".join(glyph.text for glyph in run)
                if shown_raised(text, "、", "") == text:
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


def _runs(line: _Printed) -> Iterator[list[Glyph]]:
    """Characters of one size that stand side by side."""
    run: list[Glyph] = []
    for glyph in line.glyphs:
        if run:
            last = run[-1]
            sizes = sorted((glyph.size, last.size))
            if sizes[0] >= _SAME_SIZE * sizes[1] and glyph.start - last.end <= _GAP * sizes[1]:
                run.append(glyph)
                continue
            yield run
        run = [glyph]
    if run:
        yield run


def _before(run: Sequence[Glyph], lines: Sequence[_Printed], largest: float) -> list[Glyph]:
    """The end of the text that a run stands behind as a superscript; nothing where it is none."""
    first, size = run[0], max(glyph.size for glyph in run)
    low = first.base + _LOWEST * size / _SMALLER
    for line in _below(lines, low, first.base + _HIGHEST * largest):
        index = bisect_right(line.starts, first.start) - 1
        if index < 0:
            continue
        last = line.glyphs[index]
        raised, gap, full = last.base - first.base, first.start - last.end, last.size
        if (
            size <= _SMALLER * full
            and _LOWEST * full <= raised <= _HIGHEST * full
            and -_OVERLAP * full <= gap <= _GAP * full
        ):
            return _end_of(line.glyphs[max(0, index + 1 - _CONTEXT) : index + 1])
    return []


def _end_of(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The last of the characters, as far as no gap parts them."""
    found = [glyphs[-1]]
    for glyph in reversed(glyphs[:-1]):
        if found[-1].start - glyph.end > _GAP * glyph.size:
            break
        found.append(glyph)
    return found[::-1]


def take_struck(content: PageContent) -> list[str]:
    """Take text with a line through it off the page, and those lines, and return the text."""
    lines = _printed_lines(glyph for glyph in content.glyphs if not glyph.angle)
    if not lines:
        return []
    largest = max(glyph.size for glyph in content.glyphs)
    struck: dict[int, list[tuple[int, int]]] = defaultdict(list)
    kept: list[Rule] = []
    for rule in content.rules:
        found = None
        if rule.is_horizontal:
            for line in _below(lines, rule.at, rule.at + _MIDDLE_HIGH * largest):
                found = _struck_by(rule, line)
                if found:
                    struck[id(line)].append(found)
                    break
        if found is None:
            kept.append(rule)
    if not struck:
        return []
    content.rules = kept
    runs = [run for line in lines if id(line) in struck for run in _covered(line, struck[id(line)])]
    gone = {id(glyph) for run in runs for glyph in run}
    content.glyphs = [glyph for glyph in content.glyphs if id(glyph) not in gone]
    return [text_of(run) for run in runs]


def _struck_by(rule: Rule, line: _Printed) -> tuple[int, int] | None:
    """From which to which character of a line a rule runs through the middle of them."""
    first = bisect_left(line.starts, rule.start - _ENDS_WITH * line.glyphs[0].size)
    last = bisect_left(line.starts, rule.end) - 1
    if not first <= last:
        return None
    for glyph in (line.glyphs[first], line.glyphs[last]):
        above = glyph.base - rule.at
        if not _MIDDLE_LOW * glyph.size <= above <= _MIDDLE_HIGH * glyph.size:
            return None
    begins, ends = line.glyphs[first], line.glyphs[last]
    if abs(begins.start - rule.start) > _ENDS_WITH * begins.size:
        return None
    return (first, last) if abs(ends.end - rule.end) <= _ENDS_WITH * ends.size else None


def _covered(line: _Printed, ranges: Sequence[tuple[int, int]]) -> Iterator[list[Glyph]]:
    """The characters in any of the ranges, those side by side together."""
    steps = [0] * (len(line.glyphs) + 1)
    for first, last in ranges:
        steps[first] += 1
        steps[last + 1] -= 1
    before: Glyph | None = None
    run: list[Glyph] = []
    for glyph, depth in zip(line.glyphs, accumulate(steps), strict=False):
        if depth:
            run.append(glyph)
            continue
        if run:
            _close_gap(before, run)
            yield run
            run = []
        before = glyph
    if run:
        yield run


def _close_gap(before: Glyph | None, run: Sequence[Glyph]) -> None:
    """Let the character before reach over struck-out text that it stands right at."""
    if before is not None and run[0].start - before.end <= _GAP * before.size:
        before.end = run[-1].end
