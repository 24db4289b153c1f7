from __future__ import annotations

from datetime import date

import pytest

from extractors.words.dates import find_year, parse_date
from extractors.words.signs import DASHES, TILDES


def test_dates_and_years() -> None:
    assert parse_date("2023年 7月 30日") == date(2023, 7, 30)
    assert parse_date("2023年2月30日") is None
    assert find_year("标准目录（2023 年度）") == 2023
    assert find_year("济人社函〔2023〕28号") == 2023
    assert find_year("序号 2023") is None
    assert find_year("补贴目录（2027版）") == 2027
    assert find_year("补贴目录（2025－2027）") == 2025
    assert find_year("济人社函（2024）28号") == 2024
    assert find_year("文件120234版") is None
    assert find_year("补贴目录（二〇二七年）") == 2027
    assert find_year("一九九八年版目录") == 1998
    assert find_year("第二〇二批，三年") is None


@pytest.mark.parametrize("until", [*DASHES, *TILDES, "到", "至", "——"])
def test_of_several_years_it_is_the_one_they_begin_with(until: str) -> None:
    assert find_year(f"2025{until}2027年度补贴目录") == 2025
    assert find_year(f"补贴目录（2025{until}2027）") == 2025


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("二〇二四年五月二十日", date(2024, 5, 20)),
        ("二○二四年十二月三十一日", date(2024, 12, 31)),
        ("2024.5.20", date(2024, 5, 20)),
        ("２０２４-05-20", date(2024, 5, 20)),
        ("2024/5/20", date(2024, 5, 20)),
        ("2024.5-20", None),
        ("2024年5-20日", None),
        ("二〇二四年十三月一日", None),
        ("6-31-01-03", None),
    ],
)
def test_dates_in_any_notation(printed: str, day: date | None) -> None:
    assert parse_date(printed) == day
