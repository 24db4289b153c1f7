"""Columns that no field describes (备注, 培训学时): what their words may be in undelimited lines.

They hold remarks and figures of their own. What looks like the cells of a row that they would
swallow is none of these, and a figure that another column may have printed is not theirs for sure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractors.lists.deal import DealtRow, DealtTexts
from extractors.words.codes import contains_code
from extractors.words.hours import HOURS, LENGTH
from extractors.words.levels import LEVEL_WORD, parse_levels
from extractors.words.signs import AS_HYPHEN, CLOSE, OPEN, POINT
from extractors.words.text import HAN, TWO_FIGURES, fold, squeeze
from extractors.words.titles import OTHERS_BELOW

_PIECE_OF_CODE = re.compile(
    r"\d-\d\d-\d\d-\d\d|(?<![\d-])\d-\d\d-|(?<![\d-])\d\d-\d\d-\d\d(?!\d)|(?<!\d)-\d\d-\d\d(?!\d)"
    r"|(?<!\S)(?:\d-(?:\d\d-?)?|\d\d-(?:0\d|\d)?|0\d-\d\d|-\d\d)(?!\S)"
)
# as in 60课时, 3 个工种; not the beginning of a name: 人工智能训练师, 月嫂, 种植工
_UNIT = (
    rf"(?:{HOURS}|学分|小时|分钟|元|周|名|项|类|条|号|期|次|岁|%|年(?![画糕])|月(?!嫂)|日(?![语用])"
    "|天(?!车)|个(?!体)|种(?!植)|人(?![工力像]))"
)
_NO_UNIT = rf"(?![\d.,\-]|{CLOSE})(?!\s*{_UNIT})"
_MONEY = re.compile(
    rf"(?<![\d.,\-])(?<!{OPEN})(?:\d{{3,7}}(?:\.\d+)?|\d{{1,3}}(?:,\d{{3}})+|\d+\.\d+){_NO_UNIT}|\d元"
)
_WORD_AND_MONEY = re.compile(rf"(?:{HAN}|\))\s+\d{{3,7}}{_NO_UNIT}")
_SERIAL_AND_NAME = re.compile(
    rf"(?<![\d.\-第])\d{{1,4}}(?:{POINT}|\))?\s+(?:[A-Ca-c]\s+)?(?!{_UNIT}){HAN}{{2}}"
)
_OF_FIGURES = re.compile(f"{LENGTH}|期限|人数|名额")
_FIGURE = re.compile(r"\d{1,7}(?:\.\d{1,2})?")


def is_remark(text: str, *, priced: bool) -> bool:
    """Whether words may be a cell of a column that nobody described: a remark, or a figure.

    No remark is a code, whole or cut, a level beside an amount, a serial before a name, or two
    figures; where the list has amounts (``priced``) neither is a word before one. Nothing at all is
    a blank cell.
    """
    folded = fold(text)
    if _holds_code(folded) or OTHERS_BELOW.search(squeeze(folded)):
        return False
    if any(each.search(folded) for each in (TWO_FIGURES, _SERIAL_AND_NAME)) or _holds_rate(folded):
        return False
    return not (priced and _WORD_AND_MONEY.search(folded))


def _holds_code(folded: str) -> bool:
    """Whether a code stands in the text, or a piece of one that a line end cuts: 6-18-, 02-04.

    A date (2024-10-01) and a span (40-60) are none.
    """
    plain = folded.translate(AS_HYPHEN)
    return contains_code(folded) or _PIECE_OF_CODE.search(plain) is not None


def is_level_or_rate(text: str) -> bool:
    """Whether words that should be a name are a level, or print one beside an amount."""
    folded = fold(text)
    if LEVEL_WORD.search(folded) is None:
        return False
    return _MONEY.search(folded) is not None or parse_levels(text) is not None


def _holds_rate(folded: str) -> bool:
    return bool(LEVEL_WORD.search(folded) and _MONEY.search(folded))


def begins_with_level(line: str) -> bool:
    """Whether a line begins with a level and prints an amount: 四级/中级工 1300 80."""
    folded = fold(line).strip()
    level = LEVEL_WORD.match(folded)
    return level is not None and _MONEY.search(folded, level.end()) is not None


def columns_of_figures(
    free: Collection[int], headings: Sequence[str], rows: Sequence[DealtRow]
) -> list[int]:
    """The columns that nobody described which hold figures, by their headings or by most cells."""
    found: list[int] = []
    for place in free:
        cells = [_text(row.reading, place) for row in rows if row.reading is not None]
        filled = [cell for cell in cells if cell]
        figures = sum(_FIGURE.fullmatch(cell) is not None for cell in filled)
        if _OF_FIGURES.search(squeeze(headings[place])) or (
            figures > 1 and 2 * figures > len(filled)
        ):
            found.append(place)
    return found


def with_other_column(
    row: DealtRow, of_figures: Collection[int], of_amounts: Collection[int]
) -> DealtRow:
    """The row, with a second reading where a figure may stand in either of two columns.

    That is where a column of figures is blank, and the nearest cell beside it is a figure that was
    taken for an amount.
    """
    reading = row.reading
    if reading is None:
        return row
    for place in of_figures:
        if _text(reading, place):
            continue
        for side in (range(place - 1, -1, -1), range(place + 1, len(reading))):
            near = next((each for each in side if _text(reading, each)), place)
            if near in of_amounts and _FIGURE.fullmatch(_text(reading, near)):
                other = list(reading)
                other[place], other[near] = reading[near], reading[place]
                return DealtRow(row.lines, row.tail, (reading, tuple(other)))
    return row


def _text(reading: DealtTexts, place: int) -> str:
    return squeeze(fold("".join(reading[place])))
