from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.words import amounts


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
        ("单独核价，一项一价", None, "priced_individually"),
        ("按照企业新型学徒制专项文件执行", None, "by_other_document"),
    ],
)
def test_amounts(printed: str, yuan: str | None, rule: str) -> None:
    amount = amounts.parse_amount(printed)
    assert amount is not None
    assert amount.yuan == (Decimal(yuan) if yuan else None)
    assert amount.rule == rule


@pytest.mark.parametrize("printed", ["", "0", "-5", "若干", "12345678901", "1,23"])
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
