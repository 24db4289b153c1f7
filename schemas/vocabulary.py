"""The coded words of the warehouse, as types. Plain Python: every package may import it."""

from __future__ import annotations

from typing import Literal

AdminLevel = Literal["province", "prefecture", "county"]
DocumentType = Literal["catalog", "notice_with_catalog", "call_for_projects"]
ReviewStatus = Literal["reviewed", "unreviewed"]
CatalogKind = Literal[
    "general", "shortage", "key_industry", "manufacturing", "project_based", "rates"
]
AmountsIn = Literal["rows", "rate_table", "main_list", "not_printed"]
EntryKind = Literal[
    "occupation", "work_type", "specific_competency", "completion_course", "project"
]
CodeKind = Literal["occupation", "work_type", "work_type_unnumbered", "local"]
Mark = Literal["L", "S", "★", "☆", "*", "▲", "△", "●", "◆", "※", "■", "◎", "#"]
SubsidyClass = str
"""Each city's own word, read from the print: A, B, A+, 甲, 一 …"""
CertificateType = Literal[
    "qualification_or_skill_level",
    "skill_level_certificate",
    "qualification",
    "training_completion",
    "specific_competency",
]
OccupationMatch = Literal[
    "uncoded",
    "local",
    "exact",
    "renamed",
    "recoded",
    "added_later",
    "work_type",
    "misprint",
    "unknown",
]
Purpose = Literal["training", "assessment"]
SubsidyKind = Literal[
    "training", "upgrading", "assessment", "startup", "onboarding", "project", "apprenticeship"
]
AmountRule = Literal["fixed", "at_most", "priced_individually", "by_other_document", "range"]
Unit = Literal["per_person", "per_class_hour", "per_person_day", "per_person_year", "per_class"]
RateBasis = Literal["own_row", "rate_table", "main_list"]
ProvisionTopic = Literal[
    "purpose",
    "beneficiary",
    "excluded",
    "age",
    "residence",
    "recipient",
    "provider",
    "amount",
    "amount_condition",
    "amount_scope",
    "condition",
    "class_hours",
    "class_hour_length",
    "practice_share",
    "claim_period",
    "deadline",
    "procedure",
    "voucher",
    "selection",
    "supervision",
    "project_scope",
    "list_scope",
    "coverage",
    "classification",
    "code_edition",
    "naming",
    "publication",
    "adjustment",
    "disclosure",
    "basis",
    "validity",
]
ProvisionUnit = Literal[
    "yuan_per_person",
    "class_hour",
    "minute",
    "share",
    "year_of_age",
    "year",
    "quarter",
    "month",
    "working_day",
    "industry",
    "edition",
]
LegendColumn = Literal[
    "name",
    "code",
    "subsidy_class",
    "is_shortage",
    "other",
]
RowRole = Literal[
    "title",
    "heading",
    "header",
    "section",
    "entry",
    "continuation",
    "rate",
    "note",
    "form",
    "text",
]
SourceStatus = Literal["loaded", "unchanged", "failed", "kept_last_good"]
RunOutcome = Literal["complete", "partial"]
DocumentFate = Literal["added", "removed", "kept"]
OccupationStatus = Literal["book", "added", "proposed", "renamed", "renumbered"]
CrosswalkRelation = Literal["same", "new", "interim", "renamed", "recoded", "merged", "split"]
Severity = Literal["note", "warning", "error"]
FindingRule = Literal[
    "serial_repeated",
    "serial_gap",
    "serial_backwards",
    "serial_malformed",
    "code_malformed",
    "entry_repeated",
    "code_repeated",
    "code_conflict",
    "class_conflict",
    "industry_conflict",
    "overlay_not_in_main",
    "industry_variant",
    "cell_unclear",
    "cell_rejoined",
    "row_rejoined",
    "label_filled",
    "amount_in_words",
    "amount_unlikely",
    "heading_unknown",
    "part_missing",
    "code_unknown",
    "code_outdated",
    "name_outdated",
    "code_misprinted",
    "name_misprinted",
    "mark_missing",
    "mark_unexpected",
    "mark_unexplained",
    "change_accepted",
    "hidden_left_out",
    "struck_left_out",
    "note_sign_left_out",
    "character_repaired",
    "figure_rounded",
    "control_dropped",
    "page_unreadable",
    "part_unread",
    "picture_unread",
    "text_unread",
    "media_type_differs",
    "document_unreviewed",
    "text_unaccounted",
    "work_type_name_differs",
    "reference_misprinted",
    "read_without_module",
    "provision_missing",
    "list_missing",
]

SEVERITY: dict[FindingRule, Severity] = {
    "serial_repeated": "warning",
    "serial_gap": "warning",
    "serial_backwards": "warning",
    "serial_malformed": "warning",
    "code_malformed": "warning",
    "entry_repeated": "warning",
    "code_repeated": "note",
    "code_conflict": "warning",
    "class_conflict": "note",
    "industry_conflict": "note",
    "overlay_not_in_main": "warning",
    "industry_variant": "warning",
    "cell_unclear": "warning",
    "cell_rejoined": "note",
    "row_rejoined": "note",
    "label_filled": "note",
    "amount_in_words": "note",
    "amount_unlikely": "warning",
    "heading_unknown": "note",
    "part_missing": "note",
    "code_unknown": "warning",
    "code_outdated": "warning",
    "name_outdated": "warning",
    "code_misprinted": "warning",
    "name_misprinted": "warning",
    "mark_missing": "warning",
    "mark_unexpected": "warning",
    "mark_unexplained": "note",
    "change_accepted": "warning",
    "hidden_left_out": "warning",
    "struck_left_out": "warning",
    "note_sign_left_out": "note",
    "character_repaired": "warning",
    "figure_rounded": "warning",
    "control_dropped": "warning",
    "page_unreadable": "warning",
    "part_unread": "warning",
    "picture_unread": "warning",
    "text_unread": "warning",
    "media_type_differs": "warning",
    "document_unreviewed": "note",
    "text_unaccounted": "error",
    "work_type_name_differs": "warning",
    "reference_misprinted": "note",
    "read_without_module": "note",
    "provision_missing": "warning",
    "list_missing": "warning",
}
