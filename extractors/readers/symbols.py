"""The marks of symbol fonts (符号字体): which character stands at a code of them."""

from __future__ import annotations

import unicodedata

from extractors.readers.left_out import Unread

SYMBOLS: dict[str, dict[int, str]] = {
    "Symbol": {0x2A: "*", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•"},
    "Wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA1: "○", 0xA8: "□", 0xAB: "★", 0xFB: "✗", 0xFC: "✓",
        0xFD: "☒", 0xFE: "☑",
    },
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0xEA: "★"},
    # its other signs are arrows
    "Wingdings 3": {},
    "Webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "ZapfDingbats": {
        0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x48: "★", 0x6C: "●",
        0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "▲", 0x75: "◆",
    },
}  # fmt: skip
_BY_NAME = {name.lower(): name for name in SYMBOLS}
_PRIVATE = 0xF000


def symbol_font_of(families: str) -> str | None:
    """The symbol font that a list of names begins with (Wingdings, serif), if one."""
    first = families.partition(",")[0].strip().strip("\"'")
    return _BY_NAME.get(first.lower())


def in_font(text: str, font: str) -> list[str]:
    """What a text shows in a symbol font, sign by sign."""
    return [shown_in(font, char) for char in text]


def shown_in(font: str, char: str) -> str:
    """What a character shows in a font; Unread for a sign that no text has."""
    code = ord(char)
    if font not in SYMBOLS:
        return Unread(f"{font} {code:04X}") if unicodedata.category(char) == "Co" else char
    if code >= _PRIVATE:
        code -= _PRIVATE
    # characters of other scripts are shown in another font; white space and digits are as elsewhere
    if (
        code > 0xFF
        or char.isspace()
        or (font == "Symbol" and char.isascii() and not char.isalpha())
    ):
        return SYMBOLS[font].get(code, char)
    return SYMBOLS[font].get(code) or Unread(f"{font} {code:02X}")
