"""What printed headings name: the field of a column, the levels or the class of its amounts.

The words are those of the catalogs seen so far; a heading in other words is a line more here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from extractors.words.amounts import (
    ASSESSMENT,
    CEILING,
    STANDARD,
    SUPPORT,
    TRAINING,
    UNIT_AT_END,
)
from extractors.words.certificates import parse_class
from extractors.words.dates import YEAR
from extractors.words.levels import Level, parse_levels
from extractors.words.signs import COMMAS
from extractors.words.text import fold, squeeze
from schemas.vocabulary import SubsidyClass

Field = Literal[
    "serial",
    "code",
    "name",
    "subsidy_class",
    "certificate",
    "industry",
    "initiatives",
    "shortage",
    "label",
    "level",
    "amount",
    "training_amount",
    "assessment_amount",
]

_HEADINGS: dict[Field, str] = {
    "serial": "序号 序 编号 项次 顺序号",
    "code": "编码 代码 职业编码 职业代码 职业工种编码 职业工种代码 工种编码 工种代码 "
    "项目编码 项目代码 培训项目编码 培训项目代码 职业编号 工种编号 国家职业编码 国家职业代码 "
    "职业分类编码 职业分类代码 国家职业分类代码 国家职业标准编码 大典编码",
    "name": "名称 职业 职业名称 职业工种 工种 工种名称 职业工种名称 职业或工种名称 "
    "项目名称 培训项目 培训项目名称 专项职业能力名称 职业技能培训项目 职业/工种 职业/工种名称 "
    "职业/项目名称 职业工种/项目名称 职业/工种/项目名称 职业、工种名称 职业工种或项目名称 "
    "培训职业 培训职业工种 培训职业工种名称 培训工种 培训工种名称 专项能力名称 课程名称 培训课程 "
    "培训课程名称 紧缺职业工种名称 急需紧缺职业名称 急需紧缺职业工种名称",
    "subsidy_class": "类别 分类 补贴类别 培训类别 补贴分类 目录类别",
    "certificate": "证书 证书类型 证书类别 证书名称 证书种类 取证类型 取得证书 可取得证书 评价方式",
    "industry": "行业 行业分类 行业类别 行业大类 行业门类 所属行业 对应行业 行业领域 "
    "产业 产业类别 所属产业 对应产业 产业领域 产业链 所属产业链",
    "initiatives": "类型 项目类型",
    "shortage": "是否急需紧缺 是否紧缺 急需紧缺 是否急需紧缺职业 是否为急需紧缺职业 "
    "是否紧缺职业 是否紧缺工种 是否急需紧缺工种 是否属于急需紧缺职业 是否属于急需紧缺 "
    "是否属于紧缺职业 急需紧缺标识 紧缺标识 紧缺程度 急需紧缺程度 紧缺等级 紧缺度",
    "label": "补贴项目 补贴种类 补贴类型",
    "level": "等级 技能等级 职业等级 职业技能等级 职业资格等级 证书等级 培训等级 级别 技能级别 "
    "补贴等级 申报等级 补贴级别",
    "amount": "补贴标准 补贴金额 补贴额度 补助标准 补助金额 标准 金额 补贴基准 人均补贴标准",
    "training_amount": "培训补贴等级及补贴标准 培训补贴标准 职业培训补贴标准 培训补贴 培训补贴金额 "
    "培训补贴额度 培训补助标准 培训费补贴 培训费补贴标准 职业培训补贴 职业技能培训补贴 "
    "职业技能培训补贴标准",
    "assessment_amount": "考核鉴定等级及补贴标准 鉴定补贴标准 评价补贴标准 "
    "鉴定评价补贴标准 考核鉴定补贴标准 鉴定补贴 评价补贴 鉴定评价补贴 鉴定补贴金额 评价补贴金额 "
    "职业技能鉴定补贴 职业技能鉴定补贴标准 职业技能评价补贴 职业技能评价补贴标准 "
    "技能鉴定补贴标准 技能评价补贴标准 鉴定费 鉴定费补贴 鉴定费补贴标准 评价费 评价费补贴 "
    "评价费补贴标准 考核鉴定费",
}
ROW_AMOUNTS: tuple[Literal["training_amount", "assessment_amount"], ...] = (
    "training_amount",
    "assessment_amount",
)
"""The fields of amounts in a list's own rows."""

_FIELD_OF_HEADING = {word: name for name, words in _HEADINGS.items() for word in words.split()}


# words that name a field only in a list that must have it and prints it under no other heading
HEADINGS_AT_NEED: dict[Field, str] = {
    "subsidy_class": "类型 职业分类 职业类别 项目类型 培训类型",
    "initiatives": "类别 项目类别",
    "label": "培训项目 培训项目名称 培训类型 证书 证书类型 证书类别 证书名称",
    "training_amount": _HEADINGS["amount"],
}


_OCCUPATION, _WORK_TYPE = "职业", "工种"


def heads_work_types(heading: str) -> bool:
    """Whether a heading speaks of work types and no occupations: 工种编码, not 职业工种编码."""
    return _WORK_TYPE in heading and _OCCUPATION not in heading


AmountField = Literal["amount", "training_amount", "assessment_amount"]
AMOUNT_FIELDS: tuple[AmountField, ...] = ("amount", *ROW_AMOUNTS)
OF_WHICH = "其中"
_YEAR = re.compile(rf"^{YEAR}年度?")
_BRACKETED = re.compile(r"\([^()]*\)")
_HEADING_SIGNS = str.maketrans("", "", "()：:*")
_BRACKETS = str.maketrans("", "", "()")


@lru_cache(maxsize=65536)
def plain_heading(text: str) -> str:
    """A printed heading as compared: without white space, a year before it, brackets, a unit."""
    bare = _without_brackets(_YEAR.sub("", squeeze(fold(text))))
    return UNIT_AT_END.sub("", bare).rstrip(f"/{COMMAS}") or bare


@lru_cache(maxsize=65536)
def field_of_heading(text: str) -> Field | None:
    """The field a printed heading names, by the synonyms above; brackets may be part of it.

    职业工种名称（含各职业下全部工种） is the name; 职业（工种）代码 is tried with and without 工种.
    """
    squeezed = _YEAR.sub("", squeeze(fold(text)))
    bare = plain_heading(text).removeprefix(OF_WHICH)
    named = _FIELD_OF_HEADING.get(bare) or _FIELD_OF_HEADING.get(squeezed.translate(_BRACKETS))
    limited = None if named else _FIELD_OF_HEADING.get(CEILING.sub("", bare))
    return named or (limited if limited in AMOUNT_FIELDS else None)


def is_of_which(headings: Sequence[str]) -> bool:
    """Whether headings say that the amounts below are a part of those beside: 其中：鉴定费."""
    return any(OF_WHICH in squeeze(text) for text in headings)


def _without_brackets(squeezed: str) -> str:
    bare = squeezed
    while "(" in bare and (shorter := _BRACKETED.sub("", bare)) != bare:
        bare = shorter
    return bare.translate(_HEADING_SIGNS)


_LAST_BRACKET = re.compile(r"\([^()]*\)$")
_OF_MONEY = re.compile(f"元|{CEILING.pattern}")
_SUPPORT = re.compile(
    rf"(?:{OF_WHICH}:?)?(?:(?:职业)?(?:技能)?(?:{TRAINING}|{ASSESSMENT})费?)?{SUPPORT}{STANDARD}?$"
    rf"|{STANDARD}$|(?:{TRAINING}|{ASSESSMENT}+)费?$"
)


@lru_cache(maxsize=65536)
def levels_of_heading(text: str) -> tuple[Level, ...] | None:
    """The levels a heading names: 初级工（五级）, 五级补贴标准, 五级培训, 标准（初级）."""
    bare = squeeze(fold(text))
    bracket = _LAST_BRACKET.search(bare)
    if bracket and _OF_MONEY.search(bracket.group()):
        bare = bare[: bracket.start()]
        bracket = _LAST_BRACKET.search(bare)
    levels = parse_levels(bare) or parse_levels(_SUPPORT.sub("", bare, count=1))
    if levels is None and bracket and field_of_heading(bare) in AMOUNT_FIELDS:
        return parse_levels(bracket.group()[1:-1])
    return levels


@lru_cache(maxsize=65536)
def class_of_heading(text: str) -> SubsidyClass | None:
    """The class a heading names: A类, A类（元/人）, A类补贴标准; else None."""
    word = parse_class(_SUPPORT.sub("", plain_heading(text), count=1))
    return word.value if word else None


def levels_from_above(heading: str, prints: Sequence[str]) -> tuple[Level, ...] | None:
    """The levels of a column by its heading, or one over or in it: 五级 over 失业人员."""
    return next(filter(None, map(levels_of_heading, (heading, *reversed(prints)))), None)


def class_from_above(heading: str, prints: Sequence[str]) -> SubsidyClass | None:
    """The class of a column by its heading, or one over or in it: A类 over 五级."""
    return next(filter(None, map(class_of_heading, (heading, *reversed(prints)))), None)


def level_columns(headings: Sequence[str]) -> list[int]:
    """The columns whose headings are levels (初级工（五级）), where at least two are; else none."""
    return side_by_side(map(levels_of_heading, headings))


def class_columns(headings: Sequence[str]) -> list[int]:
    """The columns whose headings are classes (A类), where at least two are; else none."""
    return side_by_side(map(class_of_heading, headings))


def side_by_side(named: Iterable[object]) -> list[int]:
    """The columns of which something is named, given what is of each, where two are; else none."""
    places = [place for place, each in enumerate(named) if each]
    return places if len(places) > 1 else []
