"""What a reader of a Word document sees is what is read of it: unseen, drawn, chosen."""

from __future__ import annotations

import pytest

from extractors.document import Cell, Document, Row
from extractors.readers.limits import Limits
from extractors.readers.word.read import read_word
from tests.documents import make_word as make

LIMITS = Limits()
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
WHITE = '<w:color w:val="FFFFFF"/>'


def rows_of(body: str, **parts: str) -> tuple[list[Row], Document]:
    document = read_word(make.package(body, **parts), LIMITS)
    return [line for line in document.lines() if isinstance(line, Row)], document


def cell_of(content: str, properties: str = "", **parts: str) -> tuple[Cell, Document]:
    """The last cell of a row, with ``content`` in it."""
    table = make.tbl(make.tr("1", "电工", make.tc(content, properties)))
    rows, document = rows_of(table, **parts)
    return rows[0].cells[-1], document


def shaded(fill: str, kind: str = "clear", color: str = "auto") -> str:
    return f'<w:shd w:val="{kind}" w:color="{color}" w:fill="{fill}"/>'


UNSEEN = {
    "white": (WHITE, "", ""),
    "nearly white": ('<w:color w:val="FDFDFE"/>', "", ""),
    "in the color of its cell": ('<w:color w:val="1F4E79"/>', "", shaded("1F4E79")),
    "in a solid color": ('<w:color w:val="1F4E79"/>', "", shaded("auto", "solid", "1F4E79")),
    "in the color of its paragraph": ('<w:color w:val="1F4E79"/>', shaded("1F4E79"), ""),
    "under a marker pen": ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "", ""),
    "white by the theme": ('<w:color w:val="auto" w:themeColor="background1"/>', "", ""),
    "of no size": ('<w:sz w:val="2"/>', "", ""),
    "filled with white": (
        f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'
        "</w14:textFill>",
        "",
        "",
    ),
    "filled with what is clear": (
        f'<w14:textFill {W14}><w14:solidFill><w14:schemeClr w14:val="tx1"><w14:alpha '
        'w14:val="100000"/></w14:schemeClr></w14:solidFill></w14:textFill>',
        "",
        "",
    ),
    "fitted into no width": ('<w:fitText w:val="2"/>', "", ""),
    "of no width": ('<w:w w:val="1"/>', "", ""),
    "filled with nothing": (f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", "", ""),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_left_out_and_told_at_its_row(name: str) -> None:
    run, paragraph, cell = UNSEEN[name]
    shown, document = cell_of(make.p(make.r("1", run) + make.r("800元"), paragraph), cell)
    assert shown.text == "800元"
    (note,) = document.notes
    assert (note.rule, note.printed) == ("hidden_left_out", "1")
    assert note.position is next(iter(document.lines())).position


def test_a_watermark_of_the_page_headers_is_told_once() -> None:
    mark = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="作废"/></v:shape>'
    header = make.p(f"<w:r><w:pict>{mark}</w:pict></w:r>") * 2
    document = read_word(make.package(make.p(make.r("目录")), header=header), LIMITS)
    assert [(note.rule, note.printed) for note in document.notes] == [("hidden_left_out", "作废")]


@pytest.mark.parametrize(
    "paragraph",
    [
        '<w:spacing w:line="20" w:lineRule="exact"/>',
        '<w:ind w:left="-20000"/>',
        '<w:framePr w:w="1" w:h="1" w:hRule="exact"/>',
    ],
)
def test_lines_without_height_or_off_the_page_are_left_out(paragraph: str) -> None:
    low = make.p(make.r("1700元"), paragraph)
    shown, document = cell_of(low + make.p(make.r("1800元")))
    assert shown.text == "1800元"
    assert [(note.rule, note.printed) for note in document.notes] == [("hidden_left_out", "1700元")]


@pytest.mark.parametrize(
    "run", ['<w:spacing w:val="-200"/>', '<w:highlight w:val="black"/>'], ids=["close", "black"]
)
def test_text_that_may_not_be_seen_as_it_is_stored_is_unread(run: str) -> None:
    shown, document = cell_of(make.p(make.r("1") + make.r("7", run) + make.r("800元")))
    assert (shown.text, shown.unread) == ("", True)
    assert [note.rule for note in document.notes] == ["text_unread"]


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("formula", "text", "rule"),
    [
        ("<m:phant><m:phantPr><m:show m:val='0'/></m:phantPr>{}</m:phant>", "800元", "hidden"),
        (
            "<m:borderBox><m:borderBoxPr><m:strikeH/></m:borderBoxPr>{}</m:borderBox>",
            "800元",
            "struck",
        ),
        ("<m:borderBox>{}</m:borderBox>", "1800元", ""),
        ("<m:phant>{}</m:phant>", "1800元", ""),
    ],
)
def test_formulas_hide_and_strike_out(formula: str, text: str, rule: str) -> None:
    inside = formula.format("<m:e><m:r><m:t>1</m:t></m:r></m:e>")
    math = f"<m:oMath {MATH}>{inside}</m:oMath>"
    shown, document = cell_of(make.p(math + make.r("800元")))
    assert shown.text == text
    assert [note.rule for note in document.notes] == [f"{rule}_left_out"] * bool(rule)


def test_a_comment_on_a_cell_is_told_and_its_text_stays() -> None:
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    shown, document = cell_of(make.p(make.r("800") + comment + make.r("元")))
    assert (shown.text, shown.unread) == ("800元", False)
    (note,) = document.notes
    assert (note.rule, note.printed) == ("picture_unread", "a comment")


SEEN = {
    "white under a black marker pen": (f'{WHITE}<w:highlight w:val="black"/>', "", ""),
    "a little closer": ('<w:spacing w:val="-20"/>', "", ""),
    "narrow": ('<w:w w:val="66"/>', "", ""),
    "in lines of a fixed height": ("", '<w:spacing w:line="240" w:lineRule="exact"/>', ""),
    "white on a dark cell": (WHITE, "", shaded("1F4E79")),
    "white on a pattern": (WHITE, "", shaded("FFFFFF", "pct50")),
    "automatic": ('<w:color w:val="auto"/>', "", shaded("000000")),
    "gray by the theme": (
        '<w:color w:val="BFBFBF" w:themeColor="background1" w:themeShade="BF"/>',
        "",
        "",
    ),
    "red": ('<w:color w:val="FF0000"/>', "", ""),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_is_seen_stays(name: str) -> None:
    run, paragraph, cell = SEEN[name]
    shown, document = cell_of(make.p(make.r("800元", run), paragraph), cell)
    assert (shown.text, document.notes) == ("800元", ())


STYLES = (
    '<w:style w:type="character" w:styleId="W"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="D"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    f"{shaded('1F4E79')}</w:tcPr></w:tblStylePr></w:style>"
    '<w:style w:type="table" w:styleId="E"><w:basedOn w:val="D"/></w:style>'
)


@pytest.mark.parametrize(
    "content",
    [
        make.p(make.r("1", '<w:rStyle w:val="W"/>') + make.r("800元")),
        make.p(make.r("1"), '<w:pStyle w:val="P"/>') + make.p("800元"),
    ],
)
def test_styles_make_text_unseen_too(content: str) -> None:
    shown, document = cell_of(content, styles=STYLES)
    assert shown.text == "800元"
    assert [note.printed for note in document.notes] == ["1"]


@pytest.mark.parametrize(("style", "text"), [("D", "序号"), ("E", "序号"), ("F", "")])
def test_white_text_stays_where_the_style_of_its_table_may_shade_it(style: str, text: str) -> None:
    table = make.tbl(make.tr(make.tc(make.p(make.r("序号", WHITE))), "名称"))
    table = table.replace("<w:tblPr/>", f'<w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>')
    (row,), _document = rows_of(table, styles=STYLES)
    assert row.texts == (text, "名称")


def test_what_the_document_sets_by_default_holds_where_nothing_else_does() -> None:
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{WHITE}</w:rPr></w:rPrDefault></w:docDefaults>"
    black = make.r("800元", '<w:color w:val="000000"/>')
    shown, document = cell_of(make.p(make.r("1") + black), styles=styles)
    assert shown.text == "800元"
    assert {note.rule for note in document.notes} == {"hidden_left_out"}


@pytest.mark.parametrize("where", ["{}", '<w:tblStylePr w:type="firstRow">{}</w:tblStylePr>'])
def test_a_style_of_a_table_that_strikes_out_is_told_once(where: str) -> None:
    properties = where.format("<w:rPr><w:strike/></w:rPr>")
    styles = f'<w:style w:type="table" w:styleId="T">{properties}</w:style>'
    named = '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>'
    table = make.tbl(make.tr("1", "电工"), make.tr("2", "焊工")).replace("<w:tbl>", named, 1)
    _rows, document = rows_of(table, styles=styles)
    assert [note.rule for note in document.notes] == ["text_unread"]


@pytest.mark.parametrize(("sign", "shown"), [("☐", "☐"), ("☒", "☑"), ("", "☑")])
def test_a_check_box_shows_the_sign_that_it_holds(sign: str, shown: str) -> None:
    checked = f'<w14:checkbox {W14}><w14:checked w14:val="1"/></w14:checkbox>'
    inside = f"<w:sdtPr>{checked}</w:sdtPr><w:sdtContent>{make.r(sign)}</w:sdtContent>"
    cell, _document = cell_of(make.p(f"<w:sdt>{inside}</w:sdt>"))
    assert cell.text == shown


def test_a_row_without_height_is_hidden() -> None:
    height = '<w:trHeight w:val="1" w:hRule="exact"/>'
    table = make.tbl(make.tr("1", "电工", properties=height), make.tr("2", "焊工"))
    (row,), document = rows_of(table)
    assert row.texts == ("2", "焊工")
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("hidden_left_out", "1\t电工")
    ]


def form(settings: str, instruction: str, result: str = "") -> str:
    return make.p(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>{make.field('separate')}"
        f"{make.r(result) if result else ''}{make.field('end')}"
    )


def box(state: str, content: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox {W14}><w14:checked w14:val="{state}"/></w14:checkbox>'
        f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


LIST = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList>'
CHOSEN = {
    "an old box, checked": (form("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX"), "☑"),
    "an old box, not checked": (
        form(
            '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "FORMCHECKBOX"
        ),
        "☐",
    ),
    "an old box as it began": (
        form('<w:checkBox><w:default w:val="1"/></w:checkBox>', "FORMCHECKBOX"),
        "☑",
    ),
    "an old list": (form(LIST, "FORMDROPDOWN"), "B"),
    "an old list with its result": (form(LIST, "FORMDROPDOWN", "B"), "B"),
    "an old field of text": (form("<w:textInput/>", "FORMTEXT", "1800"), "1800"),
    "a box in a line": (make.p(box("1", make.r("☒"))), "☑"),
    "a box around a line": (box("1", make.p(make.r("☒"))), "☑"),
    "a box not checked": (make.p(box("0", make.r("☐"))), "☐"),
    "a sign of a font": (
        make.p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
        "✓",
    ),
    "a letter in a font": (
        make.p(make.r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')),
        "✓",
    ),
    "a fraction": (
        make.p("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
               "</m:den></m:f></m:oMath>"),
        "1/2",
    ),
    "a table of one column": (make.tbl(make.tr("18"), make.tr("00")) + make.p(), "18\n00"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHOSEN)
def test_what_shows_without_being_text_of_the_cell_is_read(name: str) -> None:
    content, text = CHOSEN[name]
    shown, document = cell_of(content)
    assert (shown.text, shown.unread, document.notes) == (text, False, ())


PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="图片 1"/></wp:inline></w:drawing></w:r>'
)
OBJECT = (
    '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'ProgID="Excel.Sheet.12"/></w:object></w:r>'
)


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (make.p(PICTURE), "picture 图片 1"),
        (make.p("<w:r><w:pict><v:shape/></w:pict></w:r>"), "picture"),
        (make.p(OBJECT), "embedded object Excel.Sheet.12"),
        (make.p(make.r("18") + PICTURE + make.r("0")), "picture 图片 1"),
        (make.p('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'), "Wingdings 4A"),
        (make.tbl(make.tr("18", "00")) + make.p(), "a table, which is read below the row"),
    ],
)
def test_what_cannot_be_read_is_no_blank_cell(content: str, printed: str) -> None:
    shown, document = cell_of(content)
    assert (shown.text, shown.unread) == ("", True)
    assert [(note.rule, note.printed) for note in document.notes] == [("picture_unread", printed)]


def test_a_picture_beside_a_text_is_told_and_the_text_stays() -> None:
    shown, document = cell_of(make.p(make.r("电工") + PICTURE))
    assert (shown.text, shown.unread) == ("电工", False)
    assert [note.rule for note in document.notes] == ["picture_unread"]


def test_objects_outside_tables_are_told_once() -> None:
    _rows, document = rows_of(make.p(make.r("目录") + PICTURE) + make.p(OBJECT) + make.p(PICTURE))
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("picture_unread", "picture 图片 1、embedded object Excel.Sheet.12")
    ]


@pytest.mark.parametrize(("text", "unread"), [("", True), ("800元", False)])
def test_a_text_box_over_a_cell_is_told_and_read_below(text: str, unread: bool) -> None:
    box_ = make.box(make.p(make.r("暂停")))
    shown, document = cell_of(make.p((make.r(text) if text else "") + box_))
    assert (shown.text, shown.unread) == (text, unread)
    assert [note.rule for note in document.notes] == ["picture_unread"]
    assert list(document.lines())[-1].text == "暂停"


def crossed(*lines: str) -> str:
    drawn = "".join(f'<w:{line} w:val="single"/>' for line in lines)
    return f"<w:tcBorders>{drawn}</w:tcBorders>"


@pytest.mark.parametrize(
    ("properties", "text", "rules"),
    [
        (crossed("tl2br", "tr2bl"), "", ["struck_left_out"]),
        (crossed("tl2br"), "800元", ["picture_unread"]),
        (crossed("top"), "800元", []),
    ],
)
def test_lines_from_corner_to_corner_of_a_cell_are_told(
    properties: str, text: str, rules: list[str]
) -> None:
    shown, document = cell_of("800元", properties)
    assert shown.text == text
    assert [note.rule for note in document.notes] == rules


def test_a_field_that_shows_what_its_instruction_says_is_unread() -> None:
    instruction = "<w:r><w:instrText>EQ \\o(1800,—)</w:instrText></w:r>"
    shown, document = cell_of(f"<w:p>{make.field('begin')}{instruction}{make.field('end')}</w:p>")
    assert (shown.text, shown.unread) == ("", True)
    assert [(note.rule, note.printed) for note in document.notes] == [
        ("picture_unread", "field EQ")
    ]


def test_a_sign_raised_from_its_line_is_one_of_a_note() -> None:
    raised = make.r("2", '<w:position w:val="12"/><w:sz w:val="12"/>')
    shown, document = cell_of(make.p(make.r("800元") + raised))
    assert shown.text == "800元"
    assert [note.rule for note in document.notes] == ["note_sign_left_out"]
