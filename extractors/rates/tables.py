"""Amounts: a rate table with cells merged both ways, and amounts in a list's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.extraction import RateRow
from extractors.lists.fill_down import FilledCell
from extractors.lists.parted_figures import why_over_lines, why_parted
from extractors.lists.rows_of_cells import STRUCK_ROW
from extractors.locate.found import FoundColumn, FoundList
from extractors.rates.cells import (
    Label,
    TableRow,
    in_unit,
    kinds_paid,
    label_of,
    lead_of,
    subsidy_class,
    unit_in_row,
)
from extractors.rates.sums import sum_of
from extractors.words import amounts
from extractors.words.amounts import Amount
from extractors.words.certificates import parse_certificate
from extractors.words.headings import AMOUNT_FIELDS
from extractors.words.levels import Level, parse_levels
from extractors.words.money_units import under, why_unread
from extractors.words.text import squeeze


@dataclass(slots=True)
class RowRates:
    """The amounts of a row of a rate table, or the reasons why none could be read.

    The flag of an amount tells that it is a part of another of the row; ``filled`` are the labels,
    classes among them, that stand in a cell above.
    """

    rates: list[tuple[RateRow, bool]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)


def rates_of_row(row: TableRow, found: FoundList, place: tuple[str, str, int]) -> RowRates:
    """Every amount of a row of a rate table; where it has several levels, one a level.

    The headings say which columns hold amounts and which labels; a column of neither is passed
    over. Labels are joined from left to right. ``place`` are the ids of document and catalog, and
    the source row number.
    """
    read = RowRates()
    if row.cells is None:
        read.reasons.append(
            f"{len(row.line.cells)} cells under {len(found.columns)} headings can be dealt "
            f"to the columns in no way or in several"
        )
        return read
    if row.line.struck:
        read.reasons.append(STRUCK_ROW)
    if parted := why_parted(row.line, row.cells):
        read.reasons.append(parted)
    if any(cell.unread and (cell.origin == "own" or cell.columns[0].field) for cell in row.cells):
        read.reasons.append("cells: one of them shows what could not be read")
    labels = _labels(row, lead_of(found.columns), read)
    read.reasons += [label.reason for label in labels if label.reason]
    for kind in ("class", "level"):
        if len({_meaning(label) for label in labels if label.kind == kind}) > 1:
            words = ", ".join(f"'{label.text}'" for label in labels if label.kind == kind)
            read.reasons.append(f"{kind}: the row prints several: {words}")
    unit = unit_in_row(row.cells)
    given = [
        (cell, replace(column, levels=(level,)) if level else column, amount)
        for cell in (in_unit(each, unit) for each in row.cells)
        for column in cell.columns
        if column.is_amount
        for level, amount in _amounts(cell, column, read.reasons)
    ]
    for kind, named in (
        ("level", any(column.levels for _, column, _ in given)),
        ("class", any(column.subsidy_class for _, column, _ in given)),
    ):
        if named and any(label.kind == kind for label in labels):
            read.reasons.append(f"{kind}: the row and the heading of the amount both name one")
    if not given and not read.reasons:
        read.reasons.append("amount: the row prints none")
    kinds = [kind for _, column, _ in given for kind in column.kinds]
    if len(set(kinds)) < len(kinds):
        if any(cell is not given[0][0] for cell, *_ in given):
            read.reasons.append("amount: the row prints several under one heading")
        given = given[:1]
    if not read.reasons:
        read.rates = [
            (rate, column.is_part)
            for cell, column, amount in given
            for rate in _rates(place, labels, (cell, column, amount), found.title or "")
        ]
    return read


def _labels(row: TableRow, lead: int | None, read: RowRates) -> list[Label]:
    """The labels of a row from left to right, its section's first."""
    labels = [label_of(row.section, "label", lead=True)] if row.section is not None else []
    for cell in row.cells or ():
        if cell.is_label and cell.lost:
            read.reasons.append(f"cells: {cell.heading} {cell.lost}")
        elif cell.is_label and cell.meaning:
            names = (column.field for column in cell.source if column.field not in (None, "serial"))
            is_lead = lead is None or any(column.place == lead for column in cell.source)
            label = label_of(cell.meaning, next(names), lead=is_lead)
            labels.append(label)
            if cell.origin != "own" and label.kind != "none":
                read.filled.append(label.text)
    return labels


def _amounts(
    cell: FilledCell, column: FoundColumn, reasons: list[str]
) -> Sequence[tuple[Level | None, Amount]]:
    """The amount of a cell, or one each level it names; why none is read goes to ``reasons``."""
    if cell.lost:
        reasons.append(f"cells: {cell.heading} {cell.lost}")
        return []
    if cell.origin == "automatic" or amounts.prints_no_amount(cell.meaning):
        return []
    fields = {each.field for each in cell.columns if each.field or each.heading.strip()}
    if None in fields or len(fields.intersection(AMOUNT_FIELDS)) > 1:
        reasons.append(f"amount: '{cell.text}' stands under several headings")
        return []
    if cell.meaning == cell.text and (over_lines := why_over_lines(cell.printed.text)):
        reasons.append(over_lines)
        return []
    factor = column.unit.factor
    one = amounts.parse_amount(cell.meaning, factor)
    pairs = [(None, one)] if one else amounts.parse_level_amounts(cell.meaning, factor)
    if not pairs:
        # the cells of a narrow row are not known by column: a label may stand where money should
        is_label = label_of(cell.meaning, "amount", lead=False).kind in ("class", "level")
        why = "the row prints none" if is_label else f"'{cell.text}' is outside its vocabulary"
        reasons.append(f"amount: {why}")
        return []
    if unread := why_unread((amount for _, amount in pairs), column.unit):
        reasons += unread
        return []
    return [(level, under(amount, column.unit)) for level, amount in pairs]


def _meaning(label: Label) -> object:
    if label.reason:
        return label.text
    if label.kind == "class":
        return subsidy_class(label.text)
    return tuple(level.value for level in parse_levels(label.text) or ())


def _rates(
    place: tuple[str, str, int],
    labels: Sequence[Label],
    given: tuple[FilledCell, FoundColumn, Amount],
    title: str,
) -> list[RateRow]:
    """An amount for each level that its heading or its row names; ids are given later."""
    document_id, catalog_id, row_no = place
    cell, column, amount = given
    texts = [squeeze(label.text) for label in labels if label.kind == "label"]
    item = "/".join(texts) or None
    certificates = [label.text for label in labels if label.kind == "certificate"]
    naming = [*certificates, *(text for text in texts if parse_certificate(text))][:1]
    classes = [subsidy_class(label.text) for label in labels if label.kind == "class"]
    named = [parse_levels(label.text) for label in labels if label.kind == "level"]
    levels: Sequence[Level | None] = column.levels or next(iter(named), None) or [None]
    kinds = kinds_paid(column, amounts.subsidy_kinds(item or "") or amounts.subsidy_kinds(title))
    return [
        RateRow(
            rate_id="",
            document_id=document_id,
            catalog_id=catalog_id,
            entry_id=None,
            row_no=row_no,
            purpose="assessment" if "assessment" in kinds else "training",
            subsidy_kinds=kinds,
            item=item,
            certificate_type=parse_certificate(naming[0]) if naming else None,
            certificate_printed=naming[0] if naming else None,
            subsidy_class=classes[0] if classes else column.subsidy_class,
            **sum_of(amount, cell.text, level=level, group=column.group),
        )
        for level in levels
    ]
