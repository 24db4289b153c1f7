"""Tables of shaded cells (底纹): every other row is filled, those between are white paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.pdf.colors import WHITE, alike
from extractors.readers.pdf.page import Box, PageContent, Rule
from extractors.readers.pdf.tolerances import BAND_HIGH, BAND_LOW

_Cells = tuple[tuple[int, int], ...]


def bridges(content: PageContent) -> Iterator[Rule]:
    """The sides of the white rows that stand between, above or below rows of filled cells."""
    rows: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for surface in content.surfaces:
        if surface.color is not None and not alike(surface.color, WHITE):
            rows[round(surface.box.top), round(surface.box.bottom)].append(surface.box)
    of_kind: dict[_Cells, list[list[Box]]] = defaultdict(list)
    for boxes in rows.values():
        cells = tuple(sorted({(round(box.x0), round(box.x1)) for box in boxes}))
        if len(cells) > 1:
            of_kind[cells].append(boxes)
    for of_one_kind in of_kind.values():
        of_one_kind.sort(key=lambda boxes: boxes[0].top)
        yield from _between(of_one_kind, content)


def _between(rows: Sequence[Sequence[Box]], content: PageContent) -> Iterator[Rule]:
    gaps: list[tuple[float, float]] = []
    for above, below in pairwise(rows):
        top, bottom, height = above[0].bottom, below[0].top, above[0].height
        if BAND_LOW * height <= bottom - top <= BAND_HIGH * height:
            gaps.append((top, bottom))
    if not gaps:
        return
    usual = median(bottom - top for top, bottom in gaps)
    edges = [(rows[-1][0].bottom, rows[-1][0].bottom + usual)]
    edges.append((rows[0][0].top - usual, rows[0][0].top))
    for top, bottom in [*gaps, *edges]:
        columns: dict[int, set[int]] = defaultdict(set)
        for glyph in content.glyphs:
            if top <= glyph.y < bottom and not glyph.text.isspace():
                columns[glyph.run] |= {
                    number for number, box in enumerate(rows[0]) if box.x0 <= glyph.x < box.x1
                }
        # a title over the table runs over its columns; the words of a row stand in one each
        if any(len(held) > 1 for held in columns.values()):
            continue
        if len(set().union(*columns.values())) < 2:
            continue
        for box in rows[0]:
            yield Rule(False, box.x0, top, bottom)
            yield Rule(False, box.x1, top, bottom)
        yield Rule(True, top, min(box.x0 for box in rows[0]), max(box.x1 for box in rows[0]))
        yield Rule(True, bottom, min(box.x0 for box in rows[0]), max(box.x1 for box in rows[0]))
