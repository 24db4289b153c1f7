"""Cells that say no more than that the one above is meant (〃, 同上); figures that may be two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.catalog import (
    AMOUNT,
    CERTIFICATE,
    CLASS,
    CODE,
    LABEL,
    LEVEL,
    NAME,
    SERIAL,
    SHORTAGE_MARK,
    TRAINING_AMOUNT,
)
from tests.samples.amount_lists import (
    ELECTRICIAN,
    LEVELS,
    WELDER,
    Shown,
    amounts,
    messages,
    page,
    read,
    reasons,
)

COLUMNS = (SERIAL, CODE, NAME, CERTIFICATE, TRAINING_AMOUNT, SHORTAGE_MARK)
HEADER = ["序号", "职业编码", "职业名称", "证书类型", "等级", "培训补贴标准", "是否急需紧缺"]
FIRST = [*ELECTRICIAN, "职业技能等级证书", "五级", "1000", "*"]


@pytest.mark.parametrize("sign", ["〃", "同上", "同前", "″", "＂", "”", "同 上"])
def test_a_ditto_sign_means_the_cell_above(sign: str) -> None:
    extraction = read(page([HEADER, FIRST, [*WELDER, sign, sign, sign, sign]]), COLUMNS)
    entry = extraction.entries[1]
    assert entry.certificate_type == "skill_level_certificate"
    assert entry.certificate_printed == sign
    assert entry.is_shortage is True
    assert entry.other == {"等级": sign, "是否急需紧缺": sign}
    assert amounts(extraction)[1:] == [("焊工", "training", 5, "1000")]
    assert extraction.rates[1].amount_printed == sign
    assert "'1000' is what a ditto sign means" in messages(extraction, "label_filled")[0]


def test_a_ditto_sign_for_code_and_name() -> None:
    extraction = read(page([HEADER, FIRST, ["2", "〃", "〃", *FIRST[3:]]]), COLUMNS)
    entry = extraction.entries[1]
    assert (entry.code, entry.name) == ("6-31-01-03", "电工")
    assert (entry.code_printed, entry.name_printed) == ("〃", "〃")


def test_a_ditto_sign_below_a_ditto_sign_and_below_a_merged_cell() -> None:
    rows: list[Sequence[Shown]] = [
        LEVELS[:5],
        [*ELECTRICIAN, ("1000", 1, 2), "1500"],
        [*WELDER, "〃"],
        ["3", "6-18-02-05", "钳工", "〃", "〃"],
    ]
    assert amounts(read(page(rows))) == [
        (name, "training", level, yuan)
        for name in ("电工", "焊工", "钳工")
        for level, yuan in ((5, "1000"), (4, "1500"))
    ]


def test_a_ditto_sign_for_a_sign_for_none() -> None:
    extraction = read(page([LEVELS[:5], [*ELECTRICIAN, "/", "1500"], [*WELDER, "〃", "〃"]]))
    assert [level for _, _, level, _ in amounts(extraction)] == [4, 4]
    assert extraction.entries[1].other == {"五级/初级工": "〃"}


@pytest.mark.parametrize("above", [[], [("一、制造业", 5, 1)]])
def test_a_ditto_sign_below_nothing_rejects_its_row(above: list[tuple[str, int, int]]) -> None:
    before: list[Sequence[Shown]] = [[*ELECTRICIAN, "1000", "1500"], above] if above else []
    extraction = read(page([LEVELS[:5], *before, [*WELDER, "〃", "1500"]]))
    assert "cells: 五级/初级工 prints '〃' below nothing" in reasons(extraction)


def test_what_stands_in_a_row_without_a_reading_reaches_no_row_below() -> None:
    rows = [
        LEVELS[:5],
        [*ELECTRICIAN, "1000", "1500"],
        [*WELDER, "900", "1400", "800", "1"],
        ["3", "6-18-02-05", "钳工", "〃", "1500"],
    ]
    extraction = read(page(rows))
    assert amounts(extraction) == [
        ("电工", "training", 5, "1000"),
        ("电工", "training", 4, "1500"),
    ]
    reason = "cells: 五级/初级工 stands above, in a row that could not be read"
    assert reason in reasons(extraction)


def test_a_ditto_sign_for_a_label() -> None:
    header = ["补贴项目", "序号", "职业名称", "培训补贴标准"]
    rows = [
        ["职业技能等级证书", "1", "电工", "9"],
        ["〃", "2", "焊工", "9"],
        ["", "3", "钳工", "9"],
    ]
    extraction = read(page([header, *rows]), (LABEL, SERIAL, NAME, TRAINING_AMOUNT))
    assert {each.section for each in extraction.entries} == {"职业技能等级证书"}


def test_ditto_signs_in_a_rate_table() -> None:
    rows: list[Sequence[Shown]] = [
        ["补贴项目", "类别", "等级", "补贴标准"],
        ["技能等级证书", "A类", "五级", "1000"],
        ["〃", "〃", "四级", "〃"],
        ["创业培训", "〃", "", "500"],
        ["岗前培训", "", "", "300"],
        [("专项能力", 4, 1)],
        ["培训", "〃", "", "300"],
    ]
    extraction = read(page(rows), (LABEL, CLASS, LEVEL, AMOUNT), "rates")
    read_rates = [
        (each.item, each.subsidy_class, each.skill_level, str(each.amount_yuan))
        for each in extraction.rates
    ]
    assert read_rates == [
        ("技能等级证书", "A", 5, "1000"),
        ("技能等级证书", "A", 4, "1000"),
        ("创业培训", "A", None, "500"),
        ("岗前培训", None, None, "300"),
    ]
    assert extraction.rates[1].amount_printed == "〃"
    assert reasons(extraction) == ["cells: 类别 prints '〃' below nothing"]


@pytest.mark.parametrize("cell", ["800 900", "800\n900", "1 000", "1.000"])
def test_what_may_be_one_figure_or_two_is_none(cell: str) -> None:
    header = ["序号", "职业名称", "培训补贴标准"]
    assert reasons(read(page([header, ["1", "电工", cell]]), (SERIAL, NAME, TRAINING_AMOUNT)))
    assert reasons(
        read(page([["补贴项目", "等级", "补贴标准"], ["培训", "五级", cell]]),
             (LABEL, LEVEL, AMOUNT), "rates")
    )  # fmt: skip
