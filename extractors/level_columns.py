"""Levels as columns: which columns of amounts a header of levels (五级 | 四级 | 三级) makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors import amounts, catalog, values
from extractors.amounts import Level
from extractors.catalog import ROW_AMOUNTS
from extractors.found import FoundList
from extractors.lines import Line
from extractors.units import Unit, header_prints, unit_above, unit_of

AmountField = Literal["amount", "training_amount", "assessment_amount"]
AMOUNT_FIELDS: tuple[AmountField, ...] = ("amount", "training_amount", "assessment_amount")

_NO_MONEY = re.compile(r"课时|学时|时长|天数|周期|人数|比例|题")
_MONEY = re.compile(r"补贴|金额|元|奖补|资助|标准|等级|级别")
_ASSESSMENT = re.compile(r"鉴定|评价|考核|认定")


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A grid column of amounts: what they are for, the levels its heading names, its unit.

    ``item`` are its headings from above, joined by a slash.
    """

    place: int
    field: AmountField
    levels: tuple[Level, ...] | None
    unit: Unit
    item: str = ""


def field_above(prints: Sequence[str], heading: str) -> AmountField | None:
    """What the amounts below a level are for, by the headings over it; None where no money is.

    Without a heading above they are plain amounts, as below one that names no purpose.
    """
    over = [values.squeeze(values.fold(text)) for text in prints if text != heading]
    if not over:
        return "amount"
    for text in over:
        named = catalog.field_of_heading(text)
        if named in AMOUNT_FIELDS:
            return named
    whole = "".join(over)
    if _NO_MONEY.search(whole) or not _MONEY.search(whole):
        return None
    if _ASSESSMENT.search(whole):
        return None if "培训" in whole else "assessment_amount"
    return "training_amount" if "培训" in whole else "amount"


def amounts_by_level(found: FoundList, lines: Sequence[Line]) -> dict[int, AmountColumn]:
    """The columns of a list (not a rate table) that hold amounts of one level, by grid column.

    They are for what their heading says; where it does not, for what the list has amounts for and
    prints in no column of its own. Columns that share purpose and level are none.
    """
    mapping = found.mapping
    of_levels = catalog.level_columns(mapping.headings)
    if not of_levels or found.words.kind == "rates":
        return {}
    described = {column.field for column in found.words.columns}
    free = [name for name in ROW_AMOUNTS if name in described and name not in mapping.fields]
    prints = header_prints(found, lines)
    above = unit_above(lines, found.headers[0])
    columns: dict[int, AmountColumn] = {}
    for place in of_levels:
        heading = mapping.headings[place]
        name = field_above(prints[place], heading)
        name = free[0] if name == "amount" and free else name
        if mapping.fields[place] is not None or name not in free:
            continue
        item = "/".join(values.squeeze(text) for text in prints[place])
        unit = unit_of("".join(prints[place]), above)
        levels = catalog.levels_of_heading(heading)
        columns[place] = AmountColumn(place, name, levels, unit, item)
    return {place: each for place, each in columns.items() if _is_only(each, columns.values())}


def _is_only(column: AmountColumn, columns: Iterable[AmountColumn]) -> bool:
    same = [
        each for each in columns if each.field == column.field and _values(each) & _values(column)
    ]
    return len(same) == 1


def _values(column: AmountColumn) -> set[int]:
    return {level.value for level in column.levels or ()}


def unknown_headings(found: FoundList, lines: Sequence[Line]) -> tuple[str, ...]:
    """Headings of a list that name no field and no level of its amounts."""
    read = amounts_by_level(found, lines)
    pairs = enumerate(zip(found.mapping.headings, found.mapping.fields, strict=True))
    return tuple(text for place, (text, name) in pairs if name is None and place not in read)


def is_amount(text: str) -> bool:
    """Whether a cell below a level is an amount in whatever unit its heading has, or none."""
    return amounts.prints_no_amount(text) or any(
        amounts.parse_amount(text, factor) for factor in (1, 10000)
    )
