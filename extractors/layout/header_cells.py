"""Headers of two rows whose merged cells a format cannot hold (CSV) or an export has left out.

Then blanks stand where a merged cell goes on: right of 培训补贴标准, and under 职业名称.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.document import Cell, Document, Row, Table
from extractors.layout.header_rows import looks_like_header
from extractors.words.heading_rules import amounts_named, names_purpose
from extractors.words.headings import (
    AMOUNT_FIELDS,
    class_of_heading,
    field_of_heading,
    levels_of_heading,
)


def merge_header_cells(document: Document) -> Document:
    """The document with the cells of such headers merged, where nothing else can be meant.

    The lower row prints headings of levels, classes, purposes or amounts alone, or words for groups
    below one of amounts; at least two, none below a blank that no heading to its left can reach.
    """
    blocks = (_merged(block) if isinstance(block, Table) else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _merged(table: Table) -> Table:
    rows = list(table.rows)
    for place, pair in enumerate(pairwise(table.rows)):
        upper, lower = pair
        below = table.rows[place + 2 : place + 3]
        if below and upper.width < below[0].width and looks_like_header(upper):
            upper, lower = _widened(upper, lower, below[0].width)
        if _are_plain(upper, lower) and looks_like_header(upper):
            spans = _spans(upper.texts, lower.texts)
            if spans is not None and _prints_columns(upper, lower):
                rows[place : place + 2] = _with_merges(upper, lower, spans)
    return replace(table, rows=tuple(rows))


def _widened(upper: Row, lower: Row, width: int) -> list[Row]:
    """A header whose upper row prints a cell over several once: both rows in the width of the rows.

    The lower row prints the same headings below each such cell, so which covers which is certain.
    """
    over = [n for n, text in enumerate(upper.texts) if amounts_named(text)]
    over = over or [n for n, text in enumerate(upper.texts) if levels_of_heading(text)]
    printed = [cell for cell in lower.cells if cell.text.strip()]
    if not over or over != list(range(over[0], over[-1] + 1)) or len(printed) % len(over):
        return [upper, lower]
    span = len(printed) // len(over)
    texts = [cell.text for cell in printed]
    blank = [Cell("")] * (over[0]), [Cell("")] * (len(upper.cells) - 1 - over[-1])
    whole = [*blank[0], *printed, *blank[1]]
    if (
        span < 2
        or len(set(texts[:span])) < span
        or texts != texts[:span] * len(over)
        or len(whole) != width
        or [cell.text.strip() for cell in lower.cells]
        not in ([text.strip() for text in texts], [cell.text.strip() for cell in whole])
    ):
        return [upper, lower]
    top = [
        [cell] + [Cell("")] * (span - 1) if n in over else [cell]
        for n, cell in enumerate(upper.cells)
    ]
    return [
        replace(upper, cells=tuple(itertools.chain.from_iterable(top))),
        replace(lower, cells=tuple(whole)),
    ]


def _are_plain(*rows: Row) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    return len({len(row.cells) for row in rows}) == 1 and not any(
        cell.merged_above or cell.columns > 1 for cell in cells
    )


def _prints_columns(upper: Row, lower: Row) -> bool:
    places = [place for place, text in enumerate(lower.texts) if text.strip()]
    over = [next(filter(str.strip, reversed(upper.texts[: n + 1])), "") for n in places]
    printed = [(lower.texts[place], above) for place, above in zip(places, over, strict=True)]
    return len(printed) > 1 and all(
        levels_of_heading(text)
        or class_of_heading(text)
        or names_purpose(text)
        or field_of_heading(text) in AMOUNT_FIELDS
        or (amounts_named(above) and not any(map(str.isdigit, text)))
        for text, above in printed
    )


def _spans(upper: Sequence[str], lower: Sequence[str]) -> list[int] | None:
    """How many columns each upper cell covers, 0 for one that another covers; None where unsure."""
    spans = [1] * len(upper)
    over = -1
    for place, (above, below) in enumerate(zip(upper, lower, strict=True)):
        if above.strip():
            over = place if below.strip() else -1
        elif below.strip():
            if over < 0:
                return None
            spans[over], spans[place] = spans[over] + 1, 0
        else:
            over = -1
    return spans if 0 in spans else None


def _with_merges(upper: Row, lower: Row, spans: Sequence[int]) -> list[Row]:
    top = [
        replace(cell, columns=span) for cell, span in zip(upper.cells, spans, strict=True) if span
    ]
    bottom = [
        replace(cell, merged_above=not cell.text.strip() and bool(above.text.strip()))
        for above, cell in zip(upper.cells, lower.cells, strict=True)
    ]
    return [replace(upper, cells=tuple(top)), replace(lower, cells=tuple(bottom))]
