"""The body of a list as rows of fields, each under its section and its merged label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.catalog import Column, Field
from extractors.document import Row
from extractors.found import FoundList
from extractors.lines import Line
from extractors.read_row import ReadRow
from extractors.rows_of_cells import rows_of_cells
from extractors.rows_of_words import rows_of_words


def read_list(
    found: FoundList, lines: Sequence[Line], columns: dict[Field, Column]
) -> list[ReadRow]:
    """Every printed row of a list's body, in order; section rows give their title to those below.

    ``columns`` are the list's columns by field, their vocabularies filled in.
    """
    rows: list[ReadRow] = []
    section: str | None = None
    for part, in_table in _stretches(found, lines):
        if part[0] in found.sections:
            section = found.sections[part[0]]
            continue
        fresh = rows_of_cells if in_table else rows_of_words
        before = len(rows)
        rows += fresh(found, lines, part, columns)
        for row in rows[before:]:
            row.section = section
    _fill_labels(rows, columns)
    return rows


def _stretches(found: FoundList, lines: Sequence[Line]) -> Iterator[tuple[list[int], bool]]:
    """The body cut at section rows and where cells give way to words; each with whether cells."""
    part: list[int] = []
    in_cells = False
    for index in found.body:
        cut = index in found.sections
        cells = _is_cells(found, lines[index])
        if part and (cut or in_cells != cells):
            yield part, in_cells
            part = []
        if cut:
            yield [index], True
        else:
            part.append(index)
            in_cells = cells
    if part:
        yield part, in_cells


def _is_cells(found: FoundList, line: Line) -> bool:
    """Whether a line's cells are the list's; of an undelimited list a stray tab makes none."""
    return isinstance(line, Row) and (found.in_table or line.width == len(found.mapping.fields))


def _fill_labels(rows: Sequence[ReadRow], columns: dict[Field, Column]) -> None:
    """The text of a merged label cell for the rows beside it, also over page ends."""
    if "label" not in columns:
        return
    label = ""
    for row in rows:
        if row.texts.get("label"):
            label = row.texts["label"]
        elif label:
            row.texts["label"] = label
            row.inherited.add("label")
