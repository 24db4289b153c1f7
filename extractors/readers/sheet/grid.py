"""The rows of one worksheet put together: merges, hidden rows and columns, the width in use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl.utils.cell import range_boundaries

from extractors.document import Cell, Position, Row
from extractors.readers.left_out import LeftOut
from extractors.readers.limits import Limits, Tally, beyond
from schemas.errors import ReadError

_EMPTY = Cell("")
_LAST_COLUMN = 16_384


@dataclass(slots=True)
class SheetRow:
    """A row that holds text: its number, its texts by column number (from 1), whether hidden."""

    number: int
    texts: dict[int, str]
    hidden: bool = False
    dropped: list[str] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: its corner columns and rows, counted from 1, all inclusive."""

    left: int
    top: int
    right: int
    bottom: int


def merge_of(reference: str, sheet: str, limits: Limits) -> Merge:
    """The range that ``mergeCell`` names; ReadError where it is none, or absurdly large."""
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        left = top = right = bottom = None
    if left is None or top is None or right is None or bottom is None:
        raise ReadError(
            f"has a merged range that is none ({reference[:20]!r}, sheet '{sheet}'): open it in "
            "Excel or WPS, repair it, and save it again"
        )
    if right - left >= limits.table_columns:
        raise ReadError(beyond("merges more columns into one cell", "table_columns", right - left))
    if bottom - top >= limits.row_span:
        raise ReadError(beyond("merges more rows into one cell", "row_span", bottom - top))
    return Merge(left, top, right, bottom)


@dataclass(slots=True)
class SheetGrid:
    """What a worksheet holds; ``rows`` gives what it shows."""

    sheet: str
    hidden: bool = False
    cells: list[SheetRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    def rows(self, table_no: int, tally: Tally) -> tuple[list[Row], list[tuple[Position, str]]]:
        """The visible rows that hold text, and what was hidden: where it stood, and its text."""
        hidden: list[tuple[Position, str]] = []
        merges = _Merges(self.merges, self.sheet)
        shown: list[tuple[SheetRow, dict[int, Merge]]] = []
        tops: dict[Merge, int] = {}
        carried: dict[Merge, tuple[int, str]] = {}
        for row in self.cells:
            over = merges.at(row.number)
            left_out = self._take_hidden(row, over, carried)
            if not row.hidden and carried:
                self._bring_down(row, over, carried, tops)
            if left_out:
                position = Position(table_no=table_no, table_row=row.number)
                hidden.append((position, "\t".join(left_out)))
            if row.texts:
                shown.append((row, over))
        for number, text in carried.values():
            hidden.append((Position(table_no=table_no, table_row=number), text))
        columns = self._columns(row for row, _over in shown)
        tally.columns(len(columns), f"sheet '{self.sheet}'")
        # those that hold text are counted already
        tally.cells(sum(len(columns) - len(row.texts) for row, _over in shown))
        rows = []
        for row, over in shown:
            position = Position(table_no=table_no, table_row=row.number)
            rows.append(Row(_cells(row, over, columns, tops), position))
        return rows, hidden

    def _take_hidden(
        self, row: SheetRow, over: dict[int, Merge], carried: dict[Merge, tuple[int, str]]
    ) -> list[str]:
        """Take what does not show out of the row; a merge's text shows in what is left of it."""
        left_out: list[str] = []
        for column in sorted(row.texts):
            merge = over.get(column)
            if merge is not None and (column, row.number) != (merge.left, merge.top):
                left_out.append(row.texts.pop(column))
            elif merge is not None and (row.hidden or column in self.hidden_columns):
                carried[merge] = (row.number, row.texts.pop(column))
            elif row.hidden or column in self.hidden_columns:
                left_out.append(row.texts.pop(column))
        return left_out

    def _bring_down(
        self,
        row: SheetRow,
        over: dict[int, Merge],
        carried: dict[Merge, tuple[int, str]],
        tops: dict[Merge, int],
    ) -> None:
        """Put the texts of merges whose corner is hidden where the merge begins to show."""
        for merge in [merge for merge in carried if over.get(merge.left) is merge]:
            columns = range(merge.left, merge.right + 1)
            first = next((each for each in columns if each not in self.hidden_columns), None)
            if first is not None:
                row.texts[first] = carried.pop(merge)[1]
                tops[merge] = row.number

    def _columns(self, rows: Iterable[SheetRow]) -> list[int]:
        """The visible columns from the first that holds text to the last."""
        first, last = _LAST_COLUMN + 1, 0
        for row in rows:
            first, last = min(first, *row.texts), max(last, *row.texts)
        return [each for each in range(first, last + 1) if each not in self.hidden_columns]


def _cells(
    row: SheetRow, over: dict[int, Merge], columns: Sequence[int], tops: dict[Merge, int]
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    before: Merge | None = None
    for column in columns:
        merge = over.get(column)
        text = row.texts.get(column)
        if merge is not None and merge is before:
            last = cells[-1]
            cells[-1] = Cell(text or last.text, last.columns + 1, last.merged_above)
        elif merge is not None and tops.get(merge, merge.top) < row.number:
            cells.append(Cell("", merged_above=True))
        else:
            cells.append(_EMPTY if text is None else Cell(text))
        before = merge
    return tuple(cells)


class _Merges:
    """The merged ranges that cover a row, asked for row by row downwards."""

    def __init__(self, merges: Sequence[Merge], sheet: str) -> None:
        self._waiting = sorted(merges, key=lambda merge: merge.top, reverse=True)
        self._open: dict[int, Merge] = {}
        self._sheet = sheet

    def at(self, number: int) -> dict[int, Merge]:
        """The merge over each column of this row; ReadError where two of them overlap."""
        ended = [column for column, merge in self._open.items() if merge.bottom < number]
        if ended or (self._waiting and self._waiting[-1].top <= number):
            self._open = {
                column: merge for column, merge in self._open.items() if merge.bottom >= number
            }
        while self._waiting and self._waiting[-1].top <= number:
            merge = self._waiting.pop()
            if merge.bottom < number:
                continue
            for column in range(merge.left, merge.right + 1):
                if column in self._open:
                    raise ReadError(
                        f"has merged ranges that overlap (sheet '{self._sheet}', row {number}): "
                        "open it in Excel or WPS, repair it, and save it again"
                    )
                self._open[column] = merge
        return self._open
