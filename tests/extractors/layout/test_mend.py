"""What a layout takes apart is mended in one order."""

from __future__ import annotations

from extractors.document import Cell, Document, Position, Row, Table
from extractors.layout.mend import mend


def row(page: int, number: int, *texts: str) -> Row:
    position = Position(page=page, table_no=page, table_row=number, number=10 * page + number)
    return Row(tuple(map(Cell, texts)), position)


def test_rows_side_by_side_run_down_over_joined_pages_and_keep_their_numbers() -> None:
    header = ("序号", "名称", "序号", "名称")
    pages = (
        Table(
            (
                row(1, 1, *header),
                row(1, 2, "1", "焊工", "3", "车工"),
                row(1, 3, "2", "电工", "4", "铣工"),
            )
        ),
        Table((row(2, 1, *header), row(2, 2, "5", "钳工", "6", "磨工"))),
    )
    (table,) = mend(Document(pages, "application/pdf", pages=2)).blocks
    assert isinstance(table, Table)
    serials = [each.texts[0] for each in table.rows if each.texts[0].isdigit()]
    assert serials == ["1", "2", "3", "4", "5", "6"]
    assert [each.position.number for each in table.rows if each.texts[0].isdigit()] == [
        12,
        13,
        12,
        13,
        22,
        22,
    ]
