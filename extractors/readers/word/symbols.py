"""Signs of Word's symbol fonts: what they show, where it is one that lists use."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from extractors.readers.left_out import Unread
from extractors.readers.symbols import SYMBOLS
from extractors.readers.word.names import RFONTS

_FONT_NAMES = frozenset(SYMBOLS)
_PRIVATE = 0xF000


def symbol(element: etree._Element) -> str:
    """What a ``w:sym`` shows; Unread where its font shows there what no text has."""
    prefix = element.tag.rpartition("}")[0] + "}"
    digits = element.get(prefix + "char", "")
    code = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", digits) else 0
    if unicodedata.category(chr(code)) in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    return _shown(chr(code), element.get(prefix + "font", ""))


def symbol_font(properties: etree._Element) -> str | None:
    """The symbol font that the properties of a run set for its Latin characters, if one."""
    fonts = properties.find(RFONTS)
    return None if fonts is None else named_symbol_font(fonts)


def named_symbol_font(fonts: etree._Element) -> str | None:
    """The symbol font that a ``w:rFonts`` names, if one."""
    return next((str(name) for name in fonts.attrib.values() if name in _FONT_NAMES), None)


def in_font(text: str, font: str) -> list[str]:
    """What a text shows in a symbol font, sign by sign."""
    return [_shown(char, font) for char in text]


def _shown(char: str, font: str) -> str:
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
