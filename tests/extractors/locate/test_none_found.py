"""Documents in which no list is found, or one twice: the refusal names what was looked for."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from schemas.errors import ExtractError
from tests.documents import make_sheet, make_web

TITLE = "上海市职业技能提升补贴目录（2027年）"
HEAD = ["序号", "项目编码", "项目名称", "分类"]
ROW = ["1", "6-31-01-03", "电工", "A"]


def refusal(*blocks: str) -> str:
    with pytest.raises(ExtractError) as caught:
        extract_document(make_web.page("".join(blocks)).encode(), "list.html")
    return str(caught.value)


def test_the_headings_printed_and_what_the_nearest_list_lacks_are_named() -> None:
    table = make_web.table(["序号", "项目编码", "项目名称", "备注（金额）"], ROW)
    said = refusal(make_web.paragraph(TITLE), make_web.paragraph("A类补贴表："), table)
    assert "table 1, row 1 prints 序号、项目编码、项目名称、备注（金额）" in said
    assert "for list 'upgrading' table 1, row 1 lacks a column for subsidy_class" in said
    assert "('A类补贴表：', which is no title, stands there)" in said


def test_a_title_that_fits_no_list_is_named() -> None:
    text = make_web.paragraph("上海市关于公布职业技能提升补贴目录的说明。")
    said = refusal(text, make_web.paragraph("A类项目表"), make_web.table(HEAD, ROW))
    assert "lacks a title above it that fits '补贴目录'" in said
    assert "'A类项目表'" in said


def test_tables_without_any_known_heading_are_named_by_their_first_rows() -> None:
    said = refusal(make_web.table(["甲", "乙"], ["1", "2"]), make_web.table(["丙", "丁"]))
    assert "table 1, row 1 prints 甲、乙; table 2, row 1 prints 丙、丁" in said
    assert "holds no table" in refusal(make_web.paragraph(TITLE))


def test_two_editions_in_one_file_are_named_with_their_titles_and_the_remedy() -> None:
    sheets = [
        make_sheet.rows([f"上海市职业技能提升补贴目录（{year}年）"], HEAD, ROW)
        for year in (2027, 2025)
    ]
    with pytest.raises(ExtractError) as caught:
        extract_document(make_sheet.package(*sheets), "list.xlsx")
    said = str(caught.value)
    assert (
        "（2027年）' (table 1, row 2) and '上海市职业技能提升补贴目录（2025年）' (table 2" in said
    )
    assert "take its table or sheet out of the file" in said
