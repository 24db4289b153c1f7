"""What the dictionary finds wrong in a print, and the views that need it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.samples.harmonize_samples import add, matched, printing, with_views
from tests.samples.warehouse_samples import Sample, sample

pytestmark = pytest.mark.slow

FINDINGS = """
    SELECT rule, printed, value FROM audit.finding ORDER BY document_id, row_no, rule
"""


def noticed(*samples: Sample) -> list[tuple[Any, ...]]:
    return matched(*samples).execute(FINDINGS).fetchall()


def message(code: str, name: str, **columns: Any) -> str:
    connection = matched(printing([(code, name)], **columns))
    rows = connection.execute("SELECT message FROM audit.finding").fetchall()
    assert len(rows) == 1
    return str(rows[0][0])


@pytest.mark.parametrize(
    ("code", "name", "finding"),
    [
        ("4-01-04-00", "插花员", ("name_outdated", "插花员", "花艺师")),
        ("4-01-02-01", "瓷工", ("code_outdated", "4-01-02-01", "4-01-03-01")),
        ("6-02-01-01", "机床操作工", ("name_misprinted", "机床操作工", "大型机床操作工")),
        ("4-01-03-07", "瓷器工", ("code_misprinted", "4-01-03-07", "4-01-03-01")),
        ("4-01-05-00", "助理员", ("code_unknown", "4-01-05-00", None)),
        ("4-09-09-09", "从无此工", ("code_unknown", "4-09-09-09", None)),
    ],
)
def test_a_match_that_is_not_exact_is_explained(
    code: str, name: str, finding: tuple[str, str, str | None]
) -> None:
    assert noticed(printing([(code, name)])) == [finding]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (None, "木雕师"),
        ("4-01-01-Z1", "木雕师"),
        ("4-01-01-01", "木雕师"),
        ("4-01-01-01-01", "竹雕工"),
        ("6-02-01-03", "云机床操作工"),
    ],
)
def test_a_match_as_it_should_be_is_none(code: str | None, name: str) -> None:
    assert noticed(printing([(code, name)])) == []


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        (
            "4-01-02-01",
            "瓷工",
            ["in the 2015 edition", "4-01-03-01 瓷器工", "notice 4-01-02-01", "now 制陶彩绘工"],
        ),
        ("4-01-04-00", "插花员", ["in the 2015 edition", "花艺师", "notice 4-01-04-00"]),
        ("4-01-07-01", "花艺主播", ["as an interim code", "4-01-04-00 花艺师"]),
        ("6-02-01-01", "大型机庆操作工", ["one character away", "大型机床操作工"]),
        ("6-02-01-01", "机床操作工", ["characters are left out of 大型机床操作工"]),
        ("4-01-03-07", "瓷器工", ["one digit", "4-01-03-01"]),
        ("4-01-05-00", "助理员", ["4-01-05-01 文案助理, 4-01-05-02 会务助理"]),
        ("4-01-01-02", "从无此工", ["is 石雕师", "more than one slip"]),
        ("4-09-09-09", "从无此工", ["the dictionary at hand has no group 4-09"]),
    ],
)
def test_a_message_says_what_is_meant_and_why(code: str, name: str, said: list[str]) -> None:
    found = message(code, name)
    for words in said:
        assert words in found


def test_a_finding_has_the_id_and_severity_of_its_rule() -> None:
    connection = matched(printing([("4-01-01-01", "木雕师"), ("4-01-02-01", "瓷工")]))
    found = connection.execute(
        "SELECT finding_id, catalog_id, entry_id, row_no, severity FROM audit.finding"
    ).fetchall()
    assert found == [("aa-2023/code_outdated#3", "aa-2023/1", "aa-2023/1#2", 3, "warning")]


def marked(name: str, code: str, green: bool | None, digital: bool | None) -> list[tuple[Any, ...]]:
    return noticed(printing([(code, name)], is_green=green, is_digital=digital))


def test_marks_are_compared_with_the_official_ones() -> None:
    both = ("小型机床操作工", "6-02-01-02")
    assert marked(*both, True, True) == []
    assert marked(*both, True, False) == [("mark_missing", "小型机床操作工", "L/S")]
    assert marked(*both, False, False) == [("mark_missing", "小型机床操作工", "L/S")]
    assert marked("木雕师", "4-01-01-01", False, True) == [("mark_unexpected", "木雕师", None)]
    assert marked("大型机床操作工", "6-02-01-01", False, True) == [
        ("mark_missing", "大型机床操作工", "L"),
        ("mark_unexpected", "大型机床操作工", "L"),
    ]
    # The occupation meant has the mark, not the one that has its code now.
    assert marked("智能装备员", "6-02-01-02", False, True) == [
        ("code_outdated", "6-02-01-02", "6-02-02-01")
    ]


def test_marks_are_not_missed_where_none_are_printed_or_of_work_types() -> None:
    assert marked("小型机床操作工", "6-02-01-02", None, None) == []
    assert marked("立车工", "6-02-01-01-01", False, False) == []
    assert marked("从无此工", "4-09-09-09", True, True) == [("code_unknown", "4-09-09-09", None)]


def test_a_row_of_an_overlay_is_missed_in_the_main_lists() -> None:
    made = printing([("4-01-01-01", "木雕师"), (None, "根雕"), ("4-01-02-01", "瓷工")])
    overlay = made.catalog("2", "shortage", kind="shortage", is_overlay=True)
    second = made.catalog("4", "manufacturing", kind="manufacturing", is_overlay=True)
    # The same occupation under its new code; a row without a code, by its name.
    add(made, overlay, "4-01-03-01", "瓷器工")
    add(made, overlay, None, "根雕")
    add(made, overlay, "4-01-01-02", "石雕师")
    add(made, second, "4-01-01-02", "石雕师")
    add(made, second, None, "竹编")
    other = printing([("4-01-01-02", "石雕师")], "bb-2023")
    found = [row[1] for row in noticed(made, other) if row[0] == "overlay_not_in_main"]
    assert found == ["石雕师", "石雕师", "竹编"]


def test_one_occupation_with_two_classes_or_industries_is_noted_in_one_document() -> None:
    def with_classes(document_id: str, *classes: Any) -> Sample:
        made = printing([("4-01-02-01", "瓷工"), ("4-01-03-01", "瓷器工")] * 2, document_id)
        for row, said in zip(made.entries, classes, strict=True):
            row.subsidy_class = row.subsidy_class_printed = said
            row.industry = row.industry_printed = f"行业{said}" if said else None
        return made

    def conflicts(*samples: Sample) -> list[tuple[Any, ...]]:
        return [row for row in noticed(*samples) if row[0].endswith("_conflict")]

    assert conflicts(with_classes("aa-2023", "A", "B", None, "A")) == [
        (rule, word, None)
        for words in (("A", "行业A"), ("B", "行业B"), ("A", "行业A"))
        for rule, word in zip(("class_conflict", "industry_conflict"), words, strict=True)
    ]
    one, two = with_classes("aa-2023", *"AAAA"), with_classes("bb-2023", *"BBBB")
    assert conflicts(one, two) == []


def test_an_official_occupation_has_the_names_of_its_classes() -> None:
    connection = with_views(matched(printing([])))
    found = connection.execute("FROM reference.occupation_current WHERE code = '6-02-01-01'")
    above = ("6-02-01", "机床操作人员", "6-02", "机床人员", "6", "制造人员")
    assert found.fetchall() == [("6-02-01-01", "大型机床操作工", True, False, *above)]
    count = "SELECT count(*) FROM reference.occupation_current"
    assert connection.execute(count).fetchall() == [(12,)]


def one_row(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    found = connection.execute(sql)
    names = [column[0] for column in found.description or ()]
    rows = found.fetchall()
    assert len(rows) == 1
    return dict(zip(names, rows[0], strict=True))


def test_entry_detail_is_flat_and_names_what_is_meant() -> None:
    made = printing([("6-02-01-02", "智能装备员（巡检、保养）")], marks=["L", "S"])
    made.entries[0].other = {"备注": "含考证", "学时": "40"}
    row = one_row(with_views(matched(made)), "FROM entry_detail")
    expected = {
        "city": "南通",
        "year": 2023,
        "list": "补贴目录",
        "official_name": "智能装备员",
        "occupation_code": "6-02-02-01",
        "official_is_digital": True,
        "minor_name": "装备人员",
        "major_name": "制造人员",
        "work_types": "巡检、保养",
        "marks": "L、S",
        "other": "备注：含考证；学时：40",
        "page": 1,
        "occupation_candidates": None,
    }
    assert row | expected == row
    assert not any(isinstance(value, list | dict) for value in row.values())
    assert list(row)[-1] == "entry_id"


def test_entry_detail_holds_every_row_and_names_later_occupations() -> None:
    made = printing([(None, "甲"), ("4-09-09-09", "乙"), ("6-02-01-03", "云机床操作工")])
    found = with_views(matched(made)).execute(
        "SELECT name, official_name, minor_name FROM entry_detail ORDER BY ordinal"
    )
    assert found.fetchall() == [
        ("甲", None, None),
        ("乙", None, None),
        ("云机床操作工", "云机床操作工", "机床操作人员"),
    ]


def test_region_offer_has_one_row_an_occupation_with_its_amounts() -> None:
    made = sample(names=["木雕师", "竹雕工"])
    whole, part = made.entries
    whole.code = "4-01-01-01"
    part.code, part.code_kind = "4-01-01-01-01", "work_type"
    overlay = made.catalog(
        "2", "shortage", kind="shortage", is_overlay=True, amounts_in="main_list"
    )
    add(made, overlay, "4-01-01-01-01", "竹雕工", is_shortage=True)
    add(made, overlay, "4-01-02-01-01", "拉坯工", is_shortage=True)
    connection = with_views(matched(made))
    row = one_row(connection, "FROM region_offer WHERE occupation_code = '4-01-01-01'")
    expected = {
        "city": "南通",
        "official_name": "木雕师",
        "lists": "shortage、subsidized",
        "subsidy_classes": "A",
        "is_shortage": True,
        "is_whole_occupation": True,
        "rows": 3,
        "amount_min_level_3": Decimal(2000),
        "amount_max_level_5": Decimal(1000),
        "amount_min_level_1": None,
        "amount_min_other": None,
    }
    assert row | expected == row
    only_type = one_row(connection, "FROM region_offer WHERE occupation_code = '4-01-03-01'")
    assert only_type["is_whole_occupation"] is False
    assert only_type["amount_min_level_3"] is None


def test_edition_fit_counts_what_only_one_edition_has() -> None:
    pairs = [
        ("4-01-02-01", "瓷工"),
        ("4-01-04-00", "插花员（花束）"),
        ("6-02-01-02", "智能装备员"),
        ("4-01-03-01", "瓷器工"),
        # Nothing is known of its older form.
        ("4-01-01-02", "石雕师"),
        ("4-09-09-09", "从无此工"),
        (None, "根雕"),
    ]
    made = printing(pairs)
    made.catalogs[0].code_edition_stated = "2022"
    row = one_row(with_views(matched(made)), "FROM edition_fit")
    counts = ("rows_coded", "only_2015", "only_2022", "only_interim", "fits_none")
    assert [row[name] for name in counts] == [6, 2, 1, 1, 1]
    assert row["code_edition_stated"] == "2022"
