from __future__ import annotations

import pytest

from extractors.locate.units import heading_unit
from extractors.words.money_units import MoneyUnit


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("补贴标准（元/学员）", MoneyUnit()),
        ("补贴标准（元/人/次）", MoneyUnit()),
        ("补贴标准（元／人·期）", MoneyUnit()),
        ("补贴标准〔万元/人次〕", MoneyUnit(10000)),
        ("补贴标准（单位：元每人）", MoneyUnit()),
        ("补贴标准（元/课时）", MoneyUnit(paid_for="per_class_hour")),
        ("补贴标准（千元）", MoneyUnit(1000)),
        ("补贴标准（元/小时）", MoneyUnit(odd="元/小时")),
        ("补贴标准（元/人/年）", MoneyUnit(odd="元/人/年")),
        ("补贴标准（初级）", None),
    ],
)
def test_the_unit_in_a_heading(heading: str, unit: MoneyUnit | None) -> None:
    assert heading_unit(heading) == unit
