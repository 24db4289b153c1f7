"""One PDF page as characters and ruled lines, in the coordinates a reader of the page sees.

x runs to the right and y down from the page's upper left corner, in points. A page turned by
/Rotate is turned by pdfminer; one whose content is drawn sideways is turned here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFStackT,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import Matrix, PathSegment, apply_matrix_pt, apply_matrix_rect

from extractors.readers.limits import Limits
from extractors.readers.pdf.fonts import SafeResources
from extractors.readers.pdf.open import SafeDocument, damaged, too_big
from schemas.errors import ReadError

_THIN = 3.0
_LIGHT = 0.55
_WHITE = 0.97
_SKEW = 0.05
_PRINTS = re.compile(rb"[^(\[<\s]\s*[)\]>]\s*T[jJ]\b")


class Box(NamedTuple):
    """A rectangle, in points from the page's upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom


@dataclass(slots=True)
class Glyph:
    """One printed character.

    ``angle`` is the direction it is read in, in degrees counterclockwise. ``start``, ``end`` and
    ``base`` lie in its own upright frame: from where to where along its line, and how far down
    the baseline is. ``x`` and ``y`` are its middle on the page.
    """

    text: str
    start: float
    end: float
    base: float
    size: float
    angle: int
    x: float
    y: float
    is_light: bool


class Rule(NamedTuple):
    """A straight printed line: ``at`` is the y of a horizontal or the x of a vertical one."""

    is_horizontal: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """What one page holds, turned upright.

    ``slanted`` is the text drawn at an angle (watermarks), ``hidden`` the text outside the part
    of the page that is shown, ``picture_share`` how much of the page pictures cover (0 to 1),
    ``shapes`` the number of drawn curves, ``angle`` the degrees by which it was turned.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    slanted: str = ""
    hidden: str = ""
    picture_share: float = 0.0
    shapes: int = 0
    angle: int = 0


class _Interpreter(PDFPageInterpreter):
    """Stops where pdfminer would skip text in silence or draw without end."""

    device: _Collector

    def __getattr__(self, name: str) -> Any:
        # pdfminer asks for the method of each operator and skips those it does not find
        if name.startswith("do_"):
            damaged(f"page {self.device.page.number} holds {name[3:]!a}, which draws nothing")
        raise AttributeError(name)

    def do_Tf(self, fontid: PDFStackT, fontsize: PDFStackT) -> None:  # noqa: N802
        if literal_name(fontid) not in self.fontmap:
            damaged(f"page {self.device.page.number} uses a font that is missing")
        super().do_Tf(fontid, fontsize)

    def do_TJ(self, seq: PDFStackT) -> None:  # noqa: N802
        if self.textstate.font is None:
            damaged(f"page {self.device.page.number} prints text in no font")
        super().do_TJ(seq)

    def do_Do(self, xobjid_arg: PDFStackT) -> None:  # noqa: N802
        self.device.count_form(len(self.parent_stream_ids))
        if not isinstance(resolve1(self.xobjmap.get(literal_name(xobjid_arg))), PDFStream):
            damaged(f"page {self.device.page.number} shows a drawing that is missing")
        super().do_Do(xobjid_arg)

    def execute(self, streams: Sequence[object]) -> None:
        for stream in map(resolve1, streams):
            if not isinstance(stream, PDFStream):
                damaged(f"part of page {self.device.page.number} is missing")
            if stream.objid in self.parent_stream_ids:
                damaged(f"page {self.device.page.number} holds a drawing that contains itself")
        super().execute(streams)


class _Collector(PDFLayoutAnalyzer):
    """Takes characters and rules as they are drawn, without pdfminer's layout objects."""

    def __init__(self, resources: PDFResourceManager, number: int, limits: Limits) -> None:
        super().__init__(resources, pageno=number)
        self.limits = limits
        self.page = PageContent(number, 0, 0)
        self._shown = Box(0, 0, 0, 0)
        self._forms = 0

    def count_form(self, depth: int) -> None:
        self._forms += 1
        if self._forms > self.limits.pdf_page_forms:
            too_big(f"places too many drawings on page {self.page.number}", "pdf_page_forms")
        if depth > self.limits.pdf_objects_depth:
            too_big(f"nests drawings too deep on page {self.page.number}", "pdf_objects_depth")

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        super().begin_page(page, ctm)
        self.page.width, self.page.height = self.cur_item.width, self.cur_item.height
        crop = apply_matrix_rect(ctm, page.cropbox)
        self._shown = Box(
            max(0.0, min(crop[0], crop[2])),
            max(0.0, min(crop[1], crop[3])),
            min(self.page.width, max(crop[0], crop[2])),
            min(self.page.height, max(crop[1], crop[3])),
        )

    def render_image(self, name: str, stream: PDFStream) -> None:
        box, page = self.cur_item, self.page
        width = min(box.x1, page.width) - max(box.x0, 0.0)
        height = min(box.y1, page.height) - max(box.y0, 0.0)
        if width > 0 and height > 0:
            page.picture_share += width * height / (page.width * page.height)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        adv = float(font.char_width(cid) * fontsize * scaling)
        if font.is_vertical():
            # written downwards: each character stands upright below the one before
            x, up, across = -fontsize / 2, adv, fontsize
        else:
            x, up, across = 0.0, rise, adv
        page = self.page
        a, b, c, d, _e, _f = matrix
        x0, y0 = apply_matrix_pt(matrix, (x, up))
        x1, y1 = apply_matrix_pt(matrix, (x + across, up))
        size = abs(fontsize) * (c * c + d * d) ** 0.5
        reach = fontsize * 0.35
        px, py = (x0 + x1) / 2 + c * reach, (y0 + y1) / 2 + d * reach
        if not self._shown.holds(px, py):
            page.hidden += text
            return adv
        angle = _direction(a * scaling * (1 if fontsize > 0 else -1), b)
        if angle is None:
            page.slanted += text
            return adv
        start, base = _turned(angle, x0, y0, page.width, page.height)
        end, _ = _turned(angle, x1, y1, page.width, page.height)
        if start > end:
            start, end = end, start
        light = _luminance(graphicstate.ncolor)
        page.glyphs.append(
            Glyph(text, start, end, base, size, angle, px, py, _LIGHT <= light < _WHITE)
        )
        if len(page.glyphs) > self.limits.pdf_page_characters:
            too_big(f"prints too many characters on page {page.number}", "pdf_page_characters")
        return adv

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        if stroke and _luminance(gstate.scolor) >= _WHITE and not fill:
            return
        points: list[tuple[float, float]] = []
        for operator, *operands in path:
            if operator == "m":
                self._add_shape(points, stroke, gstate)
                points = []
            if operator == "h":
                points += points[:1]
            elif operator in ("m", "l"):
                x, y = apply_matrix_pt(self.ctm, (float(operands[-2]), float(operands[-1])))
                points.append((x, y))
            else:
                self.page.shapes += 1
                x, y = apply_matrix_pt(self.ctm, (float(operands[-2]), float(operands[-1])))
                self._add_shape(points, stroke, gstate)
                points = [(x, y)]
        self._add_shape(points, stroke, gstate)

    def _add_shape(
        self, points: Sequence[tuple[float, float]], stroke: bool, gstate: PDFGraphicState
    ) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if not stroke:
            if min(x1 - x0, y1 - y0) <= _THIN:
                middle = ((x0 + x1) / 2, (y0 + y1) / 2)
                flat = x1 - x0 >= y1 - y0
                points = (
                    [(x0, middle[1]), (x1, middle[1])]
                    if flat
                    else [(middle[0], y0), (middle[0], y1)]
                )
            elif (
                _luminance(gstate.ncolor) >= _WHITE
                or (x1 - x0) * (y1 - y0) > 0.9 * self.page.width * self.page.height
            ):
                return
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) <= 0.5 < abs(ax - bx):
                self._add_rule(True, (ay + by) / 2, ax, bx)
            elif abs(ax - bx) <= 0.5 < abs(ay - by):
                self._add_rule(False, (ax + bx) / 2, ay, by)

    def _add_rule(self, is_horizontal: bool, at: float, start: float, end: float) -> None:
        self.page.rules.append(Rule(is_horizontal, at, min(start, end), max(start, end)))
        if len(self.page.rules) > self.limits.pdf_page_rules:
            too_big(f"draws too many lines on page {self.page.number}", "pdf_page_rules")


def read_page(
    doc: SafeDocument, resources: SafeResources, page: PDFPage, number: int
) -> PageContent:
    """Everything printed on the page, turned so that most of its text is upright.

    Raises ReadError where text would be lost: a font or a part missing, or no characters known
    for the codes of a font.
    """
    if not page.contents and "Font" in page.resources:
        damaged(f"page {number} has fonts and nothing that is set in them")
    collector = _Collector(resources, number, doc.limits)
    _Interpreter(resources, collector).process_page(page)
    content = collector.page
    printed = bool(content.glyphs or content.hidden or content.slanted)
    for stream in map(resolve1, page.contents):
        if not printed and _PRINTS.search(stream.get_data()):
            damaged(f"the text of page {number} cannot be read")
        doc.forget(stream)
    unknown = sum(glyph.text.startswith("(cid:") for glyph in content.glyphs)
    if unknown > 3 and unknown * 20 > len(content.glyphs):
        raise ReadError(
            f"has text that cannot be read on page {number}: a font does not say which characters "
            "its codes mean; get another version, or run text recognition (OCR) over it"
        )
    directions = Counter(glyph.angle for glyph in content.glyphs)
    _turn(content, directions.most_common(1)[0][0] if directions else 0)
    return content


def _turn(content: PageContent, angle: int) -> None:
    """Turn the page so that text read at ``angle`` is upright."""
    content.angle = angle
    width, height = content.width, content.height

    def place(x: float, y: float) -> tuple[float, float]:
        return _turned(angle, x, y, width, height)

    for glyph in content.glyphs:
        glyph.x, glyph.y = place(glyph.x, glyph.y)
        glyph.angle = (glyph.angle - angle) % 360
    content.rules = [_turned_rule(rule, place) for rule in content.rules]
    if angle % 180:
        content.width, content.height = height, width


def _turned_rule(rule: Rule, place: Callable[[float, float], tuple[float, float]]) -> Rule:
    if rule.is_horizontal:
        (ax, ay), (bx, by) = place(rule.start, rule.at), place(rule.end, rule.at)
    else:
        (ax, ay), (bx, by) = place(rule.at, rule.start), place(rule.at, rule.end)
    if abs(ay - by) < abs(ax - bx):
        return Rule(True, ay, min(ax, bx), max(ax, bx))
    return Rule(False, ax, min(ay, by), max(ay, by))


def _turned(angle: int, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A point given upwards from the lower left corner, seen with text at ``angle`` upright."""
    match angle:
        case 0:
            return x, height - y
        case 90:
            return y, x
        case 180:
            return width - x, y
        case _:
            return height - y, width - x


def _direction(a: float, b: float) -> int | None:
    """The direction a character is read in, or None where it is slanted."""
    if abs(b) <= abs(a) * _SKEW:
        return 0 if a > 0 else 180
    if abs(a) <= abs(b) * _SKEW:
        return 90 if b > 0 else 270
    return None


def _luminance(color: Any) -> float:
    """How light a color is, 0 to 1; a pattern counts as dark."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return 0.0
    if len(parts) == 4:
        return float(1 - min(1.0, max(parts[:3]) + parts[3]))
    return float(sum(parts) / len(parts))
