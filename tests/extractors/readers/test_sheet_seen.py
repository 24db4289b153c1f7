"""What a reader of a spreadsheet sees is what is read of it: unseen, in its format, lying on it."""

from __future__ import annotations

import pytest

from extractors.document import Document, Row
from extractors.readers.limits import Limits
from extractors.readers.sheet.read import read_sheet
from tests.documents import make_sheet as make

LIMITS = Limits()
SHEETS = "http://schemas.openxmlformats.org"
DRAWN = f"{SHEETS}/drawingml/2006/spreadsheetDrawing"
A = f"{SHEETS}/drawingml/2006/main"


def rows_of(sheet: str, **parts: str) -> tuple[list[Row], Document]:
    document = read_sheet(make.package(sheet, **parts), LIMITS)
    return [line for line in document.lines() if isinstance(line, Row)], document


def told(document: Document) -> list[tuple[str, str | None]]:
    return [(note.rule, note.printed) for note in document.notes]


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


TWO = [make.row(1, "1", "电工", "A"), make.row(3, "3", "焊工", "C")]


@pytest.mark.parametrize("attributes", [' ht="0" customHeight="1"', ' ht="0.1"', ' hidden="1"'])
def test_a_row_without_height_is_hidden(attributes: str) -> None:
    hidden = make.row(2, "2", "钳工", "B", attributes=attributes)
    rows, document = rows_of(data(TWO[0], hidden, TWO[1]))
    assert [row.texts for row in rows] == [("1", "电工", "A"), ("3", "焊工", "C")]
    assert told(document) == [("hidden_left_out", "2\t钳工\tB")]


def test_rows_are_hidden_where_the_sheet_says_that_rows_are() -> None:
    rows, document = rows_of(
        '<sheetFormatPr zeroHeight="1"/>' + data(make.row(1, "1", attributes=' ht="15"'), TWO[1])
    )
    assert [row.texts for row in rows] == [("1",)]
    assert told(document) == [("hidden_left_out", "3\t焊工\tC")]


def test_a_column_without_width_is_hidden() -> None:
    columns = '<cols><col min="3" max="3" width="0" customWidth="1"/></cols>'
    rows, document = rows_of(columns + data(*TWO))
    assert [row.texts for row in rows] == [("1", "电工"), ("3", "焊工")]
    assert told(document) == [("hidden_left_out", "A"), ("hidden_left_out", "C")]


def styles(code: str = "", font: str = "", fill: str = "") -> str:
    """Cell style 1 has this number format, font and fill."""
    filled = f'<fill><patternFill patternType="solid">{fill}</patternFill></fill>' if fill else ""
    return (
        f'<styleSheet {make.MAIN}><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        f"<fonts><font/><font>{font}</font></fonts><fills><fill><patternFill/></fill>{filled}"
        '</fills><cellXfs><xf/><xf numFmtId="'
        f'{164 if code else 0}" fontId="1" fillId="{1 if fill else 0}"/></cellXfs></styleSheet>'
    )


def styled(style: str, cell: str, more: str = "") -> tuple[tuple[str, ...], Document]:
    """The row of a plain cell and one of style 1."""
    sheet = data(f'<row r="1">{make.cell("A1", "电工")}{cell}</row>') + more
    (row,), document = rows_of(sheet, **{"xl/styles.xml": style})
    return row.texts, document


TEXT = make.cell("B1", "停招", ' s="1"')
NUMBER = make.number("B1", "1500", 1)


@pytest.mark.parametrize(
    ("code", "cell", "printed"),
    [
        (";;;", TEXT, "停招"),
        ("[White]0", NUMBER, "1500"),
        ("[&gt;1000][白色]0;0", NUMBER, "1500"),
        (";;;", NUMBER, "1500"),
        ("0;-0;0;", TEXT, "停招"),
        ("0;;", make.number("B1", "-1500", 1), "-1500"),
        ("0;-0;", make.number("B1", "0", 1), "0"),
    ],
)
def test_a_format_that_shows_nothing_hides(code: str, cell: str, printed: str) -> None:
    texts, document = styled(styles(code), cell)
    assert texts == ("电工", "")
    assert told(document) == [("hidden_left_out", printed)]


@pytest.mark.parametrize(
    ("code", "cell", "shown"),
    [
        ("&quot;已&quot;@", TEXT, "已停招"),
        ("0;;;@&quot;（旧）&quot;", TEXT, "停招（旧）"),
        ("#,##0;;", NUMBER, "1500"),
        ("0;;", TEXT, "停招"),
        ("General", TEXT, "停招"),
    ],
)
def test_a_format_shows_its_words_about_a_text(code: str, cell: str, shown: str) -> None:
    texts, document = styled(styles(code), cell)
    assert (texts, document.notes) == (("电工", shown), ())


@pytest.mark.parametrize(
    ("font", "fill", "seen"),
    [
        ("", '<fgColor rgb="FF000000"/>', False),
        ('<color indexed="10"/>', '<fgColor indexed="10"/>', False),
        ('<color theme="1" tint="0.99"/>', "", False),
        ('<color theme="0" tint="-0.5"/>', "", True),
        ('<color indexed="10"/>', '<fgColor indexed="11"/>', True),
        ("", '<fgColor indexed="64"/>', True),
    ],
)
def test_automatic_indexed_and_tinted_type_is_known(font: str, fill: str, seen: bool) -> None:
    texts, _document = styled(styles(font=font, fill=fill), TEXT)
    assert texts == ("电工", "停招" if seen else "")


def test_text_of_no_size_is_unseen() -> None:
    texts, document = styled(styles(font='<sz val="1"/>'), TEXT)
    assert texts == ("电工", "")
    assert told(document) == [("hidden_left_out", "停招")]


@pytest.mark.parametrize(("height", "seen"), [("14", False), ("40", True)])
def test_lines_that_their_row_is_too_low_for_are_unread(height: str, seen: bool) -> None:
    text = make.cell("B1", "初级1500元\n中级1800元")
    row = f'<row r="1" ht="{height}" customHeight="1">{make.cell("A1", "电工")}{text}</row>'
    (shown,), document = rows_of(data(row))
    assert bool(shown.cells[1].text) is seen
    assert [rule for rule, _text in told(document)] == ["text_unread"] * (not seen)


def test_a_formula_that_the_sheet_shows_in_place_of_its_result_is_unread() -> None:
    view = '<sheetViews><sheetView showFormulas="1" workbookViewId="0"/></sheetViews>'
    formula = '<c r="B1"><f>900*2</f><v>1800</v></c>'
    (row,), document = rows_of(view + data(f'<row r="1">{make.cell("A1", "电工")}{formula}</row>'))
    assert (row.cells[1].text, row.cells[1].unread) == ("", True)
    assert [rule for rule, _text in told(document)] == ["text_unread"]


def test_a_run_of_no_size_is_unseen() -> None:
    runs = '<r><rPr><sz val="1"/></rPr><t>1</t></r><r><t>800元</t></r>'
    cell = f'<c r="B1" t="inlineStr"><is>{runs}</is></c>'
    texts, document = styled(styles(), cell)
    assert texts == ("电工", "800元")
    assert told(document) == [("hidden_left_out", "1")]


@pytest.mark.parametrize(("width", "shown"), [("4", ""), ("3", "18")])
def test_a_text_that_its_cell_repeats_is_unread(width: str, shown: str) -> None:
    style = styles(font="<b/>").replace(
        'fontId="1" fillId="0"/>', 'fontId="1"><alignment horizontal="fill"/></xf>'
    )
    columns = f'<cols><col min="2" max="2" width="{width}" customWidth="1"/></cols>'
    cell = make.cell("B1", "18", " s='1'")
    sheet = columns + data(f'<row r="1">{make.cell("A1", "电工")}{cell}</row>')
    (row,), document = rows_of(sheet, **{"xl/styles.xml": style})
    assert row.cells[1].text == shown
    assert [rule for rule, _text in told(document)] == ["text_unread"] * (not shown)


@pytest.mark.parametrize("kind", ["iconSet", "dataBar"])
def test_numbers_in_whose_place_bars_or_signs_are_shown_are_unseen(kind: str) -> None:
    rule = f'<cfRule type="{kind}" priority="1"><{kind} showValue="0"/></cfRule>'
    more = f'<conditionalFormatting sqref="B1:B9">{rule}</conditionalFormatting>'
    texts, document = styled(styles(font="<b/>"), NUMBER, more)
    assert texts == ("电工", "")
    assert told(document) == [("hidden_left_out", "1500")]


X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
XM = 'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'


def test_what_later_programs_put_into_cells_is_told() -> None:
    stars = '<x14:cfRule type="iconSet"><x14:iconSet iconSet="3Stars" showValue="0"/></x14:cfRule>'
    rule = f"<x14:conditionalFormatting>{stars}<xm:sqref>B1</xm:sqref></x14:conditionalFormatting>"
    small = "<x14:sparkline><xm:sqref>C1</xm:sqref></x14:sparkline>"
    more = f"<extLst><ext {X14} {XM}>{rule}{small}</ext></extLst>"
    texts, document = styled(styles(font="<b/>"), NUMBER, more)
    assert texts == ("电工", "", "")
    assert told(document) == [("hidden_left_out", "1500"), ("picture_unread", "a sparkline")]


def test_zeros_that_the_sheet_does_not_show_are_hidden() -> None:
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    rows, document = rows_of(view + data(make.row(1, "1"), f"<row>{make.number('B2', '0')}</row>"))
    assert [row.texts for row in rows] == [("1", "")]
    assert told(document) == [("hidden_left_out", "0")]


UNSEEN = {
    "white": ('<color rgb="FFFFFFFF"/>', ""),
    "nearly white": ('<color rgb="FFFDFEFD"/>', ""),
    "white of the theme": ('<color theme="0"/>', ""),
    "white by number": ('<color indexed="9"/>', ""),
    "its fill": ('<color rgb="FF1F4E79"/>', '<fgColor rgb="FF1F4E79"/>'),
    "its fill of the theme": ('<color theme="4" tint="0.6"/>', '<fgColor theme="4" tint="0.6"/>'),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_text_in_the_color_of_its_fill_is_unseen(name: str) -> None:
    texts, document = styled(styles("", *UNSEEN[name]), TEXT)
    assert texts == ("电工", "")
    assert told(document) == [("hidden_left_out", "停招")]


SEEN = {
    "white on dark": ('<color rgb="FFFFFFFF"/>', '<fgColor rgb="FF1F4E79"/>', ""),
    "white on a color of the theme": ('<color theme="0"/>', '<fgColor theme="4"/>', ""),
    "black": ('<color theme="1"/>', "", ""),
    "white where conditions color": (
        '<color theme="0"/>',
        "",
        '<conditionalFormatting sqref="B1"><cfRule type="expression"/></conditionalFormatting>',
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_is_seen_stays(name: str) -> None:
    font, fill, more = SEEN[name]
    texts, document = styled(styles("", font, fill), TEXT, more)
    assert (texts, document.notes) == (("电工", "停招"), ())


HIDES = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'
BLANKS = '<dxf><numFmt numFmtId="170" formatCode=";;;"/></dxf>'
STRIKES = "<dxf><font><strike/></font></dxf>"
BANDS = (
    '<dxf><font><color theme="0"/></font><fill><patternFill><bgColor rgb="FF1F4E79"/>'
    "</patternFill></fill></dxf>"
)
EQUAL = '<cfRule type="cellIs" operator="equal" dxfId="0"><formula>800</formula></cfRule>'
OVER = '<cfRule type="cellIs" operator="greaterThan" dxfId="0"><formula>500</formula></cfRule>'
BESIDE = '<cfRule type="expression" dxfId="0"><formula>$A1="停"</formula></cfRule>'
ALWAYS = '<cfRule type="expression" dxfId="0"><formula>TRUE</formula></cfRule>'
FIRST = '<cfRule type="top10" dxfId="0" rank="1"/>'


@pytest.mark.parametrize(
    ("format_", "rule", "shown", "rule_told"),
    [
        (HIDES, EQUAL, ["800", "900"], None),
        (HIDES, EQUAL.replace("800", "900"), ["800", ""], "hidden_left_out"),
        (HIDES, OVER, ["", ""], "hidden_left_out"),
        (BLANKS, BESIDE, ["", "900"], "hidden_left_out"),
        (STRIKES, BESIDE, ["", "900"], "struck_left_out"),
        (STRIKES, ALWAYS, ["", ""], "struck_left_out"),
        (HIDES, FIRST, ["?", "?"], "picture_unread"),
        (BANDS, ALWAYS, ["800", "900"], None),
    ],
)
def test_what_the_format_of_a_condition_hides_or_strikes_out_is_told(
    format_: str, rule: str, shown: list[str], rule_told: str | None
) -> None:
    rule = rule.replace("800", "700") if shown == ["800", "900"] else rule
    cells = [
        f'<row r="{n}">{make.cell(f"A{n}", word)}{make.number(f"B{n}", figure)}</row>'
        for n, (word, figure) in enumerate((("停", "800"), ("开", "900")), start=1)
    ]
    condition = f'<conditionalFormatting sqref="B1:B9 D:D">{rule}</conditionalFormatting>'
    parts = {"xl/styles.xml": f"<styleSheet {make.MAIN}><dxfs>{format_}</dxfs></styleSheet>"}
    rows, document = rows_of(f"<sheetData>{''.join(cells)}</sheetData>{condition}", **parts)
    assert ["?" if row.cells[1].unread else row.cells[1].text for row in rows] == shown
    assert {note.rule for note in document.notes} == ({rule_told} if rule_told else set())


@pytest.mark.parametrize(("fill", "shown"), [("", "电工"), ('<fgColor theme="4"/>', "电工停招")])
def test_white_letters_of_a_cell_are_unseen_on_white(fill: str, shown: str) -> None:
    strings = make.rich("电工", ('<color rgb="FFFFFFFF"/>', "停招"))
    sheet = data('<row r="1"><c r="A1" t="s" s="1"><v>0</v></c></row>')
    (row,), _document = rows_of(sheet, strings=strings, **{"xl/styles.xml": styles("", "", fill)})
    assert row.texts == (shown,)


def with_parts(kind: str, content: str) -> dict[str, str]:
    """A part of this kind that the first sheet leads to."""
    target = f'Target="../drawings/part.xml" Type="{make.RELATED}/{kind}"'
    return {
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{SHEETS}/package/2006/'
        f'relationships"><Relationship Id="r1" {target}/></Relationships>',
        "xl/drawings/part.xml": content,
    }


def anchored(thing: str, column: int, row: int) -> dict[str, str]:
    place = f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
    return with_parts(
        "drawing",
        f'<xdr:wsDr xmlns:xdr="{DRAWN}" xmlns:a="{A}"><xdr:twoCellAnchor><xdr:from>{place}'
        f"</xdr:from>{thing}</xdr:twoCellAnchor></xdr:wsDr>",
    )


PICTURE = '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="图片 1"/></xdr:nvPicPr></xdr:pic>'
BOX = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>停招</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


@pytest.mark.parametrize(
    ("thing", "printed"),
    [
        (PICTURE, "picture 图片 1"),
        (BOX, "text box 停招"),
        ("<xdr:sp/>", "shape"),
        (f"<xdr:grpSp>{PICTURE}</xdr:grpSp>", "group 图片 1"),
    ],
)
def test_what_lies_on_a_cell_is_no_blank_cell(thing: str, printed: str) -> None:
    rows, document = rows_of(data(make.row(1, "1", "电工")), **anchored(thing, 2, 0))
    assert [(cell.text, cell.unread) for cell in rows[0].cells] == [
        ("1", False),
        ("电工", False),
        ("", True),
    ]
    assert told(document) == [("picture_unread", printed)]
    assert document.notes[0].position == rows[0].position


def test_a_picture_beside_a_text_is_told_and_the_text_stays() -> None:
    rows, document = rows_of(data(make.row(1, "1", "电工")), **anchored(PICTURE, 1, 0))
    assert rows[0].texts == ("1", "电工")
    assert told(document) == [("picture_unread", "picture 图片 1")]


@pytest.mark.parametrize(("state", "shown"), [("<x:Checked>1</x:Checked>", "☑"), ("", "☐")])
def test_a_box_of_a_form_says_whether_it_has_its_tick(state: str, shown: str) -> None:
    form = (
        '<xml xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:v="urn:schemas-microsoft-com:'
        'vml"><v:shape><x:ClientData ObjectType="Checkbox"><x:Anchor>2, 5, 0, 2, 2, 60, 0, 18'
        f"</x:Anchor>{state}</x:ClientData></v:shape><v:shape>"
        '<x:ClientData ObjectType="Note"><x:Anchor>3, 5, 0, 2, 5, 60, 4, 18</x:Anchor>'
        "</x:ClientData></v:shape></xml>"
    )
    rows, document = rows_of(data(make.row(1, "1", "电工")), **with_parts("vmlDrawing", form))
    assert (rows[0].texts, document.notes) == (("1", "电工", shown), ())


def test_controls_that_are_no_xml_are_told() -> None:
    parts = with_parts("vmlDrawing", "<xml><br></xml>")
    rows, document = rows_of(data(make.row(1, "1", "电工")), **parts)
    assert rows[0].texts == ("1", "电工")
    assert [note.rule for note in document.notes] == ["picture_unread"]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1" t="e" vm="1"><v>#VALUE!</v></c>',
        '<c r="B1" t="str"><f>DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
    ],
)
def test_a_picture_that_a_cell_holds_is_unread(cell: str) -> None:
    rows, document = rows_of(data(f'<row r="1">{make.cell("A1", "电工")}{cell}</row>'))
    assert [(each.text, each.unread) for each in rows[0].cells] == [("电工", False), ("", True)]
    assert told(document) == [("picture_unread", "picture in the cell")]


def test_a_picture_is_told_at_every_row_it_covers_and_leaves_blank_cells_unread() -> None:
    def corner(name: str, column: int, row: int) -> str:
        places = f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
        return f"<xdr:{name}>{places}<xdr:rowOff>90000</xdr:rowOff></xdr:{name}>"

    anchor = f"{corner('from', 1, 0)}{corner('to', 3, 1)}{PICTURE}"
    part = (
        f'<xdr:wsDr xmlns:xdr="{DRAWN}"><xdr:twoCellAnchor>{anchor}</xdr:twoCellAnchor></xdr:wsDr>'
    )
    texts = [["1", "电工", None], ["2", None, "300"], ["3", None, "400"]]
    rows, document = rows_of(make.rows(*texts), **with_parts("drawing", part))
    assert [[cell.unread for cell in row.cells] for row in rows] == [
        [False, False, True],
        [False, True, False],
        [False, False, False],
    ]
    assert [note.position for note in document.notes] == [row.position for row in rows[:2]]


@pytest.mark.parametrize(("merged", "told_"), [("", [("figure_rounded", "###")]), ("A1:B1", [])])
def test_a_number_that_its_column_is_too_narrow_for_is_told(
    merged: str, told_: list[tuple[str, str]]
) -> None:
    columns = '<cols><col min="1" max="1" width="1.5"/></cols>'
    sheet = f'{columns}<sheetData><row r="1">{make.number("A1", "1500")}</row></sheetData>'
    rows, document = rows_of(sheet + (make.merged(merged) if merged else ""))
    assert rows[0].texts == ("1500",)
    assert told(document) == told_


@pytest.mark.parametrize(
    ("text", "shown", "rules"),
    [("ü", "✓", []), ("û", "✗", []), ("1800", "", ["picture_unread"]), ("电工", "电工", [])],
)
def test_signs_of_symbol_fonts_are_read_as_what_they_show(
    text: str, shown: str, rules: list[str]
) -> None:
    style = styles(font='<name val="Wingdings"/>')
    texts, document = styled(style, make.cell("B1", text, ' s="1"'))
    assert texts == ("电工", shown)
    assert [note.rule for note in document.notes] == rules


def test_a_run_in_a_symbol_font_is_read_as_what_it_shows() -> None:
    runs = make.rich("电工", ('<rFont val="Wingdings"/>', "ü"))
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    document = read_sheet(make.package(data(cell), strings=runs), LIMITS)
    assert [line.text for line in document.lines()] == ["电工✓"]


@pytest.mark.parametrize(
    ("sides", "shown", "rules"),
    [
        ('diagonalUp="1" diagonalDown="1"', "", ["struck_left_out"]),
        ('diagonalDown="1"', "停招", ["picture_unread"]),
        ("", "停招", []),
    ],
)
def test_lines_from_corner_to_corner_of_a_cell_are_told(
    sides: str, shown: str, rules: list[str]
) -> None:
    border = f'<borders><border/><border {sides}><diagonal style="thin"/></border></borders>'
    style = styles().replace("<cellXfs>", border + "<cellXfs>")
    texts, document = styled(style.replace('fontId="1"', 'fontId="1" borderId="1"'), TEXT)
    assert texts == ("电工", shown)
    assert [note.rule for note in document.notes] == rules
