"""The published documents as Word and PDF give the very rows of the five texts."""

from __future__ import annotations

from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from tests.fuzz import seeds
from tests.places import ROOT

PUBLISHED = sorted(
    path
    for path in (ROOT / "tests" / "documents" / "published").iterdir()
    if path.suffix in {".pdf", ".docx"}
)


@cache
def extract(path: Path) -> Extraction:
    return extract_document(path.read_bytes(), path.name)


def content(row: Any) -> dict[str, Any]:
    """A row without what depends on the file's layout; white space in printed text aside."""
    return {
        key: "".join(value.split()) if isinstance(value, str) else value
        for key, value in asdict(row).items()
        if key not in {"row_no", "row_no_end", "inherited_columns"}
    }


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
@pytest.mark.parametrize("table", ["catalogs", "entries", "rates", "hours"])
def test_rows_equal_those_of_the_text(path: Path, table: str) -> None:
    text = extract(ROOT / "raw" / f"{path.stem}.txt")
    other = extract(path)
    assert [content(row) for row in getattr(other, table)] == [
        content(row) for row in getattr(text, table)
    ]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_the_document_says_the_same_of_itself(path: Path) -> None:
    text = content(extract(ROOT / "raw" / f"{path.stem}.txt").document)
    other = content(extract(path).document)
    for key in ("media_type", "pages"):
        text.pop(key), other.pop(key)
    assert other == text
    assert not extract(path).rejected


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_every_entry_leads_to_its_place(path: Path) -> None:
    extraction = extract(path)
    rows = {row.row_no: row for row in extraction.source_rows}
    for entry in extraction.entries:
        row = rows[entry.row_no]
        assert row.entry_id == entry.entry_id
        assert row.table_no is not None
        assert row.table_row is not None
        assert (row.page is not None) == (path.suffix == ".pdf")


def test_a_row_cut_by_a_page_end_is_one_entry_on_two_pages() -> None:
    extraction = extract(ROOT / "tests" / "documents" / "published" / "guangzhou-2023.pdf")
    tails = [row for row in extraction.source_rows if row.role == "continuation"]
    heads = {row.entry_id: row for row in extraction.source_rows if row.role == "entry"}
    serials = {entry.entry_id: entry.serial_printed for entry in extraction.entries}
    assert [serials[str(tail.entry_id)] for tail in tails] == [20, 38, 107, 128, 179, 446]
    for tail in tails:
        head = heads[tail.entry_id]
        assert tail.page is not None
        assert head.page == tail.page - 1


def test_struck_out_text_and_signs_of_notes_are_findings_and_no_values() -> None:
    page = seeds.as_web(seeds.AMOUNTS).decode()
    for printed, changed in (
        ("化学检验员", "化学检验员<sup>1</sup>"),
        ("初级、中级：2160元/人", "初级、中级：<s>2000</s>2160元/人<sup>[2]</sup>"),
        ("<tr><td>2<", '<tr style="text-decoration: line-through"><td>2<'),
    ):
        assert printed in page
        page = page.replace(printed, changed)
    extraction = extract_document(page.encode(), "next.html")
    (entry,) = extraction.entries
    assert entry.name == "化学检验员"
    amounts = {rate.amount_yuan for rate in extraction.rates if rate.purpose == "training"}
    assert amounts == {2160}
    told = {
        each.rule: (each.row_no, each.printed)
        for each in extraction.findings
        if each.rule.endswith("left_out") and each.row_no is not None
    }
    assert told == {
        "note_sign_left_out": (entry.row_no, "化学检验员1\t初级、中级：2160元/人[2]"),
        "struck_left_out": (entry.row_no, "2000"),
    }
    # a row that is struck out as a whole is withdrawn
    (withdrawn,) = extraction.rejected
    assert "电子竞技员" in withdrawn.cells
    assert "struck out" in withdrawn.reasons[0]


def test_the_typed_rows_have_no_stray_fields() -> None:
    """Every field of a typed row is a column somebody reads."""
    from schemas.base import columns
    from schemas.registry import table

    extraction = extract(PUBLISHED[0])
    for name, row in (
        ("catalog_entry", extraction.entries[0]),
        ("catalog", extraction.catalogs[0]),
    ):
        known = {column.name for column in columns(table("main", name))}
        assert {field.name for field in fields(row)} <= known
