"""The five published texts: every count, every oddity, and rows checked by hand."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract_document
from extractors.extraction import EntryRow, Extraction
from tests.places import ROOT

GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.csv"))


@cache
def extract(name: str) -> Extraction:
    return extract_document((ROOT / "raw" / f"{name}.txt").read_bytes(), f"{name}.txt")


def shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "|".join(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_hand_checked_rows(path: Path) -> None:
    entries = {entry.entry_id: entry for entry in extract(path.stem).entries}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            entry = entries[row["entry_id"]]
            assert {name: shown(getattr(entry, name)) for name in row} == row


def rows_by_list(extraction: Extraction) -> dict[str, int]:
    return dict(Counter(entry.catalog_id.split("/")[1] for entry in extraction.entries))


@pytest.mark.parametrize(
    ("name", "lists", "rates", "hours"),
    [
        ("nantong-2023", {"1": 487, "2": 104}, 31, 11),
        ("jinan-2023", {"1": 89, "2": 449, "3": 228, "4": 12}, 0, 0),
        ("guangzhou-2023", {"5": 498}, 1, 0),
        ("changji", {"2": 177}, 708, 0),
        ("shanghai-2026", {"1": 379}, 0, 0),
    ],
)
def test_every_row_is_loaded(name: str, lists: dict[str, int], rates: int, hours: int) -> None:
    extraction = extract(name)
    assert rows_by_list(extraction) == lists
    assert (len(extraction.rates), len(extraction.hours)) == (rates, hours)
    assert not extraction.rejected
    assert [row.message for row in extraction.findings if row.severity == "error"] == []


TOLD = {
    "changji": {},
    "guangzhou-2023": {
        "cell_rejoined": 39,
        "code_malformed": 1,
        "reference_misprinted": 2,
        "row_rejoined": 2,
        "serial_backwards": 5,
        "serial_gap": 2,
        "serial_repeated": 34,
    },
    "jinan-2023": {"code_conflict": 3, "industry_variant": 6, "part_missing": 1, "serial_gap": 1},
    "nantong-2023": {
        "amount_in_words": 3,
        "cell_rejoined": 2,
        "code_conflict": 4,
        "code_repeated": 2,
        "entry_repeated": 1,
        "label_filled": 11,
        "mark_unexplained": 4,
    },
    "shanghai-2026": {"mark_unexplained": 3},
}


@pytest.mark.parametrize("name", TOLD)
def test_this_is_told_of_each_document_and_nothing_else(name: str) -> None:
    assert Counter(finding.rule for finding in extract(name).findings) == TOLD[name]


def test_a_wrapped_cell_is_named() -> None:
    found = {row.row_no: row for row in extract("guangzhou-2023").findings}
    (row,) = [row for row in found.values() if row.entry_id == "guangzhou-2023/5#17"]
    assert row.printed == "4-01-06-02（2022年版） | 新业态/乡村工匠"
    assert row.message == "'4-01-06-02（2022年版）', '新业态/乡村工匠' run over lines"


def test_a_filled_label_names_its_entry_and_a_filled_class_is_told() -> None:
    filled = [row for row in extract("nantong-2023").findings if row.rule == "label_filled"]
    assert [row.entry_id for row in filled[:2]] == ["nantong-2023/1#2", "nantong-2023/1#436"]
    told = " ".join(row.message for row in filled)
    assert all(f"'{each}' stands in a merged cell above" in told for each in ("A类", "B类", "C类"))


def characters(entry: EntryRow) -> Counter[str]:
    printed = [
        getattr(entry, name)
        for name in EntryRow.__dataclass_fields__
        if name.endswith("_printed")
        and name not in ("serial_printed", "code_edition_printed", *entry.inherited_columns)
    ]
    texts = [str(value) for value in printed if isinstance(value, str | int)]
    texts += entry.other.values()
    texts += [str(entry.serial_printed)] if entry.serial_printed is not None else []
    return Counter("".join("".join(texts).split()))


@pytest.mark.parametrize("name", [path.stem for path in GOLDEN])
def test_every_cell_equals_the_print(name: str) -> None:
    """The characters of a row's cells are those of its printed columns, no more and no less."""
    extraction = extract(name)
    cells: dict[str, list[str]] = {}
    for row in extraction.source_rows:
        if row.entry_id is not None:
            cells.setdefault(row.entry_id, []).extend(row.cells)
    amounts: dict[str, set[str]] = {}
    for rate in extraction.rates:
        if rate.entry_id is not None:
            amounts.setdefault(rate.entry_id, set()).add(rate.amount_printed)
    for entry in extraction.entries:
        own = Counter("".join("".join(cells[entry.entry_id]).split()))
        expected = characters(entry)
        expected += Counter("".join("".join(amounts.get(entry.entry_id, ())).split()))
        if entry.is_shortage and "*" in entry.marks:
            expected += Counter("*")
        assert own == expected, entry.entry_id


def test_nantong_says_of_itself() -> None:
    extraction = extract("nantong-2023")
    document = extraction.document
    assert document.title == "南通市2023年政府补贴性职业技能培训职业（工种）目录（第一批）"
    assert (document.year, document.batch, document.document_type) == (2023, 1, "catalog")
    assert (document.issuers, document.document_number, document.issued_on) == (None, None, None)
    lists = {row.number: row for row in extraction.catalogs}
    assert [row.code_edition_stated for row in extraction.catalogs] == ["2022", None, "2022"]
    assert [row.is_overlay for row in extraction.catalogs] == [False, True, False]
    assert [row.amounts_in for row in extraction.catalogs] == ["rate_table", "main_list", "rows"]
    assert lists["1"].covers_work_types is True
    assert lists["2"].covers_work_types is None


def test_jinan_says_of_itself() -> None:
    extraction = extract("jinan-2023")
    document = extraction.document
    assert document.issuers == ["济南市人力资源和社会保障局", "济南市财政局"]
    assert document.document_number == "济人社函〔2023〕28号"
    assert document.issued_on == date(2023, 9, 18)
    assert document.missing_parts == ["专项职业能力培训项目目录"]
    assert (document.is_trial, document.is_guidance, document.year) == (True, True, 2023)
    assert [(row.number, row.list_key, row.heading) for row in extraction.catalogs] == [
        ("1", "shortage", "（一）"),
        ("2", "general", "(二)"),
        ("3", "manufacturing", "(三)"),
        ("4", "projects", "(四)"),
    ]


def test_guangzhou_says_of_itself() -> None:
    extraction = extract("guangzhou-2023")
    document = extraction.document
    assert document.title == ("广州市人力资源和社会保障局关于征集“揭榜领题”职业技能培训项目的通知")
    assert document.issued_on == date(2023, 7, 30)
    assert (document.document_type, document.year) == ("call_for_projects", 2023)
    (row,) = extraction.catalogs
    assert (row.region_adcode, document.region_adcode) == ("440000", "440100")
    (cap,) = extraction.rates
    assert (cap.amount_yuan, cap.amount_rule) == (Decimal(800), "at_most")
    assert cap.item == "项目制培训（揭榜领题）"
    place = next(each for each in extraction.source_rows if each.row_no == cap.row_no)
    assert (place.line_start, place.role, place.rate_ids) == (123, "rate", [cap.rate_id])
    assert Counter(each.role for each in extraction.source_rows)["form"] > 0


def test_changji_prints_no_year_and_none_is_guessed() -> None:
    extraction = extract("changji")
    assert extraction.document.year is None
    first = [
        (rate.purpose, rate.skill_level, rate.amount_yuan, rate.item)
        for rate in extraction.rates
        if rate.entry_id == "changji/2#1"
    ]
    training, assessment = "培训补贴等级及补贴标准", "考核鉴定等级及补贴标准"
    assert first == [
        ("training", 5, Decimal(2160), training),
        ("training", 4, Decimal(2160), training),
        ("assessment", 5, Decimal(160), assessment),
        ("assessment", 4, Decimal(160), assessment),
    ]


def test_nantong_rates_and_hours() -> None:
    extraction = extract("nantong-2023")
    by_key = {(rate.item, rate.subsidy_class, rate.skill_level): rate for rate in extraction.rates}
    main = "职业资格证书、职业技能等级证书"
    assert by_key[main, "A", 1].amount_yuan == 4300
    assert by_key[main, "C", 5].amount_yuan == 500
    assert by_key[main, "B", 3].subsidy_kinds == ["training", "upgrading"]
    assert by_key["培训合格证书", "B", None].amount_yuan == 600
    assert by_key["专项职业能力证书", "C", None].certificate_type == "specific_competency"
    startup = by_key["创业培训/创业意识培训", None, None]
    assert (startup.amount_yuan, startup.subsidy_kinds) == (Decimal(350), ["startup"])
    assert startup.certificate_printed == "GYB培训合格证书"
    project = by_key["其他培训/项目制培训", None, None]
    assert (project.amount_yuan, project.amount_rule) == (None, "priced_individually")
    apprentices = by_key["其他培训/企业新型学徒制培训", None, None]
    assert apprentices.amount_rule == "by_other_document"
    assessment = by_key["职业技能鉴定补贴", None, 2]
    assert (assessment.purpose, assessment.amount_yuan) == ("assessment", Decimal(500))
    hours: dict[
        tuple[str | None, str | None, int | None], tuple[int, Decimal | None, int | None]
    ] = {
        (row.certificate_type, row.subsidy_class, row.skill_level): (
            row.class_hours_min,
            row.practice_share_min,
            row.minutes_per_class_hour,
        )
        for row in extraction.hours
    }
    levels = "qualification_or_skill_level"
    assert hours[levels, None, 5] == (40, Decimal("0.6"), 45)
    assert {hours[levels, None, level] for level in (1, 2, 3, 4)} == {(56, Decimal("0.6"), 45)}
    assert hours["training_completion", "A", None] == (56, None, 45)
    assert hours["specific_competency", "C", None] == (32, None, 45)


@pytest.mark.parametrize("name", [path.stem for path in GOLDEN])
def test_other_bytes_of_the_same_text_give_the_same_rows(name: str) -> None:
    data = (ROOT / "raw" / f"{name}.txt").read_bytes()
    again = extract_document(data.decode().replace("\n", "\r\n").encode("gb18030"), f"{name}.txt")
    assert again.entries == extract(name).entries
    assert again.source_rows == extract(name).source_rows
