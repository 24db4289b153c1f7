"""The text of a paragraph in which nothing but plain runs is: nearly all cells of a catalog."""

from __future__ import annotations

from collections.abc import Callable

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.word.names import (
    COLOR,
    INDENT,
    RFONTS,
    SIZE,
    SPACING,
    XML_SPACE,
    T,
    is_out_of_sight,
    is_too_close,
    is_too_low,
    number_of,
)
from extractors.readers.word.shades import is_unseen, text_color
from extractors.readers.word.styles import SMALLEST
from extractors.readers.word.symbols import named_symbol_font

# what a paragraph may hold beside its text without a word of it changing
_PLAIN = frozenset(
    qn(f"w:{name}")
    for name in (
        "p", "pPr", "r", "rPr", "jc", "spacing", "ind", "widowControl", "snapToGrid", "keepNext",
        "keepLines", "textAlignment", "rFonts", "sz", "szCs", "b", "bCs", "color", "lang", "kern",
    )
)  # fmt: skip
_WHITE_SPACE = " \t\r\n"
_SPACES = str.maketrans("\t\r\n", "   ")


def plain_text(paragraph: etree._Element, ground: str) -> str | None:
    """The text of a paragraph of plain runs without a style; None where there is more to read,
    as in a table.
    """
    pieces: list[str] = []
    for element in paragraph.iter():
        tag = element.tag
        if tag == T:
            pieces.append(text_of(element))
        elif tag not in _PLAIN or (tag in _IS_ODD and _IS_ODD[tag](element, ground)):
            return None
    return "".join(pieces).strip("\n")


# whether a color, size or font may keep what it sets from being seen as it is held
_IS_ODD: dict[str, Callable[[etree._Element, str], bool]] = {
    COLOR: lambda color, ground: is_unseen(text_color(color), ground),
    INDENT: lambda indent, _ground: is_out_of_sight(indent),
    SIZE: lambda size, _ground: (number_of(size) or 0) < SMALLEST,
    SPACING: lambda spacing, _ground: is_too_low(spacing) or is_too_close(spacing),
    RFONTS: lambda fonts, _ground: named_symbol_font(fonts) is not None,
}


def text_of(element: etree._Element) -> str:
    """A ``w:t``: line ends in it are spaces, those at its ends count only where kept."""
    text = element.text or ""
    if text and not text.isprintable():
        text = text.translate(_SPACES)
    if text[:1] == " " or text[-1:] == " ":
        return text if element.get(XML_SPACE) == "preserve" else text.strip(_WHITE_SPACE)
    return text
