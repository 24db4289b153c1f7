"""Text of a web page that may not be seen as it is stored: masked, turned, moved, cut off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from extractors.readers.web.lengths import cuts, pixels

INLINE = frozenset({"span", "a", "b", "i", "em", "strong", "font", "u", "sub", "sup", "small"})
_TURNED = re.compile(
    r"scale(?:[xy]|3d)?\([^()]*-|matrix(?:3d)?\(\s*-|matrix\((?:[^,()]*,){3}\s*-"
    r"|rotate[xyz]?\(\s*-?(?:1[4-9]\d|2[01]\d)(?:\.\d+)?deg|rotate[xyz]?\(\s*-?0?\.5turn"
)
_UPRIGHT = re.compile(r"rotate\(\s*-?(?:[6-9]\d|2[5-9]\d)(?:\.\d+)?deg|rotate\(\s*-?0?\.[27]5turn")
_THICK_STROKE = 2
_SHIFTED = 4
"""By how many pixels a piece of text is moved for it to stand beside another than it did."""
_TWO_LINES = 28
"""Pixels: what is lower shows but one line."""
_SHOWS_INK = frozenset({"normal", "multiply", "darken", "luminosity", "inherit"})
"""Blends in which dark ink stays dark on white."""
_EM, _SMALLEST, _NARROW, _SURELY = 16, 12, 0x2E7F, 1.1
"""Of a text's width: pixels a sign of Chinese takes, at least takes, the last that takes half."""


class _Ways(NamedTuple):
    """What declarations may do to a text: a reason by themselves, or what depends on the text.

    ``width`` is that of a place that shows no more than goes into it, ``size`` how wide a sign of
    Chinese is at least.
    """

    why: str
    is_reversed: bool
    is_moved: bool
    is_turned: bool
    is_low: bool
    width: float | None
    size: int


@lru_cache(maxsize=4096)
def _ways(tag: str, own: tuple[tuple[str, str], ...]) -> _Ways:
    """What the declarations of an element may do to its text."""
    lower = {name: value.lower() for name, value in own}
    why = ""
    is_inline = tag in INLINE and lower.get("display", "inline") == "inline"
    turned = f"{lower.get('transform', '')} rotate({lower.get('rotate', '')}) "
    if lower.get("-webkit-text-security", "none") != "none":
        why = "signs in place of its characters"
    elif lower.get("mix-blend-mode", "normal") not in _SHOWS_INK:
        why = "text blended with its ground"
    elif not is_inline and _TURNED.search(f"{turned} scale({lower.get('scale', '')})"):
        why = "text turned around"
    elif (pixels(lower.get("letter-spacing", "")) or 0) <= -_SHIFTED:
        why = "text upon itself"
    stroke = lower.get("-webkit-text-stroke", "")
    if (pixels(stroke.partition(" ")[0]) or 0) >= _THICK_STROKE:
        why = why or "text under its outlines"
    moves = ("left", "right") if lower.get("position") == "relative" else ()
    is_moved = (
        lower.get("order", "0") != "0"
        or (lower.get("float") == "right" and tag in INLINE)
        or any(abs(pixels(lower.get(name, "")) or 0) >= _SHIFTED for name in moves)
        or (pixels(lower.get("margin-left", "")) or 0) <= -_SHIFTED
    )
    is_reversed = "reverse" in lower.get("flex-direction", "") + lower.get("flex-flow", "")
    heights = [pixels(lower.get(name, "")) for name in ("height", "max-height")]
    is_low = any(height is not None and height < _TWO_LINES for height in heights)
    is_low |= lower.get("-webkit-line-clamp", "none") != "none"
    named = next((lower[name] for name in ("width", "max-width") if name in lower), "%")
    is_one_line = lower.get("white-space", "").startswith(("nowrap", "pre"))
    is_ended = "ellipsis" in lower.get("text-overflow", "")
    width = pixels(named) if is_one_line and not is_ended and "%" not in named else None
    if not cuts(lower):
        is_low, width = False, None
    is_turned = not is_inline and _UPRIGHT.search(turned) is not None
    return _Ways(
        why, is_reversed, is_moved, is_turned, is_low, width, _EM if "em" in named else _SMALLEST
    )


def why_unsure(element: etree._Element, tag: str, own: Mapping[str, str]) -> str | None:
    """Why the text of an element may not be seen as it is stored, where that may be so."""
    ways = _ways(tag, tuple(own.items()))
    if ways.why:
        return ways.why
    if ways.is_reversed and len(element) > 1:
        return "text in another order"
    if _is_cut_off(element, ways) or (ways.is_low and _has_lines(element)):
        return "text larger than its place, which cuts it off"
    if (ways.is_moved or ways.is_turned) and _has_neighbors(element) and _has_figure(element):
        return "text in another place"
    return None


def _is_cut_off(element: etree._Element, ways: _Ways) -> bool:
    """Whether a line of text surely is wider than its element, which shows no more of it."""
    if ways.width is None:
        return False
    text = "".join(map(str, element.itertext())).strip()
    needed = sum(ways.size if ord(char) > _NARROW else ways.size / 2 for char in text)
    return ways.width * _SURELY < needed


def _has_lines(element: etree._Element) -> bool:
    """Whether an element holds more lines than one."""
    ends = sum(bool((each.tail or "").strip()) for each in element.iterdescendants("br"))
    return ends + sum(map(has_text, element.iterdescendants("p", "div", "li"))) > (not ends)


def has_text(element: etree._Element) -> bool:
    """Whether an element holds text, or another element."""
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
