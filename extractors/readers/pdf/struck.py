"""Text that is struck out (删除线), however it is drawn: by a line, a cross, an annotation.

A page does not say which lines strike out, so they go by where they run: through the middle of
characters. Rules of tables and underlines do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.readers.pdf.page import Glyph, Mark, PageContent, Rule
from extractors.readers.pdf.tolerances import (
    BETWEEN_WORDS,
    CROSSES_MIDDLE,
    SIDE_BY_SIDE,
    STRIKE_ENDS,
    STRIKE_HIGH,
    STRIKE_LOW,
    TOUCH,
)

_NEAR_LINES = 20


class _Baselines:
    """The characters of a page read in one direction, by the baseline they stand on."""

    def __init__(self, content: PageContent, angle: int) -> None:
        by_base: dict[float, list[Glyph]] = defaultdict(list)
        exactly: dict[float, list[Glyph]] = {}
        for glyph in content.glyphs:
            if glyph.angle == angle and not glyph.text.isspace():
                if glyph.base not in exactly:
                    exactly[glyph.base] = by_base[round(glyph.base, 1)]
                exactly[glyph.base].append(glyph)
        self._by_base = by_base
        self._bases = sorted(by_base)
        self._sorted: set[float] = set()
        self.largest = max((glyph.size for each in by_base.values() for glyph in each), default=0.0)

    def __len__(self) -> int:
        return len(self._bases)

    def between(self, low: float, high: float) -> Iterator[list[Glyph]]:
        """The lines whose baselines lie between two heights, each from left to right."""
        first = bisect_left(self._bases, low)
        last = min(bisect_right(self._bases, high), first + _NEAR_LINES)
        for base in self._bases[first:last]:
            line = self._by_base[base]
            if base not in self._sorted:
                line.sort(key=lambda glyph: glyph.start)
                self._sorted.add(base)
            yield line


def mark_struck(content: PageContent) -> None:
    """Mark the characters with a line through them, and take those lines off the page."""
    lines = _Baselines(content, 0)
    _mark_by_rules(content, lines, 0)
    for angle in sorted({90, 270} & {glyph.angle for glyph in content.glyphs}):
        _mark_by_rules(content, _Baselines(content, angle), angle)
    for box in content.strikes:
        inside = [glyph for glyph in content.glyphs if box.holds(glyph.x, glyph.y)]
        _strike(inside)
    content.marks = [mark for mark in content.marks if not _crosses_out(mark, lines)]


def _mark_by_rules(content: PageContent, lines: _Baselines, angle: int) -> None:
    """Those that are read at an angle and that a rule runs through."""
    if not lines.largest:
        return
    rules = content.rules
    if angle:
        rules = [content.as_read_at(angle, rule) for rule in rules]
    hits: list[tuple[int, list[Glyph], bool]] = []
    for place, rule in enumerate(rules):
        if rule.is_horizontal:
            for line in lines.between(rule.at, rule.at + STRIKE_HIGH * lines.largest):
                glyphs = _run_through(rule, line)
                if glyphs:
                    hits.append((place, glyphs, _is_wall(rule, rules)))
                    break
    walls = {id(glyphs[0]) for _place, glyphs, is_wall in hits if is_wall}
    # rules that run through the text of most lines are those of a table whose text stands low
    all_low = 2 * len(walls) > len(lines)
    strikes: set[Rule] = set()
    for place, glyphs, is_wall in hits:
        if is_wall and (all_low or not _is_over_row(rules[place], glyphs, rules)):
            continue
        strikes.add(content.rules[place])
        _strike(glyphs)
    content.rules = [rule for rule in content.rules if rule not in strikes]


def _run_through(rule: Rule, line: Sequence[Glyph]) -> list[Glyph]:
    """The characters of a line whose middle a rule runs through, where it cuts no other."""
    reach = STRIKE_ENDS * line[0].size
    glyphs = [
        glyph
        for glyph in line
        if rule.start - reach <= (glyph.start + glyph.end) / 2 <= rule.end + reach
    ]
    for glyph in glyphs:
        if not STRIKE_LOW * glyph.size <= glyph.base - rule.at <= STRIKE_HIGH * glyph.size:
            return []
    if len(glyphs) == 1 and rule.end - rule.start < (glyphs[0].end - glyphs[0].start) / 2:
        return []
    return glyphs


def _is_wall(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether a level rule begins and ends on rules of a table."""
    ends = [
        any(
            abs(other.at - end) <= TOUCH and other.start - TOUCH <= rule.at <= other.end + TOUCH
            for other in rules
            if not other.is_horizontal
        )
        for end in (rule.start, rule.end)
    ]
    return all(ends)


def _is_over_row(rule: Rule, glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> bool:
    """Whether a rule from wall to wall strikes out a row, or one cell of it, and parts no rows."""
    words = 1 + sum(
        after.start - before.end > BETWEEN_WORDS * before.size for before, after in pairwise(glyphs)
    )
    goes_on = any(
        other.is_horizontal
        and other is not rule
        and abs(other.at - rule.at) <= 1
        and (abs(other.end - rule.start) <= TOUCH or abs(other.start - rule.end) <= TOUCH)
        for other in rules
    )
    return not goes_on if words == 1 else True


def _crosses_out(mark: Mark, lines: _Baselines) -> bool:
    """Whether a slanting stroke runs across a word, which it then strikes out."""
    if mark.line is None or mark.box.width <= 0:
        return False
    ax, ay, bx, by = mark.line
    low, high = mark.box.top, mark.box.bottom + lines.largest
    found = False
    for line in lines.between(low, high):
        for word in _words(line):
            middle_x = (word[0].start + word[-1].end) / 2
            middle_y = sum(glyph.y for glyph in word) / len(word)
            inside = mark.box.x0 <= word[0].x and word[-1].x <= mark.box.x1
            if not inside or bx == ax:
                continue
            at = ay + (by - ay) * (middle_x - ax) / (bx - ax)
            if abs(at - middle_y) <= CROSSES_MIDDLE * word[0].size:
                _strike(word)
                found = True
    return found


def _words(line: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    word: list[Glyph] = []
    for glyph in line:
        if word and glyph.start - word[-1].end > SIDE_BY_SIDE * glyph.size:
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _strike(glyphs: Sequence[Glyph]) -> None:
    for glyph in glyphs:
        glyph.is_struck = True
