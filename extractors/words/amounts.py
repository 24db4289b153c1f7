"""Levels, amounts and kinds of subsidy: what the words and figures of a rate mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import get_args

from extractors.words.values import fold, is_none_sign, squeeze
from schemas.vocabulary import AmountRule, SubsidyKind


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
_ONE_LEVEL = re.compile(
    rf"(?P<a>{LEVEL_WORD.pattern})(?:[（(/]?(?P<b>{LEVEL_WORD.pattern})[)）]?)?"
)


# levels that share their last character: 初、中级工
_SHARED = re.compile(r"(?P<words>[初中高一二三四五](?:[、,，/和及或与][初中高一二三四五])+)级工?$")


def _level_value(word: str) -> int:
    return _LEVEL_NAMES[word] if word in _LEVEL_NAMES else _LEVEL_NUMBERS[word]


_UNTIL = re.compile(r"[至到~～\-‐‑‒–—―−]+")


def _agreed(match: re.Match[str]) -> int | None:
    """The level that a name and the number beside it both mean; None where they differ."""
    value = _level_value(match["a"])
    return value if not match["b"] or _level_value(match["b"]) == value else None


@lru_cache(maxsize=4096)
def parse_levels(text: str) -> tuple[Level, ...] | None:
    """The levels a text names: 初级、中级 gives 5 and 4, 高级技师（一级） gives 1; else None.

    A name and a number that contradict each other (高级（四级）) are no level. 及以上 takes in the
    levels up to 1 (高级技师), 及以下 those down to 5 (初级); 初级至高级 and 初级-高级 all between.
    """
    rest = squeeze(fold(text)).translate({0x28: 0xFF08, 0x29: 0xFF09})
    levels: list[Level] = []
    if shared := _SHARED.match(rest):
        words = re.findall("[初中高一二三四五]", shared["words"])
        levels = [Level(_level_value(f"{word}级"), shared.group()) for word in words]
        rest = rest[shared.end() :]
    while rest:
        match = _ONE_LEVEL.match(rest)
        if not match:
            return None
        value = _agreed(match)
        if value is None:
            return None
        levels.append(Level(value, match.group()))
        rest = rest[match.end() :]
        until = _UNTIL.match(rest)
        if until:
            end = _ONE_LEVEL.match(rest, until.end())
            last = _agreed(end) if end else None
            if end is None or last is None:
                return None
            step = 1 if last > value else -1
            printed = match.group() + rest[: end.end()]
            levels[-1:] = [Level(each, printed) for each in range(value, last + step, step)]
            rest = rest[end.end() :]
        span = None if until else re.match(r"[及和]?以(上|下)", rest)
        if span:
            others = range(value - 1, 0, -1) if span[1] == "上" else range(value + 1, 6)
            levels += [Level(other, match.group() + span.group()) for other in others]
            rest = rest[span.end() :]
        separator = re.match(r"[、,，/或和及与]|以及", rest)
        if separator:
            rest = rest[separator.end() :]
            if not rest:
                return None
    return tuple(levels) or None


@dataclass(frozen=True, slots=True)
class Amount:
    """Money a person (元/人): the figure, or None with the rule that stands in its place."""

    yuan: Decimal | None
    rule: AmountRule


_AT_MOST = r"(?:不得?(?:超过|高于)|最高(?:不超过)?|至多|≤|<=)"
_FIGURE = re.compile(
    r"(?:人民币|[¥￥])?(?:按?每人(?:每[次期])?)?"
    rf"(?P<most>{_AT_MOST})?(?:人民币|[¥￥])?(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})"
    r"(?P<part>\.\d{1,6})?(?P<unit>万?元|万)?(?:[/每](?:人|人次|学员|人[·•・./]?[次期]))?"
    r"(?P<after>以内|封顶)?"
)
_TWO_FIGURES = re.compile(r"\d\s+\d")
_CENT = Decimal("0.01")
_BEYOND = Decimal(10**8)


@lru_cache(maxsize=4096)
def parse_amount(text: str, factor: int = 1) -> Amount | None:
    """An amount: 4300, 2160元/人, 4,300.00, 0.43万元, 不超过800元; or the words in its place.

    ``factor`` is how many yuan a figure counts that prints no unit of its own. 单独核价 (priced one
    by one) and 按照…文件执行 (set by another document) are rules without a figure; anything else,
    zero and parts of a cent included, is None: so are two figures side by side, and 1.000, which is
    one yuan or a thousand.
    """
    if _TWO_FIGURES.search(text):
        return None
    squeezed = squeeze(fold(text)).replace("，", ",")
    match = _FIGURE.fullmatch(squeezed)
    if match:
        counts = {"元": 1, "万元": 10000, "万": 10000}.get(match["unit"], factor)
        if counts == 1 and len(match["part"] or "") > 3:
            return None
        yuan = Decimal(match["figure"].replace(",", "") + (match["part"] or "")) * counts
        if not 0 < yuan < _BEYOND or yuan != yuan.quantize(_CENT):
            return None
        return Amount(yuan, "at_most" if match["most"] or match["after"] else "fixed")
    if re.search(r"单独核价|一项一价|一事一议|另行核定", squeezed):
        return Amount(None, "priced_individually")
    if re.fullmatch(
        r"(?:按照?|参照|执行).*(?:文件|规定|办法|通知|标准)(?:的规定)?(?:执行)?", squeezed
    ):
        return Amount(None, "by_other_document")
    return None


_NEXT_LEVEL = re.compile(rf"(?<=[\d元人次期内])[;；,，、。]?(?={LEVEL_WORD.pattern})|[;；]")
_LEVELS_AND_FIGURE = re.compile(rf"(?P<levels>\D+?)(?P<figure>{_AT_MOST}?\d.*)")


@lru_cache(maxsize=4096)
def parse_level_amounts(text: str, factor: int = 1) -> tuple[tuple[Level, Amount], ...] | None:
    """Amounts a level inside one cell: 初级、中级：2160元/人 gives two; None if any part is odd.

    Parts stand apart by any separator, or by the next level after an amount; the colon may be
    missing before a figure. A level with two amounts is none.
    """
    pairs: list[tuple[Level, Amount]] = []
    if _TWO_FIGURES.search(text):
        return None
    for part in _NEXT_LEVEL.split(squeeze(fold(text)).strip(";；。,，、")):
        words, colon, figure = part.partition(":")
        if not colon and (match := _LEVELS_AND_FIGURE.fullmatch(part)):
            words, figure = match["levels"], match["figure"]
        levels, amount = parse_levels(words), parse_amount(figure, factor)
        if levels is None or amount is None:
            return None
        pairs += [(level, amount) for level in levels]
    if len({level.value for level, _ in pairs}) < len(pairs):
        return None
    return tuple(pairs) or None


_PERSON = r"(?:人均|每[名位](?:学员|人)?|每个?(?:学员|人))"
_LIMIT = r"(?:不得?(?:超过|高于)|最高|最多|至多|上限)"
AT_MOST_A_PERSON = (
    rf"(?:按照?)?(?:{_PERSON}(?:每次|每项)?(?:补贴|补助)?(?:标准)?(?:最高|最多)?{_LIMIT}(?:标准)?为?"
    rf"|{_LIMIT}(?:按|为)?{_PERSON}(?:补贴|补助)?(?:标准)?"
    rf"|{_LIMIT}(?:标准)?为?(?=[\d,，.]{{1,16}}万?元/人))"
    r"(?P<yuan>\d[\d,，]{0,12}(?:\.\d{1,4})?万?)元(?:/人)?(?:的标准)?(?![至到~～—\-])"
)
"""A sentence's words for the most that one person gets: 按每人不超过800元的标准, 最高800元/人."""


def prints_no_amount(text: str) -> bool:
    """Whether an amount's cell is empty or holds a sign for none (/, ——, 无); * is a mark."""
    return is_none_sign(text) and "*" not in fold(text)


_KIND_WORDS: tuple[tuple[str, SubsidyKind], ...] = (
    ("创业", "startup"),
    ("岗前", "onboarding"),
    ("学徒", "apprenticeship"),
    ("项目制", "project"),
    ("鉴定", "assessment"),
    ("评价补贴", "assessment"),
    ("技能提升", "upgrading"),
    ("职业培训", "training"),
    ("职业技能培训", "training"),
)


def subsidy_kinds(text: str) -> list[SubsidyKind]:
    """The kinds of subsidy (补贴) that a label or title names, in vocabulary order, each once."""
    squeezed = squeeze(text)
    found = {kind for word, kind in _KIND_WORDS if word in squeezed}
    return [kind for kind in get_args(SubsidyKind) if kind in found]
