"""What sentences state, in next year's words: class hours, caps, legends, editions."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from tests.places import RAW

_TOLD = ("part_missing", "cell_unclear", "amount_in_words")


CODE = re.compile(r"\d-\d\d-\d\d-\d\d")


def text(name: str) -> str:
    return (RAW / f"{name}.txt").read_text(encoding="utf-8")


def extract(changed: str) -> Extraction:
    return extract_document(changed.encode(), "next.txt")


def told(extraction: Extraction) -> str:
    return "; ".join(each.message for each in extraction.findings if each.rule in _TOLD)


def few_rows(name: str) -> str:
    """The text of a document whose cells stand a line each, with the first rows of each run."""
    kept, run = [], 0
    for block in text(name).split("\n\t\n"):
        run = run + 1 if CODE.search(block) else 0
        if run <= 6:
            kept.append(block)
    return "\n\t\n".join(kept)


NANTONG = few_rows("nantong-2023")
HOURS = NANTONG[NANTONG.index("3．各培训机构") :]


def hours_of(sentence: str) -> list[tuple[object, ...]]:
    read = extract(NANTONG.replace(HOURS, f"3．{sentence}\n"))
    return [
        (each.certificate_type, each.subsidy_class, each.skill_level, each.class_hours_min)
        for each in read.hours
    ]


@pytest.mark.parametrize(
    "words",
    ["至少24课时", "不得少于24课时", "不少于24课时", "不得低于24个学时", "课时数应不少于24课时",
     "至少为24课时", "24课时以上", "24学时及以上", "均不低于24课时"],
)  # fmt: skip
def test_a_minimum_in_other_words(words: str) -> None:
    read = extract(NANTONG.replace("C类不低于24课时", f"C类{words}"))
    assert len(read.hours) == 11
    assert [each.class_hours_min for each in read.hours if each.subsidy_class == "C"] == [24, 32]
    assert "class hours" not in told(read)


@pytest.mark.parametrize("words", ["每课时为45分钟", "1个学时按45分钟", "每课时45分钟"])
def test_the_length_of_a_class_hour_behind_it(words: str) -> None:
    read = extract(NANTONG.replace("每培训45分钟为1课时", words))
    assert {each.minutes_per_class_hour for each in read.hours} == {45}
    assert "class hours" not in told(read)


@pytest.mark.parametrize("other", ["D类不低于20课时", "一类不低于20课时", "其他项目20课时"])
def test_a_figure_that_makes_no_row_is_told(other: str) -> None:
    read = extract(NANTONG.replace("C类不低于24课时", f"{other}，C类不低于24课时"))
    assert len(read.hours) == 11
    assert f"no row could be made of: '{other}'" in told(read)


def test_classes_and_levels_that_share_a_minimum() -> None:
    course, levels = "training_completion", "qualification_or_skill_level"
    assert hours_of("初级、中级工培训不低于40课时。") == [
        (levels, None, 5, 40),
        (levels, None, 4, 40),
    ]
    assert hours_of("培训合格证书培训，A类和B类不低于40课时；C类至少24课时。") == [
        (course, "A", None, 40),
        (course, "B", None, 40),
        (course, "C", None, 24),
    ]


def test_each_class_takes_the_certificate_named_last_before_it() -> None:
    sentence = "培训合格证书培训C类不低于24课时，专项能力证书培训C类不低于32课时。C类不低于16课时。"
    assert hours_of(sentence) == [
        ("training_completion", "C", None, 24),
        ("specific_competency", "C", None, 32),
    ]


GUANGZHOU = text("guangzhou-2023")
CAP = "按每人不超过 800元的标"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    ["按每人不超过1,000元的标", "按每人不超过1，000元的标", "按每人最高1000元的标",
     "按照每人最高不超过1000元的标", "按每人不高于1000元标", "每人补贴最高为1000.00元，标",
     "按不超过每人1000元的标", "按人均不超过1000元的标", "按每位学员最高0.1万元的标",
     "按最高1000元/人的标", "按每名学员不超过1000元的标"],
)  # fmt: skip
def test_the_notices_cap_is_loaded_and_a_differing_one_is_told(words: str) -> None:
    assert CAP in GUANGZHOU
    read = extract(GUANGZHOU.replace(CAP, words, 1))
    assert [(each.amount_yuan, each.amount_rule) for each in read.rates] == [
        (Decimal(1000), "at_most")
    ]
    assert [each.printed for each in read.findings if "once more" in each.message] == [
        "按每人不超过800元的标准"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "按每人不超过800元（高技能人才不超过1500元）的标",
        "每个项目最高不超过10万元，按每人不超过800元的标",
    ],
)
def test_other_amounts_in_the_sentence_of_a_cap_are_told(words: str) -> None:
    read = extract(GUANGZHOU.replace(CAP, words, 1))
    assert [each.amount_yuan for each in read.rates] == [800]
    (beside,) = [each for each in read.findings if "other amounts" in each.message]
    assert beside.message.endswith(("1500元", "10万元"))
    assert beside.row_no == read.rates[0].row_no


@pytest.mark.slow
def test_a_span_of_amounts_is_no_cap() -> None:
    read = extract(GUANGZHOU.replace(CAP, "按每人不超过800元至1000元的标", 1))
    assert "in the notice itself" in told(read)


@pytest.mark.slow
def test_a_cap_that_an_annex_alone_states_is_told() -> None:
    read = extract(GUANGZHOU.replace(CAP, "按核定的标", 1))
    assert [each.amount_yuan for each in read.rates] == [800]
    assert "in the notice itself" in told(read)


@pytest.mark.slow
@pytest.mark.parametrize(
    "legend",
    [
        "注：标“*”的项目为技岗匹配项目。",
        "注：标有*的项目为技岗匹配项目。",
        "注：带*项目为技岗匹配项目。",
        "注：标注＊号的为技岗匹配项目。",
        "注：“*”表示技岗匹配项目。",
    ],
)
def test_the_legend_of_a_mark_in_other_words(legend: str) -> None:
    read = extract(few_rows("shanghai-2026").replace("注：标*的项目为技岗匹配项目。", legend))
    assert {each.is_job_matched for each in read.entries} == {True, False}


@pytest.mark.slow
def test_a_legend_that_denies_explains_nothing() -> None:
    other = "注：标*的项目不属于技岗匹配项目。"
    read = extract(few_rows("shanghai-2026").replace("注：标*的项目为技岗匹配项目。", other))
    assert {each.is_job_matched for each in read.entries} == {None}


@pytest.mark.slow
@pytest.mark.parametrize(
    "count", ["等十个行业类别", "，共10个行业", "等共10个行业类别", "共计十大行业", "等行业类别"]
)
def test_the_sentence_that_names_the_industries_in_other_words(count: str) -> None:
    jinan = text("jinan-2023")
    printed = "等 10 个行业类别"
    assert printed in jinan
    read = extract(jinan.replace(printed, count))
    original = extract(jinan)
    assert [each.industry for each in read.entries] == [each.industry for each in original.entries]
    assert "column industry" not in told(read)


@pytest.mark.parametrize(
    "words",
    [
        "按照《中华人民共和国职业分类大典（2027年版）》",
        "按照《中华人民共和国职业分类大典》（2027版）",
        "依据2027年版《中华人民共和国职业分类大典》",
        "按《国家职业分类大典（2027版）》",
    ],
)
def test_the_edition_of_the_codes_in_other_words(words: str) -> None:
    changed = NANTONG.replace("按照2022版《中华人民共和国职业分类大典》", words, 1)
    assert changed != NANTONG
    read = extract(changed)
    assert {each.number: each.code_edition_stated for each in read.catalogs} == {
        "1": "2027",
        "2": None,
        "3": "2027",
    }


@pytest.mark.parametrize(
    ("annexes", "following"),
    [
        ("附件一、附件三中的", ["1", "3"]),
        ("附件1和3中的", ["1", "3"]),
        ("附件1至附件3中的", ["1", "2", "3"]),
        ("附件一—三中的", ["1", "2", "3"]),
        ("附件二的", ["2"]),
        ("附件甲的", []),
    ],
)
def test_the_edition_is_that_of_the_annexes_named(annexes: str, following: list[str]) -> None:
    printed = "附件1、附件3中的"
    assert printed in NANTONG
    read = extract(NANTONG.replace(printed, annexes))
    stated = [each.number for each in read.catalogs if each.code_edition_stated == "2022"]
    assert stated == following
    assert ("the edition" in told(read)) == (not following)


@pytest.mark.parametrize(
    "note",
    [
        "注：职业编码以《中华人民共和国职业分类大典（2027年版）》为准。",
        "注：职业（工种）编码参照《中华人民共和国职业分类大典》（2027年版）。",
        "注：表中职业代码采用2027年版国家职业分类大典。",
        "注：编码未列入2015年版《国家职业分类大典》的暂缺；职业编码按《国家职业分类大典（2027版）》。",
    ],
)
def test_the_edition_where_only_the_codes_are_named(note: str) -> None:
    assert stated_edition("职业编码", note) == "2027"


def test_the_edition_of_the_codes_in_their_heading() -> None:
    assert stated_edition("职业编码（2027年版）", "") == "2027"
    assert stated_edition("职业编码", "注：未列入的职业编码按2015年版大典。") is None


def stated_edition(heading: str, note: str) -> str | None:
    title = "附件1\n南通市2027年政府补贴性职业技能培训职业（工种）目录\n\n"
    header = f"补贴项目\t序号\t类别\t职业名称\t{heading}\n"
    made = extract(f"{title}{header}培训合格证书\t1\tA\t电工\t6-31-01-03\n\n{note}\n")
    assert not [each for each in made.findings if each.severity == "error"]
    return made.catalogs[0].code_edition_stated


PRACTICE = "实操课时占总课时比例不低于60%"


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("实操课时占比不低于60%", "0.6"),
        ("实操占比不得低于60％", "0.6"),
        ("实操课时比重不少于60%", "0.6"),
        ("其中实际操作课时占比不低于70%", "0.7"),
        ("实训课时不少于总课时的三分之二", "0.667"),
        ("实践教学学时占总学时的比例不低于百分之五十五", "0.55"),
    ],
)
def test_the_share_of_practice_in_other_words(words: str, share: str) -> None:
    assert PRACTICE in NANTONG
    shares = {each.practice_share_min for each in extract(NANTONG.replace(PRACTICE, words)).hours}
    assert shares == {None, Decimal(share)}


@pytest.mark.parametrize("words", ["理论课时占比不高于40%", "实操课时应占到六成以上，即60%"])
def test_a_share_that_no_row_has_is_told(words: str) -> None:
    read = extract(NANTONG.replace(PRACTICE, words))
    assert {each.practice_share_min for each in read.hours} == {None}
    assert "0%" in told(read)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["A/", "A、", "A类、"])
def test_a_line_of_classes_without_end_states_no_hours_and_holds_nothing_up(piece: str) -> None:
    # tried anew at each of them to the end of the line it would take minutes
    extraction = extract(f"{piece * 50_000}\n\n{NANTONG}")
    assert len(extraction.hours) == 11
