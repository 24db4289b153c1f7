"""Ruled tables: the printed lines of a page make grids, and missing lines make merged cells.

A table whose outer lines are not drawn, as happens at page ends, keeps its outer rows and columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from extractors.document import Cell
from extractors.readers.limits import Limits
from extractors.readers.pdf.bands import bridges
from extractors.readers.pdf.cells import CellContent, PrintedRow
from extractors.readers.pdf.lines import lines_of
from extractors.readers.pdf.open import too_big
from extractors.readers.pdf.page import Box, Glyph, Mark, PageContent, Rule, Surface
from extractors.readers.pdf.spans import Span, spans_between
from extractors.readers.pdf.tolerances import (
    CLEARLY_NEARER,
    DOUBLE_RULE,
    GAP_LATIN,
    IN_CELL,
    MIDDLE,
    SHORTEST,
    STICKS_OUT,
    TOUCH,
)


class RuledTable:
    """One ruled table of a page, to be filled with characters.

    ``xs`` and ``ys`` are where its columns and rows begin and end; ``at[row][column]`` is the
    number of the span there, and ``contents`` holds what stands in each span.
    """

    def __init__(self, xs: list[float], ys: list[float], rules: Sequence[Rule]) -> None:
        """The table of sorted positions and the rules drawn on it."""
        self.xs, self.ys = xs, ys
        self.box = Box(xs[0], ys[0], xs[-1], ys[-1])
        self.spans, self.at = spans_between(xs, ys, rules)
        self.contents = [CellContent() for _ in self.spans]

    def span_at(self, x: float, y: float) -> int:
        """The number of the span that a point in the table's box lies in."""
        return self.at[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]

    def has_border(self, x: float) -> bool:
        """Whether a column begins or ends about there."""
        place = bisect_left(self.xs, x)
        return any(abs(edge - x) <= TOUCH for edge in self.xs[max(0, place - 1) : place + 1])

    def spans_of(self, mark: Mark, middle: int) -> Collection[int]:
        """The spans in which something drawn stands; ``middle`` is the one that its middle is in.

        It stands there where it lies within the borders. A picture or an annotation over borders
        stands in each span whose middle it covers, unless text printed on it makes it a ground.
        """
        span, box = self.spans[middle], mark.box
        if (
            self.xs[span.column] - IN_CELL <= box.x0
            and box.x1 <= self.xs[span.last_column + 1] + IN_CELL
            and self.ys[span.row] - IN_CELL <= box.top
            and box.bottom <= self.ys[span.last_row + 1] + IN_CELL
        ):
            return {middle}
        if mark.kind == "drawing":
            return ()
        over = {
            number
            for row in self.at[_first(self.ys, box.top) : bisect_left(self.ys, box.bottom)]
            for number in row[_first(self.xs, box.x0) : bisect_left(self.xs, box.x1)]
        }
        on_it = (glyph for each in over for glyph in self.contents[each].glyphs)
        if any(glyph.run > mark.run and box.holds(glyph.x, glyph.y) for glyph in on_it):
            return ()
        return {each for each in over if box.holds(*self._middle(self.spans[each]))} or {middle}

    def _middle(self, span: Span) -> tuple[float, float]:
        xs, ys = self.xs, self.ys
        return (
            (xs[span.column] + xs[span.last_column + 1]) / 2,
            (ys[span.row] + ys[span.last_row + 1]) / 2,
        )

    def rows(self) -> list[PrintedRow]:
        """The cells of each row with their text; a merged cell's text stands in its first row."""
        rows = []
        for row, numbers in enumerate(self.at):
            band = Box(self.xs[0], self.ys[row], self.xs[-1], self.ys[row + 1])
            printed = PrintedRow((), band=band)
            begun = [n for n in dict.fromkeys(numbers) if self.spans[n].row == row]
            struck = [each for n in begun if (each := self.contents[n].is_struck()) is not None]
            printed.struck = len(struck) > 1 and all(struck)
            cells = []
            for column, number in enumerate(numbers):
                span = self.spans[number]
                if span.column != column:
                    continue
                width = span.last_column - column + 1
                if span.row < row:
                    cells.append(Cell("", width, merged_above=True))
                    continue
                text, unread = self.contents[number].read(printed, keep_struck=printed.struck)
                cells.append(Cell(text, width, unread=unread))
            printed.cells = tuple(cells)
            rows.append(printed)
        return rows


def _first(edges: Sequence[float], place: float) -> int:
    """The number of the row or column that a place lies in, or of the first one."""
    return max(0, bisect_right(edges, place) - 1)


def find_grids(content: PageContent, limits: Limits) -> list[RuledTable]:
    """The page's ruled tables of two cells or more, from top to bottom and left to right.

    Raises ReadError where lines or columns are more than a table has.
    """
    rules = _merged([*content.rules, *bridges(content)])
    if len(rules) * 10 > limits.pdf_page_rules:
        too_big(f"draws too many lines on page {content.number}", "pdf_page_rules")
    grids = []
    for group in _touching(rules):
        grid = _grid(group, content, limits)
        if grid is not None and len(grid.spans) > 1:
            grids.append(grid)
    return in_reading_order(grids)


def in_reading_order(grids: Iterable[RuledTable]) -> list[RuledTable]:
    """Grids from top to bottom, those side by side from left to right."""
    bands: list[list[RuledTable]] = []
    for grid in sorted(grids, key=lambda grid: grid.box.top):
        if bands and grid.box.top < min(other.box.bottom for other in bands[-1]) - TOUCH:
            bands[-1].append(grid)
        else:
            bands.append([grid])
    return [grid for band in bands for grid in sorted(band, key=lambda grid: grid.box.x0)]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules of one height or place as one, those that touch end to end joined."""
    found: list[Rule] = []
    for is_horizontal in (False, True):
        level = sorted(
            (rule for rule in rules if rule.is_horizontal == is_horizontal),
            key=lambda rule: rule.at,
        )
        group: list[Rule] = []
        for rule in level:
            if group and rule.at > group[-1].at + TOUCH:
                found += _joined(group)
                group = []
            group.append(rule)
        found += _joined(group)
    return [rule for rule in found if rule.end - rule.start >= SHORTEST]


def _joined(group: Sequence[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    if not group:
        return joined
    at = sum(rule.at for rule in group) / len(group)
    for rule in sorted(group, key=lambda rule: rule.start):
        last = joined[-1] if joined else None
        if last is not None and rule.start <= last.end + TOUCH:
            joined[-1] = last._replace(end=max(last.end, rule.end))
        else:
            joined.append(rule._replace(at=at))
    return joined


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that cross or touch one another."""
    across = sorted((rule for rule in rules if rule.is_horizontal), key=lambda rule: rule.at)
    down = [rule for rule in rules if not rule.is_horizontal]
    heights = [rule.at for rule in across]
    leader = list(range(len(across) + len(down)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for number, rule in enumerate(down, start=len(across)):
        first = bisect_left(heights, rule.start - TOUCH)
        for other in range(first, bisect_right(heights, rule.end + TOUCH)):
            if across[other].start - TOUCH <= rule.at <= across[other].end + TOUCH:
                leader[find(other)] = find(number)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate([*across, *down]):
        groups.setdefault(find(index), []).append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule], content: PageContent, limits: Limits) -> RuledTable | None:
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    if len(down) > 2:
        down = _without_crossed(down, content)
        rules = [*across, *down]
    if not across or not down or len(rules) < 4:
        return None
    box = Box(
        min(down[0].at, *(rule.start for rule in across)),
        min(across[0].at, *(rule.start for rule in down)),
        max(down[0].at, *(rule.end for rule in across)),
        max(across[0].at, *(rule.end for rule in down)),
    )
    inside = [glyph for glyph in content.glyphs if box.holds(glyph.x, glyph.y)]
    xs = _positions([rule.at for rule in down], box.x0, box.x1, sorted(glyph.x for glyph in inside))
    ys = _positions(
        [rule.at for rule in across], box.top, box.bottom, sorted(glyph.y for glyph in inside)
    )
    if len(xs) < 2 or len(ys) < 2:
        return None
    if len(xs) == 2 and any(_is_band(surface, box) for surface in content.surfaces):
        # bands of color across the page; what parts their columns is white space
        return None
    added = _between_serials(xs, ys, inside)
    if added:
        ys = sorted({*ys, *added})
        rules = [*rules, *(Rule(True, at, xs[0], xs[-1]) for at in added)]
    if len(xs) - 1 > limits.table_columns or len(xs) * len(ys) > limits.pdf_page_rules:
        too_big(f"draws a table of too many cells on page {content.number}", "table_columns")
    return RuledTable(xs, ys, rules)


def _without_crossed(down: Sequence[Rule], content: PageContent) -> list[Rule]:
    """Vertical rules but those that cut words in two and head no words: they part no columns."""
    crossings: dict[Rule, set[float]] = {}
    begun: Counter[Rule] = Counter()
    at = [rule.at for rule in down]
    before: Glyph | None = None
    for glyph in content.glyphs:
        place = bisect_right(at, glyph.x) - 1
        rule = down[place] if place >= 0 else None
        if rule is not None and rule.start <= glyph.y <= rule.end:
            if before is None or not _goes_on(before, glyph):
                begun[rule] += 1
            elif before.x < rule.at:
                crossings.setdefault(rule, set()).add(glyph.base)
        before = glyph
    return [
        rule
        for rule in down
        if len(crossings.get(rule, ())) < 2 or begun[rule] >= len(crossings[rule])
    ]


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    return before.run == glyph.run and abs(glyph.start - before.end) < GAP_LATIN * glyph.size


def _is_band(surface: Surface, box: Box) -> bool:
    return (
        abs(surface.box.x0 - box.x0) <= TOUCH
        and abs(surface.box.x1 - box.x1) <= TOUCH
        and surface.box.top >= box.top - TOUCH
        and surface.box.bottom <= box.bottom + TOUCH
    )


def _between_serials(
    xs: Sequence[float], ys: Sequence[float], inside: Sequence[Glyph]
) -> list[float]:
    """Where rows part in a table without rules between them: its first column counts them.

    Only where every other line stands on the baseline of a serial, or clearly nearer to one.
    """
    first = sorted(
        (glyph for glyph in inside if glyph.x < xs[1] and not glyph.text.isspace()),
        key=lambda glyph: glyph.base,
    )
    added: list[float] = []
    for top, bottom in pairwise(ys):
        lines = lines_of([glyph for glyph in first if top <= glyph.y < bottom])
        if len(lines) < 2 or not all(line.text.isdecimal() for line in lines):
            continue
        serials = [int(line.text) for line in lines]
        if any(b - a != 1 for a, b in pairwise(serials)):
            continue
        anchors = [line.base for line in lines]
        others = {g.base: g.size for g in inside if top <= g.y < bottom and g.x >= xs[1]}
        if all(_is_clear(base, size, anchors) for base, size in others.items()):
            size = lines[0].size
            added += [(a + b) / 2 - MIDDLE * size for a, b in pairwise(anchors)]
    return added


def _is_clear(base: float, size: float, anchors: Sequence[float]) -> bool:
    distances = sorted(abs(base - anchor) for anchor in anchors)
    return distances[1] - distances[0] >= CLEARLY_NEARER * size


def _positions(
    rules: Sequence[float], start: float, end: float, middles: Sequence[float]
) -> list[float]:
    """Where rows or columns begin and end.

    Two rules close together with nothing between are one, drawn double. Rules that cross
    stick out beyond the outermost where the outer line is not drawn: text there is in the table.
    """

    def printed(low: float, high: float) -> bool:
        return bisect_left(middles, low) < bisect_left(middles, high)

    found: list[float] = []
    for at in sorted(set(rules)):
        if found and at - found[-1] < DOUBLE_RULE and not printed(found[-1], at):
            continue
        found.append(at)
    if found[0] - start > STICKS_OUT and printed(start, found[0]):
        found.insert(0, start)
    if end - found[-1] > STICKS_OUT and printed(found[-1], end):
        found.append(end)
    return found
