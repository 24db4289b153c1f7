"""Next year's edition is a file to drop in: other years, wording, columns, lists and mistakes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from schemas.errors import ExtractError
from tests.places import RAW


def text(name: str) -> str:
    return (RAW / f"{name}.txt").read_text(encoding="utf-8")


def extract(changed: str, name: str = "next") -> Extraction:
    return extract_document(changed.encode(), f"{name}.txt")


def messages(extraction: Extraction, rule: str) -> list[str]:
    return [finding.message for finding in extraction.findings if finding.rule == rule]


def stacked(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def test_a_later_year_and_batch() -> None:
    document = extract(text("nantong-2023").replace("2023", "2027").replace("第一批", "第三批"))
    assert (document.document.year, document.document.batch) == (2027, 3)
    assert all(row.year == 2027 for row in document.catalogs)


@pytest.mark.parametrize(("printed", "batch"), [("第0批", None), ("第10批", 10), ("第十二批", 12)])
def test_a_batch_is_counted_from_one(printed: str, batch: int | None) -> None:
    document = extract(text("nantong-2023").replace("第一批", printed)).document
    assert document.batch == batch


def test_headings_in_other_words() -> None:
    changed = text("nantong-2023")
    for printed, other in (
        ("职业工种名称（含各职业下全部工种）", "职业（工种）名称"),
        ("\t编  码", "\t职业编码"),
        ("类 别", "补贴类别"),
    ):
        changed = changed.replace(printed, other)
    again, original = (
        extract(changed, "nantong-2023"),
        extract(text("nantong-2023"), "nantong-2023"),
    )
    assert again.entries == original.entries
    assert again.catalogs[0].covers_work_types is None


def test_annexes_in_another_order() -> None:
    changed = text("nantong-2023").replace("附件2", "附件9").replace("附件3", "附件2")
    lists = extract(changed.replace("附件9", "附件3")).catalogs
    assert {row.list_key: row.number for row in lists} == {
        "subsidized": "1",
        "shortage": "3",
        "rates": "2",
    }


def test_columns_in_another_order_and_one_more() -> None:
    rows = [
        ["序号", "编码", "职业名称", "备注", "类别", "补贴项目"],
        ["1", "6-31-01-03", "电工S", "线上", "A", "职业资格证书、职业技能等级证书"],
        ["2", "", "焊工技术", "", "B", ""],
        ["1", "_", "网页制作", "", "C", "专项职业能力证书"],
    ]
    head = "附件1\n\n南通市2024年政府补贴性职业技能培训职业（工种）目录\n"
    extraction = extract(head + stacked(rows))
    first, second, third = extraction.entries
    assert (first.name, first.code, first.subsidy_class) == ("电工", "6-31-01-03", "A")
    assert (first.is_digital, first.other) == (True, {"备注": "线上"})
    assert second.certificate_type == "qualification_or_skill_level"
    assert second.inherited_columns == ["certificate_printed"]
    assert (third.section, third.code, third.code_printed) == ("专项职业能力证书", None, "_")
    assert messages(extraction, "heading_unknown") == [
        "no field is known for the heading '备注'; its cells are kept in other"
    ]


def test_a_column_that_is_gone_fails_with_both_differences() -> None:
    with pytest.raises(ExtractError) as error:
        extract(text("nantong-2023").replace("\t类 别\n", "\t等次\n"))
    assert "no column for subsidy_class" in str(error.value)
    assert "not understood: 等次" in str(error.value)
    assert "line 6" in str(error.value)


def test_a_list_or_statement_that_is_gone_is_told() -> None:
    original = text("nantong-2023")
    changed = original[: original.index("附件2")] + original[original.index("附件3\n") :]
    told = "; ".join(messages(extract(changed), "part_missing"))
    assert "the list 'shortage'" in told
    assert "the edition of the classification" in told
    silent = text("guangzhou-2023").replace(" 800元的标", "元标")
    assert "the cap of" in "; ".join(messages(extract(silent), "part_missing"))


def test_a_list_that_the_module_does_not_describe_is_an_error_a_row() -> None:
    more = (
        "\n(五) 创业培训项目目录\n\n序号\t项目名称\t行业分类\n1\tSYB\t社会服务\n2\tGYB\t社会服务\n"
    )
    extraction = extract(text("jinan-2023") + more)
    unaccounted = [each for each in extraction.findings if each.rule == "text_unaccounted"]
    assert [each.printed for each in unaccounted] == ["1 SYB 社会服务", "2 GYB 社会服务"]
    assert {each.severity for each in unaccounted} == {"error"}


def test_a_list_of_words_that_nobody_describes_is_told_too() -> None:
    more = "\n附件 6\n\n名录\n\n序号 编码 名称\n\n1 / 剪纸 市级\n\n2 / 泥塑 市级\n"
    extraction = extract(text("guangzhou-2023").replace("公开方式", more + "\n公开方式"))
    unaccounted = [each.printed for each in extraction.findings if each.severity == "error"]
    assert unaccounted == ["1 / 剪纸 市级", "2 / 泥塑 市级"]


def test_a_list_that_was_announced_and_missing_is_read_once_it_comes() -> None:
    rows = "序号\t项目名称\t行业分类\n1\t煎饼制作\t食品餐饮"
    new = f"(四) 专项职业能力培训项目目录\n\n{rows}\n\n(五) 项目制"
    extraction = extract(text("jinan-2023").replace("(四) 项目制", new))
    assert extraction.document.missing_parts == []
    assert [(row.number, row.list_key) for row in extraction.catalogs][3:] == [
        ("4", "competencies"),
        ("5", "projects"),
    ]


def test_the_letter_names_the_industries() -> None:
    changed = text("jinan-2023").replace("社会服务类等 10 个", "社会服务类、低空经济类等 11 个")
    changed = changed.replace("无人机驾驶员\t软件智能", "无人机驾驶员\t低空经济")
    entry = next(each for each in extract(changed).entries if each.name == "无人机驾驶员")
    assert entry.industry == "低空经济"


def test_an_industry_that_nothing_names_is_null_and_told() -> None:
    changed = text("jinan-2023").replace("无人机驾驶员\t软件智能", "无人机驾驶员\t低空经济")
    extraction = extract(changed)
    entry = next(each for each in extraction.entries if each.name == "无人机驾驶员")
    assert (entry.industry, entry.industry_printed) == (None, "低空经济")
    assert any("低空经济" in message for message in messages(extraction, "industry_variant"))


def test_a_new_initiative_is_read_where_no_other_reading_is() -> None:
    changed = text("guangzhou-2023").replace("采购员 其他", "采购员 低空经济")
    entry = next(each for each in extract(changed).entries if each.name == "采购员")
    assert entry.initiatives == ["低空经济"]


def test_words_outside_a_vocabulary_reject_their_row_alone() -> None:
    original = text("nantong-2023")
    changed = original.replace("\t1\n\tA\n\t电工", "\t1\n\tX\n\t电工").replace(
        "\t2000", "\t二千", 1
    )
    extraction = extract(changed)
    assert [(row.model, row.reasons) for row in extraction.rejected] == [
        ("subsidy_rate", ["amount: '二千' is outside its vocabulary"]),
        ("catalog_entry", ["class: 'X' is outside its vocabulary"]),
    ]
    assert len(extraction.entries) == 590
    assert extraction.entries[0].ordinal == 2


def test_sections_without_a_numeral() -> None:
    changed = text("shanghai-2026").replace("\t二、\n\t职业资格项目", "\t职业资格项目")
    extraction = extract(changed, "shanghai-2026")
    assert [each.section for each in extraction.entries if each.certificate_type == "qualification"]
    assert not extraction.rejected


@pytest.mark.parametrize("numeral", ["{}", "{}.", "（{}）"])
def test_sections_with_figures(numeral: str) -> None:
    printed = changed = text("shanghai-2026")
    for number, word in enumerate("一二三", start=1):
        changed = changed.replace(f"\t{word}、\n", f"\t{numeral.format(number)}\n")
    assert changed != printed
    extraction, before = extract(changed), extract(printed)
    assert not extraction.rejected
    assert [(each.section, each.certificate_type) for each in extraction.entries] == [
        (each.section, each.certificate_type) for each in before.entries
    ]


def test_a_legend_that_is_gone_leaves_the_mark_unexplained() -> None:
    changed = text("shanghai-2026").replace("注：标*的项目为技岗匹配项目。", "注：完。")
    extraction = extract(changed)
    assert {each.is_job_matched for each in extraction.entries} == {None}
    assert any("what * under" in text for text in messages(extraction, "mark_unexplained"))
    assert "explains the mark on the class" in "; ".join(messages(extraction, "part_missing"))


def test_another_mark_on_the_class_that_the_legend_explains() -> None:
    printed = text("shanghai-2026")
    changed = re.sub(r"(?<=[ABC])\*", "▲", printed).replace("注：标*的", "注：标▲的")
    extraction, before = extract(changed), extract(printed)
    assert not extraction.rejected
    assert [each.is_job_matched for each in extraction.entries] == [
        each.is_job_matched for each in before.entries
    ]
    assert {mark for each in extraction.entries for mark in each.marks} == {"★", "▲"}


@pytest.mark.parametrize("mark", ["※", "■", "◎", "#"])
def test_a_mark_that_no_edition_had_yet(mark: str) -> None:
    changed = text("jinan-2023").replace("\t汽车维修工\t", f"\t汽车维修工{mark}\t")
    extraction = extract(changed)
    marked = [each for each in extraction.entries if mark in each.marks]
    assert marked
    assert {each.name for each in marked} == {"汽车维修工"}
    assert not extraction.rejected


@pytest.mark.parametrize("sign", ["/", "——", "无"])
def test_a_sign_for_none_under_class_is_no_class(sign: str) -> None:
    name = "\t网络与信息安全管理员\n\t"
    changed = text("shanghai-2026").replace(f"{name}A", f"{name}{sign}", 1)
    assert changed != text("shanghai-2026")
    extraction = extract(changed)
    assert not extraction.rejected
    (entry,) = [each for each in extraction.entries if each.subsidy_class_printed == sign]
    assert entry.subsidy_class is None


def test_a_list_title_without_its_last_syllable() -> None:
    printed = text("jinan-2023")
    extraction = extract(printed.replace("(二) 一般性培训", "(二) 一般职业培训"))
    assert len(extraction.entries) == len(extract(printed).entries)


def test_sections_that_name_a_kind_of_certificate() -> None:
    printed = text("shanghai-2026")
    changed = printed.replace("职业技能等级项目", "技能等级类").replace(
        "专项职业能力项目", "专项能力类"
    )
    extraction, before = extract(changed), extract(printed)
    assert [each.certificate_type for each in extraction.entries] == [
        each.certificate_type for each in before.entries
    ]


def test_a_header_of_two_rows() -> None:
    from extractors.cities.nantong import PUBLICATION
    from extractors.document import Cell, Position, Row
    from extractors.locate.headers import table_headings
    from extractors.locate.heading_map import map_headings

    upper = Row(
        (Cell("补贴项目"), Cell("类别"), Cell("补贴", columns=2)), Position(), is_header=True
    )
    lower = Row(
        (Cell("", merged_above=True), Cell("", merged_above=True), Cell("等级"), Cell("补贴标准")),
        Position(),
        is_header=True,
    )
    choices = table_headings([upper, lower], 0)
    either = map_headings(choices[1][0], PUBLICATION.lists[0].columns)
    assert either.missing == ()
    assert either.fields == ("label", "subsidy_class", "level", "amount")


def test_a_document_that_is_no_catalog_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExtractError, match=r"describe it as docs/add-a-city\.md says"):
        extract("今天天气很好。\n\n我们去公园。")


def test_a_row_with_a_cell_too_few_is_rejected_and_the_row_after_a_page_end_is_loaded() -> None:
    rows = [
        ["序号", "项目编码", "项目名称", "分类"],
        ["一、", "职业技能等级项目", "", ""],
        ["2", "4-04-05-Z1网络与信息安全管理员", "B"],
        ["1", "6-02-02-01", "焊工", "C"],
    ]
    printed = stacked(rows).replace("\t1\n", "某页的余文\n\n\t1\n")
    document = extract(f"附件\n上海市职业技能提升补贴目录（2026年）\n\n{printed}")
    assert [row.cells for row in document.rejected] == [rows[2]]
    assert [entry.name for entry in document.entries] == ["焊工"]


NANTONG_TITLE = "南通市2027年政府补贴性职业技能培训职业（工种）目录"
NANTONG_HEADER = "补贴项目\t序号\t类别\t职业名称\t编码\n"
NANTONG_ROWS = "培训合格证书\t1\tA\t电工\t6-31-01-03\n\t2\tB\t焊工\t6-18-02-04\n"


@pytest.mark.parametrize("annex", ["附件1-2", "附件1－2：", "附件 1—2"])
def test_an_annex_numbered_below_another(annex: str) -> None:
    made = extract(f"{annex}\n\n{NANTONG_TITLE}\n\n{NANTONG_HEADER}{NANTONG_ROWS}")
    assert (made.catalogs[0].number, made.catalogs[0].title) == ("1-2", NANTONG_TITLE)


@pytest.mark.parametrize("unit", [" 单位：元/人", "（单位：元）", "　金额单位: 元"])
def test_the_unit_behind_a_title_is_no_part_of_it(unit: str) -> None:
    made = extract(f"附件1\n\n{NANTONG_TITLE}{unit}\n\n{NANTONG_HEADER}{NANTONG_ROWS}")
    assert (made.catalogs[0].title, made.document.title) == (NANTONG_TITLE, NANTONG_TITLE)


def test_a_column_that_is_gone_where_every_heading_is_known_is_told_so() -> None:
    header = NANTONG_HEADER.replace("\t编码", "")
    with pytest.raises(ExtractError, match="say absent=True of the column in the city module"):
        extract(f"附件1\n\n{NANTONG_TITLE}\n\n{header}培训合格证书\t1\tA\t电工\n")


def test_a_list_that_prints_no_header_is_none_of_the_list_above() -> None:
    welder, nurse = "1\t6-18-02-04\t焊工\t加工维修\n", "1\t4-10-01-05\t养老护理员\t社会服务\n"
    made = extract(
        "附件\n济南市补贴性职业技能培训项目指导目录\n\n（一）急需紧缺培训项目目录\n\n"
        f"序号\t编码\t职业名称\t行业分类\n{welder}\n（二）一般性培训项目目录\n\n{nurse}"
    )
    assert [(each.name, each.is_shortage) for each in made.entries] == [("焊工", True)]
    assert messages(made, "text_unaccounted") == [
        "a row of a list that no city module describes: "
        "（二）一般性培训项目目录, which prints no header"
    ]


def test_what_is_subsidized_no_more_is_no_section() -> None:
    tables = [
        f"{title}\n\n{NANTONG_HEADER}{NANTONG_ROWS}\n" for title in ("一、新增类", "二、取消类")
    ]
    made = extract(f"附件1\n\n{NANTONG_TITLE}\n\n{tables[0]}{tables[1]}")
    assert len(made.entries) == 2
    assert len(messages(made, "text_unaccounted")) == 2


def test_a_row_that_lacks_its_last_cells_is_told() -> None:
    rows = "附件\n上海市职业技能提升补贴目录（2027年）\n\n序号\t项目编码\t项目名称\t分类\n"
    made = extract(f"{rows}1\t6-18-02-04\t焊工\tA\n2\t6-31-01-03\t电工\n")
    assert messages(made, "cell_unclear") == ["the row prints nothing under '分类'"]
