"""How a text says how many there are: 共177个职业（工种）, 共计591项."""

from __future__ import annotations

import re

from extractors.words.text import fold, squeeze

_TOTAL = re.compile(r"共(?:计|有)?(\d{1,5})(?:个|项|种|条)")


def stated_totals(text: str) -> list[int]:
    """Every number that the text gives as a total, in order."""
    return [int(match[1]) for match in _TOTAL.finditer(squeeze(fold(text)))]
