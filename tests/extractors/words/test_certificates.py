from __future__ import annotations

import re

import pytest

from extractors.words.certificates import parse_certificate, parse_class
from schemas.main_tables import SUBSIDY_CLASS


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("A", ("A", "")),
        ("B类", ("B", "")),
        ("C*", ("C", "*")),
        ("Ａ", ("A", "")),
        ("A﹡", ("A", "*")),
        ("B类★", ("B", "★")),
        ("C＊※", ("C", "*※")),
        ("A+", ("A+", "")),
        ("D", ("D", "")),
        ("A1", ("A1", "")),
        ("甲", ("甲", "")),
        ("乙等", ("乙", "")),
        ("一类", ("一", "")),
        ("Ⅱ类", ("Ⅱ", "")),
        ("A（重点）*", ("A", "*")),
        ("紧缺类", ("紧缺", "")),
        ("急需紧缺职业（工种）", ("急需紧缺", "")),
        ("普通工种", ("普通", "")),
    ],
)
def test_classes(printed: str, expected: tuple[str, str]) -> None:
    word = parse_class(printed)
    assert word is not None
    assert (word.value, "".join(word.marks)) == expected
    assert re.match(SUBSIDY_CLASS, word.value)


@pytest.mark.parametrize(
    "printed",
    ["L", "", "AB", "A/B", "A、B", "ABC", "一", "一级", "A（B类）", "1", "加工制造类", "紧缺"],
)
def test_what_is_no_class(printed: str) -> None:
    assert parse_class(printed) is None


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        (" 职业资格证书、职业技能等级证书", "qualification_or_skill_level"),
        ("等级评价", "skill_level_certificate"),
        ("技能等级证书", "skill_level_certificate"),
        ("职业技能等级项目", "skill_level_certificate"),
        ("职业资格项目", "qualification"),
        ("培训合\n格证书", "training_completion"),
        ("SYB、IYB、网络创业（模拟实训）培训合格证书", "training_completion"),
        ("专项能力证书", "specific_competency"),
        ("专项职业能力项目", "specific_competency"),
        ("培训合格证书项目", "training_completion"),
        ("培训合格项目", "training_completion"),
        ("培训合格证书（新职业）", "training_completion"),
        ("职业技能等级证书（含专项）", "skill_level_certificate"),
        ("职业技能等级证书项目【社会评价】", "skill_level_certificate"),
        ("职业资格证书、职业技能等级证书(准入类)", "qualification_or_skill_level"),
        ("专项职业能力证书项目", "specific_competency"),
        ("职业技能等级证书或职业资格证书", "qualification_or_skill_level"),
        ("职业资格证书（职业技能等级证书）", "qualification_or_skill_level"),
        ("职业技能等级证", "skill_level_certificate"),
        ("专项职业能力考核", "specific_competency"),
        ("职业技能等级证书/培训合格证书", None),
        ("职业技能等级证书（培训合格证书）", None),
        ("结业证明", None),
        ("结业证明（培训合格证书）", None),
        ("（培训合格证书）", None),
    ],
)
def test_certificates(printed: str, kind: str | None) -> None:
    assert parse_certificate(printed) == kind
