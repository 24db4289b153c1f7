"""Figures that may be cut: by a comma that parts two cells of a row, or by a line end in a cell."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.document import Row
from extractors.lists.fill_down import FilledCell
from extractors.words.amounts import has_commas
from extractors.words.text import cuts_figure


def why_over_lines(text: str) -> str | None:
    """Why a cell of amounts prints no one figure for sure: a line end stands between two of its."""
    if not cuts_figure(text):
        return None
    return f"amount: '{' | '.join(text.split())}' may be one figure over two lines, or two"


def why_parted(line: Row, cells: Sequence[FilledCell]) -> str | None:
    """Why no figure of a row is sure to be whole: a comma may part two of its cells (12 | 500).

    Where a cell stands under no heading the file may print figures with commas without quotes.
    ``cells`` are the row's, filled.
    """
    if not line.may_part_figures:
        return None
    own = [("" if cell.is_from_above else cell.text, cell.heading) for cell in cells]
    if not any(text and not heading for text, heading in own):
        return None
    figures = (f"{text},{after}" for (text, _), (after, _) in itertools.pairwise(own))
    figure = next(filter(has_commas, figures), None)
    return figure and f"amount: {figure} may be one figure, whose comma parts two cells of the row"
