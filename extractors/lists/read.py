"""The body of a list as rows of fields, each under its section and its merged label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import Line, Row
from extractors.lists.read_row import ReadRow
from extractors.lists.rows_of_cells import rows_of_cells
from extractors.lists.rows_of_words import doubt_all, rows_of_words
from extractors.locate.found import FoundList
from extractors.words.amounts import class_and_amount
from extractors.words.certificates import parse_certificate
from extractors.words.headings import ROW_AMOUNTS
from extractors.words.titles import is_withdrawn, section_form


def read_list(found: FoundList, lines: Sequence[Line]) -> list[ReadRow]:
    """Every printed row of a list's body, in order; section rows give their title to those below.

    Rows below a section that is withdrawn (取消的项目), or a part of it, are rejected: they are
    subsidized no more.
    """
    rows: list[ReadRow] = []
    of_words: list[ReadRow] = []
    section: str | None = None
    withdrawn: tuple[str, str] | None = None
    for part, in_table in _stretches(found, lines):
        if part[0] in found.sections:
            section = found.sections[part[0]]
            form = section_form(lines[part[0]].text)
            if is_withdrawn(section):
                withdrawn = section, form
            elif withdrawn and form == withdrawn[1]:
                withdrawn = None
            continue
        read = rows_of_cells if in_table else rows_of_words
        fresh = read(found, lines, part)
        rows += fresh
        of_words += [] if in_table else fresh
        for row in fresh:
            row.section = section
            if withdrawn:
                row.reasons.append(f"section: '{withdrawn[0]}' withdraws the rows below it")
    doubt_all(of_words, found.fields)
    if "subsidy_class" not in found.fields:
        for row in rows:
            _part_classes(row)
    _join_labels(rows)
    return rows


def _part_classes(row: ReadRow) -> None:
    """The class that stands in a cell of amounts (A类1500元), where no column prints classes."""
    for name in ROW_AMOUNTS:
        cell = row.filled.get(name)
        parts = class_and_amount(cell.meaning) if cell else None
        if cell and parts:
            word, amount = parts
            row.filled[name] = replace(cell, text=amount, meaning=amount)
            row.filled["subsidy_class"] = cell.part("subsidy_class", word)


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
    return isinstance(line, Row) and (found.in_table or line.width == len(found.fields))


def _join_labels(rows: Sequence[ReadRow]) -> None:
    """Make a label whole that a page end cuts, for all rows beside it; its halves are kept."""
    runs: list[tuple[list[str], list[ReadRow]]] = []
    for row in rows:
        cell = row.filled.get("label")
        if cell is None or not cell.text:
            continue
        halves, beside = runs[-1] if runs else ([], [])
        if cell.is_from_above:
            beside.append(row)
        elif beside and beside[-1].section == row.section and _is_cut("".join(halves), cell.text):
            halves.append(cell.text)
            beside.append(row)
        else:
            runs.append(([cell.text], [row]))
    for halves, beside in runs:
        for row in beside if len(halves) > 1 else ():
            cell = row.filled["label"]
            if not cell.is_from_above:
                row.kept[cell.heading] = cell.text
            cell.text = cell.meaning = "".join(halves)
            cell.origin = "automatic"
        beside[0].wrapped += ["".join(halves)] * (len(halves) > 1)


def _is_cut(label: str, more: str) -> bool:
    """Whether a page end cuts a label: together the halves name a certificate that apart they
    do not.
    """
    known, knows_more, whole = map(parse_certificate, (label, more, label + more))
    if whole is None:
        return False
    return knows_more is None or (known is None and whole != knows_more)
