"""What lies on a worksheet and is no cell of it: pictures, shapes, text boxes, boxes of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from extractors.readers.left_out import Unread
from extractors.readers.office.archive import OfficeArchive
from extractors.words.signs import CHECKED, UNCHECKED

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_FREE = f"{_DRAWN}absoluteAnchor"
_ANCHORS = (f"{_DRAWN}twoCellAnchor", f"{_DRAWN}oneCellAnchor", _FREE)
_FORM = f"{_EXCEL}ClientData"
_BOXES = ("Checkbox", "Radio")
_KINDS = {
    "pic": "picture",
    "cxnSp": "line",
    "graphicFrame": "chart",
    "sp": "shape",
    "grpSp": "group",
}
_COVERING = ("picture", "line", "group")
_LONGEST_WORDS = 80
_MOST_COVERED = 5_000
# how far it must reach into its last row and column to cover something there: 12,700 a point
_REACHES = {"row": 5 * 12_700, "col": 12 * 12_700}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing that lies over a cell: its row and column from 1, what it shows.

    ``shown`` is Unread, or the sign of a box with or without its tick. ``is_first`` is the cell
    that it begins over, of those that it covers.
    """

    row: int
    column: int
    shown: str
    is_first: bool = True


def pictures(archive: OfficeArchive, part: str, free: list[str]) -> Iterator[Drawn]:
    """The pictures, shapes and text boxes of a drawing part; those at no cell go to ``free``."""
    stream = archive.stream(part, _ANCHORS)
    left = _MOST_COVERED
    for event, anchor in stream:
        if event == "start":
            continue
        row, column = _corner(anchor, "from", "row"), _corner(anchor, "from", "col")
        for thing in anchor:
            kind = _KINDS.get(str(thing.tag).removeprefix(_DRAWN))
            # a box of a form stands here a second time, in a choice for programs that draw it
            if kind is not None and anchor.tag == _FREE:
                free.append(_words(thing, kind))
            elif kind is not None and row is not None and column is not None:
                shown = _words(thing, kind)
                yield Drawn(row, column, shown)
                others = _others(anchor, row, column) if kind in _COVERING else ()
                for each in islice(others, left):
                    left -= 1
                    yield Drawn(*each, shown, is_first=False)
        stream.release(anchor)


def _corner(anchor: etree._Element, corner: str, name: str) -> int | None:
    """The number, from 1, of the row or column that a corner lies in."""
    text = (anchor.findtext(f"{_DRAWN}{corner}/{_DRAWN}{name}") or "").strip()
    return int(text) + 1 if text.isdigit() and len(text) < 8 else None


def _others(anchor: etree._Element, row: int, column: int) -> Iterator[tuple[int, int]]:
    """The other cells that it covers, down to its lower right corner."""
    ends = []
    for name, reach in _REACHES.items():
        end = _corner(anchor, "to", name)
        offset = (anchor.findtext(f"{_DRAWN}to/{_DRAWN}{name}Off") or "").strip()
        if end is None:
            return
        ends.append(end if offset.isdigit() and int(offset) > reach else end - 1)
    rows, columns = range(row, ends[0] + 1), range(column, ends[1] + 1)
    yield from (
        (each, place) for each in rows for place in columns if (each, place) != (row, column)
    )


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
