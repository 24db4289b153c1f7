"""How the text of an element looks: seen or not, struck out, raised, in which order.

What a reader of the page sees is what is read. Text that nobody sees for its color is so only
where the ground it stands on is known: the page names no style sheet that lies outside it, and no
picture is under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from extractors.readers.ink import AS_GOOD_AS
from extractors.readers.left_out import Hidden, Raised, Setting, Struck
from extractors.readers.symbols import symbol_font_of
from extractors.readers.web.colors import RGBA, color_of
from extractors.readers.web.lengths import cuts, pixels, share
from extractors.readers.web.strikes import draws_line, is_line_over
from extractors.readers.web.styles import Declarations, StyleSheets
from extractors.readers.web.unsure import INLINE, has_text, why_unsure

_FONT_SIZE = re.compile(r"(?:^|\s)0(?:\.0+)?(?:[a-z%]{0,4})\s*(?:/|\s)", re.I)
_BEFORE_FAMILY = re.compile(r"^[^,]*\d[a-z%]*(?:/\S+)?\s+")
_NO_CLIP = re.compile(r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]", re.I)
_NO_INSET = re.compile(r"inset\(\s*(?:50|[6-9]\d|100)(?:\.\d+)?%|circle\(\s*0|polygon\(\s*\)", re.I)
_NO_SCALE = re.compile(
    r"scale(?:[xy]|3d)?\(\s*(?:0+(?:\.0\d*)?|\.0\d*|\d(?:\.\d+)?%)(?:\s*[,)]|\s)"
    r"|rotate[xy]\(\s*-?(?:9|27)0deg",
    re.I,
)
"""Made so small, or turned on its edge, that nobody reads it."""
_BLUR = re.compile(r"blur\(\s*(?:[3-9]|\d\d+)(?:\.\d+)?px", re.I)
"""Text that is blurred by so much is not read."""
_MASKS = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image")
_NO_OPACITY = re.compile(r"opacity\(\s*0*(?:\.0+)?%?\s*\)", re.I)
_FAR_AWAY = re.compile(r"translate(?:[xy]|3d)?\((?:[^()]*,)?\s*-\d{4,}(?:\.\d+)?px")
_RAISED = 3
"""By how many pixels a superscript is raised at least."""
_FAR = 400
"""By how many pixels text must be moved off for nobody to see it."""
_TINY, _SMALLEST = 1, 2
"""Pixels: what is no larger shows nothing; type that is smaller is not read."""
_AS_GOOD_AS = AS_GOOD_AS / 255
_STRIKES = frozenset({"s", "del", "strike"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "html", "body"})
_WHITE = RGBA(1.0, 1.0, 1.0, 1.0)
_BLACK = RGBA(0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down to the text in it.

    ``ground`` is the color under the text, None where it is not known; ``is_gone``: neither it nor
    anything in it is seen; ``told`` is what may keep it, or text around it, from being seen as it
    is held; ``font`` is a symbol font that it is set in, ``brought`` a font that the page itself
    brings; ``unsure`` says why its text may not be seen as it is stored.
    """

    struck: bool = False
    raised: bool = False
    invisible: bool = False
    no_size: bool = False
    moved_off: bool = False
    color: RGBA = _BLACK
    ground: RGBA | None = _WHITE
    is_gone: bool = False
    is_reversed: bool = False
    told: str | None = None
    font: str | None = None
    brought: str | None = None
    unsure: str | None = None

    @property
    def setting(self) -> Setting:
        """How a piece of its text is set."""
        if self.invisible or self.no_size or self.moved_off or self._is_as_its_ground():
            return Hidden
        return Struck if self.struck else Raised if self.raised else str

    def _is_as_its_ground(self) -> bool:
        if self.color is _BLACK:
            return False
        if self.color.alpha < _AS_GOOD_AS:
            return True
        ground = self.ground
        return ground is not None and all(
            abs(one - other) * self.color.alpha <= _AS_GOOD_AS
            for one, other in zip(self.color[:3], ground[:3], strict=True)
        )


class Looks:
    """Works out how elements look, one page's style sheets at hand."""

    def __init__(self, sheets: StyleSheets) -> None:
        """Look with these style sheets."""
        self._sheets = sheets

    @property
    def outermost(self) -> Look:
        """How text looks that no element sets."""
        return Look(ground=_WHITE if self._sheets.is_whole else None)

    def of(self, element: etree._Element, around: Look) -> Look:
        """How the text in an element looks that stands in text that looks like ``around``."""
        own = self._sheets.of_element(element)
        tag = str(element.tag)
        hints = {str(name): str(value) for name, value in element.items()}
        look = around
        if around.is_reversed or around.told:
            look = replace(around, is_reversed=False, told=None)
        if tag in _STRIKES or tag == "sup":
            look = replace(
                look, struck=look.struck or tag != "sup", raised=look.raised or tag == "sup"
            )
        if "bgcolor" in hints:
            look = _on_ground(look, color_of(hints.get("bgcolor", "")))
        if "background" in hints:
            look = replace(look, ground=None)
        if tag == "font" and "color" in hints:
            look = _colored(look, hints["color"])
        if tag == "font" and "face" in hints:
            look = self._in_font(look, hints["face"])
        if tag == "bdo":
            look = replace(look, is_reversed=hints.get("dir", "").strip().lower() == "rtl")
        if tag in ("details", "summary"):
            look = replace(look, invisible=tag == "details" and "open" not in hints)
        if tag == "dialog" and "open" not in hints and "display" not in own:
            look = replace(look, is_gone=True)
        if "hidden" in hints and "display" not in own:
            look = replace(look, is_gone=True)
        if own:
            look = _styled(look, around, tag, tuple(own.items()))
            if families := own.get("font-family") or own.get("font"):
                # of a shorthand what stands behind the size
                look = self._in_font(look, _BEFORE_FAMILY.sub("", families))
            if why := why_unsure(element, tag, own):
                look = replace(look, unsure=why)
            if look.told and not has_text(element) and is_line_over(own, tag):
                look = replace(look, told=None)
        if self._sheets.has_shadows and element.find("template[@shadowrootmode]") is not None:
            look = replace(look, unsure="text in whose place the page shows another")
        if self._sheets.sets_first and self._hides_first(element, look):
            look = replace(look, unsure="text whose beginning is hidden")
        return replace(look, struck=True) if self._is_drawn_over(element) else look

    def _in_font(self, look: Look, families: str) -> Look:
        """The look of text for which a list of fonts is named: the first of them counts."""
        first = families.partition(",")[0].strip().strip("\"'").lower()
        if first == "inherit":
            return look
        brought = first if first in self._sheets.brought else None
        return replace(look, font=symbol_font_of(families), brought=brought)

    def _hides_first(self, element: etree._Element, look: Look) -> bool:
        """Whether the first letter or line of what an element holds is set so as not to be seen."""
        for where in ("first-letter", "first-line"):
            own = self._sheets.of_element(element, where)
            if own and _styled(look, look, "span", tuple(own.items())).setting is Hidden:
                return look.setting is not Hidden
        return False

    def _is_drawn_over(self, element: etree._Element) -> bool:
        """Whether a line lies over the text of an element: a piece of a style sheet, or a child."""
        if not self._sheets.lays_over:
            return False
        for where in ("before", "after"):
            own = self._sheets.of_element(element, where)
            if "content" in own and is_line_over(own):
                return True
        return any(
            is_line_over(self._sheets.of_element(child), str(child.tag))
            for child in element.iterchildren("span", "i", "b", "em", "div", "hr")
            if not has_text(child)
        )

    def collapses(self, column: etree._Element) -> bool:
        """Whether a ``col`` or ``colgroup`` hides the columns it stands for."""
        own = self._sheets.of_element(column).get("visibility", "").lower()
        around = column.getparent()
        if not own and around is not None and around.tag == "colgroup":
            return self.collapses(around)
        return own == "collapse"

    def put_beside(self, element: etree._Element, where: str) -> Declarations:
        """What style sheets say of the text put ``before`` or ``after`` what an element holds."""
        return self._sheets.of_element(element, where)


@lru_cache(maxsize=4096)
def _styled(look: Look, around: Look, tag: str, own: tuple[tuple[str, str], ...]) -> Look:
    """What a look becomes by declarations: those of a page's elements are few."""
    lower = {name: value.lower() for name, value in own}
    gone = look.is_gone or _is_gone(tag, lower)
    line = lower.get("text-decoration", "") + " " + lower.get("text-decoration-line", "")
    struck = look.struck
    if line.strip():
        # a line through the text around goes through it, whatever it says itself
        struck = around.struck or "line-through" in line
    struck = struck or draws_line(lower)
    raised = look.raised
    if "vertical-align" in lower and (tag in INLINE or tag in _STRIKES):
        # sup { vertical-align: baseline; top: -0.5em } moves a superscript in another way
        raised = tag == "sup" or _is_raised(lower["vertical-align"])
    if lower.get("position") == "relative" and tag in INLINE:
        raised |= (pixels(lower.get("top", "")) or 0) <= -_RAISED
        raised |= (pixels(lower.get("bottom", "")) or 0) >= _RAISED
    invisible = look.invisible
    if "visibility" in lower and lower["visibility"] != "inherit":
        invisible = lower["visibility"] in ("hidden", "collapse")
    no_size = look.no_size
    if "font-size" in lower or "font" in lower:
        size = lower.get("font-size", "")
        height = pixels(size)
        no_size = height is not None and height < _SMALLEST
        no_size |= not size and bool(_FONT_SIZE.search(lower["font"] + " "))
    moved_off = look.moved_off
    if "text-indent" in lower:
        moved_off = abs(pixels(lower["text-indent"]) or 0) >= _FAR
    is_reversed = look.is_reversed
    if "unicode-bidi" in lower and "override" in lower["unicode-bidi"]:
        is_reversed = lower.get("direction") == "rtl"
    look = replace(
        look,
        struck=struck,
        raised=raised,
        invisible=invisible,
        no_size=no_size,
        moved_off=moved_off,
        is_gone=gone,
        is_reversed=is_reversed,
        told=_what_is_told(tag, lower),
    )
    ground = lower.get("background", "") + lower.get("background-image", "")
    if "url(" in ground or "gradient" in ground:
        look = replace(look, ground=None)
    else:
        for name in ("background", "background-color"):
            look = _on_ground(look, _color_in(lower.get(name, "")))
    for name in ("color", "-webkit-text-fill-color"):
        look = _colored(look, lower[name]) if name in lower else look
    return look


def _what_is_told(tag: str, own: Declarations) -> str | None:
    """What of a piece of text may keep it, or what is around it, from being seen."""
    if own.get("position") in ("absolute", "fixed"):
        return "text laid over the cell"
    if any(own.get(name, "none") != "none" for name in _MASKS):
        return "text under a mask"
    ground = own.get("background", "") + own.get("background-image", "")
    return "a picture under a part of the text" if tag in INLINE and "url(" in ground else None


def _is_raised(vertical_align: str) -> bool:
    above = vertical_align in ("super", "text-top")
    return above or (pixels(vertical_align) or 0) >= _RAISED


def _is_gone(tag: str, own: Declarations) -> bool:
    """Whether nothing of an element is seen that declares this."""
    if own.get("display") == "none":
        return True
    if any(share(own[name]) < _AS_GOOD_AS for name in ("opacity", "zoom") if name in own):
        return True
    if tag == "tr" and own.get("visibility") == "collapse":
        return True
    moved = f"{own.get('transform', '')} scale({own.get('scale', '')})"
    if _NO_SCALE.search(moved) or _NO_OPACITY.search(own.get("filter", "")):
        return True
    if _FAR_AWAY.search(f"{moved} translate({own.get('translate', '')})"):
        return True
    if _BLUR.search(own.get("filter", "")):
        return True
    if own.get("content-visibility") == "hidden":
        return True
    if _NO_INSET.search(own.get("clip-path", "")):
        return True
    if own.get("position") in ("absolute", "fixed"):
        if _NO_CLIP.search(own.get("clip", "")):
            return True
        if any(_is_far(own, side) for side in ("left", "top", "right", "bottom")):
            return True
    if any(_is_far(own, side) for side in ("margin-left", "margin-top")):
        return True
    if tag in _TABLE_PARTS or (tag in INLINE and "display" not in own and "position" not in own):
        return False  # these are as large as what they hold
    names = ("width", "height", "max-width", "max-height", "line-height")
    sizes = [pixels(own.get(name, "")) for name in names]
    return cuts(own) and any(size is not None and size <= _TINY for size in sizes)


def _is_far(own: Declarations, name: str) -> bool:
    """Whether it is moved off a side by more than a page shows."""
    return (pixels(own.get(name, "")) or 0) <= -_FAR


def _color_in(background: str) -> RGBA | None:
    """The color that a background names, if it names one that is known."""
    return next((color for word in _words(background) if (color := color_of(word))), None)


def _words(value: str) -> Sequence[str]:
    return re.findall(r"[a-z-]+\([^()]*\)|[^\s]+", value)


def _on_ground(look: Look, color: RGBA | None) -> Look:
    if color is None or color.alpha == 0:
        return look
    if color.alpha < 1:
        ground = look.ground
        if ground is None:
            return look
        red, green, blue = (
            own * color.alpha + under * (1 - color.alpha)
            for own, under in zip(color[:3], ground[:3], strict=True)
        )
        return replace(look, ground=RGBA(red, green, blue, 1.0))
    return replace(look, ground=color)


def _colored(look: Look, value: str) -> Look:
    color = color_of(value)
    return replace(look, color=color) if color is not None else look
