"""Levels as columns: which columns of amounts a header of levels (五级 | 四级 | 三级) makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.document import Line, Row
from extractors.locate.found import FoundList
from extractors.locate.units import MoneyUnit, header_prints, unit_beside, unit_of
from extractors.words import amounts
from extractors.words.amounts import ASSESSMENT, STANDARD, SUPPORT, TRAINING
from extractors.words.headings import (
    ROW_AMOUNTS,
    AmountField,
    Field,
    class_of_heading,
    field_of_heading,
    is_of_which,
    level_columns,
    levels_of_heading,
    plain_heading,
)
from extractors.words.hours import LENGTH
from extractors.words.levels import Level, parse_levels
from extractors.words.text import fold, squeeze
from schemas.vocabulary import SubsidyClass

_NO_MONEY = re.compile(f"{LENGTH}|人数|比例|题")
_MONEY = re.compile(f"{SUPPORT}|{STANDARD}|元|等级|级别")


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A grid column of amounts: what they are for, the levels its heading names, its unit.

    ``item`` are its headings from above, joined by a slash. In a rate table a heading, or one
    above it, may name the class (A类) too. ``is_part`` tells that its amounts are a part of those
    beside (其中：鉴定费).
    """

    place: int
    field: AmountField
    levels: tuple[Level, ...] | None
    unit: MoneyUnit
    item: str = ""
    subsidy_class: SubsidyClass | None = None
    is_part: bool = False


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
    if _NO_MONEY.search(whole) or not _MONEY.search(whole):
        return None
    if re.search(ASSESSMENT, whole):
        return None if TRAINING in whole else "assessment_amount"
    return "training_amount" if TRAINING in whole else "amount"


def amounts_by_level(found: FoundList, lines: Sequence[Line]) -> dict[int, AmountColumn]:
    """The columns of a list (not a rate table) that hold amounts of one level, by grid column.

    They are for what the heading over them says; without one for training, or for what alone the
    list has amounts for, unless another column has these. Two of one purpose and level are none.
    """
    mapping = found.mapping
    of_levels = level_columns(mapping.headings)
    if not of_levels or found.words.kind == "rates":
        return {}
    described = {column.field for column in found.words.columns}
    free = [name for name in ROW_AMOUNTS if name in described and name not in mapping.fields]
    plain = next((name for name in ROW_AMOUNTS if name in described), None)
    prints = header_prints(found, lines)
    beside = unit_beside(found, lines)
    columns: dict[int, AmountColumn] = {}
    for place in of_levels:
        heading = mapping.headings[place]
        name = field_above(prints[place], heading)
        name = plain if name == "amount" else name
        if mapping.fields[place] is not None or name not in free:
            continue
        item = "/".join(squeeze(text) for text in prints[place])
        unit = unit_of("".join(prints[place]), beside)
        levels = levels_of_heading(heading)
        part = is_of_which(prints[place])
        columns[place] = AmountColumn(place, name, levels, unit, item, is_part=part)
    counts = Counter(pair for each in columns.values() for pair in _pairs(each))
    return {
        place: each
        for place, each in columns.items()
        if all(counts[pair] == 1 for pair in _pairs(each))
    }


def _pairs(column: AmountColumn) -> set[tuple[AmountField, int]]:
    return {(column.field, level.value) for level in column.levels or ()}


def lacking_amounts(found: FoundList, lines: Sequence[Line]) -> tuple[Field, ...]:
    """The amounts a list must print in its rows and has no column for, of its own or by level."""
    read = {each.field for each in amounts_by_level(found, lines).values()}
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

    One that covers several grid columns names them all where no cell begins below its others.
    """
    read = amounts_by_level(found, lines)
    headings, fields = found.mapping.headings, found.mapping.fields
    unknown = [place for place, name in enumerate(fields) if name is None and place not in read]
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
