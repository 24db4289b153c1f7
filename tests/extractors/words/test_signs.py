from __future__ import annotations

import pytest

from extractors.words.signs import (
    CROSSES,
    DASHES,
    MARK_SIGNS,
    TICKS,
    is_none_sign,
    says_in_demand,
    shortage_degree,
)


@pytest.mark.parametrize("cell", [*MARK_SIGNS, *TICKS, "＊", "﹡", "⭐", "是", "急需 紧缺"])
def test_a_mark_or_a_tick_says_that_an_occupation_is_in_demand(cell: str) -> None:
    assert says_in_demand(cell) is True


@pytest.mark.parametrize("cell", [*CROSSES, *DASHES, "", "——", "/", "／", "无", "否", "☐", "□"])
def test_a_cross_a_sign_for_none_and_a_blank_say_that_it_is_not(cell: str) -> None:
    assert says_in_demand(cell) is False


@pytest.mark.parametrize("cell", ["☒", "待定", "★★", "1"])
def test_what_is_no_sign_for_yes_or_no_is_not_guessed(cell: str) -> None:
    assert says_in_demand(cell) is None


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_alone_prints_no_value(dash: str) -> None:
    assert is_none_sign(dash)
    assert is_none_sign(dash * 2)


@pytest.mark.parametrize(
    ("cell", "said", "degree"),
    [
        ("特别紧缺", True, "特别紧缺"),
        ("一般紧缺（+10%）", True, "一般紧缺（+10%）"),
        ("急需紧缺", True, None),
        ("不紧缺", False, None),
        ("", False, None),
        ("特别", None, None),
    ],
)
def test_degrees_of_shortage(cell: str, said: bool | None, degree: str | None) -> None:
    assert (says_in_demand(cell), shortage_degree(cell)) == (said, degree)
