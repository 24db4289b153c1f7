"""Dates and years as notices print them: 2023年9月18日, 二〇二三年, 〔2023〕."""

from __future__ import annotations

import re
from datetime import date

from extractors.words.numerals import AS_FIGURES, NUMERAL, YEAR_IN_WORDS, ZEROS, parse_numeral
from extractors.words.signs import CLOSE, UNTIL
from extractors.words.text import fold, squeeze

YEAR = r"(?:19|20)\d{2}"
EDITION = rf"(?<!\d)({YEAR})年?版"
"""An edition of the 大典 or of a standard: 2022版, 2015年版."""

_DAY = re.compile(r"(?P<year>\d{4})(年|[./-])(?P<month>\d{1,2})(月|[./-])(?P<day>\d{1,2})(日?)")

_DAY_IN_WORDS = re.compile(
    rf"(?P<year>{YEAR_IN_WORDS}{{4}})年(?P<month>{NUMERAL})月(?P<day>{NUMERAL})日"
)

_DAY_SIGNS = frozenset({("年", "月", "日"), ("-", "-", ""), (".", ".", ""), ("/", "/", "")})


def parse_date(text: str) -> date | None:
    """A date line, alone in its text; None for anything else or no real day.

    2023年9月18日, 2023.9.18, 2023-09-18 and 二〇二三年九月十八日 are read.
    """
    text = squeeze(fold(text))
    figures = _DAY.fullmatch(text)
    words = _DAY_IN_WORDS.fullmatch(text)
    if figures and (figures[2], figures[4], figures[6]) in _DAY_SIGNS:
        day = (int(figures["year"]), int(figures["month"]), int(figures["day"]))
    elif words:
        year = int(words["year"].translate(AS_FIGURES))
        day = (year, parse_numeral(words["month"]) or 0, parse_numeral(words["day"]) or 0)
    else:
        return None
    try:
        return date(*day)
    except ValueError:
        return None


_UNTIL_YEAR = rf"(?:{UNTIL}{YEAR})?"

_PRINTED_YEAR = re.compile(
    rf"(?<!\d)({YEAR})(?={_UNTIL_YEAR}(?:年|版|(?!\)){CLOSE}))|\(({YEAR}){_UNTIL_YEAR}\)"
)

_YEAR_OF_WORDS = re.compile(rf"(?:一九|二[{ZEROS}O]){YEAR_IN_WORDS}{{2}}(?=年|版)")


def find_year(text: str) -> int | None:
    """The first year printed as one (2023年, 2023版, 〔2023〕, （2026年）, (2023)), or None.

    Of several years (2025—2027年) it is the one they begin with. 二〇二七年 is read where there are
    no figures.
    """
    text = squeeze(fold(text))
    match = _PRINTED_YEAR.search(text)
    if match:
        return int(match[1] or match[2])
    words = _YEAR_OF_WORDS.search(text)
    return int(words.group().translate(AS_FIGURES)) if words else None
