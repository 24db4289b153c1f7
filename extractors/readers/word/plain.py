"""The text of a paragraph in which nothing but plain runs is: nearly all cells of a catalog."""

from __future__ import annotations

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
_TELLING = frozenset({COLOR, INDENT, SIZE, RFONTS, SPACING})
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
        elif tag not in _PLAIN or (tag in _TELLING and _is_odd(element, ground)):
            return None
    return "".join(pieces).strip("\n")


def _is_odd(element: etree._Element, ground: str) -> bool:
    """Whether a color, size or font may keep what it sets from being seen as it is held."""
    if element.tag == COLOR:
        return is_unseen(text_color(element), ground)
    if element.tag == INDENT:
        return is_out_of_sight(element)
    if element.tag == SPACING:
        return is_too_low(element) or is_too_close(element)
    if element.tag == SIZE:
        return (number_of(element) or 0) < SMALLEST
    return named_symbol_font(element) is not None


def text_of(element: etree._Element) -> str:
    """A ``w:t``: line ends in it are spaces, those at its ends count only where kept."""
    text = element.text or ""
    if text and not text.isprintable():
        text = text.translate(_SPACES)
    if text[:1] == " " or text[-1:] == " ":
        return text if element.get(XML_SPACE) == "preserve" else text.strip(_WHITE_SPACE)
    return text
