"""The views: which amounts lead to which entries, what is left out of texts, what changed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.extraction import HoursRow
from tests.samples.warehouse_samples import Sample, built, sample
from warehouse.pairs import pair_editions
from warehouse.reading import connect, fetch

pytestmark = pytest.mark.slow

OF_ONE_OCCUPATION = """
    UPDATE main.catalog_entry SET occupation_code = code WHERE code = '6-31-01-04';
    DELETE FROM main.entry_pair;
"""
Query = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def query(tmp_path: Path) -> Query:
    """Builds the samples given and runs one query over the file."""

    def run(sql: str, *samples: Sample, changed: str = "") -> list[tuple[Any, ...]]:
        file = built(tmp_path / "c.duckdb", *samples).file
        if changed:
            with duckdb.connect(file) as connection:
                connection.execute(changed)
                pair_editions(connection, frozenset())
        with connect(file) as connection:
            return fetch(connection, sql).rows

    return run


def add_overlay(made: Sample, name: str, **columns: Any) -> None:
    overlay = made.catalog(
        "2", "shortage", kind="shortage", is_overlay=True, amounts_in="main_list"
    )
    code = "6-31-01-01"
    made.entry(overlay, name, code, [name, code], **columns)


SUBSIDY = """
    SELECT name, subsidy_class, purpose, skill_level, amount_yuan, basis
    FROM entry_subsidy WHERE entry_id LIKE '%/{}#%' ORDER BY ALL
"""


def test_amounts_of_a_table_lead_to_entries_by_certificate_and_class(query: Query) -> None:
    made = sample(names=["电工", "焊工", "车工", "刨工"])
    made.entries[1].subsidy_class = None
    made.entries[1].inherited_columns += ["subsidy_class_printed"]
    made.source_rows[3].cells[2] = ""
    made.entries[2].certificate_type = "skill_level_certificate"
    made.entries[3].certificate_type = "training_completion"
    assert query(SUBSIDY.format("1"), made) == [
        ("电工", "A", "assessment", 3, Decimal(260), "rate_table"),
        ("电工", "A", "training", 3, Decimal(2000), "rate_table"),
        ("电工", "A", "training", 4, Decimal(1500), "rate_table"),
        ("电工", "A", "training", 5, Decimal(1000), "rate_table"),
        ("车工", "A", "assessment", 3, Decimal(260), "rate_table"),
    ]


def test_an_amount_stated_in_the_text_leads_to_no_entry(query: Query) -> None:
    made = sample(names=["电工"])
    row = made.line("rate", ["补贴不超过800元"])
    made.rate(
        row,
        "800",
        certificate_type="qualification_or_skill_level",
        subsidy_class="A",
        amount_rule="at_most",
    )
    assert (
        query("SELECT DISTINCT amount_yuan FROM entry_subsidy WHERE amount_yuan = 800", made) == []
    )
    texts = query("SELECT role, text FROM document_text", made)
    assert texts == [("title", "职业技能培训目录"), ("rate", "补贴不超过800元")]


def test_an_overlay_row_has_the_amounts_of_its_main_list(query: Query) -> None:
    made = sample(names=["电工", "电工（二）"])
    add_overlay(made, "电工")
    found = query(SUBSIDY.format("2"), made)
    # Two main rows of one class give each amount once.
    assert [row[1:] for row in found] == [
        ("A", "assessment", 3, Decimal(260), "main_list"),
        ("A", "training", 3, Decimal(2000), "main_list"),
        ("A", "training", 4, Decimal(1500), "main_list"),
        ("A", "training", 5, Decimal(1000), "main_list"),
    ]


def test_an_amount_of_a_row_is_that_rows_alone(query: Query) -> None:
    made = sample(names=["电工", "焊工"])
    made.entries[0].subsidy_class = made.entries[1].subsidy_class = None
    made.source_rows[3].cells.append("9元")
    made.rate(
        made.source_rows[3],
        "9",
        entry_id=made.entries[1].entry_id,
        catalog_id=made.entries[1].catalog_id,
        skill_level=5,
        amount_printed="9元",
    )
    assert query(SUBSIDY.format("1"), made) == [
        ("焊工", None, "training", 5, Decimal(9), "own_row")
    ]


def hours(made: Sample, certificate: Any, class_: Any, level: int | None, least: int) -> None:
    number = len(made.hours) + 1
    made.hours.append(
        HoursRow(
            f"{made.document_id}/hours#{number}",
            made.document_id,
            None,
            1,
            certificate,
            class_,
            level,
            least,
            None,
            45,
            "不低于",
        )
    )


def test_hours_lead_to_entries_by_level_or_class(query: Query) -> None:
    made = sample(names=["电工", "焊工"])
    made.entries[1].certificate_type = "training_completion"
    hours(made, "qualification_or_skill_level", None, 5, 40)
    hours(made, "qualification_or_skill_level", None, 4, 56)
    hours(made, "training_completion", "A", None, 56)
    hours(made, "training_completion", "B", None, 40)
    hours(made, None, "A", None, 1)
    assert query(
        "SELECT name, skill_level, class_hours_min FROM entry_hours ORDER BY ALL", made
    ) == [
        ("焊工", None, 56),
        ("电工", 4, 56),
        ("电工", 5, 40),
    ]


def test_every_value_leads_back_to_its_print(query: Query) -> None:
    made = sample(names=["电工"])
    made.entries[0].name_printed = "电工续"
    made.line("continuation", ["续"], entry_id=made.entries[0].entry_id, page=2)
    hours(made, None, "A", None, 40)
    found = query(
        "SELECT kind, coalesce(rate_id, hours_id, entry_id), file_name, page, row_no, cells"
        " FROM entry_source ORDER BY kind, row_no",
        made,
    )
    assert [(row[0], row[1], row[3], row[4]) for row in found] == [
        ("entry", "aa-2023/1#1", 1, 3),
        ("entry", "aa-2023/1#1", 2, 8),
        ("hours", "aa-2023/hours#1", 1, 1),
        ("rate", "aa-2023/rate#1", 1, 4),
        ("rate", "aa-2023/rate#2", 1, 5),
        ("rate", "aa-2023/rate#3", 1, 6),
        ("rate", "aa-2023/rate#4", 1, 7),
    ]
    assert found[1][5] == ["续"]
    assert {row[2] for row in found} == {"aa-2023.txt"}


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (
            ["报送市人社部门（联系人：王芳，联系电话：", "55512345）。"],
            ["报送市人社部门（联系人：［略］", "［略］）。"],
        ),
        (["市人社局职业能力建设处联系人李小明。"], ["市人社局职业能力建设处联系人［略］。"]),
        (["联系人：", "张三，电话020-5551 2345"], ["联系人：", "［略］，电话［略］"]),
        (["命名为：区名+单位名称+联系人+联系方式。"], ["命名为：区名+单位名称+联系人+联系方式。"]),
        (["手机 138 0013 8000，邮箱 a.b@example.cn"], ["手机 ［略］，邮箱 ［略］"]),
        (["编码6-31-01-03-01，2019-2022年，2023年9月18日"], None),
        (
            ["一、工作目标", "补贴1000000元以下按100人计"],
            ["一、工作目标", "补贴［略］元以下按100人计"],
        ),
    ],
)
def test_contacts_are_left_out_of_the_text(
    query: Query, lines: list[str], shown: list[str] | None
) -> None:
    made = sample(names=["电工"])
    for line in lines:
        made.line("text", [line])
    texts = query("SELECT text FROM document_text WHERE role = 'text' ORDER BY row_no", made)
    assert [row[0] for row in texts] == (lines if shown is None else shown)


def test_a_blank_form_keeps_its_labels(query: Query) -> None:
    made = sample(names=["电工"])
    lines = ["填报单位： 联系电话：", "序号 单位名称", "联系人", "姓名 职务"]
    for line in lines:
        made.line("form", [line])
    texts = query("SELECT text FROM document_text WHERE role = 'form' ORDER BY row_no", made)
    assert [row[0] for row in texts] == lines


def test_quality_and_overview_count_what_is_printed(query: Query) -> None:
    made = sample(names=["电工", "焊工"])
    bad: Any = "?"
    made.entries[1].subsidy_class = bad
    made.line("continuation", ["续"], entry_id=made.entries[1].entry_id)
    made.entries[0].marks = ["S", "L"]
    assert query(
        "SELECT rows_printed, rows_loaded, rows_rejected, warnings, share_matched"
        " FROM data_quality",
        made,
    ) == [(2, 1, 1, 1, 1.0)]
    assert query(
        "SELECT city, year, number, rows, occupations, is_overlay, marks, findings"
        " FROM overview ORDER BY number",
        made,
    ) == [
        ("南通", 2023, "1", 1, 1, False, "L、S", 1),
        ("南通", 2023, "3", 0, None, False, None, 0),
    ]


def edition(
    document_id: str, year: int | None, rows: list[tuple[str, str, dict[str, Any]]]
) -> Sample:
    made = Sample(document_id, "aa", year)
    main = made.catalog("1", "subsidized")
    for name, code, columns in rows:
        made.entry(main, name, code, [name, code], **columns)
    return made


def test_editions_are_compared_row_by_row(query: Query) -> None:
    earlier = edition(
        "aa-2022",
        2022,
        [
            ("电工", "6-31-01-01", {"section": "甲", "subsidy_class": "A"}),
            ("电工", "6-31-01-01", {"section": "甲"}),
            ("焊工", "6-31-01-02", {}),
            ("车工", "6-31-01-03", {}),
            ("旧工", "6-31-01-04", {}),
        ],
    )
    later = edition(
        "aa-2023",
        2023,
        [
            ("新工", "6-31-01-05", {}),
            ("新名工", "6-31-01-04", {}),
            ("车工", "6-31-01-09", {"marks": ["L"]}),
            ("电工", "6-31-01-01", {"section": "乙", "subsidy_class": "B"}),
            ("电工", "6-31-01-01", {"section": "甲"}),
        ],
    )
    first = edition("aa-first", None, [])
    found = query(
        "SELECT document_id_before, document_id_after, change, name, before, after"
        " FROM catalog_change WHERE document_id_before = 'aa-2022' ORDER BY change, name",
        later,
        first,
        earlier,
        changed=OF_ONE_OCCUPATION,
    )
    assert [row[2:] for row in found] == [
        ("added", "新工", None, "新工"),
        ("moved", "电工", "甲", "乙"),
        ("reclassified", "电工", "A", "B"),
        ("recoded", "车工", "6-31-01-03", "6-31-01-09"),
        ("remarked", "车工", "", "L"),
        ("removed", "焊工", "焊工", None),
        ("renamed", "新名工", "旧工", "新名工"),
    ]
    assert {row[:2] for row in found} == {("aa-2022", "aa-2023")}


def test_amounts_are_compared_by_what_they_are_for(query: Query) -> None:
    before, after = sample("aa-2022", year=2022), sample("aa-2023", year=2023)
    after.rates[0].amount_yuan = Decimal(2200)
    after.rates[1].skill_level = 2
    found = query(
        "SELECT change, skill_level, amount_before, amount_after FROM rate_change ORDER BY ALL",
        before,
        after,
    )
    assert found == [
        ("added", 2, None, Decimal(1500)),
        ("changed", 3, Decimal(2000), Decimal(2200)),
        ("removed", 4, Decimal(1500), None),
    ]
