"""What is seen on a web page and is no text: controls, pictures, what style sheets add."""

from __future__ import annotations

import unicodedata

import tinycss2
from lxml import etree

from extractors.readers.left_out import Unread
from extractors.words.signs import CHECKED, CROSSES, TICKS, UNCHECKED

PICTURES = frozenset(
    {
        "img",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "picture",
        "meter",
        "progress",
    }
)
CONTROLS = frozenset({"input", "select", "textarea"})
_BUTTONS = frozenset({"hidden", "submit", "button", "reset", "image", "password", "file"})
_SURE = frozenset(TICKS + CROSSES)
_TINY = ("0", "1", "0px", "1px")


def shown_control(element: etree._Element) -> str:
    """What a form control shows: a box with or without its tick, a text, the option chosen."""
    kind = element.get("type", "text").strip().lower()
    if element.tag == "textarea":
        return "".join(map(str, element.itertext())).strip()
    if element.tag == "select":
        return _chosen(element)
    if kind in ("checkbox", "radio"):
        return CHECKED if "checked" in element.attrib else UNCHECKED
    return "" if kind in _BUTTONS else element.get("value", "").strip()


def _chosen(select: etree._Element) -> str:
    options = list(select.iter("option"))
    chosen = [each for each in options if "selected" in each.attrib]
    is_list = "multiple" in select.attrib or select.get("size", "1") not in ("", "0", "1")
    if not chosen and not is_list:
        chosen = options[:1]
    return "、".join("".join(map(str, each.itertext())).strip() for each in chosen)


def shown_picture(element: etree._Element) -> str | Unread:
    """What a picture says where that is certain: a tick or a cross by its own words; else Unread.

    Empty for what is there to be fetched and not to be seen.
    """
    if element.get("width", "").strip() in _TINY or element.get("height", "").strip() in _TINY:
        return ""
    own = [element.get(name, "").strip() for name in ("alt", "aria-label")]
    own += [str(text).strip() for text in element.itertext()]
    words = " ".join(filter(None, own))
    if words in _SURE:
        return words
    file_name = element.get("src", "").partition("?")[0].rpartition("/")[2].partition(":")[0]
    return Unread(" ".join(filter(None, (str(element.tag), words, file_name)))[:80])


def text_put(content: str, element: etree._Element) -> list[str]:
    """The pieces of text that a ``content`` of a style sheet puts beside what an element holds.

    A counter and a picture are Unread, and so is a sign of a font of its own.
    """
    pieces: list[str] = []
    for token in tinycss2.parse_component_value_list(content):
        if token.type == "string":
            pieces += map(_sign, token.value)
        elif token.type == "function" and token.lower_name == "attr":
            names = [each.value for each in token.arguments if each.type == "ident"]
            pieces += [element.get(name.lower(), "") for name in names[:1]]
        elif token.type in ("function", "url"):
            pieces.append(Unread(tinycss2.serialize([token])[:80]))
    return pieces


def _sign(char: str) -> str:
    return Unread(f"U+{ord(char):04X}") if unicodedata.category(char) == "Co" else char
