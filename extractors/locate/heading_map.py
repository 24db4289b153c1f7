"""A header compared with a list's words, by its headings alone: which of its columns each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.catalog import Column
from extractors.document import Line, Row
from extractors.locate.found import FoundColumn
from extractors.words.amounts import CEILING
from extractors.words.headings import (
    AMOUNT_FIELDS,
    HEADINGS_AT_NEED,
    ROW_AMOUNTS,
    Field,
    class_columns,
    field_of_heading,
    level_columns,
    plain_heading,
)


@dataclass(frozen=True, slots=True)
class HeadingMap:
    """The columns of a header as far as their own headings tell, and the fields it lacks."""

    columns: tuple[FoundColumn, ...]
    missing: tuple[Field, ...]

    @property
    def fields(self) -> tuple[Field | None, ...]:
        """The field of each grid column."""
        return tuple(column.field for column in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of each grid column."""
        return tuple(column.heading for column in self.columns)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings that name no field of the list."""
        return tuple(column.heading for column in self.columns if column.field is None)


def map_headings(headings: Sequence[str], columns: Sequence[Column]) -> HeadingMap:
    """Which of a list's columns each printed heading is; a column's own headings go first.

    A heading whose field the list does not have, or a second one of the same field, is unknown.
    """
    wanted = {column.field: column for column in columns}
    fields: list[Field | None] = []
    by_level = level_columns(headings)
    own = {text: column.field for column in columns for text in column.headings}
    named = {own[plain] for plain in map(plain_heading, headings) if plain in own}
    for place, heading in enumerate(headings):
        known = field_of_heading(heading)
        name = own.get(plain_heading(heading)) or (None if known in named else known)
        name = None if name in AMOUNT_FIELDS and place in by_level else name
        fields.append(name if name in wanted and name not in fields else None)
    taken = {name for name in fields if name is not None}
    # amounts for training and for assessment in columns of their own are amounts too
    if any(field_of_heading(text) in ROW_AMOUNTS for text in headings):
        taken.add("amount")
    if by_level and taken & {"label", "subsidy_class"} and {"level", "amount"} <= set(wanted):
        taken |= set(wanted)
    of_class = class_columns(headings) and taken & {"label", "level"}
    if of_class and {"subsidy_class", "amount"} <= set(wanted):
        taken |= set(wanted)
    lacking = [
        column.field for column in columns if column.field not in taken and not column.absent
    ]
    unmet = [name for name in lacking if not _take_at_need(name, headings, fields)]
    # what the amounts in a column a level are for is told by the headings over them
    missing = tuple(name for name in unmet if not (by_level and name in ROW_AMOUNTS))
    found = [
        FoundColumn(place, heading, name, wanted[name] if name else None)
        for place, (heading, name) in enumerate(zip(headings, fields, strict=True))
    ]
    return HeadingMap(tuple(found), missing)


def _take_at_need(needed: Field, headings: Sequence[str], fields: list[Field | None]) -> bool:
    """Give a field that a list must have to a heading that names it at need only; whether one does.

    A heading that a second of its own field can stand in for is given too: of 培训项目 and
    职业工种名称 side by side the first is the label.
    """
    words = HEADINGS_AT_NEED.get(needed, "").split()
    by_level = level_columns(headings) if needed in AMOUNT_FIELDS else []
    for place, heading in enumerate(headings):
        plain = plain_heading(heading)
        known = plain in words or (needed in ROW_AMOUNTS and CEILING.sub("", plain) in words)
        if not known or place in by_level:
            continue
        own = fields[place]
        if own is not None:
            named = [n for n, text in enumerate(headings) if field_of_heading(text) == own]
            second = next((n for n in named if fields[n] is None), None)
            if second is None:
                continue
            fields[second] = own
        fields[place] = needed
        return True
    return False


def prints_above(headings: Sequence[str], header: Sequence[Line]) -> list[tuple[str, ...]]:
    """What the lines of a header print over each grid column, each text once; else the heading.

    Lines that are no rows of as many columns print nothing over them.
    """
    prints: list[list[str]] = [[] for _ in headings]
    for line in header:
        if isinstance(line, Row) and line.width == len(prints):
            for known, cell in zip(prints, line.by_column, strict=True):
                if cell.text.strip() and cell.text not in known:
                    known.append(cell.text)
    return [tuple(texts or [text]) for texts, text in zip(prints, headings, strict=True)]
