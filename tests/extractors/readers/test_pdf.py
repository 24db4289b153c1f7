"""The PDF reader: what it makes of each layout."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph, Row, Table
from extractors.readers.limits import Limits
from extractors.readers.pdf.read import read_pdf
from schemas.errors import ReadError
from tests.documents import make_pdf
from tests.places import ROOT

DOCUMENTS = ROOT / "tests" / "documents" / "pdf"
HEADER = ("序号", "编码", "名称", "类别")
BASIC = [
    HEADER,
    ("1", "6-31-01-03", "电工", "A"),
    ("2", "6-18-02-04", "焊工", "B"),
    ("3", "4-10-01-05", "养老护理员", "A"),
]


def load(name: str, *, allow_scanned_pages: bool = False) -> Document:
    data = (DOCUMENTS / f"{name}.pdf").read_bytes()
    return read_pdf(data, Limits(), allow_scanned_pages=allow_scanned_pages)


def tables(document: Document) -> list[list[tuple[str, ...]]]:
    return [[row.texts for row in b.rows] for b in document.blocks if isinstance(b, Table)]


def paragraphs(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def test_ruled_table_keeps_lines_of_a_cell_apart_and_printed_spaces() -> None:
    document = load("ruled")
    assert tables(document) == [
        [*BASIC, ("4", "6-31-01-\n06", "汽轮机和 水轮机\n检修工", "C")],
    ]
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert paragraphs(document) == ["补贴性职业技能培训目录", "备注：L 为绿色职业"]
    assert (document.media_type, document.pages, document.notes) == ("application/pdf", 1, ())


def test_positions_say_page_table_and_row() -> None:
    rows = [row for b in load("over_pages").blocks if isinstance(b, Table) for row in b.rows]
    found = [(r.position.page, r.position.table_no, r.position.table_row) for r in rows]
    assert found == [(1, 1, n) for n in (1, 2, 3, 4, 5)] + [(2, 2, 1), (2, 2, 2)]


def test_row_cut_by_page_end_without_a_rule_there_is_two_rows() -> None:
    first, second = tables(load("over_pages"))
    assert first[-1] == ("4", "6-31-01-06", "汽轮机和水轮", "C")
    assert second == [("", "", "机检修工", ""), ("5", "6-31-01-09", "工程机械维修工", "C")]


def test_merged_cells_are_listed_once_with_their_text_in_the_first_row() -> None:
    (table,) = [block for block in load("merged").blocks if isinstance(block, Table)]
    found = [[(c.text, c.columns, c.merged_above) for c in row.cells] for row in table.rows]
    assert found == [
        [(word, 1, False) for word in ("项目", "证书", "等级", "金额")],
        [(w, 1, False) for w in ("培训", "职业技能等级证书", "初级", "1500元")],
        [("", 1, True), ("", 1, True), ("中级", 1, False), ("1800元", 1, False)],
        [("鉴\n定", 1, False), ("专项能力", 1, False), ("单独核价，一项一价", 2, False)],
        [("", 1, True), ("按照专项文件执行", 3, False)],
    ]
    assert {row.width for row in table.rows} == {4}


def test_tables_side_by_side_come_left_to_right_between_the_lines_around_them() -> None:
    document = load("several")
    assert tables(document) == [
        [("序号", "名称"), ("1", "电工")],
        [("序号", "名称"), ("2", "焊工"), ("3", "车工")],
        BASIC,
    ]
    kinds = [block.text if isinstance(block, Paragraph) else "table" for block in document.blocks]
    assert kinds == ["甲表", "table", "table", "乙表", "table"]


@pytest.mark.parametrize("name", ["landscape", "rotated_90", "rotated_180", "rotated_270"])
def test_turned_pages_read_as_a_person_holds_them(name: str) -> None:
    document = load(name)
    assert tables(document) == [BASIC]
    assert document.notes == ()


def test_pages_drawn_sideways_are_turned() -> None:
    document = load("sideways")
    assert tables(document) == [BASIC, BASIC]
    assert paragraphs(document) == ["附件1", "附件1"]


def test_watermarks_headers_and_page_numbers_stay_out_of_cells_and_paragraphs() -> None:
    document = load("overlaid")
    assert [row[0] for table in tables(document) for row in table[1:]] == list("123456789")
    assert [table[1][1:] for table in tables(document)] == [BASIC[1][1:]] * 3
    assert paragraphs(document) == []
    assert [(n.rule, n.printed) for n in document.notes] == [
        ("hidden_left_out", "仅供内部使用"),
        ("hidden_left_out", "样本"),
    ]


def test_lone_page_numbers_go_but_equal_cells_stay() -> None:
    document = load("numbered")
    assert tables(document) == [[("序号", "级别"), ("1", "3"), ("2", "3")]] * 3
    assert paragraphs(document) == []


def test_what_a_browser_prints_at_the_edge_of_the_paper_parts_no_row() -> None:
    document = load("browser")
    assert paragraphs(document) == []
    assert [table[0][0] for table in tables(document)] == ["序号", "", "7"]


def test_a_running_line_at_two_heights_is_no_error() -> None:
    def draw(canvas: Canvas) -> None:
        for words, height in (("甲", 20), ("乙", 20), ("丙", 60), ("丁", 60)):
            make_pdf.text(canvas, 70, 700, f"{words}。")
            make_pdf.text(canvas, 200, height, "南通市人力资源和社会保障局", 9)
            canvas.showPage()

    found = read_pdf(make_pdf.make(draw), Limits())
    assert {"甲。", "乙。", "丙。", "丁。"} <= set(paragraphs(found))


def test_horizontal_rules_part_the_rows() -> None:
    assert tables(load("flat_rules")) == [
        [*BASIC, ("4", "6-31-01-06\n（2022年版）", "汽轮机和水轮机\n检修工", "C")]
    ]


def test_words_in_line_make_a_table_where_a_wrapped_row_goes_on_below() -> None:
    document = load("no_rules")
    (table,) = tables(document)
    assert table[2] == ("2", "6-31-01-06\n（2022年版）", "汽轮机和水轮机\n检修工", "C")
    assert [table[0], table[1], table[3]] == [BASIC[0], BASIC[1], BASIC[3]]
    assert paragraphs(document) == ["附件1", "注：以上为第一批。"]


def test_words_in_line_make_a_table_where_wrapped_cells_are_centered() -> None:
    (table,) = tables(load("no_rules_centered"))
    assert table[1] == ("1", "6-31-01-06\n（2022年版）", "电工", "C")
    assert table[2:] == BASIC[2:]


def test_no_table_is_made_where_a_line_could_belong_to_two_rows() -> None:
    document = load("no_rules_uncertain")
    assert tables(document) == []
    assert paragraphs(document)[:3] == [
        "序号 编码 名称 类别",
        "1 6-31-01-03 电工 A",
        "（2022年版）",
    ]


def test_lines_of_one_paragraph_are_joined_also_over_a_page_end() -> None:
    document = load("prose")
    assert paragraphs(document) == [
        "关于征集项目的通知",
        "为服务先进制造业服务先进制造业服务先进制造业发展现将有关事项通知如下。",
        "一、征集范围",
        "承训单位" * 6 + "应具有办学许可证。",
        "二、时间",
    ]
    pages = [b.position.page for b in document.blocks if isinstance(b, Paragraph)]
    assert pages == [1, 1, 1, 1, 2]


def test_full_width_digits_and_dashes_are_left_as_printed() -> None:
    assert tables(load("as_printed"))[0][1:] == [
        ("１", "6－31－01－03", "电工", "Ａ"),
        ("2", "6–18–O2—04", "焊工", "B"),
    ]


def test_a_superscript_that_points_to_a_note_joins_no_name_and_no_amount() -> None:
    document = load("raised")
    assert tables(document) == [
        [
            HEADER,
            ("1", "6-31-01-03", "电工", "A"),
            ("2", "6-18-02-04", "焊工L", "B2"),
            BASIC[3],
            ("4", "5m²", "3", "1500"),
        ]
    ]
    assert paragraphs(document) == ["说明如下", "1含鉴定费"]
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("note_sign_left_out", "说明3"),
        ("note_sign_left_out", "电工1"),
        ("note_sign_left_out", "焊工L[2]"),
        ("note_sign_left_out", "1500①"),
    ]
    rows = [note.position and note.position.table_row for note in document.notes]
    assert rows == [None, 2, 3, 5]


def test_text_with_a_line_through_it_is_left_out_and_underlined_text_is_not() -> None:
    document = load("struck")
    assert tables(document) == [
        [("序号", "名称", "标准"), ("1", "电工", "900"), ("2", "焊工", "700")],
    ]
    assert [row.struck for row in document.lines() if isinstance(row, Row)] == [
        False,
        False,
        True,
    ]
    assert paragraphs(document) == ["新的"]
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("struck_left_out", "旧的"),
        ("struck_left_out", "800"),
    ]


def test_scanned_page_is_refused_by_number_or_left_out_with_a_note() -> None:
    with pytest.raises(ReadError, match=r"pictures without text \(page 2\)"):
        load("scanned")
    document = load("scanned", allow_scanned_pages=True)
    assert tables(document) == [BASIC]
    assert document.pages == 3
    assert [(n.rule, n.position and n.position.page) for n in document.notes] == [
        ("page_unreadable", 2)
    ]
