"""The headings that stand over a list: its annex (附件1), its part of it (（一）), their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.catalog import CatalogList
from extractors.document import Line
from extractors.locate.sections import own_title
from extractors.words.numerals import parse_numeral
from extractors.words.signs import COLONS, POINTS
from extractors.words.text import squeeze
from extractors.words.titles import annex_number, begins_own_title, whole_title


@dataclass(slots=True)
class Headings:
    """What stands over the next list so far; ``used`` says that a list has it already.

    ``annex_titles`` and ``sub_at`` are indexes of the lines that print them.
    """

    annex: str | None = None
    annex_heading: str | None = None
    annex_titles: list[int] = field(default_factory=list)
    sub: str | None = None
    sub_heading: str | None = None
    sub_title: str | None = None
    sub_at: int = 0
    used: bool = False

    def begin_annex(self, number: str | None, printed: str) -> None:
        """附件N: nothing that stood above it is over the lists below."""
        self.annex = annex_number(number)
        self.annex_heading = squeeze(printed).rstrip(COLONS + POINTS) or None
        self.annex_titles = []
        self.end_sub()
        self.used = False

    def begin_sub(self, index: int, match: re.Match[str]) -> None:
        """（一） and its title: a part of the annex."""
        number = parse_numeral(match["number"])
        self.sub = str(number) if number is not None else None
        self.sub_heading, self.sub_title, self.sub_at = match["heading"], match["title"], index
        self.used = False

    def end_sub(self) -> None:
        """No part of the annex stands over what follows."""
        self.sub = self.sub_heading = self.sub_title = None

    def contexts(self, lines: Sequence[Line], titles: Sequence[int], *, first: bool) -> list[str]:
        """What may title a table, nearest first; a heading that has its list titles no other.

        The annex's title is a part's title too where no list stands in the annex yet (``first``).
        """
        own = [lines[each].bare for each in titles]
        if self.sub_title and not (self.used and own):
            part = squeeze(self.sub_title + "".join(own))
            whole = squeeze(self.annex_title(lines) + part)
            return [part, whole] if first and whole != part else [part]
        contexts = ["".join(own[place:]) for place in reversed(range(len(own)))]
        if not (self.used and own):
            contexts.append(squeeze("".join(own) + self.annex_title(lines)))
        return contexts

    def annex_title(self, lines: Sequence[Line]) -> str:
        """The title of the annex as printed, its lines joined."""
        return "".join(own_title(lines[each]) for each in self.annex_titles)

    def list_title(self, lines: Sequence[Line], titles: Sequence[int]) -> str | None:
        """The title of the list whose own title lines these are: its part's, or the annex's."""
        own = "".join(own_title(lines[each]) for each in titles)
        part = whole_title(self.sub_title, own) if self.sub_title else None
        return part or squeeze(own or self.annex_title(lines)) or None

    def part_titles(self, lines: Sequence[Line], titles: Sequence[int]) -> list[int]:
        """The title lines of a list alone; those above are the title of all lists of the annex."""
        pairs = pairwise(titles)
        own = [
            place
            for place, (above, index) in enumerate(pairs, start=1)
            if begins_own_title(lines[index].text, lines[above].text)
        ]
        first = own[-1] if own else 0
        self.annex_titles = self.annex_titles or list(titles[:first])
        return list(titles[first:])

    def first_section(
        self, lines: Sequence[Line], titles: Sequence[int], words: CatalogList
    ) -> int | None:
        """The line right above a list's header that heads a section of it (一、…), and no list."""
        if not titles and self.sub_title is None:
            return None
        index = titles[-1] if titles else self.sub_at
        line = lines[index]
        is_section = line.is_any("section") and not words.is_named_in(line.bare)
        return index if is_section else None
