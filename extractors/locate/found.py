"""What locating finds in a document: its lists, and what each of its lines is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from extractors.catalog import CatalogList, Column
from extractors.document import Line, Paragraph, Row
from extractors.words.amounts import is_amount
from extractors.words.certificates import parse_certificate
from extractors.words.headings import AMOUNT_FIELDS, Field, field_of_heading
from extractors.words.levels import Level
from extractors.words.money_units import BARE_YUAN, MoneyUnit
from extractors.words.text import squeeze
from extractors.words.titles import LONE_NUMBER
from schemas.vocabulary import RowRole, SubsidyClass


@dataclass(frozen=True)
class FoundColumn:
    """A grid column of a list or rate table: what its cells are of, and how that is printed.

    ``prints`` are its headings from above, ``heading`` what they say together. Its cells are of
    ``field`` as ``role`` says: by its own heading; as amounts ``spread`` over columns of a level, a
    class, a group of persons (``group``) or a unit each; or ``again``, beside another column that
    has the field. ``words`` says what cells of its own field may hold. Of amounts, ``levels`` and
    ``subsidy_class`` are those its headings name, ``unit`` what bare figures count, and ``is_part``
    that they are a part of those beside (其中：鉴定费). ``is_read`` is False where nobody described
    its cells and some are there.
    """

    place: int
    heading: str
    field: Field | None
    words: Column | None = None
    role: Literal["own", "spread", "again"] = "own"
    prints: tuple[str, ...] = ()
    levels: tuple[Level, ...] | None = None
    subsidy_class: SubsidyClass | None = None
    group: str | None = None
    unit: MoneyUnit = BARE_YUAN
    is_part: bool = False
    is_read: bool = True

    @cached_property
    def own(self) -> Field | None:
        """The field that its own heading names."""
        return self.field if self.role == "own" else None

    @cached_property
    def may_be_blank(self) -> bool:
        """Whether its cells may be blank."""
        return self.own is None or self.words is None or self.words.blank

    def accepts(self, text: str) -> bool:
        """Whether a text may stand in its cells: in those that nobody described, any."""
        if self.role == "spread":
            return is_amount(text)
        return self.own is None or self.words is None or self.words.accepts(text)

    def accepts_loosely(self, text: str) -> bool:
        """The same, but any text will do where the vocabulary may have grown."""
        return self.words.accepts_loosely(text) if self.words else self.accepts(text)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The words of its cells, where they are of a few."""
        return self.words.words if self.words else ()

    @cached_property
    def is_free(self) -> bool:
        """Whether nobody described what its cells are."""
        return self.own is None and self.role != "spread"

    @property
    def prints_levels(self) -> bool:
        """Whether nobody described it and it is one of levels (等级)."""
        return self.is_free and field_of_heading(self.heading) == "level"

    @cached_property
    def is_amount(self) -> bool:
        """Whether its cells are amounts."""
        return self.field in AMOUNT_FIELDS

    @cached_property
    def key(self) -> Field | int:
        """What tells it from the others of its list: its own field, else its place."""
        return self.own or self.place

    @cached_property
    def item(self) -> str:
        """Its heading; those from above, joined by a slash, where it does not name its field."""
        return squeeze(self.heading) if self.own else "/".join(map(squeeze, self.prints))

    @property
    def kinds(self) -> set[tuple[object, ...]]:
        """What tells its amounts from those of another column, once a level."""
        levels = [level.value for level in self.levels] if self.levels else [None]
        unit = self.unit.paid_for, self.unit.at_most
        of = self.field, self.subsidy_class, unit, self.is_part, self.group
        return {(level, *of) for level in levels}


@dataclass(slots=True)
class FoundList:
    """A list as found: whose words, its heading and title, its header, and the lines of its body.

    ``body`` and ``headers`` are indexes into the flat lines; ``columns`` its grid columns, as far
    as its header tells until all of its lines are known; ``title_lines`` are its titles, squeezed;
    ``sections`` gives a section row's title by its index; ``in_sections`` says that the list began
    below the first of several sections, each a table with the same header; ``page_numbers`` are
    lines that only the reading of its rows told from them. ``orders`` gives, by the line of a
    header again, the column that each of its grid columns is, where it prints them in another
    order, else nothing. ``unit_elsewhere`` is a unit of money beside other tables that may be meant
    for this one too, ``title_above`` the title over it that is of all lists outside annexes.
    """

    words: CatalogList
    annex: str | None
    annex_heading: str | None
    sub: str | None
    sub_heading: str | None
    title: str | None
    columns: tuple[FoundColumn, ...]
    headers: list[int]
    in_table: bool
    title_lines: set[str] = field(default_factory=set)
    body: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    page_ends: set[int] = field(default_factory=set)
    in_sections: bool = False
    page_numbers: set[int] = field(default_factory=set)
    orders: dict[int, tuple[int, ...]] = field(default_factory=dict)
    unit_elsewhere: str | None = None
    title_above: str | None = None

    @property
    def is_rates(self) -> bool:
        """Whether it is a rate table, and no list of what is trained."""
        return self.words.kind == "rates"

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of each grid column."""
        return tuple(column.heading for column in self.columns)

    @property
    def fields(self) -> tuple[Field | None, ...]:
        """The field that the heading of each grid column names."""
        return tuple(column.own for column in self.columns)

    @property
    def described(self) -> dict[Field, FoundColumn]:
        """The columns of the list's own fields, in the order of its words."""
        own = {column.own: column for column in self.columns if column.own}
        return {each.field: own[each.field] for each in self.words.columns if each.field in own}

    def order_above(self, index: int) -> tuple[int, ...]:
        """The columns in the order of the header at or above a line; nothing for the list's own."""
        above = [header for header in self.orders if header <= index]
        return self.orders[max(above)] if above else ()

    def not_understood(self, lines: Sequence[Line]) -> list[FoundColumn]:
        """The columns whose headings no field is known for, but for those that hold no cell."""
        rows = [line for line in (lines[index] for index in self.body) if isinstance(line, Row)]
        filled = {
            place for row in rows for place, cell in enumerate(row.by_column) if cell.text.strip()
        }
        return [
            column
            for column in self.columns
            if column.heading.strip()
            and not column.is_read
            and (not rows or column.place in filled)
        ]

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
    ``form_parts`` are files of it that are forms by their names, by their first line, ``others``
    tables of another kind: their first line, what they are, and the heading that says so.
    """

    lines: list[Line]
    roles: list[RowRole]
    lists: list[FoundList]
    unknown_lists: list[tuple[int, str, list[int]]]
    furniture: set[int] = field(default_factory=set)
    form_parts: dict[int, str] = field(default_factory=dict)
    others: list[tuple[int, str, str]] = field(default_factory=list)

    def title(self) -> str | None:
        """The title of all lists, else the first list's."""
        over = (found.title_above or found.title for found in self.lists)
        return next(filter(None, over), None)

    def titles(self) -> list[str]:
        """The title lines of annexes and lists, white space aside."""
        return [
            line.bare for line, role in zip(self.lines, self.roles, strict=True) if role == "title"
        ]
