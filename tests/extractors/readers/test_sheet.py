"""The spreadsheet reader: one small stored workbook a trait, hostile files made in memory."""

from __future__ import annotations

import io
import socket
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Row, Table
from extractors.readers.limits import Limits
from extractors.readers.sheet.numbers import meant_number, shown_number
from extractors.readers.sheet.read import MEDIA_TYPE, read_sheet
from schemas.errors import ReadError
from tests.documents import make_sheet as make
from tests.places import ROOT

FOLDER = ROOT / "tests" / "documents" / "sheet"
LIMITS = Limits()
BOMB = "x" * 20_000_000


def read(name: str) -> Document:
    return read_sheet((FOLDER / f"{name}.xlsx").read_bytes(), LIMITS)


def rows_of(document: Document) -> list[Row]:
    return [row for row in document.lines() if isinstance(row, Row)]


def texts(document: Document) -> list[list[str]]:
    return [list(row.texts) for row in rows_of(document)]


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(ReadError) as caught:
        read_sheet(data, limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_stored_documents_are_what_the_script_makes() -> None:
    assert {path.stem: path.read_bytes() for path in FOLDER.glob("*.xlsx")} == make.documents()


def test_each_sheet_with_text_is_a_table_and_rows_keep_their_numbers() -> None:
    document = read("order")
    assert document.media_type == MEDIA_TYPE
    assert all(isinstance(block, Table) for block in document.blocks)
    assert texts(document) == [
        *(["附件1", ""], ["序号", "名称"], ["1", "电工"]),
        *(["序号", "名称"], ["1", "焊\n工"]),
    ]
    places = [(row.position.table_no, row.position.table_row) for row in rows_of(document)]
    assert places == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


def test_merges_keep_columns_aligned_whatever_size_the_sheet_states() -> None:
    rows = rows_of(read("merges"))
    cells = [[(c.text, c.columns, c.merged_above) for c in row.cells] for row in rows]
    assert cells[0] == [("目录（第一批）", 4, False)]
    assert cells[1][2] == ("补贴", 2, False)
    assert cells[3] == [("", 1, True), ("焊工", 1, False), ("单独核价", 2, False)]
    assert cells[4][0] == ("块", 2, False)
    assert {row.width for row in rows} == {4}
    assert [row.position.table_row for row in rows] == [1, 3, 4, 5, 9]


def test_hidden_sheets_rows_and_columns_are_left_out_with_a_note_each() -> None:
    document = read("hidden")
    # the label's own row is hidden, but the merged cell shows in the row below
    assert texts(document) == [["序号", "名称"], ["1", "电工"], ["A类", "焊工"]]
    assert {note.rule for note in document.notes} == {"hidden_left_out"}
    assert [note.printed for note in document.notes] == ["底稿", "内部", "藏", "秘密"]


def test_struck_out_text_and_signs_of_notes_are_left_out_with_a_note_each() -> None:
    document = read("set_apart")
    kept = [["电工★*", "900", "①"], ["", "", "新"], ["3", "钳工", ""]]
    assert texts(document) == kept
    assert [row.struck for row in rows_of(document)] == [False, False, True]
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("note_sign_left_out", "电工1"),
        ("struck_left_out", "800"),
        ("struck_left_out", "2\t焊工\t旧"),
    ]
    rows = rows_of(document)
    assert [document.notes[n].position for n in (0, 2)] == [row.position for row in rows[:2]]


def test_hidden_text_is_told_whole_where_it_is_struck_out_too() -> None:
    hidden = '<sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    strings = make.rich("", (make.STRUCK, "800"), ("", "900"))
    document = read_sheet(make.package(hidden, make.rows(["x"]), strings=strings), LIMITS)
    assert [note.printed for note in document.notes] == ["900\t800"]


def test_values_show_as_their_formats_show_them() -> None:
    assert texts(read("numbers")) == [
        [
            *("1", "2023-09-18", "2023年9月18日", "60%", "2000.00", "007", "0.3"),
            *("TRUE", "#N/A", "2", "", "电工\nL"),
        ]
    ]


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("1.0", "General", "1"),
        ("1E3", "General", "1000"),
        ("12345678901234567890", "General", "12345678901234567890"),
        ("0.1", "0%", "10%"),
        ("0.125", "0.0%", "12.5%"),
        ("-3", "000", "-003"),
        ("1234.5", "#,##0.00", "1234.50"),
        ("45187.5", "yyyy-mm-dd hh:mm", "2023-09-18 12:00:00"),
        ("45187", 'yyyy"年"m"月"', "2023年9月"),
        ("99999999", "yyyy-mm-dd", "99999999"),
        ("1e999", "General", "1e999"),
        ("NaN", "General", "NaN"),
        ("约5", "0", "约5"),
    ],
)
def test_a_number_that_its_format_cannot_show_is_kept_as_stored(
    raw: str, code: str, shown: str
) -> None:
    assert shown_number(raw, code, from_1904=False) == shown


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("0.12", '0.00"万元"', "0.12万元"),
        ("3", '0"百元"', "3百元"),
        ("800", '"≤"0', "≤800"),
        ("800", r"0元\以\内", "800元以内"),
        ("500", 'General"元/人"', "500元/人"),
        ("1500", "[Red][$￥-804]#,##0.00_)", "￥1500.00"),
        ("1500", '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "¥1500.00"),
        ("0", '0"元";-0"元";"免费"', "免费"),
        ("0", '0"元";-0"元";_ "-"??_ ', "-"),
        ("0", "0;-0;;@", None),
        ("1500", ";;;", None),
        ("-5", "0;;", None),
        ("5", "0;;", "5"),
        ("12000", '0!.0,"万元"', "1.2万元"),
        ("12345", '#,##0.0,"千元"', "12.3千元"),
        ("500", '[>=10000]0!.0,"万元";0"元"', "500元"),
        ("63101", "0-00-00", "6-31-01"),
        ("-5", '0"元";[Red]0"元"', "-5元"),
    ],
)
def test_a_number_shows_with_the_words_of_its_format(
    raw: str, code: str, shown: str | None
) -> None:
    assert shown_number(raw, code, from_1904=False) == shown


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("1234.5", "0", "1235"),
        ("2.5", "#,##0", "3"),
        ("1.005", "0.00", "1.01"),
        ("-0.5", "0", "-1"),
    ],
)
def test_halves_are_rounded_away_from_zero(raw: str, code: str, shown: str | None) -> None:
    assert shown_number(raw, code, from_1904=False) == shown


@pytest.mark.parametrize(
    ("raw", "code", "meant"),
    [
        ("160", '0.0,"千元"', "0.16千元"),
        ("160", '0!.0,"万元"', "0.016万元"),
        ("2160.5", '0"元"', "2160.5元"),
        ("2160.5", '0"元"/人', "2160.5"),
        ("0.125", "0%", "12.5%"),
        ("0.12", '.0"元"', "0.12元"),
        ("416.666666666667", "0", "417"),
        ("1800", "0.E+00", "1800"),
        ("1800", "0.0E+00", None),
        ("150000", "#,##0,", "150"),
        ("12000", '0!.0,"万元"', None),
        ("1499.9999999999998", "0", None),
        ("1500", "0.00", None),
        ("45187.5", "yyyy-mm-dd", None),
        ("约5", "0", None),
    ],
)
def test_a_number_that_its_format_rounds_says_what_is_stored(
    raw: str, code: str, meant: str | None
) -> None:
    assert meant_number(raw, code) == meant


def test_figures_that_are_shown_rounded_are_read_as_stored_and_told() -> None:
    styles = make.STYLES.replace('formatCode="000"', "formatCode='0.0,\"千元\"'")
    cells = make.number("A1", "160", 5) + make.number("B1", "1500", 5)
    sheet = f'<sheetData><row r="1">{cells}</row></sheetData>'
    document = read_sheet(make.package(sheet, **{"xl/styles.xml": styles}), LIMITS)
    assert texts(document) == [["0.16千元", "1.5千元"]]
    [note] = document.notes
    assert (note.rule, note.printed, note.value) == ("figure_rounded", "0.2千元", "0.16千元")


@pytest.mark.parametrize(
    "code", ['0"元"/人', "[DBNum1]General", "@", "# ?/?", '"abc', "0\\", ",0", '0"元",']
)
def test_a_format_that_is_not_understood_shows_the_digits(code: str) -> None:
    assert shown_number("1500", code, from_1904=False) == "1500"


def test_a_format_known_by_number_alone_names_no_currency() -> None:
    styles = make.STYLES.replace('numFmtId="14"', 'numFmtId="5"')
    sheet = f'<sheetData><row r="1">{make.number("A1", "1500", 1)}</row></sheetData>'
    assert texts(read_sheet(make.package(sheet, **{"xl/styles.xml": styles}), LIMITS)) == [["1500"]]


def test_a_formula_that_was_never_calculated_is_refused_with_its_place() -> None:
    sheet = '<sheetData><row r="7"><c r="A7"><f>1+1</f></c></row></sheetData>'
    assert "sheet '表1', row 7" in refusal(make.package(sheet))


def test_control_characters_of_a_cell_are_dropped_and_told() -> None:
    document = read_sheet(
        make.package(
            '<sheetData><row r="1">' + make.cell("A1", "电_x0007_工") + "</row></sheetData>"
        ),
        LIMITS,
    )
    assert texts(document) == [["电工"]]
    note = document.notes[0]
    assert (note.rule, note.printed) == ("control_dropped", "'\\x07'")
    assert note.position is rows_of(document)[0].position


@pytest.mark.slow
@settings(max_examples=30)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(), st.integers(-(10**6), 10**6), st.sampled_from(["电工", "A\nB", "/"])
            ),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_openpyxl_writes_and_reads_is_what_we_read(
    values: list[list[int | str | None]],
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in values:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    if not any(value is not None for row in values for value in row):
        assert "no text" in refusal(buffer.getvalue())
        return
    plain = openpyxl.load_workbook(buffer, read_only=True, data_only=True)
    assert plain.active is not None
    expected = [
        [str(value) for value in row if value is not None]
        for row in plain.active.iter_rows(values_only=True)
    ]
    document = read_sheet(buffer.getvalue(), LIMITS)
    shown = [[text for text in row if text] for row in texts(document)]
    assert shown == [row for row in expected if row]


GOOD = make.package(make.rows(["序号", "名称"], ["1", "电工"]))
HOSTILE = {
    "empty": (b"", "is empty"),
    "cut": (GOOD[:-40], "damaged"),
    "half": (GOOD[: len(GOOD) // 2], "damaged"),
    "bomb": (make.package(make.rows([BOMB])), "compression_ratio"),
    "wide merge": (make.package(make.rows(["x"]) + make.merged("A1:XFD1")), "table_columns"),
    "long merge": (make.package(make.rows(["x"]) + make.merged("A1:A1048576")), "row_span"),
    "no merge": (make.package(make.rows(["x"]) + make.merged("A0:ZZZZ9")), "merged range"),
    "many merges": (
        make.package(make.rows(["x"]) + make.merged(*(f"A{n}" for n in range(1, 100_003)))),
        "limit merges",
    ),
    "overlap": (make.package(make.rows(["x"]) + make.merged("A1:B2", "B1:C1")), "overlap"),
    "far cell": (
        make.package(f'<sheetData><row r="1">{make.cell("A1", "a")}{make.cell("XFD1", "b")}</row>'
                     "</sheetData>"),
        "table_columns",
    ),
    "rows run back": (make.package(f"<sheetData>{make.row(2, 'a')}{make.row(1, 'b')}</sheetData>"),
                      "follows row 2"),
    "row far below": (make.package('<sheetData><row r="9999999"/></sheetData>'), "row 9999999"),
    "cell elsewhere": (
        make.package(f'<sheetData><row r="1">{make.cell("B7", "x")}</row></sheetData>'),
        "'B7' in row 1",
    ),
    "text missing": (
        make.package('<sheetData><row r="1"><c r="A1" t="s"><v>4</v></c></row></sheetData>'),
        "names a text",
    ),
    "nothing": (make.package(make.rows()), "no text"),
    "only hidden": (make.package(make.rows(["x"]), states=["hidden"]), "hidden"),
    "strict": (
        make.package(make.rows(["x"]), **{
            "xl/workbook.xml": '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
        }),
        "Strict",
    ),
    "not a workbook": (make.package(make.rows(["x"]), **{"_rels/.rels": "<x/>"}), "no workbook"),
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=[pytest.mark.slow] * (each == "many merges")) for each in HOSTILE],
)
def test_refused_in_one_sentence(name: str) -> None:
    data, words = HOSTILE[name]
    assert words in refusal(data)


DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "http://192.0.2.1/evil.dtd">',
    '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
)


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml",
     "_rels/.rels", "xl/_rels/workbook.xml.rels"],
)  # fmt: skip
def test_document_types_are_refused_in_every_part(
    doctype: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_connection(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    assert "document type" in refusal(make.package(make.rows(["x"]), **{part: doctype + "<x/>"}))


@pytest.mark.parametrize(
    "name",
    ["zip_members", "unpacked_bytes", "xml_bytes", "xml_index_bytes", "xml_nodes",
     "xml_held_bytes", "table_columns", "cells", "lines", "text_bytes"],
)  # fmt: skip
def test_each_limit_is_named_where_it_is_met(name: str) -> None:
    assert name in refusal(GOOD, replace(LIMITS, **{name: 1}))
