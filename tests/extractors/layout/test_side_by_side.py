"""Rows printed side by side, each with all its columns: read as if one below another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.extract import extract_document
from extractors.extraction import Extraction
from schemas.errors import ExtractError
from tests.documents import make_pdf, make_web
from warehouse.plainly import plainly_whole

TITLES = ("广州市人力资源和社会保障局", "附件1", "广东省职业技能培训补贴目录")
HEADER = ["序号", "编码", "名称", "类型", "证书类型"]
BLANK = [""] * len(HEADER)

Rows = Sequence[Sequence[str]]


def rows(count: int) -> list[list[str]]:
    names = ("制粉工", "制鞋工", "铸造工", "锻造工", "焊工", "电工", "钳工", "铣工", "车工", "磨工")
    return [
        [str(n), f"6-31-{n:02}-01", f"{names[n % 10]}{n}", "其他", "技能等级证书"]
        for n in range(1, count + 1)
    ]


def across(printed: Rows, beside: int) -> list[list[str]]:
    """1 beside 2, 3 below 1."""
    padded = [*printed, *[BLANK] * (-len(printed) % beside)]
    return [
        [text for row in padded[place : place + beside] for text in row]
        for place in range(0, len(padded), beside)
    ]


def down(printed: Rows, beside: int) -> list[list[str]]:
    """1 above 2, the first of the second half beside 1."""
    height = -(-len(printed) // beside)
    padded = [*printed, *[BLANK] * (height * beside - len(printed))]
    return [[text for row in padded[place::height] for text in row] for place in range(height)]


def page(*lines: Sequence[str]) -> bytes:
    titles = "".join(map(make_web.paragraph, TITLES))
    return make_web.page(titles + make_web.table(*lines)).encode()


def read(data: bytes) -> Extraction:
    return extract_document(data, "next.bin")


def entries(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in asdict(row).items() if name != "row_no"}
        for row in extraction.entries
    ]


@pytest.mark.slow
@given(st.integers(2, 25), st.integers(2, 4), st.sampled_from([across, down]))
def test_rows_side_by_side_are_read_in_the_order_of_their_serials(
    count: int, beside: int, lay: Any
) -> None:
    extraction = read(page(HEADER * beside, *lay(rows(count), beside)))
    assert entries(extraction) == entries(read(page(HEADER, *rows(count))))
    assert not extraction.rejected
    assert not [each for each in extraction.findings if each.rule.startswith("serial")]
    assert plainly_whole(extraction.by_table())


@pytest.mark.parametrize("again", [[], [HEADER * 2]], ids=["goes on", "header again"])
def test_each_page_has_a_first_and_a_second_half(again: list[list[str]]) -> None:
    printed = rows(20)
    extraction = read(page(HEADER * 2, *down(printed[:12], 2), *again, *down(printed[12:], 2)))
    assert entries(extraction) == entries(read(page(HEADER, *printed)))


def test_pages_of_a_pdf_with_a_column_between_the_halves() -> None:
    printed = rows(10)

    def spaced(lines: Rows) -> list[list[str]]:
        return [[*line[:5], "", *line[5:]] for line in lines]

    def draw(canvas: Any) -> None:
        for place, title in enumerate(TITLES):
            make_pdf.text(canvas, 100, 800 - 20 * place, title)
        for lines in ([HEADER * 2, *down(printed[:6], 2)], down(printed[6:], 2)):
            widths = [30, 60, 50, 40, 70, 10, 30, 60, 50, 40, 70]
            make_pdf.table(canvas, 30, 740, spaced(lines), widths=widths)
            canvas.showPage()

    extraction = read(make_pdf.make(draw))
    assert entries(extraction) == entries(read(page(HEADER, *printed)))
    assert plainly_whole(extraction.by_table())


def test_a_row_that_cannot_be_read_is_rejected_alone() -> None:
    printed = rows(6)
    printed[4][2] = ""
    extraction = read(page(HEADER * 2, *down(printed, 2)))
    assert [row.serial_printed for row in extraction.entries] == [1, 2, 3, 4, 6]
    (rejected,) = extraction.rejected
    assert rejected.reasons == ["name: the row prints none"]
    assert rejected.cells == printed[4]


def test_merged_cells_of_rows_that_run_down_stand_beside_their_own_half() -> None:
    table = (
        "<table><tr>" + "".join(f"<td>{text}</td>" for text in HEADER * 2) + "</tr>"
        "<tr><td>1<td>6-31-01-01<td>电工<td>其他<td rowspan=2>技能等级证书"
        "<td>3<td>6-31-03-01<td>钳工<td>其他<td rowspan=2>培训合格证书</tr>"
        "<tr><td>2<td>6-31-02-01<td>焊工<td>其他<td>4<td>6-31-04-01<td>铣工<td>其他</tr></table>"
    )
    extraction = read(make_web.page("".join(map(make_web.paragraph, TITLES)) + table).encode())
    assert [(row.name, row.certificate_printed) for row in extraction.entries] == [
        ("电工", "技能等级证书"),
        ("焊工", "技能等级证书"),
        ("钳工", "培训合格证书"),
        ("铣工", "培训合格证书"),
    ]


@pytest.mark.parametrize("sign", ["〃", "同上"])
def test_rows_that_run_across_and_take_values_from_above_are_refused(sign: str) -> None:
    printed = rows(6)
    printed[3][4] = sign
    with pytest.raises(ExtractError, match="prints its serial twice"):
        read(page(HEADER * 2, *across(printed, 2)))
