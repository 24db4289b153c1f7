"""How a text cites rules: 《title》（粤人社规〔2023〕13号), a title or a number alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.words.signs import CLOSE, OPEN
from extractors.words.text import HAN

NUMBER = rf"{HAN}{{2,14}}?[〔\[［【]\d{{4}}[〕\]］】]第?\d{{1,4}}号"
_CITED = re.compile(
    rf"《(?P<title>[^《》]{{4,120}})》(?:{OPEN}(?P<number>{NUMBER}){CLOSE})?"
    rf"|{OPEN}(?P<alone>{NUMBER}){CLOSE}"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: title, number or both, the words, and where they stand in the text."""

    title: str | None
    number: str | None
    text: str
    start: int
    end: int


def citations(text: str) -> Iterator[Cited]:
    """Every citation of a text without white space, in its order."""
    for match in _CITED.finditer(text):
        number = match["number"] or match["alone"]
        yield Cited(match["title"], number, match.group(), match.start(), match.end())
