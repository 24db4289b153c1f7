"""Notes and titles that make the amounts of a table limits: 以上为最高限额."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.catalog import (
    AMOUNT,
    ASSESSMENT_AMOUNT,
    CLASS,
    LABEL,
    LEVEL,
    NAME,
    SERIAL,
)
from extractors.catalog import TRAINING_AMOUNT as TRAINING
from tests.samples.amount_lists import ELECTRICIAN, LEVELS, messages, page, read

ROWS = [LEVELS[:5], [*ELECTRICIAN, "1000", "1500"]]


def rules(above: Sequence[str] = (), below: Sequence[str] = ()) -> set[str]:
    return {each.amount_rule for each in read(page(ROWS, above, below)).rates}


@pytest.mark.parametrize(
    "note",
    [
        "注：以上补贴标准为最高限额。",
        "注：补贴标准为最高限额。",
        "以上标准均为最高补贴标准",
        "备注：1.上述补贴标准是上限；2.每人每年享受3次。",
        "2．本表所列金额为最高补贴金额。",
        "说明：实际补贴金额不得超过上述标准。",
    ],
)
def test_a_note_below_makes_the_amounts_limits(note: str) -> None:
    assert rules(below=[note]) == {"at_most"}


def test_the_sentence_may_run_over_a_line() -> None:
    assert rules(below=["注：以上补贴标准", "为最高限额。"]) == {"at_most"}


def test_a_sentence_that_a_line_above_may_begin_is_told() -> None:
    extraction = read(page(ROWS, below=["注：困难人员的", "补贴标准为最高限额。"]))
    assert {each.amount_rule for each in extraction.rates} == {"fixed"}
    assert messages(extraction, "cell_unclear")


@pytest.mark.parametrize("line", ["紧缺职业补贴标准最高可上浮30%", "每人最高补贴3000元"])
def test_a_line_above_that_limits_something_else(line: str) -> None:
    assert rules(above=[line]) == {"fixed"}


@pytest.mark.parametrize("line", ["（以下补贴标准为最高限额）", "职业培训最高补贴标准目录"])
def test_a_line_above_makes_the_amounts_limits(line: str) -> None:
    assert rules(above=[line]) == {"at_most"}


@pytest.mark.parametrize(
    "note",
    [
        "注：A类以上标准为最高限额",
        "注：以上标准为最高标准的80%",
        "注：除电工外，以上标准为最高限额",
        "注：每人补贴总额不超过3000元",
        "注：以上标准不是最高限额",
    ],
)
def test_a_sentence_that_says_anything_else_is_told(note: str) -> None:
    extraction = read(page(ROWS, below=[note]))
    assert {each.amount_rule for each in extraction.rates} == {"fixed"}
    (found,) = [each for each in extraction.findings if each.rule == "cell_unclear"]
    assert (found.printed, found.catalog_id) == (note, "some/1")
    assert found.row_no == extraction.source_rows[-1].row_no


def test_a_sentence_about_something_else_is_not_told() -> None:
    assert not messages(read(page(ROWS, below=["注：年龄不超过60岁。"])), "cell_unclear")


def test_a_sentence_limits_the_amounts_it_names() -> None:
    rows = [["序号", "职业名称", "培训补贴", "鉴定补贴"], ["1", "电工", "1000", "150"]]
    columns = (SERIAL, NAME, TRAINING, ASSESSMENT_AMOUNT)
    extraction = read(page(rows, below=["注：以上培训补贴标准为最高限额。"]), columns)
    assert [each.amount_rule for each in extraction.rates] == ["at_most", "fixed"]


@pytest.mark.parametrize("heading", ["最高补贴标准（元/人）", "补贴标准上限", "补贴标准（上限）"])
def test_a_heading_makes_its_amounts_limits(heading: str) -> None:
    rows = [["补贴项目", "类别", "等级", heading], ["技能等级证书", "A类", "五级", "1000"]]
    extraction = read(page(rows), (LABEL, CLASS, LEVEL, AMOUNT), "rates")
    assert [each.amount_rule for each in extraction.rates] == ["at_most"]
