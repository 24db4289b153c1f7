from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.document import Paragraph, Table
from extractors.readers.limits import Limits
from extractors.readers.text.read import read_text
from schemas.errors import ReadError

TEXT = "附件1\n目录\n\t序号\n\t名称\n\n\t1\n\t电工\n\n\t2\n\t焊\n工\n\n备注：完\n"


def texts(data: bytes) -> list[str | list[tuple[str, ...]]]:
    blocks: list[str | list[tuple[str, ...]]] = []
    for block in read_text(data).blocks:
        if isinstance(block, Table):
            blocks.append([row.texts for row in block.rows])
        else:
            blocks.append(block.text)
    return blocks


EXPECTED: list[str | list[tuple[str, ...]]] = [
    "附件1",
    "目录",
    [("序号", "名称"), ("1", "电工"), ("2", "焊\n工")],
    "备注：完",
]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "marked", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "crlf"],
)
def test_every_usual_encoding_gives_the_same_blocks(data: bytes) -> None:
    assert texts(data) == EXPECTED


def test_cells_in_line_and_a_row_that_runs_over_a_line() -> None:
    data = "序号\t编码\t名称\n1\t6-31-01-03\t电工\n2\t6-31-\n01-02\t机修\n钳工\n".encode()
    assert texts(data) == [
        [
            ("序号", "编码", "名称"),
            ("1", "6-31-01-03", "电工"),
            ("2", "6-31-\n01-02", "机修\n钳工"),
        ]
    ]


def test_positions_are_lines_of_the_file() -> None:
    blocks = read_text(TEXT.encode()).blocks
    table = blocks[2]
    assert isinstance(table, Table)
    positions = [row.position for row in table.rows]
    assert [(p.line_start, p.line_end, p.table_no, p.table_row) for p in positions] == [
        (3, 4, 1, 1),
        (6, 7, 1, 2),
        (9, 11, 1, 3),
    ]
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].position.line_start == 1


def test_a_page_end_shows_as_a_leading_space_or_a_form_feed() -> None:
    blocks = read_text("一\n 二\n\n\f三\n".encode()).blocks
    assert [block.position.starts_page for block in blocks if isinstance(block, Paragraph)] == [
        False,
        True,
        True,
    ]


def test_control_characters_are_dropped_and_told() -> None:
    document = read_text("电\x00工\x07\n".encode())
    assert [note.rule for note in document.notes] == ["control_dropped"]
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "电工"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no text"),
        (b" \n\t \n \n", "no text"),
        ("序号 电工".encode()[:-1], "cut short"),
        ("序号 电工".encode("utf-16")[:-1], "cut short"),
        ("序号 电工\n".encode("utf-16-le")[:-1], "cut short"),
        ("序号 电工".encode("gb18030")[:-1], "cut short"),
        ("序号 1 ★ 电工，\ue000".encode("gb18030")[:-3], "cut short"),
        (bytes(range(128, 256)) * 8, "no encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe\x81\x8d\x8f" * 20, "no encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_text(data)


@pytest.mark.parametrize(
    ("data", "limit", "value"),
    [
        (b"1\n2\n\n3", "lines", 2),
        (b"1\t2\t3\n", "table_columns", 2),
        (b"\t1\n\t2\n\t3\n", "table_columns", 2),
        (b"123", "text_bytes", 2),
    ],
)
def test_each_limit_is_named_where_it_is_met(data: bytes, limit: str, value: int) -> None:
    with pytest.raises(ReadError, match=f"limit {limit}"):
        read_text(data, replace(Limits(), **{limit: value}))
    assert read_text(data, replace(Limits(), **{limit: value + 1})).blocks


@pytest.mark.slow
def test_a_cell_of_very_many_lines_is_read_in_linear_time() -> None:
    data = b"\t1\n" + b"x\n" * 300_000
    assert len(texts(data)[0][0][0]) == 600_001


@pytest.mark.parametrize("number", ["— 5 —", "- 5 -", "－5－", "第5页 共30页", "第三页"])
def test_a_page_number_directly_below_a_row_is_no_part_of_its_last_cell(number: str) -> None:
    table, foot, after = read_text(f"1\t电工\t水利\n{number}\n2\t车工\t机械\n".encode()).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0].cells] == ["1", "电工", "水利"]
    assert isinstance(foot, Paragraph)
    assert foot.text == number
    assert isinstance(after, Table)
