"""The text of a page's content: where each character stands, and whether its ink is seen."""

from __future__ import annotations

from collections.abc import Sequence

from pdfminer.utils import Matrix, mult_matrix

from extractors.readers.limits import Limits
from extractors.readers.pdf.colors import lightness
from extractors.readers.pdf.fonts import TYPE3
from extractors.readers.pdf.open import damaged, too_big
from extractors.readers.pdf.page import Box, Glyph, PageContent, direction, turned
from extractors.readers.pdf.state import COVERS, IDENTITY, State
from extractors.readers.pdf.tolerances import (
    CUT,
    INK_HIGH,
    MIDDLE,
    NO_OPACITY,
    OUTLINE,
    TINY,
    WATERMARK_LIGHT,
    WHITE,
)

_OFF = "text of a layer that is switched off"
_NO_INK = "text that is set to be invisible"
_CLEAR = "text without any opacity"
_NO_SIZE = "text of no size"
_CLIPPED = "text that is clipped away"
_OUTSIDE = "text outside the visible page"
_MASKED = "a mask may hide it"
_OUTLINED = "a white outline covers a part of it"
_CUT = "the edge of a clipped area cuts through it"
_MIRRORED = "it is printed as in a mirror"
_BLENDED = "it is blended with its ground in a way that may hide it"
# blends in which dark ink stays dark on white
_SHOWS_INK = COVERS | {"Multiply", "Darken", "HardLight", "Luminosity"}


class Pen:
    """Writes text on a page; knows where its next character goes (the text matrix, 文本矩阵)."""

    def __init__(self, page: PageContent, limits: Limits) -> None:
        """A pen at the origin of ``page``, the whole of which is visible."""
        self.page, self.limits = page, limits
        self.visible = Box(0, 0, page.width, page.height)
        self.begin(IDENTITY)

    def begin(self, matrix: Matrix) -> None:
        """Go to the origin of ``matrix``, which leads from the text's units to the page's."""
        self.matrix, self.x, self.y = matrix, 0.0, 0.0

    def move(self, x: float, y: float) -> None:
        """Begin a line that lies apart from the one before by ``x`` and ``y``."""
        a, b, c, d, e, f = self.matrix
        self.begin((a, b, c, d, x * a + y * c + e, x * b + y * d + f))

    def write(
        self, parts: Sequence[bytes | float], state: State, *, off: bool, masked: bool
    ) -> None:
        """Write strings, moved apart by the figures between them; ``off`` in a hidden layer,
        ``masked`` below a mask.

        Raises ReadError where no font is set, and where the page holds too many characters.
        """
        page = self.page
        font = state.font
        if font is None:
            damaged(f"page {page.number} prints text in no font")
        size, scale, rise = state.size, state.scale, state.rise
        vertical = font.is_vertical
        a, b, c, d, e, f = mult_matrix(self.matrix, state.ctm)
        char_space, word_space = state.char_space, state.word_space
        if not vertical:
            char_space, word_space = char_space * scale, word_space * scale
        if font.is_multibyte:
            word_space = 0.0
        step = 0.001 * size * (1.0 if vertical else scale)
        along = size * scale
        x, y = self.x, self.y
        height = abs(size) * (c * c + d * d) ** 0.5
        dx, dy = c * size * MIDDLE, d * size * MIDDLE
        angle = direction(a * scale * (1 if size > 0 else -1), b)
        em = min(height, abs(size * scale) * (a * a + b * b) ** 0.5)
        why = _OFF if off else _why_unseen(state)
        # characters of a Type3 font have a size of their own
        why = why or (_NO_SIZE if em < TINY and font.name != TYPE3 else "")
        veil = _MASKED if state.masked or masked else ""
        veil = veil or ("" if state.blend in _SHOWS_INK else _BLENDED)
        outlined = state.mode & 3 == 2 and lightness(state.stroke_color) >= WHITE
        if outlined and state.thickness() > OUTLINE * em:
            veil = veil or _OUTLINED
        if (a * d - b * c) * scale < 0 and font.name != TYPE3:
            veil = veil or _MIRRORED
        color = state.stroke_color if state.mode & 3 == 1 else state.color
        light = WATERMARK_LIGHT <= lightness(color) < WHITE
        sx0, sy0, sx1, sy1 = state.clip
        high = INK_HIGH * height if angle == 0 else 0.0
        page.order += 1
        run, glyphs, known, limit = page.order, page.glyphs, font.known, self.limits
        width, tall = page.width, page.height
        for part in parts:
            if part.__class__ is not bytes:
                if vertical:
                    y -= part * step  # type: ignore[operator]
                else:
                    x -= part * step  # type: ignore[operator]
                continue
            for cid in font.decode(part):
                code = known.get(cid) or font.code(cid)
                text, advance, doubt, dropped = code
                advance *= along
                if vertical:
                    # written downwards: each character stands upright below the one before
                    left, up, across = x - size / 2, y + advance, size
                else:
                    left, up, across = x, rise + y, advance
                x0, y0 = a * left + c * up + e, b * left + d * up + f
                x1, y1 = x0 + a * across, y0 + b * across
                px, py = (x0 + x1) / 2 + dx, (y0 + y1) / 2 + dy
                if dropped:
                    page.dropped += dropped
                if text:
                    if angle:
                        start, base = turned(angle, x0, y0, width, tall)
                        end, _ = turned(angle, x1, y1, width, tall)
                        if start > end:
                            start, end = end, start
                    elif x0 <= x1:
                        start, end, base = x0, x1, tall - y0
                    else:
                        start, end, base = x1, x0, tall - y0
                    glyph = Glyph(
                        text, start, end, base, height, angle or 0, px, py, light, run, color,
                        doubt or veil,
                    )  # fmt: skip
                    if char_space:
                        glyph.spacing = char_space * (a * a + b * b) ** 0.5
                    if (x0 < sx0 or x1 > sx1) and max(sx0 - x0, x1 - sx1) > CUT * (x1 - x0) > 0:
                        glyph.doubt = glyph.doubt or _CUT
                    if high and max(sy0 - y0, y0 + high - sy1) > CUT * high:
                        glyph.doubt = glyph.doubt or _CUT
                    if not (sx0 <= px < sx1 and sy0 <= py < sy1):
                        inside = self.visible.holds(px, py)
                        page.unseen.append((_CLIPPED if inside else _OUTSIDE, glyph))
                    elif why:
                        page.unseen.append((why, glyph))
                    elif angle is None:
                        page.slanted.append(glyph)
                    else:
                        glyphs.append(glyph)
                if vertical:
                    y += advance + char_space + (word_space if cid == 32 else 0)
                else:
                    x += advance + char_space + (word_space if cid == 32 else 0)
            if len(glyphs) + len(page.unseen) > limit.pdf_page_characters:
                too_big(f"prints too many characters on page {page.number}", "pdf_page_characters")
        self.x, self.y = x, y


def _why_unseen(state: State) -> str:
    if state.mode in (3, 7):
        return _NO_INK
    fill, stroke = state.alpha, state.stroke_alpha
    alpha = (fill, stroke, max(fill, stroke), max(fill, stroke))[state.mode & 3]
    return _CLEAR if alpha <= NO_OPACITY else ""
