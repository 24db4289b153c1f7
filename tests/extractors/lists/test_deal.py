from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from extractors.catalog import CODE, NAME, SERIAL, initiatives
from extractors.document import Cell, Document, Paragraph, Position, Row, Table
from extractors.layout.pages import join_over_pages
from extractors.lists.deal import Dealer, SpacedWord, WordLine, deal, deal_rows, words_of

TYPE = initiatives("新业态", "农村电商", "其他")
SLOTS: list[Callable[[str], bool]] = [
    SERIAL.accepts,
    lambda text: bool(text) and CODE.accepts(text),
    NAME.accepts,
    TYPE.accepts,
]


def lines(*texts: str, page_starts: tuple[int, ...] = ()) -> list[WordLine]:
    return [WordLine(text, place, place in page_starts) for place, text in enumerate(texts)]


def read(*texts: str, page_starts: tuple[int, ...] = ()) -> list[list[str] | None]:
    rows = deal_rows(lines(*texts, page_starts=page_starts), Dealer(SLOTS))
    return [
        ["".join(parts) for parts in row.reading] if row.reading is not None else None
        for row in rows
    ]


def test_a_line_a_row() -> None:
    assert read("1 / 电商 新业态", "2 6-31-01-03 电工 其他") == [
        ["1", "/", "电商", "新业态"],
        ["2", "6-31-01-03", "电工", "其他"],
    ]


def test_cells_that_run_over_lines() -> None:
    assert read("17", "4-01-06-02", "（2022年版）", "互联网", "营销师", "新业态/农村", "电商") == [
        ["17", "4-01-06-02（2022年版）", "互联网营销师", "新业态/农村电商"]
    ]


def test_a_row_cut_by_a_page_end_takes_its_tail_where_only_one_column_can() -> None:
    assert read("20 / 网商运营 新业态/农村", "电商", "21 / 剪纸 其他", page_starts=(1,)) == [
        ["20", "/", "网商运营", "新业态/农村电商"],
        ["21", "/", "剪纸", "其他"],
    ]


def test_a_tail_is_no_tail_without_a_page_end() -> None:
    assert read("20 / 网商 其他", "运营") == [None]
    assert read("20 / 网商 其他", "运营", page_starts=(1,)) == [["20", "/", "网商运营", "其他"]]


def test_several_columns_cut_at_once() -> None:
    assert read("20 / 网商 新业态/农村", "运营 电商", page_starts=(1,)) == [
        ["20", "/", "网商运营", "新业态/农村电商"]
    ]


def test_what_can_be_read_in_two_ways_is_not_read() -> None:
    rows = deal_rows(lines("1 / 数字 其他 其他 其他"), Dealer(SLOTS))
    assert [row.reading for row in rows] == [(("1",), ("/",), ("数字 其他 其他",), ("其他",))]
    two = deal([words_of(["a b c"])], [bool, bool])
    assert len(two) == 2


def test_a_serial_cut_in_two_is_rejected_with_both_readings() -> None:
    rows = deal_rows(lines("10", "7 6-31-01-03 电工 其他"), Dealer(SLOTS))
    assert all(row.reading is None for row in rows)
    shown = {"|".join("".join(parts) for parts in reading) for reading in rows[0].readings}
    assert shown == {"107|6-31-01-03|电工|其他", "7|6-31-01-03|电工|其他"}


def test_a_code_that_begins_a_line_is_no_serial() -> None:
    assert read("39", "48", "数字视频制作 新业态") == [["39", "48", "数字视频制作", "新业态"]]


def test_a_line_that_is_no_row_spoils_only_its_own_row() -> None:
    assert read("1 / 电商 新业态", "2 ？", "3 / 剪纸 其他") == [
        ["1", "/", "电商", "新业态"],
        None,
        ["3", "/", "剪纸", "其他"],
    ]


@given(
    st.lists(st.text(alphabet="abc", min_size=1, max_size=3), min_size=1, max_size=8),
    st.integers(1, 4),
)
def test_dealing_keeps_every_word_in_order(words: list[str], width: int) -> None:
    dealt = deal([[SpacedWord(text, False) for text in words]], [lambda text: True] * width)
    for reading in dealt:
        assert "".join("".join(parts) for parts in reading) == "".join(words)
    assert len(dealt) == (1 if width == 1 else 2)


def row(page: int, number: int, *texts: str) -> Row:
    return Row(
        tuple(Cell(text) for text in texts), Position(page=page, table_no=1, table_row=number)
    )


def is_header(each: Row) -> bool:
    return each.texts[0] == "序号"


def joined(*blocks: Table | Paragraph) -> list[object]:
    document = join_over_pages(Document(blocks, "application/pdf", 9), is_header)
    return [
        [each.texts[0] for each in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def test_a_table_goes_on_over_pages_with_and_without_its_header() -> None:
    first = Table((row(1, 1, "序号", "名称"), row(1, 2, "1", "电工")))
    second = Table((row(2, 1, "序号", "名称"), row(2, 2, "2", "焊工")))
    third = Table((row(3, 1, "3", "钳工"),))
    assert joined(first, second, third) == [["序号", "1", "序号", "2", "3"]]


def test_another_header_or_text_between_begins_another_table() -> None:
    first = Table((row(1, 1, "序号", "名称"), row(1, 2, "1", "电工")))
    other = Table((row(2, 1, "序号", "行业"), row(2, 2, "1", "制造")))
    text = Paragraph("（二）", Position(page=2))
    assert len(joined(first, other)) == 2
    assert len(joined(first, text, Table((row(2, 1, "2", "焊工"),)))) == 3


def test_two_tables_of_one_page_stay_two() -> None:
    left = Table((row(1, 1, "序号", "名称"),))
    right = Table((row(1, 1, "序号", "名称"),))
    assert len(joined(left, right)) == 2


def test_rows_are_numbered_over_all_pages() -> None:
    first = Table((row(1, 1, "序号"), row(1, 2, "1")))
    second = Table((row(2, 1, "2"), row(2, 2, "3")))
    document = join_over_pages(Document((first, second), "application/pdf", 2), is_header)
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert [each.position.table_row for each in table.rows] == [1, 2, 3, 4]
    assert [each.position.page for each in table.rows] == [1, 1, 2, 2]
