from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.words import amounts
from extractors.words.numerals import legal_numeral
from extractors.words.text import cuts_figure


@pytest.mark.parametrize(
    ("printed", "yuan", "rule"),
    [
        ("4300", "4300", "fixed"),
        ("2160元/人", "2160", "fixed"),
        ("每人4300元", "4300", "fixed"),
        ("每人每次最高800元", "800", "at_most"),
        ("人民币1000元", "1000", "fixed"),
        ("1600元/人/期", "1600", "fixed"),
        ("4,300.50", "4300.50", "fixed"),
        ("不超过800元", "800", "at_most"),
        ("不高于1500元", "1500", "at_most"),
        ("≤1200", "1200", "at_most"),
        ("10百元", "1000", "fixed"),
        ("1.5千元/人", "1500", "fixed"),
        ("壹仟伍佰元整", "1500", "fixed"),
        ("一千五百元/人", "1500", "fixed"),
        ("单独核价，一项一价", None, "priced_individually"),
        ("按培训成本的90%", None, "priced_individually"),
        ("据实补贴", None, "priced_individually"),
        ("参照A类执行", None, "by_other_document"),
        ("按《办法》（2023年）标准的90%", None, "by_other_document"),
        ("按照企业新型学徒制专项文件执行", None, "by_other_document"),
    ],
)
def test_amounts(printed: str, yuan: str | None, rule: str) -> None:
    amount = amounts.parse_amount(printed)
    assert amount is not None
    assert amount.yuan == (Decimal(yuan) if yuan else None)
    assert amount.rule == rule


UNREAD = [
    "1500/1800/2400元",
    "0081",
    "1500元×1.2",
    "1500元+300元",
    "80课时×15元",
    "1000-600元",
    "4-01",
    "一千五元",
    "1500元（上浮20%）",
    "1500元（1800元）",
    "据实报销1500元",
    "130元/天",
    "每人1500元/班",
]


@pytest.mark.parametrize("printed", ["", "0", "-5", "若干", "12345678901", "1,23", *UNREAD])
def test_what_is_no_amount(printed: str) -> None:
    assert amounts.parse_amount(printed) is None


@given(st.integers(1, 9_999_999))
def test_any_whole_amount_is_read_as_itself(yuan: int) -> None:
    for printed in (str(yuan), f"{yuan}元/人", f"{yuan:,}元"):
        amount = amounts.parse_amount(printed)
        assert amount is not None
        assert amount.yuan == yuan


def test_amounts_of_several_levels_in_one_cell() -> None:
    pairs = amounts.parse_level_amounts("初级、中级：2160元/人；高级：3000元/人")
    assert pairs is not None
    assert [(level.value, amount.yuan) for level, amount in pairs] == [
        (5, Decimal(2160)),
        (4, Decimal(2160)),
        (3, Decimal(3000)),
    ]
    assert amounts.parse_level_amounts("初级：2160元/人；其他") is None


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("600-1000元/人", 600, 1000),
        ("600元～0.1万元", 600, 1000),
        ("1至1.5千元", 1000, 1500),
        ("600—1000", 600, 1000),
        ("1000元起", 1000, None),
        ("不低于1000元", 1000, None),
    ],
)
def test_ranges(printed: str, low: int, high: int | None) -> None:
    amount = amounts.parse_amount(printed)
    assert amount is not None
    assert (amount.yuan, amount.rule) == (None, "range")
    assert amount.low == low
    assert amount.high == high


@pytest.mark.parametrize(
    ("printed", "yuan", "unit", "condition"),
    [
        ("20元/课时", 20, "per_class_hour", None),
        ("每学时20元/人", 20, "per_class_hour", None),
        ("200元/人·天", 200, "per_person_day", None),
        ("130元/人/天，最高3900元", 130, "per_person_day", "最高3900元"),
        ("1500元/班", 1500, "per_class", None),
        ("1500元（上浮20%后）", 1500, None, "（上浮20%后）"),
        ("1510元 （含鉴定费115元）", 1510, None, "（含鉴定费115元）"),
        ("取得证书后1500元/人", 1500, "per_person", "取得证书后"),
        ("5000元/人·年", 5000, "per_person_year", None),
        ("1500①", 1500, None, "①"),
        ("1500元[2]", 1500, None, "[2]"),
        ("40课时×15元=600元", 600, None, "40课时×15元="),
    ],
)
def test_units_and_conditions(
    printed: str, yuan: int, unit: str | None, condition: str | None
) -> None:
    amount = amounts.parse_amount(printed)
    assert amount is not None
    assert amount.yuan == yuan
    assert (amount.unit, amount.condition) == (unit, condition)


@given(st.integers(1, 99_999_999))
def test_any_amount_in_legal_numerals_is_read_as_itself(yuan: int) -> None:
    amount = amounts.parse_amount(f"{legal_numeral(yuan)}元")
    assert amount is not None
    assert amount.yuan == yuan


def test_levels_behind_their_amounts() -> None:
    pairs = amounts.parse_level_amounts("1500元（初级）/1800元（中级）") or ()
    shown = [(level.value, str(amount.yuan)) for level, amount in pairs]
    assert shown == [(5, "1500"), (4, "1800")]
    assert amounts.parse_level_amounts("初级（1500元）、中级（1800元）") is not None


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("1000/1500", [1000, 1500]),
        ("1,000\n1,500", [1000, 1500]),
        ("1000元\n1500元/人", [1000, 1500]),
        ("10\n00", []),
        ("1000/-/1500", [1000, None, 1500]),
        ("1000", []),
        ("1000/据实", []),
        ("800\n1200\n00", []),
    ],
)
def test_amounts_side_by_side(printed: str, yuan: list[int | None]) -> None:
    found = amounts.amounts_side_by_side(printed)
    assert [each and each.yuan for each in found] == yuan


@pytest.mark.parametrize("printed", ["按项目核定", "据实际成本核算", "由市人社局核定"])
def test_what_is_set_one_by_one_is_a_rule_without_a_figure(printed: str) -> None:
    amount = amounts.parse_amount(printed)
    assert amount is not None
    assert (amount.rule, amount.yuan) == ("priced_individually", None)


@pytest.mark.parametrize(
    ("cell", "cut"), [("18\n00", False), ("1\n800", True), ("1500\n0", True), ("1500元\n2", False)]
)
def test_a_figure_may_be_cut_by_a_line_end(cell: str, cut: bool) -> None:
    assert cuts_figure(cell) is cut
