"""Reviewed corrections of a sidecar: what they may mean, and which cells they find."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from extractors.sidecar import load_sidecar
from schemas.errors import SidecarError
from tests.documents import make_web
from warehouse.plainly import plainly_whole

HEADER = ["序号", "行业", "职业（工种）代码", "职业（项目）"]
HEADER += ["培训补贴等级及补贴标准", "考核鉴定等级及补贴标准", "是否急需紧缺"]
TRAINING, ASSESSMENT = "初级、中级：2160元/人", "初级或中级：160元/人"
ROW = ["1", "制造业", "6-31-01-03", "电工L", TRAINING, ASSESSMENT, "*"]


def extract(column: str, printed: str, meant: str, where: str = "entry: 'next/2#1'") -> Extraction:
    titles = map(make_web.paragraph, ("附件2", "昌吉州职业技能培训重点产业需求指导目录"))
    page = make_web.page("".join(titles) + make_web.table(HEADER, ROW)).encode()
    sidecar = (
        f"corrections:\n- where: {{{where}}}\n  column: {column}\n  printed: '{printed}'\n"
        f"  meant: '{meant}'\n  reason: slip\n  evidence: notice\n"
    )
    return extract_document(page, "next.html", load_sidecar(sidecar.encode(), "next.yml"))


@pytest.mark.parametrize("meant", ["", "否"])
def test_a_printed_mark_of_demand_that_should_not_be(meant: str) -> None:
    extraction = extract("is_shortage", "*", meant)
    (entry,) = extraction.entries
    assert (entry.is_shortage, entry.marks) == (False, ["L", "*"])
    assert plainly_whole(extraction.by_table())


@pytest.mark.parametrize(
    ("printed", "meant", "amounts"),
    [
        (TRAINING, "初级、中级：2610元/人", [2610, 2610, 160, 160]),
        (ASSESSMENT, "初级：160元/人；中级：180元/人", [2160, 2160, 160, 180]),
        (TRAINING, "2610", [2610, 160, 160]),
        (TRAINING, "/", [160, 160]),
    ],
)
@pytest.mark.parametrize("by_row", [False, True])
def test_an_amount_of_a_lists_own_row(
    printed: str, meant: str, amounts: list[int], *, by_row: bool
) -> None:
    number = extract("code", "6-31-01-03", "6-31-01-04").entries[0].row_no
    where = f"row: {number}" if by_row else "entry: 'next/2#1'"
    extraction = extract("amount_yuan", printed, meant, where)
    assert [rate.amount_yuan for rate in extraction.rates] == list(map(Decimal, amounts))
    assert plainly_whole(extraction.by_table())


@pytest.mark.parametrize("printed", ["2160", f"{TRAINING} {ASSESSMENT}"])
def test_an_amount_that_no_cell_of_the_row_prints(printed: str) -> None:
    with pytest.raises(
        SidecarError, match=f"says it prints '{printed}', but there stands '初级、中级"
    ):
        extract("amount_yuan", printed, "2610")


@pytest.mark.parametrize(
    ("column", "printed", "meant"),
    [
        ("code", "6-31-01-03", "hello"),
        ("name", "电工L", "6-31-01-03"),
        ("amount_yuan", TRAINING, "abc"),
        ("is_shortage", "*", "maybe"),
    ],
)
def test_a_correction_means_what_its_column_can_hold(column: str, printed: str, meant: str) -> None:
    with pytest.raises(SidecarError, match=f"'{meant}' is meant, which no cell of column {column}"):
        extract(column, printed, meant)
