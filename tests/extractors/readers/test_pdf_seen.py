"""What a reader of a page sees is what is read; each small PDF shows one kind of fault."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph, Row
from extractors.readers.limits import Limits
from extractors.readers.pdf.boxes import row_boxes
from extractors.readers.pdf.read import read_pdf
from schemas.errors import ReadError
from tests.documents import make_pdf
from tests.extractors.readers.test_pdf_refused import HELLO, one_page, stream

FOLDER = Path(__file__).parents[2] / "documents" / "pdf" / "seen"
UNREAD = "?"
CODES = ["4-02-06-05", "6-31-01-03", "6-18-02-04", "4-10-01-05", "6-18-01-01", "6-18-01-02"]
NAMES = ["供应链管理师", "电工", "焊工", "养老护理员", "车工", "铣工"]
CLASSES = "ABACBA"
SECOND_LEVELS = ("2", "制造业", CODES[2], NAMES[2], "1800", "2160", "3000", "160", "200", "260", "")
HEADER = ("序号", "项目编码", "项目名称", "分类")
WHOLE = [
    HEADER,
    *(
        (str(number), code, name, word)
        for number, (code, name, word) in enumerate(
            zip(CODES, NAMES, CLASSES, strict=True), start=1
        )
    ),
]


def load(name: str) -> Document:
    return read_pdf((FOLDER / f"{name}.pdf").read_bytes(), Limits())


def rows_of(document: Document) -> list[Row]:
    return [line for line in document.lines() if isinstance(line, Row)]


def shown(row: Row) -> tuple[str, ...]:
    return tuple(UNREAD if cell.unread else cell.text for cell in row.cells)


def told(document: Document) -> list[tuple[str, int | None, str | None]]:
    return [
        (note.rule, note.position.table_row if note.position else None, note.printed)
        for note in document.notes
    ]


@pytest.mark.parametrize(
    "name",
    [
        "p01-bold4",
        "p07-nohoriz",
        "p10-zebra",
        "p11-cellfill-gaps",
        "p22-lowtext",
        "p23-separate-boxes",
        "q03-formfields",
        "q20-actualtext",
        "q26-line-through-names",
        "q27-white-line-names",
        "q28-white-stroke-names",
        "s16-gbk-euc",
        "s17-type3-uni",
    ],
)
def test_the_whole_table_is_read_and_nothing_is_odd(name: str) -> None:
    document = load(name)
    assert [shown(row) for row in rows_of(document)] == WHOLE
    assert document.notes == ()


@pytest.mark.parametrize("name", ["q05-strikeout-annot", "q07-row-struck-line"])
def test_a_row_struck_out_as_a_whole_keeps_its_text_and_says_so(name: str) -> None:
    document = load(name)
    assert [shown(row) for row in rows_of(document)] == WHOLE
    assert [number for number, row in enumerate(rows_of(document)) if row.struck] == [3]


@pytest.mark.parametrize(
    ("name", "place", "cells", "notes"),
    [
        (
            "p04-invisible",
            3,
            ("3", "6-18-02-04", "焊工", "A"),
            [("hidden_left_out", 3, "电焊工"), ("hidden_left_out", 4, "B")],
        ),
        (
            "p20-overflow",
            3,
            ("3", "6-25-03-00", "计算机及外部设备装配调试员（含移动终端设备装配调试方向）", "A"),
            [],
        ),
        (
            "q02-hiddenlayer-amount",
            3,
            ("3", "制造业", "6-18-02-04", "焊工", "初级：1800元/人", "初级：150元/人", ""),
            [("hidden_left_out", 4, "初级：1200元/人")],
        ),
        (
            "q06-strike-sticksout",
            3,
            ("3", "制造业", "6-18-02-04", "焊工", "1800元/人", "初级：150元/人", ""),
            [("struck_left_out", 4, "初级：1200元/人")],
        ),
        (
            "q09-clip",
            3,
            ("3", "制造业", "6-18-02-04", "焊工", "初级：1800元/人", "初级：150元/人", ""),
            [("hidden_left_out", 4, "旧标准1200元/"), ("hidden_left_out", 4, "人")],
        ),
        (
            "q12-one-cid",
            3,
            ("3", "6-18-02-04", UNREAD, "A"),
            [("text_unread", 4, "\ufffd工")],
        ),
        (
            "q13-cid-digit",
            2,
            ("2", UNREAD, "电工", "B"),
            [("text_unread", 3, "6-\ufffd1-01-0\ufffd"), ("text_unread", 4, "\ufffd")],
        ),
        (
            "q15-fffd",
            3,
            ("3", "6-18-02-04", UNREAD, "A"),
            [("text_unread", 4, "\ufffd工")],
        ),
        (
            "q16-tospace",
            3,
            ("3", "6-18-02-04", UNREAD, "A"),
            [("text_unread", 4, "工")],
        ),
        (
            "q31-graymark",
            3,
            ("3", "6-18-02-04", "焊工", "A"),
            [("hidden_left_out", None, "内部资料")],
        ),
        (
            "r01-tick-image",
            1,
            (
                *("1", "制造业", "6-31-03-01", "化学检验员"),
                *("初级、中级：2160元/人", "初级或中级：160元/人", UNREAD),
            ),
            [("picture_unread", row, None) for row in (2, 3, 5)],
        ),
        (
            "r03-tick-zapf",
            1,
            (
                *("1", "制造业", "6-31-03-01", "化学检验员"),
                *("初级、中级：2160元/人", "初级或中级：160元/人", "✔"),
            ),
            [],
        ),
        (
            "r04-tick-wingdings",
            1,
            (
                *("1", "制造业", "6-31-03-01", "化学检验员"),
                *("初级、中级：2160元/人", "初级或中级：160元/人", "✓"),
            ),
            [],
        ),
        (
            "r07-fakebold-9pt",
            3,
            ("3", "制造业", "6-18-02-04", "焊工", "初级：1800元/人", "初级：150元/人", ""),
            [],
        ),
        (
            "r14-letterspaced1",
            3,
            ("3", "制造业", "6-18-02-04", "焊工", "初级：1800元/人", "初级：150元/人", ""),
            [],
        ),
        (
            "r22-picture-over-amount",
            3,
            ("3", "制造业", "6-18-02-04", "焊工", UNREAD, "初级：150元/人", ""),
            [("hidden_left_out", 4, "初级：1800元/人"), ("picture_unread", 4, None)],
        ),
        (
            "r23-amount-picture",
            3,
            ("3", "制造业", "6-18-02-04", "焊工", UNREAD, "初级：150元/人", ""),
            [("picture_unread", 4, None)],
        ),
        (
            "s02-levels-fakebold",
            3,
            SECOND_LEVELS,
            [],
        ),
        (
            "s03-levels-whiteout",
            3,
            SECOND_LEVELS,
            [("hidden_left_out", 4, "1200")],
        ),
        (
            "s04-levels-white-digit",
            3,
            SECOND_LEVELS,
            [("hidden_left_out", 4, "0")],
        ),
        (
            "s07-levels-struck-longer",
            3,
            SECOND_LEVELS,
            [("struck_left_out", 4, "1200")],
        ),
        (
            "s11-levels-raised00",
            3,
            SECOND_LEVELS,
            [],
        ),
        (
            "s12-levels-thinspace",
            3,
            SECOND_LEVELS,
            [],
        ),
        (
            "u01-junk-before-header",
            4,
            (
                *("4", "制造业", "6-18-01-01", "车工"),
                *("初级、中级：2160元/人", "初级或中级：160元/人", "*"),
            ),
            [],
        ),
    ],
)
def test_the_row_as_it_is_seen_and_what_is_told_of_it(
    name: str,
    place: int,
    cells: tuple[str, ...],
    notes: Sequence[tuple[str, int | None, str | None]],
) -> None:
    document = load(name)
    assert shown(rows_of(document)[place]) == cells
    assert told(document) == list(notes)


def test_a_font_that_says_nothing_leaves_its_cells_unread_and_is_named() -> None:
    document = load("s19-type3-digits-shifted")
    assert shown(rows_of(document)[2])[3:] == ("电工", *[UNREAD] * 6, "*")
    assert "the font Type3 does not say" in document.notes[0].message


def test_text_recognition_over_a_page_that_is_printed_is_left_out() -> None:
    document = load("s05-levels-ocr-layer")
    assert shown(rows_of(document)[3])[4] == "1800"
    assert ("hidden_left_out", 4, "1600") in told(document)


def test_text_written_downwards_is_read_from_right_to_left() -> None:
    assert shown(rows_of(load("v02-vertical-right-to-left"))[1])[1] == "装备制造行业"


# --- drawn here --------------------------------------------------------------------------------

ROWS = [["名称", "标准"], ["电工", "1500"], ["焊工", "1800"]]
# where the last cell's text stands, its baseline 8 points above the row's lower edge
LAST = (124.0, 721.0)


def read(draw: Callable[[Canvas], None], *, later: bool = True) -> Document:
    """A table of three rows, with something drawn after (or before) it."""

    def page(canvas: Canvas) -> None:
        if not later:
            draw(canvas)
        make_pdf.table(canvas, 70, 780, ROWS, (50, 110))
        if later:
            draw(canvas)

    return read_pdf(make_pdf.make(page), Limits())


def last(document: Document) -> tuple[str, ...]:
    return shown(rows_of(document)[2])


def picture(mask: int | None) -> ImageReader:
    image = Image.new("RGBA" if mask is not None else "RGB", (8, 8), (200, 30, 30))
    if mask is not None:
        image.putalpha(mask)
    return ImageReader(image)


def box(canvas: Canvas, fill: Color) -> None:
    canvas.saveState()
    canvas.setFillColor(fill)
    canvas.rect(120, 714, 110, 22, stroke=0, fill=1)
    canvas.restoreState()


def test_a_highlight_lets_the_text_below_it_be_read() -> None:
    document = read(lambda c: box(c, Color(1, 1, 0, alpha=0.4)))
    assert (last(document), document.notes) == (("焊工", "1800"), ())


def test_a_box_below_the_text_covers_nothing() -> None:
    document = read(lambda c: box(c, Color(0.9, 0.9, 0.5)), later=False)
    assert (last(document), document.notes) == (("焊工", "1800"), ())


def test_a_box_over_the_text_covers_it() -> None:
    document = read(lambda c: box(c, Color(1, 1, 1)))
    assert last(document) == ("焊工", "")
    assert told(document) == [("hidden_left_out", 3, "1800")]


def test_white_text_on_a_dark_ground_is_seen() -> None:
    def white_on_blue(canvas: Canvas) -> None:
        box(canvas, Color(0, 0, 0.5))
        canvas.setFillColor(Color(1, 1, 1))
        make_pdf.text(canvas, *LAST, "2000")

    assert last(read(white_on_blue)) == ("焊工", "2000")


def test_text_without_opacity_is_not_seen() -> None:
    def clear(canvas: Canvas) -> None:
        canvas.setFillAlpha(0)
        make_pdf.text(canvas, LAST[0] + 30, LAST[1], "9")

    document = read(clear)
    assert last(document) == ("焊工", "1800")
    assert told(document) == [("hidden_left_out", 3, "9")]


@pytest.mark.parametrize(
    ("mask", "cells"), [(0, ("焊工", "1800")), (60, ("焊工", "1800")), (255, ("焊工", UNREAD))]
)
def test_a_picture_covers_as_far_as_its_mask_lets_nothing_through(
    mask: int, cells: tuple[str, ...]
) -> None:
    def over(canvas: Canvas) -> None:
        canvas.drawImage(picture(mask), LAST[0] - 1, LAST[1] - 3, 40, 14, mask="auto")

    assert last(read(over)) == cells


def test_a_cross_strikes_out_the_word_it_is_drawn_over() -> None:
    def cross(canvas: Canvas) -> None:
        x, y = LAST
        canvas.line(x - 2, y - 2, x + 24, y + 10)
        canvas.line(x - 2, y + 10, x + 24, y - 2)

    document = read(cross)
    assert last(document) == ("焊工", "")
    assert told(document) == [("struck_left_out", 3, "1800")]


def test_a_tick_that_is_drawn_is_no_blank_cell() -> None:
    def tick(canvas: Canvas) -> None:
        canvas.line(200, 722, 203, 719)
        canvas.line(203, 719, 210, 730)

    def blank(canvas: Canvas) -> None:
        make_pdf.table(
            canvas, 70, 780, [["名称", "标准"], ["电工", "1500"], ["焊工", ""]], (50, 110)
        )
        tick(canvas)

    document = read_pdf(make_pdf.make(blank), Limits())
    assert last(document) == ("焊工", UNREAD)
    assert told(document) == [("picture_unread", 3, None)]


def test_check_boxes_say_whether_they_are_checked() -> None:
    def form(canvas: Canvas) -> None:
        rows = [["名称", "紧缺"], ["电工", ""], ["焊工", ""]]
        make_pdf.table(canvas, 70, 780, rows, (50, 110))
        for number, checked in ((1, True), (2, False)):
            canvas.acroForm.checkbox(
                name=f"c{number}", x=126, y=760 - 22 * number + 1, size=12, checked=checked
            )

    document = read_pdf(make_pdf.make(form), Limits())
    assert [shown(row)[1] for row in rows_of(document)] == ["紧缺", "☑", "☐"]


def test_two_texts_in_one_place_are_none() -> None:
    document = read(lambda c: make_pdf.text(c, *LAST, "2400"))
    assert last(document) == ("焊工", UNREAD)
    assert [note.rule for note in document.notes] == ["text_unread"]


def test_a_scan_with_recognized_text_is_read_and_told() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.drawImage(picture(None), 0, 0, *A4)
        words = canvas.beginText(72, 700)
        words.setTextRenderMode(3)
        words.setFont("Helvetica", 10)
        words.textLine("recognized text of a page that is one picture")
        canvas.drawText(words)

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    scan(canvas)
    canvas.save()
    document = read_pdf(buffer.getvalue(), Limits())
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == ["recognized text of a page that is one picture"]
    assert [note.rule for note in document.notes] == ["picture_unread"]


@pytest.mark.parametrize(
    "content", [b"q Q " * 40_000, b"0 " * 600_000, b"BI " * 90_000, b"(" * 300_000]
)
def test_endless_content_is_refused_for_its_work(content: bytes) -> None:
    packed = stream(zlib.compress(content), b"/Filter/FlateDecode")
    with pytest.raises(ReadError, match=r"pdf_page_operators|cannot be read"):
        read_pdf(one_page(packed), replace(Limits(), pdf_page_operators=20_000))


def test_bytes_before_the_file_are_passed_over() -> None:
    data = b"Processing page 1\n" + one_page(stream(HELLO))
    (block,) = read_pdf(data, Limits()).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "Hello world"


def test_showing_a_row_reads_its_page_alone() -> None:
    data = (FOLDER.parent / "over_pages.pdf").read_bytes()
    content_of_the_first = data.index(b"stream")
    broken = data[:content_of_the_first] + b"xtream" + data[content_of_the_first + 6 :]
    with pytest.raises(ReadError):
        read_pdf(broken, Limits())
    assert row_boxes(data, Limits(), [2]).keys() == {2}


def test_a_picture_over_the_borders_of_blank_cells_is_told_in_each_that_it_covers() -> None:
    def page(canvas: Canvas) -> None:
        rows = (("序号", "名称", "金额"), ("1", "电工", ""), ("2", "焊工", ""))
        make_pdf.table(canvas, 70, 780, rows, (50, 110, 80))
        canvas.drawImage(picture(None), 232, 716, 76, 40)

    rows = rows_of(read_pdf(make_pdf.make(page), Limits()))
    assert [[cell.unread for cell in row.cells] for row in rows] == [
        [False, False, False],
        [False, False, True],
        [False, False, True],
    ]


def test_a_picture_that_text_is_printed_on_is_no_content_of_blank_cells() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawImage(picture(None), 60, 700, 280, 90)
        make_pdf.table(canvas, 70, 780, (("序号", "名称"), ("1", "")), (50, 110))

    document = read_pdf(make_pdf.make(page), Limits())
    assert (shown(rows_of(document)[1]), document.notes) == (("1", ""), ())


def test_a_code_that_its_font_has_no_character_for_leaves_the_cell_unread() -> None:
    def page(canvas: Canvas) -> None:
        # U+A07F is in no table of this font: its second byte must not begin another character
        rows = (("序号", "名称"), ("1", "电\ua07f工"), ("2", "焊工"))
        make_pdf.table(canvas, 70, 780, rows, (50, 110))

    rows = rows_of(document := read_pdf(make_pdf.make(page), Limits()))
    assert [shown(row) for row in rows] == [("序号", "名称"), ("1", "?"), ("2", "焊工")]
    assert [note.rule for note in document.notes] == ["text_unread"]


def test_a_large_picture_outside_tables_is_told_and_a_seal_is_not() -> None:
    def page(canvas: Canvas) -> None:
        make_pdf.table(canvas, 70, 780, ROWS, (50, 110))
        canvas.drawImage(picture(None), 70, 400, 400, 200)
        canvas.drawImage(picture(128), 300, 100, 100, 100)

    [note] = read_pdf(make_pdf.make(page), Limits()).notes
    assert (note.rule, note.message) == (
        "picture_unread",
        "page 1 shows pictures outside its tables (1); not read",
    )


@pytest.mark.parametrize("angle", [90, 270])
def test_a_line_through_turned_text_strikes_it_out(angle: int) -> None:
    def page(canvas: Canvas) -> None:
        make_pdf.table(canvas, 70, 780, (("序号", "名称"), ("1", "电工")), (50, 110), 60)
        canvas.translate(215, 670 if angle == 90 else 710)
        canvas.rotate(angle)
        make_pdf.text(canvas, 0, 0, "旧制造业", 8)
        canvas.line(-1, 2.8, 33, 2.8)

    document = read_pdf(make_pdf.make(page), Limits())
    assert [shown(row) for row in rows_of(document)] == [("序号", "名称"), ("1", "电工")]
    assert told(document) == [("struck_left_out", 2, "旧制造业")]


@pytest.mark.parametrize(("width", "cell"), [(17.5, UNREAD), (19.0, "1800"), (26.0, "1800")])
def test_a_character_that_a_clip_cuts_through_is_unread(width: float, cell: str) -> None:
    def cut(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(LAST[0] + 30, LAST[1] - 3, width, 16)
        canvas.clipPath(path, stroke=0)
        make_pdf.text(canvas, LAST[0] + 30, LAST[1], "1800")
        canvas.restoreState()

    def page(canvas: Canvas) -> None:
        make_pdf.table(canvas, 70, 780, [*ROWS[:2], ["焊工", ""]], (50, 110))
        cut(canvas)

    assert last(read_pdf(make_pdf.make(page), Limits())) == ("焊工", cell)


def test_a_white_area_over_a_part_of_a_character_leaves_it_unread() -> None:
    x, y = LAST[0], LAST[1]

    def disc(canvas: Canvas) -> None:
        canvas.setFillColor(Color(1, 1, 1))
        canvas.circle(x + 10, y + 4, 6, stroke=0, fill=1)

    def box_beside_a_middle(canvas: Canvas) -> None:
        canvas.setFillColor(Color(1, 1, 1))
        canvas.rect(x + 17.4, y - 2, 12, 12, stroke=0, fill=1)

    def box_behind(canvas: Canvas) -> None:
        canvas.setFillColor(Color(1, 1, 1))
        canvas.rect(x + 21, y - 2, 12, 12, stroke=0, fill=1)

    assert last(read(disc)) == last(read(box_beside_a_middle)) == ("焊工", UNREAD)
    assert last(read(box_behind)) == ("焊工", "1800")


@pytest.mark.parametrize(
    ("left", "low", "wide", "high", "cell"),
    [
        (0, -2, 3, 12, UNREAD),
        (2, -2, 20, 2.9, "1800"),
        (2, 2, 20, 2, UNREAD),
        (0, 3.4, 22, 0.4, "1800"),
        (-1.5, -2, 2, 12, "1800"),
        (22, -2, 2.5, 12, "1800"),
        (0, -9, 22, 7, "1800"),
    ],
)
def test_a_white_bar_leaves_unread_what_it_covers_a_part_of(
    left: float, low: float, wide: float, high: float, cell: str
) -> None:
    def bar(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(Color(1, 1, 1))
        canvas.rect(LAST[0] + left, LAST[1] + low, wide, high, stroke=0, fill=1)
        canvas.restoreState()

    def stroke(canvas: Canvas) -> None:
        canvas.setStrokeColor(Color(1, 1, 1))
        canvas.setLineWidth(high)
        middle = LAST[1] + low + high / 2
        canvas.line(LAST[0] + left, middle, LAST[0] + left + wide, middle)

    assert [last(read(draw)) for draw in (bar, stroke)] == [("焊工", cell)] * 2
    assert last(read(bar, later=False)) == ("焊工", "1800")


def test_many_hairlines_cover_what_one_does_not() -> None:
    def hatched(canvas: Canvas) -> None:
        canvas.setFillColor(Color(1, 1, 1))
        for step in range(8):
            canvas.rect(LAST[0], LAST[1] - 1 + 1.2 * step, 30, 0.45, stroke=0, fill=1)

    assert last(read(hatched)) == ("焊工", UNREAD)


@pytest.mark.parametrize(("low", "cell"), [(3, UNREAD), (-6, UNREAD), (-2, "1800")])
def test_a_character_of_which_a_clip_leaves_half_is_unread(low: float, cell: str) -> None:
    def page(canvas: Canvas) -> None:
        make_pdf.table(canvas, 70, 780, [*ROWS[:2], ["焊工", ""]], (50, 110))
        path = canvas.beginPath()
        path.rect(LAST[0] - 2, LAST[1] + low, 60, 11)
        canvas.clipPath(path, stroke=0, fill=0)
        make_pdf.text(canvas, *LAST, "1800")

    assert last(read_pdf(make_pdf.make(page), Limits())) == ("焊工", cell)


@pytest.mark.parametrize(
    ("words", "angle", "told_at"), [("作废", 20, 3), ("作废", 0, 3), ("样本", 20, 0)]
)
def test_a_stamp_that_voids_is_told_where_it_lies(words: str, angle: int, told_at: int) -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(0.7)
        canvas.translate(LAST[0] + 2, LAST[1] - 2)
        canvas.rotate(angle)
        make_pdf.text(canvas, 0, 0, words, 12)
        canvas.restoreState()

    document = read(stamp)
    assert last(document) == ("焊工", "1800")
    rows = [row for rule, row, _text in told(document) if rule == "picture_unread"]
    assert rows == [told_at] * bool(told_at)


def test_a_thick_white_line_covers_text() -> None:
    def line(canvas: Canvas) -> None:
        canvas.setStrokeColor(Color(1, 1, 1))
        canvas.setLineWidth(14)
        canvas.line(LAST[0] - 2, LAST[1] + 4, LAST[0] + 40, LAST[1] + 4)

    document = read(line)
    assert last(document) == ("焊工", "")
    assert told(document) == [("hidden_left_out", 3, "1800")]


def test_a_white_corner_over_a_part_of_a_character_leaves_it_unread() -> None:
    def corner(canvas: Canvas) -> None:
        canvas.setFillColor(Color(1, 1, 1))
        path = canvas.beginPath()
        path.moveTo(*LAST)
        path.lineTo(LAST[0] + 12, LAST[1])
        path.lineTo(LAST[0] + 6, LAST[1] + 9)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)

    assert last(read(corner)) == ("焊工", UNREAD)


@pytest.mark.parametrize(
    ("turn", "why"),
    [
        (lambda canvas: canvas.scale(-1, 1), "as in a mirror"),
        (lambda canvas: canvas.rotate(180), "upside down"),
    ],
)
def test_text_in_a_mirror_or_upside_down_is_unread(
    turn: Callable[[Canvas], None], why: str
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(LAST[0] + 60, LAST[1] + 4)
        turn(canvas)
        make_pdf.text(canvas, 0, 0, "9001")
        canvas.restoreState()

    document = read(draw)
    assert last(document) == ("焊工", UNREAD)
    assert why in document.notes[0].message


@pytest.mark.parametrize(("x", "cell"), [(21.5, UNREAD), (-1, UNREAD), (33, "1800")])
def test_a_dot_or_a_stroke_drawn_beside_a_figure_may_be_a_part_of_it(x: float, cell: str) -> None:
    def dot(canvas: Canvas) -> None:
        canvas.circle(LAST[0] + x, LAST[1] + 0.5, 0.6, stroke=0, fill=1)

    def one(canvas: Canvas) -> None:
        canvas.rect(LAST[0] + x, LAST[1], 0.8, 7, stroke=0, fill=1)

    assert [last(read(draw)) for draw in (dot, one)] == [("焊工", cell)] * 2


def annotated(kind: str, **more: object) -> Document:
    """The table with an annotation over its last row."""

    def annotate(canvas: Canvas) -> None:
        entries = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName(kind),
            "Rect": PDFArray([70, 714, 230, 736]),
            "Contents": PDFString("VOID"),
            "F": 4,
            **more,
        }
        canvas._addAnnotation(PDFDictionary(entries))

    return read(annotate)


@pytest.mark.parametrize(
    ("kind", "color", "covers"),
    [
        ("Highlight", {"C": PDFArray([0, 0, 0])}, True),
        ("Highlight", {"C": PDFArray([1, 1, 0])}, False),
        ("Highlight", {}, False),
        ("Square", {"IC": PDFArray([1, 1, 1])}, True),
        ("Square", {"IC": PDFArray([1, 1, 1]), "CA": 0.3}, False),
    ],
)
def test_an_annotation_covers_what_it_fills(
    kind: str, color: dict[str, object], covers: bool
) -> None:
    document = annotated(kind, **color)
    rules = [rule for rule, _row, _text in told(document)]
    assert rules.count("hidden_left_out") == 2 * covers
    assert [cell.isalnum() for cell in last(document)] == [not covers] * 2


def test_a_character_much_larger_than_the_rest_of_its_cell_stands_over_it() -> None:
    document = read(lambda canvas: make_pdf.text(canvas, LAST[0] + 30, LAST[1] - 6, "X", 40))
    assert last(document) == ("焊工", UNREAD)
    assert "much larger" in document.notes[0].message


def test_a_thick_white_outline_makes_other_characters() -> None:
    def outlined(canvas: Canvas) -> None:
        canvas._code.append("q 2 Tr 1 G 4 w")
        make_pdf.text(canvas, LAST[0] + 40, LAST[1], "9")
        canvas._code.append("Q")

    assert last(read(outlined)) == ("焊工", UNREAD)


@pytest.mark.parametrize("kind", ["Stamp", "Text", "Caret", "Ink"])
def test_an_annotation_is_told_in_each_cell_that_it_lies_over(kind: str) -> None:
    document = annotated(kind)
    assert last(document) == ("焊工", "1800")
    assert [(rule, row) for rule, row, _text in told(document)] == [("picture_unread", 3)] * 2
    assert "VOID" in document.notes[0].message


def test_a_zigzag_of_short_strokes_is_a_drawing() -> None:
    def zigzag(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(*LAST)
        for step in range(12):
            path.lineTo(LAST[0] + 2 * step, LAST[1] + 4 + (-1) ** step)
        canvas.drawPath(path)

    document = read(zigzag)
    assert [rule for rule, _row, _text in told(document)] == ["picture_unread"]


def veiled(state: bytes, *, over: bool = False) -> Document:
    """A line of text painted in a graphics state, or before a white area painted in it."""
    white = b"/G gs 1 1 1 rg 60 690 200 30 re f"
    content = HELLO + b" " + white if over else b"/G gs " + HELLO
    resources = b"/Font<</F1 5 0 R>>/ExtGState<</G<<%s>>>>" % state
    return read_pdf(one_page(stream(content), resources=resources), Limits())


@pytest.mark.parametrize("state", [b"/SMask/None", b"/BM/Multiply", b"/BM[/Darken]"])
def test_text_is_read_that_no_mask_or_blend_hides(state: bytes) -> None:
    document = veiled(state)
    assert [line.text for line in document.lines()] == ["Hello world"]
    assert document.notes == ()


@pytest.mark.parametrize(
    ("state", "over", "words"),
    [
        (b"/SMask<</S/Luminosity>>", False, "a mask may hide it"),
        (b"/BM/Screen", False, "blended with its ground in a way that may hide it"),
        (b"/SMask<</S/Luminosity>>", True, "something drawn over it covers a part of it"),
    ],
)
def test_a_page_of_text_that_a_mask_or_a_blend_may_hide_is_refused(
    state: bytes, over: bool, words: str
) -> None:
    with pytest.raises(ReadError, match=words):
        veiled(state, over=over)


@pytest.mark.parametrize(("across", "up"), [(1.0, 0.001), (0.001, 1.0), (0.05, 0.05), (1.0, 1.0)])
def test_text_of_no_size_is_not_seen(across: float, up: float) -> None:
    def flat(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(LAST[0] + 40, LAST[1])
        canvas.scale(across, up)
        make_pdf.text(canvas, 0, 0, "9")
        canvas.restoreState()

    document = read(flat)
    seen = across == up == 1
    assert last(document) == ("焊工", "1800 9" if seen else "1800")
    assert told(document) == ([] if seen else [("hidden_left_out", 3, "9")])
