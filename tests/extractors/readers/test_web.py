"""The web page reader: one small stored page a trait, hostile pages made in memory."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from extractors.document import Document, Row, Table
from extractors.readers.limits import Limits
from extractors.readers.web.read import MEDIA_TYPE, read_web
from schemas.errors import ReadError
from tests.documents import make_web as make
from tests.places import ROOT

FOLDER = ROOT / "tests" / "documents" / "web"
LIMITS = Limits()


def read(name: str) -> Document:
    return read_web((FOLDER / f"{name}.html").read_bytes(), LIMITS)


def shown(document: Document) -> list[str | list[list[str]]]:
    return [
        [list(row.texts) for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def rows_of(document: Document) -> list[Row]:
    return [row for row in document.lines() if isinstance(row, Row)]


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(ReadError) as caught:
        read_web(data, limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_stored_pages_are_what_the_script_makes() -> None:
    assert {path.stem: path.read_bytes() for path in FOLDER.glob("*.html")} == make.documents()


def test_tables_and_the_text_between_without_the_frame_of_the_page() -> None:
    document = read("order")
    assert document.media_type == MEDIA_TYPE
    assert shown(document) == [
        *("附件1", "第一批", "试行", "散落文字", "目录"),
        [["序号", "名 称"], ["1", "保育\n师\nL"]],
        "备注：完。",
    ]
    assert [row.is_header for row in rows_of(document)] == [True, False]


def test_spans_keep_columns_aligned() -> None:
    rows = rows_of(read("spans"))
    cells = [[(c.text, c.columns, c.merged_above) for c in row.cells] for row in rows]
    assert cells[0][2] == ("补贴", 2, False)
    assert cells[2] == [("", 1, True), ("焊工", 1, False), ("单独核价", 2, False)]
    assert cells[3] == [("", 1, True), ("钳工", 1, False), ("", 2, True)]
    assert {row.width for row in rows} == {4}


def test_layout_tables_dissolve_and_tables_in_data_rows_follow() -> None:
    document = read("nested")
    inner = [["五级", "900"], ["四级", "1200"]]
    assert shown(document) == [inner, "下方文字", [["1", "电工"], ["2", "焊工"]], inner]
    assert [row.position.table_no for row in rows_of(document)] == [1, 1, 2, 2, 3, 3]


def test_hidden_text_is_left_out_with_a_note_each() -> None:
    document = read("hidden")
    # what is hidden from programs that read aloud alone is seen
    assert shown(document) == ["正文", [["1", "电工"]], "丁"]
    assert rows_of(document)[0].position.table_row == 2
    assert [note.printed for note in document.notes] == ["甲", "乙", "丙"]


def test_struck_out_text_is_left_out_with_a_note_each() -> None:
    document = read("struck")
    rows = [["1", "电工", "900"], ["2", "焊工", "700"], ["3", "钳工", "600"]]
    assert shown(document) == ["补贴900元", rows]
    assert [row.struck for row in rows_of(document)] == [False, True, False]
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("struck_left_out", printed) for printed in ("800850", "旧", "800")
    ]
    lines = list(document.lines())
    assert document.notes[0].position is lines[0].position
    assert document.notes[2].position is lines[1].position


def test_a_superscript_that_points_to_a_note_joins_no_name_and_no_amount() -> None:
    document = read("raised")
    assert shown(document) == [
        [
            ["1", "电工", "1500"],
            ["2", "焊工", "1200"],
            ["3", "钳工*L★", "900L"],
            ["4", "BIMTM", "5m²、×10³"],
            ["CO2", "", "600"],
        ],
        "1含鉴定费。",
    ]
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("note_sign_left_out", "电工1\t1500[2]"),
        ("note_sign_left_out", "焊工①\t1200a"),
        ("note_sign_left_out", "900L3"),
        ("note_sign_left_out", "7\t1"),
        ("struck_left_out", "甲"),
        ("note_sign_left_out", "1含鉴定费3"),
    ]
    assert document.notes[0].message.endswith("were left out: 1、[2]")
    assert document.notes[0].position is rows_of(document)[0].position


def test_text_astray_in_a_table_comes_before_it() -> None:
    assert shown(read("astray")) == ["其间之后", "错位末尾", [["1", "电工"]]]


@pytest.mark.parametrize(
    "data",
    [
        (FOLDER / "gbk.html").read_bytes(),
        make.page("<p>镕基：目录</p>", "").encode("utf-8-sig"),
        make.page("<p>镕基：目录</p>", "").encode("utf-16"),
        make.page("<p>镕基：目录</p>", "").encode("gb18030"),
        make.page("<p>镕基：目录</p>", '<meta charset="no-such">').encode(),
        make.page("<p>镕基：目录</p>").encode("gb18030"),
        make.page("<p>镕基：目录</p>", '<meta charset="iso-8859-1">').encode(),
        make.page("<p>镕基：目录</p>", '<meta charset="punycode">').encode(),
        b'<?xml version="1.0" encoding="gbk"?>' + make.page("<p>镕基：目录</p>", "").encode("gbk"),
    ],
    ids=["named", "marked", "utf-16", "silent", "unknown", "misnamed", "latin", "odd", "xhtml"],
)
def test_every_usual_encoding_gives_the_same_text(data: bytes) -> None:
    assert shown(read_web(data, LIMITS)) == ["镕基：目录"]


def test_control_characters_are_dropped_and_told() -> None:
    document = read_web(make.page("<p>电\x00\x07工</p>").encode(), LIMITS)
    assert shown(document) == ["电工"]
    assert [note.printed for note in document.notes] == ["'\\x00\\x07'"]


def test_entities_of_a_document_type_stay_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_connection(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    page = (
        '<!DOCTYPE html SYSTEM "http://192.0.2.1/evil.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">'
        '<!ENTITY b "bbbb">]><html><body><p>文&a;&b;&amp;</p></body></html>'
    )
    texts = "".join(map(str, shown(read_web(page.encode(), LIMITS))))
    assert texts.endswith("文&a;&b;&")
    assert "root:" not in texts
    assert "bbbb" not in texts


def test_a_page_of_white_space_is_read_in_linear_time() -> None:
    """A search that begins anew at each space would take hours."""
    page = make.page(f"<p>甲{' ' * 4_000_000}乙</p>").encode()
    assert shown(read_web(page, LIMITS)) == ["甲 乙"]


DEEP = "<div>" * 400 + "深" + "</div>" * 400
HOSTILE = {
    "no text": (make.page("<nav>首页</nav>").encode(), "no text"),
    "cut in a table": (make.page(make.table(["1", "电工"])).encode()[:-60], "cut short"),
    "cut at the end": (make.page("<p>x</p>").encode()[:-9], "cut short"),
    "cut in a tag": ("<p>甲</p><p".encode(), "cut short"),
    "cut in a character": (make.page("<p>甲</p>").encode() + "甲".encode()[:-1], "cut short"),
    "deep": (make.page(f"<p>前</p>{DEEP}<p>后</p>").encode(), "deep"),
    "endless attribute": (make.page(f'<p>前</p><p a="{"x" * 11_000_000}">后').encode(), "endless"),
    "colspan": (make.page("<table><tr><td colspan=65000>x</table>").encode(), "table_columns"),
    "rowspan": (make.page("<table><tr><td rowspan=65000>x</table>").encode(), "row_span"),
    "long span": (
        make.page(f"<table><tr><td colspan={'9' * 5000}>x</table>").encode(),
        "table_columns",
    ),
    "many cells": (
        make.page(f"<table><tr>{'<td rowspan=0>x' * 900}{'<tr><td>' * 5000}</table>").encode(),
        "limit cells",
    ),
    "tags": (make.page("<b>" * 1_300_000).encode(), "xml_nodes"),
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=[pytest.mark.slow] * (each == "many cells")) for each in HOSTILE],
)
def test_refused_in_one_sentence(name: str) -> None:
    data, words = HOSTILE[name]
    assert words in refusal(data)


@pytest.mark.parametrize(
    "name", ["web_bytes", "xml_nodes", "table_columns", "cells", "lines", "text_bytes"]
)
def test_each_limit_is_named_where_it_is_met(name: str) -> None:
    page = make.page("<p>甲</p><table><tr><td>1<td>电工</table>").encode()
    assert name in refusal(page, replace(LIMITS, **{name: 1}))
