"""Automatic list numbers of Word: worked out, because the file does not hold them as text.

Rules: ISO/IEC 29500-1, 17.9 (numbering) and 17.18.59 (number formats). A number format that is
not among these is printed in decimal digits, as Word itself does where it lacks one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

from extractors.readers.office.archive import DAMAGED, OfficeArchive
from extractors.readers.word.names import VAL, is_on, number_of
from extractors.words.numerals import digits_in_words, legal_numeral, numeral
from schemas.errors import ReadError

_ABSTRACT, _NUM, _LEVEL, _OVERRIDE = (
    qn(f"w:{name}") for name in ("abstractNum", "num", "lvl", "lvlOverride")
)
_ABSTRACT_ID, _NUM_ID, _ILVL = qn("w:abstractNumId"), qn("w:numId"), qn("w:ilvl")
_START, _START_OVERRIDE, _RESTART = qn("w:start"), qn("w:startOverride"), qn("w:lvlRestart")
_FORMAT, _TEXT, _LEGAL, _SUFFIX = qn("w:numFmt"), qn("w:lvlText"), qn("w:isLgl"), qn("w:suff")
_STYLE_LINK, _NUM_STYLE_LINK = qn("w:styleLink"), qn("w:numStyleLink")
_PARAGRAPH_STYLE = qn("w:pStyle")
_LEVELS = 9
_LONGEST_PATTERN = 255
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def _counting_short(value: int) -> str:
    """Chinese counting numerals to 99, digits beyond: 九十九, 一〇〇."""
    return numeral(value) if value < 100 else digits_in_words(value)


def _letters(value: int) -> str:
    """A ... Z, AA, BB ...: the letter repeated, as Word counts; the repeats are bounded."""
    repeats, letter = divmod(value - 1, 26)
    return chr(ord("A") + letter) * min(repeats + 1, 100)


def _roman(value: int) -> str:
    if value >= 40_000:
        return str(value)
    text = ""
    for worth, letter in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, value = divmod(value, worth)
        text += letter * count
    return text


def _run(first: str, length: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode, decimal digits beyond the last."""
    return lambda value: chr(ord(first) + value - 1) if value <= length else str(value)


def _circled(value: int) -> str:
    for first, lowest, highest in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if lowest <= value <= highest:
            return chr(ord(first) + value - lowest)
    return str(value)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "chineseCounting": _counting_short,
    "chineseCountingThousand": numeral,
    "taiwaneseCounting": _counting_short,
    "taiwaneseCountingThousand": numeral,
    "japaneseCounting": numeral,
    "chineseLegalSimplified": legal_numeral,
    "ideographDigital": digits_in_words,
    "japaneseDigitalTenThousand": digits_in_words,
    "taiwaneseDigital": digits_in_words,
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalFullWidth": lambda value: str(value).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalFullWidth2": lambda value: str(value).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
}


def format_number(value: int, number_format: str) -> str:
    """``value`` in a ``w:numFmt``; bullets and ``none`` give '', zero is a decimal 0."""
    if number_format in {"bullet", "none"}:
        return ""
    write = FORMATS.get(number_format)
    return write(value) if write is not None and 0 < value < 100_000 else str(value)


@dataclass(slots=True)
class NumberLevel:
    """One level of a list: where it starts, how it is written, when it starts anew."""

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None

    @classmethod
    def read(cls, element: etree._Element) -> NumberLevel:
        """The level a ``w:lvl`` element describes."""
        level = cls()
        for child in element:
            value = child.get(VAL, "")
            if child.tag == _START:
                level.start = number_of(child) or 0
            elif child.tag == _FORMAT:
                level.number_format = value
            elif child.tag == _TEXT:
                if len(value) > _LONGEST_PATTERN:
                    raise ReadError(DAMAGED.format("a list number of it has no end"))
                level.text = value
            elif child.tag == _RESTART:
                level.restart = number_of(child)
            elif child.tag == _LEGAL:
                level.legal = is_on(child)
            elif child.tag == _SUFFIX:
                level.suffix = value
            elif child.tag == _PARAGRAPH_STYLE:
                level.style = value
        return level


@dataclass(slots=True)
class _NumberList:
    """One ``w:num``: the abstract list it counts in, its own levels, its restarts not yet used."""

    abstract_id: int
    levels: dict[int, NumberLevel] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document with their counters; ask for numbers in the document's order."""

    def __init__(self) -> None:
        """A document without lists."""
        self._abstract: dict[int, dict[int, NumberLevel]] = {}
        self._style_of: dict[str, int] = {}
        self._linked: dict[int, str] = {}
        self._lists: dict[int, _NumberList] = {}
        self._counters: dict[int, list[int | None]] = {}

    @classmethod
    def read(cls, archive: OfficeArchive, part: str) -> Numbering:
        """The lists of the part ``part``; ``ReadError`` where it is damaged."""
        numbering = cls()
        for element in archive.index(part, (_ABSTRACT, _NUM)):
            if element.tag == _ABSTRACT:
                numbering._add_abstract(element)
            else:
                numbering._add_list(element)
        return numbering

    def _add_abstract(self, element: etree._Element) -> None:
        abstract_id = number_of(element, _ABSTRACT_ID)
        if abstract_id is None:
            return
        self._abstract[abstract_id] = _levels(element)
        link, linked = element.find(_STYLE_LINK), element.find(_NUM_STYLE_LINK)
        if link is not None:
            self._style_of[link.get(VAL, "")] = abstract_id
        if linked is not None:
            self._linked[abstract_id] = linked.get(VAL, "")

    def _add_list(self, element: etree._Element) -> None:
        num_id, abstract_id = number_of(element, _NUM_ID), number_of(element.find(_ABSTRACT_ID))
        if num_id is None or abstract_id is None:
            return
        own = _NumberList(abstract_id)
        for override in element.findall(_OVERRIDE):
            own.levels |= _levels(override)
            level, start = number_of(override, _ILVL), override.find(_START_OVERRIDE)
            if level is not None and start is not None:
                own.restarts[level] = number_of(start) or 0
        self._lists[num_id] = own

    def next_number(self, num_id: int, level: int | None, style_id: str | None) -> tuple[str, str]:
        """Count one paragraph and return its printed number and the gap after it ('' or ' ').

        ``level`` None takes the level that names the paragraph's style, else the first. ('', '')
        for a bullet, for an unknown list and for ``num_id`` 0, which switches numbering off.
        """
        entry = self._lists.get(num_id)
        if entry is None:
            return "", ""
        abstract_id = self._style_of.get(self._linked.get(entry.abstract_id, ""), entry.abstract_id)
        levels = self._abstract.get(abstract_id, {}) | entry.levels
        if level is None:
            level = next(
                (n for n, item in levels.items() if style_id and item.style == style_id), 0
            )
        own = levels.get(level)
        if own is None:
            return "", ""
        counters = self._counters.setdefault(abstract_id, [None] * _LEVELS)
        value = counters[level]
        if level in entry.restarts:
            counters[level] = entry.restarts.pop(level)
        else:
            counters[level] = own.start if value is None else value + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                counters[deeper] = None
        if own.number_format == "bullet":
            return "", ""
        text = re.sub(
            r"%([1-9])", lambda match: _written(int(match[1]) - 1, own, levels, counters), own.text
        )
        tight = own.suffix == "nothing" or text.endswith(("、", "．", "）", "　"))
        return text, "" if tight or not text else " "


def _levels(parent: etree._Element) -> dict[int, NumberLevel]:
    found = ((number_of(element, _ILVL), element) for element in parent.findall(_LEVEL))
    return {
        level: NumberLevel.read(element)
        for level, element in found
        if level is not None and level < _LEVELS
    }


def _written(
    index: int, own: NumberLevel, levels: dict[int, NumberLevel], counters: list[int | None]
) -> str:
    """The number of level ``index`` as it stands in the text of level ``own``."""
    level = levels.get(index)
    if level is None:
        return ""
    counted = counters[index]
    value = level.start if counted is None else counted
    is_legal = own.legal and level.number_format not in {"bullet", "none"}
    return format_number(value, "decimal" if is_legal else level.number_format)
