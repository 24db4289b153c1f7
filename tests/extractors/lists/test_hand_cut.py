"""Rows that somebody cut in two, or set into one, by hand."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from tests.documents import make_web
from tests.extractors.locate.test_none_found import HEAD, TITLE


def read(*rows: list[str]) -> Extraction:
    body = make_web.paragraph(TITLE) + make_web.table(HEAD, *rows)
    return extract_document(make_web.page(body).encode(), "list.html")


def test_the_halves_of_a_code_in_two_rows_make_one_row() -> None:
    extraction = read(
        ["1", "6-31-01-03", "电工", "A"], ["2", "4-10-", "养老护", "C"], ["", "01-05", "理员", ""]
    )
    found = [(row.serial_printed, row.code, row.name) for row in extraction.entries]
    assert found == [(1, "6-31-01-03", "电工"), (2, "4-10-01-05", "养老护理员")]
    assert "row_rejoined" in {each.rule for each in extraction.findings}


def test_a_row_without_a_name_below_the_header_again_is_no_rest_of_the_row_above() -> None:
    head = ["序号", "行业", "代码", "职业（项目）", "培训补贴标准", "鉴定补贴标准", "是否急需紧缺"]
    rows = [
        ["4", "服务业", "6-18-02-04", "焊工", "高级：1800元/人", "高级：160元/人", ""],
        ["5", "制造业", "6-31-03-01", "", "初级：1200元/人", "初级：160元/人", ""],
    ]
    title = make_web.paragraph("昌吉职业技能培训重点产业需求指导目录")
    body = title + make_web.table(head, rows[0], head, rows[1])
    extraction = extract_document(make_web.page(body).encode(), "list.html")
    assert [(row.serial_printed, row.code) for row in extraction.entries] == [(4, "6-18-02-04")]
    assert [row.reasons for row in extraction.rejected] == [["name: the row prints none"]]


@pytest.mark.parametrize(
    "row",
    [
        ["1\n2", "6-31-01-03\n6-18-02-04", "电工\n焊工", "A\nB"],
        ["", "6-31-01-03\n6-18-02-04", "电工\n焊工", "A\nB"],
        ["9\n10", "", "电工\n焊工", "A"],
        ["1\n2\n3", "", "电工\n焊工\n车工", "A"],
    ],
)
def test_rows_that_stand_in_one_are_rejected_as_such(row: list[str]) -> None:
    [rejected] = read(row).rejected
    [reason] = rejected.reasons
    assert reason.startswith("cells: each holds ")
    assert "give each a row of its own" in reason


def test_a_serial_a_code_and_a_name_that_wrap_are_one_row() -> None:
    extraction = read(["1\n2", "4-10-\n01-05", "养老护\n理员", "C"])
    [entry] = extraction.entries
    assert (entry.serial_printed, entry.code) == (12, "4-10-01-05")


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        ("<td>1<td colspan=2>制造业6-31-01-03<td>电工", ("制造业", "6-31-01-03", "电工")),
        ("<td>1<td>制造业<td colspan=2>6-31-01-03 电工", ("制造业", "6-31-01-03", "电工")),
        ("<td>1<td colspan=2>制造业<td>电工", ("制造业", None, "电工")),
    ],
)
def test_a_cell_under_two_headings_is_told_and_a_code_in_it_is_the_code(
    cells: str, read_as: tuple[str | None, ...]
) -> None:
    names = ["序号", "行业", "代码", "职业（项目）", "培训补贴标准", "鉴定补贴标准", "是否急需紧缺"]
    head = f"<tr><td>{'<td>'.join(names)}</tr>"
    title = make_web.paragraph("昌吉职业技能培训重点产业需求指导目录")
    body = f"{title}<table>{head}<tr>{cells}<td>500<td>50<td></tr></table>"
    extraction = extract_document(make_web.page(body).encode(), "list.html")
    [entry] = extraction.entries
    assert (entry.industry, entry.code, entry.name) == read_as
    assert "cell_unclear" in {each.rule for each in extraction.findings}


@pytest.mark.parametrize(
    ("name", "told"), [("电工（已取消）", True), ("电工（暂停）", True), ("电工（中级）", False)]
)
def test_a_name_that_says_it_is_withdrawn_is_told(name: str, told: bool) -> None:
    extraction = read(["1", "6-31-01-03", name, "A"])
    assert [row.name for row in extraction.entries] == [name]
    assert ("cell_unclear" in {each.rule for each in extraction.findings}) is told


def test_a_sign_for_the_cell_above_means_nothing_below_one_that_means_nothing() -> None:
    extraction = read(["1", "6-31-01-03", "电工", "同上"], ["2", "6-18-02-04", "焊工", "〃"])
    assert extraction.entries == []
    reasons = [each.reasons[0] for each in extraction.rejected]
    assert [reason.endswith("below nothing") for reason in reasons] == [True, True]
