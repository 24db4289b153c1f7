"""Findings that rows give by comparison: serials that lie, entries and codes that repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.extraction import EntryRow, FindingRow
from schemas.vocabulary import SEVERITY, FindingRule


@dataclass(slots=True)
class Findings:
    """The findings of one document: one a row and rule, in the order of the rows."""

    document_id: str
    rows: dict[tuple[FindingRule, int], FindingRow] = field(default_factory=dict)

    def add(
        self,
        rule: FindingRule,
        message: str,
        *,
        row_no: int | None = None,
        catalog_id: str | None = None,
        entry_id: str | None = None,
        printed: str | None = None,
        value: str | None = None,
    ) -> None:
        """Note a finding; a second one of the same rule and row is told in the first's message."""
        key = (rule, row_no or 0)
        known = self.rows.get(key)
        if known is not None:
            if message not in known.message:
                known.message += f"; {message}"
            return
        self.rows[key] = FindingRow(
            f"{self.document_id}/{rule}#{row_no or 0}",
            self.document_id,
            catalog_id,
            entry_id,
            row_no,
            rule,
            SEVERITY[rule],
            message,
            printed,
            value,
        )

    def of(self, entry: EntryRow, rule: FindingRule, message: str, **more: str | None) -> None:
        """Note a finding of one entry."""
        self.add(
            rule,
            message,
            row_no=entry.row_no,
            catalog_id=entry.catalog_id,
            entry_id=entry.entry_id,
            **more,
        )

    def sorted(self) -> list[FindingRow]:
        """All findings by row, then rule."""
        return sorted(self.rows.values(), key=lambda each: (each.row_no or 0, each.rule))


def check_serials(findings: Findings, entries: Sequence[EntryRow]) -> None:
    """Serials (序号) of one list that repeat, jump or run backwards within a section's run."""
    previous: int | None = None
    seen: set[int] = set()
    section: str | None = None
    for place, entry in enumerate(entries):
        if place == 0 or entry.section != section:
            section, previous, seen = entry.section, None, set()
        serial = entry.serial_printed
        if serial is None or "serial_printed" in entry.inherited_columns:
            continue
        printed = str(serial)
        if serial in seen:
            findings.of(
                entry, "serial_repeated", f"serial {serial} stands above already", printed=printed
            )
        if previous is not None and serial <= previous:
            findings.of(
                entry, "serial_backwards", f"serial {serial} follows {previous}", printed=printed
            )
        if previous is not None and serial > previous + 1:
            findings.of(entry, "serial_gap", f"serial {serial} follows {previous}", printed=printed)
        seen.add(serial)
        previous = serial


def check_repeats(findings: Findings, entries: Sequence[EntryRow]) -> None:
    """Rows of one list that repeat an earlier row's code and name, or its code alone."""
    pairs: dict[tuple[str | None, str | None], int | None] = {}
    codes: dict[str, EntryRow] = {}
    for entry in entries:
        pair = (entry.code, entry.name)
        if "name_printed" in entry.inherited_columns:
            continue
        if pair in pairs:
            findings.of(
                entry,
                "entry_repeated",
                f"{entry.name} ({entry.code or 'no code'}) stands above already, "
                f"with serial {pairs[pair]}",
                printed=entry.name_printed,
            )
            continue
        pairs[pair] = entry.serial_printed
        if entry.code is None or entry.code_kind in ("work_type_unnumbered", "local"):
            continue
        earlier = codes.setdefault(entry.code, entry)
        if earlier is not entry:
            findings.of(
                entry,
                "code_repeated",
                f"{entry.code} is the code of {earlier.name} above",
                printed=entry.code_printed,
            )


def check_codes(findings: Findings, entries: Iterable[EntryRow]) -> None:
    """Names that stand with different codes in one document."""
    by_name: dict[str, list[EntryRow]] = defaultdict(list)
    for entry in entries:
        if entry.name and entry.code:
            by_name[entry.name].append(entry)
    for name, same in by_name.items():
        codes = list(dict.fromkeys(entry.code for entry in same))
        if len(codes) < 2:
            continue
        for entry in same:
            others = "、".join(code for code in codes if code and code != entry.code)
            findings.of(
                entry,
                "code_conflict",
                f"{name} has {entry.code} here and {others} elsewhere in the document",
                printed=entry.code_printed,
            )
