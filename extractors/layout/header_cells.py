"""Headers of two rows whose merged cells a format cannot hold (CSV) or an export has left out.

Then blanks stand where a merged cell goes on: right of 培训补贴标准, and under 职业名称.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.document import Document, Row, Table
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
    for place, (upper, lower) in enumerate(pairwise(table.rows)):
        if _are_plain(upper, lower) and looks_like_header(upper):
            spans = _spans(upper.texts, lower.texts)
            if spans is not None and _prints_columns(upper, lower):
                rows[place : place + 2] = _with_merges(upper, lower, spans)
    return replace(table, rows=tuple(rows))


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
