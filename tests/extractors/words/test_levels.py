from __future__ import annotations

import pytest

from extractors.words.levels import parse_levels


@pytest.mark.parametrize(
    ("printed", "levels"),
    [
        ("高级技师（一级）", [1]),
        ("初级、中级", [5, 4]),
        ("初级或中级", [5, 4]),
        ("中级工和高级工及以上", [4, 3, 2, 1]),
        ("三级/高级工", [3]),
        ("特级技师", [0]),
        ("初级技能、中级技能", [5, 4]),
        ("学徒工", [6]),
        ("初级/中级/高级", [5, 4, 3]),
        ("初级\n中级", [5, 4]),
        ("五级/初级工、四级/中级工", [5, 4]),
    ],
)
def test_levels(printed: str, levels: list[int]) -> None:
    parsed = parse_levels(printed)
    assert parsed is not None
    assert [level.value for level in parsed] == levels


@pytest.mark.parametrize(
    "printed", ["", "高级（四级）", "高级/四级", "六级", "培训合格证书", "初级、"]
)
def test_what_is_no_level(printed: str) -> None:
    assert parse_levels(printed) is None
