"""The names of WordprocessingML that the reader knows (ISO/IEC 29500-1, part 17)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from docx.oxml.ns import qn
from lxml import etree

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
SYMBOL_EX = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STRICT_NAMESPACE = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

VAL = qn("w:val")
P, R, T = qn("w:p"), qn("w:r"), qn("w:t")
TBL, TR, TC = qn("w:tbl"), qn("w:tr"), qn("w:tc")
PPR, RPR, TRPR, TCPR = qn("w:pPr"), qn("w:rPr"), qn("w:trPr"), qn("w:tcPr")
INS, DEL = qn("w:ins"), qn("w:del")
MOVE_FROM, MOVE_TO = qn("w:moveFrom"), qn("w:moveTo")
BOX = qn("w:txbxContent")
VANISH = qn("w:vanish")
STRIKES = frozenset({qn("w:strike"), qn("w:dstrike")})
VERT_ALIGN = qn("w:vertAlign")
NUM_PR = qn("w:numPr")
COLOR, SHADING, HIGHLIGHT, SIZE = (qn(f"w:{name}") for name in ("color", "shd", "highlight", "sz"))
SPACING, _LINE, _LINE_RULE = qn("w:spacing"), qn("w:line"), qn("w:lineRule")
FRAME, INDENT = qn("w:framePr"), qn("w:ind")
_HEIGHT, _HEIGHT_RULE, _LEFTS = qn("w:h"), qn("w:hRule"), (qn("w:left"), qn("w:start"))
_FAR_LEFT = 5_000
"""Twentieths of a point: what begins so far left of its place is off the page."""
_LOWEST_LINE, _TOO_CLOSE = 60, 120
"""Twentieths of a point: lines so low show nothing, characters set so much closer lie upon one
another."""
POSITION = qn("w:position")
RFONTS = qn("w:rFonts")
SDT = qn("w:sdt")


def is_on(element: etree._Element) -> bool:
    """The value of a switch such as ``<w:vanish/>`` or ``<w:vanish w:val="0"/>``."""
    return element.get(VAL, "1") not in {"0", "false", "off"}


def number_of(element: etree._Element | None, attribute: str = VAL) -> int | None:
    """A whole number in an attribute; None where the element or the number is not there."""
    return None if element is None else _number(element.get(attribute, ""))


@lru_cache(maxsize=1024)
def _number(text: str) -> int | None:
    value = text.strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def is_too_low(spacing: etree._Element) -> bool:
    """Whether a ``w:spacing`` of a paragraph makes its lines too low to be seen."""
    line = number_of(spacing, _LINE) if spacing.get(_LINE_RULE) == "exact" else None
    return line is not None and line <= _LOWEST_LINE


def is_out_of_sight(setting: etree._Element) -> bool:
    """Whether a ``w:ind`` or ``w:framePr`` of a paragraph puts it where nothing of it is seen."""
    if setting.get(_HEIGHT_RULE) == "exact":
        height = number_of(setting, _HEIGHT)
        return height is not None and height <= _LOWEST_LINE
    lefts = (setting.get(name, "") for name in _LEFTS)
    return any(left[:1] == "-" and (_number(left[1:]) or 0) >= _FAR_LEFT for left in lefts)


def is_too_close(spacing: etree._Element) -> bool:
    """Whether a ``w:spacing`` of a run sets its characters upon one another."""
    value = spacing.get(VAL, "")
    return value[:1] == "-" and (_number(value[1:]) or 0) >= _TOO_CLOSE


def branches(alternate: etree._Element) -> Iterator[etree._Element]:
    """The branches of an ``mc:AlternateContent``: its choices first, then its fallback."""
    for tag in (CHOICE, FALLBACK):
        yield from alternate.iterchildren(tag)


def properties_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The properties of a paragraph, run, row or cell: its first child, as the format has it."""
    if not len(element):
        return None
    first = element[0]
    return first if first.tag == tag else next(element.iterchildren(tag), None)
