"""Signs of the field: dashes, brackets, marks, signs for "no value" and for "as above"."""

from __future__ import annotations

import re
from typing import get_args

from extractors.words.text import fold, squeeze
from schemas.vocabulary import Mark

AS_HYPHEN = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣﹘⁃─━ー一", "-"))

_NO_VALUE = frozenset({"", "/", "\\", "_", "-", "--", "---", "无", "／", "*"})


def is_none_sign(text: str) -> bool:
    """Whether the cell is empty or holds one of the signs that print "no value": / _ —— 无."""
    return squeeze(fold(text)).translate(AS_HYPHEN) in _NO_VALUE


_DITTO = re.compile(r"[〃″\"”“]{1,4}|''|同[上前](?:[行列])?[。.]?")


def is_ditto(text: str) -> bool:
    """Whether the cell says no more than that the one above is meant: 〃, 同上, 同前."""
    return _DITTO.fullmatch(squeeze(fold(text))) is not None


OPENING, CLOSING = "（(〔[【", "）)〕]】"

MARK_SIGNS = "".join(mark for mark in get_args(Mark) if not mark.isalpha())
TICKS = "√✓✔☑"
CROSSES = "×✗✘"
CHECKED, UNCHECKED = "☑", "☐"
"""A box of a form, with its tick and without."""
