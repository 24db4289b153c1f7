"""Tables without vertical lines: columns that the words of several lines make by standing in line.

Nothing here guesses. Where a word stands under two columns, or a wrapped line could belong to the
row above as well as to the one below, the lines stay lines and no table is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.readers.pdf.lines import TextLine, TextWord
from extractors.readers.pdf.page import Box
from extractors.readers.pdf.tolerances import (
    ASCENT,
    CLEARLY_MORE,
    CLEARLY_NEARER,
    COLUMN_GAP,
    COLUMNS,
    DESCENT,
    LINES,
    LONGEST_GAP,
    SAME_HEIGHT,
)


@dataclass(slots=True)
class Columns:
    """From where to where each column's words reach, left to right."""

    starts: list[float]
    ends: list[float]

    def place(self, segments: Sequence[TextWord], size: float) -> dict[int, TextWord] | None:
        """The segment of each column, or None where one stands under two columns or none.

        Columns grow to hold what was placed.
        """
        placed: dict[int, TextWord] = {}
        for segment in segments:
            under = [
                column
                for column, (start, end) in enumerate(zip(self.starts, self.ends, strict=True))
                if segment.x0 < end and segment.x1 > start
            ]
            if len(under) != 1 or under[0] in placed:
                return None
            placed[under[0]] = segment
        starts, ends = list(self.starts), list(self.ends)
        for column, segment in placed.items():
            starts[column] = min(starts[column], segment.x0)
            ends[column] = max(ends[column], segment.x1)
        if any(b - a < COLUMN_GAP / 2 * size for a, b in zip(ends, starts[1:], strict=False)):
            return None
        self.starts, self.ends = starts, ends
        return placed


@dataclass(slots=True)
class AlignedTable:
    """A table of lines ``first`` to ``last`` (included); ``rows`` hold a text for each column.

    ``bands`` are where the rows stand.
    """

    first: int
    last: int
    rows: list[list[str]]
    columns: Columns
    bands: list[Box]


@dataclass(slots=True)
class _TableLine:
    base: float
    size: float
    cells: dict[int, TextWord] = field(default_factory=dict)

    @property
    def begins(self) -> bool:
        return 0 in self.cells


def find_aligned(
    lines: Sequence[TextLine], separators: Sequence[float], carried: Columns | None
) -> list[AlignedTable]:
    """The tables among a page's lines (top to bottom) whose columns and rows are certain.

    ``separators`` are the heights of horizontal rules, which part rows; ``carried`` the columns
    of a table that reached the end of the page before, for a page without the header.
    """
    found: list[AlignedTable] = []
    index = 0
    while index < len(lines):
        table, index = _table_at(lines, index, separators, carried if index == 0 else None)
        if table is not None:
            found.append(table)
    return found


def _table_at(
    lines: Sequence[TextLine], first: int, separators: Sequence[float], carried: Columns | None
) -> tuple[AlignedTable | None, int]:
    """The table that begins at a line, if one does, and the line to look at next."""
    segments = _segments(lines[first])
    columns: Columns | None = None
    if carried is not None:
        columns = Columns(list(carried.starts), list(carried.ends))
    elif len(segments) >= COLUMNS:
        columns = Columns([word.x0 for word in segments], [word.x1 for word in segments])
    if columns is None:
        return None, first + 1
    printed: list[_TableLine] = []
    for index in range(first, len(lines)):
        line = lines[index]
        if printed and line.base - printed[-1].base > LONGEST_GAP * line.size:
            break
        placed = columns.place(_segments(line), line.size)
        if placed is None:
            break
        printed.append(_TableLine(line.base, line.size, placed))
    while printed and len(printed[-1].cells) == 1 and printed[-1].begins:
        # a lone word under the first column is the beginning of what follows the table
        printed.pop()
    if sum(len(line.cells) >= COLUMNS for line in printed) < (1 if carried else LINES):
        return None, first + 1
    last = first + len(printed) - 1
    rows = _rows(printed, separators)
    if rows is None:
        # what is uncertain as a whole is not read in part
        return None, last + 1
    texts = [
        [
            "\n".join(line.cells[column].text for line in row if column in line.cells)
            for column in range(len(columns.starts))
        ]
        for row in rows
    ]
    bands = [_band(row) for row in rows]
    return AlignedTable(first, last, texts, columns, bands), last + 1


def _band(row: Sequence[_TableLine]) -> Box:
    words = [word for line in row for word in line.cells.values()]
    return Box(
        min(word.x0 for word in words),
        row[0].base - ASCENT * row[0].size,
        max(word.x1 for word in words),
        row[-1].base + DESCENT * row[-1].size,
    )


def _segments(line: TextLine) -> list[TextWord]:
    """The line's words, those that stand closer than columns do taken together."""
    segments: list[TextWord] = []
    for word in line.words:
        if segments and word.x0 - segments[-1].x1 < COLUMN_GAP * line.size:
            before = segments.pop()
            segments.append(TextWord(before.x0, word.x1, f"{before.text} {word.text}"))
        else:
            segments.append(word)
    return segments


def _rows(printed: list[_TableLine], separators: Sequence[float]) -> list[list[_TableLine]] | None:
    rows: list[list[_TableLine]] = []
    bands: dict[int, list[_TableLine]] = {}
    for line in printed:
        bands.setdefault(sum(at < line.base for at in separators), []).append(line)
    for band in bands.values():
        starts = sum(line.begins for line in band)
        ruled = len(bands) > 1 and starts <= 1
        read = [band] if ruled or len(band) == 1 else _unruled_rows(band)
        if read is None:
            return None
        rows += read
    return rows


def _unruled_rows(band: list[_TableLine]) -> list[list[_TableLine]] | None:
    if all(line.begins for line in band):
        return [[line] for line in band]
    below = _continued_below(band)
    around = _centered(band)
    if below is not None and around is not None and below != around:
        return None
    return below if below is not None else around


def _continued_below(band: list[_TableLine]) -> list[list[_TableLine]] | None:
    """Rows whose wrapped lines follow their first line, closer than the next row does."""
    if not band[0].begins:
        return None
    rows: list[list[_TableLine]] = []
    for line in band:
        if line.begins:
            rows.append([line])
        else:
            rows[-1].append(line)
    for row, following in pairwise(rows):
        inside = max((b.base - a.base for a, b in pairwise(row)), default=0.0)
        if following[0].base - row[-1].base < CLEARLY_MORE * inside:
            return None
    return rows


def _centered(band: list[_TableLine]) -> list[list[_TableLine]] | None:
    """Rows whose wrapped lines stand evenly above and below the line that holds the first cell."""
    anchors = [line for line in band if line.begins]
    rows: list[list[_TableLine]] = [[] for _ in anchors]
    for line in band:
        distances = sorted(
            (abs(line.base - anchor.base), number) for number, anchor in enumerate(anchors)
        )
        if not distances:
            return None
        if len(distances) > 1 and distances[1][0] - distances[0][0] < CLEARLY_NEARER * line.size:
            return None
        rows[distances[0][1]].append(line)
    for anchor, row in zip(anchors, rows, strict=True):
        for column in {column for line in row for column in line.cells}:
            bases = [line.base for line in row if column in line.cells]
            if abs(sum(bases) / len(bases) - anchor.base) > SAME_HEIGHT * anchor.size:
                return None
    return rows
