"""The content of a page, operator by operator, into what is painted where, how and in which order.

pdfminer opens the file and its fonts; its own interpreter is not used, because it tells neither
what is clipped, transparent or switched off, nor in which order things lie on one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, mult_matrix

from extractors.readers.limits import Limits
from extractors.readers.pdf import tokens
from extractors.readers.pdf.colors import Color, ColorSpace, color_of
from extractors.readers.pdf.fonts import Font, SafeResources
from extractors.readers.pdf.layers import Layers
from extractors.readers.pdf.open import SafeDocument, damaged, too_big
from extractors.readers.pdf.page import Box, PageContent
from extractors.readers.pdf.pen import Pen
from extractors.readers.pdf.shapes import Shapes
from extractors.readers.pdf.state import COVERS, IDENTITY, State
from extractors.readers.pdf.tolerances import NO_OPACITY, OPAQUE

_Operands = list[bytes]
_CENTURY = 100

# what changes nothing of what is seen: ends of lines, dashes, marks without a layer or a text
_WITHOUT_EFFECT = (
    *(b"ET", b"BI", b"ID", b"J", b"j", b"M", b"d", b"i", b"ri", b"MP", b"DP", b"BX", b"EX"),
    *(b"d0", b"d1"),
)
_METHODS = {
    b"q": "_save", b"Q": "_restore", b"cm": "_cm", b"gs": "_gs", b"Do": "_do",
    b"BT": "_begin_text", b"Tf": "_tf", b"Td": "_td", b"TD": "_td_leading", b"Tm": "_tm",
    b"T*": "_next_line", b"Tj": "_tj", b"TJ": "_tj_array", b"'": "_quote", b'"': "_quotes",
    b"Tc": "_tc", b"Tw": "_tw", b"Tz": "_tz", b"TL": "_tl", b"Tr": "_tr", b"Ts": "_ts",
    b"m": "_move", b"l": "_line", b"c": "_curve", b"v": "_curve", b"y": "_curve", b"h": "_close",
    b"re": "_rectangle", b"n": "_end_path", b"W": "_clip", b"W*": "_clip", b"f": "_fill",
    b"F": "_fill", b"f*": "_fill", b"S": "_stroke", b"s": "_close_stroke", b"B": "_both",
    b"B*": "_both", b"b": "_close_both", b"b*": "_close_both", b"sh": "_shade",
    b"g": "_g", b"rg": "_g", b"k": "_g", b"G": "_big_g", b"RG": "_big_g", b"K": "_big_g",
    b"cs": "_cs", b"CS": "_big_cs", b"sc": "_sc", b"scn": "_sc", b"SC": "_big_sc",
    b"SCN": "_big_sc", b"BDC": "_begin_marked", b"BMC": "_begin_marked", b"EMC": "_end_marked",
    b"EI": "_inline_picture", b"w": "_line_width",
}  # fmt: skip


class Painter:
    """Paints the content streams of one page, and of the drawings placed on it."""

    def __init__(self, doc: SafeDocument, resources: SafeResources, page: PageContent) -> None:
        """Paint onto ``page``; fonts are those of ``resources``."""
        self.doc, self.fonts, self.page = doc, resources, page
        self.limits: Limits = doc.limits
        self.layers = Layers(doc)
        self.shapes = Shapes(page, doc.limits)
        self.pen = Pen(page, doc.limits)
        self.state = State(IDENTITY, self.pen.visible)
        self.resources: Mapping[str, Any] = {}
        self._saved: list[State] = []
        self._clip_next = False
        self._open: list[object] = []
        self._forms = self._operators = 0
        self._depth: tuple[int, ...] = ()
        self._marked: list[tuple[bool, bytes | None, int]] = []
        self._off = self._masked = 0
        self._operations: dict[bytes, Callable[[_Operands], None] | None] = {
            **dict.fromkeys(_WITHOUT_EFFECT),
            **{name: getattr(self, method) for name, method in _METHODS.items()},
        }

    def paint_page(self, page: PDFPage, ctm: Matrix, visible: Box) -> None:
        """Paint a page's own content; ``ctm`` leads from its units to the shown page."""
        self.pen.visible = visible
        self.state = State(ctm, visible)
        self._paint(page.resources, page.contents)
        self.doc.count_operators(self._operators)

    def paint_form(self, form: PDFStream, ctm: Matrix) -> None:
        """Paint a drawing, such as how an annotation looks."""
        self.state = State(ctm, self.pen.visible)
        self._form(form)

    def _paint(self, resources: object, contents: Sequence[object]) -> None:
        page, before = self.page, (self.resources, self._saved, self._open)
        self.resources = dict_value(resources) if resources else {}
        self._load_fonts()
        self._saved, self._open = [], []
        data: list[bytes] = []
        seen: list[int] = []
        for stream in map(resolve1, contents):
            if not isinstance(stream, PDFStream):
                damaged(f"part of page {page.number} is missing")
            if stream.objid is not None:
                if stream.objid in self._depth:
                    damaged(f"page {page.number} holds a drawing that contains itself")
                seen.append(stream.objid)
            data.append(stream.get_data())
        depth, self._depth = self._depth, (*self._depth, *seen)
        self._run(b"\n".join(data))
        self._depth = depth
        self.resources, self._saved, self._open = before

    def _load_fonts(self) -> None:
        self._fonts: dict[str, Font] = {}
        for name, spec in dict_value(self.resources.get("Font") or {}).items():
            objid = spec.objid if isinstance(spec, PDFObjRef) else None
            self._fonts[name] = self.fonts.font(objid, dict_value(spec))

    def _run(self, data: bytes) -> None:
        stack: _Operands = []
        push, clear = stack.append, stack.clear
        find = self._operations.get
        missing = len  # any object that is no operation
        figures, others, delimiters = tokens.FIGURES, tokens.OTHERS, tokens.DELIMITERS
        number = self.page.number
        limit = self.limits.pdf_page_operators
        count = self._operators
        for token in tokens.tokens(data, number, limit):
            first = token[0]
            if first in figures or (first in others and token not in delimiters):
                push(token)
                continue
            operation = find(token, missing)
            if operation is missing:
                if token in tokens.CONSTANTS:
                    push(token)
                elif token[:1] != b"%":
                    tokens.unknown(token, number)
                continue
            count += 1
            if count > limit:
                too_big(f"draws without end on page {number}", "pdf_page_operators")
            if operation is not None:
                self._operators = count
                try:
                    operation(stack)
                except (ValueError, IndexError, TypeError, AttributeError):
                    damaged(
                        f"page {number} holds {token.decode('latin-1')!a} without what it draws"
                    )
                count = self._operators
            clear()
        self._operators = count

    # --- state ---------------------------------------------------------------------------------

    def _save(self, stack: _Operands) -> None:
        self._saved.append(self.state.copy())

    def _restore(self, stack: _Operands) -> None:
        if self._saved:
            self.state = self._saved.pop()

    def _cm(self, stack: _Operands) -> None:
        a, b, c, d, e, f = tokens.numbers(stack[-6:])
        self.state.ctm = mult_matrix((a, b, c, d, e, f), self.state.ctm)

    def _gs(self, stack: _Operands) -> None:
        named = resolve1(self._named("ExtGState", stack[-1]))
        if not isinstance(named, dict):
            return
        state = self.state
        state.alpha = float(resolve1(named.get("ca", state.alpha)))
        state.stroke_alpha = float(resolve1(named.get("CA", state.stroke_alpha)))
        if "BM" in named:
            mode = resolve1(named["BM"])
            mode = resolve1(mode[0]) if isinstance(mode, list) and mode else mode
            state.blend = str(mode.name) if isinstance(mode, PSLiteral) else "Normal"
        if "SMask" in named:
            state.masked = isinstance(resolve1(named["SMask"]), dict)
        font = resolve1(named.get("Font"))
        if isinstance(font, list) and len(font) == 2:
            objid = font[0].objid if isinstance(font[0], PDFObjRef) else None
            state.font = self.fonts.font(objid, dict_value(font[0]))
            state.size = float(resolve1(font[1]))

    def _named(self, kind: str, token: bytes) -> Any:
        found = resolve1(self.resources.get(kind))
        return found.get(tokens.name_of(token)) if isinstance(found, dict) else None

    # --- colors --------------------------------------------------------------------------------

    def _g(self, stack: _Operands) -> None:
        self.state.color, self.state.space = color_of(tokens.numbers(stack)), None

    def _big_g(self, stack: _Operands) -> None:
        self.state.stroke_color = color_of(tokens.numbers(stack))
        self.state.stroke_space = None

    def _cs(self, stack: _Operands) -> None:
        self.state.space = space = self._space(stack[-1])
        self.state.color = space.initial

    def _big_cs(self, stack: _Operands) -> None:
        self.state.stroke_space = space = self._space(stack[-1])
        self.state.stroke_color = space.initial

    def _space(self, token: bytes) -> ColorSpace:
        return ColorSpace(tokens.operand(token), resolve1(self.resources.get("ColorSpace")))

    def _sc(self, stack: _Operands) -> None:
        self.state.color = self._color(self.state.space, stack)

    def _big_sc(self, stack: _Operands) -> None:
        self.state.stroke_color = self._color(self.state.stroke_space, stack)

    def _color(self, space: ColorSpace | None, stack: _Operands) -> Color | None:
        parts = [*map(tokens.operand, stack)]
        if any(isinstance(part, PSLiteral) for part in parts):
            return None
        return space.color(parts) if space is not None else color_of(parts)

    # --- layers and marked text ----------------------------------------------------------------

    def _begin_marked(self, stack: _Operands) -> None:
        tag = tokens.name_of(stack[0]) if stack else ""
        properties: Any = None
        if len(stack) > 1:
            given = tokens.operand(stack[1])
            properties = self._named("Properties", stack[1]) if stack[1][:1] == b"/" else given
        off = tag == "OC" and not self.layers.is_on(properties)
        said = resolve1(properties)
        text = resolve1(said.get("ActualText")) if isinstance(said, dict) else None
        self._off += off
        actual = text if isinstance(text, bytes) else None
        self._marked.append((off, actual, len(self.page.glyphs)))

    def _end_marked(self, stack: _Operands) -> None:
        if not self._marked:
            return
        off, actual, first = self._marked.pop()
        self._off -= off
        if actual is not None:
            self.page.say(first, actual)

    def _line_width(self, stack: _Operands) -> None:
        self.state.line_width = tokens.number(stack[-1])

    # --- paths ---------------------------------------------------------------------------------

    def _point(self, stack: _Operands) -> tuple[float, float]:
        a, b, c, d, e, f = self.state.ctm
        px, py = tokens.numbers(stack[-2:])
        return a * px + c * py + e, b * px + d * py + f

    def _move(self, stack: _Operands) -> None:
        self.shapes.move(self._point(stack))

    def _line(self, stack: _Operands) -> None:
        self.shapes.line(self._point(stack))

    def _curve(self, stack: _Operands) -> None:
        self.shapes.curve(self._point(stack))

    def _close(self, stack: _Operands) -> None:
        self.shapes.close()

    def _rectangle(self, stack: _Operands) -> None:
        x, y, width, height = tokens.numbers(stack[-4:])
        a, b, c, d, e, f = self.state.ctm
        x0, y0 = a * x + c * y + e, b * x + d * y + f
        wx, wy, hx, hy = a * width, b * width, c * height, d * height
        self.shapes.rectangle(
            (x0, y0), (x0 + wx, y0 + wy), (x0 + wx + hx, y0 + wy + hy), (x0 + hx, y0 + hy)
        )

    def _clip(self, stack: _Operands) -> None:
        self._clip_next = True

    def _end_path(self, stack: _Operands) -> None:
        if self._clip_next:
            box = self.shapes.box()
            if box is not None:
                self.state.clip = self.state.clip.within(box)
            self._clip_next = False
        self.shapes.clear()

    def _paint_path(self, *, fill: bool, stroke: bool) -> None:
        state = self.state
        if not self._off:
            if fill and state.alpha > NO_OPACITY:
                opaque = state.blend in COVERS and state.alpha >= OPAQUE
                masked = state.masked or self._masked > 0
                self.shapes.fill(state.color, state.clip, opaque=opaque, is_part=opaque and masked)
            if stroke and state.stroke_alpha > NO_OPACITY:
                opaque = state.blend in COVERS and state.stroke_alpha >= OPAQUE
                width = state.thickness() if opaque else 0.0
                self.shapes.stroke(state.stroke_color, state.clip, width)
        self._end_path([])

    def _fill(self, stack: _Operands) -> None:
        self._paint_path(fill=True, stroke=False)

    def _stroke(self, stack: _Operands) -> None:
        self._paint_path(fill=False, stroke=True)

    def _both(self, stack: _Operands) -> None:
        self._paint_path(fill=True, stroke=True)

    def _close_stroke(self, stack: _Operands) -> None:
        self.shapes.close()
        self._paint_path(fill=False, stroke=True)

    def _close_both(self, stack: _Operands) -> None:
        self.shapes.close()
        self._paint_path(fill=True, stroke=True)

    def _shade(self, stack: _Operands) -> None:
        if not self._off:
            self.shapes.surface(self.state.clip, None, opaque=True)

    # --- drawings and pictures -----------------------------------------------------------------

    def _do(self, stack: _Operands) -> None:
        found = resolve1(self._named("XObject", stack[-1]))
        self._forms += 1
        number = self.page.number
        if self._forms > self.limits.pdf_page_forms:
            too_big(f"places too many drawings on page {number}", "pdf_page_forms")
        if not isinstance(found, PDFStream):
            damaged(f"page {number} shows a drawing that is missing")
        kind = resolve1(found.get("Subtype"))
        kind = kind.name if isinstance(kind, PSLiteral) else ""
        if kind == "Form":
            self._form(found)
        elif kind == "Image" and not self._off and self.layers.is_on(found.get("OC")):
            self._picture(found)

    def _form(self, form: PDFStream) -> None:
        if len(self._depth) > self.limits.pdf_objects_depth:
            too_big(f"nests drawings too deep on page {self.page.number}", "pdf_objects_depth")
        before, off = self.state, 0 if self.layers.is_on(form.get("OC")) else 1
        off += before.alpha <= NO_OPACITY
        self.state = before.copy()
        self._masked += before.masked
        matrix = [float(resolve1(part)) for part in list_value(form.get("Matrix") or [])]
        if len(matrix) == 6:
            self.state.ctm = mult_matrix(tuple(matrix), before.ctm)  # type: ignore[arg-type]
        box = [float(resolve1(part)) for part in list_value(form.get("BBox") or [])]
        if len(box) == 4:
            x0, y0, x1, y1 = box
            self._rectangle_of(x0, y0, x1, y1)
            self._clip_next = True
            self._end_path([])
        self._off += off
        # drawings of old files name no resources of their own and use the page's
        text = self.pen.matrix, self.pen.x, self.pen.y
        self._paint(form.get("Resources") or self.resources, [form])
        self.pen.matrix, self.pen.x, self.pen.y = text
        self._load_fonts()
        self._off -= off
        self._masked -= before.masked
        self.state = before

    def _rectangle_of(self, x0: float, y0: float, x1: float, y1: float) -> None:
        a, b, c, d, e, f = self.state.ctm
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        self.shapes.rectangle(*((a * x + c * y + e, b * x + d * y + f) for x, y in corners))

    def _picture(self, picture: PDFStream | None) -> None:
        state = self.state
        if state.alpha <= NO_OPACITY:
            return
        self._rectangle_of(0, 0, 1, 1)
        box = self.shapes.box()
        self.shapes.clear()
        if box is None:
            return
        self.shapes.picture(box.within(state.clip), picture, state.ctm, state.alpha)

    def _inline_picture(self, stack: _Operands) -> None:
        if not self._off:
            self._picture(None)

    # --- text ----------------------------------------------------------------------------------

    def _begin_text(self, stack: _Operands) -> None:
        self.pen.begin(IDENTITY)

    def _tf(self, stack: _Operands) -> None:
        name = tokens.name_of(stack[-2])
        if name not in self._fonts:
            damaged(f"page {self.page.number} uses a font that is missing")
        self.state.font, self.state.size = self._fonts[name], tokens.number(stack[-1])

    def _td(self, stack: _Operands) -> None:
        self.pen.move(*tokens.numbers(stack[-2:]))

    def _td_leading(self, stack: _Operands) -> None:
        self.state.leading = tokens.number(stack[-1])
        self._td(stack)

    def _next_line(self, stack: _Operands) -> None:
        self.pen.move(0.0, self.state.leading)

    def _tm(self, stack: _Operands) -> None:
        a, b, c, d, e, f = tokens.numbers(stack[-6:])
        self.pen.begin((a, b, c, d, e, f))

    def _tc(self, stack: _Operands) -> None:
        self.state.char_space = tokens.number(stack[-1])

    def _tw(self, stack: _Operands) -> None:
        self.state.word_space = tokens.number(stack[-1])

    def _tz(self, stack: _Operands) -> None:
        self.state.scale = tokens.number(stack[-1]) / _CENTURY

    def _tl(self, stack: _Operands) -> None:
        self.state.leading = -tokens.number(stack[-1])

    def _tr(self, stack: _Operands) -> None:
        self.state.mode = int(tokens.number(stack[-1]))

    def _ts(self, stack: _Operands) -> None:
        self.state.rise = tokens.number(stack[-1])

    def _tj(self, stack: _Operands) -> None:
        self._write((tokens.string(stack[-1]),))

    def _tj_array(self, stack: _Operands) -> None:
        self._write(tokens.array(stack[-1]))

    def _quote(self, stack: _Operands) -> None:
        self._next_line(stack)
        self._write((tokens.string(stack[-1]),))

    def _quotes(self, stack: _Operands) -> None:
        self.state.word_space, self.state.char_space = tokens.numbers(stack[-3:-1])
        self._quote(stack)

    def _write(self, parts: Sequence[bytes | float]) -> None:
        self.pen.write(parts, self.state, off=self._off > 0, masked=self._masked > 0)
