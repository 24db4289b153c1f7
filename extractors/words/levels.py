"""Skill levels (等级): 一级 to 五级, their names, and ranges of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.words.signs import BETWEEN_PARTS, ROUND_CLOSE, ROUND_OPEN, UNTIL
from extractors.words.text import LONGEST_CELL, fold, squeeze


@dataclass(frozen=True, slots=True)
class Level:
    """A skill level (等级): 1 高级技师 … 5 初级, 6 学徒工, 0 特级技师, -1 首席技师."""

    value: int
    printed: str


_LEVEL_NAMES = {
    "首席技师": -1,
    "特级技师": 0,
    "高级技师": 1,
    "技师": 2,
    "高级工": 3,
    "高级技能": 3,
    "高级": 3,
    "中级工": 4,
    "中级技能": 4,
    "中级": 4,
    "初级工": 5,
    "初级技能": 5,
    "初级": 5,
    "学徒工": 6,
}

_LEVEL_NUMBERS = {f"{word}级": place // 2 + 1 for place, word in enumerate("一1二2三3四4五5")}

LEVEL_WORD = re.compile("|".join(sorted([*_LEVEL_NAMES, *_LEVEL_NUMBERS], key=len, reverse=True)))
_WORD = LEVEL_WORD.pattern
LIKE_LEVEL = re.compile(rf"{_WORD}|特级|技师|级工")
"""A word of the form of a level, be it one or not."""
NAMED_LEVEL = re.compile(r"[初中高]级|技师|工")
"""A level by its name and not by its number."""

_ONE_LEVEL = re.compile(rf"(?P<a>{_WORD})(?:(?:{ROUND_OPEN}|/)?(?P<b>{_WORD}){ROUND_CLOSE}?)?")

# levels that share their last character: 初、中级工
_SHARING = "[初中高一二三四五]"
_SHARED = re.compile(rf"(?P<words>{_SHARING}(?:{BETWEEN_PARTS}{_SHARING})+)级工?$")


def _level_value(word: str) -> int:
    return _LEVEL_NAMES[word] if word in _LEVEL_NAMES else _LEVEL_NUMBERS[word]


def _agreed(match: re.Match[str]) -> int | None:
    """The level that a name and the number beside it both mean; None where they differ."""
    value = _level_value(match["a"])
    return value if not match["b"] or _level_value(match["b"]) == value else None


def _are_two(match: re.Match[str]) -> bool:
    """Whether two words side by side are a level each: both are names or both are numbers."""
    bracket = re.search(ROUND_OPEN, match.group())
    return not bracket and bool(NAMED_LEVEL.search(match["a"])) == bool(
        NAMED_LEVEL.search(match["b"])
    )


@lru_cache(maxsize=4096)
def parse_levels(text: str) -> tuple[Level, ...] | None:
    """The levels a text names: 初级、中级 gives 5 and 4, 高级技师（一级） gives 1; else None.

    A name and a number that contradict each other (高级（四级）) are no level, two names are two
    (初级/中级). 及以上 takes in the levels up to 1 (高级技师), 及以下 those down to 5 (初级);
    初级至高级 and 初级-高级 all between.
    """
    if len(text) > LONGEST_CELL:
        return None
    rest = squeeze(fold(text)).translate({0x28: 0xFF08, 0x29: 0xFF09})
    levels: list[Level] = []
    if shared := _SHARED.match(rest):
        words = re.findall(_SHARING, shared["words"])
        levels = [Level(_level_value(f"{word}级"), shared.group()) for word in words]
        rest = rest[shared.end() :]
    while rest:
        match = _ONE_LEVEL.match(rest)
        if not match:
            return None
        value, end_of = _agreed(match), match.end()
        if value is None and _are_two(match):
            value, end_of = _level_value(match["a"]), match.end("a")
        if value is None:
            return None
        levels.append(Level(value, rest[:end_of]))
        rest = rest[end_of:]
        until = re.match(UNTIL, rest)
        if until:
            end = _ONE_LEVEL.match(rest, until.end())
            last = _agreed(end) if end else None
            if end is None or last is None:
                return None
            step = 1 if last > value else -1
            printed = levels[-1].printed + rest[: end.end()]
            levels[-1:] = [Level(each, printed) for each in range(value, last + step, step)]
            rest = rest[end.end() :]
        span = None if until else re.match(r"[及和]?以(上|下)", rest)
        if span:
            others = range(value - 1, 0, -1) if span[1] == "上" else range(value + 1, 6)
            levels += [Level(other, levels[-1].printed + span.group()) for other in others]
            rest = rest[span.end() :]
        separator = re.match(BETWEEN_PARTS, rest)
        if separator:
            rest = rest[separator.end() :]
            if not rest:
                return None
    return tuple(levels) or None
