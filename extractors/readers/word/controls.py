"""What is seen in a Word document and is no text: boxes of forms, pictures, embedded objects."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.left_out import Unread
from extractors.readers.word.names import ALTERNATE, BOX, SDT, VAL, T, branches, is_on, number_of
from extractors.words.signs import CHECKED, EMPTY_BOXES, FILLED_BOXES, UNCHECKED

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FORM, _BOX, _LIST = qn("w:ffData"), qn("w:checkBox"), qn("w:ddList")
_CHECKED, _DEFAULT, _RESULT, _ENTRY = (
    qn(f"w:{name}") for name in ("checked", "default", "result", "listEntry")
)
_SDT_PR, _SDT_CONTENT = qn("w:sdtPr"), qn("w:sdtContent")
_BOXES = frozenset(EMPTY_BOXES + FILLED_BOXES)
_LONGEST_NAME = 60


def form_value(field: etree._Element) -> str | None:
    """What a form field of the old kind shows by its settings: a box or an entry of its list.

    None for one that shows the text it holds.
    """
    form = field.find(_FORM)
    box, chosen = (None, None) if form is None else (form.find(_BOX), form.find(_LIST))
    if box is not None:
        states = [each for each in (box.find(_CHECKED), box.find(_DEFAULT)) if each is not None]
        return CHECKED if states and is_on(states[0]) else UNCHECKED
    if chosen is None:
        return None
    entries = [entry.get(VAL, "") for entry in chosen.findall(_ENTRY)]
    place = next(
        (n for n in map(number_of, (chosen.find(_RESULT), chosen.find(_DEFAULT))) if n is not None),
        0,
    )
    return entries[place] if place < len(entries) else ""


def box_of_control(control: etree._Element) -> str | None:
    """What a content control shows that is a check box; None for one of another kind.

    The sign that it holds is what is seen; where that is none that is known, its state says.
    """
    box = control.find(f"{_SDT_PR}/{_W14}checkbox")
    if box is None:
        return None
    held = control.find(_SDT_CONTENT)
    sign = "" if held is None else "".join(each.text or "" for each in held.iter(T)).strip()
    if sign in _BOXES and sign:
        return CHECKED if sign in FILLED_BOXES else UNCHECKED
    state = box.find(f"{_W14}checked")
    is_checked = state is not None and state.get(f"{_W14}val", "1") in ("1", "true", "on")
    return CHECKED if is_checked else UNCHECKED


def box_around(paragraph: etree._Element, text: str) -> str | None:
    """What the check box shows that a paragraph of one sign is all of, if it is one's."""
    if text.strip() not in _BOXES:
        return None
    boxes = map(box_of_control, paragraph.iterancestors(SDT))
    return next((box for box in boxes if box is not None), None)


def text_boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, each once, those inside a box left to the box."""
    for child in parent:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            for branch in branches(child):
                found = list(text_boxes(branch))
                if found:
                    yield from found
                    break
        else:
            yield from text_boxes(child)


def picture(drawing: etree._Element) -> Unread:
    """A drawing without text, by the words that the document has for it."""
    embedded = next(drawing.iter(f"{_OFFICE}OLEObject"), None)
    if embedded is not None or drawing.tag == qn("w:object"):
        program = "" if embedded is None else embedded.get("ProgID", "")
        return Unread(f"embedded object {program}".strip()[:_LONGEST_NAME])
    drawn = next(drawing.iter(_DRAWN), None)
    words = "" if drawn is None else drawn.get("descr", "") or drawn.get("name", "")
    return Unread(f"picture {words}".strip()[:_LONGEST_NAME])
