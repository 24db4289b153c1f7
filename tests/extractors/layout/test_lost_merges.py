"""A word that stands once before all its rows, where the marks of merged cells are lost."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction

HEAD = "行业,序号,职业（工种）,职业编码"
ROWS = [",1,电工,6-31-01-03", ",2,焊工,6-18-02-04", ",3,美容师,4-10-03-01", ",4,茶艺师,4-03-02-07"]


def read(*words: str, behind_serial: bool = False) -> Extraction:
    rows = [HEAD, *(word + row for word, row in zip(words, ROWS, strict=True))]
    if behind_serial:
        cells = [row.split(",") for row in rows]
        rows = [",".join([serial, word, *rest]) for word, serial, *rest in cells]
    text = "\n".join(["湘潭市职业技能培训补贴目录,,,", *rows])
    return extract_document(text.encode(), "xiangtan.csv")


@pytest.mark.parametrize("behind_serial", [False, True])
def test_a_word_before_the_names_is_that_of_all_down_to_the_next(behind_serial: bool) -> None:
    read_ = read("制造业", "", "服务业", "", behind_serial=behind_serial)
    assert [entry.industry for entry in read_.entries] == ["制造业", "制造业", "服务业", "服务业"]
    assert read_.entries[1].inherited_columns == ["industry_printed"]


@pytest.mark.parametrize(
    "words",
    [("制造业", "", "制造业", ""), ("", "", "服务业", ""), ("制造业", "建筑业", "服务业", "")],
)
def test_blanks_that_show_no_runs_stay_blank(words: tuple[str, ...]) -> None:
    assert [entry.industry for entry in read(*words).entries] == [word or None for word in words]


@pytest.mark.parametrize("marks", [("☑", "", "☐", ""), ("是", "", "否", "")])
def test_a_mark_before_the_names_is_that_of_its_row_alone(marks: tuple[str, ...]) -> None:
    rows = [mark + row for mark, row in zip(marks, ROWS, strict=True)]
    head = HEAD.replace("行业", "是否急需紧缺")
    text = "\n".join(["湘潭市职业技能培训补贴目录,,,", head, *rows])
    read_ = extract_document(text.encode(), "xiangtan.csv")
    assert not [entry for entry in read_.entries if entry.inherited_columns]
    assert [bool(entry.is_shortage) for entry in read_.entries] == [True, False, False, False]


@pytest.mark.parametrize(
    ("again", "industry"),
    [
        ("行业,序号,是否急需紧缺,职业（工种）,职业编码", "制造业"),
        ("是否急需紧缺,序号,行业,职业（工种）,职业编码", None),
    ],
)
def test_a_header_again_decides_whether_blanks_stand_below_the_word(
    again: str, industry: str | None
) -> None:
    head = "行业,序号,是否急需紧缺,职业（工种）,职业编码"
    rows = ["制造业,1,☑,电工,6-31-01-03", again, ",2,,焊工,6-18-02-04", ",3,,铣工,6-18-01-02"]
    text = "\n".join(["湘潭市职业技能培训补贴目录,,,,", head, *rows])
    entries = extract_document(text.encode(), "xiangtan.csv").entries
    assert [entry.industry for entry in entries] == ["制造业", industry, industry]
    assert [entry.is_shortage for entry in entries] == [True, False, False]


def test_a_word_stands_for_its_rows_below_a_header_with_groups_of_amounts() -> None:
    head = ["序号,产业,职业（工种）,职业编码,补贴标准（元/人）,", ",,,,五级,四级"]
    words = ["制造业", "", "服务业", ""]
    rows = [
        f"{n},{w}{r.replace(f',{n}', '')},900,1200"
        for n, w, r in zip("1234", words, ROWS, strict=True)
    ]
    read_ = extract_document(
        "\n".join(["湘潭市职业培训补贴目录,,,,,", *head, *rows]).encode(), "x.csv"
    )
    assert [entry.industry for entry in read_.entries] == ["制造业", "制造业", "服务业", "服务业"]


def test_a_block_goes_on_below_a_page_end_and_the_header_printed_again() -> None:
    head = "序号\t职业名称\t职业编码\t等级\t补贴标准（元/人）\n"
    block = ["1\t电工\t6-31-01-03\t五级\t1000\n", "\t\t\t四级\t1500\n"]
    text = f"株洲市职业培训补贴目录\n\n{head}{block[0]}\n- 1 -\n\n{head}{block[1]}"
    text += "2\t焊工\t6-18-02-04\t五级\t1000\n\t\t\t四级\t1500\n"
    read_ = extract_document(text.encode(), "zhuzhou.txt")
    assert [entry.name for entry in read_.entries] == ["电工", "电工", "焊工", "焊工"]
    assert [rate.skill_level for rate in read_.rates] == [5, 4, 5, 4]
    assert read_.rejected == []


def test_work_types_with_serials_of_their_own_stand_beside_one_occupation() -> None:
    rows = ["序号,职业编码,职业名称,工种名称", "1,6-18-01-01,车工,数控车工", "2,,,普通车工"]
    text = "\n".join(["淮南市职业技能培训补贴目录,,,", *rows, "3,6-18-01-02,铣工,数控铣工"])
    read_ = extract_document(text.encode(), "huainan.csv")
    assert [(entry.code, entry.name) for entry in read_.entries] == [
        ("6-18-01-01", "车工"),
        ("6-18-01-01", "车工"),
        ("6-18-01-02", "铣工"),
    ]
    assert read_.entries[1].other == {"工种名称": "普通车工"}
    assert {"name_printed", "code_printed"} <= set(read_.entries[1].inherited_columns)
