"""Figures whose comma may part two cells of a row, as in separated values without quotes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.document import PlacedCell
from extractors.words.amounts import has_commas


def why_parted(placed: Sequence[PlacedCell], headings: Sequence[str]) -> str | None:
    """Why no figure of a row is sure to be whole: a comma may part two of its cells (12 | 500).

    Where a cell stands under no heading the file may print figures with commas without quotes.
    """
    if not any(each.text and not headings[each.start].strip() for each in placed):
        return None
    figures = (f"{each.text},{after.text}" for each, after in itertools.pairwise(placed))
    figure = next(filter(has_commas, figures), None)
    return figure and f"amount: {figure} may be one figure, whose comma parts two cells of the row"
