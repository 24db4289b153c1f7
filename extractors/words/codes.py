"""Codes (编码) of occupations and work types, whole or in pieces.

Their notation is that of 《中华人民共和国职业分类大典》: 大类-中类-小类-细类; a work type has two
digits more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.words.dates import YEAR
from extractors.words.signs import AS_HYPHEN, CLOSE, OPEN
from extractors.words.text import HAN, fold, squeeze
from schemas.vocabulary import CodeKind


@dataclass(frozen=True, slots=True)
class Code:
    """An occupation code (编码): normalized, its kind, the edition printed beside it, repairs."""

    code: str
    kind: CodeKind
    edition: str | None
    repaired: bool


_EDITION = re.compile(rf"{OPEN}?({YEAR})年?版{CLOSE}?")

_OCCUPATION = r"\d-\d{2}-\d{2}-\d{2}"

# a letter that may be a misprinted 1 is no city's own
_LOCAL = re.compile(r"\d-\d{2}-\d{2}-[A-HJKM-Z]\d{1,2}")

_CODE_KINDS: tuple[tuple[re.Pattern[str], CodeKind], ...] = (
    (re.compile(_OCCUPATION), "occupation"),
    (re.compile(rf"{_OCCUPATION}-\d{{2}}"), "work_type"),
    (re.compile(rf"{_OCCUPATION}-\*"), "work_type_unnumbered"),
    (_LOCAL, "local"),
)


@lru_cache(maxsize=65536)
def parse_code(text: str) -> Code | None:
    """An occupation or work type code, its dashes, digits and spaces normalized.

    The 大典 numbers 大类-中类-小类-细类, a work type (工种) by two digits more; ``-*`` is a work
    type without a number and ``-Z1`` a city's own item. Words in brackets behind are no part
    of it, nor is another code there (GBM63101).
    What is certain is read all the same, and ``repaired`` says so: a letter O or l where only a
    digit can stand, a zero before 大类, GZB before the code, points or nothing for the dashes.
    """
    folded = squeeze(fold(text))
    edition = _EDITION.search(folded)
    bare = (folded[: edition.start()] + folded[edition.end() :]) if edition else folded
    bare = _WORDS_BEHIND.sub("", bare).translate(AS_HYPHEN).upper()
    if not bare.isascii():
        return None  # a digit of another script is none of a code's
    repaired = _repaired(bare)
    for pattern, kind in _CODE_KINDS:
        if pattern.fullmatch(repaired):
            return Code(repaired, kind, edition[1] if edition else None, repaired != bare)
    return None


_WORDS_BEHIND = re.compile(rf"{OPEN}(?:{HAN}+|[A-Z]{{2,4}}\d+){CLOSE}$")
_ODD = re.compile(r"(?:GZB|0)?(?P<parts>[1-8]([-.])[\dOIL]{2}\2[\dOIL]{2}\2[A-Z\d*-]+)")
_DIGITS_ALONE = re.compile(r"([1-8])(\d\d)(\d\d)(\d\d)(\d\d)?")
_AS_DIGITS = str.maketrans("OIL", "011")


def _repaired(bare: str) -> str:
    """What an oddly printed code certainly means; the text itself where that is not certain."""
    if alone := _DIGITS_ALONE.fullmatch(bare):
        return "-".join(part for part in alone.groups() if part)
    match = _ODD.fullmatch(bare)
    if match is None:
        return bare
    first, second, third, rest = re.split("[-.]", match["parts"], maxsplit=3)
    upper = "-".join((first, second, third)).translate(_AS_DIGITS)
    # L1 may be a city's own item, O1 cannot
    return f"{upper}-{rest[0].replace('O', '0')}{rest[1:].translate(_AS_DIGITS)}"


_OF_CODE_SIGNS = re.compile(r"[0-9A-Za-z*.\-]*[0-9][0-9A-Za-z*.\-]*")
_BEGINNING = re.compile(r"\d-\d\d-(?:\d{1,2}(?:-[\d*-]*)?)?")
_CODE_INSIDE = re.compile(rf"(?<!\d){_OCCUPATION}(?!\d)")


@lru_cache(maxsize=65536)
def looks_like_code(text: str) -> bool:
    """Whether one word is made of what codes are made of, be it a code or not (48, 4-01-0)."""
    if " " in text.strip():
        return False
    folded = _EDITION.sub("", squeeze(fold(text))).translate(AS_HYPHEN)
    return bool(_OF_CODE_SIGNS.fullmatch(folded))


def begins_like_code(text: str) -> bool:
    """Whether one word is a code, or the beginning of one that a line end cuts (6-31-0, 6-31-)."""
    return bool(_BEGINNING.fullmatch(squeeze(fold(text)).translate(AS_HYPHEN)))


def contains_code(text: str) -> bool:
    """Whether a seven-digit code stands somewhere in the text."""
    return bool(_CODE_INSIDE.search(squeeze(fold(text)).translate(AS_HYPHEN)))


_ANY_CODE = re.compile(
    rf"(?<![\d-])(?:{_OCCUPATION}(?:-(?:\d{{2}}|\*))?|{_LOCAL.pattern})(?![\d-])"
)


def find_codes(text: str) -> list[str]:
    """Every code that stands in a text beside other words, as printed."""
    folded = fold(text).translate(AS_HYPHEN)
    return [text[match.start() : match.end()] for match in _ANY_CODE.finditer(folded)]
