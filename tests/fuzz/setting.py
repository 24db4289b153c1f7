"""A small catalog set in each format: what is struck, hidden or pictured in one of its ways."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from random import Random

from PIL import Image
from reportlab.lib.colors import white
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tests.documents import make_pdf, make_sheet, make_web, make_word
from tests.fuzz.catalog import Piece, Printed, PrintedRow, Sheet
from tests.fuzz.seeds import as_delimited, as_text

_NOTHING = Printed([("", "plain")])


def _lines(sheet: Sheet) -> Iterator[tuple[PrintedRow | None, list[tuple[str, Printed]]]]:
    """Each line of the table: None and headings, or a row; with its cells in their order."""
    order = sheet.order
    yield from _header(sheet, order)
    for row in sheet.rows:
        if row.header_above:
            order = list(row.header_above)
            yield from _header(sheet, order)
        yield row, [(name, row.cells.get(name, _NOTHING)) for name in order]


def _header(sheet: Sheet, order: Sequence[str]) -> Iterator[tuple[None, list[tuple[str, Printed]]]]:
    depth = max(map(len, sheet.headings.values()))
    for place in range(depth):
        cells = []
        for name in order:
            words = sheet.headings[name]
            below = place >= len(words)
            text = "" if below else words[place]
            cells.append((name, Printed([(text, "plain")], above=below)))
        yield None, cells


def _spans(cells: Sequence[tuple[str, Printed]], sheet: Sheet, *, header: bool) -> list[int]:
    """How many columns each cell covers; 0 for those that another covers: only in headers."""
    spans = [1] * len(cells)
    if not header or max(map(len, sheet.headings.values())) == 1:
        return spans
    for place in range(len(cells) - 1, 0, -1):
        before, here = cells[place - 1][1], cells[place][1]
        if here.text and here.text == before.text and not here.above:
            spans[place - 1] += spans[place]
            spans[place] = 0
    return spans


# --- word ----------------------------------------------------------------------------------------

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_WORD: dict[str, tuple[str, ...]] = {
    "struck": ("<w:strike/>", "<w:dstrike/>"),
    "hidden": (
        "<w:vanish/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
        '<w:sz w:val="2"/>',
        '<w:w w:val="1"/>',
        f"<w14:textFill {_W14}><w14:noFill/></w14:textFill>",
    ),
    "raised": ('<w:vertAlign w:val="superscript"/>',),
}
_IN_WORD = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="图片 1"/></wp:inline></w:drawing></w:r>'
)


def as_word(sheet: Sheet, chance: Random) -> bytes:
    """A Word document."""
    rows = []
    for row, cells in _lines(sheet):
        made = []
        spans = _spans(cells, sheet, header=row is None)
        for (_name, cell), span in zip(cells, spans, strict=True):
            properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if cell.above:
                properties += "<w:vMerge/>"
            else:
                properties += '<w:vMerge w:val="restart"/>'
            if span:
                made.append(make_word.tc(_word_cell(cell, chance), properties))
        hidden = row is not None and row.is_hidden
        small = '<w:trHeight w:val="1" w:hRule="exact"/>'
        rows.append(make_word.tr(*made, properties=small if hidden else ""))
    above, below = (
        [make_word.p(make_word.r(line)) for line in lines] for lines in (sheet.titles, sheet.notes)
    )
    return make_word.package("".join([*above, make_word.tbl(*rows), *below]))


def _word_cell(cell: Printed, chance: Random) -> str:
    runs = []
    for text, style in cell.pieces:
        if style == "picture":
            runs.append(_IN_WORD)
        elif style == "check":
            runs.append(_word_box(text, chance))
        elif style == "struck" and chance.random() < 0.3:
            held = html.escape(text)
            runs.append(
                f"<w:del {make_word.TRACKED}><w:r><w:delText>{held}</w:delText></w:r></w:del>"
            )
        else:
            way = chance.choice(_WORD[style]) if style in _WORD else ""
            shown = html.escape(text, quote=False).replace("\n", "</w:t><w:br/><w:t>")
            runs.append(make_word.r(shown, way))
    return make_word.p("".join(runs))


def _word_box(checked: str, chance: Random) -> str:
    if chance.random() < 0.5:
        state = f'<w14:checked w14:val="{checked or 0}"/>'
        return (
            f"<w:sdt><w:sdtPr><w14:checkbox {_W14}>{state}</w14:checkbox></w:sdtPr><w:sdtContent>"
            f"{make_word.r('☒' if checked else '☐')}</w:sdtContent></w:sdt>"
        )
    state = "<w:checked/>" if checked else '<w:default w:val="0"/>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        f"{make_word.field('separate')}{make_word.field('end')}"
    )


# --- spreadsheets --------------------------------------------------------------------------------

_IN_SHEET = {
    "struck": "<strike/>",
    "hidden": '<color rgb="FFFFFFFF"/>',
    "raised": '<vertAlign val="superscript"/>',
    "plain": "",
}


_SMALL = '<sz val="1"/>'
_CODES = ("0", "#,##0.00", '0.0,"千元"', '0!.0,"万元"', "_ * #,##0_ ;_ * -#,##0_ ", "[Red]0")


def as_sheet(sheet: Sheet, chance: Random) -> bytes:
    """A workbook of one sheet."""
    rows = [make_sheet.row(n, title) for n, title in enumerate(sheet.titles, start=1)]
    # the words of a format count beside no unit of a heading
    has_unit = {"unit", "unit_line"} & set(sheet.changes)
    styles = [0] if has_unit else [0, 0, *range(1, len(_CODES) + 1)]
    merges: list[str] = []
    tops: dict[str, tuple[int, int]] = {}
    number = len(rows)
    ends: dict[str, int] = {}
    for row, cells in _lines(sheet):
        number += 1
        made = []
        spans = _spans(cells, sheet, header=row is None)
        for place, ((name, cell), span) in enumerate(zip(cells, spans, strict=True), start=1):
            if cell.above:
                ends[name] = number
            else:
                _end_merge(merges, tops, ends, name)
                tops[name] = (place, number)
                if span:
                    style = chance.choice(styles) if row is not None and name != "serial" else 0
                    made.append(_sheet_cell(f"{make_sheet.column(place)}{number}", cell, style))
            if span > 1:
                last = make_sheet.column(place + span - 1)
                merges.append(f"{make_sheet.column(place)}{number}:{last}{number}")
        hidden = chance.choice((' hidden="1"', ' ht="0" customHeight="1"'))
        attributes = hidden if row is not None and row.is_hidden else ""
        rows.append(f'<row r="{number}"{attributes}>{"".join(made)}</row>')
    for name in list(ends):
        _end_merge(merges, tops, ends, name)
    rows += [make_sheet.row(n, note) for n, note in enumerate(sheet.notes, start=number + 1)]
    columns = ""
    if sheet.hidden_field:
        place = sheet.order.index(sheet.hidden_field) + 1
        columns = f'<cols><col min="{place}" max="{place}" hidden="1"/></cols>'
    body = f"{columns}<sheetData>{''.join(rows)}</sheetData>"
    made_styles = _styles()
    body += make_sheet.merged(*merges) if merges else ""
    return make_sheet.package(body, **{"xl/styles.xml": made_styles})


def _styles() -> str:
    """The styles part: General, then one style a number format."""
    codes = "".join(
        f'<numFmt numFmtId="{165 + n}" formatCode="{html.escape(code)}"/>'
        for n, code in enumerate(_CODES)
    )
    styles = "".join(f'<xf numFmtId="{165 + n}"/>' for n in range(len(_CODES)))
    return (
        f"<styleSheet {make_sheet.MAIN}><numFmts>{codes}</numFmts>"
        f'<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}'
        "</cellXfs></styleSheet>"
    )


def _end_merge(
    merges: list[str], tops: dict[str, tuple[int, int]], ends: dict[str, int], name: str
) -> None:
    if name in ends:
        place, top = tops[name]
        column = make_sheet.column(place)
        merges.append(f"{column}{top}:{column}{ends.pop(name)}")


def _sheet_cell(reference: str, cell: Printed, style: int) -> str:
    if any(style == "check" for _text, style in cell.pieces):
        return make_sheet.cell(reference, "☑" if cell.text else "☐")
    if any(style == "picture" for _text, style in cell.pieces):
        return f'<c r="{reference}" vm="1" t="e"><v>#VALUE!</v></c>'
    if len(cell.pieces) == 1 and cell.pieces[0][1] == "plain" and _is_figure(cell.text):
        return make_sheet.number(reference, cell.text, style)
    ways = dict(_IN_SHEET)
    if int(reference[-1]) % 2:
        ways["hidden"] = _SMALL
    runs = "".join(
        f'<r><rPr>{ways[style]}</rPr><t xml:space="preserve">{html.escape(text)}</t></r>'
        for text, style in cell.pieces
    )
    return f'<c r="{reference}" t="inlineStr"><is>{runs}</is></c>'


def _is_figure(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit()


# --- web pages -----------------------------------------------------------------------------------

_WEB: dict[str, tuple[str, ...]] = {
    "struck": (
        "<s>{}</s>",
        "<del>{}</del>",
        "<b class=x>{}</b>",
        '<span style="text-decoration:line-through">{}</span>',
        '<b>{}<i style="position:absolute;top:50%;outline:1px solid"></i></b>',
        "<b class=w>{}</b>",
        '<b style="box-shadow:inset 0 -8px 0 #fff,inset 0 -9px 0 red">{}</b>',
        '<b style="background:linear-gradient(red,red) no-repeat 0 50%/100% 1px">{}</b>',
    ),
    "hidden": (
        '<span style="display:none">{}</span>',
        '<span style="visibility:hidden">{}</span>',
        '<span style="font-size:0">{}</span>',
        '<span style="opacity:0">{}</span>',
        '<span style="color:#fff">{}</span>',
        "<span hidden>{}</span>",
        "<i class=y>{}</i>",
        '<span style="position:absolute;left:-9999px">{}</span>',
        '<span style="clip:rect(0,0,0,0);position:absolute">{}</span>',
        '<span style="color:rgb(255 255 255)">{}</span>',
        '<span style="display:inline-block;scale:0">{}</span>',
        '<span style="opacity:0%">{}</span>',
        "<i class=v>{}</i>",
    ),
    "raised": ("<sup>{}</sup>",),
    "plain": ("{}",),
}
_STYLE = (
    "<style>.x{text-decoration:line-through}td .y{display:none}.z{visibility:collapse}"
    "td{& .v{display:none}}.w{position:relative}"
    ".w::after{content:'';position:absolute;left:0;top:50%;width:100%;border-top:1px solid}</style>"
)


def as_web(sheet: Sheet, chance: Random) -> bytes:
    """A web page."""
    lines = list(_lines(sheet))
    rows = []
    by_collapse = chance.random() < 0.5
    for at, (row, cells) in enumerate(lines):
        made = []
        spans = _spans(cells, sheet, header=row is None)
        for (name, cell), span in zip(cells, spans, strict=True):
            if cell.above or not span:
                continue
            reach = 1
            for _later, others in lines[at + 1 :]:
                if not dict(others)[name].above:
                    break
                reach += 1
            attributes = f" rowspan={reach}" * (reach > 1) + f" colspan={span}" * (span > 1)
            if name == sheet.hidden_field and not by_collapse:
                attributes += ' style="display:none"'
            content = "".join(_web_piece(piece, chance) for piece in cell.pieces)
            made.append(f"<td{attributes}>{content}</td>")
        ways = (' style="display:none"', " hidden", " class=z")
        hidden = chance.choice(ways) if row is not None and row.is_hidden else ""
        rows.append(f"<tr{hidden}>{''.join(made)}</tr>")
    columns = ""
    if sheet.hidden_field and by_collapse:
        columns = "".join(
            "<col class=z>" if name == sheet.hidden_field else "<col>" for name in sheet.order
        )
    above, below = (
        "".join(map(make_web.paragraph, lines)) for lines in (sheet.titles, sheet.notes)
    )
    table = f"<table>{columns}{''.join(rows)}</table>"
    return make_web.page(f"{above}{table}{below}", f'<meta charset="utf-8">{_STYLE}').encode()


def _web_piece(piece: Piece, chance: Random) -> str:
    text, style = piece
    if style == "picture":
        return "<img src=a.png>"
    if style == "check":
        return f"<input type=checkbox{' checked' * bool(text)}>"
    return chance.choice(_WEB[style]).format(html.escape(text).replace("\n", "<br>"))


# --- pdf -----------------------------------------------------------------------------------------

_SIZE = 9
_HIGH = 24
_PICTURE = ImageReader(Image.new("RGB", (8, 8), (200, 30, 30)))


def as_pdf(sheet: Sheet, chance: Random) -> bytes:
    """A PDF: rules, and text set piece by piece."""
    buffer = BytesIO()
    lines = list(_lines(sheet))
    widths = {
        name: max(_width(dict(cells)[name]) for _row, cells in lines if name in dict(cells)) + 14
        for name in sheet.order
    }
    side = max(700, sum(widths.values()) + 80)  # square: it may be turned
    canvas = Canvas(buffer, pagesize=(side, side), invariant=1)
    if chance.random() < 0.2:
        canvas.setPageRotation(chance.choice((90, 180, 270)))
    y = side - 40
    for title in sheet.titles:
        make_pdf.text(canvas, 40, y, title)
        y -= 24
    for at, (row, cells) in enumerate(lines):
        if sheet.pages and at and row is None and lines[at - 1][0] is not None:
            canvas.showPage()
            y = side - 40
        x = 40.0
        spans = _spans(cells, sheet, header=row is None)
        for place, ((name, cell), span) in enumerate(zip(cells, spans, strict=True)):
            wide = sum(widths[each] for each, _cell in cells[place : place + max(span, 1)])
            goes_on = at + 1 < len(lines) and dict(lines[at + 1][1])[name].above
            canvas.setLineWidth(0.5)
            if span:
                canvas.line(x, y, x, y - _HIGH)
                if not cell.above:
                    canvas.line(x, y, x + wide, y)
                if not goes_on:
                    canvas.line(x, y - _HIGH, x + wide, y - _HIGH)
                gone = row is not None and row.is_hidden
                _pdf_cell(canvas, x + 4, y - 15, cell, chance, hidden=gone)
            x += widths[name]
        canvas.line(x, y, x, y - _HIGH)
        y -= _HIGH
    for note in sheet.notes:
        y -= _HIGH
        make_pdf.text(canvas, 40, y, note)
    canvas.save()
    return buffer.getvalue()


def _width(cell: Printed) -> float:
    return sum(_text_width(text) for text, _style in cell.pieces)


def _text_width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, make_pdf.FONT, _SIZE))


def _pdf_cell(
    canvas: Canvas, x: float, y: float, cell: Printed, chance: Random, *, hidden: bool
) -> None:
    for text, style in cell.pieces:
        wide = max(map(_text_width, text.split("\n")))
        if style == "picture":
            canvas.drawImage(_PICTURE, x, y - 2, 20, 12)
        elif style == "check":
            name = f"box{x:.0f}-{y:.0f}-{canvas.getPageNumber()}"
            canvas.acroForm.checkbox(name=name, x=x, y=y - 2, size=10, checked=bool(text))
            continue
        elif hidden or style == "hidden":
            _unseen(canvas, x, y, text, chance)
        elif style == "box":
            make_pdf.text(canvas, x, y, text, _SIZE)
            canvas.saveState()
            canvas.setFillColor(white)
            canvas.setStrokeColor(white)
            canvas.setLineWidth(13)
            if chance.random() < 0.5:
                canvas.rect(x - 1, y - 2, wide + 2, 12, stroke=0, fill=1)
            else:
                canvas.line(x - 1, y + 4, x + wide + 1, y + 4)
            canvas.restoreState()
            continue
        elif style == "raised":
            make_pdf.text(canvas, x, y + 4, text, _SIZE * 0.6)
        else:
            for row, part in enumerate(text.split("\n")):
                base = y + (5 if "\n" in text else 0) - 11 * row
                make_pdf.text(canvas, x, base, part, _SIZE)
                if style == "struck" and part:
                    _strike(canvas, x, base + _SIZE * 0.35, _text_width(part), chance)
            if style == "twice":
                make_pdf.text(canvas, x + 0.3, y, text, _SIZE)
        x += wide


def _strike(canvas: Canvas, x: float, y: float, wide: float, chance: Random) -> None:
    more = chance.choice((0, 0, 1.5))
    if chance.random() < 0.5:
        canvas.line(x - more, y, x + wide + more, y)
    else:
        canvas.rect(x - more, y, wide + 2 * more, 0.8, stroke=0, fill=1)


def _unseen(canvas: Canvas, x: float, y: float, text: str, chance: Random) -> None:
    canvas.saveState()
    words = canvas.beginText(x, y)
    words.setFont(make_pdf.FONT, _SIZE)
    way = chance.randrange(3)
    if way == 0:
        canvas.setFillColor(white)
        words.setFillColor(white)
    elif way == 1:
        words.setTextRenderMode(3)
    else:
        path = canvas.beginPath()
        path.rect(0, 0, 5, 5)
        canvas.clipPath(path, stroke=0, fill=0)
    words.textOut(text)
    canvas.drawText(words)
    canvas.restoreState()


# --- texts ---------------------------------------------------------------------------------------


def _blocks(sheet: Sheet) -> list[str | list[list[str]]]:
    table = []
    for row, cells in _lines(sheet):
        spans = _spans(cells, sheet, header=row is None)
        table.append([cell.text * bool(span) for (_, cell), span in zip(cells, spans, strict=True)])
    return [*sheet.titles, table, *sheet.notes]


def as_capture(sheet: Sheet, _chance: Random) -> bytes:
    """The text of a Word table: a tab opens a cell, a blank line ends a row."""
    return as_text(_blocks(sheet))


def as_values(sheet: Sheet, _chance: Random) -> bytes:
    """Separated values."""
    return as_delimited(_blocks(sheet))


_TEXT = ["ditto", "blank", "reorder", "unit", "alike", "zero_width", "break_line"]
_TEXT += ["header_again", "total", "two_amounts", "unit_line", "words_around", "section"]
_STYLED = ["strike_part", "strike_cell", "strike_row", "hide_part", "hide_cell", "hide_row"]
_STYLED += ["picture", "raise_sign", "merge", "short_row", "box_of_form", *_TEXT]
FORMATS: dict[str, tuple[Callable[[Sheet, Random], bytes], list[str]]] = {
    "word": (as_word, _STYLED),
    "sheet": (as_sheet, [*_STYLED, "hidden_column"]),
    "web": (as_web, [*_STYLED, "hidden_column"]),
    "pdf": (as_pdf, [*_STYLED, "cover", "print_twice", "break_page"]),
    "text": (as_capture, _TEXT),
    "delimited": (as_values, _TEXT),
}
"""How each format sets a catalog, and which changes it can show."""
