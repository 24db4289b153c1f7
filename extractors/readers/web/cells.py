"""Cells of a web table laid on its grid: columns and rows that a cell spans.

Rules: the HTML standard, 4.9.12 (forming a table); a cell that would run into one from above ends
there. Spans that no honest table has are refused, where a browser would cut them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from extractors.document import Cell
from extractors.readers.left_out import LeftOut
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.rows import CellText
from schemas.errors import ReadError

_NUMBER = re.compile(r"\s*\+?(\d+)")


class RowSpans:
    """Lays the rows of one group of a table, in order."""

    def __init__(self, tally: Tally) -> None:
        """Refuse spans beyond the limits of ``tally``."""
        self._tally = tally
        self._limits = tally.limits
        # the cells from above that still cover rows: by first column, rows left and width
        self._open: dict[int, tuple[int, int]] = {}

    def row(self, elements: Sequence[tuple[etree._Element, str, LeftOut | None]]) -> list[CellText]:
        """The cells of the next row, from each ``td`` or ``th``, its text, what it left out."""
        cells: list[CellText] = []
        above, self._open = self._open, {}
        starts = sorted(above, reverse=True)
        column = 0

        def pass_merged() -> None:
            nonlocal column
            while starts and starts[-1] == column:
                rows, width = above[starts.pop()]
                if rows > 1:
                    self._open[column] = (rows - 1, width)
                cells.append(CellText(_merged(width)))
                column += width

        for element, text, left_out in elements:
            pass_merged()
            width = span_of(element, "colspan", "table_columns", self._limits) or 1
            rows = span_of(element, "rowspan", "row_span", self._limits)
            if starts:
                width = min(width, starts[-1] - column)
            if rows != 1:
                self._open[column] = (rows - 1 if rows else self._limits.row_span, width)
            cells.append(CellText(Cell(text, width), left_out))
            column += width
            self._tally.columns(column, "a row")
        pass_merged()
        while starts:
            cells.append(CellText(_gap(starts[-1] - column)))
            column = starts[-1]
            pass_merged()
        return cells


def span_of(element: etree._Element, name: str, limit: str, limits: Limits) -> int:
    """A span as the number it begins with, 1 where there is none."""
    match = _NUMBER.match(element.get(name, "1"))
    digits = match[1].lstrip("0") if match else "1"
    span = int(digits[:10] or "0")
    if span > getattr(limits, limit):
        raise ReadError(beyond(f"has a cell of a larger {name}", limit, span))
    return span


def without_columns(
    cells: Sequence[CellText], hidden: Collection[int]
) -> tuple[list[CellText], list[str]]:
    """A row's cells without grid columns that nobody sees, and the texts that stand in these."""
    kept: list[CellText] = []
    gone: list[str] = []
    at = 0
    for each in cells:
        cell = each.cell
        seen = sum(column not in hidden for column in range(at, at + cell.columns))
        at += cell.columns
        if seen:
            kept.append(replace(each, cell=replace(cell, columns=seen)))
        elif cell.text:
            gone.append(cell.text)
    return kept, gone


@lru_cache(maxsize=2048)
def _merged(width: int) -> Cell:
    return Cell("", width, merged_above=True)


@lru_cache(maxsize=2048)
def _gap(width: int) -> Cell:
    return Cell("", width)


def is_layout(cells: Sequence[etree._Element]) -> bool:
    """Whether every cell that holds anything holds a table of its own, and one does."""
    with_table = [next(cell.iter("table"), None) is not None for cell in cells]
    return any(with_table) and all(
        has_table or not "".join(map(str, cell.itertext())).strip()
        for cell, has_table in zip(cells, with_table, strict=True)
    )
