"""What of a page's text and rules is seen (所见): not what is covered, or as good as its ground."""

from __future__ import annotations

from collections.abc import Sequence

from pdfminer.psparser import literal_name

from extractors.readers.limits import Limits
from extractors.readers.pdf.colors import WHITE, Color, alike
from extractors.readers.pdf.open import too_big
from extractors.readers.pdf.page import Box, Glyph, PageContent, Rule, Surface
from extractors.readers.pdf.shapes import Ink
from extractors.readers.pdf.tolerances import (
    BAR,
    BORDER,
    CUT,
    HAIRLINE,
    INK_HIGH,
    INK_WIDE,
    MASKED_OVER,
    PARTLY,
    WHOLLY,
)

_BANDS = 64
_PICTURE_FILTERS = frozenset(
    ("DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF", "Crypt")
)
_COVERED = "text that something drawn over it covers"
_PICTURED = "text that a picture covers"
_PARTLY = "something drawn over it covers a part of it"
_GROUND = "text in the color of its ground"
_UNKNOWN_GROUND = object()


class Ground:
    """The filled areas and pictures of a page (still upwards), by height."""

    def __init__(self, page: PageContent, surfaces: Sequence[Surface], limits: Limits) -> None:
        """These areas of ``page``."""
        self._page, self._limits = page, limits
        self._work = 0
        self._bands: list[list[Surface]] = [[] for _ in range(_BANDS)]
        for surface in surfaces:
            first, last = self._band(surface.box.top), self._band(surface.box.bottom)
            for band in range(first, last + 1):
                self._bands[band].append(surface)

    def _band(self, y: float) -> int:
        return min(_BANDS - 1, max(0, int(y / self._page.height * _BANDS)))

    def _near(self, y: float) -> Sequence[Surface]:
        band = self._bands[self._band(y)]
        self._work += len(band)
        if self._work > 10 * self._limits.pdf_page_operators:
            too_big(
                f"lays too many areas over one another on page {self._page.number}",
                "pdf_page_operators",
            )
        return band

    def _at(self, x: float, y: float) -> Sequence[Surface]:
        return [surface for surface in self._near(y) if surface.box.holds(x, y)]

    def below(self, x: float, y: float, run: int) -> Color | object:
        """The color that lies at a point when ``run`` is painted, or that it is not known."""
        for surface in reversed(self._at(x, y)):
            if surface.run < run and not surface.is_part:
                known = surface.is_opaque and surface.color is not None
                return surface.color if known else _UNKNOWN_GROUND
        return WHITE

    def hides(self, color: Color | None, x: float, y: float, run: int) -> bool:
        """Whether ink of a color is not seen at a point, for what lies below it."""
        ground = self.below(x, y, run)
        return color is not None and isinstance(ground, tuple) and alike(color, ground)

    def over(self, glyph: Glyph, right: float = 0, up: float = 0) -> Surface | None:
        """The first area painted over a character's middle, or beside it, that could cover it."""
        for surface in self._at(glyph.x + right, glyph.y + up):
            if surface.run > glyph.run and (surface.is_opaque or surface.is_picture):
                return surface
        return None

    def share_over(self, glyph: Glyph) -> float:
        """How much of a character's ink lies under what is painted over it, 0 to 1 and more."""
        across, up = INK_WIDE * (glyph.end - glyph.start) / 2, INK_HIGH * glyph.size / 2
        if glyph.angle % 180:
            across, up = up, across
        ink = Box(glyph.x - across, glyph.y - up, glyph.x + across, glyph.y + up)
        over = {
            id(each): each.box.within(ink).area
            for y in (ink.top, ink.bottom)
            for each in self._near(y)
            if each.run > glyph.run
        }
        return sum(over.values()) / ink.area if ink.area else 0.0

    def covers_a_part(self, glyph: Glyph) -> bool:
        """Whether something covers a part of a character whose middle is seen."""
        aside, up = CUT * (glyph.end - glyph.start), CUT * glyph.size
        places = ((0, 0), (aside, 0), (-aside, 0), (0, up), (0, -up))
        over = (self.over(glyph, *place) for place in places)
        return any(each is not None and not each.is_picture for each in over)


def take_unseen(page: PageContent, inks: Sequence[Ink], limits: Limits) -> None:
    """Take off the page what nobody sees: characters to ``unseen``, rules without a word.

    ``inks`` are those of each rule: its color, its number in the order of painting, its width. A
    character that a picture covers which lets a part of it through is doubted, and so is one a part
    of which is under rules that are themselves not seen, or upright and thicker than borders.
    """
    ground = Ground(page, page.surfaces, limits)
    bars: list[Surface] = []
    if page.surfaces or any(
        width > BORDER or (color is not None and alike(color, WHITE)) for color, _run, width in inks
    ):
        rules, page.rules = page.rules, []
        for rule, (color, run, width) in zip(rules, inks, strict=True):
            box = _box_of(rule, width)
            x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
            hidden = color is not None and ground.hides(color, x, y, run)
            if not hidden:
                page.rules.append(rule)
            if (hidden and width > HAIRLINE) or (not rule.is_horizontal and width > BORDER):
                bars.append(Surface(box, color, run, is_opaque=True))
    unseen_bars = Ground(page, bars, limits)
    last = max(
        (each.run for each in (*page.surfaces, *bars) if each.is_opaque or each.is_picture),
        default=0,
    )
    colors = {surface.color for surface in page.surfaces} | {WHITE}
    suspicious: dict[Color | None, bool] = {}
    kept: list[Glyph] = []
    for glyph in page.glyphs:
        color = glyph.color
        if color not in suspicious:
            suspicious[color] = color is not None and any(
                each is not None and alike(color, each) for each in colors
            )
        why = ""
        if suspicious[color] and ground.hides(color, glyph.x, glyph.y, glyph.run):
            why = _GROUND
        elif glyph.run < last:
            why = _why_covered(glyph, ground)
            share = unseen_bars.share_over(glyph) if bars and not why else 0.0
            if share >= WHOLLY:
                why = _COVERED
            elif share >= PARTLY:
                glyph.doubt = glyph.doubt or _PARTLY
        if why:
            page.unseen.append((why, glyph))
        else:
            kept.append(glyph)
    page.glyphs = kept


def _box_of(rule: Rule, width: float) -> Box:
    low, high = rule.at - width / 2, rule.at + width / 2
    if rule.is_horizontal:
        return Box(rule.start, low, rule.end, high)
    return Box(low, rule.start, high, rule.end)


def _why_covered(glyph: Glyph, ground: Ground) -> str:
    surface = ground.over(glyph)
    if surface is None or surface.is_part:
        if ground.covers_a_part(glyph):
            glyph.doubt = glyph.doubt or _PARTLY
        return ""
    if surface.is_picture and not surface.is_opaque:
        share = _masked(surface, glyph)
        if share is None:
            glyph.doubt = glyph.doubt or "a picture covers it that may let it through"
            return ""
        return _PICTURED if share > MASKED_OVER else ""
    if surface.is_picture:
        return _PICTURED
    if surface.box.height < BAR * glyph.size and surface.box.width > surface.box.height:
        glyph.is_struck = True
        return ""
    return _COVERED


def _masked(surface: Surface, glyph: Glyph) -> float | None:
    """How much of a picture's ink lies over a character, 0 to 1; None where that is not known."""
    mask, matrix = surface.mask, surface.matrix
    if mask is None or matrix is None:
        return None
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    names = {literal_name(name) for name, _params in mask.get_filters()}
    width, height = mask.get("Width"), mask.get("Height")
    if not area or names & _PICTURE_FILTERS or mask.get("BitsPerComponent") != 8:
        return None
    if not isinstance(width, int) or not isinstance(height, int):
        return None
    data = mask.get_data()
    if len(data) < width * height or min(width, height) < 1:
        return None
    half = glyph.size * 0.4
    total = 0
    places = [(glyph.x + half * i, glyph.y + half * j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    for x, y in places:
        u = (d * (x - e) - c * (y - f)) / area
        v = (a * (y - f) - b * (x - e)) / area
        column = min(width - 1, max(0, int(u * width)))
        row = min(height - 1, max(0, int((1 - v) * height)))
        total += data[row * width + column]
    return total / 255 / len(places)
