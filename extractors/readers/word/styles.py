"""What a Word file's styles say that a reader must know: how text is set, and list numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.office.archive import OfficeArchive
from extractors.readers.word.names import (
    NUM_PR,
    PPR,
    RPR,
    STRIKES,
    VAL,
    VANISH,
    VERT_ALIGN,
    is_on,
    number_of,
)

_STYLE, _DEFAULTS = qn("w:style"), qn("w:docDefaults")
_RUN_DEFAULTS = (qn("w:rPrDefault"), RPR, VANISH)
_STYLE_ID, _BASED_ON, _TYPE = qn("w:styleId"), qn("w:basedOn"), qn("w:type")
_DEFAULT, _ILVL, _NUM_ID = qn("w:default"), qn("w:ilvl"), qn("w:numId")


class ListLevel(NamedTuple):
    """What a ``w:numPr`` sets: which list (0: none), which of its levels, from 0; None: not set."""

    num_id: int | None = None
    level: int | None = None


def list_level(element: etree._Element | None) -> ListLevel:
    """The list and level in a ``w:numPr`` element, if there is one."""
    if element is None:
        return ListLevel()
    return ListLevel(number_of(element.find(_NUM_ID)), number_of(element.find(_ILVL)))


class TextSetting(NamedTuple):
    """What run properties set: hidden, struck out, raised as a superscript; None: not set."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None


_NOTHING_SET = TextSetting()


def text_setting(properties: etree._Element | None) -> TextSetting:
    """What the elements of a ``w:rPr`` set, if there is one."""
    hidden = struck = raised = None
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == VANISH:
            hidden = is_on(child)
        elif tag in STRIKES:
            struck = is_on(child) or bool(struck)
        elif tag == VERT_ALIGN:
            raised = child.get(VAL) == "superscript"
    if hidden is struck is raised is None:
        return _NOTHING_SET
    return TextSetting(hidden, struck, raised)


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written: what it is based on and what it sets itself (None: nothing)."""

    based_on: str | None = None
    text: TextSetting = _NOTHING_SET
    num_id: int | None = None
    level: int | None = None


_PLAIN = Style()


class Styles:
    """The styles of a document; an unknown or missing style sets nothing."""

    def __init__(self) -> None:
        """A document without styles."""
        self.hidden_by_default = False
        self._styles: dict[str, Style] = {}
        self._default_paragraph: str | None = None
        self._resolved: dict[str | None, Style] = {}

    @classmethod
    def read(cls, archive: OfficeArchive, part: str) -> Styles:
        """The styles of the part ``part``; ``ReadError`` where it is damaged."""
        styles = cls()
        for element in archive.index(part, (_STYLE, _DEFAULTS)):
            if element.tag == _STYLE:
                styles._add(element)
            else:
                vanish = element.find("/".join(_RUN_DEFAULTS))
                styles.hidden_by_default = vanish is not None and is_on(vanish)
        return styles

    def _add(self, element: etree._Element) -> None:
        style_id = element.get(_STYLE_ID, "")
        based_on = element.find(_BASED_ON)
        numbered = list_level(element.find(f"{PPR}/{NUM_PR}"))
        self._styles[style_id] = Style(
            None if based_on is None else based_on.get(VAL),
            text_setting(element.find(RPR)),
            numbered.num_id,
            numbered.level,
        )
        is_default = element.get(_DEFAULT) in {"1", "true", "on"}
        if is_default and element.get(_TYPE, "paragraph") == "paragraph":
            self._default_paragraph = style_id

    def paragraph(self, style_id: str | None) -> Style:
        """What holds for paragraphs of this style (None: the default), inherited values too."""
        return self._resolve(style_id or self._default_paragraph)

    def character(self, style_id: str) -> Style:
        """What holds for text of this character style, inherited values too."""
        return self._resolve(style_id)

    def _resolve(self, style_id: str | None) -> Style:
        """The style with what it inherits; each style on the way up is worked out once."""
        chain: dict[str, None] = {}
        name = style_id
        while name in self._styles and name not in self._resolved and name not in chain:
            chain[name] = None
            name = self._styles[name].based_on
        inherited = self._resolved.get(name, _PLAIN)
        for link in reversed(chain):
            own = self._styles[link]
            inherited = Style(
                None,
                TextSetting(
                    *(a if b is None else b for a, b in zip(inherited.text, own.text, strict=True))
                ),
                inherited.num_id if own.num_id is None else own.num_id,
                inherited.level if own.level is None else own.level,
            )
            self._resolved[link] = inherited
        return inherited
