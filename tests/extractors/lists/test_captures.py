"""Text that programs take out of Word and PDF files: a cell a line, cells cut and out of order."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from extractors.extract import extract_document
from extractors.extraction import EntryRow, Extraction
from tests.places import RAW

TITLES = "广州市人力资源和社会保障局\n\n附件1\n\n广东省职业技能培训补贴目录\n"
HEADER = ("序号", "编码", "名称", "类型", "证书类型")
CERTIFICATE = "技能等级证书"
NAMES = ("制粉工", "制鞋工", "铸造工", "锻造工", "焊工", "电工", "钳工", "铣工", "车工", "磨工")
ROWS = [
    [str(place), f"6-31-{place:02}-01", name, "其他", CERTIFICATE]
    for place, name in enumerate(NAMES, start=1)
]


def extract(lines: Sequence[str]) -> Extraction:
    return extract_document("\n".join([TITLES, *lines]).encode(), "next.txt")


def spaced(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" ".join(row) for row in rows]


def printed(entries: Sequence[EntryRow]) -> list[tuple[object, ...]]:
    return [
        (
            each.catalog_id.split("/")[1],
            each.serial_printed,
            each.code,
            each.name,
            each.industry,
            each.certificate_type,
            each.subsidy_class,
        )
        for each in entries
    ]


ALL = printed(extract(spaced([HEADER, *ROWS])).entries)


def reasons(extraction: Extraction) -> list[str]:
    return [reason for row in extraction.rejected for reason in row.reasons]


# --- a cell a line --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", ["jinan-2023", "shanghai-2026"])
def test_a_catalog_whose_cells_stand_a_line_each(name: str) -> None:
    text = (RAW / f"{name}.txt").read_text(encoding="utf-8")
    in_lines = re.sub(r"\n\s*(?=\n)", "", re.sub(r"\t", "\n", text))
    extraction = extract_document(in_lines.encode(), f"{name}.txt")
    assert not extraction.rejected
    assert printed(extraction.entries) == printed(
        extract_document(text.encode(), f"{name}.txt").entries
    )


def test_headings_may_be_cut_and_stand_again_on_each_page() -> None:
    header = ["序", "号", "编码", "名称", "类", "型", "证书", "类型"]
    first, second = [[cell for row in half for cell in row] for half in (ROWS[:4], ROWS[4:])]
    extraction = extract([*header, *first, *header, *second])
    assert printed(extraction.entries) == ALL
    assert not extraction.rejected


def test_a_word_that_is_a_heading_too_begins_no_header_in_a_text() -> None:
    extraction = extract(["名称", "编码", "序号", *spaced([HEADER, *ROWS])])
    assert printed(extraction.entries) == ALL


# --- what is no cell ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "https://hrss.example.cn/t/1.html 3/27",
        "file:///D:/a.html",
        "11/21/26, 11:56 AM 目录",
        "2026/11/21 9:05",
    ],
)
def test_what_a_browser_prints_on_each_page_is_no_piece_of_a_row(line: str) -> None:
    serial, code, name, *rest = ROWS[4]
    cut = [f"{serial} {code} {name[0]}", line, f" {name[1]} {' '.join(rest)}"]
    extraction = extract([*spaced([HEADER, *ROWS[:4]]), *cut, line, *spaced(ROWS[5:])])
    assert printed(extraction.entries) == ALL


def test_an_address_is_in_no_name() -> None:
    lines = spaced([HEADER, *ROWS])
    lines.insert(5, "见 https://hrss.example.cn/t/1.html")
    extraction = extract(lines)
    assert not any("://" in (each.name or "") for each in extraction.entries)
    assert len(extraction.entries) == len(ROWS) - 1


@pytest.mark.parametrize("stray", ["4", "其他", CERTIFICATE])
def test_a_name_that_holds_a_figure_or_a_cell_of_its_own_rejects_its_row(stray: str) -> None:
    serial, code, name, *rest = ROWS[4]
    row = [f"{serial} {code} {name}", stray, f"学徒 {' '.join(rest)}"]
    extraction = extract([*spaced([HEADER, *ROWS[:4]]), *row, *spaced(ROWS[5:])])
    assert printed(extraction.entries) == [each for each in ALL if each[1] != 5]
    assert reasons(extraction)


def test_the_line_above_a_row_that_reads_in_no_way_may_be_its_cell() -> None:
    # 名称 of row 6 stands over two lines, one above and one below its own
    serial, code, _, *rest = ROWS[5]
    cut = ["（物化）试", f"{serial} {code} {' '.join(rest)}", "验"]
    above = [" ".join([*ROWS[4][:2], "质", *ROWS[4][3:]]), " 检测"]
    extraction = extract([*spaced([HEADER, *ROWS[:4]]), *above, *cut, *spaced(ROWS[6:])])
    assert printed(extraction.entries) == [each for each in ALL if each[1] not in (5, 6)]


@pytest.mark.parametrize("new", ["新业态书", "工 书"])
def test_a_new_word_begins_with_no_known_one_and_takes_no_other_s_place(new: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[4][3] = new
    if new == "工 书":
        rows[4][2] = "其他"
    extraction = extract(spaced([HEADER, *rows]))
    assert printed(extraction.entries) == [each for each in ALL if each[1] != 5]


# --- lists that cannot be told --------------------------------------------------------------------


def test_where_most_rows_read_in_no_way_none_is_taken() -> None:
    broken = [" ".join([*row[:2], *row[3:]]) for row in [*ROWS, *ROWS]]
    extraction = extract([*spaced([HEADER, *ROWS]), *broken])
    assert not extraction.entries
    assert any("most rows of the list read in no way" in reason for reason in reasons(extraction))


def test_a_merged_first_column_is_not_told_by_lines() -> None:
    lines = [
        "附件1",
        "南通市2024年政府补贴性职业技能培训职业（工种）目录",
        "补贴项目 序号 类别 职业工种名称 编码",
        "1 A 电工 6-31-01-03",
        "职业资格证书 2 A 焊工 6-18-02-04",
    ]
    extraction = extract_document("\n".join(lines).encode(), "next.txt")
    assert not extraction.entries
    assert extraction.rejected


def test_codes_in_lines_of_no_list_are_told() -> None:
    pieces = ["目录二", "", "6-31-0 加工", "7 钳工", "2-02", "3 6-18-", "电工", "01-02"]
    extraction = extract([*spaced([HEADER, *ROWS]), "附件2", *pieces])
    assert [each.printed for each in extraction.findings if each.rule == "text_unaccounted"] == [
        "6-31-0 加工",
        "3 6-18-",
    ]
