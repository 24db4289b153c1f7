"""The columns of a list or rate table as found: told once, for all that reads them.

Once the list's lines are known, each column says what its cells are of: a field; or amounts beside
others, of a level (五级 | 四级), a class (A类 | B类), a group of persons or another unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extractors.document import Line, Row
from extractors.locate.found import FoundColumn, FoundList
from extractors.locate.units import unit_beside, unit_of
from extractors.words.amounts import (
    ASSESSMENT,
    COST,
    STANDARD,
    SUPPORT,
    TRAINING,
    is_amount,
)
from extractors.words.certificates import parse_certificate
from extractors.words.heading_rules import (
    NO_MONEY,
    field_of_group,
    group_above,
    group_named,
    names_cost,
    names_fee,
    names_purpose,
    pays_beside_costs,
)
from extractors.words.headings import (
    AMOUNT_FIELDS,
    ROW_AMOUNTS,
    AmountField,
    Field,
    class_columns,
    class_from_above,
    class_of_heading,
    field_of_heading,
    is_of_which,
    level_columns,
    levels_from_above,
    plain_heading,
    side_by_side,
)
from extractors.words.levels import parse_levels
from extractors.words.text import fold, squeeze
from extractors.words.titles import is_total

_ROWS_ASKED = 200
_MONEY = re.compile(f"{SUPPORT}|{STANDARD}|{COST}|元|等级|级别")
_PURPOSE_ALONE = re.compile(f"(?:{TRAINING}|{ASSESSMENT})$")
# fields that a rate table may print though the list's words do not name them
_MAY_PRINT: frozenset[Field] = frozenset(
    {"serial", "certificate", "subsidy_class", "level", "training_amount", "assessment_amount"}
)


def tell_columns(found: FoundList, lines: Sequence[Line]) -> None:
    """Tell of the columns of a list all that their headings, its words and its cells say."""
    beside = unit_beside(found, lines)
    parts = _parts(found)
    spread = {*_spread_columns(found.columns), *class_columns(found.headings)}
    found.columns = _freed(found.columns, spread)
    columns: list[FoundColumn] = []
    for known in found.columns:
        each = known
        if each.field is None and found.is_rates:
            each = _of_rates(each, found, columns, spread, parted=bool(parts))
        elif each.field is None:
            each = _of_list(each, found, lines, spread, parts, _whole_beside(columns))
        if each.is_amount:
            above = each.prints if each.place in spread else ()
            levels = levels_from_above(each.heading, above)
            each = replace(
                each,
                levels=levels,
                subsidy_class=class_from_above(each.heading, each.prints),
                group=None if levels else each.group,
                unit=unit_of("".join(each.prints), beside),
                is_part=each.place in parts,
            )
        columns.append(each)
    columns = _told_apart(columns)
    if found.is_rates:
        found.columns = tuple(replace(each, is_read=each.field is not None) for each in columns)
    else:
        found.columns = tuple(_read_columns(_without_doubles(columns), _begun(found, lines)))


def _of_rates(
    each: FoundColumn,
    found: FoundList,
    before: Sequence[FoundColumn],
    spread: Collection[int],
    *,
    parted: bool,
) -> FoundColumn:
    """A column of a rate table whose heading names no field of the list's words.

    A heading over several grid columns names all of them.
    """
    heading = each.heading
    known = {column.field for column in (*found.columns, *before)}
    named = field_of_heading(heading)
    of_group, group = field_of_group(each.prints, beside_parts=parted)
    if each.place and heading.strip() and heading == before[-1].heading:
        return replace(before[-1], place=each.place, prints=each.prints)
    if each.place in spread:
        return replace(each, field=field_above(each.prints, heading), role="spread")
    if named in AMOUNT_FIELDS and named in known:
        return replace(each, field=named, role="again")
    if named in _MAY_PRINT and named not in known:
        both = named == "training_amount" and "amount" in known
        return replace(each, field=None if both else named)
    of_money = of_group and (group or is_total(each.prints[-1]))
    return replace(each, field=of_group, role="spread", group=group) if of_money else each


def _of_list(
    each: FoundColumn,
    found: FoundList,
    lines: Sequence[Line],
    spread: Collection[int],
    parts: Collection[int],
    whole: FoundColumn | None,
) -> FoundColumn:
    """A column of a list whose heading names no field of it: one of amounts, or of nothing known.

    Those of a level or class are for what the heading over them says; without one for training, or
    for what alone the list has amounts for, unless another column has these. Others are of a group
    of persons or a certificate, or in another unit than the field's column. What is said to be a
    part (其中) is one of money where the column it is a part of is. Beside what is paid, what it
    costs is no amount.
    """
    described = {column.field for column in found.words.columns}
    name, group = field_of_group(each.prints, beside_parts=bool(parts))
    if name is None and (parse_certificate(each.heading) or (whole and each.place in parts)):
        name, group = "amount", group_named(each.prints[-1])
    if each.place in spread:
        is_whole, part = parts and is_total(each.prints[-1]), name if each.place in parts else None
        name = "amount" if is_whole else field_above(each.prints, each.heading) or part
        group = None
    if name == "amount":
        name = next((plain for plain in ROW_AMOUNTS if plain in described), None)
    is_cost = names_cost(each.prints) and each.place not in parts
    paid = is_cost and pays_beside_costs([column.prints for column in found.columns])
    if name not in described or paid:
        return each
    if name in found.fields if each.place in spread else not _hold_amounts(found, lines, each):
        return each
    return replace(each, field=name, role="spread", group=group)


def _parts(found: FoundList) -> set[int]:
    """The columns of a table that are parts of others: those below 其中, else fees beside a sum."""
    columns = found.columns
    if said := {each.place for each in columns if is_of_which(each.prints)}:
        return said
    owns = {each.place: each.prints[-1] for each in columns if each.prints}
    fees = {place for place, own in owns.items() if names_fee(own)}
    # what is paid for training and for assessment is told apart without their sum
    of_purposes = all(names_purpose(owns[place]) for place in fees)
    return fees if any(map(is_total, owns.values())) and not of_purposes else set()


def _whole_beside(before: Sequence[FoundColumn]) -> FoundColumn | None:
    """The column of amounts of which what stands right of it may be parts."""
    whole = next((each for each in reversed(before) if not is_of_which(each.prints)), None)
    return whole if whole and whole.is_amount else None


def _spread_columns(columns: Sequence[FoundColumn]) -> list[int]:
    """The columns of a level or a class each, by their headings or those above, if two or more."""
    by_level = side_by_side(levels_from_above(each.heading, each.prints) for each in columns)
    return by_level or side_by_side(class_from_above(each.heading, each.prints) for each in columns)


def _freed(columns: Sequence[FoundColumn], spread: Collection[int]) -> tuple[FoundColumn, ...]:
    """The columns, none of them a field's own whose heading stands below each of several levels."""
    times = Counter(each.heading for each in columns if each.place in spread)
    return tuple(
        replace(each, field=None, words=None)
        if each.own in ROW_AMOUNTS and each.place in spread and times[each.heading] > 1
        else each
        for each in columns
    )


def _told_apart(columns: Sequence[FoundColumn]) -> list[FoundColumn]:
    """The columns, those of the same amounts with the group that headings name (失业人员)."""
    taken = Counter(kind for each in columns if each.is_amount for kind in each.kinds)
    return [
        replace(each, group=each.group or group_above(each.prints))
        if each.is_amount and any(taken[kind] > 1 for kind in each.kinds)
        else each
        for each in columns
    ]


def _without_doubles(columns: Sequence[FoundColumn]) -> list[FoundColumn]:
    """The columns of a list, without amounts side by side that nothing tells apart.

    What a second column of a field prints, or one that its heading covers too, is of that field.
    """
    taken = Counter(kind for each in columns if each.is_amount for kind in each.kinds)
    own = {each.own for each in columns if each.is_amount and each.own}
    found: list[FoundColumn] = []
    for each in columns:
        column = each
        if each.role == "spread" and any(taken[kind] > 1 for kind in each.kinds):
            column = FoundColumn(each.place, each.heading, None, prints=each.prints)
        if column.field is None:
            named = field_of_heading(each.heading)
            before = found[-1] if found and found[-1].heading == each.heading else column
            name = named if named in own else before.field if before.role != "spread" else None
            column = replace(column, field=name, role="again") if name else column
        found.append(column)
    return found


def _read_columns(columns: Sequence[FoundColumn], begun: Collection[int]) -> Iterator[FoundColumn]:
    """The columns of a list, each with whether its cells are read, or none begins in it.

    A heading that covers several grid columns names them all where no cell begins below its others.
    A column of levels (等级) beside amounts says of which level they are.
    """
    goes_on = False
    priced = any(each.own in ROW_AMOUNTS for each in columns)
    for place, each in enumerate(columns):
        is_first = each.role == "spread" or each.own is not None
        same = place > 0 and each.heading == columns[place - 1].heading
        goes_on = is_first or (same and goes_on)
        is_read = is_first or (priced and each.prints_levels) or (goes_on and place not in begun)
        yield replace(each, is_read=is_read)


def _begun(found: FoundList, lines: Sequence[Line]) -> set[int]:
    """The grid columns in which a cell with text begins."""
    rows = (line for index in found.body if isinstance(line := lines[index], Row))
    return {each.start for row in rows for each in row.placed if each.cell.text.strip()}


def _hold_amounts(found: FoundList, lines: Sequence[Line], column: FoundColumn) -> bool:
    """Whether most of the first cells of a column are amounts; words may be of any column."""
    body = [lines[index] for index in found.body[:_ROWS_ASKED]]
    cells = (each for line in body if isinstance(line, Row) for each in line.placed)
    texts = [each.text for each in cells if each.start == column.place and each.text]
    return 2 * sum(map(is_amount, texts)) > len(texts) or not found.in_table


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


def levels_below_header(found: FoundList, lines: Sequence[Line]) -> int | None:
    """The first line of a list's body where it prints nothing but levels: it belongs to a header.

    None where it does not, as nearly always.
    """
    first = next(iter(found.body), None)
    if first is None or found.is_rates:
        return None
    printed = lines[first].words
    levels = level_columns(printed)
    return first if levels and len(levels) == len(printed) else None
