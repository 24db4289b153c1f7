"""Colors of text and of the ground it stands on: text in the color of its ground is unseen."""

from __future__ import annotations

import re
from functools import lru_cache

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.ink import are_alike
from extractors.readers.word.names import VAL

WHITE = "FFFFFF"
UNKNOWN = "unknown"
"""A ground of two colors, or one that only the style of a table tells."""
_FILL, _COLOR = qn("w:fill"), qn("w:color")
_THEME = qn("w:themeColor")
_WHITES = ("background1", "light1")
_CHANGED = {qn("w:themeShade"), qn("w:themeTint")}
_HEX = re.compile("[0-9A-Fa-f]{6}")
# the colors of a marker pen (ST_HighlightColor)
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": WHITE, "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


def fill_of(shading: etree._Element | None) -> str | None:
    """The color that a ``w:shd`` lays under the text, if it lays any."""
    if shading is None:
        return None
    kind = shading.get(VAL, "clear")
    if kind == "nil":
        return None
    if kind not in ("clear", "solid"):
        return UNKNOWN
    color = shading.get(_FILL if kind == "clear" else _COLOR, "auto")
    if color == "auto":
        return None if kind == "clear" else "000000"
    return color


def highlight_of(element: etree._Element) -> str | None:
    """The color of a marker pen over a run, if one is set."""
    return _HIGHLIGHTS.get(element.get(VAL, ""))


def text_color(element: etree._Element) -> str | None:
    """What a ``w:color`` sets: the white of the theme goes before the color beside it."""
    is_theme = element.get(_THEME) in _WHITES and not _CHANGED & set(element.keys())
    return WHITE if is_theme else element.get(VAL)


@lru_cache(maxsize=1024)
def is_unseen(color: str | None, ground: str) -> bool:
    """Whether text of this color cannot be told from its ground; ``auto`` always can."""
    if color is None or not _HEX.fullmatch(color) or not _HEX.fullmatch(ground):
        return False
    return are_alike(color, ground)
