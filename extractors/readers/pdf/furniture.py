"""Page numbers, running headers and footers: lines that belong to the paper, not to the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median, median_low

from extractors.readers.left_out import LeftOut
from extractors.readers.pdf.cells import PrintedRow, Told
from extractors.readers.pdf.lines import TextLine
from extractors.readers.pdf.page import Box
from extractors.readers.pdf.tolerances import (
    BODY_GAP,
    EDGE_GAP,
    EDGE_LINES,
    EVERY_PAGE,
    HEADER_OF_TWO,
    MARGIN,
    PAPER_EDGE,
)
from extractors.words.amounts import units_named
from extractors.words.page_marks import number_in_mark

_LONE_NUMBER = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class PageText:
    """One page's text: lines outside tables from top to bottom, and the ruled tables' cells.

    ``turned`` are lines read in another direction than the page, ``separators`` the heights of
    horizontal rules that belong to no ruled table. ``told`` and ``left_out`` are of the lines,
    ``watermarks`` what was taken off the page as such.
    """

    number: int
    height: float
    lines: list[TextLine]
    turned: list[TextLine] = field(default_factory=list)
    tables: list[tuple[Box, list[PrintedRow]]] = field(default_factory=list)
    separators: list[float] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)
    watermarks: list[str] = field(default_factory=list)


def drop_furniture(pages: Sequence[PageText]) -> None:
    """Take page numbers, running headers and footers, and repeated gray text off the pages.

    The first of a running header that is set larger than the text stays: it is a title that is
    printed again on each page; so does one of those that name the unit of the figures.
    """
    edges = [
        (page, at_top, line)
        for page in pages
        for at_top in (True, False)
        for line in _edge_lines(page, at_top)
    ]
    gone = _page_numbers(edges, len(pages)) | _running(edges, pages) | _repeated_gray(pages)
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in gone]
        page.turned = [line for line in page.turned if not _number(line.text)]


_Edge = tuple[PageText, bool, TextLine]


def _edge_lines(page: PageText, at_top: bool) -> list[TextLine]:
    """The page's outermost lines in its margin, with no table between them and the paper's edge."""
    lines = page.lines if at_top else page.lines[::-1]
    found = []
    for line in lines[:EDGE_LINES]:
        distance = _distance(page, at_top, line)
        beyond = any(
            box.top < line.base if at_top else box.bottom > line.base for box, _rows in page.tables
        )
        if distance < MARGIN * page.height and not beyond:
            found.append(line)
    return found


def _distance(page: PageText, at_top: bool, line: TextLine) -> float:
    return line.base if at_top else page.height - line.base


def _number(text: str) -> int | None:
    return int(text) if _LONE_NUMBER.fullmatch(text) else number_in_mark(text)


def _page_numbers(edges: Iterable[_Edge], pages: int) -> set[int]:
    """Ids of lines that number the page: marked as such, or counting up in one place."""
    gone: set[int] = set()
    lone: dict[tuple[bool, int], list[tuple[TextLine, float]]] = defaultdict(list)
    for page, at_top, line in edges:
        number = _number(line.text)
        if number is None:
            continue
        if not _LONE_NUMBER.fullmatch(line.text) or (number == page.number and pages == 1):
            gone.add(id(line))
        else:
            offset = page.number - number
            lone[at_top, offset].append((line, _distance(page, at_top, line)))
    for numbered in lone.values():
        place = median(distance for _line, distance in numbered)
        same = [line for line, distance in numbered if abs(distance - place) < EVERY_PAGE]
        if len(same) > 1:
            gone |= {id(line) for line in same}
    return gone


def _running(edges: Iterable[_Edge], pages: Sequence[PageText]) -> set[int]:
    """Ids of lines that stand apart from the text, alike and in one place on most pages."""
    if len(pages) < 2:
        return set()
    usual = median([line.size for page in pages for line in page.lines] or [0.0])
    alike: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for page, at_top, line in edges:
        if _stands_apart(page, at_top, line):
            alike[at_top, re.sub(r"\d+", "#", line.text)].append((page, at_top, line))
    gone: set[int] = set()
    for (at_top, _text), found in alike.items():
        place = median_low(_distance(*edge) for edge in found)
        same = [edge for edge in found if abs(_distance(*edge) - place) < EVERY_PAGE]
        close = place < HEADER_OF_TWO * same[0][0].height
        if (len(same) > 2 or (len(same) == 2 and close)) and len(same) * 2 > len(pages):
            is_title = at_top and same[0][2].size > 1.15 * usual
            tells = bool(units_named(same[0][2].text))
            first, last = is_title or (tells and at_top), tells and not at_top
            gone |= {id(line) for _page, _top, line in same[first : len(same) - last]}
    return gone


def _stands_apart(page: PageText, at_top: bool, line: TextLine) -> bool:
    """Whether the line is farther from the text or table next to it than lines of text are."""
    gaps = [
        abs(other.base - line.base)
        for other in page.lines
        if other is not line and (other.base > line.base) == at_top
    ]
    for box, _rows in page.tables:
        gaps.append(abs((box.top if at_top else box.bottom) - line.base) + line.size)
    at_edge = _distance(page, at_top, line) < PAPER_EDGE * page.height
    wanted = EDGE_GAP if at_edge else BODY_GAP
    return min(gaps, default=page.height) > wanted * line.size


def _repeated_gray(pages: Sequence[PageText]) -> set[int]:
    places: dict[str, list[TextLine]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if line.is_light:
                places[line.text].append(line)
    return {id(line) for lines in places.values() if len(lines) > 1 for line in lines}
