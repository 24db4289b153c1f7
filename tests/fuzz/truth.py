"""The law of print: no value is loaded that a reader of the paper does not see, unless it is told.

And nothing that the reader sees is gone with nothing said at its row.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from extractors.extract import extract_document
from extractors.extraction import EntryRow, Extraction, RateRow
from schemas.errors import CatalogError
from tests.fuzz import catalog, setting
from tests.fuzz.catalog import UNKNOWN, Amounts, PrintedRow, Sheet
from tests.fuzz.law import Outcome, Result

TELLING = {
    *("hidden_left_out", "struck_left_out", "picture_unread", "text_unread", "cell_unclear"),
    *("amount_unlikely", "character_repaired", "change_accepted", "control_dropped"),
    *("code_malformed", "serial_malformed", "row_rejoined", "text_unaccounted"),
    *("industry_variant", "part_missing", "rejected"),
}
"""Findings that warn of a row's values; others (a serial's jump, a repeated code) do not."""


@dataclass(frozen=True, slots=True)
class PrintCase:
    """A catalog set in a format, of which it is known what it prints."""

    sheet: Sheet
    format: str
    data: bytes

    @property
    def mutation(self) -> str:
        """The changes made to it."""
        return " ".join(self.sheet.changes) or "unchanged"


def make(chance: Random) -> PrintCase:
    """The case that these choices make."""
    name = chance.choice(sorted(setting.FORMATS))
    set_in, changes = setting.FORMATS[name]
    sheet = catalog.make(chance)
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4))):
        catalog.change(sheet, chance, changes)
    return PrintCase(sheet, name, set_in(sheet, chance))


def check(case: PrintCase) -> tuple[Result, list[str]]:
    """What became of it, and each value that contradicts the print untold."""
    try:
        extraction = extract_document(case.data, "fuzz.bin")
    except CatalogError as error:
        return Result(Outcome.REFUSED, str(error)), []
    return Result(Outcome.EXTRACTED), list(_broken(case.sheet, extraction))


def _broken(sheet: Sheet, extraction: Extraction) -> Iterator[str]:
    told: dict[int | None, set[str]] = defaultdict(set)
    for finding in extraction.findings:
        told[finding.row_no].add(finding.rule)
    for rejected in extraction.rejected:
        told[rejected.row_no].add("rejected")
    rates: dict[str | None, list[RateRow]] = defaultdict(list)
    for rate in extraction.rates:
        rates[rate.entry_id].append(rate)
    truths = {row.cells["serial"].text: row for row in sheet.entries()}
    loaded: set[str] = set()
    for entry in extraction.entries:
        serial = str(entry.serial_printed)
        row = truths.get(serial)
        said = told[entry.row_no] & TELLING
        loaded.add(serial)
        if row is None or row.truth is None or row.truth.is_gone:
            if not said:
                yield f"row {serial} {entry.name} is loaded, and no row prints it"
            continue
        for what in _differences(row, entry, rates[entry.entry_id]):
            if not said:
                yield f"row {serial}: {what}"
    texts = ["\t".join(each.cells) for each in extraction.rejected]
    texts += [f"{each.printed} {each.message}" for each in extraction.findings]
    for serial, row in truths.items():
        name = row.cells["name"].text
        if serial not in loaded and not any(
            serial in text.split() or (name and name in text) for text in texts
        ):
            yield f"row {serial} {name} is gone"


def _differences(row: PrintedRow, entry: EntryRow, rates: list[RateRow]) -> Iterator[str]:
    truth = row.truth
    if truth is None:
        return
    fields = {
        "name": entry.name,
        "code": entry.code,
        "class": entry.subsidy_class,
        "industry": entry.industry,
    }
    for name, value in fields.items():
        printed = truth.fields.get(name, "")
        meant = None if printed in ("", UNKNOWN) else printed
        found = None if value is None else unicodedata.normalize("NFKC", value)
        if name in truth.fields and found != meant:
            yield f"{name} {value!r}, printed {printed!r}"
    if "shortage" in truth.fields:
        mark = truth.fields["shortage"]
        meant_mark = {"": (False, None), UNKNOWN: (None,)}.get(mark, (True,))
        if entry.is_shortage not in meant_mark:
            yield f"shortage {entry.is_shortage}, printed {mark!r}"
    if not truth.amounts:
        return
    found_amounts: Amounts = frozenset(
        (rate.purpose, rate.skill_level, rate.amount_yuan)
        for rate in rates
        if rate.amount_yuan is not None
    )
    certain = {name: paid for name, paid in truth.amounts.items() if name not in truth.odd}
    sure: Amounts = frozenset().union(*(paid for paid in certain.values() if paid))
    odd: Amounts = frozenset().union(*(truth.amounts[name] or () for name in truth.odd))
    if extra := found_amounts - sure - odd:
        yield f"amounts {_shown(extra)}, printed {_shown(sure | odd)}"
    if lacking := sure - found_amounts:
        yield f"no amounts {_shown(lacking)}"


def _shown(amounts: Amounts) -> str:
    parts = [f"{purpose} {level or '-'} {yuan}" for purpose, level, yuan in amounts]
    return ", ".join(sorted(parts)) or "none"
