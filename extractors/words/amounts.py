"""Amounts and kinds of subsidy: what the words and figures of a rate mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import get_args

from extractors.words.levels import LEVEL_WORD, Level, parse_levels
from extractors.words.signs import CLAUSE_ENDS, COMMAS, DOTS, UNTIL, is_none_sign
from extractors.words.text import TWO_FIGURES, fold, squeeze
from schemas.vocabulary import AmountRule, SubsidyKind


@dataclass(frozen=True, slots=True)
class Amount:
    """Money a person (元/人): the figure, or None with the rule that stands in its place."""

    yuan: Decimal | None
    rule: AmountRule


TRAINING = "培训"
ASSESSMENT = "(?:鉴定|评价|考核|认定)"
SUPPORT = "(?:补贴|补助|奖补|资助)"
STANDARD = "(?:标准|金额|额度|数额)"
CURRENCY = "(?:人民币|[¥￥])"
PER_PERSON = rf"[/每]每?(?:学员|[名位]|人(?:[{DOTS}./、]?[次期])?)"
"""Behind a unit of money: 元/人, 元/人/次, 元/学员, 元每人."""
YUAN = rf"{CURRENCY}?(?P<ten_thousand>万)?元(?:{PER_PERSON})?"
"""A unit that is money a person."""
MONEY_UNIT = rf"{CURRENCY}?[百千万]?元"
NOT_OVER = "不(?:得|能|可)?(?:超过|高于|多于)"
AT_LEAST = "(?:不(?:得|能|可)?(?:低于|少于|小于)|至少为?|最低为?|最少为?|≥)"
HIGHEST = "(?:最高|上限)"
_LIMIT = rf"(?:{NOT_OVER}|{HIGHEST}|最多|至多)"
AT_MOST = rf"(?:(?:最高|最多){NOT_OVER}|{_LIMIT}|≤|<=)"
WITHIN = "(?:以内|封顶)"
CEILING = re.compile("最高限?额?|上限|限额")
"""In a heading or title: its amounts are limits."""

_FIGURE = re.compile(
    rf"{CURRENCY}?(?:按?每人(?:每[次期])?)?"
    rf"(?P<most>{AT_MOST})?{CURRENCY}?(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})"
    rf"(?P<part>\.\d{{1,6}})?(?P<unit>万?元|万)?(?:{PER_PERSON})?(?P<after>{WITHIN})?"
)
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
    if TWO_FIGURES.search(text):
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


_NEXT_LEVEL = re.compile(rf"(?<=[\d元人次期内])[{COMMAS}{CLAUSE_ENDS}]?(?={LEVEL_WORD.pattern})|;")
_LEVELS_AND_FIGURE = re.compile(rf"(?P<levels>\D+?)(?P<figure>{AT_MOST}?\d.*)")


@lru_cache(maxsize=4096)
def parse_level_amounts(text: str, factor: int = 1) -> tuple[tuple[Level, Amount], ...] | None:
    """Amounts a level inside one cell: 初级、中级：2160元/人 gives two; None if any part is odd.

    Parts stand apart by any separator, or by the next level after an amount; the colon may be
    missing before a figure. A level with two amounts is none.
    """
    pairs: list[tuple[Level, Amount]] = []
    if TWO_FIGURES.search(text):
        return None
    for part in _NEXT_LEVEL.split(squeeze(fold(text)).strip(CLAUSE_ENDS + COMMAS)):
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
AT_MOST_A_PERSON = (
    rf"(?:按照?)?(?:{_PERSON}(?:每次|每项)?{SUPPORT}?(?:标准)?(?:最高|最多)?{_LIMIT}(?:标准)?为?"
    rf"|{_LIMIT}(?:按|为)?{_PERSON}{SUPPORT}?(?:标准)?"
    rf"|{_LIMIT}(?:标准)?为?(?=[\d,，.]{{1,16}}万?元/人))"
    rf"(?P<yuan>\d[\d,，]{{0,12}}(?:\.\d{{1,4}})?万?)元(?:/人)?(?:的标准)?(?!{UNTIL})"
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


BY_OTHER_RULE = re.compile(r"(?:国家|省|市|上级|有关|相关)[^，。；]{0,6}规定")
"""Says that another rule decides: 不得超过国家规定的上限."""
