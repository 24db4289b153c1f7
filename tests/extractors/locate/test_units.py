from __future__ import annotations

import pytest

from extractors.locate.units import Unit, heading_unit


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("补贴标准（元/学员）", Unit()),
        ("补贴标准（元/人/次）", Unit()),
        ("补贴标准（元／人·期）", Unit()),
        ("补贴标准〔万元/人次〕", Unit(10000)),
        ("补贴标准（单位：元每人）", Unit()),
        ("补贴标准（元/课时）", Unit(odd="元/课时")),
        ("补贴标准（元/人/年）", Unit(odd="元/人/年")),
        ("补贴标准（初级）", None),
    ],
)
def test_the_unit_in_a_heading(heading: str, unit: Unit | None) -> None:
    assert heading_unit(heading) == unit
