"""The printed text of one Word paragraph: runs and how they are set, fields, changes, symbols."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.left_out import LeftOut, Raised, Struck, without
from extractors.readers.word.names import (
    ALTERNATE,
    BOX,
    CHOICE,
    DEL,
    FALLBACK,
    INS,
    MATH_TEXT,
    MOVE_FROM,
    MOVE_TO,
    NUM_PR,
    PPR,
    RPR,
    STRIKES,
    SYMBOL_EX,
    VAL,
    VANISH,
    XML_SPACE,
    R,
    T,
    is_on,
    properties_of,
)
from extractors.readers.word.styles import (
    ListLevel,
    Style,
    Styles,
    TextSetting,
    list_level,
    text_setting,
)

DELETED = frozenset({DEL, MOVE_FROM})
INSERTED = frozenset({INS, MOVE_TO})
_DRAWINGS = frozenset(qn(f"w:{name}") for name in ("drawing", "pict", "object"))
_PROPERTIES = frozenset(
    qn(f"w:{name}")
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rt", "rubyPr",
        "instrText", "delInstrText", "softHyphen", "fldData", "bookmarkStart", "bookmarkEnd",
        "proofErr", "annotationRef", "footnoteRef", "endnoteRef",
    )
)  # fmt: skip
_FIXED = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_DELETED_TEXT, _BREAK, _BREAK_TYPE = qn("w:delText"), qn("w:br"), qn("w:type")
_PAGE_RENDERED, _PAGE_BEFORE = qn("w:lastRenderedPageBreak"), qn("w:pageBreakBefore")
_FIELD, _FIELD_TYPE = qn("w:fldChar"), qn("w:fldCharType")
# what a paragraph may hold beside its text without a word of it changing
_PLAIN = frozenset(
    qn(f"w:{name}")
    for name in (
        "p", "pPr", "r", "rPr", "jc", "spacing", "ind", "widowControl", "snapToGrid", "keepNext",
        "keepLines", "textAlignment", "rFonts", "sz", "szCs", "b", "bCs", "color", "lang", "kern",
    )
)  # fmt: skip
_TEXTS, _SYMBOL_TAGS = frozenset({T, MATH_TEXT}), frozenset({qn("w:sym"), SYMBOL_EX})
_PARAGRAPH_STYLE, _RUN_STYLE = qn("w:pStyle"), qn("w:rStyle")
_NOT_LISTED = ListLevel()
_WHITE_SPACE = " \t\r\n"
_SPACES = str.maketrans("\t\r\n", "   ")

# The symbol fonts' marks that lists use; other codes stay the private character they are.
_SYMBOLS = {
    "Symbol": {0x2A: "*", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•"},
    "Wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA1: "○", 0xA8: "□", 0xAB: "★", 0xFB: "✗", 0xFC: "✓",
        0xFD: "☒", 0xFE: "☑",
    },
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0xEA: "★"},
}  # fmt: skip


@dataclass(slots=True)
class Inline:
    """A paragraph as read.

    ``text`` is as printed, without a list number; ``numbered`` is its list and level, if any;
    ``boxes`` are the text boxes anchored in it; ``hidden`` the hidden pieces left out,
    ``left_out`` the struck-out ones and signs of notes; ``number_struck``: so is its list number.
    ``changed`` says that tracked changes were accepted in it, ``joins_next`` that its end is a
    tracked deletion. ``page_first``: it begins a page; ``page_after``: what follows it does.
    """

    text: str = ""
    style_id: str | None = None
    numbered: tuple[int, int | None] | None = None
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    left_out: LeftOut | None = None
    number_struck: bool = False
    changed: bool = False
    joins_next: bool = False
    page_first: bool = False
    page_after: bool = False


class InlineReader:
    """Reads paragraphs with the styles of one document."""

    def __init__(self, styles: Styles) -> None:
        """Read with these styles."""
        self._styles = styles
        usual = styles.paragraph(None)
        self._is_usual_plain = not (
            any(usual.text) or styles.hidden_by_default or usual.num_id is not None
        )

    def read(self, paragraph: etree._Element) -> Inline:
        """The paragraph with its tracked changes accepted."""
        if self._is_usual_plain:
            # nearly every cell of a catalog is of this kind, and reading it so halves the time
            text = _plain_text(paragraph)
            if text is not None:
                return Inline(text)
        return _Walk(self._styles, accepted=True).paragraph(paragraph)

    def text_before(self, paragraph: etree._Element) -> str:
        """The paragraph's text as it was before its tracked changes."""
        return _Walk(self._styles, accepted=False).paragraph(paragraph).text


class _Walk:
    """One pass over one paragraph."""

    __slots__ = (
        "_accepted", "_blank", "_fields", "_is_plain", "_mark_hidden", "_own_list", "_pieces",
        "_style", "_styles", "_turn", "out",
    )  # fmt: skip

    def __init__(self, styles: Styles, accepted: bool) -> None:
        self.out = Inline()
        self._styles = styles
        self._accepted = accepted
        self._pieces: list[str] = []
        self._style = Style()
        self._is_plain = True
        # where the instruction of each open field begins; None once its result has begun
        self._fields: list[int | None] = []
        self._turn: int | None = None
        self._own_list = _NOT_LISTED
        self._blank = 0  # how many pieces at the beginning are known to be blank
        self._mark_hidden = False

    def paragraph(self, element: etree._Element) -> Inline:
        out = self.out
        properties = properties_of(element, PPR)
        if properties is not None:
            self._read_properties(properties)
        style = self._style = self._styles.paragraph(out.style_id)
        out.number_struck |= bool(style.text.struck)
        self._children(element)
        text = "".join(self._pieces)
        if self._accepted and not self._is_plain:
            text, out.left_out = without(self._pieces)
        out.text = text.strip("\n")
        if self._turn is not None:
            out.page_after = not any(piece.strip() for piece in self._pieces[self._turn :])
        if out.text or not (self._mark_hidden or style.text.hidden):
            out.numbered = _numbered(self._own_list, style)
        return out

    def _read_properties(self, properties: etree._Element) -> None:
        out = self.out
        for child in properties:
            tag = child.tag
            if tag == _PARAGRAPH_STYLE:
                out.style_id = child.get(VAL)
            elif tag == NUM_PR:
                self._own_list = list_level(child)
            elif tag == _PAGE_BEFORE:
                out.page_first = is_on(child)
            elif tag == RPR:
                for mark in child:
                    if mark.tag in DELETED:
                        out.changed = out.joins_next = True
                    elif mark.tag in INSERTED:
                        out.changed = True
                    elif mark.tag == VANISH:
                        self._mark_hidden = is_on(mark)
                    elif mark.tag in STRIKES:
                        out.number_struck |= is_on(mark)

    def _children(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child)
            elif tag in _TEXTS:
                self._pieces.append(_text(child))
            elif tag in _PROPERTIES or not isinstance(tag, str):
                continue
            elif tag in _FIXED:
                self._pieces.append(_FIXED[tag])
            elif tag in DELETED or tag in INSERTED:
                self.out.changed = True
                if (tag in INSERTED) is self._accepted:
                    self._children(child)
            else:
                self._rare(tag, child)

    def _rare(self, tag: str, child: etree._Element) -> None:
        if tag == _DELETED_TEXT:
            if not self._accepted:
                self._pieces.append(_text(child))
        elif tag == _BREAK:
            if child.get(_BREAK_TYPE) == "page":
                self._page_break()
            self._pieces.append("\n")
        elif tag == _PAGE_RENDERED:
            if not self._has_text():
                self.out.page_first = True
        elif tag == _FIELD:
            self._field(child.get(_FIELD_TYPE))
        elif tag in _SYMBOL_TAGS:
            self._pieces.append(_symbol(child))
        elif tag == ALTERNATE:
            self._alternate(child)
        elif tag in _DRAWINGS:
            self.out.boxes.extend(_boxes(child))
        else:
            # links, content controls, simple fields, smart tags ...: what they hold is printed
            self._children(child)

    def _run(self, run: etree._Element) -> None:
        properties = properties_of(run, RPR)
        hidden = self._styles.hidden_by_default or bool(self._style.text.hidden)
        struck, raised = bool(self._style.text.struck), bool(self._style.text.raised)
        if properties is not None:
            hidden, struck, raised = self._setting(properties)
        start, first_box = len(self._pieces), len(self.out.boxes)
        self._children(run)
        if (struck or raised) and not hidden:
            setting = Struck if struck else Raised
            self._pieces[start:] = map(setting, self._pieces[start:])
            self._is_plain = False
        if not hidden:
            return
        boxes = (text.text or "" for box in self.out.boxes[first_box:] for text in box.iter(T))
        left_out = "".join([*self._pieces[start:], *boxes]).strip()
        self._cut(start)
        del self.out.boxes[first_box:]
        if left_out:
            self.out.hidden.append(left_out)

    def _setting(self, properties: etree._Element) -> tuple[bool, bool, bool]:
        """Whether a run is hidden, struck out, raised: by itself, else by its two styles.

        The first two are switches, so that two styles which both set one cancel out.
        """
        own, above, by_run = text_setting(properties), self._style.text, TextSetting()
        run_style = properties.find(_RUN_STYLE)
        if run_style is not None:
            by_run = self._styles.character(run_style.get(VAL, "")).text
        hidden, struck, raised = own
        if hidden is None:
            hidden = self._styles.hidden_by_default or bool(by_run.hidden) is not bool(above.hidden)
        if struck is None:
            struck = bool(by_run.struck) is not bool(above.struck)
        if raised is None:
            raised = bool(above.raised if by_run.raised is None else by_run.raised)
        return hidden, struck, raised

    def _cut(self, start: int) -> None:
        """Take back the pieces from ``start`` on."""
        del self._pieces[start:]
        self._blank = min(self._blank, start)

    def _has_text(self) -> bool:
        """Whether the paragraph has text so far; each piece is looked at once."""
        pieces = self._pieces
        while self._blank < len(pieces) and not pieces[self._blank].strip():
            self._blank += 1
        return self._blank < len(pieces)

    def _page_break(self) -> None:
        if self._has_text():
            self._turn = len(self._pieces)
        else:
            self.out.page_first = True

    def _field(self, kind: str | None) -> None:
        """Drop what stands between a field's begin and its result: the instruction."""
        if kind == "begin":
            self._fields.append(len(self._pieces))
        elif kind == "separate" and self._fields:
            start = self._fields[-1]
            if start is not None:
                self._cut(start)
            self._fields[-1] = None
        elif kind == "end" and self._fields:
            start = self._fields.pop()
            if start is not None:
                self._cut(start)

    def _alternate(self, element: etree._Element) -> None:
        """The first branch that holds anything: a drawing stands in the other a second time."""
        before = len(self._pieces), len(self.out.boxes), len(self.out.hidden)
        for branch in branches(element):
            self._children(branch)
            if (len(self._pieces), len(self.out.boxes), len(self.out.hidden)) != before:
                return


def branches(alternate: etree._Element) -> Iterator[etree._Element]:
    """The branches of an ``mc:AlternateContent``: its choices first, then its fallback."""
    for tag in (CHOICE, FALLBACK):
        yield from alternate.iterchildren(tag)


def _numbered(own: ListLevel, style: Style) -> tuple[int, int | None] | None:
    """The paragraph's own list and level, what it does not set taken from its style."""
    num_id = style.num_id if own.num_id is None else own.num_id
    level = style.level if own.level is None else own.level
    return (num_id, level) if num_id else None


def _plain_text(paragraph: etree._Element) -> str | None:
    """The text of a paragraph of plain runs without a style; None where there is more to read."""
    pieces: list[str] = []
    for element in paragraph.iter():
        tag = element.tag
        if tag == T:
            pieces.append(_text(element))
        elif tag not in _PLAIN:
            return None
    return "".join(pieces).strip("\n")


def _text(element: etree._Element) -> str:
    """A ``w:t``: line ends in it are spaces, those at its ends count only where kept."""
    text = element.text or ""
    if text and not text.isprintable():
        text = text.translate(_SPACES)
    if text[:1] == " " or text[-1:] == " ":
        return text if element.get(XML_SPACE) == "preserve" else text.strip(_WHITE_SPACE)
    return text


def _symbol(element: etree._Element) -> str:
    """A ``w:sym``: the sign meant, else the character at the font's own (private) place."""
    prefix = element.tag.rpartition("}")[0] + "}"
    digits = element.get(prefix + "char", "")
    code = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", digits) else 0
    private = chr(code)
    if unicodedata.category(private) in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    known = _SYMBOLS.get(element.get(prefix + "font", ""), {})
    return known.get(code & 0xFF, private) if code >= 0xF000 or code < 0x100 else private


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, each once, those inside a box left to the box."""
    for child in parent:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            for branch in branches(child):
                found = list(_boxes(branch))
                if found:
                    yield from found
                    break
        else:
            yield from _boxes(child)
