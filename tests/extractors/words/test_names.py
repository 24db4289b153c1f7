from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.words.names import Name, bracketed_work_types, fold_name, nearest_word, parse_name
from extractors.words.signs import MARK_SIGNS

chinese = st.text(alphabet="电工钳焊车铣水泥数字化管理师员", min_size=1, max_size=8)


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
        ("包装工⭐", "包装工", ("★",)),
        ("包装工＃", "包装工", ("#",)),
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


@given(chinese, st.sampled_from(["", "S", "L/S"]), st.text(alphabet=MARK_SIGNS, max_size=2))
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


WORDS = ("加工维修", "建筑施工", "电力水利", "社会服务")


@pytest.mark.parametrize(
    ("printed", "word"),
    [("电气水利", "电力水利"), ("建筑施", "建筑施工"), ("社会服务", "社会服务"), ("农林", None)],
)
def test_a_word_one_slip_away(printed: str, word: str | None) -> None:
    assert nearest_word(printed, WORDS) == word


def test_a_slip_from_two_words_is_none() -> None:
    assert nearest_word("甲乙丙", ("甲乙丁", "甲乙戊")) is None


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
