"""What stands between the rows of a list: sections, page numbers, other lists' titles, headers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from tests.documents.make_web import page, paragraph, table
from tests.places import RAW
from tests.samples.documents_text import in_line, stacked

HEADER = ["序号", "项目编码", "项目名称", "分类"]
SHANGHAI = "附件\n上海市职业技能提升补贴目录（2026年）\n\n"
JINAN_LETTER = (
    (RAW / "jinan-2023.txt").read_text(encoding="utf-8").split("（一）急需紧缺培训项目目录")[0]
)
JINAN_HEADER = ["序号", "编码", "职业名称（包括所含工种）", "行业分类"]
WELDER = ["1", "6-18-02-04", "焊工", "加工维修"]
ELECTRICIAN = ["2", "6-31-01-03", "电工", "加工维修"]


def extract(text: str, name: str = "next") -> Extraction:
    return extract_document(text.encode(), f"{name}.txt")


def shanghai(*rows: Sequence[str]) -> Extraction:
    return extract(SHANGHAI + stacked([HEADER, *rows]))


def jinan(*parts: str) -> Extraction:
    return extract(JINAN_LETTER + "\n" + "\n".join(parts) + "\n")


def read(extraction: Extraction) -> list[tuple[str | None, str | None]]:
    return [(entry.name, entry.section) for entry in extraction.entries]


def errors(extraction: Extraction) -> list[str | None]:
    return [each.printed for each in extraction.findings if each.severity == "error"]


# --- sections ------------------------------------------------------------------------------------


@pytest.mark.parametrize("marks", [("（一）", "（二）"), ("(1)", "(2)"), ("第一部分", "第二部分")])
def test_sections_in_brackets_are_sections(marks: tuple[str, str]) -> None:
    extraction = shanghai(
        [f"{marks[0]}职业技能等级项目"],
        ["1", "6-18-02-04", "焊工", "A"],
        [f"{marks[1]}专项职业能力项目", "", "", ""],
        ["1", "——", "直播带货", "C"],
    )
    assert read(extraction) == [("焊工", "职业技能等级项目"), ("直播带货", "专项职业能力项目")]
    assert not errors(extraction)


def test_rows_of_a_section_that_is_withdrawn_are_rejected() -> None:
    extraction = shanghai(
        ["一、职业技能等级项目"],
        ["1", "6-18-02-04", "焊工", "A"],
        ["二、取消的项目"],
        ["（一）职业技能等级项目"],
        ["1", "6-31-01-03", "电工", "A"],
        ["（二）专项职业能力项目"],
        ["1", "——", "插花", "C"],
        ["三、专项职业能力项目"],
        ["1", "——", "直播带货", "C"],
    )
    assert read(extraction) == [("焊工", "职业技能等级项目"), ("直播带货", "专项职业能力项目")]
    assert [row.reasons for row in extraction.rejected] == [
        ["section: '取消的项目' withdraws the rows below it"]
    ] * 2


def test_a_list_that_is_withdrawn_is_told_and_stops_no_other() -> None:
    extraction = jinan(
        "（一）急需紧缺培训项目目录\n\n" + in_line([JINAN_HEADER, WELDER]),
        "（二）调出急需紧缺培训项目目录\n\n" + in_line([JINAN_HEADER, ELECTRICIAN]),
    )
    assert read(extraction) == [("焊工", None)]
    assert [finding.message for finding in extraction.findings if finding.severity == "error"] == [
        "a row of a list that no city module describes: 调出急需紧缺培训项目目录"
    ]


def test_a_table_below_a_line_that_withdraws_its_rows_is_rejected() -> None:
    line = "以下职业自2024年起不再给予补贴："
    made = page(
        paragraph("附件")
        + paragraph("上海市职业技能提升补贴目录（2026年）")
        + table(HEADER, ["1", "6-18-02-04", "焊工", "A"])
        + paragraph(line)
        + table(["1", "6-31-01-03", "电工", "A"])
    )
    extraction = extract_document(made.encode(), "next.html")
    assert read(extraction) == [("焊工", None)]
    assert [row.reasons for row in extraction.rejected] == [
        [f"section: '{line}' withdraws the rows below it"]
    ]


@pytest.mark.parametrize("mark", ["（一）", "一、"])
def test_sections_between_tables_are_sections(mark: str) -> None:
    first, second = ["1", "6-18-02-04", "焊工", "A"], ["1", "——", "直播带货", "C"]
    made = page(
        paragraph("附件")
        + paragraph("上海市职业技能提升补贴目录（2026年）")
        + table(HEADER, ["一、职业技能等级项目", "", "", ""], first)
        + paragraph(f"{mark}专项职业能力项目")
        + table(second)
    )
    extraction = extract_document(made.encode(), "next.html")
    assert read(extraction) == [("焊工", "职业技能等级项目"), ("直播带货", "专项职业能力项目")]
    assert not errors(extraction)


@pytest.mark.parametrize(
    "row",
    [
        ["（四）", "专项职业能力项目", "", ""],
        ["四、", "专项职业能力项目", "", "新增"],
        ["四", "专项职业能力项目"],
        ["第四", "专项职业能力项目", "", ""],
        ["4.", "专项职业能力项目", "", ""],
    ],
)
def test_a_section_beside_its_numeral(row: list[str]) -> None:
    extraction = shanghai(
        ["一、", "职业技能等级项目", "", ""],
        ["1", "6-18-02-04", "焊工", "A"],
        row,
        ["1", "——", "网店运营", "C"],
    )
    assert read(extraction)[1] == ("网店运营", "专项职业能力项目")
    assert [each.certificate_type for each in extraction.entries] == [
        "skill_level_certificate",
        "specific_competency",
    ]


NANTONG = "附件1\n\n南通市2027年政府补贴性职业技能培训职业（工种）目录\n\n"
NANTONG_HEADER = ["补贴项目", "序号", "类别", "职业名称", "编码"]


@pytest.mark.parametrize("marks", [("一、", "二、"), ("（一）", "（二）")])
@pytest.mark.parametrize("made", [stacked, in_line])
def test_sections_that_are_tables_of_their_own(
    marks: tuple[str, str], made: Callable[[Sequence[Sequence[str]]], str]
) -> None:
    first = ["职业技能等级证书", "1", "A", "焊工", "6-18-02-04"]
    second = ["", "2", "B", "养老护理员", "4-10-01-05"]
    extraction = extract(
        f"{NANTONG}{marks[0]}制造类\n\n{made([NANTONG_HEADER, first])}\n\n"
        f"{marks[1]}服务类\n\n{made([NANTONG_HEADER, second])}\n"
    )
    assert read(extraction) == [("焊工", "职业技能等级证书"), ("养老护理员", "服务类")]
    sections = [each.cells for each in extraction.source_rows if each.role == "section"]
    assert sections == [[f"{marks[0]}制造类"], [f"{marks[1]}服务类"]]
    assert [(each.number, each.title) for each in extraction.catalogs] == [
        ("1", "南通市2027年政府补贴性职业技能培训职业（工种）目录")
    ]
    assert not errors(extraction)


@pytest.mark.parametrize("marks", [("一、", "二、"), ("（一）", "（二）")])
def test_a_table_under_another_header_is_no_section(marks: tuple[str, str]) -> None:
    first = ["职业技能等级证书", "1", "A", "焊工", "6-18-02-04"]
    other = [["序号", "职业名称", "编码"], ["2", "养老护理员", "4-10-01-05"]]
    extraction = extract(
        f"{NANTONG}{marks[0]}制造类\n\n{stacked([NANTONG_HEADER, first])}\n"
        f"{marks[1]}服务类\n\n{stacked(other)}\n"
    )
    assert [each.name for each in extraction.entries] == ["焊工"]
    assert errors(extraction) == ["2 养老护理员 4-10-01-05"]


@pytest.mark.parametrize("serial", ["（2）", "(2)", "二", "二、"])
def test_a_row_without_a_code_is_no_section_whatever_its_serial(serial: str) -> None:
    extraction = shanghai(["1", "6-18-02-04", "焊工", "A"], [serial, "", "插花", "C"])
    assert read(extraction) == [("焊工", None), ("插花", None)]
    assert extraction.entries[1].other == {"序号": serial}


def test_a_row_without_a_code_and_a_class_is_no_section_by_a_serial_in_brackets() -> None:
    heading = "济南市补贴性职业技能培训目录"
    header = ["序号", "编码", "职业名称", "行业分类"]
    rows = [["（1）", "6-18-02-04", "焊工", "加工维修"], ["（2）", "", "插花", "社会服务"]]
    made = page(paragraph(heading) + paragraph("（一）一般性培训目录") + table(header, *rows))
    extraction = extract_document(made.encode(), "next.html")
    assert read(extraction) == [("焊工", None), ("插花", None)]


def test_a_section_that_cannot_be_read_ends_the_one_above_and_is_told() -> None:
    extraction = shanghai(
        ["一、", "职业技能等级项目", "", ""],
        ["1", "6-18-02-04", "焊工", "A"],
        ["四、", "培训", "合格", "结业"],
        ["1", "——", "网店运营", "C"],
    )
    assert [each.certificate_type for each in extraction.entries] == [
        "skill_level_certificate",
        None,
    ]
    assert errors(extraction) == ["四、 培训 合格 结业"]


def test_a_section_above_a_repeated_header_is_no_other_list() -> None:
    extraction = shanghai(
        ["一、职业技能等级项目"],
        ["1", "6-18-02-04", "焊工", "A"],
        ["二、专项职业能力项目"],
        HEADER,
        ["1", "——", "直播带货", "C"],
    )
    assert read(extraction) == [("焊工", "职业技能等级项目"), ("直播带货", "专项职业能力项目")]
    assert not errors(extraction)


def test_an_entry_with_a_numeral_for_a_serial_is_no_section() -> None:
    extraction = shanghai(["1", "6-18-02-04", "焊工", "A"], ["二", "6-31-01-03", "电工", "A"])
    assert [entry.name for entry in extraction.entries] == ["焊工", "电工"]


# --- titles of other lists -----------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["二、一般性培训项目目录", "一般性培训项目目录"])
def test_a_title_over_the_same_headings_opens_the_next_list(heading: str) -> None:
    extraction = jinan(
        "一、急需紧缺培训项目目录\n",
        in_line([JINAN_HEADER, WELDER]),
        f"\n{heading}\n",
        in_line([JINAN_HEADER, ELECTRICIAN]),
    )
    lists = {row.catalog_id: row.list_key for row in extraction.catalogs}
    assert [(lists[each.catalog_id], each.name) for each in extraction.entries] == [
        ("shortage", "焊工"),
        ("general", "电工"),
    ]
    assert not errors(extraction)


def test_a_merged_title_row_opens_the_next_list() -> None:
    letter = "".join(map(paragraph, JINAN_LETTER.splitlines()))
    rows = [["一般性培训项目目录", "", "", ""], JINAN_HEADER, ELECTRICIAN]
    for body in (
        table(["急需紧缺培训项目目录", "", "", ""], JINAN_HEADER, WELDER, *rows),
        table(["急需紧缺培训项目目录", "", "", ""], JINAN_HEADER, WELDER) + table(*rows),
    ):
        extraction = extract_document(page(letter + body).encode(), "next.html")
        assert {row.list_key: row.entry_count for row in extraction.catalogs} == {
            "shortage": 1,
            "general": 1,
        }


def test_a_table_under_a_title_that_nobody_knows_is_told() -> None:
    extraction = jinan(
        "（一）急需紧缺培训项目目录\n",
        in_line([JINAN_HEADER, WELDER]),
        "\n二、乡村工匠名录\n",
        in_line([JINAN_HEADER, ELECTRICIAN]),
    )
    assert [entry.name for entry in extraction.entries] == ["焊工"]
    assert errors(extraction) == [" ".join(ELECTRICIAN)]


# --- page numbers and repeated headers -----------------------------------------------------------


@pytest.mark.parametrize(
    "between",
    [
        "— 5 —",
        "- 5 -",
        "-5-",
        "－5－",
        "－ ５ －",
        "第5页 共30页",
        "第 5 页",
        "第三页",
        "第十二页 共三十页",
        "5/30",
        "5",
        "续表",
        "（续）",
        "（一）急需紧缺培训项目目录",
        "（一）急需紧缺培训项目目录（续）",
        "5\n\n续表",
    ],
)
def test_what_a_page_prints_between_rows_is_no_error(between: str) -> None:
    extraction = jinan(
        "（一）急需紧缺培训项目目录\n",
        in_line([JINAN_HEADER, WELDER]),
        f"\n{between}\n",
        in_line([JINAN_HEADER, ELECTRICIAN]),
    )
    assert [entry.name for entry in extraction.entries] == ["焊工", "电工"]
    assert [row.list_key for row in extraction.catalogs] == ["shortage"]
    assert not errors(extraction)


@pytest.mark.parametrize("between", ["— 5 —", "－5－", "第三页", "5", "续表"])
def test_a_page_number_between_rows_without_a_header(between: str) -> None:
    extraction = jinan(
        "（一）急需紧缺培训项目目录\n",
        in_line([JINAN_HEADER, WELDER]),
        f"\n{between}\n",
        in_line([ELECTRICIAN]),
    )
    assert [entry.name for entry in extraction.entries] == ["焊工", "电工"]
    assert not errors(extraction)


# --- headers of two rows -------------------------------------------------------------------------


def test_one_heading_over_code_and_name() -> None:
    cells = (
        "<tr><td rowspan=2>序号<td colspan=2>职业（工种）<td rowspan=2>分类</tr>"
        "<tr><td>编码<td>名称</tr>"
    )
    row = "<tr><td>{}<td>{}<td>{}<td>A</tr>"
    body = (
        f"<p>附件</p><p>上海市职业技能提升补贴目录（2027年）</p><table>{cells}"
        + row.format(1, "6-18-02-04", "焊工")
        + cells
        + row.format(2, "6-31-01-03", "电工")
        + "</table>"
    )
    extraction = extract_document(page(body).encode(), "next.html")
    assert [(each.code, each.name) for each in extraction.entries] == [
        ("6-18-02-04", "焊工"),
        ("6-31-01-03", "电工"),
    ]
    assert not extraction.rejected
    assert not errors(extraction)


@pytest.mark.parametrize(
    ("over", "training", "assessment"),
    [("补贴标准", "培训", "鉴定"), ("补贴", "培训补贴标准", "评价补贴标准")],
)
def test_one_heading_over_two_amounts(over: str, training: str, assessment: str) -> None:
    body = (
        "<p>附件2</p><p>昌吉州重点产业职业技能培训补贴目录</p><table><tr><td rowspan=2>序号"
        "<td rowspan=2>行业<td colspan=2>职业（工种）"
        f"<td colspan=2>{over}<td rowspan=2>是否急需紧缺</tr>"
        f"<tr><td>代码<td>名称<td>{training}<td>{assessment}</tr>"
        "<tr><td>1<td>制造<td>6-18-02-04<td>焊工<td>初级：2160元/人<td>初级：300元/人<td>*</tr></table>"
    )
    extraction = extract_document(page(body).encode(), "next.html")
    assert [(each.purpose, str(each.amount_yuan)) for each in extraction.rates] == [
        ("training", "2160"),
        ("assessment", "300"),
    ]


# --- what no list holds --------------------------------------------------------------------------


def below(rows: Sequence[Sequence[str]]) -> list[str | None]:
    """The errors of a table that stands below a list and belongs to none."""
    extraction = jinan(
        "（一）急需紧缺培训项目目录\n",
        in_line([JINAN_HEADER, WELDER]),
        "\n有关标准如下，请各单位遵照执行。\n",
        in_line(rows),
    )
    assert [entry.name for entry in extraction.entries] == ["焊工"]
    return errors(extraction)


@pytest.mark.parametrize(
    "rows",
    [
        [["项目名称", "补贴标准"], ["直播带货", "800元/人"]],
        [["等级", "金额"], ["初级", "1200"], ["高级", "1800"]],
        [["1", "——", "直播带货"]],
        [["地区", "说明"], ["市中区", "按上年执行"]],
    ],
)
def test_every_row_of_a_table_in_no_list_is_told(rows: list[list[str]]) -> None:
    assert below(rows) == [" ".join(row) for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [["索引号", "370100-2027-01", "发布机构", "济南市人力资源和社会保障局"]],
        [["序号", "单位", "联系人", "电话"], ["1", "市人社局", "王某", "88881234"]],
        [["单位", "联系人", "联系电话"], ["市人社局", "王某", "0531-88881234"]],
    ],
)
def test_contacts_and_what_a_site_notes_are_left_out_on_purpose(rows: list[list[str]]) -> None:
    assert below(rows) == []


def test_a_line_with_a_serial_and_a_sign_for_no_code_is_told() -> None:
    extraction = extract(
        f"{JINAN_LETTER}\n1 —— 直播带货 社会服务\n\n（一）急需紧缺培训项目目录\n\n"
        + in_line([JINAN_HEADER, WELDER])
    )
    assert errors(extraction) == ["1 —— 直播带货 社会服务"]


def test_other_columns_below_text_do_not_vanish() -> None:
    first = [HEADER, ["1", "6-18-02-04", "焊工", "A"]]
    second = stacked([["焊工", "A"], ["电工", "B"]])
    extraction = extract(f"{SHANGHAI}{stacked(first)}\n注：标*的为技岗匹配项目。\n\n{second}")
    assert errors(extraction) == ["焊工 A", "电工 B"]


def test_a_list_s_title_begins_below_the_signature_of_the_notice() -> None:
    rows = stacked([["序号", "项目编码", "项目名称", "分类"], ["1", "6-02-02-01", "焊工", "C"]])
    extraction = extract(
        "关于发布目录的通知\n\n请遵照执行。\n\n上海市人力资源和社会保障局\n\n2026年5月6日\n\n"
        f"上海市职业技能提升补贴目录（2026年）\n\n{rows}"
    )
    assert [row.title for row in extraction.catalogs] == ["上海市职业技能提升补贴目录（2026年）"]
    assert extraction.document.issuers == ["上海市人力资源和社会保障局"]


def test_a_list_s_title_goes_on_in_the_line_below_it() -> None:
    rows = in_line([JINAN_HEADER, WELDER, ELECTRICIAN])
    extraction = jinan(f"（二）一般性职业\n培训项目目录\n{rows}")
    assert [row.title for row in extraction.catalogs] == ["一般性职业培训项目目录"]


def test_a_section_without_rows_at_the_end_is_told() -> None:
    last = "\t四、\n\t培训合格证书项目\n\n"
    text = (RAW / "shanghai-2026.txt").read_text(encoding="utf-8")
    note = text.index("注：标*")
    found = extract_document((text[:note] + last + text[note:]).encode(), "shanghai-2027.txt")
    (told,) = [each for each in found.findings if each.rule == "text_unaccounted"]
    assert "no row stands below the section" in told.message
