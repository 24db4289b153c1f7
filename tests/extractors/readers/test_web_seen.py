"""What a reader of a web page sees is what is read of it: hidden, struck out, put beside, drawn."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extractors.document import Cell, Document, Row
from extractors.readers import read_document
from extractors.readers.limits import Limits
from extractors.readers.web.read import read_web
from extractors.readers.web.styles import StyleSheets
from schemas.errors import ReadError
from tests.documents import make_web as make

LIMITS = Limits()


def page_of(body: str, style: str = "") -> Document:
    return read_web(
        make.page(body, f'<meta charset="utf-8"><style>{style}</style>').encode(), LIMITS
    )


def cell_of(inner: str, style: str = "") -> tuple[Cell, Document]:
    """The last cell of a row in which ``inner`` stands, and its document."""
    table = f"<table><tr><td>1</td><td>电工</td><td>{inner}</td></tr></table>"
    document = page_of(table, style)
    row = next(line for line in document.lines() if isinstance(line, Row))
    return row.cells[-1], document


HIDDEN = {
    "by a class": ('<b class="x">1</b>', ".x{display:none}"),
    "by a list of selectors": ('<b id="x">1</b>', "h1, td > b#x {display:none}"),
    "by where it stands": ("<i>0</i><b>1</b>", "tr td:nth-child(3) b:not(.y), i{display:none}"),
    "by an attribute": ("<b data-old='y'>1</b>", "[data-old]{display:none}"),
    "against a class that shows": (
        '<b class="x y">1</b>',
        ".x{display:none !important} .x.y{display:inline}",
    ),
    "for screens": ('<b class="x">1</b>', "@media screen and (min-width: 600px){.x{display:none}}"),
    "with its visibility": ('<b style="visibility:hidden">1</b>', ""),
    "with its opacity": ('<b style="opacity:0.0">1</b>', ""),
    "by its size": ('<b style="font-size:0">1</b>', ""),
    "by its size and font": ('<b style="font:0/0 a">1</b>', ""),
    "by its width": ('<b style="display:inline-block;width:0;overflow:hidden">1</b>', ""),
    "off the page": ('<b style="position:absolute;left:-9999px">1</b>', ""),
    "off its line": ('<b style="display:block;text-indent:-9999px">1</b>', ""),
    "cut to nothing": ('<b class="sr">1</b>', ".sr{position:absolute;clip:rect(0,0,0,0)}"),
    "cut to nothing today": ('<b class="sr">1</b>', ".sr{clip-path:inset(50%)}"),
    "by an attribute of its own": ("<b hidden>1</b>", ""),
    "white": ('<b style="color:#fff">1</b>', ""),
    "nearly white": ('<b style="color:rgb(250,252,254)">1</b>', ""),
    "white, by its tag": ('<font color="white">1</font>', ""),
    "transparent": ('<b style="color:transparent">1</b>', ""),
    "white by a variable": ('<b class="x">1</b>', ":root{--a:#fff} .x{color:var(--a)}"),
    "white by default": ('<b style="color:var(--none, #fff)">1</b>', ""),
    "by a color of its fill": ('<b style="-webkit-text-fill-color:transparent">1</b>', ""),
    "by a filter": ('<b style="filter:opacity(0)">1</b>', ""),
    "by a blur": ('<b style="filter:blur(6px)">1</b>', ""),
    "with its content": ('<b style="content-visibility:hidden;display:block">1</b>', ""),
    "in a dialog that is closed": ("<dialog>1</dialog>", ""),
    "below a summary": ("<details><summary></summary>1</details>", ""),
    "in the color under it": ('<b style="color:navy">1</b>', "td{background:#000080}"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_nobody_sees_is_left_out_and_told_at_its_row(name: str) -> None:
    inner, style = HIDDEN[name]
    cell, document = cell_of(f"{inner}800元", style)
    assert cell.text == "800元"
    (note,) = document.notes
    assert note.rule == "hidden_left_out"
    assert note.printed in ("1", "01")
    assert note.position is next(iter(document.lines())).position


SEEN = {
    "for print alone": ('<b class="x">1</b>', "@media print{.x{display:none}}"),
    "on small screens alone": ('<b class="x">1</b>', "@media (max-width: 600px){.x{display:none}}"),
    "under the pointer alone": ("<b>1</b>", "b:hover{display:none}"),
    "another element": ("<b>1</b>", "i{display:none} .x{opacity:0} tr > b{display:none}"),
    "a damaged rule": ("<b>1</b>", "b{{display:none} b::{display:none}"),
    "shown again": ('<b style="visibility:visible">1</b>', "td{visibility:hidden}"),
    "a summary": ("<details><summary>1</summary></details>", ""),
    "what is opened": ("<details open><summary></summary>1</details>", ""),
    "an open dialog": ("<dialog open>1</dialog>", ""),
    "a variable of another element": ('<b style="color:var(--a)">1</b>', "p{--a:#fff}"),
    "white on dark": ('<b style="color:#fff">1</b>', "tr{background-color:#036}"),
    "white on a picture": ('<b style="color:#fff">1</b>', "td{background:url(dark.png)}"),
    "faint": ('<b style="opacity:.5">1</b>', ""),
    "from programs that read aloud": ('<b aria-hidden="true">1</b>', ""),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_is_seen_stays(name: str) -> None:
    inner, style = SEEN[name]
    cell, _document = cell_of(inner, style)
    assert cell.text == "1"


def test_white_text_stays_where_a_sheet_outside_may_color_its_ground() -> None:
    head = '<meta charset="utf-8"><link rel="stylesheet" href="site.css">'
    body = '<table><tr style="color:#fff"><td>1</td><td>电工</td></tr></table>'
    (row,) = read_web(make.page(body, head).encode(), LIMITS).lines()
    assert isinstance(row, Row)
    assert row.texts == ("1", "电工")


@pytest.mark.parametrize("style", ["tr.x{display:none}", ".x{visibility:collapse}"])
def test_a_hidden_row_is_told_with_what_it_holds(style: str) -> None:
    body = (
        '<table><tr class="x"><td>1</td><td>电工</td></tr><tr><td>2</td><td>焊工</td></tr></table>'
    )
    document = page_of(body, style)
    (row,) = document.lines()
    assert isinstance(row, Row)
    assert row.texts == ("2", "焊工")
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("hidden_left_out", "1\t电工")
    ]


@pytest.mark.parametrize(
    ("inner", "style"),
    [
        ('<b class="x">900</b>', ".x{text-decoration:line-through}"),
        ('<b style="text-decoration-line: underline line-through">900</b>', ""),
        ("<del>900</del>", ""),
        ("<s>900</s>", ""),
        ("<strike>900</strike>", ""),
        ('<del><b style="text-decoration:none">900</b></del>', ""),
    ],
)
def test_struck_out_text_is_left_out(inner: str, style: str) -> None:
    cell, document = cell_of(inner, style)
    assert cell.text == ""
    assert [(note.rule, note.printed) for note in document.notes] == [("struck_left_out", "900")]


def test_a_row_struck_out_by_its_class_is_a_struck_row() -> None:
    body = '<table><tr class="x"><td>1</td><td>电<br>工</td><td></td></tr></table>'
    (row,) = page_of(body, "tr.x td{text-decoration:line-through}").lines()
    assert isinstance(row, Row)
    assert row.struck
    assert row.texts == ("1", "电\n工", "")


@pytest.mark.parametrize(
    ("inner", "style", "text"),
    [
        ('<span class="x">800</span>', '.x::before{content:"1"}', "1800"),
        ('<span class="x">180</span>', '.x:after{content:"0"}', "1800"),
        ('<span class="x" data-n="1">800</span>', ".x::before{content:attr(data-n)}", "1800"),
        ('<bdo dir="rtl">0081</bdo>', "", "1800"),
        ('<span class="x">0081</span>', ".x{unicode-bidi:bidi-override;direction:rtl}", "1800"),
        ("<ruby>1800<rp>(</rp><rt>yuan</rt><rp>)</rp></ruby>", "", "1800"),
        ('<input value="1800">', "", "1800"),
        ("<textarea>1800</textarea>", "", "1800"),
        ("<select><option>900<option selected>1800</select>", "", "1800"),
        ("<select><option>1800<option>900</select>", "", "1800"),
        ("<input type=hidden value=1>1800<button>改</button>", "", "1800"),
        ("<input type=checkbox checked>", "", "☑"),
        ("<input type=checkbox>", "", "☐"),
        ('<img src="a.png" alt="√">', "", "√"),
        ('<svg aria-label="✓"><path d="M0 0"/></svg>', "", "✓"),
        ("<table><tr><td>18<tr><td>00</table>", "", "18\n00"),
    ],
)
def test_what_shows_without_being_text_of_the_cell_is_read(
    inner: str, style: str, text: str
) -> None:
    cell, document = cell_of(inner, style)
    assert (cell.text, cell.unread, document.notes) == (text, False, ())


@pytest.mark.parametrize(
    ("inner", "style"),
    [
        ('<img src="tick.png">', ""),
        ('<img src="tick.png" alt="图片">', ""),
        ("<svg><path d='M0 0'/></svg>", ""),
        ("<canvas></canvas>", ""),
        ("<i class='x'></i>", '.x::before{content:"\\f00c"}'),
        ("<i class='x'></i>", ".x::before{content:url(tick.png)}"),
        ("<i class='x'></i>", ".x::before{content:counter(row)}"),
        ('18<img src="0.png">0', ""),
        ("<table><tr><td>18<td>00</table>", ""),
    ],
)
def test_what_cannot_be_read_is_no_blank_cell(inner: str, style: str) -> None:
    cell, document = cell_of(inner, style)
    assert (cell.text, cell.unread) == ("", True)
    (note,) = document.notes
    assert note.rule == "picture_unread"


def test_a_picture_beside_a_text_is_told_and_the_text_stays() -> None:
    cell, document = cell_of('电工<img src="img/new.gif?1" alt="新增">')
    assert (cell.text, cell.unread) == ("电工", False)
    assert [note.printed for note in document.notes] == ["img 新增 new.gif"]


def test_pictures_outside_tables_are_told_once() -> None:
    document = page_of("<p>目录<img src=a.png></p><p><img src=b.png></p><img src=c.gif width=1>")
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("picture_unread", "img a.png、img b.png")
    ]


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ("<tr><td>1<td>电工</tr><td>2</td><td>焊工</td>", [("1", "电工"), ("2", "焊工")]),
        ("<td>1</td><td>电工</td><tr><td>2<td>焊工</tr>", [("1", "电工"), ("2", "焊工")]),
        ("<tbody><td>1</td><td>电工</td></tbody>", [("1", "电工")]),
    ],
)
def test_cells_without_a_row_make_one(rows: str, texts: list[tuple[str, ...]]) -> None:
    lines = page_of(f"<table>{rows}</table>").lines()
    assert [line.texts for line in lines if isinstance(line, Row)] == texts


@pytest.mark.parametrize(
    ("columns", "style"),
    [
        ('<col><col style="visibility:collapse"><col>', ""),
        ('<colgroup><col><col class="x"><col></colgroup>', ".x{visibility:collapse}"),
        ('<col><colgroup span="1" style="visibility:collapse"></colgroup>', ""),
    ],
)
def test_columns_that_collapse_are_left_out_and_told(columns: str, style: str) -> None:
    rows = "<tr><td colspan=2>名称<td>金额</tr><tr><td>电工<td>900<td>1500</tr>"
    document = page_of(f"<table>{columns}{rows}</table>", style)
    lines = [line for line in document.lines() if isinstance(line, Row)]
    assert [line.texts for line in lines] == [("名称", "金额"), ("电工", "1500")]
    assert [line.width for line in lines] == [2, 2]
    assert [(note.rule, note.printed) for note in document.notes] == [("hidden_left_out", "900")]


def test_style_sheets_make_so_many_steps_and_no_more() -> None:
    style = "div ~ div div p{display:none}" * 40
    body = "<div>" + "<div><p>甲</p></div>" * 400 + "</div>"
    with pytest.raises(ReadError, match="css_steps"):
        read_web(
            make.page(body, f'<meta charset="utf-8"><style>{style}</style>').encode(),
            replace(LIMITS, css_steps=50_000),
        )


def test_rules_in_one_another_that_multiply_are_refused_before_they_are_made() -> None:
    some = ",".join(f".a{n}" for n in range(60))
    with pytest.raises(ReadError, match="css_steps"):
        page_of("<p>甲</p>", f"{some}{{" * 6 + "color:red" + "}" * 6)


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    page = make.page(f'<p>甲</p><p style="top:{"1" * 5000}px">乙</p>').encode()
    with pytest.raises(ReadError, match="a number of thousands of digits"):
        read_document(page, "list.html")


def test_each_selector_of_a_rule_in_another_is_below_that() -> None:
    rows = "<tr><td>1</td><td class=y>2</td></tr><tr class=x><td>3</td><td class=y>4</td></tr>"
    document = page_of(f"<table>{rows}</table>", ".x{.z,.y{display:none}}")
    assert [line.texts[:2] for line in document.lines()] == [("1", "2"), ("3",)]


@pytest.mark.parametrize(
    "style", ["div div div p{display:none}", "p.x,div>p:not(.y){display:none}", "*{opacity:0}"]
)
def test_a_page_twice_as_long_makes_twice_the_steps(style: str) -> None:
    def steps(times: int) -> int:
        body = "<div><div><div><p class=x>甲</p></div></div></div>" * times
        root = etree.HTML(f"<style>{style}</style>{body}")
        sheets = StyleSheets.of(root, LIMITS)
        for element in root.iter("p", "div"):
            sheets.of_element(element)
        return sheets.steps.taken

    assert steps(400) <= 2 * steps(200)


PIECES = (
    *(".x", "#y", "p", "*", " ", ">", "~", ",", ":not(", ")", "{", "}", "display:none", ";"),
    *("@media", "(", '"', "[a", "]", "content:", "/*"),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_no_style_sheet_harms_the_reading(pieces: list[str]) -> None:
    sheet = "".join(pieces)
    body = f'<table><tr><td class="x" style="{sheet.replace(chr(34), "")}">1</td></tr></table>'
    # it may hide all that the page shows
    with suppress(ReadError):
        page_of(f"<p>目录</p>{body}", sheet)


@pytest.mark.parametrize(
    ("inner", "text", "unread"),
    [
        ("旧<b style='position:absolute;left:0;background:#fff'>新</b>", "", True),
        ("<b style='position:absolute'>新</b>", "新", False),
        ("旧<b style='position:relative'>新</b>", "旧新", False),
    ],
)
def test_text_laid_over_other_text_leaves_the_cell_unread(
    inner: str, text: str, unread: bool
) -> None:
    cell, _document = cell_of(inner, "")
    assert (cell.text, cell.unread) == (text, unread)


LINES = [
    "linear-gradient(transparent 48%, red 48%, red 52%, transparent 52%)",
    "linear-gradient(180deg, #fff 45%, rgb(0, 0, 0) 45% 55%, #fff 55%)",
    "linear-gradient(to top right, transparent calc(50% - 1px), red calc(50% - 1px), "
    "red calc(50% + 1px), transparent calc(50% + 1px))",
    "linear-gradient(red, red) center/100% 1px no-repeat",
    "linear-gradient(red, red) 0 50%/100% 1px no-repeat",
]
GROUNDS = [
    "linear-gradient(to bottom, #fff, #eee)",
    "linear-gradient(white 0%, #eee 50%, white 100%)",
    "linear-gradient(transparent 90%, red 90%)",
    "linear-gradient(to right, transparent 48%, red 48%, red 52%, transparent 52%)",
    "linear-gradient(red, red) 0 100%/100% 1px no-repeat",
]


@pytest.mark.parametrize("ground", [*LINES, *GROUNDS])
def test_a_line_drawn_as_a_gradient_strikes_out(ground: str) -> None:
    cell, document = cell_of(f'<b style="background:{ground}">800元</b>')
    assert cell.text == ("" if ground in LINES else "800元")
    assert [note.rule for note in document.notes] == ["struck_left_out"] * (ground in LINES)


@pytest.mark.parametrize(
    ("inner", "style"),
    [
        ("<sup>1</sup>", "sup{position:relative;vertical-align:baseline;top:-.5em}"),
        ("<small>1</small>", "small{position:relative;bottom:4px}"),
        ("<small>1</small>", "small{vertical-align:30%}"),
        ("<small>1</small>", "small{vertical-align:text-top}"),
    ],
)
def test_signs_of_notes_are_left_out_however_they_are_raised(inner: str, style: str) -> None:
    cell, document = cell_of(f"800元{inner}", style)
    assert cell.text == "800元"
    assert [note.rule for note in document.notes] == ["note_sign_left_out"]


@pytest.mark.parametrize(
    ("drawn", "strikes"),
    [
        ("position:absolute;top:50%;border-top:1px solid red", True),
        ("position:absolute;inset:50% 0 auto;border-top-style:solid", True),
        ("position:absolute;top:.6em;box-shadow:0 0 0 1px red", True),
        ("position:absolute;bottom:50%;outline:1px solid red", True),
        ("position:absolute;top:0;height:50%;border-bottom:1px solid red", True),
        ("position:absolute;top:0;transform:rotate(-10deg);background:red", True),
        ("display:block;margin-top:-.6em;border-top:1px solid red", True),
        ("display:block;position:relative;top:-10px;border-top:1px solid red", True),
        ("display:block;margin-top:10px;border-top:1px solid red", False),
        ("position:absolute;top:50%;border:none", False),
        ("position:absolute;bottom:0;border-bottom:1px solid red", False),
        ("position:absolute;top:50%;height:6px;background:red;transform:rotate(45deg)", False),
        ("display:table;clear:both", False),
    ],
)
def test_a_line_drawn_over_the_text_strikes_it_out(drawn: str, strikes: bool) -> None:
    put, document = cell_of("<b>800元</b>", f'b::after{{content:"";{drawn}}}')
    assert put.text == ("" if strikes else "800元")
    assert [note.rule for note in document.notes] == ["struck_left_out"] * strikes
    child, _document = cell_of(f"800元<i style='{drawn}'></i>")
    assert child.text == put.text


@pytest.mark.parametrize(
    ("style", "strikes"),
    [
        ("text-decoration:underline;text-underline-offset:-.4em", True),
        ("text-decoration:underline;text-underline-offset:2px", False),
        ("display:inline-block;height:.6em;border-bottom:1px solid red", True),
        ("display:inline-block;height:1.6em;border-bottom:1px solid red", False),
    ],
)
def test_a_line_of_the_text_itself_may_run_through_it(style: str, strikes: bool) -> None:
    cell, _document = cell_of(f"<b style='{style}'>800元</b>")
    assert cell.text == ("" if strikes else "800元")


@pytest.mark.parametrize("tag", ["td background=a.gif", "td style='background:url(a.gif)'"])
def test_a_picture_that_a_cell_itself_lays_under_its_text_is_told(tag: str) -> None:
    document = page_of(f"<table><tr><td>1<td>电工<{tag}>800元</table>", "")
    assert [note.rule for note in document.notes] == ["picture_unread"]


@pytest.mark.parametrize(
    ("shadow", "strikes"),
    [
        ("inset 0 -8px 0 white, inset 0 -10px 0 red", True),
        ("inset 0 -1px 0 #ddd", False),
        ("0 2px 8px rgba(0,0,0,.2)", False),
    ],
)
def test_a_line_that_one_shadow_leaves_of_another_strikes_out(shadow: str, strikes: bool) -> None:
    cell, _document = cell_of(f"<b style='box-shadow:{shadow}'>800元</b>")
    assert cell.text == ("" if strikes else "800元")


@pytest.mark.parametrize(
    ("inner", "style"),
    [
        ("<b class=x>1081</b>元", ".x{display:inline-block;transform:scaleX(-1)}"),
        ("<b class=x>9001</b>元", ".x{display:block;rotate:180deg}"),
        ("<b class=x>8</b><b>100元</b>", ".x{position:relative;left:1em}"),
        ("<b>中级</b><b class=x>00</b><b>18</b>", ".x{order:2}"),
        ("中级<i class=x>1</i><i class=x>8</i>00元", ".x{float:right}"),
        ("1<b class=x>7</b>800元", ".x{letter-spacing:-1em}"),
        ("1<b class=x>8</b>00元", ".x{display:inline-block;transform:rotate(90deg)}"),
        ("<b class=x>1800元</b>", ".x{-webkit-text-stroke:4px white}"),
        ("<p class=x><b>00元</b><b>18</b></p>", ".x{display:flex;flex-direction:row-reverse}"),
        ("<p class=x>1800元</p>", ".x{-webkit-text-security:disc}"),
        ("<p class=x>中级：1800元</p>", ".x{width:60px;overflow:hidden;white-space:nowrap}"),
        ("<p class=x>1800元</p>", ".x::first-letter{color:white}"),
        ("<p>1700元<template shadowrootmode=open>1800元</template></p>", ""),
        ("180<script>document.write('0元')</script>", ""),
        ("1<b class=x>7</b>800元", ".x{mix-blend-mode:screen}"),
        ("<div class=x>1800元<br>1700元</div>", ".x{height:20px;overflow:hidden}"),
        ("<p class=x>1800元<br>1700元</p>", ".x{-webkit-line-clamp:1;overflow:hidden}"),
    ],
)
def test_text_that_may_not_be_seen_as_it_is_stored_is_unread(inner: str, style: str) -> None:
    cell, document = cell_of(inner, style)
    assert cell.unread
    assert cell.text == ""
    assert [note.rule for note in document.notes] == ["text_unread"]


@pytest.mark.parametrize(
    ("inner", "style"),
    [
        ("<b class=x>1800元</b>", ".x{position:relative;left:1em}"),
        ("1800元<b class=x>/人</b>", ".x{float:right}"),
        ("<b class=x>1800元</b>", ".x{transform:scaleX(-1)}"),
        ("<p class=x>1800元</p>", ".x{width:60px;overflow:hidden;white-space:nowrap}"),
        ("<p class=x>1800元</p>", ".x::first-letter{font-size:2em}"),
        ("<p class=x>1800元</p>", ".x{transform:rotate(0deg)}"),
        ("<div class=x><p>1800元</p></div>", ".x{height:20px;overflow:hidden}"),
        ("<b class=x>1800元</b>", "</style><noscript><style>.x{display:none}</style></noscript>"),
    ],
)
def test_text_that_is_only_moved_or_set_is_read(inner: str, style: str) -> None:
    cell, document = cell_of(inner, style)
    assert cell.text.startswith("1800元")
    assert document.notes == ()


@pytest.mark.parametrize(
    "style",
    [
        ".x{line-height:0;overflow:hidden;display:block}",
        ".x{display:inline-block;scale:0}",
        ".x{display:inline-block;transform:translateX(-9999px)}",
        "b:has(i){display:none}",
        "td{color:red; & .x{display:none}}",
        ".y,td{.x{display:none}}",
        ".x{color:rgb(255 255 255)}",
        ".x{color:hsl(0 0% 100% / 1)}",
        ".x{color:oklch(1 0 0)}",
        ".x{color:#0000}",
        ".x{opacity:1%}",
        ".x{font-size:1px}",
        "@media not print{.x{display:none}}",
        "@media (width >= 600px){.x{display:none}}",
        "@media screen and (hover:hover){.x{display:none}}",
        "@scope (table){.x{display:none}}",
        ":where(td .x){display:none}",
        ".x{display:inline-block;transform:scale(.01)}",
        ".x{display:inline-block;transform:rotateX(90deg)}",
        ".x{display:inline-block;zoom:.01}",
        ".x{font-size:calc(0px)}",
        "@import url('data:text/css,.x{display:none}');",
        "</style><link rel=stylesheet href='data:text/css;base64,LnggewpkaXNwbGF5Om5vbmV9'>",
    ],
)
def test_what_newer_style_sheets_hide_is_left_out(style: str) -> None:
    cell, document = cell_of("<b class=x>1700元<i></i></b>1800元", style)
    assert cell.text == "1800元"
    assert [note.rule for note in document.notes] == ["hidden_left_out"]


FACE = "@font-face{font-family:'enc';src:local(x),url(data:font/woff2;base64,d09GMg) format(woff2)}"


@pytest.mark.parametrize(
    ("inner", "style"),
    [
        ("<b style='font-family:enc,serif'>1800</b>元", FACE),
        ("中级<font face=Enc>1800</font>元", FACE),
        ("<b>1800</b>元", FACE + "b{font:bold 12px/1 'enc'}"),
    ],
)
def test_text_in_a_font_that_the_page_brings_is_unread(inner: str, style: str) -> None:
    cell, document = cell_of(inner, style)
    assert cell.unread
    assert "enc" in document.notes[0].message


@pytest.mark.parametrize(
    ("style", "rules"),
    [
        (FACE + "body{font-family:enc}", ["text_unread"]),
        (FACE + "td{font-family:enc}", ["text_unread"]),
        (FACE + "td{font-family:SimSun,enc}", []),
        ("@font-face{font-family:enc;src:local(SimSun)}td{font-family:enc}", []),
        ("@font-face{font-family:宋体;panose-1:2 1 6 0 3 1 1 1 1 1}td{font-family:宋体}", []),
    ],
)
def test_a_font_of_whole_rows_is_told_once(style: str, rules: list[str]) -> None:
    cell, document = cell_of("1800元", style)
    assert cell.text == "1800元"
    assert [(note.rule, note.position) for note in document.notes] == [
        (each, None) for each in rules
    ]


@pytest.mark.parametrize(
    ("inner", "text", "rules"),
    [
        ("<span style='font-family:Wingdings'>ü</span>", "✓", []),
        ('<font face="Wingdings">û</font>', "✗", []),
        ("<span style='font:10pt/1.5 Wingdings,serif'>1800</span>", "", ["picture_unread"]),
        ("<span style='font:bold 10pt 宋体'>1800</span>", "1800", []),
        ("<span style='font-family:Wingdings'><b style='font-family:宋体'>1</b></span>", "1", []),
        ("<progress value=1800 max=3000>1800</progress>", "", ["picture_unread"]),
    ],
)
def test_signs_of_symbol_fonts_are_read_as_what_they_show(
    inner: str, text: str, rules: list[str]
) -> None:
    cell, document = cell_of(inner)
    assert cell.text == text
    assert [note.rule for note in document.notes] == rules


@pytest.mark.parametrize(
    "style",
    [
        "mask-image:linear-gradient(#0000,#0000)",
        "-webkit-mask:url(a.svg)",
        "background:url(line.png) center repeat-x",
    ],
)
def test_masks_and_pictures_under_a_part_of_a_text_are_told(style: str) -> None:
    cell, document = cell_of(f"<b style='{style}'>800元</b>")
    assert cell.text == "800元"
    assert [note.rule for note in document.notes] == ["picture_unread"]
