"""Page numbers (页码) that stand bare between the rows of an undelimited list, or inside a cut row.

A figure alone on its line may be a page's number, a row's serial or a piece of a cell; the rows
around it tell. It is a page's number where it rises by one from page to page and the rows number
on over it; where a row reads with it and without it, and nothing tells which, both are given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from extractors import values
from extractors.tables import DealtRow, WordLine


class Deal(Protocol):
    """Lines dealt to rows; ``strictly`` takes no malformed code and no word that is new."""

    def __call__(self, lines: Sequence[WordLine], *, strictly: bool = False) -> list[DealtRow]:
        """The rows that the lines are."""


# 12, - 12 -, or words that each page prints before its number
_FIGURE = re.compile(
    r"(?P<words>[^\W\d]{4,40}(?=[\s—–―－\-·]))?[\s—–―－\-·]*(?P<number>\d{1,4})[\s—–―－\-·]*"
)


def deal_over_pages(
    lines: Sequence[WordLine], deal: Deal, serial: int | None
) -> tuple[list[DealtRow], list[int]]:
    """The lines dealt to rows, and the indexes of the lines that are page numbers and no row's.

    ``serial`` is the place of the serial in a reading, None where the list has none.
    """
    dealt = deal(lines)
    numbers: list[WordLine] = []
    needless = _needless(dealt, lines, deal)
    if needless and serial is not None:
        chain = _rising(needless)
        left = _less(lines, chain)
        rows = deal(left)
        chain = [line for line in chain if not _may_end_row(line, rows, left, deal)]
        without = deal(_less(lines, chain))
        if _proven(chain, dealt, without, serial):
            numbers, dealt = chain, without
    left = _less(lines, numbers)
    last = left[-1] if left else None
    if last and not dealt[-1].readings and values.parse_serial(last.text) is not None:
        without = deal(left[:-1])
        if without and without[-1].readings:
            numbers, dealt = [*numbers, last], without  # below the last row
    doubtful = [line for line in needless if line not in numbers]
    return _with_doubts(dealt, doubtful, lines, deal), [line.index for line in numbers]


def _needless(dealt: Sequence[DealtRow], lines: Sequence[WordLine], deal: Deal) -> list[WordLine]:
    """The figures alone on their lines that no row needs: it does not read, or without it too."""
    figures = {line.index: line for line in lines if _FIGURE.fullmatch(line.text.strip())}
    found: list[WordLine] = []
    for row in dealt:
        for place, index in enumerate(row.lines):
            if index not in figures:
                continue
            # a row that reads has its serial in its first line
            if row.reading is None or (place and _readings_less(row, figures[index], lines, deal)):
                found.append(figures[index])
    return found


def _readings_less(
    row: DealtRow, figure: WordLine, lines: Sequence[WordLine], deal: Deal
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The readings of a row without one of its lines, as well-formed as its own; or none."""
    own = [line for line in lines if line.index in row.lines]
    well_formed = any(each.reading == row.reading for each in deal(own, strictly=True))
    rows = deal(_less(own, [figure]), strictly=well_formed)
    return rows[0].readings if len(rows) == 1 else ()


def _less(lines: Sequence[WordLine], without: Collection[WordLine]) -> list[WordLine]:
    """The lines without some; the line below one that began a page begins it then."""
    left: list[WordLine] = []
    starts_page = False
    for line in lines:
        if line in without:
            starts_page = starts_page or line.starts_page
            continue
        left.append(replace(line, starts_page=line.starts_page or starts_page))
        starts_page = False
    return left


def _figure(line: WordLine) -> tuple[str, int]:
    """The words before a page's number, if any, and the number."""
    match = _FIGURE.fullmatch(line.text.strip())
    return (match["words"] or "", int(match["number"])) if match else ("", -1)


def _rising(figures: Sequence[WordLine]) -> list[WordLine]:
    """The longest run of figures that rise by one, without those that another could stand for."""
    chains: dict[tuple[str, int], list[WordLine]] = {}
    for line in figures:
        words, number = _figure(line)
        chain = [*chains.get((words, number - 1), ()), line]
        if len(chain) > len(chains.get((words, number), ())):
            chains[words, number] = chain
    longest = max(chains.values(), key=len)
    return [
        line
        for line, above, below in zip(longest, [None, *longest], [*longest[1:], None], strict=False)
        if not any(
            other is not line
            and _figure(other) == _figure(line)
            and (above is None or above.index < other.index)
            and (below is None or other.index < below.index)
            for other in figures
        )
    ]


def _proven(
    chain: Sequence[WordLine],
    before: Sequence[DealtRow],
    after: Sequence[DealtRow],
    serial: int,
) -> bool:
    """Whether rows read and number on without the figures, and no figure can begin a serial."""
    if sum(row.reading is not None for row in after) < sum(
        row.reading is not None for row in before
    ):
        return False
    firm = 0
    for line in chain:
        above = [row for row in after if row.lines[0] < line.index][-1:]
        below = [row for row in after if row.lines[0] > line.index][:1]
        over, under = _serial(above, serial), _serial(below, serial)
        if over is None or under is None or above[0].lines[-1] > line.index:
            continue
        words, number = _figure(line)
        if not words and int(f"{number}{under}") == over + 1:
            return False
        firm += under == over + 1
    return firm >= 2 and 2 * firm >= len(chain)


def _may_end_row(
    figure: WordLine, rows: Sequence[DealtRow], lines: Sequence[WordLine], deal: Deal
) -> bool:
    """Whether the row above a figure, or around it, is malformed without it: it may miss it."""
    above = [row for row in rows if row.lines[0] < figure.index][-1:]
    if not above or above[0].reading is None:
        return False
    own = [line for line in lines if line.index in above[0].lines]
    return all(row.reading != above[0].reading for row in deal(own, strictly=True))


def _serial(rows: Sequence[DealtRow], place: int) -> int | None:
    reading = rows[0].reading if rows else None
    return values.parse_serial("".join(reading[place])) if reading else None


def _with_doubts(
    dealt: Sequence[DealtRow],
    doubtful: Sequence[WordLine],
    lines: Sequence[WordLine],
    deal: Deal,
) -> list[DealtRow]:
    """The rows, with both readings where one reads with a figure alone on its line and without."""
    rows: list[DealtRow] = []
    for row in dealt:
        others = [
            other
            for line in doubtful
            if row.reading is not None and line.index in row.lines
            for other in _readings_less(row, line, lines, deal)
        ]
        rows.append(replace(row, readings=(*row.readings, *others)) if others else row)
    return rows
