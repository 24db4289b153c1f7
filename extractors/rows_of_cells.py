"""Rows of a list whose cells the format marks: by column, cut rows and merged cells made whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from extractors import values
from extractors.catalog import Column, Field
from extractors.document import Cell, Row
from extractors.found import FoundList
from extractors.lines import Line
from extractors.read_row import ReadRow
from extractors.tables import Word, deal

_REJECTING: dict[Field, str] = {
    "subsidy_class": "class",
    "certificate": "certificate",
    "level": "level",
    "amount": "amount",
    "training_amount": "amount",
    "assessment_amount": "amount",
}


def rows_of_cells(
    found: FoundList, lines: Sequence[Line], part: Sequence[int], columns: dict[Field, Column]
) -> list[ReadRow]:
    """The rows of these flat lines that are rows of cells.

    A cell merged with the one above takes its text, marked as inherited.
    """
    rows: list[ReadRow] = []
    page: int | None = None
    above: dict[int, str] = {}
    for index in part:
        line = lines[index]
        if not isinstance(line, Row):
            continue
        after_page_end = (
            index in found.page_ends
            or line.position.starts_page
            or (page is not None and line.position.page not in (None, page))
        )
        page = line.position.page
        if not any(cell.text.strip() for cell in line.cells):
            continue
        row = _row_of_cells(index, line, found, columns, above)
        # what was dealt to no columns has nothing that could be joined to anything
        dealt = not row.reasons and bool(rows) and not rows[-1].reasons
        cut = after_page_end and dealt and not _are_two(rows[-1], row)
        if cut and (_fails(row, columns) or _fails(rows[-1], columns)):
            joined = _joined(rows[-1], row)
            if not joined.tail or not _fails(joined, columns):
                rows[-1] = joined
                continue
        if after_page_end and rows:
            _merged_over_page_end(rows[-1], row, found, above)
        rows.append(row)
    for row in rows:
        row.reasons += _reasons(row, columns)
    return rows


def _row_of_cells(
    index: int, line: Row, found: FoundList, columns: dict[Field, Column], above: dict[int, str]
) -> ReadRow:
    """``above`` is the text that stands in each grid column so far; it learns this row's."""
    row = ReadRow((index,), (), {}, {}, list(line.texts), [])
    row.wrapped = wrapped_cells(line.texts)
    placed = _by_grid(line, found.mapping.fields)
    if placed is None:
        placed = _by_type(line, found.mapping.fields, columns)
    if placed is None:
        row.reasons.append(
            f"{len(line.cells)} cells under {len(found.mapping.fields)} headings can be dealt to "
            f"the columns in no way or in several"
        )
        placed = []
    for column, cell in placed:
        name = found.mapping.fields[column]
        text = values.join_lines(cell.text)
        inherits = cell.merged_above and not text and name != "label"
        if inherits and (name != "serial" or above.get(column, "").isdigit()):
            text = above.get(column, "")
        above[column] = text
        if name is None:
            if text:
                heading = values.squeeze(found.mapping.headings[column])
                row.other[heading] = row.other.get(heading, "") + text
                row.inherited_other |= {heading} if inherits else set()
            continue
        if cell.automatic or (inherits and text):
            row.inherited.add(name)
        row.texts[name] = text
    row.own_label = bool(row.texts.get("label"))
    return row


def _are_two(above: ReadRow, below: ReadRow) -> bool:
    """Whether both rows print what a row cut by a page end prints once: a serial, or a code."""
    readers: dict[Field, Callable[[str], object]] = {
        "serial": values.parse_serial,
        "code": values.parse_code,
    }
    return all(row.texts.get("name") for row in (above, below)) and any(
        all(
            name not in row.inherited and read(row.texts.get(name, "")) is not None
            for row in (above, below)
        )
        for name, read in readers.items()
    )


def _merged_over_page_end(
    last: ReadRow, row: ReadRow, found: FoundList, above: dict[int, str]
) -> None:
    """A cell merged over rows of two pages is blank where it begins anew on the second."""
    for name in last.inherited - {"label", "serial"}:
        if not row.texts.get(name):
            row.texts[name] = above[found.mapping.fields.index(name)] = last.texts[name]
            row.inherited.add(name)
    for column, printed in enumerate(found.mapping.headings):
        heading = values.squeeze(printed)
        unnamed = found.mapping.fields[column] is None
        if unnamed and heading in last.inherited_other and not row.other.get(heading):
            row.other[heading] = above[column] = last.other[heading]
            row.inherited_other.add(heading)


def wrapped_cells(texts: Iterable[str]) -> list[str]:
    """The cells of a row that hold a line end, without it."""
    return [values.join_lines(text) for text in texts if "\n" in text.strip()]


def _by_grid(line: Row, fields: Sequence[Field | None]) -> list[tuple[int, Cell]] | None:
    """Cells by the grid column they begin in, where the row is as wide as the header."""
    if line.width != len(fields):
        return None
    placed: list[tuple[int, Cell]] = []
    column = 0
    for cell in line.cells:
        placed.append((column, cell))
        column += cell.columns
    return placed


def _by_type(
    line: Row, fields: Sequence[Field | None], columns: dict[Field, Column]
) -> list[tuple[int, Cell]] | None:
    """Cells of a ragged row: in their columns where only the last are missing, else by type.

    None where a cell is not of its column and there is no way, or more than one, to deal them.
    """
    in_place = list(enumerate(line.cells))
    if len(in_place) < len(fields) and all(
        not cell.text.strip() or _is_of(fields[place], columns, values.join_lines(cell.text))
        for place, cell in in_place
    ):
        return in_place
    cells = [cell for cell in line.cells if cell.text.strip()]
    texts = [values.join_lines(cell.text) for cell in cells]

    def slot(name: Field | None) -> Callable[[str], bool]:
        return lambda text: not text or (text in texts and _is_of(name, columns, text))

    readings = deal([[Word(text, False) for text in texts]], [slot(name) for name in fields])
    if len(readings) != 1:
        return None
    left = iter(cells)
    return [(column, next(left)) for column, part in enumerate(readings[0]) if part[0]]


def _is_of(name: Field | None, columns: dict[Field, Column], text: str) -> bool:
    return name is None or columns[name].accepts(text)


def _fails(row: ReadRow, columns: dict[Field, Column]) -> bool:
    """Whether a row cannot stand alone: a cell is blank that must not be, or of another column."""
    for name, column in columns.items():
        if name == "label" or name not in row.texts:
            continue
        if not column.accepts(row.texts[name]):
            return True
    return bool(row.reasons) or not row.texts.get("name")


def _joined(head: ReadRow, tail: ReadRow) -> ReadRow:
    """A row cut by a page end, made whole cell by cell."""
    texts = dict(head.texts)
    for name, text in tail.texts.items():
        if name not in tail.inherited:
            texts[name] = values.join_lines(texts.get(name, "") + "\n" + text)
    other = dict(head.other)
    for heading, text in tail.other.items():
        if heading not in tail.inherited_other:
            other[heading] = other.get(heading, "") + text
    return ReadRow(
        head.lines,
        head.tail + tail.lines,
        texts,
        other,
        head.cells,
        head.tail_cells + tail.cells,
        inherited=head.inherited,
        inherited_other=head.inherited_other,
        own_label=head.own_label,
        wrapped=head.wrapped + tail.wrapped,
        rejoined=True,
    )


def _reasons(row: ReadRow, columns: dict[Field, Column]) -> list[str]:
    """Why a row cannot be loaded: no name, or a class, level, certificate, amount unknown."""
    reasons: list[str] = []
    name = row.texts.get("name", "")
    if "name" in columns and not re.sub(r"[\W_]", "", name):
        reasons.append("name: the row prints none")
    if _is_fragment(row, columns):
        reasons.append("cells: nothing but a name; it may be the rest of the row above")
    for each, word in _REJECTING.items():
        text = row.texts.get(each, "")
        if each in columns and text and not columns[each].accepts(text):
            reasons.append(f"{word}: '{text}' is outside its vocabulary")
    return reasons


def _is_fragment(row: ReadRow, columns: dict[Field, Column]) -> bool:
    """Whether a row lacks its serial and every other cell that the list's rows must have."""
    must = [name for name, column in columns.items() if name != "name" and not column.blank]
    filled = [name for name in row.texts if name not in row.inherited and row.texts[name]]
    return "serial" in must and len(must) > 1 and filled == ["name"]
