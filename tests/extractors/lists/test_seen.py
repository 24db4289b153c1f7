"""What a reader says of rows struck out and cells unread decides what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors import extract
from extractors.document import Cell, Document, Paragraph, Position, Row, Table
from extractors.extraction import Extraction

TITLE = "昌吉州职业技能培训重点产业需求指导目录"
HEADER = ["序号", "行业", "职业（工种）代码", "职业（项目）", "培训补贴等级及补贴标准"]
HEADER += ["考核鉴定等级及补贴标准", "是否急需紧缺", "备注"]


def rows() -> list[Row]:
    texts = [HEADER] + [
        [
            str(n),
            "制造业",
            f"6-31-01-0{n}",
            f"修理工{n}",
            "初级：2160元/人",
            "初级：160元/人",
            "",
            "",
        ]
        for n in (1, 2, 3)
    ]
    return [
        Row(tuple(map(Cell, row)), Position(table_no=1, table_row=number))
        for number, row in enumerate(texts, start=1)
    ]


def extraction_of(rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> Extraction:
    blocks = (Paragraph("附件2", Position()), Paragraph(TITLE, Position()), Table(tuple(rows)))
    document = Document(blocks, "application/x")
    monkeypatch.setattr(extract, "read_document", lambda *_: document)
    return extract.extract_document(b"", "changji.any")


def with_cell(row: Row, place: int, cell: Cell) -> Row:
    return replace(row, cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))


def test_a_struck_row_is_rejected_for_that_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = rows()
    printed[2] = replace(printed[2], struck=True)
    found = extraction_of(printed, monkeypatch)
    assert [entry.serial_printed for entry in found.entries] == [1, 3]
    (rejected,) = found.rejected
    assert rejected.reasons == ["row: it is struck out, and so withdrawn"]
    assert rejected.cells[3] == "修理工2"


def test_a_mark_that_could_not_be_read_is_null(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = rows()
    printed[1] = with_cell(printed[1], 6, Cell("", unread=True))
    printed[2] = with_cell(printed[2], 6, Cell("", merged_above=True))
    found = extraction_of(printed, monkeypatch)
    assert [entry.is_shortage for entry in found.entries] == [None, None, False]


def test_an_amount_that_could_not_be_read_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = rows()
    printed[2] = with_cell(printed[2], 4, Cell("", unread=True))
    found = extraction_of(printed, monkeypatch)
    training = [rate.entry_id for rate in found.rates if rate.purpose == "training"]
    assert training == [found.entries[0].entry_id, found.entries[2].entry_id]


@pytest.mark.parametrize("sign", ["无", "——", "/"])
def test_a_sign_for_none_is_no_name_and_no_industry(
    sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = rows()
    for place, column in ((1, 3), (2, 1)):
        cells = list(lines[place].cells)
        cells[column] = Cell(sign)
        lines[place] = replace(lines[place], cells=tuple(cells))
    extraction = extraction_of(lines, monkeypatch)
    assert [each.reasons for each in extraction.rejected] == [["name: the row prints none"]]
    assert [each.industry for each in extraction.entries] == [None, "制造业"]


def test_a_label_that_could_not_be_read_is_not_the_one_above_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title = Paragraph("洛阳市职业技能培训补贴标准", Position())
    texts = [
        ["补贴类别", "等级", "补贴标准（元/人）"],
        ["A类", "初级", "1000"],
        ["", "初级", "900"],
        ["", "中级", "1200"],
    ]
    table = [
        Row(tuple(map(Cell, row)), Position(table_no=1, table_row=number))
        for number, row in enumerate(texts, start=1)
    ]
    table[2] = with_cell(table[2], 0, Cell("", unread=True))
    document = Document((title, Table(tuple(table))), "application/x")
    monkeypatch.setattr(extract, "read_document", lambda *_: document)
    found = extract.extract_document(b"", "luoyang.any")
    assert [(rate.subsidy_class, str(rate.amount_yuan)) for rate in found.rates] == [("A", "1000")]
    assert [each.reasons for each in found.rejected] == 2 * [
        ["cells: one of them shows what could not be read"]
    ]
