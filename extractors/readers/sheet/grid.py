"""The rows of one worksheet put together: merges, hidden rows and columns, the width in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils.cell import range_boundaries

from extractors.document import Cell, Position, ReaderNote, Row
from extractors.readers.left_out import LeftOut, Unread
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.rows import CellText, colored, row_of
from extractors.readers.sheet.conditions import Condition, Value, constant_of
from extractors.readers.sheet.drawings import Drawn
from extractors.words.amounts import units_named
from schemas.errors import ReadError

_EMPTY = Cell("")
_LAST_COLUMN = 16_384
_USUAL_WIDTH, _NARROW = 8.43, 0x2E7F
"""The width of a column that says none, in characters, and the last character that takes one."""


@dataclass(slots=True)
class SheetRow:
    """A row that holds something: its number, its texts by column number (from 1), if it is hidden.

    ``left_out`` is what was left out of each cell; ``faint`` the columns whose text has the color
    of its fill, which is unseen where nothing else may color the cell; ``figures`` the numbers that
    are shown otherwise than stored, both ways. ``filled`` are the columns with a fill, ``stored``
    the numbers as stored, where a condition may ask for them, ``too_long`` those that their column
    is too narrow for, which shows ### unless it is merged with others; ``colors`` of its type.
    """

    number: int
    texts: dict[int, str]
    hidden: bool = False
    dropped: list[str] = field(default_factory=list)
    left_out: dict[int, LeftOut] = field(default_factory=dict)
    faint: set[int] = field(default_factory=set)
    figures: dict[int, tuple[str, str]] = field(default_factory=dict)
    filled: set[int] = field(default_factory=set)
    stored: dict[int, str] = field(default_factory=dict)
    too_long: dict[int, str] = field(default_factory=dict)
    colors: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether the row holds anything."""
        return bool(self.texts or self.left_out or self.dropped)

    def of(self, column: int) -> LeftOut:
        """What was left out of a cell, to be added to."""
        return self.left_out.setdefault(column, LeftOut())


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
    """What a worksheet holds; ``rows`` gives what it shows.

    ``is_colored_elsewhere``: conditions or a table style may color its cells. ``drawn`` is what
    lies on them, ``widths`` the widths of columns, in characters. ``above`` and ``below``
    are what its page headers and footers say of the unit of its figures.
    """

    sheet: str
    hidden: bool = False
    cells: list[SheetRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    is_colored_elsewhere: bool = False
    drawn: list[Drawn] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def holds_twice(self, column: int, text: str) -> bool:
        """Whether a column is wide enough for a text to stand in it twice."""
        width = sum(1 + (ord(char) > _NARROW) for char in text.strip())
        return 0 < 2 * width <= self.widths.get(column, _USUAL_WIDTH)

    def rows(self, table_no: int, tally: Tally) -> tuple[list[Row], list[ReaderNote]]:
        """The visible rows that hold something, and what is noted about them."""
        self._put_drawn()
        hidden: dict[int, list[str]] = {}
        merges = _Merges(self.merges, self.sheet)
        shown: list[tuple[SheetRow, dict[int, Merge]]] = []
        tops: dict[Merge, int] = {}
        if self.conditions:
            self._hide_on_conditions()
        carried: dict[Merge, tuple[int, str]] = {}
        for row in self.cells:
            over = merges.at(row.number)
            for column in row.too_long.keys() - over.keys():
                row.figures[column] = ("###", row.too_long[column])
            unseen = self._take_hidden(row, over, carried)
            if not row.hidden and carried:
                self._bring_down(row, over, carried, tops)
            hidden.setdefault(row.number, []).extend(unseen)
            if row:
                shown.append((row, over))
        for number, text in carried.values():
            hidden.setdefault(number, []).append(text)
        columns = self._columns(row for row, _over in shown)
        tally.columns(len(columns), f"sheet '{self.sheet}'")
        # those that hold text are counted already
        tally.cells(sum(len(columns) - len(row.texts) for row, _over in shown))
        rows: list[Row] = []
        notes: list[ReaderNote] = []
        for row, over in shown:
            position = Position(table_no=table_no, table_row=row.number)
            cells = _cells(row, over, columns, tops)
            made, left_out = row_of(cells, position, colors=colored(row.colors))
            if any(cell.text or cell.unread for cell in made.cells):
                rows.append(made)
            left_out.hidden += hidden.pop(row.number, [])
            notes += self._notes(row, left_out, position)
        for number, texts in hidden.items():
            position = Position(table_no=table_no, table_row=number)
            notes += self._notes(SheetRow(number, {}), LeftOut(hidden=texts), position)
        return rows, sorted(notes, key=_row_number)

    def _notes(self, row: SheetRow, left_out: LeftOut, position: Position) -> Iterator[ReaderNote]:
        yield from left_out.notes(f"row of sheet '{self.sheet}'", position)
        figures = {column: row.figures[column] for column in row.figures if column in row.texts}
        if figures:
            told = "、".join(f"{shown} ({stored})" for shown, stored in figures.values())
            message = (
                f"a row of sheet '{self.sheet}' shows figures rounded, scaled or as ###, unlike "
                f"what its cells store: {told}"
            )
            printed = "\t".join(shown for shown, _stored in figures.values())
            value = "\t".join(row.texts[column] for column in figures)
            yield ReaderNote("figure_rounded", message, printed, value, position)
        if row.dropped:
            message = (
                f"row {row.number} of sheet '{self.sheet}' holds control characters; "
                "they were dropped"
            )
            printed = ascii("".join(row.dropped))
            yield ReaderNote("control_dropped", message, printed, position=position)

    def _put_drawn(self) -> None:
        """Put what lies on the sheet into the cells that it begins over."""
        rows = {row.number: row for row in self.cells}
        merges = _Merges(self.merges, self.sheet)
        for drawn in sorted(self.drawn, key=lambda each: each.row):
            if drawn.is_first and units_named(drawn.shown):
                self.above.append(drawn.shown)
            row = rows.get(drawn.row)
            if row is None:
                if not drawn.is_first:
                    continue  # below the table it is a seal, or a picture by itself
                row = rows[drawn.row] = SheetRow(drawn.row, {})
            over = merges.at(drawn.row).get(drawn.column)
            column = drawn.column if over is None or over.top != drawn.row else over.left
            if type(drawn.shown) is not Unread and not row.texts.get(column):
                row.texts[column] = drawn.shown
            else:
                row.of(column).unread.append(drawn.shown)
        self.cells = [rows[number] for number in sorted(rows)]

    def _hide_on_conditions(self) -> None:
        """Take out what the format of a condition makes unseen, strikes out, or may."""
        values: dict[tuple[int, int], Value] = {
            (row.number, column): text if number is None else number
            for row in self.cells
            for column, text in row.texts.items()
            for number in (constant_of(row.stored.get(column, "")),)
        }
        for row in self.cells:
            for condition in (each for each in self.conditions if row.number in each.rows):
                for column in [each for each in row.texts if each in condition.columns]:
                    if condition.effect == "white" and column in row.filled:
                        continue
                    holds = condition.holds(row.number, column, lambda *at: values.get(at))
                    if holds is False:
                        continue
                    text, left_out = row.texts.pop(column), row.of(column)
                    if holds is None:
                        words = f"text that a condition may hide or strike out: {text}"
                        left_out.unread.append(Unread(words))
                    elif condition.effect == "struck":
                        left_out.struck.append(text)
                    else:
                        left_out.hidden.append(text)

    def _take_hidden(
        self, row: SheetRow, over: dict[int, Merge], carried: dict[Merge, tuple[int, str]]
    ) -> list[str]:
        """Take what does not show out of the row; a merge's text shows in what is left of it."""
        left_out: list[str] = []
        for column in sorted(row.texts):
            if column in row.faint and not self.is_colored_elsewhere:
                row.of(column).hidden.append(row.texts.pop(column))
                continue
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
            used = [*row.texts, *row.left_out]
            first, last = min(first, *used), max(last, *used)
        return [each for each in range(first, last + 1) if each not in self.hidden_columns]


def _cells(
    row: SheetRow, over: dict[int, Merge], columns: Sequence[int], tops: dict[Merge, int]
) -> list[CellText]:
    cells: list[CellText] = []
    before: Merge | None = None
    for column in columns:
        merge = over.get(column)
        text = row.texts.get(column)
        if merge is not None and merge is before:
            last = cells[-1].cell
            cells[-1].cell = Cell(text or last.text, last.columns + 1, last.merged_above)
        elif merge is not None and tops.get(merge, merge.top) < row.number:
            cells.append(CellText(Cell("", merged_above=True), row.left_out.get(column)))
        else:
            cell = _EMPTY if text is None else Cell(text)
            cells.append(CellText(cell, row.left_out.get(column)))
        before = merge
    return cells


def _row_number(note: ReaderNote) -> int:
    return note.position.table_row or 0 if note.position else 0


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
