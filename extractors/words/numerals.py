"""Serials (序号) and numbers in Chinese and Arabic numerals, read and written."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.words.signs import POINT
from extractors.words.text import fold, squeeze

ZEROS = "〇○零"
DIGITS = "一二三四五六七八九"
LEGAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊"
"""The signs that count as letters do: 甲, 乙, 丙."""
ROMAN = "ⅠⅡⅢⅣⅤ"
_DIGIT = f"[{DIGITS}]"
_UNITS = ((1_000, "千", "仟"), (100, "百", "佰"), (10, "十", "拾"))
_TENS = rf"{_DIGIT}?十{_DIGIT}?"

NUMERAL = rf"(?:{_DIGIT}百(?:{_TENS}|[{ZEROS}]{_DIGIT})?|{_TENS}|{_DIGIT})"
"""A numeral to 999: 三, 十二, 二十一, 一百零五."""
NUMBER = rf"(?:\d{{1,3}}|{NUMERAL})"
"""A number to 999 in figures or as a numeral."""
CIRCLED = "[①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇]"
"""A number in a circle or bracket that is one character."""
YEAR_IN_WORDS = rf"[{ZEROS}O{DIGITS}]"
"""A digit of a year in words (二〇二三, 二O二三)."""
AS_FIGURES = str.maketrans(f"{ZEROS}O{DIGITS}", "0000123456789")

_SERIAL = re.compile(rf"(\d{{1,5}})(?:{POINT}|\))?|\((\d{{1,3}})\)")


@lru_cache(maxsize=65536)
def parse_serial(text: str) -> int | None:
    """A serial number (序号): 12, １２, 12., （12） give 12; anything else None."""
    match = _SERIAL.fullmatch(squeeze(fold(text)))
    return int(match[1] or match[2]) if match else None


def parse_numeral(text: str) -> int | None:
    """A number to 999 in Chinese or Arabic numerals (三, 十二, 一百零五, 5), or None."""
    text = squeeze(fold(text))
    if re.fullmatch(r"\d{1,3}", text):
        return int(text)
    if not re.fullmatch(NUMERAL, text):
        return None
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 10 if ten and not tens else 0
    for part, worth in ((hundreds, 100), (tens, 10), (ones.lstrip(ZEROS), 1)):
        value += (DIGITS.index(part) + 1) * worth if part else 0
    return value


def numeral(value: int) -> str:
    """A number below 100,000,000 as it is counted: 二十一, 一百零五."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = "零" if 0 < low < 1_000 else ""
        return f"{numeral(high)}万{gap}{numeral(low) if low else ''}"
    text = ""
    for worth, unit in (*((worth, unit) for worth, unit, _ in _UNITS), (1, "")):
        digit = value // worth % 10
        if digit:
            text += DIGITS[digit - 1] + unit
        elif text and not text.endswith("零") and value % worth:
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def digits_in_words(value: int) -> str:
    """A number digit by digit: 二〇二三."""
    return str(value).translate(str.maketrans("0123456789", f"〇{DIGITS}"))


_LEGAL = str.maketrans(
    DIGITS + "".join(unit for _, unit, _ in _UNITS),
    LEGAL_DIGITS + "".join(unit for _, _, unit in _UNITS),
)


IN_NUMERALS = f"[{ZEROS}{DIGITS}两{LEGAL_DIGITS}万{''.join(a + b for _, a, b in _UNITS)}]"
"""A character of a number in words, also in the numerals of banking."""
_PLAIN = str.maketrans(
    "两〇○" + LEGAL_DIGITS + "".join(unit for _, _, unit in _UNITS),
    "二零零" + DIGITS + "".join(unit for _, unit, _ in _UNITS),
)


def parse_long_numeral(text: str) -> int | None:
    """A number below 100,000,000 in words: 一千五百, 壹仟伍佰; None for 一千五 and other forms."""
    plain = text.translate(_PLAIN)
    total = section = digit = 0
    for char in plain:
        worth = next((worth for worth, unit, _ in _UNITS if unit == char), 0)
        if char == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif worth:
            section, digit = section + (digit or 1) * worth, 0
        else:
            digit = DIGITS.find(char) + 1
    value = total + section + digit
    written = {numeral(value), f"一{numeral(value)}"} if 0 < value < 10**8 else set()
    return value if plain in written else None


def legal_numeral(value: int) -> str:
    """A number in the numerals of banking: 壹拾, 贰拾壹."""
    return ("一" * (10 <= value < 20) + numeral(value)).translate(_LEGAL)
