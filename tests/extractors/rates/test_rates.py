"""Rate tables by their headings: columns, labels above, words outside a vocabulary, units."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from extractors.sidecar import load_sidecar
from tests.samples.documents_text import in_line, stacked

HEAD = "附件\n\n南通市2024年政府补贴性职业技能培训目录补贴标准\n\n"


def extract(rows: Sequence[Sequence[str]], above: str = "") -> Extraction:
    return extract_document((HEAD + above + stacked(rows)).encode(), "next.txt")


def rates(extraction: Extraction) -> list[tuple[object, ...]]:
    return [
        (
            rate.item,
            rate.subsidy_class,
            rate.skill_level,
            None if rate.amount_yuan is None else str(rate.amount_yuan),
        )
        for rate in extraction.rates
    ]


def reasons(extraction: Extraction) -> list[str]:
    return [reason for row in extraction.rejected for reason in row.reasons]


def messages(extraction: Extraction, rule: str) -> list[str]:
    return [finding.message for finding in extraction.findings if finding.rule == rule]


HEADINGS = ["补贴项目", "类别", "等级", "补贴标准（元/人）"]
FIRST = ["技能等级证书", "A类", "高级（三级）", "2000"]


@pytest.mark.parametrize("more", [["参考课时", "56"], ["备注", "线上"], ["备注", ""]])
def test_a_column_after_the_amount_is_no_amount(more: list[str]) -> None:
    extraction = extract([[*HEADINGS, more[0]], [*FIRST, more[1]]])
    assert rates(extraction) == [("技能等级证书", "A", 3, "2000")]
    assert not extraction.rejected
    told = (
        f"no field is known for the heading '{more[0]}'; "
        "its cells are kept in its source rows alone"
    )
    assert messages(extraction, "heading_unknown") == [told] * bool(more[1])


def test_a_serial_in_front_is_no_label_and_ends_none() -> None:
    extraction = extract(
        [
            ["序号", *HEADINGS],
            ["1", *FIRST],
            ["2", "", "", "中级（四级）", "1500"],
            ["3", "创业培训", "创业意识培训", "", "350"],
        ]
    )
    assert rates(extraction) == [
        ("技能等级证书", "A", 3, "2000"),
        ("技能等级证书", "A", 4, "1500"),
        ("创业培训/创业意识培训", None, None, "350"),
    ]
    assert not messages(extraction, "heading_unknown")


def test_amounts_may_stand_first() -> None:
    extraction = extract([[HEADINGS[3], *HEADINGS[:3]], ["2000", *FIRST[:3]]])
    assert rates(extraction) == [("技能等级证书", "A", 3, "2000")]


@pytest.mark.parametrize("heading", ["补贴标准", "培训补贴标准"])
def test_training_and_assessment_in_columns_of_their_own(heading: str) -> None:
    extraction = extract(
        [
            [*HEADINGS[:3], heading, "鉴定补贴"],
            [*FIRST, "260"],
            ["", "B类", "高级", "1800", "——"],
            ["", "C类", "高级", "——", ""],
        ]
    )
    assert [
        (rate.purpose, rate.subsidy_class, str(rate.amount_yuan)) for rate in extraction.rates
    ] == [("training", "A", "2000"), ("assessment", "A", "260"), ("training", "B", "1800")]
    assert [rate.subsidy_kinds for rate in extraction.rates][1] == ["assessment"]
    assert reasons(extraction) == ["amount: the row prints none"]


def test_a_row_that_is_rejected_still_gives_its_labels_to_the_rows_below() -> None:
    extraction = extract([HEADINGS, FIRST, ["", "B类", "高级", "3500许"], ["", "", "中级", "1200"]])
    assert rates(extraction)[1:] == [("技能等级证书", "B", 4, "1200")]
    assert reasons(extraction) == ["amount: '3500许' is outside its vocabulary"]


def test_a_row_without_an_amount_says_so() -> None:
    extraction = extract([HEADINGS, FIRST, ["", "", "中级工", ""], ["", "中级工"]])
    assert reasons(extraction) == ["amount: the row prints none"] * 2


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["X类", "高级"], "class: 'X类'"),
        (["X", "高级"], "class: 'X'"),
        (["二一类", "高级"], "class: '二一类'"),
        (["一", "高级"], "class: '一'"),
        (["X类项目", "高级"], "class: 'X类项目'"),
        (["A类（B类）", "高级"], "class: 'A类（B类）'"),
        (["A类", "高级（四级）"], "level: '高级（四级）'"),
        (["A类", "首席技师（特级）"], "level: '首席技师（特级）'"),
        (["A类", "高技（一级)"], "level: '高技（一级)'"),
        (["A类", "高级工培训"], "level: '高级工培训'"),
    ],
)
def test_words_under_class_and_level_are_of_their_vocabulary(cells: list[str], reason: str) -> None:
    extraction = extract(
        [HEADINGS, FIRST, ["", *cells, "1500"], ["", "", "", "900"], ["创业培训", "", "", "5"]]
    )
    assert rates(extraction) == [
        ("技能等级证书", "A", 3, "2000"),
        ("创业培训", None, None, "5"),
    ]
    assert reasons(extraction) == [f"{reason} is outside its vocabulary"] * 2


def test_a_class_with_a_bracket_is_the_class() -> None:
    extraction = extract([HEADINGS, ["技能等级证书", "A类（制造类）", "高级", "1500"]])
    assert rates(extraction) == [("技能等级证书", "A", 3, "1500")]


@pytest.mark.parametrize(
    ("unit", "above", "cell", "yuan"),
    [
        ("（万元）", "", "0.12", "1200"),
        ("(万元/人)", "", "0.43", "4300"),
        ("", "单位：万元\n\n", "0.12", "1200"),
        ("", "补贴标准单位：万元\n\n", "0.12", "1200"),
        ("", "标准：万元/人\n\n", "0.12", "1200"),
        ("", "（金额 单位：元/人、课时）\n\n", "1500", "1500"),
        ("（元/人）", "", "0.43万元", "4300"),
        ("（元）", "", "1,500.50元/人·期", "1500.5"),
        ("（2024年）", "单位：元培学校\n\n", "1500", "1500"),
    ],
)
def test_units_of_money_a_person(unit: str, above: str, cell: str, yuan: str) -> None:
    extraction = extract([[*HEADINGS[:3], f"补贴标准{unit}"], [*FIRST[:3], cell]], above)
    assert not extraction.rejected
    (rate,) = extraction.rates
    assert (rate.amount_yuan, rate.amount_printed) == (Decimal(yuan), cell)


@pytest.mark.parametrize(
    ("below", "yuan"),
    [
        ("注：表中补贴标准单位为万元/人。", ["1200"]),
        ("说明：\n\n以上金额的单位是万元。", ["1200"]),
        ("注：表内金额均以万元计。", ["1200"]),
        ("注：本表以万元为单位。", ["1200"]),
        ("单位：万元", []),
    ],
)
def test_a_unit_below_is_that_of_the_table_where_the_note_speaks_of_it(
    below: str, yuan: list[str]
) -> None:
    text = HEAD + stacked([[*HEADINGS[:3], "补贴标准"], [*FIRST[:3], "0.12"]]) + f"\n\n{below}\n"
    extraction = extract_document(text.encode(), "next.txt")
    assert [rate.amount_yuan for rate in extraction.rates] == list(map(Decimal, yuan))
    assert len(extraction.rejected) == 1 - len(yuan)


def test_amounts_too_small_to_be_paid_a_person_are_told() -> None:
    extraction = extract([[*HEADINGS[:3], "补贴标准"], [*FIRST[:3], "0.12"]])
    unlikely = [each for each in extraction.findings if each.rule == "amount_unlikely"]
    assert [each.row_no for each in unlikely] == [extraction.rates[0].row_no]


@pytest.mark.parametrize(
    ("unit", "above"),
    [("元/小时", ""), ("元/天", ""), ("元/期", ""), ("元", "单位：万元\n\n")],
)
def test_any_other_unit_rejects_the_figures_and_not_the_words(unit: str, above: str) -> None:
    rows = [[*HEADINGS[:3], f"补贴标准（{unit}）"], [*FIRST[:3], "15"], ["", "", "", "单独核价"]]
    extraction = extract(rows, above)
    assert reasons(extraction)[0].startswith("amount: its unit is not yuan a person: ")
    assert unit in reasons(extraction)[0]
    assert [rate.amount_rule for rate in extraction.rates] == ["priced_individually"]


def test_words_for_an_amount_may_stand_before_its_blank_column() -> None:
    extraction = extract([HEADINGS, FIRST, ["其他培训", "项目制培训", "单独核价，一项一价", ""]])
    assert rates(extraction)[1:] == [("其他培训/项目制培训", None, None, None)]
    assert extraction.rates[1].amount_printed == "单独核价，一项一价"


# --- amounts in a list's own rows -----------------------------------------------------------------

LIST = "附件\n\n昌吉州职业技能培训重点产业需求指导目录\n\n"


def own(cell: str, unit: str = "", above: str = "", other: str = "160元/人") -> Extraction:
    rows = [
        ["序号", "行业", "代码", "名称", f"培训补贴标准{unit}", "鉴定补贴标准", "是否急需紧缺"],
        ["1", "制造业", "6-31-01-03", "电工", cell, other, "*"],
    ]
    return extract_document((LIST + above + stacked(rows)).encode(), "next.txt")


def training(extraction: Extraction) -> list[tuple[int | None, str]]:
    return [
        (rate.skill_level, f"{rate.amount_yuan:.0f}")
        for rate in extraction.rates
        if rate.purpose == "training" and rate.amount_yuan is not None
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("初级：1800元/人、中级：2160元/人", [(5, "1800"), (4, "2160")]),
        ("初级：1800元/人，中级：2160元/人", [(5, "1800"), (4, "2160")]),
        ("初级1800；中级2,160元/人次", [(5, "1800"), (4, "2160")]),
        ("初级至高级：500元/人·期", [(5, "500"), (4, "500"), (3, "500")]),
        ("初级-高级 500", [(5, "500"), (4, "500"), (3, "500")]),
        ("0.216万元", [(None, "2160")]),
    ],
)
def test_amounts_a_level_in_one_cell(cell: str, expected: list[tuple[int, str]]) -> None:
    extraction = own(cell)
    assert training(extraction) == expected
    assert {rate.amount_printed for rate in extraction.rates} == {cell, "160元/人"}


@pytest.mark.parametrize("heading", ["培训补贴等级", "技能等级"])
def test_levels_in_a_column_of_their_own_are_those_of_the_amount_beside(heading: str) -> None:
    def beside(levels: str) -> Extraction:
        rows = [
            ["序号", "行业", "代码", "名称", heading, "培训补贴标准", "鉴定补贴标准", "急需紧缺"],
            ["1", "制造业", "6-31-01-03", "电工", levels, "2160", "高级：260元/人", "*"],
        ]
        return extract_document((LIST + stacked(rows)).encode(), "next.txt")

    read = beside("初级、中级")
    assert training(read) == [(5, "2160"), (4, "2160")]
    assert [rate.skill_level for rate in read.rates if rate.purpose == "assessment"] == [3]
    unread = beside("甲等")
    assert training(unread) == [(None, "2160")]
    assert "'甲等' under" in messages(unread, "cell_unclear")[0]


@pytest.mark.parametrize("cell", ["初级：1800、初级：2160", "高级（四级）：900", "0元", "1500×1.2"])
def test_an_amount_that_cannot_be_read_is_rejected_and_its_row_loads(cell: str) -> None:
    extraction = own(cell)
    assert reasons(extraction) == [f"amount: '{cell}' is outside its vocabulary"]
    assert [each.model for each in extraction.rejected] == ["subsidy_rate"]
    assert extraction.entries[0].other == {"培训补贴标准": cell}
    assert training(extraction) == []
    assert len(extraction.rates) == 1


@pytest.mark.parametrize("sign", ["——", "/", "无"])
def test_a_sign_for_no_amount_is_kept_and_no_rate(sign: str) -> None:
    extraction = own(sign)
    assert (training(extraction), reasons(extraction)) == ([], [])
    assert extraction.entries[0].other == {"培训补贴标准": sign}
    assert len(extraction.rates) == 1


def test_units_of_amounts_in_rows() -> None:
    assert training(own("0.1234", "（万元）")) == [(None, "1234")]
    assert training(own("初级：0.12", "", "单位：万元\n\n", "0.01")) == [(5, "1200")]
    assert reasons(own("15", "（元/小时）")) == ["amount: its unit is not yuan a person: 元/小时"]
    assert [each.unit for each in own("15", "（元/课时）").rates] == [
        "per_class_hour",
        "per_person",
    ]
    assert training(own("10百元")) == [(None, "1000")]
    assert training(own("15", "（百元）")) == [(None, "1500")]
    assert reasons(own("0.1234")) == ["amount: '0.1234' is outside its vocabulary"]


# --- merged cells ---------------------------------------------------------------------------------


def page(rows: str, *, header: bool = True) -> Extraction:
    head = "".join(f"<th>{heading}</th>" for heading in HEADINGS if header)
    title = f"<p>附件</p><p>{HEAD.split()[1]}</p>"
    table = f"<table>{head and f'<tr>{head}</tr>'}{rows}</table>"
    text = f"<!doctype html><html><body>{title}{table}</body></html>"
    return extract_document(text.encode(), "next.html")


def test_a_merged_cell_lasts_though_the_first_column_begins_anew() -> None:
    extraction = page(
        "<tr><td>技能等级证书<td>A类<td rowspan=3>高级<td>2000</tr>"
        "<tr><td>职业资格证书<td>B类<td>1800</tr><tr><td>岗前培训<td>C类<td>900</tr>"
        "<tr><td>创业培训<td><td><td>350</tr>"
    )
    assert rates(extraction) == [
        ("技能等级证书", "A", 3, "2000"),
        ("职业资格证书", "B", 3, "1800"),
        ("岗前培训", "C", 3, "900"),
        ("创业培训", None, None, "350"),
    ]


def test_an_amount_over_several_rows_is_the_amount_of_each() -> None:
    extraction = page(
        "<tr><td rowspan=2>技能等级证书<td>A类<td>高级<td rowspan=2>2000</tr>"
        "<tr><td>B类<td>中级</tr><tr><td>创业培训<td><td>初级<td></tr>"
    )
    assert [(row[1:], row[0]) for row in rates(extraction)] == [
        (("A", 3, "2000"), "技能等级证书"),
        (("B", 4, "2000"), "技能等级证书"),
    ]
    assert reasons(extraction) == ["amount: the row prints none"]


def test_a_title_inside_the_table_begins_anew() -> None:
    extraction = page(
        "<tr><td>技能等级证书<td>A类<td>高级<td>2000</tr><tr><td colspan=4>B类</tr>"
        "<tr><td><td><td>中级<td>900</tr><tr><td colspan=4>X类</tr><tr><td><td><td>中级<td>5</tr>"
    )
    assert rates(extraction)[1:] == [(None, "B", 4, "900")]
    assert reasons(extraction) == ["class: 'X类' is outside its vocabulary"]


def test_words_for_an_amount_may_reach_over_columns_without_a_heading() -> None:
    extraction = extract(
        [
            [*HEADINGS[:3], "", HEADINGS[3]],
            [*FIRST[:3], "", FIRST[3]],
            ["项目制培训", "", "一项一价", "", ""],
        ]
    )
    assert rates(extraction) == [
        ("技能等级证书", "A", 3, "2000"),
        ("项目制培训", None, None, None),
    ]


def test_cells_left_out_below_merged_ones_are_those_above() -> None:
    rows = [HEADINGS, FIRST, ["中级（四级）", "1500"], ["B类", "高级（三级）", "900"]]
    text = HEAD + in_line([*rows, ["岗前培训", "300"]])
    assert rates(extract_document(text.encode(), "next.txt")) == [
        ("技能等级证书", "A", 3, "2000"),
        ("技能等级证书", "A", 4, "1500"),
        ("技能等级证书", "B", 3, "900"),
        ("岗前培训", None, None, "300"),
    ]


# --- a column a level -----------------------------------------------------------------------------

LEVELS = ["初级工（五级）", "中级工（四级）", "高级技师（一级）"]


@pytest.mark.parametrize("first", ["类别", "补贴项目"])
def test_levels_as_columns(first: str) -> None:
    extraction = extract(
        [[first, *LEVELS], ["A类", "800", "1200", "3000"], ["B类", "600", "——", "二千"]],
        "单位：元/人\n\n",
    )
    assert rates(extraction) == [
        (None, "A", 5, "800"),
        (None, "A", 4, "1200"),
        (None, "A", 1, "3000"),
    ]
    assert reasons(extraction) == ["amount: '二千' is outside its vocabulary"]
    assert not messages(extraction, "heading_unknown")


def test_levels_as_columns_beside_remarks() -> None:
    extraction = extract(
        [["类别", "五级/初级工", "四级/中级工", "备注"], ["A", "800", "900", "含耗材"]]
    )
    assert rates(extraction) == [(None, "A", 5, "800"), (None, "A", 4, "900")]
    assert len(messages(extraction, "heading_unknown")) == 1


@pytest.mark.parametrize("suffix", ["类", "类（元/人）", "类补贴标准", " 类"])
def test_classes_as_columns(suffix: str) -> None:
    extraction = extract(
        [
            ["补贴项目", "等级", *(letter + suffix for letter in "ABC")],
            ["技能等级证书", "五级", "800", "600", "——"],
            ["", "四级/中级工", "1200", "", "500"],
            ["岗前培训", "", "300", "200", "两百"],
        ],
    )
    assert rates(extraction) == [
        ("技能等级证书", "A", 5, "800"),
        ("技能等级证书", "B", 5, "600"),
        ("技能等级证书", "A", 4, "1200"),
        ("技能等级证书", "C", 4, "500"),
    ]
    assert reasons(extraction) == ["amount: '两百' is outside its vocabulary"]
    assert not messages(extraction, "heading_unknown")


def test_classes_as_columns_without_a_column_of_projects() -> None:
    extraction = extract([["等级", "A类", "B类"], ["五级", "800", "600"], ["A类", "700", "500"]])
    assert rates(extraction) == [(None, "A", 5, "800"), (None, "B", 5, "600")]
    assert reasons(extraction) == ["class: the row and the heading of the amount both name one"]


def test_levels_as_columns_under_classes() -> None:
    extraction = page(
        "<tr><td rowspan=2>补贴项目<td colspan=2>A类（元）<td colspan=2>B类（万元）</tr>"
        "<tr><td>初级<td>中级<td>初级<td>中级</tr>"
        "<tr><td>技能等级证书<td>800<td>900<td>0.06<td></tr>"
        "<tr><td>岗前培训<td colspan=2>300<td colspan=2>0.02</tr>",
        header=False,
    )
    assert rates(extraction) == [
        ("技能等级证书", "A", 5, "800"),
        ("技能等级证书", "A", 4, "900"),
        ("技能等级证书", "B", 5, "600.00"),
        ("岗前培训", "A", 5, "300"),
        ("岗前培训", "A", 4, "300"),
        ("岗前培训", "B", 5, "200.00"),
        ("岗前培训", "B", 4, "200.00"),
    ]
    assert not extraction.rejected


@pytest.mark.parametrize(
    "heads",
    [
        "<td colspan=4>补贴标准（元/人）</tr><tr><td colspan=2>培训补贴<td colspan=2>鉴定补贴</tr>",
        "<td colspan=2>培训补贴<td colspan=2>鉴定补贴</tr>"
        "<tr><td colspan=2>补贴标准（元/人）<td colspan=2>补贴标准（元/人）</tr>",
    ],
)
def test_a_header_of_three_rows(heads: str) -> None:
    extraction = page(
        f"<tr><td rowspan=3>补贴项目<td rowspan=3>类别{heads}"
        "<tr><td>初级<td>中级<td>初级<td>中级</tr>"
        "<tr><td rowspan=2>技能等级证书<td>A类<td>800<td>900<td>150<td></tr>"
        "<tr><td>B类<td colspan=2>600<td><td>200</tr>",
        header=False,
    )
    assert [
        (rate.purpose, rate.subsidy_class, rate.skill_level, f"{rate.amount_yuan:.0f}")
        for rate in extraction.rates
    ] == [
        ("training", "A", 5, "800"),
        ("training", "A", 4, "900"),
        ("assessment", "A", 5, "150"),
        ("training", "B", 5, "600"),
        ("training", "B", 4, "600"),
        ("assessment", "B", 4, "200"),
    ]
    assert not extraction.rejected


def test_levels_as_columns_under_a_heading_with_the_unit() -> None:
    extraction = page(
        "<tr><td rowspan=2>补贴项目<td rowspan=2>类别<td colspan=2>培训补贴标准（万元）"
        "<td colspan=2>鉴定补贴标准（元）</tr><tr><td>初级<td>中级<td>初级<td>中级</tr>"
        "<tr><td>技能等级证书<td>A类<td>0.12<td>0.15<td>150<td></tr>"
        "<tr><td>岗前培训<td>B类<td colspan=2>0.1<td><td>200</tr>",
        header=False,
    )
    assert [
        (rate.purpose, rate.subsidy_class, rate.skill_level, f"{rate.amount_yuan:.0f}")
        for rate in extraction.rates
    ] == [
        ("training", "A", 5, "1200"),
        ("training", "A", 4, "1500"),
        ("assessment", "A", 5, "150"),
        ("training", "B", 5, "1000"),
        ("training", "B", 4, "1000"),
        ("assessment", "B", 4, "200"),
    ]
    assert not extraction.rejected


def test_what_stands_below_a_row_without_a_reading_takes_no_labels_from_it() -> None:
    extraction = extract(
        [
            [*HEADINGS, "备注"],
            [*FIRST, ""],
            ["", "初级", "1000", "线上"],
            ["", "", "初级", "900", ""],
            ["创业培训", "", "", "350", ""],
        ]
    )
    assert [row[0] for row in rates(extraction)] == ["技能等级证书", "创业培训"]
    assert reasons(extraction) == [
        "4 cells under 5 headings can be dealt to the columns in no way or in several",
        "cells: 补贴项目 stands above, in a row that could not be read",
        "cells: 类别 stands above, in a row that could not be read",
    ]


def test_a_heading_may_make_its_figures_limits() -> None:
    extraction = extract([[*HEADINGS[:3], "补贴标准（上限，元/人）"], FIRST])
    assert [(rate.amount_rule, str(rate.amount_yuan)) for rate in extraction.rates] == [
        ("at_most", "2000")
    ]
    assert {rate.amount_rule for rate in own("1800", "（最高）").rates} == {"at_most", "fixed"}


def test_a_correction_means_yuan_and_finds_the_amount_among_the_columns() -> None:
    rows = [[*HEADINGS[:3], "补贴标准（万元）", "参考课时"], [*FIRST[:3], "0.2？", "56"]]
    printed = HEAD + stacked(rows)
    number = next(row.row_no for row in extract(rows).source_rows if "0.2？" in row.cells)
    sidecar = load_sidecar(
        f"series: nantong\ncorrections:\n- where: {{row: {number}}}\n  column: amount_yuan\n"
        "  printed: 0.2？\n  meant: '2000'\n  reason: slip\n  evidence: notice\n".encode(),
        "next.yml",
    )
    (rate,) = extract_document(printed.encode(), "next.txt", sidecar).rates
    assert (rate.amount_yuan, rate.amount_printed) == (Decimal(2000), "0.2？")


def test_a_figure_whose_comma_parts_two_cells_is_no_amount() -> None:
    rows = [[*HEADINGS, ""], [*FIRST[:3], "12", "500"], ["", "B类", "四级", "900", ""]]
    extraction = extract(rows)
    assert reasons(extraction) == [
        "amount: 12,500 may be one figure, whose comma parts two cells of the row"
    ]
    assert [rate[3] for rate in rates(extraction)] == ["900"]
