"""What each coded word says, in Chinese and English. Plain Python, like the words themselves.

The words stand in ``coded_words.csv``, a vocabulary after the other; here, which column uses which.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Word:
    """One coded word: as stored, as people say it, and what it means, in both languages."""

    value: str
    label_zh: str
    label_en: str
    definition: str
    definition_zh: str


@cache
def _vocabularies() -> dict[str, tuple[Word, ...]]:
    text = files("schemas").joinpath("coded_words.csv").read_text(encoding="utf-8")
    found: dict[str, list[Word]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row.pop("vocabulary"), []).append(Word(**row))
    return {name: tuple(words) for name, words in found.items()}


def _words(*names: str) -> tuple[Word, ...]:
    return tuple(word for name in names for word in _vocabularies()[name])


_CERTIFICATE_TYPE = _words("certificate_type")
_SKILL_LEVEL = _words("skill_level")
_SUBSIDY_CLASS = _words("subsidy_class")
_EDITION = _words("edition")

WORDS: dict[tuple[str, str], tuple[Word, ...]] = {
    ("region", "admin_level"): _words("admin_level"),
    ("document", "document_type"): _words("document_type"),
    ("document", "review_status"): _words("review_status"),
    ("catalog", "kind"): _words("catalog_kind"),
    ("catalog", "amounts_in"): _words("amounts_in"),
    ("catalog", "code_edition_stated"): _EDITION,
    ("catalog_entry", "entry_kind"): _words("entry_kind"),
    ("catalog_entry", "code_kind"): _words("code_kind"),
    ("catalog_entry", "code_edition_printed"): _EDITION,
    ("catalog_entry", "marks"): _words("mark"),
    ("catalog_entry", "subsidy_class"): _SUBSIDY_CLASS,
    ("catalog_entry", "certificate_type"): _CERTIFICATE_TYPE,
    ("catalog_entry", "occupation_match"): _words("occupation_match"),
    ("subsidy_rate", "purpose"): _words("purpose"),
    ("subsidy_rate", "subsidy_kinds"): _words("subsidy_kind"),
    ("subsidy_rate", "certificate_type"): _CERTIFICATE_TYPE,
    ("subsidy_rate", "subsidy_class"): _SUBSIDY_CLASS,
    ("subsidy_rate", "skill_level"): _SKILL_LEVEL,
    ("subsidy_rate", "amount_rule"): _words("amount_rule"),
    ("subsidy_rate", "unit"): _words("unit"),
    ("entry_rate", "subsidy_class"): _SUBSIDY_CLASS,
    ("class_hours", "certificate_type"): _CERTIFICATE_TYPE,
    ("class_hours", "subsidy_class"): _SUBSIDY_CLASS,
    ("class_hours", "skill_level"): _SKILL_LEVEL,
    ("provision", "topic"): _words("provision_topic"),
    ("provision", "unit"): _words("provision_unit"),
    ("legend", "column_name"): _words("legend_column"),
    ("entry_rate", "basis"): _words("rate_basis"),
    ("entry_subsidy", "basis"): _words("rate_basis"),
    ("subsidy_by_level", "level"): _SKILL_LEVEL,
    ("catalog_change", "change"): _words("entry_change"),
    ("rate_change", "change"): _words("rate_change"),
    ("provision_change", "change"): _words("provision_change"),
    ("entry_source", "kind"): _words("source_kind"),
    ("occupation", "edition"): _words("edition", "online_edition"),
    ("occupation", "tier"): _words("tier"),
    ("occupation", "status"): _words("occupation_status"),
    ("work_type", "edition"): _EDITION,
    ("occupation_crosswalk", "edition_from"): _EDITION[:1] + _words("interim_edition"),
    ("occupation_crosswalk", "relation"): _words("crosswalk_relation"),
    ("run", "outcome"): _words("run_outcome"),
    ("run_change", "document"): _words("document_fate"),
    ("source_file", "status"): _words("source_status"),
    ("source_row", "role"): _words("row_role"),
    ("finding", "rule"): _words("finding_rule"),
    ("finding", "severity"): _words("severity"),
}
