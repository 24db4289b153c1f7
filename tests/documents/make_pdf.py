"""Makes the small PDFs beside it: `python tests/documents/make_pdf.py`. Same bytes each time.

Each file shows one thing that published catalogs do; its function says which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent / "pdf"
FONT = "STSong-Light"
HEADER = ["序号", "编码", "名称", "类别"]
ROWS = [
    ["1", "6-31-01-03", "电工", "A"],
    ["2", "6-18-02-04", "焊工", "B"],
    ["3", "4-10-01-05", "养老护理员", "A"],
]
WIDTHS = [50, 110, 160, 60]
Draw = Callable[[Canvas], None]
WIDTH, HEIGHT = A4

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def text(c: Canvas, x: float, y: float, words: str, size: float = 10.5) -> None:
    """Words at ``x`` and ``y`` points from the lower left corner."""
    c.setFont(FONT, size)
    c.drawString(x, y, words)


def table(
    c: Canvas,
    x: float,
    top: float,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = WIDTHS,
    height: float = 22,
    *,
    bottom_rule: bool = True,
    verticals: bool = True,
) -> float:
    """A ruled table whose cells may hold several lines; returns the y of its lower end."""
    right = x + sum(widths)
    y = top
    c.setLineWidth(0.5)
    c.line(x, y, right, y)
    lefts = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
    for number, row in enumerate(rows):
        lines = [cell.split("\n") for cell in row]
        below = y - max(height, 14 * max(map(len, lines)) + 8)
        for left, cell in zip(lefts, lines, strict=False):
            first = (y + below) / 2 - 4 + 7 * (len(cell) - 1)
            for i, line in enumerate(cell):
                text(c, left + 4, first - 14 * i, line)
        if bottom_rule or number < len(rows) - 1:
            c.line(x, below, right, below)
        y = below
    if verticals:
        for left in lefts:
            c.line(left, top, left, y)
    return y


def ruled(c: Canvas) -> None:
    """A title, a ruled table with wrapped cells, a note."""
    text(c, 200, 780, "补贴性职业技能培训目录", 16)
    rows = [HEADER, *ROWS, ["4", "6-31-01-\n06", "汽轮机和 水轮机\n检修工", "C"]]
    table(c, 70, 750, rows)
    text(c, 70, 560, "备注：L 为绿色职业")


def over_pages(c: Canvas) -> None:
    """Header on the first page only; a row cut by the page end, where no lower rule is drawn."""
    table(c, 70, 780, [HEADER, *ROWS, ["4", "6-31-01-06", "汽轮机和水轮", "C"]], bottom_rule=False)
    c.showPage()
    table(c, 70, 780, [["", "", "机检修工", ""], ["5", "6-31-01-09", "工程机械维修工", "C"]])


def merged(c: Canvas) -> None:
    """Cells merged both ways; a label that stands beside a lower row; upright and turned labels."""
    xs, ys = [70, 110, 230, 330, 430], [780, 750, 720, 690, 660, 630]
    c.setLineWidth(0.5)
    for y in (ys[0], ys[5]):
        c.line(xs[0], y, xs[4], y)
    for y in (ys[1], ys[3]):
        c.line(xs[0], y, xs[4], y)
    c.line(xs[2], ys[2], xs[4], ys[2])
    c.line(xs[1], ys[4], xs[4], ys[4])
    for x in (xs[0], xs[1], xs[4]):
        c.line(x, ys[0], x, ys[5])
    c.line(xs[2], ys[0], xs[2], ys[4])
    c.line(xs[3], ys[0], xs[3], ys[3])
    for i, words in enumerate(["项目", "证书", "等级", "金额"]):
        text(c, xs[i] + 4, 760, words)
    c.saveState()
    c.translate(94, 700)
    c.rotate(90)
    text(c, 0, 0, "培训")
    c.restoreState()
    text(c, xs[1] + 4, 698, "职业技能等级证书")
    for y, level, amount in ((730, "初级", "1500元"), (700, "中级", "1800元")):
        text(c, xs[2] + 4, y, level)
        text(c, xs[3] + 4, y, amount)
    for i, char in enumerate("鉴定"):
        text(c, 84, 664 - 14 * i, char)
    text(c, xs[1] + 4, 670, "专项能力")
    text(c, xs[2] + 4, 670, "单独核价，一项一价")
    text(c, xs[1] + 4, 640, "按照专项文件执行")


def several(c: Canvas) -> None:
    """Two tables side by side, with a third below them."""
    text(c, 40, 790, "甲表")
    table(c, 40, 775, [["序号", "名称"], ["1", "电工"]], [50, 150])
    table(c, 300, 770, [["序号", "名称"], ["2", "焊工"], ["3", "车工"]], [50, 150])
    text(c, 40, 650, "乙表")
    table(c, 40, 640, [HEADER, *ROWS])


def wide(c: Canvas) -> None:
    """A landscape page."""
    c.setPageSize(landscape(A4))
    table(c, 70, 500, [HEADER, *ROWS])


def _rotated(angle: int) -> Draw:
    def draw(c: Canvas) -> None:
        c.setPageRotation(angle)
        # the canvas turns the paper together with the page
        width, height = (HEIGHT, WIDTH) if angle in (90, 270) else (WIDTH, HEIGHT)
        _turned(c, angle, width, height)

    return draw


def _turned(c: Canvas, angle: int, width: float = WIDTH, height: float = HEIGHT) -> None:
    """The table drawn so that it is upright once the page is turned by ``angle``."""
    c.translate(width if angle in (90, 180) else 0, height if angle in (180, 270) else 0)
    c.rotate(angle)
    table(c, 70, 500, [HEADER, *ROWS])
    text(c, 70, 520, "附件1")


def sideways(c: Canvas) -> None:
    """Drawn sideways on a page that is not turned; the other way round on the second page."""
    _turned(c, 90)
    c.showPage()
    _turned(c, 270)


def overlaid(c: Canvas) -> None:
    """Watermarks over the table, slanted and upright; running header, page numbers."""
    for number in (1, 2, 3):
        text(c, 220, 815, "南通市人力资源和社会保障局", 9)
        rows = [[str(3 * number - 3 + i), *row[1:]] for i, row in enumerate(ROWS, start=1)]
        table(c, 70, 770, [HEADER, *rows])
        c.saveState()
        c.setFillGray(0.8)
        c.translate(120, 640)
        c.rotate(40)
        text(c, 0, 0, "仅供内部使用", 48)
        c.restoreState()
        c.saveState()
        c.setFillGray(0.85)
        text(c, 120, 715, "样本", 60)
        c.restoreState()
        text(c, 280, 30, f"— {number} —", 9)
        c.showPage()


def numbered(c: Canvas) -> None:
    """Pages numbered by a lone number, under a table whose cells are lone numbers too."""
    for number in (1, 2, 3):
        table(c, 70, 780, [["序号", "级别"], ["1", "3"], ["2", "3"]], [50, 50])
        text(c, 295, 40, str(number))
        c.showPage()


def browser(c: Canvas) -> None:
    """A page as a browser prints it: date, title, address and page close to the paper's edge and
    to the table; a row cut by the page end.
    """
    halves = [["4", "6-31-01-06", "汽轮机和水轮", "C"], ["", "", "机检修工", ""]]
    for number in (1, 2, 3):
        text(c, 24, HEIGHT - 24, "2026/11/21 11:25  培训目录", 8)
        rows = [[str(3 * number - 2 + i), *row[1:]] for i, row in enumerate(ROWS)]
        rows = [[HEADER, *ROWS, halves[0]], [halves[1], *rows], rows][number - 1]
        table(c, 70, HEIGHT - 28, rows)
        text(c, 24, 20, f"https://rsj.example.gov.cn/catalog.html {number}/3", 8)
        c.showPage()


def flat_rules(c: Canvas) -> None:
    """Horizontal rules only, one below each row; cells wrap."""
    rows = [HEADER, *ROWS, ["4", "6-31-01-06\n（2022年版）", "汽轮机和水轮机\n检修工", "C"]]
    table(c, 70, 780, rows, verticals=False)


def _lines(c: Canvas, lines: Sequence[tuple[float, Sequence[str]]]) -> None:
    lefts = [70 + sum(WIDTHS[:i]) for i in range(len(WIDTHS))]
    for y, row in lines:
        for left, cell in zip(lefts, row, strict=False):
            text(c, left, y, cell)


def no_rules(c: Canvas) -> None:
    """No rules; a wrapped row goes on below its first line, closer than the next row."""
    text(c, 70, 800, "附件1")
    _lines(
        c,
        [
            (770, HEADER),
            (745, ROWS[0]),
            (720, ["2", "6-31-01-06", "汽轮机和水轮机", "C"]),
            (706, ["", "（2022年版）", "检修工", ""]),
            (680, ROWS[2]),
        ],
    )
    text(c, 70, 600, "注：以上为第一批。")


def no_rules_centered(c: Canvas) -> None:
    """No rules; wrapped cells stand evenly around the line of their serial."""
    _lines(
        c,
        [
            (770, HEADER),
            (747, ["", "6-31-01-06", "", ""]),
            (740, ["1", "", "电工", "C"]),
            (733, ["", "（2022年版）", "", ""]),
            (705, ROWS[1]),
            (680, ROWS[2]),
        ],
    )


def no_rules_uncertain(c: Canvas) -> None:
    """No rules, and lines as far from the row above as from the one below."""
    _lines(
        c,
        [
            (770, HEADER),
            (756, ROWS[0]),
            (742, ["", "（2022年版）", "", ""]),
            (728, ROWS[1]),
            (714, ["", "（2022年版）", "", ""]),
            (700, ROWS[2]),
        ],
    )


def prose(c: Canvas) -> None:
    """Paragraphs of several lines, one of them cut by the page end; headings; a numbered list."""
    text(c, 230, 790, "关于征集项目的通知", 18)
    text(c, 102, 750, "为" + "服务先进制造业" * 3 + "发展", 16)
    text(c, 70, 722, "现将有关事项通知如下。", 16)
    text(c, 102, 694, "一、征集范围", 16)
    text(c, 102, 666, "承训单位" * 6, 16)
    c.showPage()
    text(c, 70, 790, "应具有办学许可证。", 16)
    text(c, 102, 762, "二、时间", 16)


def as_printed(c: Canvas) -> None:
    """Full-width digits, dashes of several kinds, a letter O for a zero: left as printed."""
    rows = [HEADER, ["１", "6－31－01－03", "电工", "Ａ"], ["2", "6–18–O2—04", "焊工", "B"]]
    table(c, 70, 780, rows)


def _width(words: str) -> float:
    return float(pdfmetrics.stringWidth(words, FONT, 10.5))


def raised(c: Canvas) -> None:
    """Superscripts behind names and amounts and in front of a note; a small figure on the line."""
    table(c, 70, 780, [HEADER, *ROWS, ["4", "5m", "3", "1500"]])
    for words, sign, x, y, rise in (
        ("电工", "1", 230, 743, 4),
        ("焊工", "L[2]", 230, 721, 4),
        ("B", "2", 390, 721, 0),
        ("5m", "2", 120, 677, 4),
        ("1500", "①", 390, 677, 4),
        ("说明", "3", 66, 600, 4),
    ):
        text(c, x + 4 + _width(words), y + rise, sign, 6.5)
    text(c, 70, 600, "说明")
    text(c, 74 + _width("说明3"), 600, "如下")
    text(c, 90, 583, "1", 6.5)
    text(c, 96, 580, "含鉴定费")


def struck(c: Canvas) -> None:
    """Text with a line through it, in cells, a whole row, a paragraph; an underlined word."""
    rows = [["序号", "名称", "标准"], ["1", "电工", "800900"], ["2", "焊工", "700"]]
    table(c, 70, 780, rows, WIDTHS[:3])
    text(c, 70, 600, "旧的新的")
    for words, x, y in (
        ("800", 234, 743),
        ("2", 74, 721),
        ("焊工", 124, 721),
        ("700", 234, 721),
        ("旧的", 70, 600),
    ):
        c.line(x, y + 3, x + _width(words), y + 3)
    c.line(124, 741, 124 + _width("电工"), 741)


def scanned(c: Canvas) -> None:
    """A page of text, a page that is one picture, a blank page."""
    table(c, 70, 780, [HEADER, *ROWS])
    c.showPage()
    picture = ImageReader(BytesIO(b"P5 2 2 255\n\x20\x80\xa0\xf0"))
    c.drawImage(picture, 0, 0, WIDTH, HEIGHT)
    c.showPage()
    c.showPage()


DOCUMENTS: dict[str, Draw] = {
    "ruled": ruled,
    "over_pages": over_pages,
    "merged": merged,
    "several": several,
    "landscape": wide,
    "rotated_90": _rotated(90),
    "rotated_180": _rotated(180),
    "rotated_270": _rotated(270),
    "sideways": sideways,
    "overlaid": overlaid,
    "numbered": numbered,
    "browser": browser,
    "flat_rules": flat_rules,
    "no_rules": no_rules,
    "no_rules_centered": no_rules_centered,
    "no_rules_uncertain": no_rules_uncertain,
    "prose": prose,
    "as_printed": as_printed,
    "raised": raised,
    "struck": struck,
    "scanned": scanned,
}


def make(draw: Draw) -> bytes:
    """The bytes of the PDF that ``draw`` draws."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, drawing in DOCUMENTS.items():
        (FOLDER / f"{name}.pdf").write_bytes(make(drawing))
