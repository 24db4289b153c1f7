"""The columns of a rate table, the cells of a row by column, and what the word in a cell is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.document import Cell, Line, PlacedCell, Row
from extractors.lists.level_columns import (
    AmountColumn,
    field_above,
    spread_columns,
    told_apart,
    unknown_headings,
)
from extractors.locate.found import FoundList
from extractors.locate.units import header_prints, unit_beside, unit_of
from extractors.words import amounts
from extractors.words.amounts import ASSESSMENT, SUPPORT, TRAINING
from extractors.words.certificates import LIKE_CLASS, parse_certificate, parse_class
from extractors.words.heading_rules import field_of_group
from extractors.words.headings import (
    AMOUNT_FIELDS,
    Field,
    class_columns,
    class_from_above,
    field_of_heading,
    is_of_which,
    levels_from_above,
)
from extractors.words.levels import LIKE_LEVEL, NAMED_LEVEL, parse_levels
from extractors.words.signs import is_none_sign
from extractors.words.text import fold, squeeze
from extractors.words.titles import is_total
from schemas.vocabulary import SubsidyClass

# fields that a rate table may print though its city module does not name them
_MAY_PRINT: frozenset[Field] = frozenset(
    {"serial", "certificate", "subsidy_class", "level", "training_amount", "assessment_amount"}
)


@dataclass(frozen=True, slots=True)
class RateColumns:
    """What each grid column of a rate table is; ``lead`` is the one whose labels begin a group."""

    fields: tuple[Field | None, ...]
    headings: tuple[str, ...]
    lead: int | None
    amounts: tuple[AmountColumn, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings of columns that are neither read nor passed over on purpose."""
        pairs = zip(self.fields, self.headings, strict=True)
        return tuple(heading for name, heading in pairs if name is None and heading.strip())


def rate_columns(found: FoundList, lines: Sequence[Line]) -> RateColumns:
    """The columns of a rate table by its header, and the unit of each column of amounts.

    A heading over several grid columns names all of them; one that is a level (初级工) or a class
    (A类) makes its column one of amounts for that level or class.
    """
    headings = found.mapping.headings
    fields: list[Field | None] = list(found.mapping.fields)
    prints = header_prints(found, lines)
    spread = {*spread_columns(headings, prints), *class_columns(headings)}
    groups: dict[int, str | None] = {}
    for place, heading in enumerate(headings):
        if fields[place] is not None:
            continue
        name = field_of_heading(heading)
        of_group, group = field_of_group(prints[place], beside_parts=any(map(is_of_which, prints)))
        if place and heading.strip() and heading == headings[place - 1]:
            fields[place] = fields[place - 1]
        elif place in spread:
            fields[place] = field_above(prints[place], heading)
        elif name in AMOUNT_FIELDS and name in fields:
            fields[place] = name
        elif name in _MAY_PRINT and name not in fields:
            both = name == "training_amount" and "amount" in fields
            fields[place] = None if both else name
        elif group or is_total(prints[place][-1]):
            fields[place], groups[place] = of_group, group
    beside = unit_beside(found, lines)
    columns = [
        AmountColumn(
            place,
            name,
            levels_from_above(headings[place], prints[place]) if place in spread else None,
            unit_of("".join(prints[place]), beside),
            subsidy_class=class_from_above(headings[place], prints[place]),
            is_part=is_of_which(prints[place]),
            group=groups.get(place),
        )
        for place, name in enumerate(fields)
        if name in AMOUNT_FIELDS
    ]
    may_lead = ("label",) if "label" in fields else ("certificate", "subsidy_class")
    lead = next((place for place, name in enumerate(fields) if name in may_lead), None)
    return RateColumns(tuple(fields), tuple(headings), lead, tuple(told_apart(columns, prints)))


def unread_headings(found: FoundList, lines: Sequence[Line]) -> tuple[str, ...]:
    """The headings of a list or a rate table of whose columns nothing is read."""
    if found.words.kind == "rates":
        return rate_columns(found, lines).unknown
    return tuple(filter(str.strip, unknown_headings(found, lines)))


def placed_cells(line: Row, columns: RateColumns) -> list[PlacedCell] | None:
    """The cells of a row by grid column; None where they can be dealt in no way or in several.

    A row narrower than the header (a capture tells no merged cells) has its labels from the left
    and its amount at the end, or every cell at its place where only the amount's reads as one.
    Words for an amount may reach over blank cells to its column (a sheet tells no merged cells).
    """
    placed = _dealt(line, columns)
    if placed is None or len(columns.amounts) != 1:
        return placed
    money = columns.amounts[0].place
    filled = [place for place, each in enumerate(placed) if each.text and each.start <= money]
    last = placed[filled[-1]] if filled else None
    end = next((place for place, each in enumerate(placed) if each.covers(money)), None)
    if last is None or end is None or last.stop > money or not _is_in_words(last.text):
        return placed
    reaching = replace(last, stop=placed[end].stop)
    return [*placed[: filled[-1]], reaching, *placed[end + 1 :]]


def _dealt(line: Row, columns: RateColumns) -> list[PlacedCell] | None:
    placed = list(line.placed)
    width = len(columns.fields)
    while placed and placed[-1].stop > width and not placed[-1].text:
        placed.pop()
    if not placed or placed[-1].stop >= width:
        return placed if placed and placed[-1].stop == width else None
    money = {column.place for column in columns.amounts}
    if money == {width - 1}:
        last = placed[-1]
        labels = _labels_in_place(placed[:-1], columns)
        return [*labels, PlacedCell(last.cell, width - 1, width)]
    in_place = all(
        _is_money(each.text) == any(map(each.covers, money))
        for each in placed
        if each.text and not _is_serial(columns, each)
    )
    return placed if in_place and placed[-1].stop > max(money) else None


def _labels_in_place(labels: Sequence[PlacedCell], columns: RateColumns) -> list[PlacedCell]:
    """The labels of a narrow row: from the left, but a class or a level in the column of its kind.

    The columns passed over are blank: a capture leaves out cells that are merged with those above.
    """
    named = {"class": "subsidy_class", "level": "level"}
    found: list[PlacedCell] = []
    for each in labels:
        start = found[-1].stop if found else 0
        name = named.get(label_of(each.text, None, lead=True).kind)
        place = columns.fields.index(name) if name in columns.fields else start
        blanks = range(start, max(start, place))
        found += [PlacedCell(Cell(""), blank, blank + 1) for blank in blanks]
        start = max(start, place)
        found.append(PlacedCell(each.cell, start, start + each.cell.columns))
    return found


def _is_in_words(text: str) -> bool:
    amount = amounts.parse_amount(text)
    return amount is not None and not amount.in_figures


def _is_money(text: str) -> bool:
    return amounts.prints_no_amount(text) or amounts.parse_amount(text) is not None


def _is_serial(columns: RateColumns, each: PlacedCell) -> bool:
    return columns.fields[each.start] == "serial"


def amount_prints(found: FoundList, lines: Sequence[Line]) -> dict[int, dict[int, str]]:
    """What the cells of amounts of a rate table print: by flat line, then by grid column."""
    columns = rate_columns(found, lines)
    prints: dict[int, dict[int, str]] = {}
    for index in found.body:
        line = lines[index]
        placed = placed_cells(line, columns) if isinstance(line, Row) else None
        prints[index] = {
            column.place: each.text
            for column in columns.amounts
            for each in placed or ()
            if each.covers(column.place)
        }
    return prints


# --- words in cells -------------------------------------------------------------------------------

LabelKind = Literal["class", "level", "certificate", "label", "none"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a label cell holds, for its row and the merged cells below it.

    ``reason`` says why the word is none of the vocabulary its column or its form calls for.
    """

    kind: LabelKind
    text: str
    reason: str | None = None


_NOTED = re.compile(r"(?P<word>[^()]+)\((?P<note>[^()]+)\)")
_CLASS_ALONE = re.compile(rf"{LIKE_CLASS}(?:\(.*\))?")
_NAMES_SUPPORT = re.compile(f"{TRAINING}|{SUPPORT}|{ASSESSMENT}|证书|课程|项目")


def subsidy_class(text: str) -> SubsidyClass | None:
    """The class a cell names: A类, or A类（制造类） whose bracket names no class and no level."""
    word = parse_class(text)
    return word.value if word else None


def label_of(text: str, name: Field | None, *, lead: bool) -> Label:
    """What a cell under a column of field ``name`` holds; ``lead`` in the first column of labels.

    Class, level and certificate are told by what they are, wherever they stand; under a heading
    that names one of them any other word must name a training or a subsidy, to be a label.
    """
    bare = squeeze(fold(text))
    typed = name in ("subsidy_class", "level")
    # the sign 一 is a dash in a code's place, a numeral in a class's or level's
    if is_none_sign(text) and not (typed and bare == "一"):
        return Label("none", text)
    if subsidy_class(text) and (name != "level" or "类" in bare):
        return Label("class", text)
    if parse_levels(text) and (name != "subsidy_class" or NAMED_LEVEL.search(bare)):
        return Label("level", text)
    if (name == "certificate" or not lead) and parse_certificate(text):
        return Label("certificate", text)
    if _CLASS_ALONE.fullmatch(bare) or (typed and re.match(LIKE_CLASS, bare)):
        return _outside("class", text)
    if typed and (LIKE_LEVEL.search(bare) or not _NAMES_SUPPORT.search(bare)):
        return _outside("class" if name == "subsidy_class" else "level", text)
    if name == "certificate":
        return _outside("certificate", text)
    return Label("label", text)


def _outside(kind: Literal["class", "level", "certificate"], text: str) -> Label:
    return Label(kind, text, f"{kind}: '{text}' is outside its vocabulary")
