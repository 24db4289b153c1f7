"""Spreadsheets saved as text: what tells them from captures, their quotes, and their rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest

from extractors.document import Document, Row
from extractors.extract import extract_document
from extractors.readers import Reading, read_document
from extractors.readers.limits import Limits
from schemas.errors import ReadError

CATALOG = [
    ["附件", "", "", ""],
    ["上海市职业技能提升补贴目录（2026年）", "", "", ""],
    ["序号", "项目编码", "项目名称", "分类"],
    ["一、", "职业技能等级项目", "", ""],
    ["1", "4-02-06-05", '供应链"管理"师', "A"],
    ["", "", "", ""],
    ["2", "4-04-05-Z1", "网络与信息\n安全管理员, 一", "B*"],
]


def saved(rows: Sequence[Sequence[str]], separator: str = ",", line_end: str = "\r\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator=line_end).writerows(rows)
    return buffer.getvalue()


def rows(document: Document) -> list[list[str]]:
    return [list(line.texts) for line in document.lines() if isinstance(line, Row)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_rows_are_those_of_the_sheet(separator: str, encoding: str, line_end: str) -> None:
    document = read_document(saved(CATALOG, separator, line_end).encode(encoding), "next.csv")
    assert document.media_type == "text/csv"
    assert not document.notes
    assert rows(document) == [row for row in CATALOG if any(row)]


def test_a_row_leads_to_its_lines_in_the_file() -> None:
    last = [*read_document(saved(CATALOG).encode(), "next.csv").lines()][-1].position
    assert (last.line_start, last.line_end, last.table_no, last.table_row) == (7, 8, 1, 6)


@pytest.mark.parametrize("name", ["next.csv", "next.txt", "next"])
def test_the_catalog_in_it_is_extracted(name: str) -> None:
    extraction = extract_document(saved(CATALOG).encode(), name)
    assert [(each.serial_printed, each.name, each.section) for each in extraction.entries] == [
        (1, '供应链"管理"师', "职业技能等级项目"),
        (2, "网络与信息安全管理员,一", "职业技能等级项目"),
    ]
    assert not [each for each in extraction.findings if each.rule == "media_type_differs"]


def test_titles_and_notes_may_be_cells_alone_and_rows_lack_their_last_blanks() -> None:
    ragged = [[*row] for row in CATALOG if any(row)]
    for row in ragged:
        while not row[-1]:
            del row[-1]
    notice = [["通知：各单位遵照执行。" * 40]] * 20
    text = saved([*notice, *ragged, ["3", "6-31-01-03", "电工", "A"], ["注：略。"]])
    extraction = extract_document(text.encode(), "next.csv")
    assert [(each.serial_printed, each.subsidy_class) for each in extraction.entries] == [
        (1, "A"),
        (2, "B"),
        (3, "A"),
    ]
    assert rows(read_document(text.encode(), "next.csv"))[-1] == ["注：略。", "", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "一,二,三\n四,五,六\n职业技能培训目录\n七,八\n九,十\n",
        "一、要求, 二、期限, 三、办法\n职业技能培训目录\n",
        "附件1\n\n序号\t编码\t名称\n1\t6-31-01-03\t电工\n",
        "a,b\nc,d\n",
        "a,b,c\n",
        "为促进就业，加强培训，现通知如下。\n各区，各单位，请执行。\n附件，略，共三页。\n",
        "甲；乙；丙；丁|戊\n",
        "1 6-31-01-03 电工 五级:1元;四级:2元;三级:3元\n" * 3,
    ],
)
def test_what_has_not_as_many_cells_in_each_row_is_a_text(text: str) -> None:
    assert read_document(text.encode(), "next.txt").media_type == "text/plain"


@pytest.mark.slow
def test_a_long_file_is_told_by_its_beginning_though_that_ends_inside_a_row() -> None:
    long = [*CATALOG, *([str(n), "6-31-01-03", "电工\n（高压）", "A"] for n in range(3, 2000))]
    for shift in range(40):
        document = read_document(saved([["x" * shift, "", "", ""], *long]).encode(), "next.csv")
        assert document.media_type == "text/csv"
        assert len(rows(document)) == len(long) - (shift == 0)


@pytest.mark.parametrize("broken", ['3,6-31-01-03,"电工,A\n', '3,6-31-01-03,"电"工,A\n'])
def test_quotes_that_do_not_match_refuse_the_file(broken: str) -> None:
    # past the beginning that tells what the file is
    rows_before = [[str(n), "6-31-01-03", "电工", "A"] for n in range(1, 500)]
    with pytest.raises(ReadError, match=r"separated values below line 499 .* see to its quotes"):
        read_document((saved(rows_before) + broken).encode(), "next.csv")


def test_a_code_kept_from_being_read_as_a_date() -> None:
    changed = saved(CATALOG).replace("4-04-05-Z1", '"=""4-04-05-Z1"""')
    assert rows(read_document(changed.encode(), "next.csv"))[-1][1] == "4-04-05-Z1"


def test_control_characters_are_dropped_and_told() -> None:
    document = read_document(saved([["1", "电\x01工", "A"], ["2", "焊工", "B"]]).encode(), "a.csv")
    assert rows(document)[0] == ["1", "电工", "A"]
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("control_dropped", "'1,\\u7535\\x01\\u5de5,A'")
    ]


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (Limits(text_bytes=20), "text_bytes"),
        (Limits(lines=3), "lines"),
        (Limits(table_columns=3), "table_columns"),
        (Limits(cells=9), "cells"),
    ],
)
def test_a_file_beyond_a_limit_is_refused(limits: Limits, named: str) -> None:
    with pytest.raises(ReadError, match=f"the limit {named} allows"):
        read_document(saved(CATALOG).encode(), "next.csv", Reading(limits))


def test_a_file_in_big5_is_read_in_its_characters() -> None:
    text = saved(
        [["序號", "職業編碼", "職業名稱"], ["1", "6-31-01-03", "電工"], ["2", "x", "焊工"]]
    )
    assert rows(read_document(text.encode("big5"), "next.csv"))[1] == ["1", "6-31-01-03", "電工"]


@pytest.mark.parametrize("mangled", ["2006/8/1", "6月18日", "2-Apr", "2006-08-01"])
def test_a_code_made_a_date_is_no_code_and_told(mangled: str) -> None:
    text = saved(CATALOG).replace("4-02-06-05", mangled)
    extraction = extract_document(text.encode(), "next.csv")
    assert extraction.entries[0].code is None
    assert ("code_malformed", mangled) in [(f.rule, f.printed) for f in extraction.findings]
