"""Amounts: a rate table with cells merged both ways, and amounts in a list's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors import amounts, values
from extractors.amounts import Amount, Level
from extractors.document import Row
from extractors.found import FoundList
from extractors.lines import Line
from schemas.vocabulary import CertificateType, Purpose, SubsidyClass, SubsidyKind


@dataclass(slots=True)
class PrintedRate:
    """One amount as read from a row of a rate table, or the reason why none could be read.

    ``filled`` are the labels, classes among them, that stand in a merged cell above the row.
    """

    line: int
    cells: list[str]
    reason: str | None = None
    item: str | None = None
    purpose: Purpose = "training"
    kinds: list[SubsidyKind] = field(default_factory=list)
    certificate_type: CertificateType | None = None
    certificate_printed: str | None = None
    subsidy_class: SubsidyClass | None = None
    level: Level | None = None
    amount: Amount | None = None
    amount_printed: str = ""
    filled: tuple[str, ...] = ()


@dataclass(slots=True)
class _Slot:
    """What the last filled cell of a grid column was, for the merged cells below it."""

    kind: str
    text: str


def read_rate_table(
    found: FoundList, lines: Sequence[Line], corrected: dict[int, str]
) -> list[PrintedRate]:
    """Every amount of a rate table, in order; a row with several levels gives one a level.

    Amount, class, level and certificate take their cells by what they hold; what is left of a row
    is a label, and labels are joined from left to right. An empty cell takes the value above it in
    its grid column; a new label in the first column ends what stood above it. ``corrected`` gives
    the amounts that a reviewed correction means, by line.
    """
    title_kinds = amounts.subsidy_kinds(found.title or "")
    above: dict[int, _Slot] = {}
    rates: list[PrintedRate] = []
    for index in found.body:
        line = lines[index]
        if index in found.sections or not isinstance(line, Row):
            continue
        if any(text.strip() for text in line.texts):
            rates += _row(index, line, above, title_kinds, corrected.get(index))
    return rates


def _row(
    index: int,
    line: Row,
    above: dict[int, _Slot],
    title_kinds: list[SubsidyKind],
    corrected: str | None,
) -> list[PrintedRate]:
    cells = list(line.texts)
    placed: list[tuple[int, str]] = []
    column = 0
    for cell in line.cells:
        placed.append((column, values.join_lines(cell.text)))
        column += cell.columns
    filled = [(place, text) for place, text in placed if text]
    last, amount_text = filled[-1]
    amount = amounts.parse_amount(corrected if corrected is not None else amount_text)
    if amount is None:
        return [PrintedRate(index, cells, f"amount: '{amount_text}' is outside its vocabulary")]
    if placed and placed[0][1] and placed[0][0] == 0:
        above.clear()
    slots: list[_Slot] = []
    inherited: list[str] = []
    for place, text in placed:
        if place == last:
            break
        if text:
            slot = _Slot(_kind(text, first=place == 0), text)
            above[place] = slot
            slots.append(slot)
        elif place in above:
            slots.append(above[place])
            inherited.append(above[place].text)
    return _rates(
        PrintedRate(index, cells, filled=tuple(inherited)), slots, amount, amount_text, title_kinds
    )


def _kind(text: str, *, first: bool) -> str:
    if values.parse_class(text):
        return "class"
    if amounts.parse_levels(text):
        return "level"
    return "certificate" if not first and values.parse_certificate(text) else "label"


def _rates(
    base: PrintedRate,
    slots: Sequence[_Slot],
    amount: Amount,
    amount_text: str,
    title_kinds: list[SubsidyKind],
) -> list[PrintedRate]:
    labels = [values.squeeze(slot.text) for slot in slots if slot.kind == "label"]
    item = "/".join(labels) or None
    certificates = [slot.text for slot in slots if slot.kind == "certificate"]
    naming = [*certificates, *(text for text in labels if values.parse_certificate(text))][:1]
    classes = [values.parse_class(slot.text) for slot in slots if slot.kind == "class"]
    level_text = next((slot.text for slot in slots if slot.kind == "level"), None)
    kinds = amounts.subsidy_kinds(item or "") or title_kinds
    levels: Sequence[Level | None] = [None]
    if level_text is not None:
        levels = amounts.parse_levels(level_text) or [None]
    return [
        PrintedRate(
            base.line,
            base.cells,
            item=item,
            purpose="assessment" if "assessment" in kinds else "training",
            kinds=kinds,
            certificate_type=values.parse_certificate(naming[0]) if naming else None,
            certificate_printed=naming[0] if naming else None,
            subsidy_class=classes[0].value if classes and classes[0] else None,
            level=level,
            amount=amount,
            amount_printed=amount_text,
            filled=base.filled,
        )
        for level in levels
    ]


def row_amounts(text: str) -> list[tuple[Level | None, Amount]]:
    """The amounts of a cell in a list's own row: a level each, or one for the row; else none."""
    pairs = amounts.parse_level_amounts(text)
    if pairs:
        return list(pairs)
    amount = amounts.parse_amount(text)
    return [(None, amount)] if amount else []
