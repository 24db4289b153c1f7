"""Headings in next year's words: which field each names, and in which list."""

from __future__ import annotations

import pytest

from extractors.catalog import CODE, NAME, SERIAL, TRAINING_AMOUNT
from extractors.cities import changji, guangzhou, jinan, nantong, shanghai
from extractors.extract import extract_document
from extractors.locate.heading_map import map_headings
from extractors.words.headings import Field, field_of_heading
from tests.documents import make_web

SUBSIDIZED = next(each for each in nantong.PUBLICATION.lists if each.key == "subsidized")
RATES = next(each for each in nantong.PUBLICATION.lists if each.key == "rates")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("职业等级", "level"),
        ("评价方式", "certificate"),
        ("行业大类", "industry"),
        ("是否急需紧缺职业", "shortage"),
        ("急需紧缺标识", "shortage"),
        ("是否属于急需紧缺职业", "shortage"),
        ("取得证书", "certificate"),
        ("2027年补贴标准", "amount"),
        ("2027年度培训补贴标准（元）", "training_amount"),
        ("培训费补贴标准", "training_amount"),
        ("职业（工种）/项目名称", "name"),
        ("职业/工种", "name"),
        ("工种名称", "name"),
        ("类型", "initiatives"),
        ("国家职业编码", "code"),
        ("项目代码", "code"),
        ("培训职业（工种）", "name"),
        ("急需紧缺职业（工种）名称", "name"),
        ("所属产业", "industry"),
        ("职业资格等级", "level"),
        ("补贴额度（元）", "amount"),
        ("职业技能培训补贴标准（元/人）", "training_amount"),
        ("职业技能评价补贴标准", "assessment_amount"),
        ("学时", None),
        ("课时", None),
        ("备注", None),
        ("职业分类", None),
    ],
)
def test_a_heading_names_one_field_in_every_city(heading: str, field: Field | None) -> None:
    assert field_of_heading(heading) == field


@pytest.mark.parametrize("heading", ["职业分类", "类 型", "项目类型"])
def test_a_list_that_must_have_a_class_takes_it_from_a_heading_that_may_mean_it(
    heading: str,
) -> None:
    mapped = map_headings(
        ["序号", "项目编码", "项目名称", heading], shanghai.PUBLICATION.lists[0].columns
    )
    assert (mapped.fields[-1], mapped.missing) == ("subsidy_class", ())
    both = map_headings(
        ["序号", "项目编码", "项目名称", heading, "分类"], shanghai.PUBLICATION.lists[0].columns
    )
    assert both.fields[3:] == (None, "subsidy_class")


@pytest.mark.parametrize("heading", ["类型", "类别", "项目类别"])
def test_a_type_is_the_initiatives_where_a_list_has_them(heading: str) -> None:
    headings = ["序号", "编码", "名称", heading, "证书类型"]
    mapped = map_headings(headings, guangzhou.PUBLICATION.lists[0].columns)
    assert mapped.fields == ("serial", "code", "name", "initiatives", "certificate")


@pytest.mark.parametrize("label", ["培训项目", "证书类型"])
def test_a_merged_label_in_other_words(label: str) -> None:
    headings = [label, "序号", "类别", "职业工种名称", "编码"]
    mapped = map_headings(headings, SUBSIDIZED.columns)
    assert mapped.fields == ("label", "serial", "subsidy_class", "name", "code")
    rates = map_headings([label, "类别", "职业等级", "补贴标准"], RATES.columns)
    assert rates.fields == ("label", "subsidy_class", "level", "amount")


def test_plain_amounts_of_a_list_are_those_of_training() -> None:
    columns = [SERIAL, CODE, NAME, TRAINING_AMOUNT]
    mapped = map_headings(["序号", "编码", "名称", "补贴标准（元/人）"], columns)
    assert (mapped.fields[-1], mapped.missing) == ("training_amount", ())
    most = map_headings(["序号", "编码", "名称", "2027年最高补贴标准"], columns)
    assert (most.fields[-1], most.missing) == ("training_amount", ())
    both = map_headings(["序号", "编码", "名称", "补贴标准", "培训补贴标准"], columns)
    assert both.fields[3:] == (None, "training_amount")


def test_a_name_is_never_taken_for_the_label_where_it_is_the_only_one() -> None:
    mapped = map_headings(["序号", "类别", "培训项目", "编码"], SUBSIDIZED.columns)
    assert mapped.fields[2] == "name"
    assert mapped.missing == ("label",)


def test_the_lists_without_class_or_label_lack_nothing_more() -> None:
    for each in (*jinan.PUBLICATION.lists, *changji.PUBLICATION.lists):
        assert {"subsidy_class", "label"}.isdisjoint(column.field for column in each.columns)


def test_a_list_under_such_a_heading_is_read() -> None:
    rows = "序号\t项目编码\t项目名称\t职业分类\n1\t6-02-02-01\t焊工\tC\n"
    read = extract_document(
        f"附件\n上海市职业技能提升补贴目录（2027版）\n\n{rows}".encode(), "next.txt"
    )
    assert [(each.name, each.subsidy_class) for each in read.entries] == [("焊工", "C")]
    assert read.document.year == 2027


def wide_page(*names: str) -> bytes:
    """Shanghai's list as a page whose names stand below a heading that covers two columns."""
    rows = "".join(
        f"<tr><td>{number}</td><td>6-18-02-0{number}</td>{name}<td>A</td></tr>"
        for number, name in enumerate(names, start=1)
    )
    header = "<td>序号</td><td>项目编码</td><td colspan=2>项目名称</td><td>分类</td>"
    title = "上海市职业技能提升补贴目录（2026年）"
    return make_web.page(
        f"{make_web.paragraph(title)}<table><tr>{header}</tr>{rows}</table>"
    ).encode()


def test_a_heading_over_columns_that_no_cell_parts_is_known_once() -> None:
    extraction = extract_document(
        wide_page("<td colspan=2>焊工</td>", "<td colspan=2>车工</td>"), "a"
    )
    assert [row.name for row in extraction.entries] == ["焊工", "车工"]
    assert "heading_unknown" not in {row.rule for row in extraction.findings}


def test_a_second_column_of_cells_below_a_heading_is_told() -> None:
    extraction = extract_document(
        wide_page("<td colspan=2>焊工</td>", "<td>车工</td><td>数控</td>"), "a"
    )
    assert [row.other for row in extraction.entries] == [{}, {"项目名称": "数控"}]
    assert [row.rule for row in extraction.findings].count("heading_unknown") == 1
