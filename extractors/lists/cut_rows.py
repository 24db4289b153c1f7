"""Rows that a page end cuts: whether two rows are the halves of one, and the row they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.document import Row
from extractors.lists.read_row import ReadRow
from extractors.words import amounts
from extractors.words.codes import parse_code
from extractors.words.headings import Field
from extractors.words.numerals import parse_serial
from extractors.words.text import join_lines

_READERS: dict[Field, Callable[[str], object]] = {
    "serial": parse_serial,
    "code": parse_code,
}


def are_halves(rows: Sequence[ReadRow], below: ReadRow) -> bool:
    """Whether a page end cuts the cells of the last row, so that each half looks like a row.

    Then the halves of its code make one and are none, or those of its serial make the one due; and
    no column prints an amount in both, which are two.
    """
    above = rows[-1]
    if _figures(above) & _figures(below):
        return False
    codes = _halves(above, below, "code")
    if codes and not any(map(parse_code, codes)):
        return parse_code("".join(codes)) is not None
    serials = _halves(above, below, "serial")
    before = parse_serial(rows[-2].text("serial")) if len(rows) > 1 else None
    if not serials or before is None:
        return False
    return parse_serial("".join(serials)) == before + 1 != parse_serial(serials[0])


def _halves(above: ReadRow, below: ReadRow, name: Field) -> list[str]:
    """What two rows print in a column, where both print something there."""
    found = [above.own_text(name), below.own_text(name)]
    return found if all(found) else []


def is_rest(rows: Sequence[ReadRow], below: ReadRow) -> bool:
    """Whether somebody cut the last row in two: below it stands no serial, and its code's rest."""
    if not rows or rows[-1].reasons or below.reasons or not rows[-1].text("serial"):
        return False
    codes = _halves(rows[-1], below, "code")
    return bool(codes) and not below.text("serial") and are_halves(rows, below)


def rows_inside(line: Row) -> int:
    """How many rows stand in one row of a table, a line of each cell being one of them; else 1.

    They do where a cell holds a code a line, or serials that count on, and another cell as many
    lines. 1 and 2 may be the digits of 12.
    """
    parts = [[part for part in text.splitlines() if part.strip()] for text in line.texts]
    as_many = Counter(map(len, parts))
    counts = (len(lines) for lines in parts if as_many[len(lines)] > 1 and _are_rows(lines))
    return max(counts, default=1)


def _are_rows(lines: Sequence[str]) -> bool:
    """Whether the lines of a cell are one of a row each."""
    if len(lines) < 2 or all(map(parse_code, lines)):
        return len(lines) > 1
    serials = [parse_serial(text) for text in lines]
    first = serials[0] or 0
    return serials == list(range(first, first + len(lines))) and (len(lines) > 2 or first > 8)


def are_two(above: ReadRow, below: ReadRow) -> bool:
    """Whether both rows print what a row cut by a page end prints once: a serial, or a code.

    Where one of them has no name, they do where both have a serial and a code. Two amounts one
    below the other are no amount that is cut: together they make another figure.
    """
    once = [
        all(read(row.own_text(name)) is not None for row in (above, below))
        for name, read in _READERS.items()
    ]
    are_named = all(row.text("name") for row in (above, below))
    two_rows = any(once) if are_named else all(once)
    return two_rows or bool(_figures(above) & _figures(below))


def _figures(row: ReadRow) -> set[Field | int]:
    """The columns in which a row prints an amount of its own, and nothing else."""
    return {
        cell.columns[0].key
        for cell in row.amounts
        if not cell.is_from_above and amounts.parse_amount(cell.text)
    }


def joined_rows(head: ReadRow, tail: ReadRow) -> ReadRow:
    """A row cut by a page end, made whole cell by cell."""
    filled = dict(head.filled)
    for key, cell in tail.filled.items():
        if cell.text and not cell.is_from_above:
            above = filled.get(key)
            whole = join_lines(f"{above.text if above else ''}\n{cell.text}")
            filled[key] = replace(above or cell, text=whole, meaning=whole)
    return replace(
        head,
        tail=head.tail + tail.lines,
        filled=filled,
        tail_cells=head.tail_cells + tail.cells,
        wrapped=head.wrapped + tail.wrapped,
        rejoined=True,
    )
