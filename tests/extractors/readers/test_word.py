"""The Word reader: one small stored document a trait, hostile files made in memory."""

from __future__ import annotations

import random
import socket
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Paragraph, Row, Table
from extractors.readers.limits import Limits
from extractors.readers.office.archive import OLE_SIGNATURE
from extractors.readers.word.numbering import format_number
from extractors.readers.word.read import MEDIA_TYPE, read_word
from schemas.errors import ReadError
from tests.documents import make_word as make
from tests.places import ROOT

DOCUMENTS = ROOT / "tests" / "documents"
LIMITS = Limits()


def read(name: str) -> Document:
    return read_word((DOCUMENTS / "word" / f"{name}.docx").read_bytes(), LIMITS)


def shown(document: Document) -> list[str | list[list[str]]]:
    """Each paragraph as its text, each table as the texts of its rows."""
    return [
        [list(row.texts) for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def table_rows(document: Document) -> list[Row]:
    return [row for row in document.lines() if isinstance(row, Row)]


def notes(document: Document) -> list[tuple[str, str | None, str | None]]:
    return [(note.rule, note.printed, note.value) for note in document.notes]


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(ReadError) as caught:
        read_word(data, limits)
    return str(caught.value)


def test_the_stored_documents_are_what_the_script_makes() -> None:
    stored = {path.stem: path.read_bytes() for path in (DOCUMENTS / "word").glob("*.docx")}
    assert stored == make.documents()


def test_paragraphs_and_tables_come_in_document_order() -> None:
    document = read("order")
    assert shown(document) == [
        "附件1",
        "第一 批\n试行-★○😀",
        [["序号", "名称"], ["1", "保育\n师\nL"]],
        "备注",
        [["甲", "乙"]],
    ]
    assert document.media_type == MEDIA_TYPE
    assert document.pages is None
    places = [(row.position.table_no, row.position.table_row) for row in table_rows(document)]
    assert places == [(1, 1), (1, 2), (2, 1)]


def test_merges_keep_columns_aligned_and_spacer_rows_keep_their_number() -> None:
    rows = table_rows(read("merges"))
    cells = [[(c.text, c.columns, c.merged_above) for c in row.cells] for row in rows]
    assert cells[1][0] == ("A类", 1, False)
    assert cells[2] == [("", 1, True), ("焊工", 1, False), ("单独核价", 2, False)]
    assert cells[3] == [("块", 2, False), ("左", 2, False)]
    assert cells[4][0] == ("", 2, True)
    assert cells[5] == [("", 1, False), ("中", 1, False), ("间", 1, False), ("", 1, False)]
    assert cells[6][0] == ("不接上格", 1, False)
    assert {row.width for row in rows} == {4}
    assert [row.is_header for row in rows] == [True] + [False] * 6
    assert [row.position.table_row for row in rows] == [1, 2, 3, 5, 6, 7, 8]


def test_tables_in_cells_neither_swallow_nor_repeat_rows() -> None:
    nested = [["五级", "900"], ["四级", "1200"]]
    assert shown(read("nested")) == [
        *("上方文字", nested, "下方文字", "第二行"),
        *(nested, [["右"]]),
        *([["1", "电工", "见表"], ["2", "焊工", "无"]], nested),
    ]


def test_content_controls_are_seen_through() -> None:
    assert shown(read("controls")) == [
        "控件中的段落",
        [["序号", "名称"], ["1", "电工"], ["2", "焊工"], ["3", "车工"]],
        "末段",
    ]


def test_fields_show_their_result_and_links_their_text() -> None:
    assert shown(read("inline")) == ["链接标签数据7x", "第5号", "没有结尾"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert shown(read("boxes")) == [
        *("正文", "框中段落", [["框", "表"]], "旧式框"),
        *([["1", "格"]], "格中框"),
    ]


def test_tracked_changes_are_accepted_with_a_note_each() -> None:
    document = read("changes")
    table = [["1", "电工"], ["2", "焊工"], ["4", "钳工"]]
    assert shown(document) == ["补贴900新", "未完待续", "不变", table]
    assert notes(document) == [
        ("change_accepted", "补贴800旧", "补贴900新"),
        ("change_accepted", "未完", "未完"),
        ("change_accepted", None, "2\t焊工"),
        ("change_accepted", "3\t车工", None),
        ("change_accepted", "4\t钳\t多余", "4\t钳工"),
    ]
    lines = list(document.lines())
    assert document.notes[0].position is lines[0].position
    assert document.notes[1].position is lines[1].position
    assert document.notes[2].position is lines[4].position
    deleted = document.notes[3].position
    assert deleted is not None
    assert (deleted.table_no, deleted.table_row) == (1, 3)


def test_hidden_text_is_left_out_with_a_note_each() -> None:
    document = read("hidden")
    table = [["1", "电工"], ["3", "焊工"]]
    assert shown(document) == ["可见也可见", "明", "抵消", table]
    assert notes(document) == [
        ("hidden_left_out", printed, None)
        for printed in ("密", "样式密", "整段密", "2\t密行", "密")
    ]


def test_struck_out_text_is_left_out_with_a_note_each() -> None:
    document = read("struck")
    # the number of the struck row counts, as Word prints it
    table = [["1", "电工", "900"], ["2.", "焊工", "700"], ["3", "钳工", "600"]]
    assert shown(document) == ["补贴900元", "新文", "未划", table]
    assert [row.struck for row in table_rows(document)] == [False, True, False]
    assert notes(document) == [
        ("struck_left_out", printed, None) for printed in ("800", "旧文", "全划", "800")
    ]
    assert document.notes[3].position is table_rows(document)[0].position


def test_a_superscript_that_points_to_a_note_joins_no_name_and_no_amount() -> None:
    document = read("raised")
    table = [["1", "电工", "1500"], ["2", "焊工★", "1200"], ["3", "5m²", "CO2"]]
    assert shown(document) == [table, "1含鉴定费"]
    assert notes(document) == [
        ("note_sign_left_out", "电工1\t1500[2]", None),
        ("note_sign_left_out", "1200①", None),
    ]
    assert document.notes[0].position is table_rows(document)[0].position


def test_list_numbers_are_worked_out() -> None:
    document = read("numbering")
    blocks = shown(document)
    headings = [
        "一、总则",
        "（一）范围",
        "（二）对象",
        "二、目录",
        "（一）分项",
        "2.1 条文",
        "无号",
    ]
    assert blocks[:7] == headings
    assert blocks[8:] == ["i) 罗马", "A. 字母", "ii) 罗马", "B. 字母"]
    serials = [row.texts[0] for row in table_rows(document)]
    assert serials == ["1", "2", "3", "1", "2", "", "⑲", "⑳", "㉑"]
    assert table_rows(document)[4].texts[1] == "3. 钳工"
    assert table_rows(document)[5].texts[1] == "圆点"


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (10_050, "chineseCountingThousand", "一万零五十"),
        (105, "chineseCounting", "一〇五"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (28, "upperLetter", "BB"),
        (1994, "upperRoman", "MCMXCIV"),
        (7, "decimalZero", "07"),
        (51, "decimalEnclosedCircle", "51"),
        (0, "chineseCounting", "0"),
        (3, "aFormatOfTheFuture", "3"),
        (3, "bullet", ""),
    ],
)
def test_number_formats(value: int, number_format: str, printed: str) -> None:
    assert format_number(value, number_format) == printed


def test_the_first_block_of_a_page_says_so() -> None:
    lines = list(read("pages").lines())
    starts = [
        line.text if isinstance(line, Paragraph) else line.texts[-1]
        for line in lines
        if line.position.starts_page
    ]
    assert starts == ["次页", "a", "b", "又一页", "段前分页"]


def test_footnotes_stand_at_the_end() -> None:
    assert shown(read("footnotes")) == ["正文", "另一段", "注一"]


@pytest.mark.slow
@given(
    st.lists(
        st.lists(st.text("甲乙1 -（", max_size=4), min_size=1, max_size=4),
        min_size=1,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60)
def test_wrapping_in_controls_and_splitting_runs_changes_nothing(
    grid: list[list[str]], chance: random.Random
) -> None:
    def maybe_control(content: str) -> str:
        return make.sdt(content) if chance.random() < 0.3 else content

    def cell(text: str) -> str:
        cut = chance.randrange(len(text) + 1)
        runs = maybe_control(make.r(text[:cut])) + maybe_control(make.r(text[cut:]))
        return maybe_control(make.tc(maybe_control(make.p(runs))))

    rows = [maybe_control(make.tr(*(cell(text) for text in row))) for row in grid]
    body = make.p("附件") + maybe_control(make.tbl(*rows))
    document = read_word(make.package(body), LIMITS)
    assert [list(row.texts) for row in table_rows(document)] == [
        [text if text.strip() else "" for text in row] for row in grid if "".join(row).strip()
    ]


# --- damaged, locked, and something else ---------------------------------------------------------


GOOD = make.package(make.tbl(make.tr("1", "电工"), make.tr("2", "焊工")))


def test_empty_and_foreign_files_are_refused() -> None:
    assert "is empty" in refusal(b"")
    assert "not an Office file" in refusal(b"hello")
    assert "needs a password" in refusal(OLE_SIGNATURE + "EncryptedPackage".encode("utf-16-le"))
    assert "save it as .docx" in refusal(OLE_SIGNATURE + b"WordDocument")
    assert "no Word document" in refusal(make.zipped({"readme.txt": "x"}))
    assert "no Word document" in refusal(
        make.zipped({"_rels/.rels": make.relationships({"officeDocument": "word/document.xml"})})
    )
    assert "no Word document" in refusal(make.package("", document="<workbook/>"))


def test_strict_and_composed_documents_are_refused_with_the_way_out() -> None:
    strict = '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    assert "Strict Open XML" in refusal(make.package("", document=strict))
    assert "open it in Word" in refusal(make.package('<w:altChunk w:id="r1"/>'))


def test_a_document_without_text_is_refused() -> None:
    assert "no text" in refusal(make.package(make.p() + make.tbl(make.tr("", ""))))


@given(st.integers(0, len(GOOD) - 1))
@settings(max_examples=60)
def test_a_file_cut_short_never_gives_part_of_its_rows(length: int) -> None:
    refusal(GOOD[:length])


@pytest.mark.slow
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
@settings(max_examples=200)
def test_a_changed_byte_gives_the_whole_document_or_a_refusal(place: int, change: int) -> None:
    data = bytearray(GOOD)
    data[place] ^= change
    try:
        document = read_word(bytes(data), LIMITS)
    except ReadError:
        return
    assert shown(document) == shown(read_word(GOOD, LIMITS))


def test_damaged_xml_is_refused_with_its_place() -> None:
    broken = f"<w:document {make.NAMESPACES}><w:body>{make.p('甲')}"
    assert "word/document.xml" in refusal(make.package("", document=broken))
    assert "outside a table" in refusal(make.package(make.tr("1")))


# --- hostile -------------------------------------------------------------------------------------


def with_member(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good document with one member more."""
    buffer = BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a", method) as archive:
        archive.writestr(name, content, method)
    return buffer.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    "method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=str
)
def test_a_file_made_to_burst_is_refused_unopened(method: int) -> None:
    data = with_member("word/media/image1.png", bytes(20 * 1024 * 1024), method)
    assert "save it again" in refusal(data) or "compression_ratio" in refusal(data)


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    data = make.package(make.p("甲" * 200_000))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    assert "damaged" in refusal(data.replace(size, (1000).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (replace(LIMITS, unpacked_bytes=100), "unpacked_bytes"),
        (replace(LIMITS, zip_members=2), "zip_members"),
        (replace(LIMITS, xml_bytes=100), "xml_bytes"),
        (replace(LIMITS, xml_index_bytes=100), "xml_index_bytes"),
        (replace(LIMITS, xml_nodes=10), "xml_nodes"),
        (replace(LIMITS, xml_held_bytes=10), "xml_held_bytes"),
        (replace(LIMITS, lines=1), "lines"),
        (replace(LIMITS, text_bytes=5), "text_bytes"),
        (replace(LIMITS, table_columns=1), "table_columns"),
    ],
)
def test_each_limit_is_named_where_it_is_met(limits: Limits, name: str) -> None:
    assert name in refusal(GOOD, limits)


@pytest.mark.parametrize(
    "name", ["../evil", "word/../../evil", "/etc/evil", "C:/evil", "word\\..\\evil", "word//x"]
)
def test_member_names_that_lead_outside_are_refused(name: str) -> None:
    assert "points outside" in refusal(with_member(name, b"x"))


def test_a_member_given_twice_is_refused() -> None:
    assert "two files named" in refusal(with_member("word/Document.xml", b"<x/>"))


DOCTYPES = {
    "nested": '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;">]>',
    "external": '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
    "remote": '<!DOCTYPE x SYSTEM "http://192.0.2.1/evil.dtd">',
    "parameter": '<!DOCTYPE x [<!ENTITY % c SYSTEM "http://192.0.2.1/evil.dtd"> %c;]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels", "word/styles.xml"])
def test_document_types_are_refused_in_every_part(
    doctype: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_connection(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    with zipfile.ZipFile(BytesIO(make.package(make.p("甲"), styles=""))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[part] = parts[part].replace("?>", "?>" + doctype, 1)
    assert "document type" in refusal(make.zipped(parts))


@pytest.mark.parametrize("span", ["65000", "99999999999999999999", "many", "-5"])
def test_absurd_spans_are_refused_with_their_row(span: str) -> None:
    wide = make.tc("x", f'<w:gridSpan w:val="{span}"/>')
    assert "table 1, row 2" in refusal(make.package(make.tbl(make.tr("1"), make.tr(wide))))


def test_a_row_of_endless_cells_is_refused() -> None:
    assert "table_columns" in refusal(make.package(make.tbl(make.tr(*["x"] * 1001))))


def test_content_nested_without_end_is_refused() -> None:
    table = "甲"
    for _ in range(500):
        table = make.tbl(make.tr(make.tc(table + make.p())))
    sentence = refusal(make.package(table))
    assert "deep" in sentence or "damaged" in sentence


def test_styles_that_inherit_from_each_other_are_read() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A", "B"), ("B", "A"))
    )
    body = make.p("甲", '<w:pStyle w:val="A"/>')
    assert shown(read_word(make.package(body, styles=circle), LIMITS)) == ["甲"]
