from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.words.numerals import NUMERAL, legal_numeral, numeral, parse_numeral


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("一百", 100),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百一十", 110),
        ("三百二十一", 321),
    ],
)
def test_a_numeral_is_read_and_written(printed: str, value: int) -> None:
    assert parse_numeral(printed) == value
    assert numeral(value) == printed.replace("〇", "零")


@given(st.integers(1, 999))
def test_any_number_to_999_is_read_as_it_is_written(value: int) -> None:
    assert re.fullmatch(NUMERAL, numeral(value))
    assert parse_numeral(numeral(value)) == value
    assert parse_numeral(str(value)) == value


@pytest.mark.parametrize("printed", ["", "一一", "十二三", "零", "百", "一百五", "千", "1000"])
def test_what_is_no_numeral_to_999(printed: str) -> None:
    assert parse_numeral(printed) is None


def test_large_and_legal_numerals() -> None:
    assert numeral(10_305) == "一万零三百零五"
    assert legal_numeral(21) == "贰拾壹"
    assert legal_numeral(12) == "壹拾贰"
