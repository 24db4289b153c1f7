"""Amounts: a rate table with cells merged both ways, and amounts in a list's own rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.document import Line, PlacedCell, Row
from extractors.extraction import RateRow
from extractors.lists.fill_down import FillDown, FilledCell
from extractors.lists.parted_figures import why_parted
from extractors.lists.rows_of_cells import STRUCK_ROW
from extractors.locate.found import FoundColumn, FoundList
from extractors.rates.columns import (
    Label,
    label_of,
    placed_cells,
    subsidy_class,
)
from extractors.words import amounts
from extractors.words.amounts import Amount
from extractors.words.certificates import parse_certificate
from extractors.words.headings import AMOUNT_FIELDS
from extractors.words.levels import Level, parse_levels
from extractors.words.money_units import BARE_YUAN, MoneyUnit, under, why_unread
from extractors.words.text import cuts_figure, squeeze
from schemas.errors import ExtractError
from schemas.vocabulary import CertificateType, Purpose, SubsidyClass, SubsidyKind


@dataclass(slots=True)
class PrintedRate:
    """One amount as read from a row of a rate table, or the reasons why none could be read.

    ``filled`` are the labels, classes among them, that stand in a merged cell above the row;
    ``is_part`` tells that the amount is a part of another of its row.
    """

    line: int
    cells: list[str]
    reasons: list[str] = field(default_factory=list)
    item: str | None = None
    purpose: Purpose = "training"
    kinds: list[SubsidyKind] = field(default_factory=list)
    certificate_type: CertificateType | None = None
    certificate_printed: str | None = None
    subsidy_class: SubsidyClass | None = None
    level: Level | None = None
    amount: Amount | None = None
    amount_printed: str = ""
    condition: str | None = None
    filled: tuple[str, ...] = ()
    is_part: bool = False


def read_rate_table(
    found: FoundList, lines: Sequence[Line], corrected: Mapping[tuple[int, int], str]
) -> list[PrintedRate]:
    """Every amount of a rate table, in order; a row with several levels gives one a level.

    The headings say which columns hold amounts and which labels; a column of neither is passed
    over. Labels are joined from left to right. An empty cell takes the value above it in its grid
    column; a new label in the first column, or a section's title, ends what stood above it.
    ``corrected`` gives the amounts that a reviewed correction means, by line and grid column.
    """
    table = _Table(
        _fill_down(found.columns),
        amounts.subsidy_kinds(found.title or ""),
        corrected,
    )
    rates: list[PrintedRate] = []
    for index in found.body:
        line = lines[index]
        if index in found.sections:
            table.begin_section(found.sections[index])
        elif isinstance(line, Row) and any(text.strip() for text in line.texts):
            rates += table.row(index, line)
    return rates


@dataclass(slots=True)
class _Table:
    """A rate table on its way down: what stands above the next row, and the section it is in."""

    fill: FillDown
    title_kinds: list[SubsidyKind]
    corrected: Mapping[tuple[int, int], str]
    section: Label | None = None

    def begin_section(self, title: str) -> None:
        """A section's title is a label of all rows below it, and nothing above reaches them."""
        self.section = label_of(title, "label", lead=True)
        self.fill.clear()

    def row(self, index: int, line: Row) -> list[PrintedRate]:
        """The rates of a row, or the row with the reasons why it gives none."""
        base = PrintedRate(index, list(line.texts))
        placed = placed_cells(line, self.fill.columns)
        if placed is None:
            self.fill.lose()
            base.reasons.append(
                f"{len(line.cells)} cells under {len(self.fill.columns)} headings can be dealt "
                f"to the columns in no way or in several"
            )
            return [base]
        if line.struck:
            base.reasons.append(STRUCK_ROW)
        headings = [column.heading for column in self.fill.columns]
        if parted := why_parted(placed, headings):
            base.reasons.append(parted)
        cells = self.fill.row(placed)
        if any(cell.unread and (cell.origin == "own" or cell.columns[0].field) for cell in cells):
            base.reasons.append("cells: one of them shows what could not be read")
        row_labels, inherited = self._labels(cells, base.reasons)
        base.filled = tuple(inherited)
        base.reasons += [label.reason for label in row_labels if label.reason]
        for kind in ("class", "level"):
            if len({_meaning(label) for label in row_labels if label.kind == kind}) > 1:
                words = ", ".join(f"'{label.text}'" for label in row_labels if label.kind == kind)
                base.reasons.append(f"{kind}: the row prints several: {words}")
        printed = [
            (column, *self._amount(index, column, cells, base.reasons))
            for column in self.fill.columns
            if column.is_amount
        ]
        given = [(column, text, amount) for column, text, amount in printed if amount]
        for kind, named in (
            ("level", any(each.levels for each, *_ in given)),
            ("class", any(each.subsidy_class for each, *_ in given)),
        ):
            if named and any(label.kind == kind for label in row_labels):
                base.reasons.append(f"{kind}: the row and the heading of the amount both name one")
        if not given and not base.reasons:
            base.reasons.append("amount: the row prints none")
        kinds = [kind for each, *_ in given for kind in each.kinds]
        if len(set(kinds)) < len(kinds):
            if not _one_cell(placed, [column for column, *_ in given]):
                base.reasons.append("amount: the row prints several under one heading")
            given = given[:1]
        if base.reasons:
            return [base]
        return [
            rate
            for column, text, amount in given
            for rate in _rates(base, row_labels, column, amount, text, self.title_kinds)
        ]

    def _labels(
        self, cells: Sequence[FilledCell], reasons: list[str]
    ) -> tuple[list[Label], list[str]]:
        """The labels of a row from left to right, and which of them stand above it."""
        lead = self.fill.lead
        row_labels = [self.section] if self.section else []
        inherited: list[str] = []
        for cell in cells:
            if not self.fill.is_label(cell.columns):
                continue
            if cell.lost:
                reasons.append(f"cells: {cell.heading} {cell.lost}")
            elif cell.meaning:
                name = next(
                    column.field for column in cell.source if column.place in self.fill.labels
                )
                is_lead = lead is None or any(column.place == lead for column in cell.source)
                label = label_of(cell.meaning, name, lead=is_lead)
                row_labels.append(label)
                if cell.origin != "own" and label.kind != "none":
                    inherited.append(label.text)
        return row_labels, inherited

    def _amount(
        self, index: int, column: FoundColumn, cells: Sequence[FilledCell], reasons: list[str]
    ) -> tuple[str, Amount | None]:
        """The print and the amount of a column; why it cannot be read is added to ``reasons``."""
        cell = next((each for each in cells if column in each.columns), None)
        if cell is None or cell.origin == "automatic":
            return "", None
        if cell.lost:
            reasons.append(f"cells: {cell.heading} {cell.lost}")
            return "", None
        text = cell.text
        meant = self.corrected.get((index, column.place), cell.meaning)
        if amounts.prints_no_amount(meant):
            return text, None
        fields = {each.field for each in cell.columns if each.field or each.heading.strip()}
        if None in fields or len(fields.intersection(AMOUNT_FIELDS)) > 1:
            reasons.append(f"amount: '{text}' stands under several headings")
            return text, None
        if meant == cell.meaning and cuts_figure(cell.printed.text):
            shown = " | ".join(cell.printed.text.split())
            reasons.append(f"amount: '{shown}' may be one figure over two lines, or two")
            return text, None
        # a correction means yuan, whatever the heading counts in
        unit = BARE_YUAN if (index, column.place) in self.corrected else column.unit
        amount, reason = _read(meant, text, unit)
        # the cells of a narrow row are not known by column: a label may stand where money should
        if reason and label_of(meant, "amount", lead=False).kind in ("class", "level"):
            reason = "amount: the row prints none"
        if reason:
            reasons.append(reason)
        return text, amount


def _fill_down(columns: Sequence[FoundColumn]) -> FillDown:
    """What fills the rows of a rate table: blanks of labels take what stands above them."""
    labels = [each for each in columns if each.field not in (None, "serial", *AMOUNT_FIELDS)]
    return FillDown(columns, [each.place for each in labels], _lead(columns))


def _lead(columns: Sequence[FoundColumn]) -> int | None:
    """The column whose labels begin a group: the first of labels, else of certificates, classes."""
    is_labeled = any(column.field == "label" for column in columns)
    may_lead = ("label",) if is_labeled else ("certificate", "subsidy_class")
    return next((column.place for column in columns if column.field in may_lead), None)


def _meaning(label: Label) -> object:
    if label.reason:
        return label.text
    if label.kind == "class":
        return subsidy_class(label.text)
    return tuple(level.value for level in parse_levels(label.text) or ())


def _one_cell(placed: Sequence[PlacedCell], columns: Sequence[FoundColumn]) -> bool:
    return any(all(each.covers(column.place) for column in columns) for each in placed)


def _read(text: str, printed: str, unit: MoneyUnit) -> tuple[Amount | None, str | None]:
    """An amount of the unit, or the reason why there is none."""
    amount = amounts.parse_amount(text, unit.factor)
    if amount is None:
        return None, f"amount: '{printed}' is outside its vocabulary"
    unread = why_unread([amount], unit)
    return (None, unread[0]) if unread else (under(amount, unit), None)


def _rates(
    base: PrintedRate,
    row_labels: Sequence[Label],
    column: FoundColumn,
    amount: Amount,
    amount_text: str,
    title_kinds: list[SubsidyKind],
) -> list[PrintedRate]:
    labels = [squeeze(label.text) for label in row_labels if label.kind == "label"]
    item = "/".join(labels) or None
    certificates = [label.text for label in row_labels if label.kind == "certificate"]
    naming = [*certificates, *(text for text in labels if parse_certificate(text))][:1]
    class_text = next((label.text for label in row_labels if label.kind == "class"), None)
    level_text = next((label.text for label in row_labels if label.kind == "level"), None)
    kinds = _kinds(column, amounts.subsidy_kinds(item or "") or title_kinds)
    levels: Sequence[Level | None] = column.levels or [None]
    if level_text is not None and not column.levels:
        levels = parse_levels(level_text) or [None]
    return [
        replace(
            base,
            item=item,
            purpose="assessment" if "assessment" in kinds else "training",
            kinds=kinds,
            certificate_type=parse_certificate(naming[0]) if naming else None,
            certificate_printed=naming[0] if naming else None,
            subsidy_class=subsidy_class(class_text) if class_text else column.subsidy_class,
            level=level,
            amount=amount,
            amount_printed=amount_text,
            condition=amount.condition or column.group,
            is_part=column.is_part,
        )
        for level in levels
    ]


def rate_row(document_id: str, catalog_id: str, row_no: int, printed: PrintedRate) -> RateRow:
    """An amount of a rate table as a typed row; its id is given when all rates are known."""
    if printed.amount is None:
        raise ExtractError(f"row {row_no}: the rate has no amount")
    return RateRow(
        rate_id="",
        document_id=document_id,
        catalog_id=catalog_id,
        entry_id=None,
        row_no=row_no,
        purpose=printed.purpose,
        subsidy_kinds=printed.kinds,
        item=printed.item,
        certificate_type=printed.certificate_type,
        certificate_printed=printed.certificate_printed,
        subsidy_class=printed.subsidy_class,
        skill_level=printed.level.value if printed.level else None,
        skill_level_printed=printed.level.printed if printed.level else None,
        amount_yuan=printed.amount.yuan,
        amount_rule=printed.amount.rule,
        amount_low=printed.amount.low,
        amount_high=printed.amount.high,
        unit=printed.amount.unit or "per_person",
        condition_printed=printed.condition,
        amount_printed=printed.amount_printed,
    )


def _kinds(column: FoundColumn, named: list[SubsidyKind]) -> list[SubsidyKind]:
    """The kinds of subsidy of a column: those the labels name, as far as its heading lets them."""
    if column.field == "assessment_amount":
        return ["assessment"]
    if column.field == "training_amount":
        return [kind for kind in named if kind != "assessment"] or ["training"]
    return named
