from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract_document
from extractors.locate.units import heading_unit
from extractors.words.money_units import MoneyUnit
from tests.documents import make_pdf, make_sheet, make_web, make_word
from tests.samples.documents_text import in_line


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("补贴标准（元/学员）", MoneyUnit()),
        ("补贴标准（元/人/次）", MoneyUnit()),
        ("补贴标准（元／人·期）", MoneyUnit()),
        ("补贴标准〔万元/人次〕", MoneyUnit(10000)),
        ("补贴标准（单位：元每人）", MoneyUnit()),
        ("补贴标准（元/课时）", MoneyUnit(paid_for="per_class_hour")),
        ("补贴标准（千元）", MoneyUnit(1000)),
        ("补贴标准（元/小时）", MoneyUnit(odd="元/小时")),
        ("补贴标准（元/人/年）", MoneyUnit(paid_for="per_person_year")),
        ("补贴标准（初级）", None),
        ("补贴标准（上浮20%）", None),
        ("补贴标准/百元", MoneyUnit(100)),
        ("补贴标准，百元/人", MoneyUnit(100)),
        ("补贴标准 元/课时", MoneyUnit(paid_for="per_class_hour")),
        ("补贴1500元", None),
        ("补贴一百元", None),
    ],
)
def test_the_unit_in_a_heading(heading: str, unit: MoneyUnit | None) -> None:
    assert heading_unit(heading) == unit


HEADER = ["序号", "职业编码", "职业名称", "补贴标准"]
FIRST = [["1", "6-31-01-03", "电工", "15"], ["2", "6-18-02-04", "焊工", "18"]]
SECOND = [["1", "4-10-01-05", "养老护理员", "12"], ["2", "4-10-01-02", "保育师", "13元"]]
TITLE = "苏州市2025年职业技能培训补贴目录"
Block = str | list[list[str]]


def as_web(blocks: Sequence[Block]) -> bytes:
    shown = (
        make_web.paragraph(each) if isinstance(each, str) else make_web.table(*each)
        for each in blocks
    )
    return make_web.page("".join(shown)).encode()


def as_sheet(blocks: Sequence[Block]) -> bytes:
    rows = [row for each in blocks for row in ([[each]] if isinstance(each, str) else each)]
    return make_sheet.package(make_sheet.rows(*rows))


def as_text(blocks: Sequence[Block]) -> bytes:
    shown = (each if isinstance(each, str) else in_line(each) for each in blocks)
    return "\n\n".join(shown).encode()


@pytest.mark.parametrize("written", [as_web, as_sheet, as_text])
@pytest.mark.parametrize(
    ("blocks", "yuan"),
    [
        # a unit over the first of two tables is not surely the second's; 13元 is its own
        (["单位：百元", [HEADER, *FIRST], "服务类项目", [HEADER, *SECOND]], [1500, 1800, None, 13]),
        (["单位：元", [HEADER, *FIRST], "服务类项目", [HEADER, *SECOND]], [15, 18, 12, 13]),
        (
            [
                "附件1",
                "一产补贴目录",
                "单位：百元",
                [HEADER, *FIRST],
                "附件2",
                "二产补贴目录",
                [HEADER, *SECOND],
            ],
            [1500, 1800, None, 13],
        ),
        (
            [
                *("附件1", "一产补贴目录", "单位：百元", [HEADER, *FIRST], "附件2", "二产补贴目录"),
                [[*HEADER[:3], "类别", "补贴标准"], [*SECOND[0][:3], "A", "12"]],
            ],
            [1500, 1800, None],
        ),
        (
            [[[*HEADER[:3], "补贴标准（百元）"], *FIRST], "服务类项目", [HEADER, *SECOND]],
            [1500, 1800, None, 13],
        ),
        (
            [[HEADER, *FIRST], "服务类", [HEADER, *SECOND], "注：以上金额单位为百元。"],
            [None, None, 1200, 13],
        ),
        (["（百元）", [HEADER, *FIRST]], [1500, 1800]),
        (["职业技能培训补贴目录（百元）", [HEADER, *FIRST]], [1500, 1800]),
        (["以下标准均按百元计算。", [HEADER, *FIRST]], [1500, 1800]),
        (["填报单位：人社局 单位：百元", [HEADER, *FIRST]], [1500, 1800]),
        # and sections of one list that count in two units are told
        (
            ["一、制造", "单位：百元", [HEADER, *FIRST], "二、服务", "单位：元", [HEADER, *SECOND]],
            [None] * 4,
        ),
        (
            ["一、甲", "单位：百元", [HEADER, *FIRST], "二、乙", "单位：百元", [HEADER, *SECOND]],
            [1500, 1800, 1200, 13],
        ),
    ],
)
def test_a_unit_beside_one_table_only_leaves_the_other_s_bare_figures_unread(
    written: Callable[[Sequence[Block]], bytes], blocks: Sequence[Block], yuan: list[int | None]
) -> None:
    extraction = extract_document(written([TITLE, *blocks]), "some.bin")
    paid = {rate.entry_id: rate.amount_yuan for rate in extraction.rates}
    assert [paid.get(entry.entry_id) for entry in extraction.entries] == yuan
    assert len(extraction.rejected) == yuan.count(None)


@pytest.mark.parametrize("written", [as_web, as_text])
def test_a_numeral_without_the_one_before_it_makes_no_section_that_counts_in_the_unit(
    written: Callable[[Sequence[Block]], bytes],
) -> None:
    blocks: list[Block] = [TITLE, "单位：百元", [HEADER, *FIRST], "二、服务", [HEADER, *SECOND]]
    extraction = extract_document(written(blocks), "some.bin")
    assert [rate.amount_yuan for rate in extraction.rates] == [1500, 1800, 13]
    (reason,) = extraction.rejected[0].reasons
    assert "its unit is not sure: the document names 百元 elsewhere" in reason


def test_a_unit_beside_a_title_is_read() -> None:
    blocks: list[Block] = [TITLE, [[TITLE, "", "", "单位：百元"], HEADER, *FIRST]]
    extraction = extract_document(as_web(blocks), "some.bin")
    assert [rate.amount_yuan for rate in extraction.rates] == [1500, 1800]


def test_a_unit_in_a_row_or_a_cell_beside_the_table_is_told() -> None:
    below = [[*HEADER], *FIRST, ["（单位：百元）", "", "", ""]]
    extraction = extract_document(as_web([TITLE, below]), "some.bin")
    assert [rate.amount_yuan for rate in extraction.rates] == [1500, 1800]
    beside: list[Block] = [TITLE, [[*HEADER, ""], [*FIRST[0], "单位：百元"], [*FIRST[1], ""]]]
    extraction = extract_document(as_web(beside), "some.bin")
    assert (len(extraction.rates), len(extraction.rejected)) == (0, 2)


@pytest.mark.parametrize(
    ("name", "yuan"),
    [
        ("目录（百元）", 1500),
        ("单位百元", 1500),
        ("百元", 1500),
        ("目录-百元", 1500),
        ("目录（元）", 15),
        ("元旦", 15),
    ],
)
def test_a_unit_in_the_name_of_a_sheet_is_that_of_its_figures(name: str, yuan: int) -> None:
    data = make_sheet.package(make_sheet.rows([TITLE], HEADER, *FIRST), titles=[name])
    extraction = extract_document(data, "some.xlsx")
    assert extraction.rates[0].amount_yuan == yuan


def in_a_page_header_of_word() -> bytes:
    body = make_word.p(TITLE) + make_word.tbl(*(make_word.tr(*row) for row in [HEADER, *FIRST]))
    header = make_word.p("单位：百元") + make_word.p("苏州市人力资源和社会保障局")
    return make_word.package(body, header=header)


def in_a_page_header_of_a_sheet() -> bytes:
    printed = (
        '<headerFooter><oddHeader>&amp;L&amp;"宋体"&amp;10单位：百元</oddHeader></headerFooter>'
    )
    return make_sheet.package(make_sheet.rows([TITLE], HEADER, *FIRST) + printed)


def in_a_page_header_of_a_pdf() -> bytes:
    def pages(canvas: Canvas) -> None:
        for rows in (FIRST[:1], FIRST[1:]):
            make_pdf.text(canvas, 450, 815, "单位：百元")
            make_pdf.text(canvas, 100, 760, TITLE, 14)
            make_pdf.table(canvas, 70, 730, [HEADER, *rows], [50, 110, 120, 80])
            canvas.showPage()

    return make_pdf.make(pages)


@pytest.mark.parametrize(
    "made", [in_a_page_header_of_word, in_a_page_header_of_a_sheet, in_a_page_header_of_a_pdf]
)
def test_a_unit_in_a_page_header_is_that_of_the_tables(made: Callable[[], bytes]) -> None:
    extraction = extract_document(made(), "some.bin")
    assert [rate.amount_yuan for rate in extraction.rates] == [1500, 1800]
