"""Page numbers (页码) that stand bare between the rows of an undelimited list, or inside a cut row.

A figure alone on its line may be a page's number, a row's serial or a piece of a cell; the rows
around it tell. It is a page's number where it rises by one from page to page and the rows number
on over it; where a row reads with it and without it, and nothing tells which, both are given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from extractors.lists.deal import DealtRow, WordLine
from extractors.words.numerals import parse_serial
from extractors.words.page_marks import RULE, number_in_mark


class Deal(Protocol):
    """Lines dealt to rows; ``strictly`` takes no malformed code and no word that is new."""

    def __call__(self, lines: Sequence[WordLine], *, strictly: bool = False) -> list[DealtRow]:
        """The rows that the lines are."""


# 12, - 12 -, or words that each page prints before its number
_FIGURE = re.compile(rf"(?P<words>[^\W\d]{{4,40}}(?={RULE}))?{RULE}*(?P<number>\d{{1,4}}){RULE}*")


def deal_over_pages(
    lines: Sequence[WordLine], deal: Deal, serial: int | None
) -> tuple[list[DealtRow], list[int]]:
    """The lines dealt to rows, and the indexes of the lines that are page numbers and no row's.

    ``serial`` is the place of the serial in a reading, None where the list has none.
    """
    dealt = deal(lines)
    by_index = {line.index: line for line in lines}
    numbers: list[int] = []
    needless = _needless(dealt, by_index, deal)
    if needless and serial is not None:
        chain = _rising(needless)
        left = _less(lines, chain)
        rows, of_left = _Rows(deal(left)), {line.index: line for line in left}
        chain = [line for line in chain if not _may_end_row(line, rows, of_left, deal)]
        without = deal(_less(lines, chain))
        if _proven(chain, dealt, _Rows(without), serial):
            numbers, dealt = [line.index for line in chain], without
    feet = [
        by_index[row.lines[-1]]
        for row in dealt
        if not row.readings
        and _is_foot(by_index[row.lines[-1]].text, below_all=row is dealt[-1])
        and (len(row.lines) == 1 or _readings_less(row, row.lines[-1], by_index, deal))
    ]
    if feet:
        numbers += [line.index for line in feet]
        dealt = deal(_less(lines, [by_index[index] for index in numbers]))
    gone = set(numbers)
    doubtful = {line.index for line in needless} - gone
    return _with_doubts(dealt, doubtful, by_index, deal), numbers


def _is_foot(text: str, *, below_all: bool) -> bool:
    """Whether a line that its row does not read with is a page's number: -5-; 5 below all rows."""
    return number_in_mark(text) is not None or (below_all and parse_serial(text) is not None)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Dealt rows from top to bottom, and which of them stand around a line."""

    rows: Sequence[DealtRow]
    firsts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "firsts", [row.lines[0] for row in self.rows])

    def above(self, line: WordLine) -> DealtRow | None:
        """The row that begins above the line, nearest to it."""
        place = bisect_left(self.firsts, line.index)
        return self.rows[place - 1] if place else None

    def below(self, line: WordLine) -> DealtRow | None:
        """The row that begins below the line, nearest to it."""
        place = bisect_right(self.firsts, line.index)
        return self.rows[place] if place < len(self.rows) else None


def _needless(
    dealt: Sequence[DealtRow], by_index: Mapping[int, WordLine], deal: Deal
) -> list[WordLine]:
    """The figures alone on their lines that no row needs: it does not read, or without it too."""
    found: list[WordLine] = []
    for row in dealt:
        for place, index in enumerate(row.lines):
            if not _FIGURE.fullmatch(by_index[index].text.strip()):
                continue
            # a row that reads has its serial in its first line
            if row.reading is None or (place and _readings_less(row, index, by_index, deal)):
                found.append(by_index[index])
    return found


def _readings_less(
    row: DealtRow, figure: int, by_index: Mapping[int, WordLine], deal: Deal
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The readings of a row without one of its lines, as well-formed as its own; or none."""
    own = [by_index[index] for index in row.lines]
    well_formed = any(each.reading == row.reading for each in deal(own, strictly=True))
    rows = deal(_less(own, [by_index[figure]]), strictly=well_formed)
    return rows[0].readings if len(rows) == 1 else ()


def _less(lines: Sequence[WordLine], without: Sequence[WordLine]) -> list[WordLine]:
    """The lines without some; the line below one that began a page begins it then."""
    gone = {line.index for line in without}
    left: list[WordLine] = []
    starts_page = False
    for line in lines:
        if line.index in gone:
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
    ends: dict[tuple[str, int], _Link] = {}
    alike: dict[tuple[str, int], list[WordLine]] = {}
    for line in figures:
        words, number = _figure(line)
        link = _Link(line, ends.get((words, number - 1)))
        known = ends.get((words, number))
        if known is None or link.length > known.length:
            ends[words, number] = link
        alike.setdefault((words, number), []).append(line)
    longest = max(ends.values(), key=lambda link: link.length).lines()
    return [
        line
        for line, above, below in zip(longest, [None, *longest], [*longest[1:], None], strict=False)
        if not any(
            other is not line
            and (above is None or above.index < other.index)
            and (below is None or other.index < below.index)
            for other in alike[_figure(line)]
        )
    ]


@dataclass(slots=True)
class _Link:
    """A figure at the end of a run of figures that rise by one."""

    line: WordLine
    before: _Link | None
    length: int = field(init=False)

    def __post_init__(self) -> None:
        self.length = 1 + (self.before.length if self.before else 0)

    def lines(self) -> list[WordLine]:
        """The run from its first figure on."""
        found: list[WordLine] = []
        link: _Link | None = self
        while link is not None:
            found.append(link.line)
            link = link.before
        return found[::-1]


def _proven(
    chain: Sequence[WordLine], before: Sequence[DealtRow], after: _Rows, serial: int
) -> bool:
    """Whether rows read and number on without the figures, and no figure can begin a serial."""
    if sum(row.reading is not None for row in after.rows) < sum(
        row.reading is not None for row in before
    ):
        return False
    firm = 0
    for line in chain:
        above, below = after.above(line), after.below(line)
        over, under = _serial(above, serial), _serial(below, serial)
        if above is None or over is None or under is None or above.lines[-1] > line.index:
            continue
        words, number = _figure(line)
        if not words and int(f"{number}{under}") == over + 1:
            return False
        firm += under == over + 1
    return firm >= 2 and 2 * firm >= len(chain)


def _may_end_row(
    figure: WordLine, rows: _Rows, by_index: Mapping[int, WordLine], deal: Deal
) -> bool:
    """Whether the row above a figure, or around it, is malformed without it: it may miss it."""
    above = rows.above(figure)
    if above is None or above.reading is None:
        return False
    own = [by_index[index] for index in above.lines]
    return all(row.reading != above.reading for row in deal(own, strictly=True))


def _serial(row: DealtRow | None, place: int) -> int | None:
    reading = row.reading if row else None
    return parse_serial("".join(reading[place])) if reading else None


def _with_doubts(
    dealt: Sequence[DealtRow],
    doubtful: Collection[int],
    by_index: Mapping[int, WordLine],
    deal: Deal,
) -> list[DealtRow]:
    """The rows, with both readings where one reads with a figure alone on its line and without."""
    rows: list[DealtRow] = []
    for row in dealt:
        others = [
            other
            for index in (row.lines if row.reading is not None else ())
            if index in doubtful
            for other in _readings_less(row, index, by_index, deal)
        ]
        rows.append(replace(row, readings=(*row.readings, *others)) if others else row)
    return rows
