"""A page's content → its lines and tables: what is read of it, and where it stands.

The reading and the showing of a page (``trace --image``) both go this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.readers.limits import Limits
from extractors.readers.pdf.cells import Told, doubts_of, unseen_of, without_struck
from extractors.readers.pdf.furniture import PageText
from extractors.readers.pdf.lines import lines_of, text_of
from extractors.readers.pdf.note_signs import take_note_signs
from extractors.readers.pdf.overprint import (
    take_copies,
    take_gray_in_cells,
    take_overlays,
    take_slanted,
)
from extractors.readers.pdf.page import Box, Glyph, PageContent
from extractors.readers.pdf.ruled import RuledTable, find_grids
from extractors.readers.pdf.struck import mark_struck
from extractors.readers.pdf.tolerances import (
    GAP_LATIN,
    LARGE_PICTURE,
    SCAN_SHARE,
    SMALLEST_MARK,
    STRAY_CHARACTERS,
)


def is_recognized(content: PageContent) -> bool:
    """Whether a page is a picture with the text that recognition (OCR) laid over it, unseen.

    That text is all there is to read: it is put among what is seen.
    """
    if content.picture_share <= SCAN_SHARE:
        return False
    seen = sum(not glyph.text.isspace() for glyph in content.glyphs)
    recognized = [glyph for _why, glyph in content.unseen]
    if seen >= STRAY_CHARACTERS or len(recognized) < STRAY_CHARACTERS:
        return False
    content.glyphs += recognized
    content.unseen = []
    return True


def page_text(content: PageContent, limits: Limits) -> PageText:
    """The page's lines and tables, watermarks and struck-out text taken off, with what is told."""
    watermarks = take_slanted(content)
    watermarks += [mark.strip() for mark in take_overlays(content)]
    take_copies(content)
    mark_struck(content)
    tables = find_grids(content, limits)
    outside = _deal(content, tables)
    page = PageText(content.number, content.height, [])
    page.watermarks += [mark for mark in watermarks if mark]
    page.watermarks += take_gray_in_cells(tables)
    page.tables = [(table.box, table.rows()) for table in tables]
    struck = [glyph for glyph in outside if glyph.is_struck]
    if struck:
        page.left_out.struck.append(text_of(struck))
        outside = without_struck(outside)
    upright = [glyph for glyph in outside if not glyph.angle]
    turned = [glyph for glyph in outside if glyph.angle]
    for glyphs in (upright, turned):
        take_note_signs(glyphs, page.left_out)
    page.lines = lines_of(upright)
    page.turned = [
        line
        for angle in (90, 180, 270)
        for line in lines_of(glyph for glyph in turned if glyph.angle == angle)
    ]
    boxes = [table.box for table in tables]
    page.told += unseen_of(
        [(why, glyph) for why, glyph in content.unseen if not _holder(tables, glyph)]
    )
    if doubts := doubts_of(outside):
        page.told.append(Told("text_unread", f"text on page {content.number} is unread: {doubts}"))
    if count := _pictures_outside(content, tables):
        message = f"page {content.number} shows pictures outside its tables ({count}); not read"
        page.told.append(Told("picture_unread", message))
    if content.dropped:
        points = " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(content.dropped))
        message = f"characters that nobody sees were dropped on page {content.number}: {points}"
        page.told.append(Told("control_dropped", message, points))
    page.separators = sorted(
        rule.at
        for rule in content.rules
        if rule.is_horizontal
        and not any(box.holds((rule.start + rule.end) / 2, rule.at) for box in boxes)
    )
    return page


def _pictures_outside(content: PageContent, tables: Sequence[RuledTable]) -> int:
    """How many pictures as large as rows of a table stand outside tables, with no text on them."""
    if content.picture_share > SCAN_SHARE:
        return 0  # that is told of the whole page
    least = LARGE_PICTURE * content.width * content.height
    large = [
        mark
        for mark in content.marks
        if mark.kind == "picture"
        and mark.box.area >= least
        and not any(table.box.within(mark.box).area for table in tables)
    ]
    return sum(
        not any(
            glyph.run > mark.run and mark.box.holds(glyph.x, glyph.y) for glyph in content.glyphs
        )
        for mark in large
    )


def _deal(content: PageContent, tables: Sequence[RuledTable]) -> list[Glyph]:
    """Put characters, unseen ones and drawings into the cells they stand in; the rest is left.

    A word that runs over into the next cell stays together, in the cell that holds most of it.
    """
    inner_first = sorted(tables, key=lambda table: table.box.area)
    left: list[Glyph] = []
    word: list[tuple[Glyph, int]] = []
    holder: RuledTable | None = None
    for glyph in content.glyphs:
        table = _holder(inner_first, glyph)
        goes_on = bool(word) and _goes_on(word[-1][0], glyph)
        if table is None and not goes_on:
            left.append(glyph)
            continue
        if word and (not goes_on or table not in (holder, None)):
            _put(word, holder)
            word = []
        word.append((glyph, table.span_at(glyph.x, glyph.y) if table else word[-1][1]))
        holder = table or holder
    _put(word, holder)
    for why, glyph in content.unseen:
        if table := _holder(inner_first, glyph):
            table.contents[table.span_at(glyph.x, glyph.y)].unseen.append((why, glyph))
    for mark in content.marks:
        x, y = (mark.box.x0 + mark.box.x1) / 2, (mark.box.top + mark.box.bottom) / 2
        for table in inner_first:
            if table.box.holds(x, y):
                for number in table.spans_of(mark, table.span_at(x, y)):
                    table.contents[number].marks.append(mark)
                break
    for rule in content.rules:
        x, y = rule.at, (rule.start + rule.end) / 2
        if rule.is_horizontal or rule.end - rule.start < SMALLEST_MARK:
            continue
        table = next((each for each in inner_first if each.box.holds(x, y)), None)
        if table is not None and not table.has_border(x):
            box = Box(x, rule.start, x, rule.end)
            table.contents[table.span_at(x, y)].strokes.append(box)
    return left


def _holder(tables: Iterable[RuledTable], glyph: Glyph) -> RuledTable | None:
    x, y = glyph.x, glyph.y
    for table in tables:
        x0, top, x1, bottom = table.box
        if x0 <= x < x1 and top <= y < bottom:
            return table
    return None


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    return (
        glyph.run == before.run
        and not glyph.angle
        and abs(glyph.start - before.end) < GAP_LATIN * glyph.size
        and not glyph.text.isspace()
    )


def _put(word: Sequence[tuple[Glyph, int]], table: RuledTable | None) -> None:
    if table is None or not word:
        return
    numbers = [number for _glyph, number in word]
    if numbers[0] == numbers[-1]:
        table.contents[numbers[0]].glyphs += [glyph for glyph, _number in word]
        return
    most = max(dict.fromkeys(numbers), key=numbers.count)
    table.contents[most].glyphs += [glyph for glyph, _number in word]
