"""Tables that print two or more rows side by side: each such row parted into rows of their own.

The header tells: it prints all its headings once more, 序号 among them. The serials (序号) tell the
order: where 2 stands beside 1 rows run across, where 41 does they run down, page by page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Cell, Document, Row, Table
from extractors.layout.header_rows import looks_like_header
from extractors.words.headings import field_of_heading
from extractors.words.numerals import parse_serial
from extractors.words.signs import is_ditto
from extractors.words.text import squeeze

_MOST_SIDE_BY_SIDE = 4

Part = tuple[Cell, ...]


def part_rows_side_by_side(document: Document) -> Document:
    """The document with rows that stand side by side one below the other, by their serials.

    Each keeps the position of the printed row it is part of. A row of one text, or with a cell that
    reaches over into the next part, stays whole. So does a table whose rows run across and take
    values from above, since above may be the part before or the same part of the row before.
    """
    blocks = (_parted(block) if isinstance(block, Table) else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Layout:
    """The grid columns between which each part stands, and the serial's, counted in its part."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    serial: int

    def parts(self, row: Row) -> list[Part]:
        """The row's cells part by part; none where it is not printed in parts."""
        parts: list[list[Cell]] = [[] for _ in self.starts]
        for each in row.placed:
            place = bisect_right(self.starts, each.start) - 1
            if each.stop <= self.ends[place]:
                parts[place].append(each.cell)
            elif each.cell.text.strip():
                return []
        return [] if row.is_lone else [tuple(part) for part in parts]

    def serial_of(self, part: Part) -> int | None:
        texts = [cell.text for cell in part for _ in range(cell.columns)][self.serial :]
        return parse_serial(texts[0]) if texts else None

    def takes_from_above(self, part: Part) -> bool:
        """Whether a cell is merged with that above, says ditto, or is a blank before the serial."""
        return any(
            cell.merged_above
            or is_ditto(cell.text)
            or (place < self.serial and not cell.text.strip())
            for place, cell in enumerate(part)
        )


def _layout(row: Row) -> _Layout | None:
    """How the headings of a header row repeat; None for another row."""
    if len({cell.text for cell in row.cells}) > len(row.cells) // 2 + 1:
        return None
    filled = [each for each in row.placed if each.cell.text.strip()]
    texts = [squeeze(each.cell.text) for each in filled]
    starts = [each.start for each in filled]
    ends = [each.stop for each in filled]
    for count in range(_MOST_SIDE_BY_SIDE, 1, -1):
        size = len(texts) // count
        if size > 1 and texts == texts[:size] * count and looks_like_header(row):
            fields = [field_of_heading(text) for text in texts[:size]]
            if "serial" in fields:
                serial = starts[fields.index("serial")]
                return _Layout((0, *starts[size::size]), tuple(ends[size - 1 :: size]), serial)
    return None


def _parted(table: Table) -> Table:
    layout = next(filter(None, map(_layout, table.rows)), None)
    if layout is None:
        return table
    lines = [(row, layout.parts(row)) for row in table.rows]
    data = [parts for row, parts in lines if parts and not looks_like_header(row)]
    across = _runs_across(layout, data)
    if across and any(map(layout.takes_from_above, _filled(data))):
        return table
    rows: list[Row] = []
    stretch: list[tuple[Row, list[Part]]] = []
    for row, parts in lines:
        stands_alone = across or not parts or looks_like_header(row)
        if stands_alone or _begins_anew(layout, stretch, row, parts):
            rows += _downwards(stretch)
            stretch = []
        stretch.append((row, parts or [row.cells]))
        if stands_alone:
            rows += _downwards(stretch)
            stretch = []
    return Table((*rows, *_downwards(stretch)))


def _runs_across(layout: _Layout, data: Sequence[Sequence[Part]]) -> bool:
    """Whether most rows print the serial that follows their first one beside it."""
    serials = [[layout.serial_of(part) for part in parts[:2]] for parts in data]
    known = [(one, other) for one, other in serials if one is not None and other is not None]
    return sum(one + 1 == other for one, other in known) * 2 > len(known)


def _begins_anew(
    layout: _Layout, stretch: Sequence[tuple[Row, Sequence[Part]]], row: Row, parts: Sequence[Part]
) -> bool:
    """Whether a row begins a new stretch of rows that run down: on a new page, or by its serial."""
    if not stretch or any(map(layout.takes_from_above, _filled([parts]))):
        return False
    above, parts_above = stretch[-1]
    if row.position.page != above.position.page:
        return True
    first, before = layout.serial_of(parts[0]), layout.serial_of(parts_above[0])
    return first is not None and before is not None and first != before + 1


def _filled(data: Sequence[Sequence[Part]]) -> Iterator[Part]:
    return (part for parts in data for part in parts if any(cell.text.strip() for cell in part))


def _downwards(stretch: Sequence[tuple[Row, Sequence[Part]]]) -> Iterator[Row]:
    """The parts of rows that stand one below the other, the first of each, then the second."""
    for place in range(max((len(parts) for _, parts in stretch), default=0)):
        for row, parts in stretch:
            if any(cell.text.strip() or cell.merged_above for cell in parts[place]):
                yield replace(row, cells=parts[place])
