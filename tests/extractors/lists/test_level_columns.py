"""Lists whose levels are columns of amounts: 五级 | 四级 | 三级 with yuan in the cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.catalog import (
    AMOUNT,
    ASSESSMENT_AMOUNT,
    CERTIFICATE,
    CLASS,
    LABEL,
    LEVEL,
    NAME,
    SERIAL,
    TRAINING_AMOUNT,
)
from schemas.errors import ExtractError
from tests.documents import make_pdf, make_web, make_word
from tests.samples.amount_lists import (
    ELECTRICIAN,
    LEVELS,
    PRICED,
    TITLE,
    WELDER,
    Shown,
    amounts,
    book,
    messages,
    page,
    read,
    reasons,
)
from tests.samples.documents_text import in_line, stacked

ROWS = [LEVELS, [*ELECTRICIAN, "1,000", "1500元/人", "/"], [*WELDER, "８００", "——", "2000"]]
READ = [
    ("电工", "training", 5, "1000"),
    ("电工", "training", 4, "1500"),
    ("焊工", "training", 5, "800"),
    ("焊工", "training", 3, "2000"),
]


def as_text(rows: list[list[str]]) -> bytes:
    return f"附件1\n\n{TITLE}\n\n{stacked(rows)}".encode()


def as_lines(rows: list[list[str]]) -> bytes:
    return f"附件1\n\n{TITLE}\n\n{in_line(rows)}".encode()


def as_words(rows: list[list[str]]) -> bytes:
    return f"附件1\n\n{TITLE}\n\n{chr(10).join(' '.join(row) for row in rows)}\n".encode()


def as_word(rows: list[list[str]]) -> bytes:
    lines = [
        make_word.tr(*(make_word.tc(make_word.p(make_word.r(text))) for text in row))
        for row in rows
    ]
    heads = [make_word.p(make_word.r(text)) for text in ("附件1", TITLE)]
    return make_word.package("".join((*heads, make_word.tbl(*lines))))


def as_pdf(rows: list[list[str]]) -> bytes:
    def draw(canvas: Canvas) -> None:
        make_pdf.text(canvas, 60, 800, "附件1")
        make_pdf.text(canvas, 200, 780, TITLE)
        make_pdf.table(canvas, 30, 760, rows, widths=[40, 100, 60, 90, 90, 90])
        canvas.showPage()

    return make_pdf.make(draw)


FORMATS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "web": page,
    "sheet": book,
    "word": as_word,
    "pdf": as_pdf,
    "text": as_text,
    "lines": as_lines,
    "words": as_words,
}


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_each_filled_cell_is_an_amount_of_its_level(
    make: Callable[[list[list[str]]], bytes],
) -> None:
    extraction = read(make(ROWS))
    assert amounts(extraction) == READ
    assert [each.other for each in extraction.entries] == [
        {"三级/高级工": "/"},
        {"四级/中级工": "——"},
    ]
    assert not extraction.rejected
    assert not messages(extraction, "heading_unknown")
    assert [each.amount_printed for each in extraction.rates][:2] == ["1,000", "1500元/人"]


def test_blank_cells_are_no_amounts_and_words_are_kept() -> None:
    extraction = read(
        page([LEVELS, [*ELECTRICIAN, "", "单独核价", ""], [*WELDER, "", "免费", "9"]])
    )
    assert [(each.skill_level, each.amount_rule) for each in extraction.rates] == [
        (4, "priced_individually"),
        (3, "fixed"),
    ]
    assert extraction.entries[1].other == {"四级/中级工": "免费"}
    assert messages(extraction, "amount_in_words") == [
        "words stand for an amount: priced_individually"
    ]
    assert reasons(extraction) == ["amount: '免费' is outside its vocabulary"]


def two_rows(*over: tuple[str, int]) -> list[list[Shown]]:
    upper = [*((text, 1, 2) for text in LEVELS[:3]), *((text, wide, 1) for text, wide in over)]
    return [[*upper], [level for _, wide in over for level in ("五级", "四级")[:wide]]]


def test_training_and_assessment_by_level() -> None:
    header = two_rows(("培训补贴标准（万元）", 2), ("鉴定补贴标准（元）", 2))
    columns = (*PRICED, ASSESSMENT_AMOUNT)
    extraction = read(page([*header, [*ELECTRICIAN, "0.1", "0.1", "150", "150"]]), columns)
    assert amounts(extraction) == [
        ("电工", "training", 5, "1000"),
        ("电工", "training", 4, "1000"),
        ("电工", "assessment", 5, "150"),
        ("电工", "assessment", 4, "150"),
    ]
    assert extraction.rates[0].item == "培训补贴标准（万元）/五级"


@pytest.mark.parametrize("over", ["培训课时", "学时标准", "考核人数"])
def test_levels_below_a_heading_of_anything_else_are_no_amounts(over: str) -> None:
    extraction = read(
        page([[*two_rows((over, 2))[0], ("补贴标准", 1, 2)], ["五级", "四级"],
              [*ELECTRICIAN, "40", "56", "1500"]])
    )  # fmt: skip
    assert amounts(extraction) == [("电工", "training", None, "1500")]
    assert extraction.entries[0].other == {"五级": "40", "四级": "56"}


def test_levels_that_give_no_amounts_leave_the_list_without() -> None:
    with pytest.raises(ExtractError, match="no column for training_amount"):
        read(page([*two_rows(("培训课时", 2)), [*ELECTRICIAN, "1000", "1500"]]))


def test_levels_of_several_groups_say_whose_they_are() -> None:
    header = two_rows(("在职职工补贴标准", 2), ("失业人员补贴标准", 2))
    extraction = read(page([*header, [*ELECTRICIAN, "1000", "1500", "1300", "1800"]]))
    assert [(each.skill_level, each.condition_printed) for each in extraction.rates] == [
        (5, "在职职工"),
        (4, "在职职工"),
        (5, "失业人员"),
        (4, "失业人员"),
    ]


def test_levels_beside_the_amount_of_training_are_not_those_of_assessment() -> None:
    columns, cells = (*PRICED, ASSESSMENT_AMOUNT), [*ELECTRICIAN, "40", "56", "1500"]
    header = [*LEVELS[:5], "培训补贴标准"]
    with pytest.raises(ExtractError, match="no column for assessment_amount"):
        read(page([header, cells]), columns)
    upper = [*((text, 1, 2) for text in LEVELS[:3]), ("鉴定补贴", 2, 1), ("培训补贴标准", 1, 2)]
    assert amounts(read(page([upper, LEVELS[3:5], cells]), columns)) == [
        ("电工", "training", None, "1500"),
        ("电工", "assessment", 5, "40"),
        ("电工", "assessment", 4, "56"),
    ]


@pytest.mark.parametrize("heads", [["初级（5级）", "4级"], ["五级（最高）", "四级（元，上限）"]])
def test_levels_in_other_words(heads: list[str]) -> None:
    header = [*((text, 1, 2) for text in LEVELS[:3]), ("补贴标准", 2, 1)]
    for rows in ([[*LEVELS[:3], *heads]], [header, heads]):
        extraction = read(page([*rows, [*ELECTRICIAN, "1000", "1500"]]))
        assert amounts(extraction) == READ[:2]
        limited = {each.amount_rule for each in extraction.rates}
        assert limited == ({"at_most"} if "最高" in heads[0] else {"fixed"})


def test_a_cell_over_levels_is_the_amount_of_each() -> None:
    rows: list[list[Shown]] = [[*ELECTRICIAN, ("1000", 2, 2), "1500"], [*WELDER, "1600"]]
    extraction = read(page([LEVELS, *rows]))
    assert amounts(extraction) == [
        ("电工", "training", 5, "1000"),
        ("电工", "training", 4, "1000"),
        ("电工", "training", 3, "1500"),
        ("焊工", "training", 5, "1000"),
        ("焊工", "training", 4, "1000"),
        ("焊工", "training", 3, "1600"),
    ]
    assert extraction.entries[1].inherited_columns == ["五级/初级工、四级/中级工"]


def test_a_cell_over_a_level_and_something_else_is_not_read() -> None:
    extraction = read(page([[*LEVELS[:5], "备注"], [*ELECTRICIAN, "800", ("见通知", 2, 1)]]))
    assert "amount: '见通知' stands under several headings" in reasons(extraction)


def test_the_unit_of_amounts_by_level() -> None:
    in_units = [*LEVELS[:3], "五级（元/人）", "四级补贴标准（元/小时）"]
    extraction = read(page([in_units, [*ELECTRICIAN, "800", "——"], [*WELDER, "800", "15"]]))
    assert amounts(extraction) == [
        ("电工", "training", 5, "800"),
        ("焊工", "training", 5, "800"),
    ]
    assert reasons(extraction) == ["amount: its unit is not yuan a person: 元/小时"]
    counted = read(page([LEVELS, [*ELECTRICIAN, "0.1", "", ""]], above=["单位：万元"]))
    assert amounts(counted) == [("电工", "training", 5, "1000")]


def test_two_columns_of_one_level_are_not_read() -> None:
    header = ["序号", "职业名称", "五级", "初级", "四级"]
    extraction = read(
        page([header, ["1", "电工", "800", "900", "1000"]]), (SERIAL, NAME, PRICED[3])
    )
    assert amounts(extraction) == [("电工", "training", 4, "1000")]
    assert extraction.entries[0].other == {"五级": "800", "初级": "900"}


def test_an_amount_beside_another_below_one_heading_is_not_the_amount() -> None:
    header = [("序号", 1, 2), ("职业名称", 1, 2), ("培训补贴标准", 2, 1)]
    cells: list[list[Shown]] = [["1", "电工", "200", "300"], ["2", "焊工", ("500", 2, 1)]]
    rows: list[Sequence[Shown]] = [header, ["理论", "实操"], *cells]
    extraction = read(page(rows), (SERIAL, NAME, TRAINING_AMOUNT))
    assert amounts(extraction) == [("焊工", "training", None, "500")]
    assert "amount: '300' stands beside another for the same" in reasons(extraction)


def test_one_of_two_amounts_for_the_same_is_not_chosen() -> None:
    rows = [
        ["序号", "职业名称", "培训补贴标准（企业）", "培训补贴标准（个人）"],
        ["1", "电工", "1000", "800"],
        ["2", "焊工", "900", "/"],
    ]
    extraction = read(page(rows), (SERIAL, NAME, TRAINING_AMOUNT))
    assert amounts(extraction) == [("焊工", "training", None, "900")]
    assert reasons(extraction) == ["amount: '800' stands beside another for the same"]
    table = [["补贴项目", "补贴标准（企业）", "补贴标准（个人）"], ["培训", "1000", "800"]]
    assert reasons(read(page(table), (LABEL, AMOUNT), "rates")) == [
        "amount: the row prints several under one heading"
    ]


@pytest.mark.parametrize("halves", [("6-31-01-03", ""), ("6-31-", "01-03")])
def test_amounts_of_two_rows_over_a_page_end_are_not_joined(halves: tuple[str, str]) -> None:
    first, second = ["1", halves[0], "电工", "800", "", ""], ["", halves[1], "", "900", "", ""]

    def draw(canvas: Canvas) -> None:
        make_pdf.text(canvas, 60, 800, "附件1")
        make_pdf.text(canvas, 200, 780, TITLE)
        for rows in ([LEVELS, first], [second]):
            make_pdf.table(canvas, 30, 760, rows, widths=[40, 100, 60, 90, 90, 90])
            canvas.showPage()

    extraction = read(make_pdf.make(draw))
    assert amounts(extraction) == [("电工", "training", 5, "800")]
    assert reasons(extraction) == ["name: the row prints none"]


def test_rows_side_by_side_without_serials_are_refused() -> None:
    rows = [["职业名称", "培训补贴标准"] * 2, ["电工", "1000", "焊工", "900"]]
    with pytest.raises(ExtractError, match="prints its name twice"):
        read(page(rows), (NAME, TRAINING_AMOUNT))


@pytest.mark.parametrize("make", [page, book, as_word, as_pdf, as_text, as_lines])
def test_a_header_of_two_rows_without_its_merged_cells(
    make: Callable[[list[list[str]]], bytes],
) -> None:
    upper, lower = [*LEVELS[:3], "培训补贴标准", "", ""], ["", "", "", *LEVELS[3:]]
    extraction = read(make([upper, lower, *ROWS[1:]]))
    assert amounts(extraction) == READ
    assert not extraction.rejected


@pytest.mark.parametrize("make", [page, as_words])
def test_levels_below_a_header_that_no_column_can_be_told_of(
    make: Callable[[list[list[str]]], bytes],
) -> None:
    upper, lower = [*LEVELS[:3], "补贴标准", "备注"], ["", "", *LEVELS[3:]]
    with pytest.raises(ExtractError, match=r"below a header \(.*\) prints levels"):
        read(make([upper, lower, [*ELECTRICIAN, "1000", ""]]))


def test_headings_of_two_amounts_over_the_same_levels_without_merged_cells() -> None:
    upper = [*LEVELS[:3], "培训补贴标准", "", "鉴定补贴标准", ""]
    lower = ["", "", "", "五级", "四级", "五级", "四级"]
    rows = [upper, lower, [*ELECTRICIAN, "1000", "1500", "160", "200"]]
    assert amounts(read(page(rows), (*PRICED, ASSESSMENT_AMOUNT))) == [
        ("电工", "training", 5, "1000"),
        ("电工", "training", 4, "1500"),
        ("电工", "assessment", 5, "160"),
        ("电工", "assessment", 4, "200"),
    ]


@pytest.mark.parametrize(
    "headings", [["补贴标准（初级）", "补贴标准（中级）"], ["补贴标准（初级工）"]]
)
def test_levels_in_the_brackets_of_headings(headings: list[str]) -> None:
    rows = [[*LEVELS[:3], *headings], [*ELECTRICIAN, *["1000", "1500"][: len(headings)]]]
    extraction = read(page(rows))
    assert (
        amounts(extraction)
        == [
            ("电工", "training", 5, "1000"),
            ("电工", "training", 4, "1500"),
        ][: len(headings)]
    )


def test_a_bracket_that_names_other_amounts_too() -> None:
    headings = ["培训补贴标准（初级）", "鉴定补贴标准（初级）", "培训补贴标准（中级）"]
    rows = [[*LEVELS[:3], *headings], [*ELECTRICIAN, "1000", "160", "1500"]]
    assert amounts(read(page(rows), (*PRICED, ASSESSMENT_AMOUNT))) == [
        ("电工", "training", 5, "1000"),
        ("电工", "assessment", 5, "160"),
        ("电工", "training", 4, "1500"),
    ]


@pytest.mark.parametrize("heading", ["认定等级", "鉴定等级", "培训层次", "技能等级证书级别"])
def test_a_level_beside_the_only_amounts_is_theirs(heading: str) -> None:
    rows = [[*LEVELS[:3], heading, "补贴标准"], [*ELECTRICIAN, "中级工", "1500"]]
    assert amounts(read(page(rows))) == [("电工", "training", 4, "1500")]


def test_a_section_names_the_level_of_the_amounts_below_it() -> None:
    header = [*LEVELS[:3], "补贴标准"]
    rows: list[Sequence[Shown]] = [header, [("一、初级工", 4, 1)], [*ELECTRICIAN, "1000"]]
    rows += [[("二、中级工", 4, 1)], [*WELDER, "1500"]]
    assert amounts(read(page(rows))) == [
        ("电工", "training", 5, "1000"),
        ("焊工", "training", 4, "1500"),
    ]


@pytest.mark.parametrize("sign", ["/", ""])
def test_certificates_lead_a_rate_table_of_classes(sign: str) -> None:
    header = ["证书类型", "等级", "A类", "B类"]
    rows: list[Sequence[Shown]] = [
        header,
        [("职业技能等级证书", 1, 2), "初级工", "1500", "1200"],
        ["中级工", "1800", ""],
        ["专项职业能力证书", sign, "800", "700"],
    ]
    extraction = read(page(rows), (CERTIFICATE, CLASS, LEVEL, AMOUNT), "rates")
    found: list[tuple[object, ...]] = [
        (each.certificate_type, each.subsidy_class, each.skill_level, each.amount_yuan)
        for each in extraction.rates
    ]
    assert found == [
        ("skill_level_certificate", "A", 5, 1500),
        ("skill_level_certificate", "B", 5, 1200),
        ("skill_level_certificate", "A", 4, 1800),
        ("specific_competency", "A", None, 800),
        ("specific_competency", "B", None, 700),
    ]
    assert not extraction.rejected


@pytest.mark.parametrize(
    "below", [("培训补贴标准", "鉴定补贴标准"), ("培训费补贴标准", "其中：鉴定费补贴标准")]
)
def test_levels_over_the_amounts_for_training_and_assessment(below: tuple[str, str]) -> None:
    upper: list[Shown] = [*((text, 1, 2) for text in LEVELS[:3]), ("五级", 2, 1), ("四级", 2, 1)]
    rows: list[Sequence[Shown]] = [upper, [*below * 2], [*ELECTRICIAN, "1000", "160", "1500", "/"]]
    assert amounts(read(page(rows), (*PRICED, ASSESSMENT_AMOUNT))) == [
        ("电工", "training", 5, "1000"),
        ("电工", "assessment", 5, "160"),
        ("电工", "training", 4, "1500"),
    ]


def test_levels_over_amounts_without_merged_cells() -> None:
    rows = [[*LEVELS[:3], "五级", "", "四级", ""], ["", "", "", *["培训补贴", "鉴定补贴"] * 2]]
    rows.append([*ELECTRICIAN, "1000", "160", "1500", "200"])
    assert amounts(read(book(rows), (*PRICED, ASSESSMENT_AMOUNT))) == [
        ("电工", "training", 5, "1000"),
        ("电工", "assessment", 5, "160"),
        ("电工", "training", 4, "1500"),
        ("电工", "assessment", 4, "200"),
    ]


def test_levels_over_class_hours_and_amounts() -> None:
    upper: list[Shown] = [*((text, 1, 2) for text in LEVELS[:3]), ("五级", 2, 1), ("四级", 2, 1)]
    rows: list[Sequence[Shown]] = [
        upper,
        ["学时", "补贴标准"] * 2,
        [*ELECTRICIAN, "60", "1000", "80", "1500"],
    ]
    extraction = read(page(rows))
    assert amounts(extraction) == [("电工", "training", 5, "1000"), ("电工", "training", 4, "1500")]
    assert extraction.entries[0].other == {"五级学时": "60", "四级学时": "80"}


@pytest.mark.parametrize(
    "total",
    [["小计", "", "2个", "2500"], ["", "", "合 计：", "2500"], [("总计", 2, 1), "2个", "2500"]],
)
def test_a_total_is_no_occupation(total: list[Shown]) -> None:
    header = [*LEVELS[:3], "补贴标准"]
    rows: list[Sequence[Shown]] = [header, [*ELECTRICIAN, "1000"], [*WELDER, "1500"], total]
    extraction = read(page(rows))
    assert [each.name for each in extraction.entries] == ["电工", "焊工"]
    assert extraction.rejected == []
    assert extraction.source_rows[-1].role == "note"


def test_of_which_amounts_are_included_in_the_one_beside_them() -> None:
    fees = ["培训费补贴标准", "其中：鉴定费补贴标准"] * 2
    header = [*((text, 1, 2) for text in LEVELS[:3]), ("五级", 2, 1), ("四级", 2, 1)]
    rows: list[Sequence[Shown]] = [header, fees, [*ELECTRICIAN, "1510", "115", "2990", ""]]
    extraction = read(page(rows), (*PRICED, ASSESSMENT_AMOUNT))
    ids = [each.rate_id for each in extraction.rates]
    assert [(str(each.amount_yuan), each.included_in) for each in extraction.rates] == [
        ("1510", None),
        ("115", ids[0]),
        ("2990", None),
    ]


def test_of_which_amounts_of_whole_rows_are_included_too() -> None:
    header = [*LEVELS[:3], "培训补贴标准", "其中：鉴定费"]
    extraction = read(page([header, [*ELECTRICIAN, "1510", "115"]]), (*PRICED, ASSESSMENT_AMOUNT))
    assert [(each.purpose, each.included_in) for each in extraction.rates] == [
        ("training", None),
        ("assessment", "some/rate#1"),
    ]


def test_a_code_below_one_heading_over_two_columns_is_one() -> None:
    header: list[Shown] = ["序号", ("职业编码", 2, 1), "职业名称", "培训补贴标准"]
    extraction = read(page([header, ["1", "6-31", "-01-03", "电工", "900"]]))
    assert [(each.code, each.code_printed) for each in extraction.entries] == [
        ("6-31-01-03", "6-31-01-03")
    ]


def test_a_later_header_in_another_order_is_that_of_the_rows_below() -> None:
    upper = [*((text, 1, 2) for text in LEVELS[:3]), ("培训补贴标准", 2, 1), ("鉴定补贴标准", 2, 1)]
    rows: list[Sequence[Shown]] = [
        upper,
        ["初级", "中级", "初级", "中级"],
        [*ELECTRICIAN, "1000", "1500", "100", "150"],
        upper,
        ["中级", "初级", "中级", "初级"],
        [*WELDER, "1800", "900", "180", "90"],
    ]
    extraction = read(page(rows), (*PRICED, ASSESSMENT_AMOUNT))
    assert amounts(extraction)[4:] == [
        ("焊工", "training", 5, "900"),
        ("焊工", "training", 4, "1800"),
        ("焊工", "assessment", 5, "90"),
        ("焊工", "assessment", 4, "180"),
    ]
    assert not extraction.rejected


def test_a_row_of_nothing_but_odd_amounts_is_no_entry() -> None:
    merged: list[Shown] = [("1", 1, 2), ("6-31-01-03", 1, 2), ("电工", 1, 2)]
    extraction = read(page([LEVELS, [*merged, "1000", "1500", "2000"], ["高", "中", "低"]]))
    assert len(extraction.entries) == 1
    assert "nothing of its own" in reasons(extraction)[0]


def test_a_header_again_in_another_order_says_nothing_of_the_columns_above_it() -> None:
    def header(first: str, second: str, levels: str) -> str:
        fixed = "".join(f"<td rowspan=2>{text}" for text in ("序号", "职业编码", "职业名称"))
        over = f"<td colspan=2>{first}补贴标准<td colspan=2>{second}补贴标准"
        return f"<tr>{fixed}{over}</tr><tr><td>{'<td>'.join(levels.split())}</tr>"

    def row(serial: str, *amounts_: str) -> str:
        texts = (serial, f"6-31-01-0{serial}", f"修理工{serial}", *amounts_)
        return f"<tr><td>{'<td>'.join(texts)}</tr>"

    table = header("培训", "鉴定", "初级 中级 初级 中级") + row("1", "500", "600", "50", "60")
    table += header("鉴定", "培训", "初级 中级 初级 中级") + row("2", "70", "80", "700", "800")
    body = f"<p>{TITLE}</p><table>{table}</table>"
    extraction = read(make_web.page(body).encode(), (*PRICED, ASSESSMENT_AMOUNT))
    assert amounts(extraction) == [
        *(("修理工1", "training", 5, "500"), ("修理工1", "training", 4, "600")),
        *(("修理工1", "assessment", 5, "50"), ("修理工1", "assessment", 4, "60")),
        *(("修理工2", "training", 5, "700"), ("修理工2", "training", 4, "800")),
        *(("修理工2", "assessment", 5, "70"), ("修理工2", "assessment", 4, "80")),
    ]
