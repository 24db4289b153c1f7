"""What a Word file's styles say that a reader must know: how text is set, and list numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.office.archive import OfficeArchive
from extractors.readers.word.names import (
    COLOR,
    HIGHLIGHT,
    NUM_PR,
    POSITION,
    PPR,
    RPR,
    SHADING,
    SIZE,
    SPACING,
    STRIKES,
    VAL,
    VANISH,
    VERT_ALIGN,
    is_on,
    is_too_close,
    number_of,
)
from extractors.readers.word.shades import UNKNOWN, WHITE, fill_of, highlight_of, text_color

_STYLE, _DEFAULTS = qn("w:style"), qn("w:docDefaults")
_RUN_DEFAULTS = (qn("w:rPrDefault"), RPR)
_STYLE_ID, _BASED_ON, _TYPE = qn("w:styleId"), qn("w:basedOn"), qn("w:type")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FILL, _NO_FILL = f"{_W14}textFill", f"{_W14}noFill"
_FILL_COLOR, _FILL_OF_THEME = f".//{_W14}srgbClr", f".//{_W14}schemeClr"
_CLEAR, _CLEAR_FROM, _FILL_VALUE = f".//{_W14}alpha", 96_000, f"{_W14}val"
_WIDTH, _NARROWEST = qn("w:w"), 10
"""To how many percent of their width characters must be narrowed not to be seen."""
_FIT, _NARROWEST_FIT = qn("w:fitText"), 40
"""Into how many twentieths of a point a run must be squeezed not to be seen."""
_OF_THEME_WHITE = frozenset({"bg1", "lt1"})
_UPON_ITSELF = "text upon itself"
BLACKENED = "text that a black marker pen lies over"
SMALLEST = 4
"""The smallest size of text that is seen, in half points."""
RAISED_FROM = 6
"""Half points above the line from which text is as high as a superscript."""
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
    """What run properties set: hidden, struck out, raised as a superscript; None: not set.

    ``color`` is that of the text and ``ground`` that of the shading or marker pen under it;
    ``unsure`` says why the text may not be seen as it is held.
    """

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    color: str | None = None
    ground: str | None = None
    unsure: str | None = None

    def under(self, own: TextSetting) -> TextSetting:
        """What is set where ``own`` sets some of it anew."""
        return TextSetting(
            self.hidden if own.hidden is None else own.hidden,
            self.struck if own.struck is None else own.struck,
            self.raised if own.raised is None else own.raised,
            own.color or self.color,
            own.ground or self.ground,
            own.unsure or self.unsure,
        )


_NOTHING_SET = TextSetting()


def text_setting(properties: etree._Element | None) -> TextSetting:
    """What the elements of a ``w:rPr`` set, if there is one."""
    hidden = struck = raised = color = ground = unsure = fill = None
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == VANISH:
            hidden = is_on(child)
        elif tag in STRIKES:
            struck = is_on(child) or bool(struck)
        elif tag == VERT_ALIGN:
            raised = child.get(VAL) == "superscript" or bool(raised)
        elif tag == POSITION:
            raised = raised or (number_of(child) or 0) >= RAISED_FROM or None
        elif tag == COLOR:
            color = text_color(child)
        elif tag == SHADING:
            ground = ground or fill_of(child)
        elif tag == HIGHLIGHT:
            ground = highlight_of(child) or ground
            unsure = BLACKENED if child.get(VAL) == "black" else unsure
        elif tag == _FILL:
            hidden = hidden or _is_clear(child) or None
            fill = _filled(child)
        elif tag == _FIT:
            hidden = hidden or (number_of(child) or _NARROWEST_FIT) < _NARROWEST_FIT or None
        elif tag == _WIDTH:
            hidden = hidden or (number_of(child) or _NARROWEST) < _NARROWEST or None
        elif tag == SPACING:
            unsure = unsure or (_UPON_ITSELF if is_too_close(child) else None)
        elif tag == SIZE:
            hidden = hidden or (number_of(child) or SMALLEST) < SMALLEST or None
    found = TextSetting(hidden, struck, raised, fill or color, ground, unsure)
    return _NOTHING_SET if found == _NOTHING_SET else found


def _is_clear(fill: etree._Element) -> bool:
    """Whether what a text is filled with lets all of its ground through."""
    alpha = number_of(fill.find(_CLEAR), _FILL_VALUE) or 0
    return fill.find(_NO_FILL) is not None or alpha >= _CLEAR_FROM


def _filled(fill: etree._Element) -> str | None:
    """The color that a text is filled with, which goes before that of its font."""
    theme, named = fill.find(_FILL_OF_THEME), fill.find(_FILL_COLOR)
    if theme is not None and not len(theme) and theme.get(_FILL_VALUE) in _OF_THEME_WHITE:
        return WHITE
    return None if named is None else named.get(_FILL_VALUE)


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written: what it is based on and what it sets itself (None: nothing)."""

    based_on: str | None = None
    text: TextSetting = _NOTHING_SET
    ground: str | None = None
    num_id: int | None = None
    level: int | None = None


_PLAIN = Style()


class Styles:
    """The styles of a document; an unknown or missing style sets nothing."""

    def __init__(self) -> None:
        """A document without styles."""
        self.hidden_by_default = False
        self._styles: dict[str, Style] = {}
        self._base = _PLAIN
        self._default_paragraph: str | None = None
        self._resolved: dict[str | None, Style] = {}
        self._shaded: set[str] = set()
        self._unseen: set[str] = set()

    @classmethod
    def read(cls, archive: OfficeArchive, part: str) -> Styles:
        """The styles of the part ``part``; ``ReadError`` where it is damaged."""
        styles = cls()
        for element in archive.index(part, (_STYLE, _DEFAULTS)):
            if element.tag == _STYLE:
                styles._add(element)
            else:
                usual = text_setting(element.find("/".join(_RUN_DEFAULTS)))
                styles.hidden_by_default = bool(usual.hidden)
                styles._base = Style(text=usual._replace(hidden=None))
        return styles

    def _add(self, element: etree._Element) -> None:
        style_id = element.get(_STYLE_ID, "")
        based_on, paragraph, run = (
            next(element.iterchildren(tag), None) for tag in (_BASED_ON, PPR, RPR)
        )
        numbered = list_level(None if paragraph is None else paragraph.find(NUM_PR))
        if element.get(_TYPE) == "table":
            shades = map(fill_of, element.iter(SHADING))
            if any(fill not in (None, WHITE) for fill in shades):
                self._shaded.add(style_id)
            settings = map(text_setting, element.iter(RPR))
            if any(each.struck or each.hidden for each in settings):
                self._unseen.add(style_id)
        self._styles[style_id] = Style(
            None if based_on is None else based_on.get(VAL),
            text_setting(run),
            fill_of(None if paragraph is None else paragraph.find(SHADING)),
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

    def table_ground(self, style_id: str | None) -> str:
        """What lies under the text of a table of this style, where cells say nothing else."""
        return WHITE if self._shaded.isdisjoint(self._above(style_id)) else UNKNOWN

    def table_hides(self, style_id: str | None) -> bool:
        """Whether a table's style strikes out or hides some of its text."""
        return not self._unseen.isdisjoint(self._above(style_id))

    def _above(self, style_id: str | None) -> dict[str, None]:
        """A style and those it is based on."""
        above: dict[str, None] = {}
        while style_id is not None and style_id not in above:
            above[style_id] = None
            own = self._styles.get(style_id)
            style_id = None if own is None else own.based_on
        return above

    def _resolve(self, style_id: str | None) -> Style:
        """The style with what it inherits; each style on the way up is worked out once."""
        chain: dict[str, None] = {}
        name = style_id
        while name in self._styles and name not in self._resolved and name not in chain:
            chain[name] = None
            name = self._styles[name].based_on
        inherited = self._resolved.get(name, self._base)
        for link in reversed(chain):
            own = self._styles[link]
            inherited = Style(
                None,
                inherited.text.under(own.text),
                own.ground or inherited.ground,
                inherited.num_id if own.num_id is None else own.num_id,
                inherited.level if own.level is None else own.level,
            )
            self._resolved[link] = inherited
        return inherited
