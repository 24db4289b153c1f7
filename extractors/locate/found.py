"""What locating finds in a document: its lists, and what each of its lines is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.catalog import CatalogList, HeadingMap
from extractors.document import Line, Paragraph
from extractors.words.certificates import parse_certificate
from extractors.words.titles import LONE_NUMBER
from schemas.vocabulary import RowRole


@dataclass(slots=True)
class FoundList:
    """A list as found: whose words, its heading and title, its header, and the lines of its body.

    ``body`` and ``headers`` are indexes into the flat lines; ``mapping`` the header's fields by
    grid column; ``title_lines`` are its titles, squeezed; ``sections`` gives a section row's title
    by its index; ``in_sections`` says that the list began below the first of several sections,
    each a table with the same header; ``page_numbers`` are lines that only the reading of its
    rows told from them. ``title_above`` is the title over it that is of all lists outside annexes.
    ``orders`` gives, by the line of a header again, the column of ``mapping``
    that each of its grid columns is, where it prints them in another order, else nothing.
    """

    words: CatalogList
    annex: str | None
    annex_heading: str | None
    sub: str | None
    sub_heading: str | None
    title: str | None
    mapping: HeadingMap
    headers: list[int]
    in_table: bool
    title_lines: set[str] = field(default_factory=set)
    body: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    page_ends: set[int] = field(default_factory=set)
    in_sections: bool = False
    page_numbers: set[int] = field(default_factory=set)
    orders: dict[int, tuple[int, ...]] = field(default_factory=dict)
    title_above: str | None = None

    def order_above(self, index: int) -> tuple[int, ...]:
        """The columns in the order of the header at or above a line; nothing for the list's own."""
        above = [header for header in self.orders if header <= index]
        return self.orders[max(above)] if above else ()

    def settle(self, lines: Sequence[Line], roles: list[RowRole]) -> None:
        """Once the body is known: give sections the titles below them, and drop closing remarks."""
        self._name_sections(lines, roles)
        self._drop_closing_remarks(lines)

    def _name_sections(self, lines: Sequence[Line], roles: list[RowRole]) -> None:
        """A numeral alone on its line (一、) is titled by the certificate on the line below it."""
        for index, title in list(self.sections.items()):
            below = lines[index + 1] if index + 1 in self.body else None
            if not LONE_NUMBER.fullmatch(title) or not isinstance(below, Paragraph):
                continue
            if parse_certificate(below.bare):
                self.sections[index] = self.sections[index + 1] = below.bare
                roles[index + 1] = "section"

    def _drop_closing_remarks(self, lines: Sequence[Line]) -> None:
        """Leave out what stands below an undelimited list (公开方式：主动公开)."""
        while self.body and isinstance(lines[self.body[-1]], Paragraph):
            word = lines[self.body[-1]].words[0]
            if word[0].isdigit() or "：" not in word:
                return
            self.body.pop()


@dataclass(slots=True)
class Located:
    """The flat lines of a document with the role of each, and the lists found among them.

    ``furniture`` are page numbers and repeated titles, which no list is the worse for;
    ``form_parts`` are files of it that are forms by their names, by their first line.
    """

    lines: list[Line]
    roles: list[RowRole]
    lists: list[FoundList]
    unknown_lists: list[tuple[int, str, list[int]]]
    furniture: set[int] = field(default_factory=set)
    form_parts: dict[int, str] = field(default_factory=dict)

    def title(self) -> str | None:
        """The title of all lists, else the first list's."""
        over = (found.title_above or found.title for found in self.lists)
        return next(filter(None, over), None)

    def titles(self) -> list[str]:
        """The title lines of annexes and lists, white space aside."""
        return [
            line.bare for line, role in zip(self.lines, self.roles, strict=True) if role == "title"
        ]
