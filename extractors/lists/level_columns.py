"""Columns of amounts side by side in a list: one a level (五级 | 四级), class, group or unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.document import Line, Row
from extractors.locate.found import FoundList
from extractors.locate.units import MoneyUnit, header_prints, unit_beside, unit_of
from extractors.words import amounts
from extractors.words.amounts import ASSESSMENT, COST, STANDARD, SUPPORT, TRAINING
from extractors.words.heading_rules import (
    NO_MONEY,
    field_of_group,
    group_above,
    names_cost,
    pays_beside_costs,
)
from extractors.words.headings import (
    ROW_AMOUNTS,
    AmountField,
    Field,
    class_from_above,
    class_of_heading,
    field_of_heading,
    is_of_which,
    level_columns,
    levels_from_above,
    plain_heading,
)
from extractors.words.levels import Level, parse_levels
from extractors.words.text import fold, squeeze
from extractors.words.titles import is_total
from schemas.vocabulary import SubsidyClass

_ROWS_ASKED = 200
_MONEY = re.compile(f"{SUPPORT}|{STANDARD}|{COST}|元|等级|级别")
_PURPOSE_ALONE = re.compile(f"(?:{TRAINING}|{ASSESSMENT})$")


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A grid column of amounts: what they are for, the levels its heading names, its unit.

    ``item`` are its headings from above, joined by a slash. In a rate table a heading, or one
    above it, may name the class (A类) too. ``is_part`` tells that its amounts are a part of those
    beside (其中：鉴定费), ``group`` for whom of several it is (企业在岗职工 | 失业人员).
    """

    place: int
    field: AmountField
    levels: tuple[Level, ...] | None
    unit: MoneyUnit
    item: str = ""
    subsidy_class: SubsidyClass | None = None
    is_part: bool = False
    group: str | None = None

    @property
    def kinds(self) -> set[tuple[object, ...]]:
        """What tells its amounts from those of another column, once a level."""
        levels = [level.value for level in self.levels] if self.levels else [None]
        unit = self.unit.paid_for, self.unit.at_most
        of = self.field, self.subsidy_class, unit, self.is_part, self.group
        return {(level, *of) for level in levels}


def field_above(prints: Sequence[str], heading: str) -> AmountField | None:
    """What the amounts below a level or class are for, by what stands over it; None for no money.

    Without a heading above they are plain amounts, as below one that names no purpose. A heading
    that names amounts of a level (鉴定补贴标准（初级）) says itself what they are for.
    """
    own = plain_heading(heading)
    over = [
        squeeze(fold(text)) for text in prints if text != heading and not class_of_heading(text)
    ]
    if parse_levels(own) is None and not class_of_heading(heading):
        over.append(own)
    if not over:
        return "amount"
    named = {field_of_heading(text) for text in over}
    purposes = [name for name in ROW_AMOUNTS if name in named]
    if purposes:
        return purposes[0] if len(purposes) == 1 else None
    if "amount" in named:
        return "amount"
    whole = "".join(over)
    if NO_MONEY.search(whole) or not (_MONEY.search(whole) or _PURPOSE_ALONE.search(whole)):
        return None
    if re.search(ASSESSMENT, whole):
        return None if TRAINING in whole else "assessment_amount"
    return "training_amount" if TRAINING in whole else "amount"


def amount_columns(found: FoundList, lines: Sequence[Line]) -> dict[int, AmountColumn]:
    """The columns of amounts of a list (not a rate table) that are no field's, by place.

    Those of a level or class are for what the heading over them says; without one for training, or
    for what alone the list has amounts for, unless another column has these. Others are of a group
    of persons, or in another unit than the field's column. Two of the same amounts are none.
    """
    mapping = found.mapping
    if found.words.kind == "rates":
        return {}
    described = {column.field for column in found.words.columns}
    plain = next((name for name in ROW_AMOUNTS if name in described), None)
    prints = header_prints(found, lines)
    of_levels = spread_columns(mapping.headings, prints)
    beside = unit_beside(found, lines)
    parted = any(map(is_of_which, prints))
    paid = pays_beside_costs(prints)
    columns: list[AmountColumn] = []
    for place, heading in enumerate(mapping.headings):
        own = mapping.fields[place]
        of_level = place in of_levels and own is None
        if own is not None and own not in ROW_AMOUNTS:
            continue
        name, group = (
            (field_above(prints[place], heading), None)
            if of_level
            else field_of_group(prints[place], beside_parts=parted)
        )
        if of_level and parted and is_total(prints[place][-1]):
            name = "amount"
        name = own or (plain if name == "amount" else name)
        if name not in described or name is None or (of_level and name in mapping.fields):
            continue
        if own is None and paid and names_cost(prints[place]):
            continue
        if own is None and not of_level and not _hold_amounts(found, lines, place):
            continue
        levels = levels_from_above(heading, prints[place]) if own is None else None
        columns.append(
            AmountColumn(
                place,
                name,
                levels,
                unit_of("".join(prints[place]), beside),
                "/".join(squeeze(text) for text in prints[place]),
                class_from_above(heading, prints[place]) if of_level else None,
                is_part=is_of_which(prints[place]),
                group=None if levels else group,
            )
        )
    columns = told_apart(columns, prints)
    taken = Counter(kind for each in columns for kind in each.kinds)
    return {
        each.place: each
        for each in columns
        if mapping.fields[each.place] is None and all(taken[kind] == 1 for kind in each.kinds)
    }


def spread_columns(headings: Sequence[str], prints: Sequence[Sequence[str]]) -> list[int]:
    """The columns of a level or a class each, by their headings or those above, if two or more."""
    for named in (levels_from_above, class_from_above):
        places = [n for n, each in enumerate(zip(headings, prints, strict=True)) if named(*each)]
        if len(places) > 1:
            return places
    return []


def told_apart(
    columns: Sequence[AmountColumn], prints: Sequence[Sequence[str]]
) -> list[AmountColumn]:
    """The columns, those of the same amounts with the group that headings name (失业人员)."""
    taken = Counter(kind for each in columns for kind in each.kinds)
    return [
        replace(each, group=each.group or group_above(prints[each.place]))
        if any(taken[kind] > 1 for kind in each.kinds)
        else each
        for each in columns
    ]


def _hold_amounts(found: FoundList, lines: Sequence[Line], place: int) -> bool:
    """Whether most of the first cells of a column are amounts; words may be of any column."""
    body = [lines[index] for index in found.body[:_ROWS_ASKED]]
    rows = (line for line in body if isinstance(line, Row))
    texts = [each.text for row in rows for each in row.placed if each.start == place and each.text]
    return 2 * sum(map(is_amount, texts)) > len(texts) or not found.in_table


def lacking_amounts(found: FoundList, lines: Sequence[Line]) -> tuple[Field, ...]:
    """The amounts a list must print in its rows and has no column for, of its own or by level."""
    read = {each.field for each in amount_columns(found, lines).values()}
    return tuple(
        column.field
        for column in found.words.columns
        if column.field in ROW_AMOUNTS
        and not column.absent
        and column.field not in found.mapping.fields
        and column.field not in read
    )


def levels_below_header(found: FoundList, lines: Sequence[Line]) -> int | None:
    """The first line of a list's body where it prints nothing but levels: it belongs to a header.

    None where it does not, as nearly always.
    """
    first = next(iter(found.body), None)
    if first is None or found.words.kind == "rates":
        return None
    printed = lines[first].words
    levels = level_columns(printed)
    return first if levels and len(levels) == len(printed) else None


def unknown_headings(found: FoundList, lines: Sequence[Line]) -> tuple[str, ...]:
    """Headings of a list that name no field and no level of its amounts.

    A column of levels (等级) beside amounts says of which level they are.
    One that covers several grid columns names them all where no cell begins below its others.
    """
    read = amount_columns(found, lines)
    headings, fields = found.mapping.headings, found.mapping.fields
    priced = not set(ROW_AMOUNTS).isdisjoint(fields)
    unknown = [
        place
        for place, name in enumerate(fields)
        if name is None
        and place not in read
        and not (priced and field_of_heading(headings[place]) == "level")
    ]
    wide: set[int] = set()
    for place in unknown:
        same = place > 0 and headings[place] == headings[place - 1]
        if same and (place - 1 not in unknown or place - 1 in wide):
            wide.add(place)
    if wide:
        wide -= _begun(lines[index] for index in found.body)
    return tuple(headings[place] for place in unknown if place not in wide)


def _begun(lines: Iterable[Line]) -> set[int]:
    """The grid columns in which a cell with text begins."""
    rows = (line for line in lines if isinstance(line, Row))
    return {each.start for row in rows for each in row.placed if each.cell.text.strip()}


def is_amount(text: str) -> bool:
    """Whether a cell below a level is an amount in whatever unit its heading has, or none."""
    return amounts.prints_no_amount(text) or any(
        amounts.parse_amount(text, factor) for factor in (1, 10000)
    )
