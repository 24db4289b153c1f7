"""Rows of a list that the format does not cut into cells: words dealt to the columns."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from extractors.document import Line
from extractors.lists.deal import Dealer, DealtRow, WordLine, deal_rows
from extractors.lists.fill_down import word_cell
from extractors.lists.free_columns import (
    begins_with_level,
    columns_of_figures,
    is_level_or_rate,
    is_remark,
    with_other_column,
)
from extractors.lists.page_numbers import deal_over_pages
from extractors.lists.read_row import ReadRow
from extractors.locate.found import FoundColumn, FoundList
from extractors.words.amounts import is_amount
from extractors.words.codes import parse_code
from extractors.words.headings import Field
from extractors.words.levels import parse_levels
from extractors.words.numerals import parse_serial
from extractors.words.signs import is_none_sign
from extractors.words.text import TWO_FIGURES, squeeze


@dataclass(frozen=True, slots=True)
class _Tier:
    """How much the slots take: codes that are none (48), words no vocabulary has yet.

    ``blank_levels``: a column 等级 that nobody described may be blank.
    """

    malformed_codes: bool
    new_words: bool
    blank_levels: bool


# a well-formed reading goes before one that needs a malformed code, and that before a new word
_TIERS = tuple(
    _Tier(malformed, new, blank)
    for malformed, new in ((False, False), (True, False), (True, True))
    for blank in (False, True)
)
_LEVEL_ALONE = (
    "cells: a level and an amount alone; they may be of the row above, with its name merged"
)
_MANY = 10


def rows_of_words(found: FoundList, lines: Sequence[Line], part: Sequence[int]) -> list[ReadRow]:
    """The rows of these flat lines; one that reads in no way, or in several, says so as reason."""
    slots = _WordColumns(found)
    word_lines = [
        WordLine(lines[index].text, index, _after_page_end(found, lines, index, place))
        for place, index in enumerate(part)
    ]
    fields = found.fields
    dealt, numbers = deal_over_pages(
        word_lines,
        slots.deal,
        fields.index("serial") if "serial" in fields else None,
    )
    found.page_numbers.update(numbers)
    found.body = [index for index in found.body if index not in found.page_numbers]
    reviewed = slots.reviewed(dealt, word_lines)
    return [_row_of_words(row, found, lines, slots) for row in reviewed]


def doubt_all(rows: Sequence[ReadRow], fields: Sequence[Field | None]) -> None:
    """Reject all rows of words of a list where their order is not understood, or tells too little.

    Where most rows read in no way, those that do read may do so by chance; and which rows a merged
    first column covers stands in no words.
    """
    unread = sum(not row.filled and row.reasons != [_LEVEL_ALONE] for row in rows)
    reason = None
    if "label" in fields:
        reason = "cells: lines without cells do not tell which rows a merged column covers"
    elif unread >= _MANY and 2 * unread > len(rows):
        reason = "cells: most rows of the list read in no way, so this reading is not certain"
    for row in rows if reason else ():
        row.reasons = row.reasons or [f"{reason}; use the publisher's own file"]


@dataclass(frozen=True, slots=True)
class _WordColumns:
    """What the columns of a list take."""

    found: FoundList
    dealers: dict[_Tier, Dealer] = field(default_factory=dict)

    def deal(self, lines: Sequence[WordLine], *, strictly: bool = False) -> list[DealtRow]:
        """The lines as rows; what does not read is dealt again to slots that take more.

        ``strictly`` takes no malformed code and no word that is new.
        """
        levels = any(each.prints_levels for each in self.found.columns)
        tiers = [tier for tier in _TIERS if levels or tier.blank_levels]
        dealt = deal_rows(lines, self._of(tiers[0]))
        for tier in tiers[1:]:
            if strictly and tier.malformed_codes:
                break
            again = _read_again(dealt, lines, self._of(tier), merge=not tier.new_words)
            if tier.new_words:
                again = [self._without_misplaced(row) for row in again]
                if not _may_be_words(again, dealt, self.found):
                    break
            dealt = again
        heading = squeeze("".join(self.found.headings))
        swallowed = {line.index for line in lines if _swallows(line.text, heading)}
        return [
            row if swallowed.isdisjoint(row.lines) else replace(row, readings=()) for row in dealt
        ]

    def reviewed(self, dealt: Sequence[DealtRow], lines: Sequence[WordLine]) -> list[DealtRow]:
        """The rows with what the list as a whole tells of them.

        A row below which lines begin with a level, its name being merged over them, reads without
        them, and they in no way. One with a figure that may be of two columns reads in two ways.
        """
        by_index = {line.index: line for line in lines}
        rows = [each for row in dealt for each in self._without_levels(row, by_index)]
        free = [
            each.place for each in self.found.columns if each.is_free and not each.prints_levels
        ]
        figures, money = columns_of_figures(free, self.found.headings, rows), self.of_amounts()
        return [with_other_column(row, figures, money) for row in rows]

    def of_amounts(self) -> set[int]:
        """The columns of amounts, a level or not."""
        return {each.place for each in self.found.columns if each.is_amount and not each.is_free}

    def _without_levels(self, row: DealtRow, by_index: Mapping[int, WordLine]) -> list[DealtRow]:
        """A row that reads in no way, parted from the lines below it that begin with a level."""
        own = [] if row.readings else [by_index[index] for index in row.lines]
        head = list(itertools.takewhile(lambda line: not begins_with_level(line.text), own))
        below = own[len(head) :]
        if head and below and all(begins_with_level(line.text) for line in below):
            whole = self.deal(head)
            if len(whole) == 1 and whole[0].reading is not None:
                return [whole[0], *(DealtRow((line.index,), (), ()) for line in below)]
        return [row]

    def _without_misplaced(self, row: DealtRow) -> DealtRow:
        """The row unread where a new word takes the place of a known one that stands elsewhere."""
        if row.reading is None:
            return row
        texts = [squeeze("".join(parts)) for parts in row.reading]
        for column, text in zip(self.found.columns, texts, strict=True):
            is_new = column.vocabulary and text and not column.accepts(text)
            if is_new and not set(column.vocabulary).isdisjoint(texts):
                return replace(row, readings=())
        return row

    def stray(self, name: str, words: Sequence[str]) -> str | None:
        """A word inside a name that is a figure alone, or a whole cell of another column."""
        bare = squeeze(name)
        for word in words:
            if word.isdigit():
                if any(re.search(rf"(?<!\d){word}(?!\d)", text) for text in (name, bare)):
                    return word
            elif word in bare and word != bare and self._is_cell(word):
                return word
        return None

    def _is_cell(self, word: str) -> bool:
        """Whether a word is one of a column's vocabulary."""
        return any(
            word in each.vocabulary or (each.own == "certificate" and each.accepts(word))
            for each in self.found.columns
        )

    def _of(self, tier: _Tier) -> Dealer:
        if tier not in self.dealers:
            # in each row the same words are tried for the same columns again
            slots = [lru_cache(maxsize=4096)(self._slot(each, tier)) for each in self.found.columns]
            self.dealers[tier] = Dealer(slots)
        return self.dealers[tier]

    def _slot(self, column: FoundColumn, tier: _Tier) -> Callable[[str], bool]:
        if column.role == "spread":
            return _is_one_amount
        if column.own is not None:
            return _slot(column, tier)
        if not column.prints_levels:
            return partial(is_remark, priced=bool(self.of_amounts()))
        return partial(_is_level, blank=tier.blank_levels)


def _swallows(text: str, heading: str) -> bool:
    """Whether a row with a tab took the header, or a line that begins a row, into its last cell."""
    lines = [line.split() for line in text.split("\n")]
    return heading in squeeze(text) or any(
        parse_serial(words[0]) is not None for words in lines[1:] if words
    )


def _may_be_words(
    again: Sequence[DealtRow],
    before: Sequence[DealtRow],
    found: FoundList,
) -> bool:
    """Whether what no vocabulary has may be its new words: most rows read then, and few need them.

    Where most need them, words of a vocabulary stand in several rows; names do not.
    """
    known = {row.reading for row in before if row.reading}
    fresh = [row.reading for row in again if row.reading and row.reading not in known]
    if 2 * (len(known) + len(fresh)) < len(again):
        return False
    words = {
        text
        for reading in fresh
        for column, parts in zip(found.columns, reading, strict=True)
        if column.own is not None and not column.accepts(text := "".join(parts))
    }
    return len(fresh) <= len(known) or 2 * len(words) <= len(fresh)


def _read_again(
    dealt: Sequence[DealtRow],
    lines: Sequence[WordLine],
    dealer: Dealer,
    *,
    merge: bool,
) -> list[DealtRow]:
    """Stretches of rows that did not read, dealt once more to slots that take more."""
    by_index = {line.index: line for line in lines}
    rows: list[DealtRow] = []
    for unread, each in itertools.groupby(dealt, key=lambda row: not row.readings):
        stretch = list(each)
        if unread:
            indexes = [index for row in stretch for index in row.lines]
            rows += deal_rows([by_index[index] for index in indexes], dealer, merge=merge)
            continue
        first = stretch[0]
        if rows and first.reading is None and by_index[first.lines[0]].starts_page:
            rows[-1] = replace(rows[-1], readings=())  # what nobody can tell may be its tail
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
    return bool(text) and not TWO_FIGURES.search(text) and is_amount(text)


def _is_level(text: str, *, blank: bool) -> bool:
    """Whether the text is of a column of levels, which may be blank."""
    return is_none_sign(text) or parse_levels(text) is not None if text else blank


def _slot(column: FoundColumn, tier: _Tier) -> Callable[[str], bool]:
    if column.own == "code":
        if not tier.malformed_codes:
            return lambda text: parse_code(text) is not None or (bool(text) and is_none_sign(text))
        return lambda text: bool(text) and column.accepts(text)
    if column.own == "name":
        return lambda text: column.accepts(text) and not is_level_or_rate(text)
    return column.accepts_loosely if tier.new_words else column.accepts


def _row_of_words(
    dealt: DealtRow, found: FoundList, lines: Sequence[Line], slots: _WordColumns
) -> ReadRow:
    head = tuple(index for index in dealt.lines if index not in dealt.tail)
    reading = dealt.reading
    row = ReadRow(head, dealt.tail, [], [])
    row.over_lines = len(head) > 1 or len(dealt.tail) > 1
    row.rejoined = bool(dealt.tail)
    if reading is None:
        row.cells = [word for index in head for word in lines[index].words]
        row.tail_cells = [word for index in dealt.tail for word in lines[index].words]
        if dealt.readings:
            shown = " or ".join(
                " | ".join("".join(parts) for parts in each) for each in dealt.readings
            )
            row.reasons.append(f"cells: the row can be read in several ways: {shown}")
        elif begins_with_level(lines[dealt.lines[0]].text):
            row.reasons.append(_LEVEL_ALONE)
        else:
            row.reasons.append("cells: the row can be read in no way as the list's columns")
        return row
    for place, parts in enumerate(reading):
        column, text = found.columns[place], "".join(parts)
        row.filled[column.key] = word_cell(column, text)
        if parts[0]:
            row.cells.append(parts[0])
        row.tail_cells += [part for part in parts[1:] if part]
    words = [word for index in dealt.lines for word in lines[index].words][1:]
    own = [cell for name, cell in row.filled.items() if name != "name" and cell.columns[0].own]
    others = Counter(cell.text for cell in own)
    if stray := slots.stray(row.text("name"), list(Counter(words) - others)):
        row.reasons.append(
            f"name: '{stray}' is a word of its own in it; it may be another cell, a page's number, "
            f"or a piece of the serial"
        )
    whole = {" ".join(lines[index].words) for index in dealt.lines}
    row.wrapped = [
        part
        for part in (*row.cells, *row.tail_cells)
        if not any(" ".join(part.split()) in text for text in whole)
    ]
    return row
