"""The typed rows an extraction yields: one dataclass a table, fields named as its columns.

Keys and columns are those of the warehouse; what only the loading knows (checksum, dates of the
run, harmonized codes) is added there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from schemas.vocabulary import (
    AmountRule,
    AmountsIn,
    CatalogKind,
    CertificateType,
    CodeKind,
    DocumentType,
    EntryKind,
    FindingRule,
    LegendColumn,
    ProvisionTopic,
    ProvisionUnit,
    Purpose,
    RowRole,
    Severity,
    SubsidyClass,
    SubsidyKind,
    Unit,
)


@dataclass(slots=True)
class DocumentRow:
    """One edition of one published document."""

    document_id: str
    series: str
    region_adcode: str
    document_type: DocumentType
    title: str | None
    issuers: list[str] | None
    document_number: str | None
    issued_on: date | None
    year: int | None
    batch: int | None
    is_trial: bool
    is_guidance: bool
    missing_parts: list[str]
    supplements: str | None = field(default=None, kw_only=True)
    supersedes: str | None = field(default=None, kw_only=True)
    year_estimated: int | None = field(default=None, kw_only=True)
    year_evidence: str | None = field(default=None, kw_only=True)
    valid_from: date | None = field(default=None, kw_only=True)
    valid_until: date | None = field(default=None, kw_only=True)
    media_type: str
    pages: int | None
    extractor: str


@dataclass(slots=True)
class PartRow:
    """One file of a document, which has several where a folder or an archive holds it."""

    document_id: str
    part: int
    file_name: str
    media_type: str
    sha256: str
    bytes: int
    pages: int | None


@dataclass(slots=True)
class CatalogRow:
    """One list or rate table of a document."""

    catalog_id: str
    document_id: str
    number: str
    list_key: str
    heading: str | None
    title: str | None
    kind: CatalogKind
    region_adcode: str
    year: int | None
    is_overlay: bool
    covers_work_types: bool | None
    amounts_in: AmountsIn
    code_edition_stated: str | None
    entry_count: int


@dataclass(slots=True)
class EntryRow:
    """One printed row of a list.

    ``inherited_columns`` names the printed columns, and the headings of ``other`` and of amounts,
    whose text stands in a merged cell above or in a section row, not in a cell of the row itself;
    or, of a serial printed with more than its figure, in ``other``.
    """

    entry_id: str
    entry_key: str
    catalog_id: str
    document_id: str
    ordinal: int
    section: str | None
    serial_printed: int | None
    entry_kind: EntryKind
    name: str | None
    name_printed: str | None
    work_types: list[str] | None
    code: str | None
    code_printed: str | None
    code_kind: CodeKind | None
    code_edition_printed: str | None
    is_green: bool | None
    is_digital: bool | None
    marks: list[str]
    is_shortage: bool | None
    shortage_degree: str | None = field(default=None, kw_only=True)
    is_job_matched: bool | None
    subsidy_class: SubsidyClass | None
    subsidy_class_printed: str | None
    certificate_type: CertificateType | None
    certificate_printed: str | None
    industry: str | None
    industry_printed: str | None
    initiatives: list[str] | None
    initiatives_printed: str | None
    other: dict[str, str]
    row_no: int
    inherited_columns: list[str]


@dataclass(slots=True)
class RateRow:
    """One amount. ``row_no_end`` is the last row of a sentence that runs over several."""

    rate_id: str
    document_id: str
    catalog_id: str | None
    entry_id: str | None
    row_no: int
    row_no_end: int | None = field(default=None, kw_only=True)
    purpose: Purpose
    subsidy_kinds: list[SubsidyKind]
    item: str | None
    certificate_type: CertificateType | None
    certificate_printed: str | None
    subsidy_class: SubsidyClass | None
    skill_level: int | None
    skill_level_printed: str | None
    amount_yuan: Decimal | None
    amount_rule: AmountRule
    amount_low: Decimal | None = field(default=None, kw_only=True)
    amount_high: Decimal | None = field(default=None, kw_only=True)
    unit: Unit
    included_in: str | None = field(default=None, kw_only=True)
    condition_printed: str | None = field(default=None, kw_only=True)
    amount_printed: str


@dataclass(slots=True)
class HoursRow:
    """One minimum of class hours."""

    hours_id: str
    document_id: str
    catalog_id: str | None
    row_no: int
    certificate_type: CertificateType | None
    subsidy_class: SubsidyClass | None
    skill_level: int | None
    class_hours_min: int
    practice_share_min: Decimal | None
    minutes_per_class_hour: int | None
    text_printed: str


@dataclass(slots=True)
class ProvisionRow:
    """One statement of the prose, as a person reviewed it and as the text was found to hold it."""

    provision_id: str
    document_id: str
    catalog_id: str | None
    region_adcode: str
    topic: ProvisionTopic
    subject: str | None
    value_min: Decimal | None
    value_max: Decimal | None
    unit: ProvisionUnit | None
    value_date: date | None
    text_printed: str
    row_no: int
    row_no_end: int


@dataclass(slots=True)
class LegendRow:
    """One sign of one list, and what the document says it means; None where it does not."""

    legend_id: str
    document_id: str
    catalog_id: str
    column_name: LegendColumn
    heading: str | None
    symbol: str
    meaning: str | None
    text_printed: str | None
    row_no: int


@dataclass(slots=True)
class CitationRow:
    """One rule or document that the text cites, by title, number or both."""

    citation_id: str
    document_id: str
    title: str | None
    document_number: str | None
    text_printed: str
    row_no: int
    row_no_end: int


@dataclass(slots=True)
class SourceRow:
    """One printed table row, or one line outside tables, in the document's order."""

    document_id: str
    row_no: int
    part: int = field(default=1, kw_only=True)
    paragraph_no: int | None = field(default=None, kw_only=True)
    page: int | None
    table_no: int | None
    table_row: int | None
    line_start: int | None
    line_end: int | None
    cells: list[str]
    role: RowRole
    entry_id: str | None = None
    rate_ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RejectedRow:
    """One printed row that was not loaded, whole, with every reason."""

    document_id: str
    row_no: int
    model: str
    reasons: list[str]
    cells: list[str]


@dataclass(slots=True)
class FindingRow:
    """Something noticed about a row, a list or the document."""

    finding_id: str
    document_id: str
    catalog_id: str | None
    entry_id: str | None
    row_no: int | None
    rule: FindingRule
    severity: Severity
    message: str
    printed: str | None
    value: str | None


@dataclass(slots=True)
class CorrectionRow:
    """One reviewed correction of the sidecar, as applied."""

    document_id: str
    locator: str
    column: str
    printed: str
    value: str
    reason: str
    evidence: str | None


@dataclass(slots=True)
class Extraction:
    """Everything one document gives."""

    document: DocumentRow
    catalogs: list[CatalogRow]
    entries: list[EntryRow]
    rates: list[RateRow]
    hours: list[HoursRow]
    source_rows: list[SourceRow]
    rejected: list[RejectedRow]
    findings: list[FindingRow]
    corrections: list[CorrectionRow]
    provisions: list[ProvisionRow] = field(default_factory=list)
    legends: list[LegendRow] = field(default_factory=list)
    citations: list[CitationRow] = field(default_factory=list)
    parts: list[PartRow] = field(default_factory=list, kw_only=True)

    def by_table(self) -> dict[str, Sequence[Any]]:
        """The rows by the name of the table that they are for."""
        return {
            "document": [self.document],
            "document_part": self.parts,
            "catalog": self.catalogs,
            "catalog_entry": self.entries,
            "subsidy_rate": self.rates,
            "class_hours": self.hours,
            "provision": self.provisions,
            "legend": self.legends,
            "cited_document": self.citations,
            "source_row": self.source_rows,
            "rejected_row": self.rejected,
            "finding": self.findings,
            "correction": self.corrections,
        }
