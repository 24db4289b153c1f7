"""Small documents made by hand, as rows of the stage's tables, for the tests of the warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from extractors.extraction import (
    CatalogRow,
    CitationRow,
    CorrectionRow,
    EntryRow,
    FindingRow,
    HoursRow,
    LegendRow,
    ProvisionRow,
    RateRow,
    RejectedRow,
    SourceRow,
)
from warehouse import foundation
from warehouse.build import BuildSummary, build
from warehouse.loading import Ingredients
from warehouse.places import stages_folder
from warehouse.stage import Stage
from warehouse.staging import write_stage

_make = foundation.make


@cache
def foundation_once() -> bytes:
    """The bytes of the foundation of a file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tables.duckdb"
        _make(file)
        return file.read_bytes()


def make_once(file: Path) -> None:
    """It is the same in every build of the tests."""
    file.write_bytes(foundation_once())


patch.object(foundation, "make", make_once).start()

NOW = datetime(2026, 11, 21, 4, 0, 0)
RUN = {
    "run_id": "run-1",
    "started_at": NOW,
    "finished_at": NOW,
    "outcome": "complete",
    "documents": 1,
    "rows_printed": 0,
    "rows_loaded": 0,
    "rows_rejected": 0,
    "findings": 0,
    "pipeline_version": "0.1.0",
}


@dataclass
class Sample:
    """One document in the making: a main list, an overlay, a rate table, in printed order."""

    document_id: str = "aa-2023"
    series: str = "aa"
    year: int | None = 2023
    catalogs: list[CatalogRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    rates: list[RateRow] = field(default_factory=list)
    hours: list[HoursRow] = field(default_factory=list)
    source_rows: list[SourceRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)
    corrections: list[CorrectionRow] = field(default_factory=list)
    provisions: list[ProvisionRow] = field(default_factory=list)
    legends: list[LegendRow] = field(default_factory=list)
    citations: list[CitationRow] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def catalog(self, number: str, list_key: str, **changed: Any) -> CatalogRow:
        values: dict[str, Any] = {
            "catalog_id": f"{self.document_id}/{number}",
            "document_id": self.document_id,
            "number": number,
            "list_key": list_key,
            "heading": f"附件{number}",
            "title": "职业技能培训目录",
            "kind": "general",
            "region_adcode": "320600",
            "year": self.year,
            "is_overlay": False,
            "covers_work_types": None,
            "amounts_in": "rate_table",
            "code_edition_stated": None,
            "entry_count": 0,
        }
        row = CatalogRow(**values | changed)
        self.catalogs.append(row)
        return row

    def line(self, role: Any, cells: Sequence[str], **more: Any) -> SourceRow:
        row_no = len(self.source_rows) + 1
        places = {"page": 1, "table_no": None, "table_row": None, "line_start": row_no}
        row = SourceRow(
            document_id=self.document_id,
            row_no=row_no,
            cells=list(cells),
            role=role,
            **places | {"line_end": row_no} | more,
        )
        self.source_rows.append(row)
        return row

    def entry(
        self, catalog: CatalogRow, name: str, code: str, cells: Sequence[str], **changed: Any
    ) -> EntryRow:
        ordinal = catalog.entry_count + 1
        catalog.entry_count = ordinal
        entry_id = f"{catalog.catalog_id}#{ordinal}"
        source = self.line("entry", cells, entry_id=entry_id, table_no=1, table_row=ordinal)
        values: dict[str, Any] = dict.fromkeys(EntryRow.__dataclass_fields__)
        values |= {
            "entry_id": entry_id,
            "entry_key": f"{self.series}/{catalog.list_key}/{code}/{name}/1",
            "catalog_id": catalog.catalog_id,
            "document_id": self.document_id,
            "ordinal": ordinal,
            "entry_kind": "occupation",
            "name": name,
            "name_printed": name,
            "code": code,
            "code_printed": code,
            "code_kind": "occupation",
            "marks": [],
            "other": {},
            "row_no": source.row_no,
            "inherited_columns": [],
        }
        row = EntryRow(**values | changed)
        self.entries.append(row)
        return row

    def rate(self, row: SourceRow, amount: str | None, **changed: Any) -> RateRow:
        rate_id = f"{self.document_id}/rate#{len(self.rates) + 1}"
        row.rate_ids.append(rate_id)
        values: dict[str, Any] = dict.fromkeys(RateRow.__dataclass_fields__)
        values |= {
            "rate_id": rate_id,
            "document_id": self.document_id,
            "row_no": row.row_no,
            "purpose": "training",
            "subsidy_kinds": ["training"],
            "amount_yuan": None if amount is None else Decimal(amount),
            "amount_rule": "fixed",
            "unit": "per_person",
            "amount_printed": amount or "",
        }
        found = RateRow(**values | changed)
        self.rates.append(found)
        return found

    def tables(self) -> dict[str, list[Any]]:
        document = {
            "document_id": self.document_id,
            "series": self.series,
            "region_adcode": "320600",
            "document_type": "catalog",
            "title": f"{self.document_id}职业技能培训目录",
            "issued_on": date(2023, 1, 1),
            "year": self.year,
            "is_trial": False,
            "is_guidance": False,
            "missing_parts": [],
            "file_name": f"{self.document_id}.txt",
            "media_type": "text/plain",
            "sha256": hashlib.sha256(self.document_id.encode()).hexdigest(),
            "bytes": 10,
            "review_status": "reviewed",
            "extractor": self.series,
            "pipeline_version": "0.1.0",
            "loaded_at": NOW,
        }
        document |= self.extra
        of_part = ("document_id", "file_name", "media_type", "sha256", "bytes")
        return {
            "document": [document],
            "document_part": [{name: document[name] for name in of_part} | {"part": 1}],
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


def sample(
    document_id: str = "aa-2023",
    names: Sequence[str] = ("电工", "焊工"),
    series: str = "aa",
    year: int | None = 2023,
) -> Sample:
    """A document with a heading, a main list of the names given (class A) and a rate table."""
    made = Sample(document_id, series, year)
    made.line("title", ["职业技能培训目录"])
    main = made.catalog("1", "subsidized")
    made.line("header", ["证书", "序号", "类别", "名称", "编码"])
    for number, name in enumerate(names, 1):
        code = f"6-31-{number // 100 + 1:02d}-{number % 100:02d}"
        label = "职业资格证书、\n职业技能等级证书" if number == 1 else ""
        made.entry(
            main,
            name,
            code,
            [label, str(number), "Ａ", name, code],
            serial_printed=number,
            subsidy_class="A",
            subsidy_class_printed="A",
            certificate_type="qualification_or_skill_level",
            certificate_printed="职业资格证书、职业技能等级证书",
            inherited_columns=[] if number == 1 else ["certificate_printed"],
        )
    rates = made.catalog("3", "rates", kind="rates")
    for level, amount in ((3, "2000"), (4, "1500"), (5, "1000")):
        row = made.line("rate", ["A类", str(level), amount], table_no=2, table_row=level)
        made.rate(
            row,
            amount,
            catalog_id=rates.catalog_id,
            certificate_type="qualification_or_skill_level",
            subsidy_class="A",
            skill_level=level,
        )
    row = made.line("rate", ["高级（三级）", "260"], table_no=2, table_row=6)
    made.rate(
        row,
        "260",
        catalog_id=rates.catalog_id,
        purpose="assessment",
        subsidy_kinds=["assessment"],
        skill_level=3,
    )
    return made


def staged(database: Path, made: Sample, key: str = "0" * 32) -> Stage:
    """The sample's stage, written."""
    return write_stage(stages_folder(database), key, made.tables())


def ingredients(stages: Sequence[Stage], **changed: Any) -> Ingredients:
    """What a build of these stages is made of."""
    files = [
        {"file_name": stage.file_name, "sha256": stage.sha256, "status": "loaded", "reason": None}
        for stage in stages
    ]
    values: dict[str, Any] = {
        "stages": stages,
        "source_files": files,
        "run": RUN,
        "built_at": NOW,
        "pipeline_version": "0.1.0",
    }
    return Ingredients(**values | changed)


def built(database: Path, *samples: Sample) -> BuildSummary:
    """The samples staged and built, not published."""
    return build(database, ingredients([staged(database, made) for made in samples]))
