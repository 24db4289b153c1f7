"""Cells that a capture or an export shows as blank because they are merged with the one above.

One occupation at several levels prints its serial, name and code once beside several rows, and a
trade stands once before all its occupations. Where a format has no merged cells the rows below show
blanks: together they are the block's, not rows of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.document import Block, Cell, Document, Row, Table
from extractors.layout.header_rows import looks_like_header
from extractors.layout.pages import same_header
from extractors.words.headings import Field, field_of_heading, heads_work_types

# what a block prints once; without a blank name no row is the rest of the one above
_PRINTED_ONCE: frozenset[Field] = frozenset({"serial", "name", "code"})
# a column before these that prints each of its words once stands for all rows down to the next
_FEWEST_ROWS_OF_A_WORD = 2


def merge_blank_cells(document: Document) -> Document:
    """The document with the blanks of each block merged with the cells above them.

    A block is a row and those below it that are blank in the same columns, serial, name and code
    among them where the table has these, and that differ from it in one of their other cells. Work
    types (工种) beside an occupation (职业) may have serials of their own. A block goes on over a
    page's end, and below its table's header printed again.
    """
    blocks: list[Block] = []
    known = _Above()
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.append(Table(tuple(known.merged(_grouped(block.rows)))))
        else:
            blocks.append(block)
            if block.text.strip() and not block.is_any("tight_page_mark", "continued"):
                known = _Above()
    return replace(document, blocks=tuple(blocks))


def _grouped(rows: Sequence[Row]) -> list[Row]:
    """The rows with the blanks of each column that groups them merged with the word above.

    A header in another order tells anew which columns these are.
    """
    mended = list(rows)
    headers = [n for n, row in enumerate(rows) if _places(row)]
    first = headers[:1] + [
        n for before, n in pairwise(headers) if not same_header(rows[n], rows[before])
    ]
    for start, end in pairwise((*first, len(rows))):
        once = _places(rows[start])
        filled = [
            n
            for n in range(start + 1, end)
            if _fills(rows[n], once) and not looks_like_header(rows[n])
        ]
        for place in _before_names(rows[start]):
            fewest = 1 if place < min(once) else 2
            if _groups([rows[n].cells[place] for n in filled], fewest):
                _merge_blanks(mended, place, filled)
    return mended


def _merge_blanks(rows: list[Row], place: int, filled: Sequence[int]) -> None:
    """Merge each blank of a column with the cell of the row above it, both of them filled rows."""
    for above, n in pairwise(filled):
        # a section or a note between two rows ends what stood above it, the header again does not
        between = [row for row in rows[above + 1 : n] if not _places(row)]
        apart = any(row.is_lone or row.cells[place].text.strip() for row in between)
        if not apart and not rows[n].cells[place].text.strip():
            rows[n] = replace(rows[n], cells=tuple(_with_merges(rows[n], frozenset({place}))))


def _before_names(header: Row) -> list[int]:
    """The columns left of the names that may print a trade, and no mark or amount of a row."""
    fields = _fields(header)
    return [n for n in range(fields.index("name")) if fields[n] in (None, "industry", "label")]


def _groups(cells: Sequence[Cell], fewest: int) -> bool:
    """Whether cells print a word for each run of rows: the first has one, and none stands twice.

    ``fewest`` are the words it takes to tell runs from a blank cell among filled ones.
    """
    words = [cell.text.strip() for cell in cells if cell.text.strip()]
    return (
        len(words) >= fewest
        and bool(cells[0].text.strip())
        and len(set(words)) == len(words)
        and all(any(map(str.isalpha, word)) for word in words)
        and len(cells) >= _FEWEST_ROWS_OF_A_WORD * len(words)
        and not any(cell.merged_above for cell in cells)
    )


@dataclass(slots=True)
class _Above:
    """What stands above the next row: the header, and the last row that prints all of a block."""

    header: Row | None = None
    row: Row | None = None

    def merged(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows of a table, the blanks of those that go on with a block merged."""
        once = _places(self.header) if self.header else frozenset()
        own = _of_work_types(self.header) if self.header else frozenset()
        for row in rows:
            if looks_like_header(row):
                if self.header is None or not same_header(row, self.header):
                    self.header, self.row, once = row, None, _places(row)
                    own = _of_work_types(row)
            elif self.row is not None and (
                blank := _blank_beside(row, self.row, once)
                or _blank_beside(row, self.row, once - own)
            ):
                yield replace(row, cells=tuple(_with_merges(row, blank)))
                continue
            else:
                self.row = row if once and _fills(row, once) else None
            yield row


def _fields(header: Row) -> list[Field | None]:
    """The field that a header names for each grid column, which groups of amounts are wide of."""
    return [field_of_heading(cell.text) for cell in header.by_column]


def _places(header: Row) -> frozenset[int]:
    """The columns of a header that a block prints once; none where its cells are not one each."""
    fields = _fields(header)
    wide = {field_of_heading(cell.text) for cell in header.cells if cell.columns > 1}
    if "name" not in fields or wide & _PRINTED_ONCE:
        return frozenset()
    return frozenset(place for place, name in enumerate(fields) if name in _PRINTED_ONCE)


def _of_work_types(header: Row) -> frozenset[int]:
    """The columns that work types print beside an occupation of several: serial and 工种."""
    fields = _fields(header)
    names = [place for place, name in enumerate(fields) if name == "name"]
    own = [place for place in names if heads_work_types(header.by_column[place].text)]
    serials = {place for place, name in enumerate(fields) if name == "serial"}
    return frozenset({*own, *serials}) if len(own) == 1 < len(names) else frozenset()


def _fills(row: Row, places: frozenset[int]) -> bool:
    """Whether a row of single cells prints all that a block prints once."""
    return row.width == len(row.cells) > max(places) and all(
        row.cells[place].text.strip() for place in places
    )


def _blank_beside(row: Row, above: Row, once: frozenset[int]) -> frozenset[int]:
    """The blank columns of a row that goes on with a block; none where it does not."""
    if row.width != len(row.cells) or len(row.cells) != len(above.cells):
        return frozenset()
    blank = frozenset(place for place, cell in enumerate(row.cells) if not cell.text.strip())
    if not once <= blank or any(row.cells[place].merged_above for place in blank):
        return frozenset()
    filled = [place for place in range(len(row.cells)) if place not in blank]
    if all(row.cells[place].text == above.cells[place].text for place in filled):
        return frozenset()
    # what has nothing above it is the rest of a cut row
    goes_on = len(filled) > 1 and all(above.cells[place].text.strip() for place in filled)
    return blank if goes_on else frozenset()


def _with_merges(row: Row, blank: frozenset[int]) -> Iterator[Cell]:
    for place, cell in enumerate(row.cells):
        yield replace(cell, merged_above=True) if place in blank else cell
