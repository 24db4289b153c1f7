"""The cells of a ruled table: places of its grid that no rule parts are one merged cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.pdf.page import Rule


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a grid: from which to which row and column, both counted from 0 and included."""

    row: int
    column: int
    last_row: int
    last_column: int


def spans_between(
    xs: Sequence[float], ys: Sequence[float], rules: Sequence[Rule]
) -> tuple[list[Span], list[list[int]]]:
    """The grid's cells, merged where no rule parts them, and which of them is where."""
    columns, rows = len(xs) - 1, len(ys) - 1
    wall_left = [[False] * (columns + 1) for _ in range(rows)]
    wall_above = [[False] * columns for _ in range(rows + 1)]
    mid_xs = [(a + b) / 2 for a, b in pairwise(xs)]
    mid_ys = [(a + b) / 2 for a, b in pairwise(ys)]
    for rule in rules:
        places, middles = (ys, mid_xs) if rule.is_horizontal else (xs, mid_ys)
        index = min(
            range(
                max(0, bisect_left(places, rule.at) - 1),
                min(len(places), bisect_left(places, rule.at) + 1),
            ),
            key=lambda i: abs(places[i] - rule.at),
        )
        for other in range(bisect_left(middles, rule.start), bisect_right(middles, rule.end)):
            if rule.is_horizontal:
                wall_above[index][other] = True
            else:
                wall_left[other][index] = True
    at = [[-1] * columns for _ in range(rows)]
    spans: list[Span] = []
    for row in range(rows):
        for column in range(columns):
            if at[row][column] < 0:
                if wall_left[row][column + 1] and wall_above[row + 1][column]:
                    # it cannot reach to the left or up: there it would be taken already
                    at[row][column] = len(spans)
                    spans.append(Span(row, column, row, column))
                    continue
                region = _region(row, column, wall_left, wall_above, at)
                for span in _rectangles(region):
                    for r in range(span.row, span.last_row + 1):
                        for c in range(span.column, span.last_column + 1):
                            at[r][c] = len(spans)
                    spans.append(span)
    return spans, at


def _region(
    row: int,
    column: int,
    wall_left: Sequence[Sequence[bool]],
    wall_above: Sequence[Sequence[bool]],
    at: Sequence[Sequence[int]],
) -> set[tuple[int, int]]:
    """The places that no rule parts from the place given."""
    rows, columns = len(at), len(at[0])
    region = {(row, column)}
    open_places = [(row, column)]
    while open_places:
        r, c = open_places.pop()
        neighbors = (
            (r, c - 1, wall_left[r][c]),
            (r, c + 1, wall_left[r][c + 1]),
            (r - 1, c, wall_above[r][c]),
            (r + 1, c, wall_above[r + 1][c]),
        )
        for r2, c2, walled in neighbors:
            if not walled and 0 <= r2 < rows and 0 <= c2 < columns and (r2, c2) not in region:
                region.add((r2, c2))
                open_places.append((r2, c2))
    return region


def _rectangles(region: set[tuple[int, int]]) -> list[Span]:
    """The region as one cell where it is a rectangle, else each of its row's runs as a cell."""
    rows = [row for row, _ in region]
    columns = [column for _, column in region]
    whole = Span(min(rows), min(columns), max(rows), max(columns))
    area = (whole.last_row - whole.row + 1) * (whole.last_column - whole.column + 1)
    if area == len(region):
        return [whole]
    runs: list[Span] = []
    for row, column in sorted(region):
        if runs and runs[-1].row == row and runs[-1].last_column == column - 1:
            runs[-1] = Span(row, runs[-1].column, row, column)
        else:
            runs.append(Span(row, column, row, column))
    return runs
