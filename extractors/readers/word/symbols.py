"""Signs of Word's symbol fonts: what they show, where it is one that lists use."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from extractors.readers.symbols import SYMBOLS, shown_in
from extractors.readers.word.names import RFONTS

_FONT_NAMES = frozenset(SYMBOLS)


def symbol(element: etree._Element) -> str:
    """What a ``w:sym`` shows; Unread where its font shows there what no text has."""
    prefix = element.tag.rpartition("}")[0] + "}"
    digits = element.get(prefix + "char", "")
    code = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", digits) else 0
    if unicodedata.category(chr(code)) in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    return shown_in(element.get(prefix + "font", ""), chr(code))


def symbol_font(properties: etree._Element) -> str | None:
    """The symbol font that the properties of a run set for its Latin characters, if one."""
    fonts = properties.find(RFONTS)
    return None if fonts is None else named_symbol_font(fonts)


def named_symbol_font(fonts: etree._Element) -> str | None:
    """The symbol font that a ``w:rFonts`` names, if one."""
    names = fonts.values()
    if _FONT_NAMES.isdisjoint(names):
        return None
    return next(str(name) for name in names if name in _FONT_NAMES)
