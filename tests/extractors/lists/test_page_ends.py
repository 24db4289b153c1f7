"""A page end may stand inside a row, through all of its cells: the rows stay those printed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract_document
from extractors.extraction import Extraction
from tests.documents import make_pdf
from warehouse.plainly import plainly_whole

TITLE = "南通市2023年政府补贴性职业技能培训职业（工种）目录（第一批）"
HEADER = ["补贴项目", "序号", "类别", "职业工种名称", "编码"]
WIDTHS = [200, 40, 50, 140, 90]
LABEL = "职业资格证书、职业技能等级证书"
ROWS = [
    ["98", "A", "贵金属首饰与\n宝玉石检测员", "4-08-\n05-03"],
    ["99", "B", "茶艺师", "4-03-\n02-07"],
    ["10\n0", "A", "工业机器人\n系统操作\n员S", "6-31-\n07-03"],
    ["10\n1", "C", "制图员", "3-01-\n02-0\n7"],
    ["10\n2", "A", "建筑信息模型\n技术员\nL/S", "4-08-\n08-23"],
]


def labelled() -> list[list[str]]:
    return [[LABEL if place == 0 else "", *row] for place, row in enumerate(ROWS)]


def cut(row: Sequence[str], lines: int) -> tuple[list[str], list[str]]:
    """The first lines of each cell, and the others."""
    parted = [cell.split("\n") for cell in row]
    upper = ["\n".join(cell[:lines]) for cell in parted]
    return upper, ["\n".join(cell[lines:]) for cell in parted]


def extracted(
    first: Sequence[Sequence[str]],
    second: Sequence[Sequence[str]],
    header: Sequence[str] = HEADER,
) -> Extraction:
    """Annex 1 with these rows on its pages."""

    def draw(canvas: Canvas) -> None:
        make_pdf.text(canvas, 60, 800, "附件1")
        make_pdf.text(canvas, 60, 780, TITLE)
        make_pdf.table(canvas, 60, 760, [header, *first], WIDTHS)
        canvas.showPage()
        if second:
            make_pdf.table(canvas, 60, 800, second, WIDTHS)

    return extract_document(make_pdf.make(draw), "nantong-2023.pdf")


def printed(extraction: Extraction) -> list[tuple[object, ...]]:
    assert not extraction.rejected
    assert plainly_whole(extraction.by_table())
    return [
        (row.serial_printed, row.name, row.marks, row.code, row.subsidy_class, row.certificate_type)
        for row in extraction.entries
    ]


WHOLE = printed(extracted([[LABEL, *ROWS[0]], *(["", *row] for row in ROWS[1:])], []))


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize("place", [0, 2, 3, 4])
def test_a_row_cut_through_its_serial_and_code_is_one_row(place: int, lines: int) -> None:
    upper, lower = cut(ROWS[place], lines)
    rows = labelled()
    label = rows[place][0]
    first, second = [*rows[:place], [label, *upper]], [["", *lower], *rows[place + 1 :]]
    assert printed(extracted(first, second)) == WHOLE


def test_a_row_whose_serial_alone_is_cut_is_one_row() -> None:
    rows = labelled()
    head, tail = [*rows[3]], ["", "1", "", "", ""]
    head[1], head[4] = "10", "3-01-02-07"
    assert printed(extracted([*rows[:3], head], [tail, rows[4]])) == WHOLE


@pytest.mark.parametrize("letters", range(1, len(LABEL)))
def test_a_merged_label_cut_by_a_page_end_names_one_certificate(letters: int) -> None:
    rows = [["", *row] for row in ROWS]
    rows[0][0], rows[2][0] = LABEL[:letters], LABEL[letters:]
    extraction = extracted(rows[:2], rows[2:])
    assert printed(extraction) == WHOLE
    assert {row.certificate_printed for row in extraction.entries} == {LABEL}
    assert [row.rule for row in extraction.findings].count("cell_rejoined") > 0


def test_two_labels_over_a_page_end_stay_two() -> None:
    rows = [["", *row] for row in ROWS]
    rows[0][0], rows[2][0] = "职业技能等级证书", "培训合格证书"
    extraction = extracted(rows[:2], rows[2:])
    kinds = ["skill_level_certificate"] * 2 + ["training_completion"] * 3
    assert [row.certificate_type for row in extraction.entries] == kinds


def test_two_rows_with_malformed_codes_over_a_page_end_stay_two() -> None:
    rows = [[LABEL, "1", "A", "茶艺师", "4-03"], ["", "2", "B", "制图员", "48"]]
    extraction = extracted(rows[:1], rows[1:])
    assert [row.name for row in extraction.entries] == ["茶艺师", "制图员"]


def test_a_header_cut_by_a_page_end_is_one_header() -> None:
    upper, lower = cut(["补贴\n项目", "序\n号", "类\n别", "职业工种\n名称", "编码"], 1)
    extraction = extracted([], [lower, *labelled()], header=upper)
    assert printed(extraction) == WHOLE
    assert [row.section for row in extraction.entries] == [LABEL] * len(ROWS)
    assert [row.role for row in extraction.source_rows].count("header") == 2


@pytest.mark.parametrize("name", ["职业（工种）名称", "职业名称（含工种）", "名称"])
def test_a_header_printed_again_in_other_words_goes_on_with_the_list(name: str) -> None:
    rows = labelled()
    again = [*HEADER[:3], name, HEADER[4]]
    assert printed(extracted(rows[:2], [again, *rows[2:]])) == WHOLE


def test_a_header_printed_again_with_its_columns_in_another_order_is_that_of_its_page() -> None:
    rows = labelled()
    again = [[row[0], row[2], row[1], *row[3:]] for row in (HEADER, *rows[2:])]
    assert printed(extracted(rows[:2], again)) == WHOLE
