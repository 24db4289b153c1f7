"""What each cell of a table says, and where that stands: in it, or in a cell above."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.document import Cell, PlacedCell
from extractors.locate.found import FoundColumn
from extractors.words.headings import Field
from extractors.words.signs import is_ditto
from extractors.words.text import squeeze

Origin = Literal["own", "merged", "ditto", "automatic", "over_page", "unclear"]


@dataclass(slots=True)
class FilledCell:
    """A cell of a row: the columns it is read for, its text and its meaning, and their origin.

    ``text`` is what it prints (``printed``) without line ends, or what it takes from above: the
    text that it is ``merged`` with; a label's, which stands for the blanks below it
    (``automatic``); that of the page before, where the cell goes on (``over_page``). A sign for the
    cell above (``ditto``) keeps its print and means that text. ``unclear`` is a blank of which a
    page end hides whether it goes on. ``span`` are the columns that it covers, ``source`` those
    that the cell does which prints the meaning; ``is_label`` tells that it is a label's, ``unread``
    that it shows what no reader could read, ``lost`` why what it takes is not known, ``odd`` why it
    cannot be an amount.
    """

    columns: Sequence[FoundColumn]
    printed: Cell
    text: str
    meaning: str
    span: Sequence[FoundColumn] = ()
    source: Sequence[FoundColumn] = ()
    origin: Origin = "own"
    is_label: bool = False
    unread: bool = False
    lost: str | None = None
    odd: str | None = None

    def part(self, field: Field, text: str) -> FilledCell:
        """A part of its text as a cell of that field."""
        column = replace(self.columns[0], field=field, words=None)
        return replace(self, columns=(column,), text=text, meaning=text)

    @property
    def is_from_above(self) -> bool:
        """Whether its text stands in a cell above."""
        return bool(self.text) and self.origin in ("merged", "automatic", "over_page")

    @property
    def heading(self) -> str:
        """The heading of its first column."""
        return squeeze(self.columns[0].heading)

    @property
    def item(self) -> str:
        """The headings of its columns."""
        return "、".join(column.item for column in self.columns)


def word_cell(column: FoundColumn, text: str) -> FilledCell:
    """A cell that words of an undelimited line make."""
    return FilledCell((column,), Cell(text), text, text)


@dataclass(slots=True)
class FillDown:
    """A table on its way down: what stands above the next row, by grid column.

    The blanks of columns of ``labels`` take what stands above them, until the column ``lead``
    begins anew (``ended``); signs for the cell above do then, too. ``lost`` are the columns whose
    last cell stands in a row that could not be dealt to the columns.
    """

    columns: Sequence[FoundColumn]
    labels: Collection[int] = ()
    lead: int | None = None
    above: dict[int, FilledCell] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)

    def clear(self) -> None:
        """Let nothing above reach the rows below."""
        self.above.clear()
        self.ended.clear()
        self.lost.clear()

    def lose(self, kept: Collection[int] = ()) -> None:
        """The same but in columns ``kept``, since which cells a row begins is not known."""
        above = {place: self.above[place] for place in kept if place in self.above}
        self.clear()
        self.above.update(above)
        self.lost = set(range(len(self.columns))) - set(above)

    def row(self, placed: Sequence[PlacedCell]) -> list[FilledCell]:
        """The cells of a row, filled."""
        lead = self.lead
        if lead is not None and any(each.covers(lead) and _prints(each) for each in placed):
            merged = [each for each in placed if each.cell.merged_above]
            goes_on = {place for each in merged for place in range(each.start, each.stop)}
            self.ended |= set(self.labels) - goes_on
            self.lost &= goes_on
        return [self._cell(each) for each in placed]

    def _cell(self, placed: PlacedCell) -> FilledCell:
        span = range(placed.start, min(placed.stop, len(self.columns)))
        columns = [self.columns[place] for place in span]
        of_money = any(column.is_amount for column in columns) and self.lead not in span
        is_label = any(place in self.labels for place in span) and not of_money
        cell = FilledCell(columns, placed.cell, placed.text, placed.text, columns, columns)
        cell.is_label, cell.unread = is_label, placed.cell.unread
        reaches = [place for place in span if (place in self.labels) == is_label]
        place = reaches[0] if reaches else placed.start
        is_blank = not cell.text and not cell.unread
        takes = is_blank and (placed.cell.merged_above or is_label)
        if takes or (is_ditto(cell.text) and columns[0].field != "serial"):
            self._take(cell, place)
            if cell.lost or (is_label and cell.origin == "own"):
                return cell
        if is_label and not takes:
            self.ended.discard(place)
        for each in reaches[:1] if is_label else reaches:
            self.above[each] = cell
            self.lost.discard(each)
        return cell

    def _take(self, cell: FilledCell, place: int) -> None:
        """Give a cell what stands above it, or say why that is not known."""
        above, is_sign = self.above.get(place), bool(cell.text)
        if place in self.lost:
            cell.lost = "stands above, in a row that could not be read"
        elif is_sign and (above is None or not above.meaning):
            cell.lost = f"prints '{cell.text}' below nothing"
            self.above.pop(place, None)
        elif above is not None and (is_sign or place not in self.ended):
            is_merged = cell.printed.merged_above
            cell.meaning, cell.source, cell.origin = above.meaning, above.source, "ditto"
            if not is_sign:
                cell.origin = "merged" if is_merged else "automatic"
                cell.origin = "unclear" if above.origin == "unclear" else cell.origin
                cell.text, cell.unread = above.meaning, above.unread
                if cell.columns[0].field == "serial" and not cell.text.isdigit():
                    cell.text = cell.meaning = ""


def _prints(each: PlacedCell) -> bool:
    """Whether a cell holds a text of its own, not a sign for the one above."""
    return bool(each.text) and not is_ditto(each.text)


Filled = dict[Field | int, FilledCell]
"""The cells of a row by the key of their column: its field, or its place where it has none."""


def fill_over_page(
    columns: Sequence[FoundColumn],
    above: Mapping[Field | int, FilledCell],
    row: Filled,
    below: Collection[int],
    merging: Collection[int],
) -> None:
    """Fill the blank cells of a page's first row that go on with those of the last one before.

    ``below`` are the columns merged in the row below it, ``merging`` those that are in some row.
    Where cells may not be blank, a cell goes on with the merged one above. Where they may, it does
    if it is merged with the row below as well; merged on one page alone it is unclear, and so is a
    mark of demand (是否急需紧缺) below a mark wherever the list merges marks.
    """
    for column in columns:
        last, cell = above.get(column.key), row.get(column.key)
        if last is None or not last.text or column.own in ("label", "serial"):
            continue
        cell = cell or FilledCell(last.columns, Cell(""), "", "")
        if cell.text or cell.unread:
            continue
        before, goes_on = last.is_from_above, column.place in below
        if before and (goes_on or not column.may_be_blank):
            cell.text, cell.meaning, cell.source = last.text, last.meaning, last.source
            cell.origin = "over_page"
        elif column.may_be_blank and (
            before or goes_on or (column.own == "shortage" and column.place in merging)
        ):
            cell.origin = "unclear"
        else:
            continue
        row[column.key] = cell
