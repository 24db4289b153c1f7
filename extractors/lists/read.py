"""The body of a list as rows of fields, each under its section and its merged label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.catalog import Column
from extractors.document import Line, Row
from extractors.lists.read_row import ReadRow
from extractors.lists.rows_of_cells import rows_of_cells
from extractors.lists.rows_of_words import doubt_all, rows_of_words
from extractors.locate.found import FoundList
from extractors.words.amounts import class_and_amount
from extractors.words.certificates import parse_certificate
from extractors.words.headings import ROW_AMOUNTS, Field
from extractors.words.text import squeeze
from extractors.words.titles import is_withdrawn, section_form


def read_list(
    found: FoundList, lines: Sequence[Line], columns: dict[Field, Column]
) -> list[ReadRow]:
    """Every printed row of a list's body, in order; section rows give their title to those below.

    ``columns`` are the list's columns by field, their vocabularies filled in. Rows below a section
    that is withdrawn (取消的项目), or a part of it, are rejected: they are subsidized no more.
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
        fresh = read(found, lines, part, columns)
        rows += fresh
        of_words += [] if in_table else fresh
        for row in fresh:
            row.section = section
            if withdrawn:
                row.reasons.append(f"section: '{withdrawn[0]}' withdraws the rows below it")
    doubt_all(of_words, found.mapping.fields)
    if "subsidy_class" not in found.mapping.fields:
        for row in rows:
            _part_classes(row)
    _fill_labels(found, rows)
    return rows


def _part_classes(row: ReadRow) -> None:
    """The class that stands in a cell of amounts (A类1500元), where no column prints classes."""
    for name in ROW_AMOUNTS:
        if parts := class_and_amount(row.meaning(name)):
            row.texts["subsidy_class"], row.texts[name] = parts
            row.meant.pop(name, None)
            row.inherited |= {"subsidy_class"} if name in row.inherited else set()


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


def _fill_labels(found: FoundList, rows: Sequence[ReadRow]) -> None:
    """The text of a merged label cell for the rows beside it, over page ends but no section."""
    if "label" not in found.mapping.fields:
        return
    heading = squeeze(found.mapping.headings[found.mapping.fields.index("label")])
    label = ""
    beside: list[ReadRow] = []
    section: str | None = None
    for row in rows:
        if row.section != section:
            label, section = "", row.section
        own = row.texts.get("label", "")
        if own and _is_cut(label, own):
            for half, text in ((beside[0], label), (row, own)):
                half.other[heading] = text
                half.own_label = False
                half.inherited.add("label")
            beside[0].wrapped.append(label + own)
            label += own
            for each in beside:
                each.texts["label"] = label
        elif own:
            label, beside = own, []
        if label:
            beside.append(row)
        if label and own != label:
            row.texts["label"] = label
            row.inherited.add("label")


def _is_cut(label: str, more: str) -> bool:
    """Whether a page end cuts a label: together the halves name a certificate that apart they
    do not.
    """
    known, knows_more, whole = map(parse_certificate, (label, more, label + more))
    if not label or whole is None:
        return False
    return knows_more is None or (known is None and whole != knows_more)
