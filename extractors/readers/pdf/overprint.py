"""Text printed over text: copies that make it bold or give it a shadow, and watermarks."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from statistics import median

from extractors.readers.pdf.cells import CellContent
from extractors.readers.pdf.lines import lines_of, rows_of
from extractors.readers.pdf.page import Box, Glyph, Mark, PageContent
from extractors.readers.pdf.ruled import RuledTable
from extractors.readers.pdf.tolerances import (
    COPY_DOWN,
    COPY_OF_ONE,
    COPY_OF_SEVERAL,
    HUGE,
    OVERLAP,
    WATERMARK_GAP,
)
from extractors.words.titles import remarks_withdrawal

_NEAR = 50
_LETTERS = 4


def take_copies(content: PageContent) -> None:
    """Take off the page what is printed again, a little beside itself."""
    by_text: dict[str, list[list[Glyph]]] = defaultdict(list)
    for _run, group in groupby(content.glyphs, attrgetter("run")):
        glyphs = list(group)
        by_text["".join([glyph.text for glyph in glyphs])].append(glyphs)
    gone: set[int] = set()
    for text, runs in by_text.items():
        if len(runs) > 1 and not text.isspace():
            runs.sort(key=lambda glyphs: (glyphs[0].base, glyphs[0].start))
            for run in _copies(runs):
                gone |= {id(glyph) for glyph in run}
    if gone:
        content.glyphs = [glyph for glyph in content.glyphs if id(glyph) not in gone]


def _copies(runs: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    kept: list[Glyph] = []
    for run in runs:
        glyph = run[0]
        reach = COPY_OF_ONE if len(run) == 1 else COPY_OF_SEVERAL
        kept = [other for other in kept if glyph.base - other.base < COPY_DOWN * glyph.size]
        if any(
            abs(glyph.start - other.start) < reach * (glyph.end - glyph.start)
            and glyph.angle == other.angle
            for other in kept[-_NEAR:]
        ):
            yield run
        else:
            kept.append(glyph)


def take_overlays(content: PageContent) -> list[str]:
    """Take upright watermarks off the page and return their texts.

    A run of gray or of very large characters is one where other characters stand inside it; so
    are the page's other gray runs of the same text.
    """
    if not content.glyphs:
        return []
    usual = median(glyph.size for glyph in content.glyphs)
    plain: list[Glyph] = []
    suspects: list[Glyph] = []
    for glyph in content.glyphs:
        stands_out = glyph.is_light or glyph.size >= HUGE * usual
        (suspects if stands_out and not glyph.text.isspace() else plain).append(glyph)
    if not suspects or not plain:
        return []
    plain.sort(key=lambda glyph: glyph.y)
    heights = [glyph.y for glyph in plain]
    runs = [run for row in rows_of(suspects) for run in _runs(row)]
    texts = [_text(run) for run in runs]
    over = {text for run, text in zip(runs, texts, strict=True) if _covers(run, plain, heights)}
    taken = [run for run, text in zip(runs, texts, strict=True) if text in over]
    if taken:
        gone = {id(glyph) for run in taken for glyph in run}
        content.glyphs = [glyph for glyph in content.glyphs if id(glyph) not in gone]
        content.marks += _stamps(taken)
    return [text for text in texts if text in over]


def take_slanted(content: PageContent) -> list[str]:
    """The text of the page that is drawn at an angle, which is a watermark or a stamp."""
    runs = [list(run) for _run, run in groupby(content.slanted, lambda glyph: glyph.run)]
    content.marks += _stamps(runs) or _stamps([content.slanted])
    text = "".join(glyph.text for glyph in content.slanted).strip()
    return [text] if text else []


def _stamps(runs: Iterable[Sequence[Glyph]]) -> list[Mark]:
    """Those that may say that what they lie over is valid no more, to be told where they lie."""
    marks = []
    for run in runs:
        text = "".join(glyph.text for glyph in run)
        if remarks_withdrawal(text):
            half = run[0].size / 2
            xs, ys = [glyph.x for glyph in run], [glyph.y for glyph in run]
            box = Box(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)
            marks.append(Mark("stamp", box, run[-1].run, says=text))
    return marks


def take_gray_in_cells(tables: Sequence[RuledTable]) -> list[str]:
    """Take gray text out of cells where it stands apart from others, alike in several of them."""
    found: dict[str, list[tuple[CellContent, list[Glyph]]]] = defaultdict(list)
    for content in (content for table in tables for content in table.contents):
        gray = [glyph for glyph in content.glyphs if glyph.is_light and not glyph.text.isspace()]
        plain = [
            glyph for glyph in content.glyphs if not glyph.is_light and not glyph.text.isspace()
        ]
        if len(gray) < _LETTERS or not plain or gray[0].angle:
            continue
        apart = min(
            max(glyph.start - other.end, other.start - glyph.end)
            for glyph in gray
            for other in plain
        )
        if apart > WATERMARK_GAP * gray[0].size:
            found[_text(gray)].append((content, gray))
    marks = {text: cells for text, cells in found.items() if len(cells) > 1}
    for cells in marks.values():
        for content, gray in cells:
            gone = {id(glyph) for glyph in gray}
            content.glyphs = [glyph for glyph in content.glyphs if id(glyph) not in gone]
    return list(marks)


def _text(run: Sequence[Glyph]) -> str:
    return " ".join(line.text for line in lines_of(run))


def _runs(row: list[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda glyph: glyph.start):
        if runs and glyph.start - runs[-1][-1].end < WATERMARK_GAP * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _covers(run: Sequence[Glyph], plain: Sequence[Glyph], heights: Sequence[float]) -> bool:
    """Whether a character of the page stands inside the run's own characters."""
    for glyph in run:
        reach = glyph.size * 0.4
        first, last = bisect_left(heights, glyph.y - reach), bisect_left(heights, glyph.y + reach)
        half = (glyph.end - glyph.start) * OVERLAP
        if any(abs(other.x - glyph.x) < half for other in plain[first:last]):
            return True
    return False
