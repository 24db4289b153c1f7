"""The printed text of one Word paragraph: runs and how they are set, fields, changes, symbols."""

from __future__ import annotations

from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.left_out import LeftOut, Raised, Setting, Struck, Unread, Unsure, without
from extractors.readers.symbols import in_font
from extractors.readers.word.controls import (
    box_around,
    box_of_control,
    form_value,
    picture,
    text_boxes,
)
from extractors.readers.word.names import (
    ALTERNATE,
    DEL,
    FRAME,
    INDENT,
    INS,
    MATH_TEXT,
    MOVE_FROM,
    MOVE_TO,
    NUM_PR,
    PPR,
    RPR,
    SDT,
    SHADING,
    SPACING,
    STRIKES,
    SYMBOL_EX,
    VAL,
    VANISH,
    R,
    T,
    branches,
    is_on,
    is_out_of_sight,
    is_too_low,
    properties_of,
)
from extractors.readers.word.plain import plain_text, text_of
from extractors.readers.word.shades import WHITE, fill_of, is_unseen
from extractors.readers.word.styles import (
    BLACKENED,
    ListLevel,
    Style,
    Styles,
    TextSetting,
    list_level,
    text_setting,
)
from extractors.readers.word.symbols import symbol, symbol_font

DELETED = frozenset({DEL, MOVE_FROM})
INSERTED = frozenset({INS, MOVE_TO})
_DRAWINGS = frozenset(qn(f"w:{name}") for name in ("drawing", "pict", "object"))
_PROPERTIES = frozenset(
    qn(f"w:{name}")
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rt", "rubyPr",
        "delInstrText", "softHyphen", "fldData", "bookmarkStart", "bookmarkEnd",
        "proofErr", "annotationRef", "footnoteRef", "endnoteRef",
    )
)  # fmt: skip
_FIXED = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_DELETED_TEXT, _BREAK, _BREAK_TYPE = qn("w:delText"), qn("w:br"), qn("w:type")
_PAGE_RENDERED, _PAGE_BEFORE = qn("w:lastRenderedPageBreak"), qn("w:pageBreakBefore")
_FIELD, _FIELD_TYPE = qn("w:fldChar"), qn("w:fldCharType")
_INSTRUCTION = qn("w:instrText")
# what these show is worked out from their instruction: the file holds no result of them
_DRAWN_FIELDS = frozenset((
    "EQ", "SYMBOL", "MACROBUTTON", "GOTOBUTTON", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM",
    "ADVANCE",
))  # fmt: skip
_TEXTS, _SYMBOL_TAGS = frozenset({T, MATH_TEXT}), frozenset({qn("w:sym"), SYMBOL_EX})
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FRACTION, _FRACTION_PARTS = f"{_MATH}f", (f"{_MATH}num", f"{_MATH}den")
_POWER = f"{_MATH}sup"
_FRAME, _FRAMED, _PHANTOM = f"{_MATH}borderBox", f"{_MATH}borderBoxPr", f"{_MATH}phant"
_LINES = tuple(f"{_MATH}strike{way}" for way in ("H", "V", "BLTR", "TLBR"))
_SHOWN, _MATH_VALUE = f"{_MATH}phantPr/{_MATH}show", f"{_MATH}val"
_OFF = frozenset({"0", "false", "off"})
_COMMENT = qn("w:commentReference")
_PARAGRAPH_STYLE, _RUN_STYLE = qn("w:pStyle"), qn("w:rStyle")
_NOT_LISTED = ListLevel()


@dataclass(slots=True)
class Inline:
    """A paragraph as read.

    ``text`` is as printed, without a list number; ``numbered`` is its list and level, if any;
    ``boxes`` are the text boxes anchored in it; ``hidden`` the hidden pieces left out,
    ``left_out`` the struck-out ones and signs of notes; ``number_struck``: so is its list number.
    ``changed`` says that tracked changes were accepted in it, ``joins_next`` that its end is a
    tracked deletion. ``page_first``: it begins a page; ``page_after``: what follows it does.
    ``commented``: a comment stands beside it.
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
    commented: bool = False


class InlineReader:
    """Reads paragraphs with the styles of one document."""

    def __init__(self, styles: Styles) -> None:
        """Read with these styles."""
        self._styles = styles
        usual = styles.paragraph(None)
        self._is_usual_plain = not (
            any(usual.text) or styles.hidden_by_default or usual.num_id is not None
        )

    def read(self, paragraph: etree._Element, ground: str = WHITE) -> Inline:
        """The paragraph with its tracked changes accepted; ``ground`` is the color under it."""
        text = self.plain(paragraph, ground)
        if text is not None:
            return Inline(text)
        inline = _Walk(self._styles, accepted=True, ground=ground).paragraph(paragraph)
        inline.text = box_around(paragraph, inline.text) or inline.text
        return inline

    def plain(self, paragraph: etree._Element, ground: str) -> str | None:
        """The text of a paragraph in which nothing else is; None where it, or a table, has more."""
        text = plain_text(paragraph, ground) if self._is_usual_plain else None
        return text if text is None else box_around(paragraph, text) or text

    def text_before(self, paragraph: etree._Element) -> str:
        """The paragraph's text as it was before its tracked changes."""
        return _Walk(self._styles, accepted=False, ground=WHITE).paragraph(paragraph).text


@dataclass(slots=True)
class _Field:
    """An open field: the piece it begins at, what a form's settings say, where in it one is."""

    start: int
    value: str | None
    in_instruction: bool = True
    instruction: str = ""

    @property
    def kind(self) -> str:
        """What its instruction begins with: EQ."""
        return next(iter(self.instruction.split()), "").upper()


class _Walk:
    """One pass over one paragraph."""

    __slots__ = (
        "_accepted", "_blank", "_fields", "_ground", "_is_plain", "_is_unseen", "_mark_hidden",
        "_own_list", "_pieces", "_style", "_styles", "_turn", "out",
    )  # fmt: skip

    def __init__(self, styles: Styles, *, accepted: bool, ground: str) -> None:
        self.out = Inline()
        self._ground = ground
        self._styles = styles
        self._accepted = accepted
        self._pieces: list[str] = []
        self._style = Style()
        self._is_plain = True
        self._fields: list[_Field] = []
        self._turn: int | None = None
        self._own_list = _NOT_LISTED
        self._blank = 0  # how many pieces at the beginning are known to be blank
        self._mark_hidden = self._is_unseen = False

    def paragraph(self, element: etree._Element) -> Inline:
        out = self.out
        properties = properties_of(element, PPR)
        if properties is not None:
            self._read_properties(properties)
        style = self._style = self._styles.paragraph(out.style_id)
        own = None if properties is None else fill_of(properties.find(SHADING))
        self._ground = own or style.ground or self._ground
        out.number_struck |= bool(style.text.struck)
        self._children(element)
        if self._accepted and not self._is_plain:
            text, out.left_out = without(self._pieces)
        else:
            text = "".join(piece for piece in self._pieces if not isinstance(piece, Unread))
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
            elif tag == SPACING:
                self._is_unseen |= is_too_low(child)
            elif tag in (FRAME, INDENT):
                self._is_unseen |= is_out_of_sight(child)
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
                self._pieces.append(text_of(child))
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
                self._pieces.append(text_of(child))
        elif tag == _BREAK:
            if child.get(_BREAK_TYPE) == "page":
                self._page_break()
            self._pieces.append("\n")
        elif tag == _PAGE_RENDERED:
            if not self._has_text():
                self.out.page_first = True
        elif tag == _FIELD:
            self._field(child)
        elif tag == _INSTRUCTION:
            if self._fields:
                self._fields[-1].instruction += child.text or ""
        elif tag in _SYMBOL_TAGS:
            self._put(symbol(child))
        elif tag == ALTERNATE:
            self._alternate(child)
        elif tag in _DRAWINGS:
            boxes = list(text_boxes(child))
            self.out.boxes.extend(boxes)
            if not boxes:
                self._put(picture(child))
        elif tag == SDT and (box := box_of_control(child)) is not None:
            self._pieces.append(box)
        elif tag == _FRACTION:
            for place, part in enumerate(child.iterchildren(*_FRACTION_PARTS)):
                self._pieces.append("/" if place else "")
                self._children(part)
        elif tag == _COMMENT:
            self.out.commented = True
        elif tag == _PHANTOM and _is_off(child.find(_SHOWN)):
            self._hide(child)
        elif tag == _FRAME:
            start = len(self._pieces)
            self._children(child)
            framed = child.find(_FRAMED)
            lines = () if framed is None else framed.iterchildren(*_LINES)
            if not all(map(_is_off, lines)):
                self._set(start, Struck)
        elif tag == _POWER:
            start = len(self._pieces)
            self._children(child)
            self._set(start, Raised)
        else:
            # links, content controls, simple fields, smart tags ...: what they hold is printed
            self._children(child)

    def _hide(self, parent: etree._Element) -> None:
        start = len(self._pieces)
        self._children(parent)
        text = "".join(self._pieces[start:]).strip()
        self._cut(start)
        if text:
            self.out.hidden.append(text)

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._is_plain &= not isinstance(piece, Unread)

    def _set(self, start: int, setting: Setting) -> None:
        """Set the pieces from ``start`` on so."""
        self._pieces[start:] = [
            piece if isinstance(piece, Unread) else setting(piece) for piece in self._pieces[start:]
        ]
        self._is_plain = False

    def _run(self, run: etree._Element) -> None:
        properties = properties_of(run, RPR)
        above = self._style.text
        hidden, unsure = self._styles.hidden_by_default or bool(above.hidden), above.unsure
        struck, raised = bool(above.struck), bool(above.raised)
        font = None
        if properties is not None:
            hidden, struck, raised, unsure = self._setting(properties)
            font = symbol_font(properties)
        elif above.color is not None:
            hidden |= is_unseen(above.color, above.ground or self._ground)
        hidden |= self._is_unseen
        start, first_box = len(self._pieces), len(self.out.boxes)
        self._children(run)
        if font is not None:
            text = "".join(self._pieces[start:])
            del self._pieces[start:]
            for sign in in_font(text, font):
                self._put(sign)
        text = "".join(self._pieces[start:]).strip() if unsure and not hidden else ""
        if text:
            self._cut(start)
            self._put(Unsure(f"{unsure}: {text}"))
        elif (struck or raised) and not hidden:
            self._set(start, Struck if struck else Raised)
        if not hidden:
            return
        boxes = (text.text or "" for box in self.out.boxes[first_box:] for text in box.iter(T))
        left_out = "".join([*self._pieces[start:], *boxes]).strip()
        self._cut(start)
        del self.out.boxes[first_box:]
        if left_out:
            self.out.hidden.append(left_out)

    def _setting(self, properties: etree._Element) -> tuple[bool, bool, bool, str | None]:
        """Whether a run is hidden, struck out, raised: by itself, else by its two styles; and why
        it is not sure that it is seen as it is held.

        The first two are switches, so that two styles which both set one cancel out.
        """
        own, above, by_run = text_setting(properties), self._style.text, TextSetting()
        run_style = properties.find(_RUN_STYLE)
        if run_style is not None:
            by_run = self._styles.character(run_style.get(VAL, "")).text
        hidden, struck, raised, color, ground, unsure = own
        unsure = unsure or by_run.unsure or above.unsure
        color = color or by_run.color or above.color
        ground = ground or by_run.ground or above.ground or self._ground
        if hidden is None:
            hidden = self._styles.hidden_by_default or bool(by_run.hidden) is not bool(above.hidden)
        if struck is None:
            struck = bool(by_run.struck) is not bool(above.struck)
        if raised is None:
            raised = bool(above.raised if by_run.raised is None else by_run.raised)
        if unsure == BLACKENED and color not in (None, "auto"):
            unsure = None
        return hidden or is_unseen(color, ground), struck, raised, unsure

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

    def _field(self, element: etree._Element) -> None:
        """Drop what stands between a field's begin and its result: the instruction.

        A field of a form shows what its settings say, not what an old program left as its result.
        """
        kind = element.get(_FIELD_TYPE)
        if kind == "begin":
            self._fields.append(_Field(len(self._pieces), form_value(element)))
        elif kind == "separate" and self._fields:
            field_open = self._fields[-1]
            if field_open.in_instruction:
                self._cut(field_open.start)
            field_open.in_instruction = False
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.in_instruction or ended.value is not None:
                self._cut(ended.start)
            if ended.value is not None:
                self._pieces.append(ended.value)
            elif ended.in_instruction and ended.kind in _DRAWN_FIELDS:
                self._put(Unread(f"field {ended.kind}"))

    def _alternate(self, element: etree._Element) -> None:
        """The first branch that holds anything: a drawing stands in the other a second time."""
        before = len(self._pieces), len(self.out.boxes), len(self.out.hidden)
        for branch in branches(element):
            self._children(branch)
            if (len(self._pieces), len(self.out.boxes), len(self.out.hidden)) != before:
                return


def _is_off(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(_MATH_VALUE, "1") in _OFF


def _numbered(own: ListLevel, style: Style) -> tuple[int, int | None] | None:
    """The paragraph's own list and level, what it does not set taken from its style."""
    num_id = style.num_id if own.num_id is None else own.num_id
    level = style.level if own.level is None else own.level
    return (num_id, level) if num_id else None
