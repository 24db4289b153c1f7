"""How the text of an element looks: seen or not, struck out, raised, in which order.

What a reader of the page sees is what is read. Text that nobody sees for its color is so only
where the ground it stands on is known: the page names no style sheet that lies outside it, and no
picture is under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from extractors.readers.left_out import Hidden, Raised, Setting, Struck
from extractors.readers.symbols import symbol_font_of
from extractors.readers.web.colors import RGBA, color_of
from extractors.readers.web.styles import Declarations, StyleSheets

_LENGTH = re.compile(r"(-?[\d]*\.?[\d]+)([a-z%]*)", re.I)
_FONT_SIZE = re.compile(r"(?:^|\s)0(?:\.0+)?(?:[a-z%]{0,4})\s*(?:/|\s)", re.I)
_BEFORE_FAMILY = re.compile(r"^[^,]*\d[a-z%]*(?:/\S+)?\s+")
_NO_CLIP = re.compile(r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]", re.I)
_NO_INSET = re.compile(r"inset\(\s*(?:50|[6-9]\d|100)(?:\.\d+)?%|circle\(\s*0|polygon\(\s*\)", re.I)
_NO_SCALE = re.compile(r"scale(?:[xy]|3d)?\(\s*0(?:\.0+)?\s*[,)]", re.I)
_BLUR = re.compile(r"blur\(\s*(?:[3-9]|\d\d+)(?:\.\d+)?px", re.I)
"""Text that is blurred by so much is not read."""
_PERCENT = re.compile(r"([3-6]\d)(?:\.\d+)?%")
_MASKS = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image")
# fmt: off
_PAINTS = (
    "border", "border-top", "border-bottom", "border-style", "border-top-style",
    "border-bottom-style", "background", "background-color", "box-shadow", "outline",
)
# fmt: on
_NO_OPACITY = re.compile(r"opacity\(\s*0*(?:\.0+)?%?\s*\)", re.I)
# a color of a gradient and where it begins, and may end
_STOP = re.compile(
    r"(?P<color>#[0-9a-f]{3,8}|[a-z]+(?:\([^()]*\))?)\s+(?:calc\(\s*)?(?P<start>\d+(?:\.\d+)?)%"
    r"(?:\s+(?P<end>\d+(?:\.\d+)?)%)?"
)
_HALF_WAY, _THICKEST = (30, 70), 20
"""Where in percent of its height a line through a text lies, and how thick it may be."""
_THIN_AREA = re.compile(r"(?:^|/|\s)100%\s+[0-3](?:\.\d+)?px")
_MIDDLE = re.compile(r"(?:^|\s)(?:(?:0|left|center)\s+)?(?:50%|center)(?=\s|/|$)")
# a shadow inside an element that comes up from its lower edge, or down from its upper one
_INSET = re.compile(r"inset\s+0(?:px)?\s+(-?[\d.]+(?:px|pt|r?em)?)\s+0(?:px)?(?=\s)(?!\s+-)")
_LINE_SHADOW, _MIDDLE_SHADOW = 3, (5, 13)
"""Of a line that one shadow leaves of another: how thick at most, and from where to where."""
_TURNED = re.compile(
    r"scale(?:[xy]|3d)?\([^()]*-|matrix(?:3d)?\(\s*-|matrix\((?:[^,()]*,){3}\s*-"
    r"|rotate[xyz]?\(\s*-?(?:1[4-9]\d|2[01]\d)(?:\.\d+)?deg|rotate[xyz]?\(\s*-?0?\.5turn"
)
_FAR_AWAY = re.compile(r"translate(?:[xy]|3d)?\((?:[^()]*,)?\s*-\d{4,}(?:\.\d+)?px")
_SIDEWAYS = re.compile(r"gradient\(\s*(?:to\s+(?:left|right)\s*,|-?(?:90|270)deg)")
_ACROSS = (4, 16)
"""By how many pixels below its upper edge a line lies that goes through a text."""
_SHIFTED = 4
"""By how many pixels a piece of text is moved for it to stand beside another than it did."""
_RAISED = 3
"""By how many pixels a superscript is raised at least."""
_FAR = 400
"""By how many pixels text must be moved off for nobody to see it."""
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "em": 16, "rem": 16, "vw": 12.8, "vh": 8, "%": 8}
_TINY, _TWO_LINES = 1, 28
_SHOWS_INK = frozenset({"normal", "multiply", "darken", "luminosity", "inherit"})
"""Blends in which dark ink stays dark on white."""
_EM, _SMALLEST, _NARROW, _SURELY = 16, 12, 0x2E7F, 1.1
"""Of a text's width: pixels a sign of Chinese takes, at least takes, the last that takes half."""
_AS_GOOD_AS = 12 / 255
_STRIKES = frozenset({"s", "del", "strike"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "html", "body"})
_INLINE = frozenset({"span", "a", "b", "i", "em", "strong", "font", "u", "sub", "sup", "small"})
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
            look = _styled(look, around, tag, own)
            if families := own.get("font-family") or own.get("font"):
                # of a shorthand what stands behind the size
                look = self._in_font(look, _BEFORE_FAMILY.sub("", families))
            if why := self._why_unsure(element, tag, own):
                look = replace(look, unsure=why)
            if look.told and not _has_text(element) and _is_line_over(own, tag):
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

    def _why_unsure(self, element: etree._Element, tag: str, own: Declarations) -> str | None:
        """Why the text of an element may not be seen as it is stored, where that may be so."""
        lower = {name: value.lower() for name, value in own.items()}
        if lower.get("-webkit-text-security", "none") != "none":
            return "signs in place of its characters"
        if lower.get("mix-blend-mode", "normal") not in _SHOWS_INK:
            return "text blended with its ground"
        is_inline = tag in _INLINE and lower.get("display", "inline") == "inline"
        turned = f"{lower.get('transform', '')} rotate({lower.get('rotate', '')}) "
        if not is_inline and _TURNED.search(f"{turned} scale({lower.get('scale', '')})"):
            return "text turned around"
        if "reverse" in lower.get("flex-direction", "") + lower.get("flex-flow", ""):
            return "text in another order" if len(element) > 1 else None
        if _is_cut_off(element, lower) or _is_cut_below(element, lower):
            return "text larger than its place, which cuts it off"
        if (_pixels(lower.get("letter-spacing", "")) or 0) <= -_SHIFTED:
            return "text upon itself"
        if not _has_neighbors(element) or not _has_figure(element):
            return None
        moves = ("left", "right") if lower.get("position") == "relative" else ()
        if (
            lower.get("order", "0") != "0"
            or (lower.get("float") == "right" and tag in _INLINE)
            or any(abs(_pixels(lower.get(name, "")) or 0) >= _SHIFTED for name in moves)
            or (_pixels(lower.get("margin-left", "")) or 0) <= -_SHIFTED
        ):
            return "text in another place"
        return None

    def _hides_first(self, element: etree._Element, look: Look) -> bool:
        """Whether the first letter or line of what an element holds is set so as not to be seen."""
        for where in ("first-letter", "first-line"):
            own = self._sheets.of_element(element, where)
            if own and _styled(look, look, "span", own).setting is Hidden:
                return look.setting is not Hidden
        return False

    def _is_drawn_over(self, element: etree._Element) -> bool:
        """Whether a line lies over the text of an element: a piece of a style sheet, or a child."""
        if not self._sheets.lays_over:
            return False
        for where in ("before", "after"):
            own = self._sheets.of_element(element, where)
            if "content" in own and _is_line_over(own):
                return True
        return any(
            _is_line_over(self._sheets.of_element(child), str(child.tag))
            for child in element.iterchildren("span", "i", "b", "em", "div", "hr")
            if not _has_text(child)
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


def _styled(look: Look, around: Look, tag: str, own: Declarations) -> Look:
    lower = {name: value.lower() for name, value in own.items()}
    gone = look.is_gone or _is_gone(tag, lower)
    line = lower.get("text-decoration", "") + " " + lower.get("text-decoration-line", "")
    struck = look.struck
    if line.strip():
        # a line through the text around goes through it, whatever it says itself
        struck = around.struck or "line-through" in line
    struck = struck or _draws_line(lower)
    raised = look.raised
    if "vertical-align" in lower and (tag in _INLINE or tag in _STRIKES):
        # sup { vertical-align: baseline; top: -0.5em } moves a superscript in another way
        raised = tag == "sup" or _is_raised(lower["vertical-align"])
    if lower.get("position") == "relative" and tag in _INLINE:
        raised |= (_pixels(lower.get("top", "")) or 0) <= -_RAISED
        raised |= (_pixels(lower.get("bottom", "")) or 0) >= _RAISED
    invisible = look.invisible
    if "visibility" in lower and lower["visibility"] != "inherit":
        invisible = lower["visibility"] in ("hidden", "collapse")
    no_size = look.no_size
    if "font-size" in lower or "font" in lower:
        size = lower.get("font-size", "")
        pixels = _pixels(size)
        no_size = pixels is not None and pixels < _TINY
        no_size |= not size and bool(_FONT_SIZE.search(lower["font"] + " "))
    moved_off = look.moved_off
    if "text-indent" in lower:
        moved_off = abs(_pixels(lower["text-indent"]) or 0) >= _FAR
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
    return "a picture under a part of the text" if tag in _INLINE and "url(" in ground else None


def _is_raised(vertical_align: str) -> bool:
    above = vertical_align in ("super", "text-top")
    return above or (_pixels(vertical_align) or 0) >= _RAISED


def _draws_line(own: Declarations) -> bool:
    """Whether the ground of a text is a line through it, drawn as a gradient or by shadows."""
    low, high = _MIDDLE_SHADOW
    edges = [_pixels(edge) or 0 for edge in _INSET.findall(own.get("box-shadow", ""))]
    if any(
        low <= abs(one) < abs(other) <= high and abs(other) - abs(one) <= _LINE_SHADOW
        for one, other in pairwise(edges)
        if one * other > 0
    ):
        return True
    ground = f"{own.get('background', '')} {own.get('background-image', '')}"
    if "gradient(" not in ground or _SIDEWAYS.search(ground):
        return False
    if _has_band(ground):
        return True
    beside = f"{ground.rpartition(')')[2]} {own.get('background-position', '')}"
    sized = f"{ground.rpartition(')')[2]} {own.get('background-size', '')}"
    return bool(_THIN_AREA.search(sized) and _MIDDLE.search(beside.strip()))


def _is_line_over(own: Declarations, tag: str = "") -> bool:
    """Whether an element without text is a line over the middle of the text around it."""
    lower = {name: value.lower() for name, value in own.items()}
    if lower.get("position") != "absolute" or lower.get("content", "''").strip("\"'"):
        return False
    if _draws_line(lower):
        return True
    low, high = _ACROSS
    edges = [lower.get(name, "") for name in ("top", "bottom")] + lower.get("inset", "").split()[:1]
    is_there = "rotate" in lower.get("transform", "") or any(
        _PERCENT.fullmatch(edge) or ("%" not in edge and low <= (_pixels(edge) or 0) <= high)
        for edge in edges
    )
    none = ("", "0", "none", "transparent")
    height = lower.get("height", "")
    if _PERCENT.fullmatch(height) and lower.get("border-bottom", "") not in none:
        return True  # the lower edge of what reaches to the middle
    is_thick = (_pixels(height) or 0) > low
    paints = tag == "hr" or any(lower.get(name, "") not in none for name in _PAINTS)
    return is_there and paints and not is_thick


def _has_text(element: etree._Element) -> bool:
    return bool(len(element) or (element.text or "").strip())


def _has_neighbors(element: etree._Element) -> bool:
    """Whether text or another element stands right beside an element."""
    parent = element.getparent()
    return bool(
        (element.tail or "").strip()
        or element.getprevious() is not None
        or element.getnext() is not None
        or (parent is not None and (parent.text or "").strip())
    )


def _has_figure(element: etree._Element) -> bool:
    return any(char.isdigit() for text in element.itertext() for char in str(text))


def _has_band(gradient: str) -> bool:
    """Whether a gradient has a thin band of one color between others in its middle."""
    stops: list[tuple[str, float]] = []
    for match in _STOP.finditer(gradient):
        places = (place for place in (match["start"], match["end"]) if place)
        stops += [(match["color"], float(place)) for place in places]
    low, high = _HALF_WAY
    return any(
        color == same != before[0] and same != after[0] and low <= start <= end <= high
        for before, (color, start), (same, end), after in zip(
            stops, stops[1:], stops[2:], stops[3:], strict=False
        )
        if end - start <= _THICKEST
    )


def _is_gone(tag: str, own: Declarations) -> bool:
    """Whether nothing of an element is seen that declares this."""
    if own.get("display") == "none":
        return True
    if any(_share(own[name]) < _AS_GOOD_AS for name in ("opacity", "zoom") if name in own):
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
    if tag in _TABLE_PARTS or (tag in _INLINE and "display" not in own and "position" not in own):
        return False  # these are as large as what they hold
    names = ("width", "height", "max-width", "max-height", "line-height")
    sizes = [_pixels(own.get(name, "")) for name in names]
    return _cuts(own) and any(size is not None and size <= _TINY for size in sizes)


def _cuts(own: Declarations) -> bool:
    """Whether what is larger than an element is not seen beyond its edges."""
    return any(
        own.get(name, "").startswith(("hidden", "clip"))
        for name in ("overflow", "overflow-x", "overflow-y")
    )


def _is_cut_off(element: etree._Element, own: Declarations) -> bool:
    """Whether a line of text surely is wider than its element, which shows no more of it."""
    width = next((own[name] for name in ("width", "max-width") if name in own), "")
    if not own.get("white-space", "").startswith(("nowrap", "pre")) or not _cuts(own):
        return False
    if "ellipsis" in own.get("text-overflow", "") or "%" in width:
        return False
    size = _EM if "em" in width else _SMALLEST
    text = "".join(map(str, element.itertext())).strip()
    needed = sum(size if ord(char) > _NARROW else size / 2 for char in text)
    return (_pixels(width) or needed) * _SURELY < needed


def _is_cut_below(element: etree._Element, own: Declarations) -> bool:
    """Whether an element holds several lines and shows but one."""
    heights = [_pixels(own.get(name, "")) for name in ("height", "max-height")]
    is_low = any(height is not None and height < _TWO_LINES for height in heights)
    is_low |= own.get("-webkit-line-clamp", "none") != "none"
    if not is_low or not _cuts(own):
        return False
    ends = sum(bool((each.tail or "").strip()) for each in element.iterdescendants("br"))
    return ends + sum(map(_has_text, element.iterdescendants("p", "div", "li"))) > (not ends)


def _is_far(own: Declarations, name: str) -> bool:
    """Whether it is moved off a side by more than a page shows."""
    return (_pixels(own.get(name, "")) or 0) <= -_FAR


def _share(number: str) -> float:
    """A share of one: 0.5, 50%; one where it is none."""
    match = _LENGTH.fullmatch(number)
    if match is None or match[2] not in ("", "%"):
        return 1.0
    return float(match[1]) / (100 if match[2] else 1)


def _pixels(length: str) -> float | None:
    match = _LENGTH.fullmatch(length.strip().removeprefix("calc(").removesuffix(")").strip())
    if match is None or match[2] not in _PIXELS:
        return None
    return float(match[1]) * _PIXELS[match[2]]


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
