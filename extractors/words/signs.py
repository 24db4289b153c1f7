"""Signs of the field: dashes, brackets, marks, ticks, signs for "no value" and for "as above".

A name in capitals is a string of signs, or a pattern of one or more of them; ``one_of`` makes the
pattern of a string.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args

from extractors.words.text import LIKE_MARKS, fold, squeeze
from schemas.vocabulary import Mark


def one_of(signs: str) -> str:
    """The pattern of one of these signs."""
    return f"[{re.escape(signs)}]"


def none_of(signs: str) -> str:
    """The pattern of one character that is none of these signs."""
    return f"[^{re.escape(signs)}]"


# --- dashes -------------------------------------------------------------------------------------

DASHES = "-‐‑‒–—―−－﹣﹘⁃─━"
"""Every sign that is printed for a hyphen, a dash or a minus."""
LONG_DASHES = DASHES.translate(dict.fromkeys(map(ord, "-‐‑⁃﹣")))
"""Dashes that are no hyphen, which a code or an amount would hold."""
DASH = one_of(DASHES)
TILDES = "~～〜∼"
DOTS = "·•・‧"
AS_HYPHEN = str.maketrans(dict.fromkeys(f"{DASHES}ー一", "-"))
"""Dashes made hyphens where a code or nothing stands; ー and 一 are taken for one there alone."""
UP_TO = "[至到]"
UNTIL = rf"(?:{one_of(DASHES + TILDES)}{{1,2}}|{UP_TO})"
"""Between two ends: 2025—2027, 初级至高级."""

# --- what parts and ends ------------------------------------------------------------------------

COMMAS = "、，,"
COLONS, POINTS = ":：", "、.．"
COLON, POINT = one_of(COLONS), one_of(POINTS)
"""Behind a number: 一、, 1."""
CLAUSE_ENDS = "。；;"
BETWEEN_NAMES = one_of(f"{COMMAS}和及")
"""Between names in a sentence; 与 and / may stand inside one."""
BETWEEN_PARTS = rf"(?:以及|{one_of(f'{COMMAS}/和及或与')})"
"""Between what is no name: levels, classes, numbers."""

# --- brackets -----------------------------------------------------------------------------------

OPENING, CLOSING = "（(〔［[【｛{", "）)〕］]】｝}"
OPEN, CLOSE = one_of(OPENING), one_of(CLOSING)
UNBRACKETED = none_of(OPENING + CLOSING)
IN_BRACKETS = rf"{OPEN}{UNBRACKETED}*{CLOSE}"
"""A bracket with no other inside."""
# 〔2023〕 is a year and [1] a note: numbers of sections and work types stand in these alone
ROUND_OPEN, ROUND_CLOSE, NOT_ROUND = "[（(]", "[）)]", "[^（()）]"
IN_ROUND = rf"{ROUND_OPEN}{NOT_ROUND}*{ROUND_CLOSE}"
QUOTES = "“”\"'‘’"
OPENING_PUNCTUATION = f"{OPENING}“‘《〈「『"
CLOSING_PUNCTUATION = f"{CLOSING}”’》〉」』。，、；：？！％%,.;:?!"

_PAIRS_CLOSED = CLOSING_PUNCTUATION[: len(OPENING_PUNCTUATION)]


def leaves_open(text: str) -> bool:
    """Whether more brackets and quotes open in a text than close: a line end cuts them."""
    opened = sum(char in OPENING_PUNCTUATION for char in text)
    return opened > sum(char in _PAIRS_CLOSED for char in text)


# --- marks, yes and no --------------------------------------------------------------------------

MARKS = frozenset(get_args(Mark))
"""The marks of catalogs, L and S among them; look-alikes are folded into these (``fold``)."""
MARK_SIGNS = "".join(mark for mark in get_args(Mark) if not mark.isalpha())
MARK = one_of(MARK_SIGNS)
LETTER_MARKS = r"[LS](?:[/、]?[LS])?"
TICKS = "√✓✔☑"
CROSSES = "×✗✘"
CHECKED, UNCHECKED = "☑", "☐"
"""A box of a form, with its tick and without."""
EMPTY_BOXES, FILLED_BOXES = f"{UNCHECKED}□▢❏❐❑❒", f"{CHECKED}☒■"
EXPLAINED = rf"(?:{one_of(MARK_SIGNS + LIKE_MARKS + TICKS + CROSSES)}{{1,3}}|{LETTER_MARKS})"
"""What a legend explains: ★, √, L/S."""

_IN_DEMAND = frozenset({*MARK_SIGNS, *TICKS, "是", "紧缺", "急需紧缺"})
_NOT_IN_DEMAND = frozenset({*CROSSES, *EMPTY_BOXES, "否"})
_SHORT = "(?:急需紧缺|紧缺急需|紧缺|急需|短缺)(?:职业|工种)?"
_DEGREE = re.compile(
    "(?P<degree>特别|非常|十分|极其|极度|极|最|高度|重度|严重|比较|较为|较|中度|一般|轻度)?"
    rf"{_SHORT}"
    rf"(?P<more>{ROUND_OPEN}[^()]*\d%[^()]*{ROUND_CLOSE})?"
)
_MEANS_SHORTAGE = re.compile(rf"[^非不曾原]{{0,8}}{_SHORT}(?:{IN_ROUND})?")
_DENIED = re.compile(f"(?:不|非|不是|不属于){_SHORT}")


def says_in_demand(cell: str) -> bool | None:
    """What a cell of 是否急需紧缺 says of its row: a mark, a tick, 是 and a degree that it is.

    A cross, 否, 不紧缺, a sign for none and a blank cell say that it is not; None for others.
    """
    bare = squeeze(fold(cell))
    if bare in _IN_DEMAND or _DEGREE.fullmatch(bare):
        return True
    denied = bare in _NOT_IN_DEMAND or _DENIED.fullmatch(bare) or is_none_sign(bare)
    return False if denied else None


def means_shortage(meaning: str) -> bool:
    """Whether what a mark means is that an occupation is in demand: 我市急需紧缺职业(工种)."""
    return _MEANS_SHORTAGE.fullmatch(squeeze(fold(meaning))) is not None


def shortage_degree(cell: str) -> str | None:
    """How short an occupation is by its cell (特别紧缺, 一般紧缺(+10%)), as printed; else None."""
    bare = squeeze(cell)
    match = _DEGREE.fullmatch(fold(bare))
    return bare if match and (match["degree"] or match["more"]) else None


_NO_VALUE = frozenset({"", "/", "\\", "_", "-", "--", "---", "无", "暂无", "*"})


@lru_cache(maxsize=4096)
def is_none_sign(text: str) -> bool:
    """Whether the cell is empty or holds one of the signs that print "no value": / _ —— 无."""
    return squeeze(fold(text)).translate(AS_HYPHEN) in _NO_VALUE


NONE_SIGN = rf"(?:/|\\|{DASH}{{1,4}})"


def none_sign(text: str) -> str | None:
    """The sign for none that a cell holds, any dashes as ——; None for another text or none."""
    bare = squeeze(fold(text))
    if re.fullmatch(NONE_SIGN, bare) is None:
        return None
    return bare if bare in "/\\" else "——"


_DITTO = re.compile(r"[〃″\"”“]{1,4}|''|同[上前](?:[行列])?[。.]?")


@lru_cache(maxsize=4096)
def is_ditto(text: str) -> bool:
    """Whether the cell says no more than that the one above is meant: 〃, 同上, 同前."""
    return _DITTO.fullmatch(squeeze(fold(text))) is not None
