"""Which titles and notes say that a list, or a row by its number, is valid no more."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from extractors.words.titles import may_withdraw
from tests.documents import make_sheet, make_web


@pytest.mark.parametrize(
    "text",
    [
        "附件2（已废止）",
        "职业技能培训补贴目录（作废）",
        "本表已废止",
        "作废",
        "以上清单停止执行。",
        "注：第2项自2026年起取消",
        "备注：序号3、4的工种已停止补贴。",
    ],
)
def test_what_may_withdraw_a_list_or_a_row_is_known(text: str) -> None:
    assert may_withdraw(text)


@pytest.mark.parametrize(
    "text",
    [
        "职业技能培训补贴目录（试行）",
        "退出揭榜单位名单。",
        "第2项 焊工",
        "《补贴办法》（苏人社〔2019〕3号）同时废止。",
        "取得证书后停止享受的，按规定（见第五条）处理，每人每年不超过三次，同一职业（工种）同一等级只能享受一次补贴，不得重复申领（已取消的除外）",
        "",
    ],
)
def test_other_words_withdraw_nothing(text: str) -> None:
    assert not may_withdraw(text)


TITLE = "苏州市2025年职业技能培训补贴目录"
HEADER, ROW = ["序号", "职业编码", "职业名称"], ["1", "6-31-01-03", "电工"]


@pytest.mark.parametrize(
    "data",
    [
        make_sheet.package(make_sheet.rows([TITLE], HEADER, ROW), titles=["旧版（作废）"]),
        make_web.page(
            make_web.paragraph(TITLE) + make_web.table(HEADER, ROW) + "<p>本表已废止</p>"
        ).encode(),
    ],
    ids=["sheet", "web"],
)
def test_a_list_that_is_said_to_be_void_is_told(data: bytes) -> None:
    extraction = extract_document(data, "list.bin")
    told = [each for each in extraction.findings if "valid no more" in each.message]
    assert [each.rule for each in told] == ["cell_unclear"]
    assert [entry.name for entry in extraction.entries] == ["电工"]
