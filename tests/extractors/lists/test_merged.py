"""Cells merged downwards: every row they stand beside has their text, in whatever format."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from extractors.extract import extract_document
from extractors.extraction import EntryRow, Extraction, RateRow
from tests.documents import make_pdf, make_sheet, make_web, make_word
from warehouse.plainly import plainly_whole

TITLE = "昌吉州职业技能培训重点产业需求指导目录"
HEADER = ["序号", "行业", "职业（工种）代码", "职业（项目）", "培训补贴等级及补贴标准"]
HEADER += ["考核鉴定等级及补贴标准", "是否急需紧缺", "备注"]
TRAINING, ASSESSMENT = "初级、中级：2160元/人", "初级或中级：160元/人"
MERGEABLE = (1, 4, 5, 6, 7)

Merges = Sequence[Sequence[bool]]
"""For each row and column: is the cell merged with the one above?"""


def rows(count: int) -> list[list[str]]:
    rest = [TRAINING, ASSESSMENT, "*", "含工种"]
    return [
        [str(n), "制造业", f"6-31-01-{n:02d}", f"修理工{'甲乙丙丁戊己庚辛'[n % 8]}", *rest]
        for n in range(1, count + 1)
    ]


def as_web(printed: Sequence[Sequence[str]], merges: Merges) -> bytes:
    lines = ["<tr>" + "".join(f"<td>{heading}</td>" for heading in HEADER) + "</tr>"]
    for place, row in enumerate(printed):
        cells = ""
        for column, text in enumerate(row):
            if merges[place][column]:
                continue
            span = 1
            while place + span < len(merges) and merges[place + span][column]:
                span += 1
            cells += f"<td rowspan={span}>{html.escape(text)}</td>"
        lines.append(f"<tr>{cells}</tr>")
    body = make_web.paragraph("附件2") + make_web.paragraph(TITLE)
    return make_web.page(f"{body}<table>{''.join(lines)}</table>").encode()


def as_word(printed: Sequence[Sequence[str]], merges: Merges) -> bytes:
    lines = [make_word.tr(*(make_word.tc(make_word.p(make_word.r(text))) for text in HEADER))]
    for row, merged in zip(printed, merges, strict=True):
        lines.append(
            make_word.tr(
                *(
                    make_word.tc(make_word.p(), "<w:vMerge/>")
                    if above
                    else make_word.tc(make_word.p(make_word.r(text)), '<w:vMerge w:val="restart"/>')
                    for text, above in zip(row, merged, strict=True)
                )
            )
        )
    heads = (make_word.p(make_word.r("附件2")), make_word.p(make_word.r(TITLE)))
    return make_word.package("".join((*heads, make_word.tbl(*lines))))


def as_sheet(printed: Sequence[Sequence[str]], merges: Merges) -> bytes:
    shown = [["附件2"], [TITLE], HEADER]
    shown += [
        ["" if above else text for text, above in zip(row, merged, strict=True)]
        for row, merged in zip(printed, merges, strict=True)
    ]
    references = []
    for column in range(len(HEADER)):
        start = 0
        for place in range(1, len(merges) + 1):
            if place == len(merges) or not merges[place][column]:
                if place - start > 1:
                    letter = make_sheet.column(column + 1)
                    references.append(f"{letter}{start + 4}:{letter}{place + 3}")
                start = place
    body = make_sheet.rows(*shown) + (make_sheet.merged(*references) if references else "")
    return make_sheet.package(body)


def as_pdf(printed: Sequence[Sequence[str]], merges: Merges, page_end: int | None = None) -> bytes:
    """``page_end`` is the row that a second page begins with, its merged cells blank there."""
    shown = [
        ["" if above else text for text, above in zip(row, merged, strict=True)]
        for row, merged in zip(printed, merges, strict=True)
    ]

    def draw(canvas: Canvas) -> None:
        for first, last in ((0, page_end or len(shown)), (page_end or len(shown), len(shown))):
            if first == last:
                continue
            canvas.setPageSize(landscape(A4))
            head = [HEADER] if first == 0 else []
            if first == 0:
                make_pdf.text(canvas, 60, 560, "附件2")
                make_pdf.text(canvas, 200, 540, TITLE)
            spans = _spans(merges[first:last], len(head))
            table = Table([*head, *shown[first:last]], style=[*GRID, *spans])
            _, height = table.wrapOn(canvas, 800, 500)
            table.drawOn(canvas, 20, 520 - height)
            canvas.showPage()

    return make_pdf.make(draw)


GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("FONT", (0, 0), (-1, -1), make_pdf.FONT, 9),
]


def _spans(merges: Merges, below: int) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    spans = []
    for column in range(len(HEADER)):
        start = 0
        for place in range(1, len(merges) + 1):
            if place == len(merges) or not merges[place][column]:
                spans.append(("SPAN", (column, start + below), (column, place - 1 + below)))
                start = place
    return spans


FORMATS: dict[str, Callable[[Sequence[Sequence[str]], Merges], bytes]] = {
    "web": as_web,
    "word": as_word,
    "sheet": as_sheet,
    "pdf": as_pdf,
}


def none_merged(count: int) -> list[list[bool]]:
    return [[False] * len(HEADER) for _ in range(count)]


def content(extraction: Extraction) -> list[dict[str, Any]]:
    inherited = {"row_no", "inherited_columns"}
    found: list[EntryRow | RateRow] = [*extraction.entries, *extraction.rates]
    return [
        {name: value for name, value in asdict(row).items() if name not in inherited}
        for row in found
    ]


@pytest.mark.slow
@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
@settings(max_examples=10)
@given(data=st.data())
def test_merging_equal_cells_changes_no_row(
    make: Callable[[Sequence[Sequence[str]], Merges], bytes], data: st.DataObject
) -> None:
    count = data.draw(st.integers(2, 6))
    merges = none_merged(count)
    for place in range(1, count):
        for column in data.draw(st.sets(st.sampled_from(MERGEABLE))):
            merges[place][column] = True
    merged = extract_document(make(rows(count), merges), "changji.bin")
    plain = extract_document(make(rows(count), none_merged(count)), "changji.bin")
    assert len(plain.entries) == count
    assert content(merged) == content(plain)
    assert plainly_whole(merged.by_table())
    told = [row for row in merged.findings if row.rule == "label_filled"]
    assert bool(told) == any(any(row) for row in merges)


@pytest.mark.parametrize("columns", [(1, 4), MERGEABLE])
@pytest.mark.parametrize("page_end", [2, 3])
def test_a_cell_merged_over_a_page_end_stands_beside_the_rows_of_both_pages(
    page_end: int, columns: Sequence[int]
) -> None:
    merges = none_merged(5)
    for place in range(1, 5):
        for column in columns:
            merges[place][column] = True
    data = as_pdf(rows(5), merges, page_end)
    merged = extract_document(data, "changji.bin")
    plain = extract_document(as_web(rows(5), none_merged(5)), "changji.bin")
    assert content(merged) == content(plain)
    assert plainly_whole(merged.by_table())


def test_a_cell_merged_beside_a_row_that_a_page_end_cuts_reaches_the_rows_below() -> None:
    printed = rows(5)
    printed.insert(3, ["", "", "", printed[2][3][2:], "", "", "", ""])
    printed[2][3] = printed[2][3][:2]
    merges = none_merged(6)
    for place in range(1, 6):
        merges[place][1] = True
    merged = extract_document(as_pdf(printed, merges, page_end=3), "changji.bin")
    plain = extract_document(as_web(rows(5), none_merged(5)), "changji.bin")
    assert content(merged) == content(plain)


def test_a_blank_cell_where_the_list_has_none_is_told() -> None:
    printed = rows(2)
    printed[1][1] = ""
    extraction = extract_document(as_web(printed, none_merged(2)), "changji.bin")
    assert extraction.entries[1].industry is None
    (found,) = [row for row in extraction.findings if row.rule == "cell_unclear"]
    assert (found.entry_id, found.message) == ("changji/2#2", "the row prints nothing under '行业'")


def test_the_amount_of_a_row_is_for_the_level_that_its_row_prints() -> None:
    printed = rows(1)
    printed[0][4:6], printed[0][7] = ["2160元/人", "160元/人"], "四级/中级工"
    page = as_web(printed, none_merged(1)).decode().replace("备注", "技能等级").encode()
    extraction = extract_document(page, "changji.bin")
    assert [rate.skill_level for rate in extraction.rates] == [4, 4]
    assert plainly_whole(extraction.by_table())


SAYS = {"*": True, "√": True, "★": True, "是": True, "紧缺": True, "否": False, "": False}
SAYS |= {"——": False, "/": False}


@pytest.mark.parametrize(("cell", "meant"), [*SAYS.items(), ("另行公布", None)])
def test_what_a_cell_says_of_the_demand(cell: str, meant: bool | None) -> None:
    printed = rows(1)
    printed[0][6] = cell
    extraction = extract_document(as_web(printed, none_merged(1)), "changji.bin")
    assert extraction.entries[0].is_shortage is meant
    told = [row.printed for row in extraction.findings if row.rule == "cell_unclear"]
    assert told == ([cell] if meant is None else [])
    assert plainly_whole(extraction.by_table())


def marked(*marks: str, merged: Sequence[int], page_end: int) -> Extraction:
    """Rows with these marks of demand, those ``merged`` below others, and a page end."""
    printed, merges = rows(len(marks)), none_merged(len(marks))
    for row, mark in zip(printed, marks, strict=True):
        row[6] = mark
    for place in merged:
        merges[place][6] = True
    return extract_document(as_pdf(printed, merges, page_end), "changji.bin")


@pytest.mark.parametrize(
    ("marks", "merged", "demand"),
    [
        (("", "", "*", "", "", ""), (3, 4), [False, False, True, None, None, False]),
        (("", "*", "", "", "", ""), (2,), [False, True, True, None, False, False]),
        (("*", "", "*", "", "", ""), (1, 3), [True, True, True, None, False, False]),
        (("", "*", "", "", "", ""), (2, 3, 4), [False, True, True, True, True, False]),
        (("", "", "*", "", "", ""), (), [False, False, True, False, False, False]),
        (("*", "", "", "", "", ""), (1,), [True, True, False, False, False, False]),
    ],
)
def test_a_mark_that_a_page_end_may_hide_is_not_said_to_be_none(
    marks: Sequence[str], merged: Sequence[int], demand: Sequence[bool | None]
) -> None:
    extraction = marked(*marks, merged=merged, page_end=3)
    assert [each.is_shortage for each in extraction.entries] == demand
    told = [each.entry_id for each in extraction.findings if each.rule == "cell_unclear"]
    assert told == [each.entry_id for each in extraction.entries if each.is_shortage is None]
    assert plainly_whole(extraction.by_table())
