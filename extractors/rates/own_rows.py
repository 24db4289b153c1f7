"""Amounts in a list's own rows: in a column for all levels of the row, or in a column a level."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extractors.extraction import EntryRow, RateRow
from extractors.findings import Findings
from extractors.lists.read_row import ReadRow
from extractors.locate.units import MoneyUnit, odd_unit, under
from extractors.words import amounts
from extractors.words.amounts import ASSESSMENT, TRAINING, Amount
from extractors.words.heading_rules import purpose_paid
from extractors.words.headings import (
    ROW_AMOUNTS,
    Field,
    levels_of_heading,
    plain_heading,
)
from extractors.words.levels import Level, parse_levels
from extractors.words.text import cuts_figure
from schemas.vocabulary import Purpose

# a heading over levels, and what makes it one of the other amounts' levels where there are such
_LEVELS = re.compile("等级|级别|层次")
_ONLY_FOR_OTHERS: dict[Field, re.Pattern[str]] = {
    "training_amount": re.compile(ASSESSMENT),
    "assessment_amount": re.compile(TRAINING),
}
_NAMES_PURPOSE = re.compile(f"{TRAINING}|{ASSESSMENT}")


@dataclass(frozen=True, slots=True)
class _Printed:
    """One printed row: as read, its entry, the headings of its list, and where findings go."""

    row: ReadRow
    entry: EntryRow
    headings: Mapping[Field, str]
    findings: Findings


def own_rates(
    row: ReadRow,
    entry: EntryRow,
    units: Mapping[Field, MoneyUnit],
    headings: Mapping[Field, str],
    parts: Collection[Field],
    findings: Findings,
) -> tuple[list[tuple[RateRow, bool]], list[str]]:
    """The amounts of an entry's own row, and why others of the row cannot be read.

    The flag of an amount tells that it is a part of another of the row (其中：鉴定费), as those
    of the fields that are ``parts``.

    A sign for none (/, ——) and what cannot be read is kept in ``other`` of the entry.
    """
    rates: list[tuple[RateRow, bool]] = []
    odd: list[str] = []
    printed = _Printed(row, entry, headings, findings)
    for name in ROW_AMOUNTS:
        text, meant = row.texts.get(name, ""), row.meaning(name)
        if not text:
            continue
        lines = "" if name in row.corrected else row.by_line.get(name, "")
        own = None if name in row.corrected else row.odd_amounts.get(name)
        pairs = [] if own else _row_amounts(meant, units[name])
        if not pairs and (own is None or cuts_figure(lines)):
            pairs = _of_each_level(lines or meant, units[name], name, printed)
            own = None if pairs else own
        reasons = [own] if own else _why_none(meant, pairs, units[name])
        if reasons or amounts.prints_no_amount(meant):
            _keep(entry, headings[name], text)
            odd += reasons
        else:
            pairs = _with_levels(pairs, name, headings[name], printed)
            rates += [
                (_rate(entry, name, headings[name], text, *pair), name in parts) for pair in pairs
            ]
    for cell in row.levels:
        if not cell.text:
            continue
        amount = amounts.parse_amount(cell.meant, cell.columns[0].unit.factor)
        given = [(None, amount)] if amount else []
        reasons = [cell.odd] if cell.odd else _why_none(cell.meant, given, cell.columns[0].unit)
        if reasons or amounts.prints_no_amount(cell.meant) or amount is None:
            _keep(entry, cell.item, cell.text)
            odd += reasons
            continue
        for column in cell.columns:
            named = [(level, under(amount, column.unit)) for level in column.levels or (None,)]
            for pair in _with_levels(named, column.field, column.item, printed):
                rate = _rate(entry, column.field, cell.item, cell.text, *pair)
                rate.subsidy_class = column.subsidy_class or rate.subsidy_class
                rate.condition_printed = rate.condition_printed or column.group
                rates.append((rate, column.is_part))
    said = _purpose_said(row)
    for rate, _ in rates:
        if said and not _NAMES_PURPOSE.search(rate.item or ""):
            rate.purpose, rate.subsidy_kinds = said, [said]
        if rate.amount_yuan is None and rate.amount_low is None:
            message = f"words stand for an amount: {rate.amount_rule}"
            findings.of(entry, "amount_in_words", message, printed=rate.amount_printed)
    return rates, list(dict.fromkeys(odd))


def _purpose_said(row: ReadRow) -> Purpose | None:
    """What a cell of a row says its amounts are paid for (鉴定补贴), where one does."""
    texts = [row.meaning("label"), *row.other.values(), *row.meant_other.values()]
    said = {purpose for purpose in map(purpose_paid, texts) if purpose}
    return said.pop() if len(said) == 1 else None


def _keep(entry: EntryRow, heading: str, text: str) -> None:
    """Keep the print of a cell that gives no amount."""
    entry.other[heading] = f"{entry.other.get(heading, '')} {text}".strip()


def _row_amounts(text: str, unit: MoneyUnit) -> list[tuple[Level | None, Amount]]:
    """The amounts of a cell: a level each, or one for the row; none where it prints none."""
    pairs = amounts.parse_level_amounts(text, unit.factor)
    if pairs:
        return [(level, under(amount, unit)) for level, amount in pairs]
    amount = amounts.parse_amount(text, unit.factor)
    return [(None, under(amount, unit))] if amount else []


def _of_each_level(
    text: str, unit: MoneyUnit, name: Field, printed: _Printed
) -> list[tuple[Level | None, Amount]]:
    """As many amounts in one cell (1000/1500) as the row has levels (初级/中级), one for each."""
    given = amounts.amounts_side_by_side(text, unit.factor)
    levels = _levels_named(name, printed.headings[name], printed) if given else ()
    if len(levels) != len(given):
        return []
    return [(level, under(each, unit)) for level, each in zip(levels, given, strict=True)]


def _with_levels(
    pairs: list[tuple[Level | None, Amount]], name: Field, heading: str, printed: _Printed
) -> list[tuple[Level | None, Amount]]:
    """One amount that names no level for each level that its heading or its row names."""
    if len(pairs) != 1 or pairs[0][0] is not None:
        return pairs
    return [(level, pairs[0][1]) for level in _levels_named(name, heading, printed)] or pairs


def _why_none(
    text: str, pairs: Sequence[tuple[Level | None, Amount]], unit: MoneyUnit
) -> list[str]:
    """Why the amounts of a cell cannot be read; nothing where it prints none."""
    if amounts.prints_no_amount(text):
        return []
    if not pairs:
        return [f"amount: '{text}' is outside its vocabulary"]
    figures = any(amount.in_figures for _, amount in pairs)
    return [odd_unit(unit)] if figures and unit.odd is not None else []


def _levels_named(name: Field, own: str, printed: _Printed) -> tuple[Level, ...]:
    """The levels of an amount that names none itself: by its heading, beside it, or its section.

    A heading names them in brackets (补贴标准（初级）), a column of their own (培训补贴等级) in the
    row, a section (一、初级工) above it.
    """
    if levels := levels_of_heading(own):
        return levels
    (other,) = set(ROW_AMOUNTS) - {name}
    row = printed.row
    for heading, cell in row.other.items():
        plain = plain_heading(heading)
        text = row.meant_other.get(heading, cell)
        of_others = other in printed.headings and _ONLY_FOR_OTHERS[name].search(plain)
        if not text.strip() or not _LEVELS.search(plain) or of_others:
            continue
        levels = parse_levels(text)
        if levels:
            return levels
        message = f"'{text}' under '{heading}' is no level that is known: the amounts name none"
        printed.findings.of(printed.entry, "cell_unclear", message, printed=text)
    return parse_levels(row.section or "") or ()


def _rate(
    entry: EntryRow, name: Field, item: str, printed: str, level: Level | None, amount: Amount
) -> RateRow:
    purpose: Purpose = "assessment" if name == "assessment_amount" else "training"
    return RateRow(
        rate_id="",
        document_id=entry.document_id,
        catalog_id=entry.catalog_id,
        entry_id=entry.entry_id,
        row_no=entry.row_no,
        purpose=purpose,
        subsidy_kinds=[purpose],
        item=item,
        certificate_type=entry.certificate_type,
        certificate_printed=entry.certificate_printed,
        subsidy_class=entry.subsidy_class,
        skill_level=level.value if level else None,
        skill_level_printed=level.printed if level else None,
        amount_yuan=amount.yuan,
        amount_rule=amount.rule,
        amount_low=amount.low,
        amount_high=amount.high,
        unit=amount.unit or "per_person",
        condition_printed=amount.condition,
        amount_printed=printed,
    )
