"""Rows of a list that the format does not cut into cells: words dealt to the columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors import values
from extractors.catalog import Column, Field
from extractors.found import FoundList
from extractors.level_columns import AmountColumn, amounts_by_level, is_amount
from extractors.lines import Line, line_text
from extractors.read_row import LevelCell, ReadRow
from extractors.tables import DealtRow, WordLine, deal_rows


@dataclass(frozen=True, slots=True)
class _Tier:
    """How much the slots take: codes that are none (48), words no vocabulary has yet."""

    malformed_codes: bool
    new_words: bool


# a well-formed reading goes before one that needs a malformed code, and that before a new word
_TWO_FIGURES = re.compile(r"\d\s+\d")
_TIERS = (_Tier(False, False), _Tier(True, False), _Tier(True, True))


def rows_of_words(
    found: FoundList, lines: Sequence[Line], part: Sequence[int], columns: dict[Field, Column]
) -> list[ReadRow]:
    """The rows of these flat lines; one that reads in no way, or in several, says so as reason."""
    money = amounts_by_level(found, lines)
    slots = _Slots(found, columns, money)
    word_lines = [
        WordLine(line_text(lines[index]), index, _after_page_end(found, lines, index, place))
        for place, index in enumerate(part)
    ]
    dealt = slots.deal(word_lines)
    last = word_lines[-1]
    if not dealt[-1].readings and last.text.split() == last.text.split()[:1]:
        without = slots.deal(word_lines[:-1])
        if values.parse_serial(last.text) is not None and without and without[-1].readings:
            found.body.remove(last.index)  # a page number below the last row
            dealt = without
    return [_row_of_words(row, found, lines, money) for row in dealt]


@dataclass(frozen=True, slots=True)
class _Slots:
    """What the columns of a list take, ``money`` being those of amounts a level."""

    found: FoundList
    columns: dict[Field, Column]
    money: dict[int, AmountColumn]

    def deal(self, lines: Sequence[WordLine]) -> list[DealtRow]:
        """The lines as rows; what does not read is dealt again to slots that take more."""
        dealt = deal_rows(lines, self._of(_TIERS[0]))
        for tier in _TIERS[1:]:
            dealt = _read_again(dealt, lines, self._of(tier))
        return dealt

    def _of(self, tier: _Tier) -> list[Callable[[str], bool]]:
        return [
            _is_one_amount if place in self.money else _slot(name, self.columns, tier)
            for place, name in enumerate(self.found.mapping.fields)
        ]


def _read_again(
    dealt: Sequence[DealtRow], lines: Sequence[WordLine], slots: Sequence[Callable[[str], bool]]
) -> list[DealtRow]:
    """Stretches of rows that did not read, dealt once more to slots that take more."""
    by_index = {line.index: line for line in lines}
    rows: list[DealtRow] = []
    for unread, stretch in itertools.groupby(dealt, key=lambda row: not row.readings):
        if unread:
            indexes = [index for row in stretch for index in row.lines]
            rows += deal_rows([by_index[index] for index in indexes], slots)
        else:
            rows += stretch
    return rows


def _after_page_end(found: FoundList, lines: Sequence[Line], index: int, place: int) -> bool:
    line = lines[index]
    before = lines[index - 1] if place else None
    turned = (
        before is not None
        and line.position.page is not None
        and before.position.page != line.position.page
    )
    return index in found.page_ends or line.position.starts_page or turned


def _is_one_amount(text: str) -> bool:
    """Whether the text is one amount, or a sign for none; two figures side by side are not."""
    return bool(text) and not _TWO_FIGURES.search(text) and is_amount(text)


def _slot(name: Field | None, columns: dict[Field, Column], tier: _Tier) -> Callable[[str], bool]:
    if name is None:
        return lambda text: True
    column = columns[name]
    if name == "code":
        if not tier.malformed_codes:
            return lambda text: (
                values.parse_code(text) is not None or (bool(text) and values.is_none_sign(text))
            )
        return lambda text: bool(text) and column.accepts(text)
    return column.accepts_loosely if tier.new_words else column.accepts


def _row_of_words(
    dealt: DealtRow, found: FoundList, lines: Sequence[Line], money: dict[int, AmountColumn]
) -> ReadRow:
    head = tuple(index for index in dealt.lines if index not in dealt.tail)
    reading = dealt.reading
    row = ReadRow(head, dealt.tail, {}, {}, [], [])
    row.over_lines = len(head) > 1 or len(dealt.tail) > 1
    row.rejoined = bool(dealt.tail)
    if reading is None:
        row.cells = [word for index in head for word in line_text(lines[index]).split()]
        row.tail_cells = [word for index in dealt.tail for word in line_text(lines[index]).split()]
        if dealt.readings:
            shown = " or ".join(
                " | ".join("".join(parts) for parts in each) for each in dealt.readings
            )
            row.reasons.append(f"cells: the row can be read in several ways: {shown}")
        else:
            row.reasons.append("cells: the row can be read in no way as the list's columns")
        return row
    for place, parts in enumerate(reading):
        name, heading = found.mapping.fields[place], found.mapping.headings[place]
        text = "".join(parts)
        if place in money:
            row.levels.append(LevelCell((money[place],), text, text))
        elif name is not None:
            row.texts[name] = text
        elif text:
            row.other[values.squeeze(heading)] = text
        if parts[0]:
            row.cells.append(parts[0])
        row.tail_cells += [part for part in parts[1:] if part]
    whole = {" ".join(line_text(lines[index]).split()) for index in dealt.lines}
    row.wrapped = [
        part
        for part in (*row.cells, *row.tail_cells)
        if not any(" ".join(part.split()) in text for text in whole)
    ]
    row.own_label = bool(row.texts.get("label"))
    return row
