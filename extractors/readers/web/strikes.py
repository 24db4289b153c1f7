"""Lines through the middle of a text, drawn by what a style sheet says of it or lays over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from extractors.readers.web.lengths import cuts, pixels

_PERCENT = re.compile(r"([3-6]\d)(?:\.\d+)?%")
# fmt: off
_PAINTS = (
    "border", "border-top", "border-bottom", "border-style", "border-top-style",
    "border-bottom-style", "background", "background-color", "box-shadow", "outline",
)
# fmt: on
_NOTHING = ("", "0", "none", "transparent")
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
_SIDEWAYS = re.compile(r"gradient\(\s*(?:to\s+(?:left|right)\s*,|-?(?:90|270)deg)")
_ACROSS = (4, 16)
"""By how many pixels below its upper edge a line lies that goes through a text."""


def draws_line(own: Mapping[str, str]) -> bool:
    """Whether the ground of a text is a line through it, drawn as a gradient or by shadows."""
    low, high = _MIDDLE_SHADOW
    edges = [pixels(edge) or 0 for edge in _INSET.findall(own.get("box-shadow", ""))]
    if any(
        low <= abs(one) < abs(other) <= high and abs(other) - abs(one) <= _LINE_SHADOW
        for one, other in pairwise(edges)
        if one * other > 0
    ):
        return True
    low, high = _ACROSS
    underlined = "underline" in own.get("text-decoration", "") + own.get("text-decoration-line", "")
    if underlined and (pixels(own.get("text-underline-offset", "")) or 0) <= -low:
        return True
    edge = pixels(own.get("height", "")) or 0
    if low < edge <= high - low and own.get("border-bottom", "") not in _NOTHING and not cuts(own):
        return True
    ground = f"{own.get('background', '')} {own.get('background-image', '')}"
    if "gradient(" not in ground or _SIDEWAYS.search(ground):
        return False
    if _has_band(ground):
        return True
    beside = f"{ground.rpartition(')')[2]} {own.get('background-position', '')}"
    sized = f"{ground.rpartition(')')[2]} {own.get('background-size', '')}"
    return bool(_THIN_AREA.search(sized) and _MIDDLE.search(beside.strip()))


def is_line_over(own: Mapping[str, str], tag: str = "") -> bool:
    """Whether an element without text is a line over the middle of the text around it."""
    lower = {name: value.lower() for name, value in own.items()}
    if lower.get("content", "''").strip("\"'"):
        return False
    up = "top" if lower.get("position") == "relative" else "margin-top"
    low, high = _ACROSS
    if -high <= (pixels(lower.get(up, "")) or 0) <= -low:
        return _paints(lower, tag)  # drawn up over the line above it
    if lower.get("position") != "absolute":
        return False
    if draws_line(lower):
        return True
    edges = [lower.get(name, "") for name in ("top", "bottom")] + lower.get("inset", "").split()[:1]
    is_there = "rotate" in lower.get("transform", "") or any(
        _PERCENT.fullmatch(edge) or ("%" not in edge and low <= (pixels(edge) or 0) <= high)
        for edge in edges
    )
    height = lower.get("height", "")
    if _PERCENT.fullmatch(height) and lower.get("border-bottom", "") not in _NOTHING:
        return True  # the lower edge of what reaches to the middle
    is_thick = (pixels(height) or 0) > low
    return is_there and _paints(lower, tag) and not is_thick


def _paints(own: Mapping[str, str], tag: str) -> bool:
    """Whether an element without text shows anything."""
    return tag == "hr" or any(own.get(name, "") not in _NOTHING for name in _PAINTS)


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
