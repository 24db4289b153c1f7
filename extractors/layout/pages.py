"""Tables that run on over page ends, put together again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.document import Block, Document, Row, Table


def join_over_pages(document: Document, is_header: Callable[[Row], bool]) -> Document:
    """The document with each table that runs on over page ends as one table.

    The table that opens a page goes on with the one that closed the page before when nothing
    stands between them and it has the same number of grid columns; unless it begins with a header
    of its own that differs from the one before. Tables are numbered anew, rows over all pages.
    """
    blocks: list[Block] = []
    for block in document.blocks:
        before = blocks[-1] if blocks else None
        if (
            isinstance(block, Table)
            and isinstance(before, Table)
            and _goes_on(before, block, is_header)
        ):
            blocks[-1] = Table(before.rows + block.rows)
        else:
            blocks.append(block)
    number = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            number += 1
            blocks[index] = _renumbered(block, number)
    return replace(document, blocks=tuple(blocks))


def _goes_on(before: Table, after: Table, is_header: Callable[[Row], bool]) -> bool:
    last, first = before.rows[-1].position.page, after.rows[0].position.page
    if last is None or first is None or first != last + 1:
        return False
    if width(before) != width(after):
        return False
    opening = after.rows[0]
    return not is_header(opening) or any(
        same_header(opening, row) for row in before.rows if is_header(row)
    )


def width(table: Table) -> int:
    """How many grid columns the table's widest row covers."""
    return max(row.width for row in table.rows)


def same_header(row: Row, other: Row) -> bool:
    """Whether two header rows print the same, white space aside."""
    return ["".join(text.split()) for text in row.texts] == [
        "".join(text.split()) for text in other.texts
    ]


def _renumbered(table: Table, number: int) -> Table:
    """The table with its rows numbered over all pages."""
    rows = []
    shift, previous = 0, 0
    for row in table.rows:
        own = row.position.table_row or previous + 1
        if own + shift <= previous:
            shift = previous
        previous = own + shift
        at = replace(row.position, table_no=number, table_row=previous)
        rows.append(row if at == row.position else replace(row, position=at))
    return Table(tuple(rows))
