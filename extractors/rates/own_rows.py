"""Amounts in a list's own rows: in a column for all levels of the row, or in a column a level."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.extraction import EntryRow, RateRow
from extractors.findings import Findings
from extractors.lists.fill_down import FilledCell, word_cell
from extractors.lists.read_row import ReadRow
from extractors.locate.found import FoundColumn
from extractors.rates.cells import in_unit, kinds_paid, unit_in_row
from extractors.rates.sums import sum_of
from extractors.words import amounts
from extractors.words.amounts import ASSESSMENT, TRAINING, Amount, sum_in_words
from extractors.words.heading_rules import purpose_paid
from extractors.words.headings import (
    ROW_AMOUNTS,
    Field,
    class_of_heading,
    levels_of_heading,
    plain_heading,
)
from extractors.words.levels import Level, parse_levels
from extractors.words.money_units import under, why_unread
from extractors.words.signs import TICKS
from extractors.words.text import cuts_figure
from schemas.vocabulary import Purpose

# a heading over levels, and what makes it one of the levels of some amounts alone
_LEVELS = re.compile("等级|级别|层次")
_ONLY_FOR: dict[Field, re.Pattern[str]] = {
    "training_amount": re.compile(TRAINING),
    "assessment_amount": re.compile(ASSESSMENT),
}
_NAMES_PURPOSE = re.compile(f"{TRAINING}|{ASSESSMENT}")
_Pair = tuple[Level | None, Amount]
_LevelsOf = Callable[[FoundColumn], tuple[Level, ...]]


def own_rates(
    row: ReadRow, entry: EntryRow, findings: Findings
) -> tuple[list[tuple[RateRow, bool]], list[str]]:
    """The amounts of an entry's own row, and why others of the row cannot be read.

    The flag of an amount tells that it is a part of another of the row (其中：鉴定费).

    A sign for none (/, ——) and what cannot be read is kept in ``other`` of the entry.
    """
    rates: list[tuple[RateRow, bool]] = []
    odd: list[str] = []

    def levels_beside(column: FoundColumn) -> tuple[Level, ...]:
        return _levels_named(column, row, entry, findings)

    unit = unit_in_row(row.filled.values())
    for printed in row.amounts or _priced_elsewhere(row, entry):
        cell = in_unit(printed, unit)
        if not cell.text:
            continue
        pairs = _amounts(cell, levels_beside)
        reasons = [cell.odd] if cell.odd and not pairs else _why_none(cell, pairs)
        if reasons or not pairs:
            _keep(entry, cell)
            odd += reasons
            continue
        for column in cell.columns:
            for level, amount in _with_levels(pairs, column, levels_beside):
                rate = _rate(entry, column, cell, level, amount)
                rates.append((rate, column.is_part))
    said = _purpose_said(row)
    for rate, _ in rates:
        if said and not _NAMES_PURPOSE.search(rate.item or ""):
            rate.purpose, rate.subsidy_kinds = said, [said]
    return rates, list(dict.fromkeys(odd))


def _priced_elsewhere(row: ReadRow, entry: EntryRow) -> list[FilledCell]:
    """The amounts that headings of levels state where the row has a tick, else its section's title.

    五级（1000元/人） over √; A类（1800元/人） over rows without amounts.
    """
    ticked = [
        replace(
            cell,
            columns=[FoundColumn(-1, cell.heading, "training_amount", levels=levels)],
            meaning=price,
        )
        for cell in row.filled.values()
        if cell.columns[0].is_free and cell.text and cell.text in TICKS
        if (levels := levels_of_heading(cell.heading)) and (price := sum_in_words(cell.heading))
    ]
    for cell in ticked:
        entry.other.pop(cell.heading, None)
    section = row.section or ""
    price = (
        sum_in_words(section) if class_of_heading(section) or levels_of_heading(section) else None
    )
    if ticked or price is None:
        return ticked
    stated = word_cell(FoundColumn(-1, section, "training_amount"), price)
    entry.inherited_columns.append(stated.item)
    return [stated]


def _purpose_said(row: ReadRow) -> Purpose | None:
    """What a cell of a row says its amounts are paid for (鉴定补贴), where one does."""
    cells = (cell for cell in row.filled.values() if cell.columns[0].is_free)
    texts = [row.meaning("label"), *(cell.meaning for cell in cells)]
    said = {purpose for purpose in map(purpose_paid, texts) if purpose}
    return said.pop() if len(said) == 1 else None


def _keep(entry: EntryRow, cell: FilledCell) -> None:
    """Keep the print of a cell that gives no amount."""
    entry.other[cell.item] = f"{entry.other.get(cell.item, '')} {cell.text}".strip()


def _amounts(cell: FilledCell, levels_of: _LevelsOf) -> list[_Pair]:
    """The amounts of a cell: a level each, or one; none where it prints none or cannot be read."""
    column, text = cell.columns[0], cell.meaning
    if amounts.prints_no_amount(text):
        return []
    pairs: Sequence[_Pair] = []
    if not cell.odd:
        one = amounts.parse_amount(text, column.unit.factor)
        by_level = amounts.parse_level_amounts(text, column.unit.factor) if column.own else None
        of_group = amounts.parse_group_amounts(text, column.unit.factor) if column.own else ()
        pairs = by_level or [(None, each) for each in ((one,) if one else of_group)]
    lines = cell.printed.text if text == cell.text else text
    if column.own and not pairs and (not cell.odd or cuts_figure(lines)):
        pairs = _of_each_level(lines if "\n" in lines else text, column, levels_of)
    return [(level, under(amount, column.unit)) for level, amount in pairs]


def _of_each_level(text: str, column: FoundColumn, levels_of: _LevelsOf) -> list[_Pair]:
    """As many amounts in one cell (1000/1500) as the row has levels (初级/中级), one for each."""
    given = amounts.amounts_side_by_side(text, column.unit.factor)
    levels = levels_of(column) if given else ()
    if len(levels) != len(given):
        return []
    return [(level, one) for level, one in zip(levels, given, strict=True) if one]


def _with_levels(
    pairs: Sequence[_Pair], column: FoundColumn, levels_of: _LevelsOf
) -> Sequence[_Pair]:
    """Amounts that name no level for each level that their heading or their row names."""
    if any(level for level, _ in pairs):
        return pairs
    return [(level, amount) for level in levels_of(column) for _, amount in pairs] or pairs


def _why_none(cell: FilledCell, pairs: Sequence[_Pair]) -> list[str]:
    """Why the amounts of a cell cannot be read; nothing where it prints none."""
    if amounts.prints_no_amount(cell.meaning):
        return []
    if not pairs:
        return [f"amount: '{cell.meaning}' is outside its vocabulary"]
    return why_unread((amount for _, amount in pairs), cell.columns[0].unit)


def _levels_named(
    column: FoundColumn, row: ReadRow, entry: EntryRow, findings: Findings
) -> tuple[Level, ...]:
    """The levels of an amount that names none itself: by its heading, beside it, or its section.

    A heading names them in brackets (补贴标准（初级）), a column of their own (培训补贴等级) in the
    row, a section (一、初级工) above it.
    """
    if levels := column.levels or levels_of_heading(column.item):
        return levels
    for cell in row.filled.values():
        heading = plain_heading(cell.heading)
        if not cell.columns[0].is_free or not cell.text or not _LEVELS.search(heading):
            continue
        others = (each for each in ROW_AMOUNTS if each != column.field and each in row.filled)
        if any(_ONLY_FOR[each].search(heading) for each in others):
            continue
        if levels := parse_levels(cell.meaning):
            return levels
        odd = f"'{cell.meaning}' under '{cell.heading}' is no level that is known"
        message = f"{odd}: the amounts name none"
        findings.of(entry, "cell_unclear", message, printed=cell.meaning)
    return levels_of_heading(row.section or "") or ()


def _rate(
    entry: EntryRow, column: FoundColumn, cell: FilledCell, level: Level | None, amount: Amount
) -> RateRow:
    purpose: Purpose = "assessment" if column.field == "assessment_amount" else "training"
    return RateRow(
        rate_id="",
        document_id=entry.document_id,
        catalog_id=entry.catalog_id,
        entry_id=entry.entry_id,
        row_no=entry.row_no,
        purpose=purpose,
        subsidy_kinds=kinds_paid(column, amounts.subsidy_kinds(cell.item)) or [purpose],
        item=cell.item,
        certificate_type=entry.certificate_type,
        certificate_printed=entry.certificate_printed,
        subsidy_class=column.subsidy_class or entry.subsidy_class,
        **sum_of(amount, cell.text, level=level, group=column.group),
    )
