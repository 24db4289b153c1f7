"""Amounts and kinds of subsidy: what the words and figures of a rate mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import get_args

from extractors.words.certificates import ClassWord, parse_class
from extractors.words.levels import LEVEL_WORD, Level, parse_levels
from extractors.words.numerals import CIRCLED, IN_NUMERALS, parse_long_numeral
from extractors.words.signs import (
    BETWEEN_PARTS,
    CLAUSE_ENDS,
    COLONS,
    COMMAS,
    DOTS,
    ROUND_CLOSE,
    ROUND_OPEN,
    UNTIL,
    is_none_sign,
    none_sign,
)
from extractors.words.text import HAN, LONGEST_CELL, TWO_FIGURES, fold, squeeze
from schemas.vocabulary import AmountRule, SubsidyKind, Unit


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in yuan: the figure, or None with the rule that stands in its place.

    ``low`` and ``high`` are the ends of a range; ``unit`` what one figure is paid for where the
    print names it; ``condition`` the words beside the figure, as printed; ``has_unit``
    tells that the figure prints 元, and needs no heading to say so.
    """

    yuan: Decimal | None
    rule: AmountRule
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit | None = None
    condition: str | None = None
    has_unit: bool = field(default=False, compare=False)

    @property
    def in_figures(self) -> bool:
        """Whether the print has figures, of one amount or of a range."""
        return self.yuan is not None or self.low is not None


TRAINING = "培训"
ASSESSMENT = "(?:鉴定|评价|考核|认定)"
SUPPORT = "(?:补贴|补助|奖补|资助)"
STANDARD = "(?:标准|金额|额度|数额)"
COST = "(?:成本|费用)"
"""What is paid for where a catalog prints costs: 培训成本 over 初级 | 中级."""
CURRENCY = "(?:人民币|[¥￥])"
_BESIDE = rf"[{DOTS}./、每]*"
_PERSONS = "(?:学员|[名位]|人)"
_DAY, _HOUR, _CLASS = "[天日]", "(?:标准)?(?:课时|学时)", "班[次期]?"
_PER: dict[Unit, str] = {
    "per_person_day": rf"{_PERSONS}{_BESIDE}{_DAY}|{_DAY}{_BESIDE}{_PERSONS}",
    "per_person_year": rf"(?:{_PERSONS}{_BESIDE})?学?年(?:{_BESIDE}{_PERSONS})?",
    "per_class_hour": rf"(?:{_PERSONS}{_BESIDE})?{_HOUR}|{_HOUR}{_BESIDE}{_PERSONS}",
    "per_class": _CLASS,
    "per_person": rf"{_PERSONS}(?:{_BESIDE}[次期])?",
}
ANY_UNIT = "|".join(_PER.values())
SCALES = {"百": 100, "千": 1000, "万": 10000}
YUAN = rf"{CURRENCY}?(?P<scale>[百千万])?元(?:[/每]每?(?P<per>{ANY_UNIT}))?"
"""A unit of money: 元, 万元/人, 元每课时."""
MONEY_UNIT = rf"{CURRENCY}?[百千万]?元"
UNIT_AT_END = re.compile(rf"(?<!{IN_NUMERALS})(?<![\d每])[百千万]?元(?:[/每][^/]{{1,6}})?$")
"""The unit of money that ends a heading: 补贴标准/百元."""
BARE_UNIT = re.compile(rf"(?:^|单\s*位|[(\[_-])\s*(?P<unit>{YUAN})\s*[)\]]?$")
"""The unit that ends a line of its own, or a title, without a colon: （百元）, 单位百元."""
_UNIT_WORD = re.compile(
    rf"(?:单\s*位\s*(?::|均?[为是]:?)|{STANDARD}\s*:)\s*(?P<unit>.*?)(?=单\s*位|[()。;]|$)"
)
_UNIT_BEHIND = re.compile(rf"[以按]\s*(?P<unit>{YUAN})\s*(?:为{HAN}{{0,4}}?单\s*位|计)")
_MONEY_ALONE = re.compile(rf"{MONEY_UNIT}(?!(?!每){HAN})")


def units_named(text: str) -> list[str]:
    """The units of money that a text says figures count in: 单位：万元, 以百元为单位."""
    folded = fold(text)
    parts = [
        part
        for match in _UNIT_WORD.finditer(folded)
        for part in re.split(rf"[{COMMAS}\s]+", match["unit"])
    ]
    behind = [match["unit"] for match in _UNIT_BEHIND.finditer(folded)]
    return [*filter(_MONEY_ALONE.match, parts), *behind]


NOT_OVER = "不(?:得|能|可)?(?:超过|高于|多于)"
AT_LEAST = "(?:不(?:得|能|可)?(?:低于|少于|小于)|至少为?|最低为?|最少为?|≥)"
HIGHEST = "(?:最高|上限)"
_LIMIT = rf"(?:{NOT_OVER}|{HIGHEST}|最多|至多)"
AT_MOST = rf"(?:(?:最高|最多){NOT_OVER}|{_LIMIT}|≤|<=)"
WITHIN = "(?:以内|封顶)"
CEILING = re.compile("最高限?额?|上限|限额")
"""In a heading or title: its amounts are limits."""

CHANGED = re.compile(rf"(?:[上下][浮调]|提高|增加|加发|另加|降低|减少){HAN}{{0,6}}\d+(?:[%％]|元)")
"""In a sentence: amounts are changed by that much, for some: 紧缺工种上浮20%."""

_NUMBER = r"(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d{0,6})(?:\.\d{1,6})?"
_MONEY = r"(?:[百千万]?元|万)整?"
_FIGURE = re.compile(
    rf"{CURRENCY}?(?:按?每(?P<before>{ANY_UNIT}))?"
    rf"(?:(?P<most>{AT_MOST})|(?P<least>{AT_LEAST}))?{CURRENCY}?"
    rf"(?:(?P<low>{_NUMBER})(?P<low_money>{_MONEY})?(?:[/每](?P<low_per>{ANY_UNIT}))?{UNTIL})?"
    rf"(?P<figure>{_NUMBER})(?P<money>{_MONEY})?(?:[/每]每?(?P<per>{ANY_UNIT}))?"
    rf"(?:(?P<within>{WITHIN})|(?P<up>起|及?以上))?"
)
_IN_WORDS = re.compile(rf"(?P<numeral>{IN_NUMERALS}+)[元圆]整?(?:[/每]每?(?P<per>{ANY_UNIT}))?")
# what makes the figure another one (上浮20%) is a condition only where that is done: 上浮20%后
_BRACKETED = re.compile(
    r"\((?:[^()]*(?:含|包括|其中)[^()]*|[^()]*后|(?:须|需|凭|持|仅?限|取得|获得|考核)[^()\d]*)\)$"
)
_BEHIND = re.compile(rf",(?:累计|总额|每人)*{AT_MOST}[^,]*元(?:[/每](?:{ANY_UNIT}))?$")
_BEFORE = re.compile(r"^[^\d,()]{2,24}后[,:]?")
_NOTE_NUMBER = re.compile(rf"(?:{CIRCLED}|\[\d{{1,2}}\]|\(注\d{{0,2}}\))$")
_PRODUCT = re.compile(r"^(?P<one>\d{1,4})\D{0,8}[×xX*](?P<other>\d{1,4})\D{0,8}=(?=.)")
_PRICED = re.compile(
    "单独核价|一项一价|一事一议|协商|面议|议定|另行(?:核定|确定|商定|公布)|据实|实报实销"
    r"|^按照?(?:实际)?(?:培训|实际)?(?:实际)?成本(?:的\d{1,3}%|核定|补贴)?$"
    r"|^[按据由][^\d。]{1,8}(?:核定|核算|核拨)$"
)
_ELSEWHERE = re.compile(
    r"(?:按照?|参照|执行).*(?:文件|规定|办法|通知|标准)(?:的规定)?(?:的\d{1,3}%)?(?:执行|确定)?"
    "|参照.+执行"
)
_CENT = Decimal("0.01")
_BEYOND = Decimal(10**8)


@lru_cache(maxsize=4096)
def parse_amount(text: str, factor: int = 1) -> Amount | None:
    """An amount: 4300, 2160元/人, 0.43万元, 不超过800元, 600-1000元; or the words in its place.

    ``factor`` is how many yuan a figure counts that prints no unit of its own. 单独核价 (priced one
    by one) and 按照…文件执行 (set by another document) are rules without a figure. A condition at
    the figure (（上浮20%后）, 取得证书后, ①) is kept, and so is the product that it is the right
    result of (40课时×15元=600元). All else, zero, 0081 and parts of a cent too, is None: so are
    sums, other products, figures side by side, and 1.000, one yuan or a thousand.
    """
    if len(text) > LONGEST_CELL or TWO_FIGURES.search(text):
        return None
    printed = squeeze(text)
    rest = fold(printed)
    if (amount := _figure(rest, factor)) is not None:
        return amount
    for pattern in (_BRACKETED, _BEHIND, _BEFORE, _NOTE_NUMBER, _PRODUCT):
        match = pattern.search(rest)
        amount = _figure(rest[: match.start()] + rest[match.end() :], factor) if match else None
        if match is not None and amount is not None:
            if pattern is _PRODUCT and int(match["one"]) * int(match["other"]) != amount.yuan:
                return None
            condition = printed[match.start() : match.end()].strip(COMMAS)
            return replace(amount, condition=condition)
    if _YUAN_FIGURE.search(rest):
        return None
    if _PRICED.search(rest):
        return Amount(None, "priced_individually")
    return Amount(None, "by_other_document") if _ELSEWHERE.fullmatch(rest) else None


_YUAN_FIGURE = re.compile(r"\d[百千万]?元")


def _figure(text: str, factor: int) -> Amount | None:
    """One figure of money, or a range of two, and nothing else; None for any other text."""
    if in_words := _IN_WORDS.fullmatch(text):
        value = parse_long_numeral(in_words["numeral"])
        unit = unit_named(in_words["per"]) if in_words["per"] else None
        return Amount(Decimal(value), "fixed", unit=unit, has_unit=True) if value else None
    match = _FIGURE.fullmatch(text)
    if match is None:
        return None
    named = [match[each] for each in ("before", "low_per", "per") if match[each]]
    units = {unit_named(each) for each in named}
    # what is paid each person for one hour is paid for the hour
    if match["before"] and units & {"per_person_day", "per_class_hour"}:
        units.discard("per_person")
    figure = _yuan(match["figure"], match["money"], factor)
    if figure is None or len(units) > 1:
        return None
    unit = units.pop() if units else None
    has_unit = bool(match["money"])
    limits = [each for each in ("most", "within", "least", "up", "low") if match[each]]
    if match["low"]:
        low = _yuan(match["low"], match["low_money"] or match["money"], factor)
        bare = not (match["money"] or factor > 1)
        if low is None or not low < figure or len(limits) > 1 or (bare and len(match["low"]) < 3):
            return None
        return Amount(None, "range", low, figure, unit, has_unit=has_unit)
    if len(limits) > 1:
        return None
    if match["least"] or match["up"]:
        return Amount(None, "range", figure, None, unit, has_unit=has_unit)
    return Amount(figure, "at_most" if limits else "fixed", unit=unit, has_unit=has_unit)


def _yuan(figure: str, money: str | None, factor: int) -> Decimal | None:
    """A figure in yuan; None for zero, parts of a cent, and 1.000."""
    counts = SCALES.get(money[0], 1) if money else factor
    whole, _, part = figure.replace(",", "").partition(".")
    if counts == 1 and len(part) > 2:
        return None
    yuan = Decimal(f"{whole}.{part}" if part else whole) * counts
    if not 0 < yuan < _BEYOND or yuan != yuan.quantize(_CENT):
        return None
    return yuan


def unit_named(text: str) -> Unit:
    """What money is paid for each of, by the words behind 元/: 人, 人/天, 课时, 班."""
    return next(unit for unit, words in _PER.items() if re.fullmatch(words, text))


def scale_of(word: str | None) -> int:
    """How many yuan one of 百, 千, 万 before 元 counts; 1 where none stands there."""
    return SCALES[word] if word else 1


_NEXT_LEVEL = re.compile(rf"(?<=[\d元人次期内])[{COMMAS}{CLAUSE_ENDS}]?(?={LEVEL_WORD.pattern})|;")
_LEVELS_BEHIND = re.compile(rf"(?P<figure>[^()]+)\((?P<levels>[^()]+)\)[{COMMAS}{CLAUSE_ENDS}/]?")
_LEVELS_AND_FIGURE = re.compile(rf"(?P<levels>\D+?)(?P<figure>{AT_MOST}?\d.*)")


@lru_cache(maxsize=4096)
def parse_level_amounts(text: str, factor: int = 1) -> tuple[tuple[Level, Amount], ...] | None:
    """Amounts a level inside one cell: 初级、中级：2160元/人 gives two; None if any part is odd.

    Parts stand apart by any separator, or by the next level after an amount; the colon may be
    missing before a figure, and either may stand in brackets: 1500元（初级）, 初级（1500元）. A
    level with two amounts is none.
    """
    pairs: list[tuple[Level, Amount]] = []
    if len(text) > LONGEST_CELL or TWO_FIGURES.search(text):
        return None
    for words, figure in _levels_and_figures(squeeze(fold(text)).strip(CLAUSE_ENDS + COMMAS)):
        levels, amount = parse_levels(words), parse_amount(figure, factor)
        if levels is None or amount is None:
            return None
        pairs += [(level, amount) for level in levels]
    if len({level.value for level, _ in pairs}) < len(pairs):
        return None
    return tuple(pairs) or None


_WITH_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?")


def has_commas(text: str) -> bool:
    """Whether a text is a figure with commas between its thousands: 12,500."""
    return _WITH_COMMAS.fullmatch(fold(text)) is not None


_CLASS_THEN_FIGURE = re.compile(
    r"(?P<word>[^\d:：(（]{1,8}\d?[类级档等型种])[:：]?(?P<figure>\D{0,8}\d.*)"
)
_FIGURE_THEN_CLASS = re.compile(
    rf"(?P<figure>.*\d.*?){ROUND_OPEN}(?P<word>[^()（）]+){ROUND_CLOSE}"
)


_CLASS_NAMED = r"(?:[A-F]类|[甲乙丙丁一二三四五]类|(?:急需|紧缺|重点|普通|一般|通用){1,2}类)"
_LEVEL_NAMED = (
    rf"(?:{LEVEL_WORD.pattern})(?:(?:{ROUND_OPEN}|/)(?:{LEVEL_WORD.pattern}){ROUND_CLOSE}?)?"
)
_SUM_STATED = rf"(?:每人)?(?:{AT_MOST})?\d[\d,.]*[百千万]?元(?:/(?:{ANY_UNIT}))?"
_ALSO = rf"(?:{BETWEEN_PARTS})"
PRICED = (
    rf"(?<![A-Za-z类])(?P<words>{_CLASS_NAMED}(?:{_ALSO}{_CLASS_NAMED})*"
    rf"|{_LEVEL_NAMED}(?:{_ALSO}{_LEVEL_NAMED})*)"
    rf"(?P<what>(?:职业|工种|项目|技能|等级|资格|证书|分别|统一|给予|[的为是按{COLONS}{COMMAS}]"
    rf"|{TRAINING}|{ASSESSMENT}|{SUPPORT}|{STANDARD})*)"
    rf"(?P<figures>{_SUM_STATED}(?:{_ALSO}{_SUM_STATED})*)(?![\d~至-])"
)
"""A sentence's words for the amounts of classes or levels: A类工种补贴标准为1800元/人."""


def priced_words(words: str, figures: str) -> list[tuple[ClassWord | Level, Amount]]:
    """The amount of each class or level by the words of a sentence; none where one has no own."""
    named: Sequence[ClassWord | Level | None] = parse_levels(words) or [
        parse_class(word) for word in re.split(BETWEEN_PARTS, words)
    ]
    sums = [parse_amount(text.group()) for text in re.finditer(_SUM_STATED, figures)]
    sums = sums * len(named) if len(sums) == 1 else sums
    pairs = list(zip(named, sums, strict=True)) if len(named) == len(sums) else []
    found = [(word, amount) for word, amount in pairs if word and amount]
    return found if len(found) == len(pairs) else []


def sum_in_words(text: str) -> str | None:
    """The one sum of money that a heading or title states beside other words, else None."""
    found = re.findall(
        rf"(?:{AT_MOST})?\d[\d,.]*{MONEY_UNIT}(?:[/每](?:{ANY_UNIT}))?", squeeze(fold(text))
    )
    return found[0] if len(found) == 1 else None


STATES_MONEY = r"[^。；;]*\d[\d,.]*[百千万]?元[^。；;]*"
"""A sentence that states a sum of money."""


def class_and_amount(text: str) -> tuple[str, str] | None:
    """The class and the amount that one cell prints: A类1500元, 1500元（A类）; else None."""
    bare = squeeze(text)
    for pattern in (_CLASS_THEN_FIGURE, _FIGURE_THEN_CLASS):
        match = pattern.fullmatch(bare)
        if match and parse_class(match["word"]) and parse_amount(match["figure"]):
            return match["word"], match["figure"]
    return None


_SIDE_BY_SIDE = (re.compile(r"\n"), re.compile(f"[/{COMMAS.replace(',', '')}{CLAUSE_ENDS}]"))
_WHOLE_FIGURE = re.compile(r"\d{3}|\d,\d{3}")


def amounts_side_by_side(text: str, factor: int = 1) -> list[Amount | None]:
    """The amounts of a cell that prints several, a line each or parted by signs: 1000/1500/2000.

    Each has three figures at least, since a line end may cut one; a sign for none is None; nothing
    where any is odd.
    """
    for sign in _SIDE_BY_SIDE:
        parts = [part.strip() for part in sign.split(text) if part.strip()]
        figures = [part for part in parts if not none_sign(part)]
        if len(parts) > 1 and figures and all(map(_WHOLE_FIGURE.match, figures)):
            found = [None if none_sign(part) else parse_amount(part, factor) for part in parts]
            return (
                found if len([each for each in found if each and each.yuan]) == len(figures) else []
            )
    return []


_GROUPS_PART = re.compile(rf"[{CLAUSE_ENDS}、\n]|,(?!\d{{3}})")
_GROUP_AND_FIGURE = re.compile(rf"(?P<who>(?:{HAN}|[()]){{2,20}}):?(?P<figure>\d.*)")
_NO_GROUP = re.compile(
    rf"{ASSESSMENT}|{LEVEL_WORD.pattern}|{AT_MOST}|{AT_LEAST}|[类档]|其中|[合共总]计|[每按为含加另]$"
)


def parse_group_amounts(text: str, factor: int = 1) -> tuple[Amount, ...]:
    """Amounts a group of persons inside one cell, each with its group for a condition.

    失业人员：1200元；农村劳动力：1000元. Nothing where any part is odd.
    """
    parts = [part for part in _GROUPS_PART.split(squeeze(fold(text))) if part]
    found = [match for part in parts if (match := _GROUP_AND_FIGURE.fullmatch(part))]
    amounts = [(match["who"], parse_amount(match["figure"], factor)) for match in found]
    known = [
        replace(amount, condition=who)
        for who, amount in amounts
        if amount and amount.yuan and not amount.condition and not _NO_GROUP.search(who)
    ]
    groups = {amount.condition for amount in known}
    return tuple(known) if len(parts) == len(groups) > 1 else ()


def _levels_and_figures(text: str) -> list[tuple[str, str]]:
    """The parts of a cell that may be a level and its amount each, in either order."""
    behind = list(_LEVELS_BEHIND.finditer(text))
    whole = bool(behind) and "".join(match.group() for match in behind) == text
    for levels, figure in (("levels", "figure"), ("figure", "levels")):
        if whole and all(parse_levels(match[levels]) for match in behind):
            return [(match[levels], match[figure]) for match in behind]
    parts: list[tuple[str, str]] = []
    for part in _NEXT_LEVEL.split(text):
        words, colon, figure = part.partition(":")
        if not colon and (match := _LEVELS_AND_FIGURE.fullmatch(part)):
            words, figure = match["levels"], match["figure"]
        parts.append((words, figure))
    return parts


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


FACTORS = (1, 10000)
"""How many yuan a bare figure may count: its heading, or a line beside the table, tells which."""


def is_amount(text: str) -> bool:
    """Whether a cell of amounts prints one in whatever unit its heading has, or none."""
    return prints_no_amount(text) or any(parse_amount(text, factor) for factor in FACTORS)


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
