from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.words import amounts
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import Code, parse_code
from extractors.words.dates import find_year, parse_date
from extractors.words.levels import parse_levels
from extractors.words.names import Name, bracketed_work_types, fold_name, nearest_word, parse_name
from extractors.words.numerals import parse_numeral, parse_serial
from schemas.vocabulary import CodeKind

DASHES = "-－—–‐‑−"
digits = st.integers(0, 99).map(lambda number: f"{number:02d}")
chinese = st.text(alphabet="电工钳焊车铣水泥数字化管理师员", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("printed", "code", "kind", "edition"),
    [
        ("6-31-01-03", "6-31-01-03", "occupation", None),
        ("６－31－01－03", "6-31-01-03", "occupation", None),
        ("6—31—01—03", "6-31-01-03", "occupation", None),
        ("4-01-06-02\n（2022年版）", "4-01-06-02", "occupation", "2022"),
        ("6-24-03-01-11", "6-24-03-01-11", "work_type", None),
        ("6-24-03-01-*", "6-24-03-01-*", "work_type_unnumbered", None),
        ("4-04-05-Z1", "4-04-05-Z1", "local", None),
        ("6-31- 01-03", "6-31-01-03", "occupation", None),
    ],
)
def test_codes(printed: str, code: str, kind: CodeKind, edition: str | None) -> None:
    parsed = parse_code(printed)
    assert parsed == Code(code, kind, edition, repaired=False)


@pytest.mark.parametrize(
    "printed", ["", "/", "_", "——", "48", "6-31-01", "6-31-01-3", "6-31-01-l3", "电工"]
)
def test_what_is_no_code(printed: str) -> None:
    assert parse_code(printed) is None


def test_a_letter_o_for_a_zero_is_read_and_told() -> None:
    assert parse_code("6-31-O1-03") == Code("6-31-01-03", "occupation", None, True)


@given(st.integers(1, 8), digits, digits, digits, st.sampled_from(DASHES), st.booleans())
def test_any_dash_and_width_gives_the_same_code(
    first: int, second: str, third: str, fourth: str, dash: str, wide: bool
) -> None:
    plain = f"{first}-{second}-{third}-{fourth}"
    printed = plain.replace("-", dash)
    if wide:
        printed = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in printed)
    code = parse_code(printed)
    assert code is not None
    assert code.code == plain
    assert not code.repaired


@pytest.mark.parametrize(
    ("printed", "name", "marks"),
    [
        ("建筑信息模型技术员L/S", "建筑信息模型技术员", ("L", "S")),
        ("工业机器人系统运维员 S", "工业机器人系统运维员", ("S",)),
        ("水供应输排工Ｌ", "水供应输排工", ("L",)),
        ("航天电池生产工★", "航天电池生产工", ("★",)),
        ("航天电池生产工※", "航天电池生产工", ("※",)),
        ("家政服务员（母婴护理）☆", "家政服务员（母婴护理）", ("☆",)),
        ("包装工S●▲", "包装工", ("S", "●", "▲")),
        ("工业机器人系统运维员L/S ◆", "工业机器人系统运维员", ("L", "S", "◆")),
        ("AUTOCAD※", "AUTOCAD※", ()),
        ("家政服务员（母婴护理）S", "家政服务员（母婴护理）", ("S",)),
        ("AUTOCAD机械设计", "AUTOCAD机械设计", ()),
        ("BIM", "BIM", ()),
        ("装配式建筑BIM应用", "装配式建筑BIM应用", ()),
        ("汽轮机和 水轮机检修工", "汽轮机和水轮机检修工", ()),
        ("机修钳⼯", "机修钳工", ()),
        ("机修钳⼯ Ｓ", "机修钳工", ("S",)),
        ("ＬＥＤ灯具制造工", "ＬＥＤ灯具制造工", ()),
        ("陶瓷墙地砖（产品）质量检验", "陶瓷墙地砖（产品）质量检验", ()),
    ],
)
def test_names_and_marks(printed: str, name: str, marks: tuple[str, ...]) -> None:
    assert parse_name(printed) == Name(name, marks)


@given(chinese, st.sampled_from(["", "L", "S", "L/S"]), st.sampled_from(["", " ", "\n"]))
def test_a_mark_never_changes_the_name(name: str, mark: str, gap: str) -> None:
    parsed = parse_name(name + gap + mark)
    assert parsed.name == name
    assert "/".join(parsed.marks) == mark


@given(chinese, st.sampled_from(["", "S", "L/S"]), st.text(alphabet="★☆*▲△●◆※", max_size=2))
def test_signs_at_the_end_are_marks_and_never_the_name(name: str, mark: str, signs: str) -> None:
    parsed = parse_name(name + mark + signs)
    assert parsed.name == name
    assert "".join(parsed.marks) == mark.replace("/", "") + signs


def test_work_types_stand_in_a_closing_bracket_only() -> None:
    assert bracketed_work_types("家政服务员（母婴护理、家务服务、家庭照护）") == [
        "母婴护理",
        "家务服务",
        "家庭照护",
    ]
    assert bracketed_work_types("陶瓷墙地砖（产品）质量检验") is None
    for name in (
        "电工（初级）",
        "保育师（原保育员）",
        "焊工（不含特种作业）",
        "汽车维修工（2022版）",
    ):
        assert bracketed_work_types(name) is None


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
        ("A（重点）*", ("A", "*")),
    ],
)
def test_classes(printed: str, expected: tuple[str, str]) -> None:
    word = parse_class(printed)
    assert word is not None
    assert (word.value, "".join(word.marks)) == expected


@pytest.mark.parametrize(
    "printed", ["L", "", "AB", "A/B", "A、B", "ABC", "一", "一级", "A（B类）", "1"]
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
    ],
)
def test_levels(printed: str, levels: list[int]) -> None:
    parsed = parse_levels(printed)
    assert parsed is not None
    assert [level.value for level in parsed] == levels


@pytest.mark.parametrize("printed", ["", "高级（四级）", "六级", "培训合格证书", "初级、"])
def test_what_is_no_level(printed: str) -> None:
    assert parse_levels(printed) is None


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


WORDS = ("加工维修", "建筑施工", "电力水利", "社会服务")


@pytest.mark.parametrize(
    ("printed", "word"),
    [("电气水利", "电力水利"), ("建筑施", "建筑施工"), ("社会服务", "社会服务"), ("农林", None)],
)
def test_a_word_one_slip_away(printed: str, word: str | None) -> None:
    assert nearest_word(printed, WORDS) == word


def test_a_slip_from_two_words_is_none() -> None:
    assert nearest_word("甲乙丙", ("甲乙丁", "甲乙戊")) is None


@given(st.integers(1, 99))
def test_chinese_numerals(number: int) -> None:
    tens, ones = divmod(number, 10)
    numerals = "零一二三四五六七八九"
    text = (("" if tens == 1 else numerals[tens]) + "十" if tens else "") + (
        numerals[ones] if ones else ""
    )
    assert parse_numeral(text) == number
    assert parse_numeral(str(number)) == number


def test_dates_and_years() -> None:
    assert parse_date("2023年 7月 30日") == date(2023, 7, 30)
    assert parse_date("2023年2月30日") is None
    assert find_year("标准目录（2023 年度）") == 2023
    assert find_year("济人社函〔2023〕28号") == 2023
    assert find_year("序号 2023") is None
    assert find_year("补贴目录（2027版）") == 2027
    assert find_year("补贴目录（2025—2027年）") == 2025
    assert find_year("2025至2027年度补贴目录") == 2025
    assert find_year("补贴目录（2025－2027）") == 2025
    assert find_year("济人社函（2024）28号") == 2024
    assert find_year("文件120234版") is None
    assert find_year("补贴目录（二〇二七年）") == 2027
    assert find_year("一九九八年版目录") == 1998
    assert find_year("第二〇二批，三年") is None


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


@given(st.text(max_size=60))
def test_no_parser_fails_on_any_text(text: str) -> None:
    for parse in (
        parse_serial,
        parse_code,
        parse_name,
        parse_class,
        parse_certificate,
        parse_numeral,
        parse_date,
        parse_levels,
        amounts.parse_amount,
        amounts.parse_level_amounts,
    ):
        parse(text)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("电⼯", "电工"),
        ("⻋⼯", "车工"),
        ("⻝品", "食品"),
        ("⻚岩", "页岩"),
        ("⻘瓷", "青瓷"),
        ("⻓笛", "长笛"),
        ("⻑", "長"),
        ("⻠", "饣"),
        ("⻡", "首"),
        ("⻲", "亀"),
        ("⻳", "龟"),
        ("\uf92e", "冷"),
        ("陶瓷（产品）１Ａ", "陶瓷（产品）１Ａ"),
    ],
)
def test_names_fold_radicals_and_compatibility_ideographs_alone(printed: str, plain: str) -> None:
    assert fold_name(printed) == plain


def test_every_radical_in_the_name_table_is_a_radical_and_becomes_an_ideograph() -> None:
    simplified = {
        chr(code)
        for code in range(0x2E80, 0x2EF4)
        if unicodedata.name(chr(code), "").startswith("CJK RADICAL C-SIMPLIFIED")
    }
    assert len(simplified) > 20
    for radical in simplified:
        assert unicodedata.name(fold_name(radical)).startswith("CJK UNIFIED IDEOGRAPH")
