"""Signs that rows of words print, or lines between and below them: marks, legends, page marks."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from tests.extractors.lists.test_rows_of_words import ALL, ROWS, printed, read

CHANGJI = """附件2

昌吉州职业技能培训重点产业需求指导目录

序号 行业 职业（工种）代码 职业（项目） 培训补贴等级及补贴标准 考核鉴定等级及补贴标准
是否急
需紧缺

1 制造业 6-31-03-01 化学检验员 初级、中级：2160元/人 初级或中级：160元/人 {mark}

2 制造业 6-31-01-03 电工 初级、中级：2160元/人 初级或中级：160元/人

3 数字产业 4-01-02-07 互联网营销师 初级、中级：2160元/人 初级或中级：160元/人 {mark}
"""


def in_demand(mark: str) -> list[bool | None]:
    extraction = extract_document(CHANGJI.format(mark=mark).encode(), "changji.txt")
    assert not extraction.rejected
    return [entry.is_shortage for entry in extraction.entries]


@pytest.mark.parametrize("mark", [*"*＊☆★▲●■◎#✔√☑是"])
def test_any_mark_in_the_last_column_of_words_says_that_a_row_is_in_demand(mark: str) -> None:
    assert in_demand(mark) == [True, False, True]


@pytest.mark.parametrize("sign", [*"×✗否无/—", "——"])
def test_a_cross_or_a_sign_for_none_says_that_it_is_not(sign: str) -> None:
    assert in_demand(sign) == [False, False, False]


def all_read(extraction: Extraction) -> bool:
    unaccounted = [each for each in extraction.findings if each.rule == "text_unaccounted"]
    return printed(extraction.entries) == ALL and not extraction.rejected and not unaccounted


@pytest.mark.parametrize("mark", "■◎#＃★⭐△♦＊√")
def test_a_legend_below_rows_of_words_is_none_of_their_cells(mark: str) -> None:
    assert all_read(read([*ROWS, f"{mark}表示急需紧缺职业"]))
    assert all_read(read([*ROWS, f"“{mark}”为急需紧缺职业"]))


@pytest.mark.parametrize("number", ["Page {} of 10", "page {}", "~{}~", "～ {} ～", "·{}·"])
def test_a_page_mark_between_rows_of_words_is_no_row(number: str) -> None:
    lines = [*ROWS[:3], number.format(7), *ROWS[3:6], number.format(8), *ROWS[6:]]
    assert all_read(read(lines))


@pytest.mark.parametrize("mark", ["Page 1 of 2", "~1~", "～ 1 ～"])
def test_a_page_mark_below_a_row_of_tabs_is_no_cell_of_it(mark: str) -> None:
    rows = [row.replace(" ", "\t") for row in ROWS]
    header = "序号\t编码\t名称\t类型\t证书类型"
    assert all_read(read([*rows[:4], mark, *rows[4:]], header))
