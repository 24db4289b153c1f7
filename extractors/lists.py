"""The body of a list as rows of fields: cells by column, words dealt, cut rows made whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors import values
from extractors.catalog import Column, Field
from extractors.document import Cell, Row
from extractors.found import FoundList
from extractors.lines import Line, line_text
from extractors.tables import DealtRow, Word, WordLine, deal, deal_rows

_REJECTING: dict[Field, str] = {
    "subsidy_class": "class",
    "certificate": "certificate",
    "level": "level",
    "amount": "amount",
    "training_amount": "amount",
    "assessment_amount": "amount",
}


@dataclass(slots=True)
class ReadRow:
    """One printed row of a list.

    ``lines`` are the flat lines it stands on and ``tail`` those after a page end (none of them in
    ``lines``); ``texts`` its cells by field as printed, line ends taken out; ``other`` the cells of
    columns without a field, by heading; ``inherited`` the fields whose text stands in a cell above
    or is worked out by the format; ``reasons`` why it cannot be loaded. ``label`` and ``section``
    are the merged label and the section title it stands under. ``wrapped`` are the cells that run
    over lines, made whole; ``over_lines`` and ``rejoined`` tell that the row itself runs over
    lines, and over a page end.
    """

    lines: tuple[int, ...]
    tail: tuple[int, ...]
    texts: dict[Field, str]
    other: dict[str, str]
    cells: list[str]
    tail_cells: list[str]
    inherited: set[Field] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    section: str | None = None
    own_label: bool = False
    wrapped: list[str] = field(default_factory=list)
    over_lines: bool = False
    rejoined: bool = False


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
        fresh = _table_rows if in_table else _word_rows
        before = len(rows)
        rows += fresh(found, lines, part, columns)
        for row in rows[before:]:
            row.section = section
    _fill_labels(rows, columns)
    return rows


def _stretches(found: FoundList, lines: Sequence[Line]) -> Iterator[tuple[list[int], bool]]:
    """The body cut at section rows and where cells give way to words; each with whether cells."""
    part: list[int] = []
    for index in found.body:
        cut = index in found.sections
        if part and (cut or isinstance(lines[part[0]], Row) != isinstance(lines[index], Row)):
            yield part, isinstance(lines[part[0]], Row)
            part = []
        if cut:
            yield [index], True
        else:
            part.append(index)
    if part:
        yield part, isinstance(lines[part[0]], Row)


# --- rows of cells --------------------------------------------------------------------------------


def _table_rows(
    found: FoundList, lines: Sequence[Line], part: Sequence[int], columns: dict[Field, Column]
) -> list[ReadRow]:
    rows: list[ReadRow] = []
    page: int | None = None
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
        row = _row_of_cells(index, line, found, columns)
        # what was dealt to no columns has nothing that could be joined to anything
        dealt = not row.reasons and bool(rows) and not rows[-1].reasons
        if after_page_end and dealt and (_fails(row, columns) or _fails(rows[-1], columns)):
            joined = _joined(rows[-1], row)
            if not joined.tail or not _fails(joined, columns):
                rows[-1] = joined
                continue
        rows.append(row)
    for row in rows:
        row.reasons += _reasons(row, columns)
    return rows


def _row_of_cells(index: int, line: Row, found: FoundList, columns: dict[Field, Column]) -> ReadRow:
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
        if name is None:
            if text:
                heading = values.squeeze(found.mapping.headings[column])
                row.other[heading] = row.other.get(heading, "") + text
            continue
        if cell.automatic:
            row.inherited.add(name)
        row.texts[name] = text
    row.own_label = bool(row.texts.get("label"))
    return row


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
        texts[name] = values.join_lines(texts.get(name, "") + "\n" + text)
    other = dict(head.other)
    for heading, text in tail.other.items():
        other[heading] = other.get(heading, "") + text
    return ReadRow(
        head.lines,
        head.tail + tail.lines,
        texts,
        other,
        head.cells,
        head.tail_cells + tail.cells,
        inherited=head.inherited,
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


# --- rows of words --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tier:
    """How much the slots take: codes that are none (48), words no vocabulary has yet."""

    malformed_codes: bool
    new_words: bool


# a well-formed reading goes before one that needs a malformed code, and that before a new word
_TIERS = (_Tier(False, False), _Tier(True, False), _Tier(True, True))


def _word_rows(
    found: FoundList, lines: Sequence[Line], part: Sequence[int], columns: dict[Field, Column]
) -> list[ReadRow]:
    word_lines = [
        WordLine(line_text(lines[index]), index, _after_page_end(found, lines, index, place))
        for place, index in enumerate(part)
    ]
    dealt = _deal(found, columns, word_lines)
    last = word_lines[-1]
    if not dealt[-1].readings and last.text.split() == last.text.split()[:1]:
        without = _deal(found, columns, word_lines[:-1])
        if values.parse_serial(last.text) is not None and without and without[-1].readings:
            found.body.remove(last.index)  # a page number below the last row
            dealt = without
    return [_row_of_words(row, found, lines) for row in dealt]


def _deal(
    found: FoundList, columns: dict[Field, Column], lines: Sequence[WordLine]
) -> list[DealtRow]:
    dealt = deal_rows(lines, _slots(found, columns, _TIERS[0]))
    for tier in _TIERS[1:]:
        dealt = _read_again(dealt, lines, _slots(found, columns, tier))
    return dealt


def _read_again(
    dealt: Sequence[DealtRow], lines: Sequence[WordLine], slots: Sequence[Callable[[str], bool]]
) -> list[DealtRow]:
    """Stretches of rows that did not read, dealt once more to slots that take more."""
    by_index = {line.index: line for line in lines}
    rows: list[DealtRow] = []
    for unread, stretch in itertools.groupby(dealt, key=lambda row: not row.readings):
        if unread:
            indexes = [index for row in stretch for index in row.lines]
            rows += deal_rows([by_index[index] for index in indexes], slots)
        else:
            rows += stretch
    return rows


def _after_page_end(found: FoundList, lines: Sequence[Line], index: int, place: int) -> bool:
    line = lines[index]
    before = lines[index - 1] if place else None
    turned = (
        before is not None
        and line.position.page is not None
        and before.position.page != line.position.page
    )
    return index in found.page_ends or line.position.starts_page or turned


def _slots(
    found: FoundList, columns: dict[Field, Column], tier: _Tier
) -> list[Callable[[str], bool]]:
    return [_slot(name, columns, tier) for name in found.mapping.fields]


def _slot(name: Field | None, columns: dict[Field, Column], tier: _Tier) -> Callable[[str], bool]:
    if name is None:
        return lambda text: True
    column = columns[name]
    if name == "code":
        if not tier.malformed_codes:
            return lambda text: (
                values.parse_code(text) is not None or (bool(text) and values.is_none_sign(text))
            )
        return lambda text: bool(text) and column.accepts(text)
    return column.accepts_loosely if tier.new_words else column.accepts


def _row_of_words(dealt: DealtRow, found: FoundList, lines: Sequence[Line]) -> ReadRow:
    head = tuple(index for index in dealt.lines if index not in dealt.tail)
    reading = dealt.reading
    row = ReadRow(head, dealt.tail, {}, {}, [], [])
    row.over_lines = len(head) > 1 or len(dealt.tail) > 1
    row.rejoined = bool(dealt.tail)
    if reading is None:
        row.cells = [word for index in head for word in line_text(lines[index]).split()]
        row.tail_cells = [word for index in dealt.tail for word in line_text(lines[index]).split()]
        if dealt.readings:
            shown = " or ".join(
                " | ".join("".join(parts) for parts in each) for each in dealt.readings
            )
            row.reasons.append(f"cells: the row can be read in several ways: {shown}")
        else:
            row.reasons.append("cells: the row can be read in no way as the list's columns")
        return row
    for name, heading, parts in zip(
        found.mapping.fields, found.mapping.headings, reading, strict=True
    ):
        text = "".join(parts)
        if name is not None:
            row.texts[name] = text
        elif text:
            row.other[values.squeeze(heading)] = text
        if parts[0]:
            row.cells.append(parts[0])
        row.tail_cells += [part for part in parts[1:] if part]
    whole = {" ".join(line_text(lines[index]).split()) for index in dealt.lines}
    row.wrapped = [
        part
        for part in (*row.cells, *row.tail_cells)
        if not any(" ".join(part.split()) in text for text in whole)
    ]
    row.own_label = bool(row.texts.get("label"))
    return row


# --- merged labels --------------------------------------------------------------------------------


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
