"""Cells merged over rows of two pages, which a PDF shows as two cells, the second one blank."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Line, Row
from extractors.lists.read_row import LevelCell, ReadRow
from extractors.locate.found import FoundList
from extractors.words.text import squeeze

_Prices = dict[int, LevelCell]


@dataclass(frozen=True, slots=True)
class PageEnds:
    """The merged cells of a list: by flat line, the grid columns merged with the row above."""

    found: FoundList
    merged: dict[int, frozenset[int]]
    following: dict[int, int]

    @classmethod
    def of(
        cls,
        found: FoundList,
        lines: Sequence[Line],
        part: Sequence[int],
    ) -> PageEnds:
        """The merged cells of these flat lines."""
        merged = {
            index: _merged_places(line)
            for index in part
            if isinstance(line := lines[index], Row) and line.width == len(found.columns)
        }
        return cls(found, merged, dict(itertools.pairwise(part)))

    def carry_over(self, last: ReadRow, row: ReadRow) -> tuple[dict[int, str], set[int]]:
        """Fill the blank cells of a page's first row that go on with those of the page before.

        Gives the texts filled and the columns that are unclear, by place. Where cells may not be
        blank, a cell goes on with the merged one above. Where they may, it does if it is merged
        with the row below as well; merged on one page alone it is unclear, and so is a mark of
        demand (是否急需紧缺) below a mark wherever the list merges marks.
        """
        prices = (_prices(last), _prices(row))
        filled: dict[int, str] = {}
        unclear: set[int] = set()
        for place, column in enumerate(self.found.columns):
            name = column.own
            text, before = self._cell(last, place, prices[0])
            if name in ("label", "serial") or not text or self._cell(row, place, prices[1])[0]:
                continue
            if self.key(place) in row.unread:
                continue
            below = place in self.merged.get(self.following.get(row.lines[-1], -1), ())
            may_be_blank = column.may_be_blank
            if before and (below or not may_be_blank):
                self._fill(row, last, place, prices)
                filled[place] = text
            elif before or below or (name == "shortage" and self._merges(place)):
                unclear |= {place} if may_be_blank else set()
        return filled, unclear

    def key(self, place: int) -> str:
        """What a column is called among the unclear ones of a row: its field, else its heading."""
        column = self.found.columns[place]
        return column.own or squeeze(column.heading)

    def _merges(self, place: int) -> bool:
        return any(place in places for places in self.merged.values())

    def _cell(self, row: ReadRow, place: int, prices: _Prices) -> tuple[str, bool]:
        """The text of a row in a column, and whether it stands in a merged cell above."""
        name = self.found.columns[place].own
        priced = prices.get(place)
        if name is not None:
            return row.texts.get(name, ""), name in row.inherited
        if priced is not None:
            return priced.text, priced.inherited
        heading = self.key(place)
        return row.other.get(heading, ""), heading in row.inherited_other

    def _fill(
        self, row: ReadRow, last: ReadRow, place: int, prices: tuple[_Prices, _Prices]
    ) -> None:
        name = self.found.columns[place].own
        above, priced = (each.get(place) for each in prices)
        if name is not None:
            row.texts[name] = last.texts[name]
            row.inherited.add(name)
        elif priced is not None and above is not None:
            priced.text, priced.meant, priced.inherited = above.text, above.meant, True
        else:
            heading = self.key(place)
            row.other[heading] = last.other[heading]
            row.inherited_other.add(heading)


def _prices(row: ReadRow) -> _Prices:
    """The cells of amounts a level by the column they begin in."""
    return {each.columns[0].place: each for each in row.levels}


def _merged_places(line: Row) -> frozenset[int]:
    return frozenset(place for place, cell in enumerate(line.by_column) if cell.merged_above)
