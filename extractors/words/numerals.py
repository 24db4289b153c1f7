"""Serials (序号) and small numbers in Chinese and Arabic numerals."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.words.text import fold, squeeze

_SERIAL = re.compile(r"(\d{1,5})[.、．)]?|\((\d{1,3})\)")


@lru_cache(maxsize=65536)
def parse_serial(text: str) -> int | None:
    """A serial number (序号): 12, １２, 12., （12） give 12; anything else None."""
    match = _SERIAL.fullmatch(squeeze(fold(text)))
    return int(match[1] or match[2]) if match else None


_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")}


def parse_numeral(text: str) -> int | None:
    """A small number in Chinese or Arabic numerals (三, 十二, 二十, 5), or None."""
    text = squeeze(fold(text))
    if re.fullmatch(r"\d{1,3}", text):
        return int(text)
    match = re.fullmatch(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?", text)
    if not text or not match or (match[1] and match[3] and not match[2]):
        return None
    tens = (_NUMERALS[match[1]] if match[1] else 1) if match[2] else 0
    ones = match[3] if match[2] else match[1] or match[3]
    return tens * 10 + (_NUMERALS[ones] if ones else 0)
