"""What lies on a worksheet and is no cell of it: pictures, shapes, text boxes, boxes of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.readers.left_out import Unread
from extractors.readers.office.archive import OfficeArchive
from extractors.words.signs import CHECKED, UNCHECKED

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_ANCHORS = (f"{_DRAWN}twoCellAnchor", f"{_DRAWN}oneCellAnchor")
_FORM = f"{_EXCEL}ClientData"
_BOXES = ("Checkbox", "Radio")
_KINDS = {"pic": "picture", "cxnSp": "line", "graphicFrame": "chart", "sp": "shape"}
_LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing that begins over a cell: its row and column from 1, what it shows.

    ``shown`` is Unread, or the sign of a box with or without its tick.
    """

    row: int
    column: int
    shown: str


def pictures(archive: OfficeArchive, part: str) -> Iterator[Drawn]:
    """The pictures, shapes and text boxes of a drawing part."""
    stream = archive.stream(part, _ANCHORS)
    for event, anchor in stream:
        if event == "start":
            continue
        row, column = (
            (anchor.findtext(f"{_DRAWN}from/{_DRAWN}{name}") or "").strip()
            for name in ("row", "col")
        )
        for thing in anchor:
            kind = _KINDS.get(str(thing.tag).removeprefix(_DRAWN))
            # a box of a form stands here a second time, in a choice for programs that draw it
            if kind is not None and row.isdigit() and column.isdigit():
                yield Drawn(int(row) + 1, int(column) + 1, _words(thing, kind))
        stream.release(anchor)


def _words(thing: etree._Element, kind: str) -> Unread:
    text = "".join(each.text or "" for each in thing.iter(_TEXT)).strip()
    if text:
        return Unread(f"text box {text}"[:_LONGEST_WORDS])
    named = next(thing.iter(f"{_DRAWN}cNvPr"), None)
    words = "" if named is None else named.get("descr", "") or named.get("name", "")
    return Unread(f"{kind} {words}".strip()[:_LONGEST_WORDS])


def boxes(archive: OfficeArchive, part: str) -> Iterator[Drawn]:
    """The boxes, lists and buttons of forms in an old drawing part; comments are not among them."""
    stream = archive.stream(part, (_FORM,))
    for event, form in stream:
        if event == "start":
            continue
        kind = form.get("ObjectType", "")
        places = re.findall(r"\d+", form.findtext(f"{_EXCEL}Anchor") or "")
        if kind not in ("Note", "Pict", "") and len(places) == 8:
            # column, pixels, row, pixels of its two corners: what it is of holds its middle
            column = (int(places[0]) + int(places[4])) // 2 + 1
            row = (int(places[2]) + int(places[6])) // 2 + 1
            is_checked = (form.findtext(f"{_EXCEL}Checked") or "").strip() == "1"
            box = CHECKED if is_checked else UNCHECKED
            yield Drawn(row, column, box if kind in _BOXES else Unread(f"form control {kind}"))
        stream.release(form)
