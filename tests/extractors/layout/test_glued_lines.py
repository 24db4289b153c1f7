"""Text captures without blank lines: what stands below a table is no line of its last cell."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from extractors.extract import extract_document
from extractors.extraction import EntryRow, Extraction
from tests.places import RAW
from tests.samples.documents_text import in_line, stacked

JINAN = (RAW / "jinan-2023.txt").read_text(encoding="utf-8")
LETTER = JINAN.split("（一）急需紧缺培训项目目录")[0]
HEADER = ["序号", "编码", "职业名称（包括所含工种）", "行业分类"]
WELDER = ["1", "6-18-02-04", "焊工", "加工维修"]
ELECTRICIAN = ["1", "6-31-01-03", "电工", "加工维修"]


def extract(*parts: str) -> Extraction:
    text = "\n".join((LETTER + "（一）急需紧缺培训项目目录", *parts))
    return extract_document(text.encode(), "next.txt")


def read(extraction: Extraction) -> list[tuple[str, str | None, str | None]]:
    return [(entry.catalog_id, entry.name, entry.industry_printed) for entry in extraction.entries]


def printed(entry: EntryRow) -> tuple[object, ...]:
    return (
        entry.catalog_id.split("/")[1],
        entry.serial_printed,
        entry.code,
        entry.name,
        entry.industry,
    )


@pytest.mark.slow
def test_blank_lines_tell_nothing_that_a_document_does_not_say_without_them() -> None:
    with_them = extract_document(JINAN.encode(), "jinan.txt")
    without = extract_document(re.sub(r"\n\s*(?=\n)", "", JINAN).encode(), "jinan.txt")
    assert list(map(printed, without.entries)) == list(map(printed, with_them.entries))
    assert [(each.title, each.kind) for each in without.catalogs] == [
        (each.title, each.kind) for each in with_them.catalogs
    ]


@pytest.mark.parametrize(
    "below",
    [
        "（二）一般性培训项目目录",
        "一般性培训项目目录",
        "附件2\n一般性培训项目目录",
        "济南市人力资源和社会保障局\n2024年5月1日\n附件2\n一般性培训项目目录",
        "注：本表自发布之日起施行\n（二）一般性培训项目目录",
        "各区县要认真组织实施。\n附件2\n一般性培训项目目录",
    ],
)
def test_what_stands_over_the_next_header_is_no_cell(below: str) -> None:
    extraction = extract(in_line([HEADER, WELDER]), below, in_line([HEADER, ELECTRICIAN]))
    assert read(extraction) == [
        ("next/1", "焊工", "加工维修"),
        ("next/2", "电工", "加工维修"),
    ]
    assert not [each for each in extraction.findings if each.severity == "error"]


@pytest.mark.parametrize("below", ["注：本表自发布之日起施行", "此件主动公开。", "2024年5月1日"])
def test_what_closes_a_document_is_no_cell(below: str) -> None:
    assert read(extract(in_line([HEADER, WELDER]), below)) == [("next/1", "焊工", "加工维修")]


def test_a_wrapped_cell_above_a_repeated_header_stays_whole() -> None:
    extraction = extract(
        in_line([HEADER, WELDER]),
        "（含特种）",
        in_line([HEADER, ELECTRICIAN]),
    )
    assert read(extraction) == [
        ("next/1", "焊工", "加工维修（含特种）"),
        ("next/1", "电工", "加工维修"),
    ]


def test_a_line_that_withdraws_the_rows_below_it_is_no_cell() -> None:
    line = "以下职业自2024年起不再给予补贴："
    extraction = extract(in_line([HEADER, WELDER]), line, in_line([ELECTRICIAN]))
    assert read(extraction) == [("next/1", "焊工", "加工维修")]
    assert [each.reasons for each in extraction.rejected] == [
        [f"section: '{line}' withdraws the rows below it"]
    ]


@pytest.mark.parametrize("more", ["注：限户籍人口", "限户籍人口。", "济南市人社局"])
def test_the_second_line_of_a_cell_between_rows_stays_in_it(more: str) -> None:
    extraction = extract(in_line([HEADER, WELDER]), more, in_line([ELECTRICIAN]))
    assert [entry.industry_printed for entry in extraction.entries] == [
        f"加工维修{more}",
        "加工维修",
    ]


NANTONG = "附件1\n南通市2024年政府补贴性职业技能培训职业（工种）目录"
CERTIFICATES = "职业资格证书、职业技能等级证书"


def test_short_rows_of_the_table_below_are_not_joined_by_the_width_of_the_one_above() -> None:
    lists = [
        ["补贴项目", "序号", "类别", "职业工种名称", "编码"],
        [CERTIFICATES, "1", "A", "电工", "6-31-01-03"],
        ["2", "A", "焊工", "6-18-02-04"],
    ]
    table = [
        ["补贴项目", "类别", "等级", "补贴标准（元/人）"],
        [CERTIFICATES, "A类", "三级", "2000"],
        ["四级", "1500"],
        ["五级", "1000"],
    ]
    lines = [NANTONG, in_line(lists), "附件2", "补贴标准", in_line(table)]
    extraction = extract_document("\n".join(lines).encode(), "next.txt")
    assert [
        (each.serial_printed, each.name, each.certificate_printed) for each in extraction.entries
    ] == [
        (1, "电工", CERTIFICATES),
        (2, "焊工", CERTIFICATES),
    ]
    assert [
        (each.subsidy_class, each.skill_level, str(each.amount_yuan)) for each in extraction.rates
    ] == [
        ("A", 3, "2000"),
        ("A", 4, "1500"),
        ("A", 5, "1000"),
    ]
    assert not extraction.rejected


# --- text that ends inside a row ------------------------------------------------------------------

CUT_SHORT = "the file ends inside the row, before its last cells; get the whole file"
NANTONG_ROWS = [
    ["补贴项目", "序号", "类别", "职业工种名称", "编码"],
    [CERTIFICATES, "1", "A", "电工", "6-31-01-03"],
    ["", "2", "A", "焊工", "6-18-02-04"],
    ["", "3", "A", "化工"],
]


@pytest.mark.parametrize("made", [stacked, in_line])
def test_a_row_in_which_the_file_ends_is_told(made: Callable[[list[list[str]]], str]) -> None:
    text = f"{NANTONG}\n\n{made(NANTONG_ROWS)}".rstrip("\n")
    extraction = extract_document(text.encode(), "next.txt")
    last = extraction.entries[-1]
    assert (last.name, last.code) == ("化工", None)
    assert [
        (each.row_no, each.message) for each in extraction.findings if each.rule == "cell_unclear"
    ] == [(last.row_no, CUT_SHORT)]


@pytest.mark.parametrize("below", ["", "\n\n此件主动公开。"])
def test_a_row_that_leaves_out_its_last_cells_is_not_cut_short(below: str) -> None:
    rows = NANTONG_ROWS if below else [NANTONG_ROWS[0], *(row[:4] for row in NANTONG_ROWS[1:])]
    text = f"{NANTONG}\n\n{stacked(rows)}".rstrip("\n") + below
    extraction = extract_document(text.encode(), "next.txt")
    assert len(extraction.entries) == 3
    assert not [each for each in extraction.findings if each.rule == "cell_unclear"]
