"""Colors of spreadsheet cells: text in the color of its fill is unseen (ISO/IEC 29500-1, 18.8.19).

A color of the theme is known by its number: the first two are the white of the page and the black
of its text, any other is only known to be the same as itself.
"""

from __future__ import annotations

import re

from lxml import etree
from openpyxl.xml.constants import SHEET_MAIN_NS

from extractors.readers.ink import are_alike, parts_of

WHITE = "FFFFFF"
UNKNOWN = "unknown"
"""A fill of two colors."""
_TAG = f"{{{SHEET_MAIN_NS}}}"
_COLOR, _PATTERN, _FOREGROUND = f"{_TAG}color", f"{_TAG}patternFill", f"{_TAG}fgColor"
_BACKGROUND = f"{_TAG}bgColor"
_GRADIENT = f"{_TAG}gradientFill"
_HEX = re.compile("[0-9A-Fa-f]{6}")
_BLACK = "000000"
_INDEXED = {"0": "000000", "1": WHITE, "8": "000000", "9": WHITE, "65": WHITE}
_AUTOMATIC = ("", "64")
_THEME = {"0": WHITE, "1": "000000"}


def color_of(element: etree._Element | None) -> str | None:
    """The color that an element names, by its value or as one of the theme; None for automatic."""
    if element is None:
        return None
    rgb, theme = element.get("rgb", ""), element.get("theme")
    if rgb:
        return rgb[-6:].upper()
    if theme is not None:
        tint = element.get("tint", "0")
        if tint.strip("0.-") == "":
            return _THEME.get(theme, f"theme {theme}")
        return _tinted(theme, tint) or f"{theme}/{tint}"
    index = element.get("indexed", "")
    return None if index in _AUTOMATIC else _INDEXED.get(index, f"indexed {index}")


def _tinted(theme: str, tint: str) -> str | None:
    """Black or white of the theme made lighter or darker; None of another color."""
    try:
        share = float(tint)
    except ValueError:
        return None
    if theme not in _THEME or not -1 <= share <= 1:
        return None
    part = parts_of(_THEME[theme])[0]
    part = round(part * (1 + share) if share < 0 else part * (1 - share) + 255 * share)
    return f"{part:02X}" * 3


def font_color(font: etree._Element) -> str | None:
    """The color of a font or of a run."""
    return color_of(font.find(_COLOR))


def fill_color(fill: etree._Element) -> str:
    """What a fill lays under the text."""
    pattern = fill.find(_PATTERN)
    if pattern is None:
        return UNKNOWN if fill.find(_GRADIENT) is not None else WHITE
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return WHITE
    return color_of(pattern.find(_FOREGROUND)) or UNKNOWN if kind == "solid" else UNKNOWN


def condition_fill(fill: etree._Element) -> str:
    """What the fill of a condition's format lays under the text: its background is its color."""
    pattern = fill.find(_PATTERN)
    color = None if pattern is None else color_of(pattern.find(_BACKGROUND))
    return UNKNOWN if color is None else color


def is_unseen(color: str | None, ground: str) -> bool:
    """Whether text of this color cannot be told from its ground."""
    if ground == UNKNOWN:
        return False
    color = color or _BLACK  # as automatic type is, on any ground
    if not _HEX.fullmatch(color) or not _HEX.fullmatch(ground):
        return color == ground
    return are_alike(color, ground)
