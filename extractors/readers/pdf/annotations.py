"""Annotations of a page (批注): form fields, check boxes, lines through text, notes over a cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_rect, mult_matrix

from extractors.readers.pdf.colors import Color, color_of, lightness
from extractors.readers.pdf.open import too_big
from extractors.readers.pdf.page import Box, Glyph, Mark, Surface
from extractors.readers.pdf.painter import Painter
from extractors.readers.pdf.tolerances import BLACKENS, MIDDLE, OPAQUE, SMALLEST_MARK
from extractors.words.signs import CHECKED, UNCHECKED

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_RADIO_OR_PUSH = 1 << 16
# these are seen as a frame, a color or a pointer; what they lie over stays as it is
_HARMLESS = frozenset(("Link", "Popup", "Highlight", "Underline", "Squiggly", "Sound", "Movie"))
_UPWARDS = (0.0, 0.0, 0.0)
_DEPTH = 32


def paint_annotations(page: PDFPage, painter: Painter, ctm: Matrix, visible: Box) -> None:
    """Paint onto a page what its annotations show; what a form's field says becomes text."""
    annotations = list_value(page.annots) if page.annots else []
    if len(annotations) > painter.limits.pdf_page_forms:
        too_big(f"has too many annotations on page {painter.page.number}", "pdf_page_forms")
    for each in map(resolve1, annotations):
        if not isinstance(each, dict):
            continue
        flags = resolve1(each.get("F", 0))
        hidden = isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)
        if hidden or not painter.layers.is_on(each.get("OC")):
            continue
        sides = [float(resolve1(side)) for side in list_value(each.get("Rect") or [])]
        if len(sides) != 4:
            continue
        box = Box(*apply_matrix_rect(ctm, (sides[0], sides[1], sides[2], sides[3])))
        _Annotation(each, box, painter, ctm).paint(visible)


class _Annotation:
    def __init__(self, entries: dict[str, Any], box: Box, painter: Painter, ctm: Matrix) -> None:
        self.entries, self.box, self.painter, self.ctm = entries, box, painter, ctm
        self.page = painter.page

    def paint(self, visible: Box) -> None:
        kind = _name(self.entries.get("Subtype"))
        if kind == "StrikeOut":
            self.page.strikes += self._quads()
        elif kind == "Highlight":
            marker = self._color("C")
            if marker is not None and lightness(marker) < BLACKENS:
                self._cover(self._quads(), marker)
        elif kind == "Widget":
            self._field()
        elif kind not in _HARMLESS and self.box.within(visible).width > 0:
            before = len(self.page.glyphs)
            shown = self._appearance()
            if shown is not None:
                self._paint(shown)
            elif (filled := self._color("IC")) is not None:
                self._cover([self.box], filled)
            contents = resolve1(self.entries.get("Contents"))
            text = _text(contents) if kind == "FreeText" and shown is None else ""
            if text:
                self._print(text)
            elif len(self.page.glyphs) == before:
                self._mark()

    def _quads(self) -> list[Box]:
        """What of the page's text the annotation is on."""
        quads = [float(resolve1(each)) for each in list_value(self.entries.get("QuadPoints") or [])]
        found = []
        for start in range(0, len(quads) - 7, 8):
            xs, ys = quads[start : start + 8 : 2], quads[start + 1 : start + 8 : 2]
            found.append(Box(*apply_matrix_rect(self.ctm, (min(xs), min(ys), max(xs), max(ys)))))
        return found or [self.box]

    def _color(self, key: str) -> Color | None:
        """The color that an entry names, None for no color."""
        return color_of([float(resolve1(each)) for each in list_value(self.entries.get(key) or [])])

    def _cover(self, boxes: Iterable[Box], color: Color) -> None:
        opacity = resolve1(self.entries.get("CA", 1))
        opaque = isinstance(opacity, int | float) and opacity >= OPAQUE
        self.page.order += 1
        self.page.surfaces += [Surface(box, color, self.page.order, opaque) for box in boxes]

    def _field(self) -> None:
        """A field of a form: its text, or whether its box is checked."""
        kind = _name(self._inherited("FT"))
        flags = self._inherited("Ff")
        if kind == "Btn" and not (isinstance(flags, int) and flags & _RADIO_OR_PUSH):
            state = _name(self.entries.get("AS")) or _name(self._inherited("V")) or "Off"
            self._print(UNCHECKED if state == "Off" else CHECKED)
            return
        value = self._inherited("V")
        text = "\n".join(map(_text, value)) if isinstance(value, list) else _text(value)
        if kind in ("Tx", "Ch") and text.strip():
            self._print(text)
            return
        shown = self._appearance()
        if kind in ("Tx", "Ch") and shown is None:
            return
        before = len(self.page.glyphs), len(self.page.marks)
        if shown is not None:
            self._paint(shown)
        painted = (len(self.page.glyphs), len(self.page.marks)) != before
        if kind in ("Sig", "Btn") and not painted and self.box.width > SMALLEST_MARK:
            self._mark()

    def _mark(self) -> None:
        self.page.order += 1
        says = " ".join(_text(resolve1(self.entries.get("Contents"))).split())
        self.page.marks.append(Mark("control", self.box, self.page.order, says=says))

    def _inherited(self, key: str) -> Any:
        entries: Any = self.entries
        for _ in range(_DEPTH):
            if not isinstance(entries, dict):
                return None
            if key in entries:
                value = resolve1(entries[key])
                return value.get_data() if isinstance(value, PDFStream) else value
            entries = resolve1(entries.get("Parent"))
        return None

    def _appearance(self) -> PDFStream | None:
        """How the annotation looks, of the state that it is in."""
        looks = resolve1(self.entries.get("AP"))
        normal = resolve1(looks.get("N")) if isinstance(looks, dict) else None
        if isinstance(normal, dict):
            normal = resolve1(normal.get(_name(self.entries.get("AS"))))
        return normal if isinstance(normal, PDFStream) else None

    def _paint(self, form: PDFStream) -> None:
        """Paint the look, moved and stretched into the annotation's rectangle."""
        sides = [float(resolve1(side)) for side in list_value(form.get("BBox") or [])]
        matrix = [float(resolve1(each)) for each in list_value(form.get("Matrix") or [])]
        own: Matrix = tuple(matrix) if len(matrix) == 6 else (1, 0, 0, 1, 0, 0)  # type: ignore[assignment]
        rect = [float(resolve1(side)) for side in list_value(self.entries["Rect"])]
        if len(sides) != 4:
            return
        x0, y0, x1, y1 = apply_matrix_rect(own, (sides[0], sides[1], sides[2], sides[3]))
        left, low = min(rect[0], rect[2]), min(rect[1], rect[3])
        across = abs(rect[2] - rect[0]) / (x1 - x0) if x1 > x0 else 1.0
        up = abs(rect[3] - rect[1]) / (y1 - y0) if y1 > y0 else 1.0
        fit: Matrix = (across, 0, 0, up, left - x0 * across, low - y0 * up)
        self.painter.paint_form(form, mult_matrix(fit, self.ctm))

    def _print(self, text: str) -> None:
        """Text as a viewer sets it into the rectangle, from its upper left corner."""
        page, box = self.page, self.box
        lines = [line for line in text.splitlines() if line.strip()]
        if not lines:
            return
        page.order += 1
        size = min(10.0, box.height / len(lines))
        for number, line in enumerate(lines, start=1):
            step = min(size, box.width / len(line))
            low = box.bottom - number * box.height / len(lines) + size * 0.2
            for place, char in enumerate(line):
                start = box.x0 + place * step
                page.glyphs.append(
                    Glyph(
                        char,
                        start,
                        start + step,
                        page.height - low,
                        size,
                        0,
                        start + step / 2,
                        low + size * MIDDLE,
                        is_light=False,
                        run=page.order,
                        color=_UPWARDS,
                    )
                )


def _text(value: object) -> str:
    if isinstance(value, bytes):
        if value[:2] in (b"\xfe\xff", b"\xff\xfe"):
            return value.decode("utf-16", "replace")
        return value.decode("utf-8" if value[:3] == b"\xef\xbb\xbf" else "latin-1", "replace")
    return str(value.name) if isinstance(value, PSLiteral) else ""


def _name(value: object) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""
