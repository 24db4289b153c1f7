"""How a page prints its number alone on a line: — 5 —, ~5~, 第5页 共30页, 5/30, Page 3 of 10."""

from __future__ import annotations

import re

from extractors.words.numerals import NUMERAL, parse_numeral
from extractors.words.signs import (
    DASH,
    DASHES,
    DOTS,
    LONG_DASHES,
    ROUND_CLOSE,
    ROUND_OPEN,
    TILDES,
    one_of,
)

_NUMBER = r"\d{1,4}"
_ORDINAL = rf"(?:{_NUMBER}|{NUMERAL})"
_THIS = rf"第\s*{_ORDINAL}\s*页"
_ALL = rf"共\s*{_ORDINAL}\s*页"
_OF_ALL = rf"{_THIS}(?:\s*[/，,、]?\s*{ROUND_OPEN}?\s*{_ALL}\s*{ROUND_CLOSE}?)?"
_ENGLISH = rf"(?i:page)\s*{_NUMBER}(?:\s*(?:of|/)\s*{_NUMBER})?"
_SPACED = rf"{DASH}+\s+{_NUMBER}\s+{DASH}+"
_WAVES = one_of(TILDES + DOTS)
_BETWEEN_WAVES = rf"{_WAVES}+\s*{_NUMBER}\s*{_WAVES}+"
_EDGE = one_of(DASHES + TILDES + DOTS)
RULE = rf"(?:\s|{_EDGE})"
"""What may stand around a page's number: white space, a dash, a wave, a dot."""

_MARK = re.compile(
    rf"{_SPACED}|{_BETWEEN_WAVES}|{_ENGLISH}|{_OF_ALL}|{_THIS}.{{0,20}}"
    rf"|{_ALL}(?:\s*[/，,、]?\s*{_THIS})?|{_NUMBER}\s*/\s*{_NUMBER}"
)
# without spaces this may be the middle of a code that undelimited text cuts in three
_TIGHT = re.compile(rf"{_EDGE}+\s*{_NUMBER}\s*{_EDGE}+|{_NUMBER}")
# 5, 5/30 and -5- may belong to a cell
_LONG = one_of(LONG_DASHES)
_BELOW_CELL = re.compile(
    rf"{_SPACED}|{_BETWEEN_WAVES}|{_ENGLISH}|{_LONG}+\s*{_NUMBER}\s*{_LONG}+|{_OF_ALL}"
)
_OWN_NUMBER = re.compile(
    rf"{_EDGE}+\s*(\d{{1,4}})\s*{_EDGE}+|(?={_OF_ALL}$)第\s*({_ORDINAL})\s*页.*"
    rf"|(\d{{1,4}})\s*/\s*{_NUMBER}|(?={_ENGLISH}$)\D+(\d{{1,4}}).*"
)


def number_in_mark(text: str) -> int | None:
    """The page's number that a mark prints with signs or words around it; None for 5 alone."""
    match = _OWN_NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    printed = next(filter(None, match.groups()))
    return int(printed) if printed.isdigit() else parse_numeral(printed)


def is_page_mark(text: str, *, tight: bool) -> bool:
    """Whether a line is a page's number (— 5 —, 第5页 共30页, 5/30); ``tight``: also 5 or -5-."""
    bare = text.strip()
    return any(each.fullmatch(bare) for each in ((_MARK, _TIGHT) if tight else (_MARK,)))


def is_mark_below_cell(text: str) -> bool:
    """Whether a line directly below a cell is a page's number and nothing that a cell may hold."""
    return _BELOW_CELL.fullmatch(text.strip()) is not None


# the address, or the day and hour, that a browser prints on each page
_PRINTED_BY_BROWSER = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
    r"|\d{1,4}/\d{1,2}/\d{1,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s+\S.{0,80})?"
)


def is_page_number(text: str, *, tight: bool) -> bool:
    """Whether the text is a page's number (— 5 —, 第5页 共30页, 5/30); ``tight``: also 5 or -5-."""
    return (
        is_page_mark(text, tight=tight) or _PRINTED_BY_BROWSER.fullmatch(text.strip()) is not None
    )
