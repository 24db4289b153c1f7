"""What a heading names that no list of headings holds: by the word it ends in, or both it joins.

The synonyms of ``headings`` go first; these rules guess, and who uses them tells the guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.words.amounts import (
    ASSESSMENT,
    CEILING,
    COST,
    HIGHEST,
    MONEY_UNIT,
    STANDARD,
    SUPPORT,
    TRAINING,
)
from extractors.words.headings import (
    AMOUNT_FIELDS,
    OF_WHICH,
    AmountField,
    Field,
    class_of_heading,
    field_of_heading,
    levels_of_heading,
    plain_heading,
)
from extractors.words.hours import LENGTH
from extractors.words.signs import ROUND_OPEN
from extractors.words.text import fold, squeeze
from extractors.words.titles import is_total
from schemas.vocabulary import Purpose

_FACTOR = "系数|倍数|权重|比例"
# whom, when and how much is trained is no field, whatever such a heading ends in
_OTHER = re.compile(
    "机构|单位|企业|公司|学校|院校|学员|姓名|人员|人数|课时|学时|天数|周期|时间|日期|地址|电话|地点"
    "|教材|教师|备注|说明|条件|依据|文件|来源|附件"
    f"|{_FACTOR}"
)
_RULES: tuple[tuple[re.Pattern[str], Field], ...] = (
    (re.compile("(?:序号|顺序号|流水号)$"), "serial"),
    (re.compile("(?:编码|代码|编号|代号)$"), "code"),
    (re.compile("紧缺"), "shortage"),
    (re.compile("(?:类别|分类|档次|档级|档位|等次)$"), "subsidy_class"),
    (
        # what rewards a certificate (取证奖励补贴) is paid for training
        re.compile(
            "^(?!.*取证奖)"
            ".*(?:鉴定|评价|考核|认定|取证).*(?:补贴|补助|资助|标准|金额|额度|成本|费用?)$"
        ),
        "assessment_amount",
    ),
    (re.compile("培训.*(?:补贴|补助|资助|金额|额度|标准|成本|费用?)$"), "training_amount"),
    (
        re.compile(
            "(?:补贴|补助|资助|奖补).*(?:标准|金额|额度|资金|基数|限额|价格)?$|(?:标准|金额|额度)$"
        ),
        "amount",
    ),
    (re.compile("(?:等级|级别|层级|层次)$"), "level"),
    (re.compile("(?:证书|证件)(?:名称|种类|类型|类别)?$"), "certificate"),
    (re.compile("(?:行业|产业|领域|门类|产业链)$"), "industry"),
    (re.compile("(?:职业|工种|项目|课程|专业|能力|岗位|名称|全称)(?:名称|全称)?$"), "name"),
)
NO_MONEY = re.compile(f"{LENGTH}|人数|{_FACTOR}|题")
"""In a heading: what stands below it is counted or measured, and no money."""
_OTHER_MONEY = re.compile("生活|交通|食宿|住宿|伙食|餐费|误工|社会保险|社保")
_COST_ALONE = re.compile(rf"(?:(?!{SUPPORT}|{STANDARD}).)*{COST}(?:(?!{SUPPORT}|{STANDARD}).)*")
_FEE = re.compile(f"费(?:{SUPPORT}|{STANDARD})*$")
_OF_MONEY = re.compile(rf"{ROUND_OPEN}[^()]*{MONEY_UNIT}")
_ABOUT_ALL = re.compile(rf"^{OF_WHICH}|人均|每人?|{HIGHEST}|{LENGTH}")
_SUM = re.compile("[合总小共]计|总额")
_PURPOSE = re.compile(rf"(?:职业)?(?:技能)?(?:{TRAINING}|{ASSESSMENT}+)费?")
_PURPOSE_PAID = re.compile(
    rf"(?:职业)?(?:技能)?(?:{TRAINING}|{ASSESSMENT}+)(?:费?{SUPPORT}{STANDARD}?|费)"
)
_OF_SUPPORT = re.compile(rf"(?:{_PURPOSE.pattern})?{SUPPORT}?(?:{STANDARD}|额)?$")
_LONGEST = 60
_JOINS = re.compile("及其?|和|与|/|、|或")


@lru_cache(maxsize=4096)
def guessed_field(heading: str) -> Field | None:
    """The field that a heading names by the word it ends in, or None; brackets aside."""
    plain = plain_heading(heading)
    if not plain or len(plain) > _LONGEST or _OTHER_MONEY.search(plain):
        return None
    name = next((name for words, name in _RULES if words.search(plain)), None)
    if name in AMOUNT_FIELDS and _OF_MONEY.search(squeeze(fold(heading))):
        return name
    return None if _OTHER.search(plain) else name


def amounts_named(heading: str) -> AmountField | None:
    """What the amounts below a heading are for, by its words or a unit of money in its bracket.

    None for money that is neither for training nor for assessment: 生活费补贴（元/天）.
    """
    if _OTHER_MONEY.search(plain_heading(heading)):
        return None
    name = field_of_heading(heading) or guessed_field(heading)
    bare = name is None and _OF_MONEY.search(squeeze(fold(heading)))
    return next((each for each in AMOUNT_FIELDS if each == name), "amount" if bare else None)


def names_cost(prints: Sequence[str]) -> bool:
    """Whether headings name what training costs (培训成本), and not what is paid for it."""
    return any(_COST_ALONE.fullmatch(plain_heading(text)) for text in prints)


def names_fee(heading: str) -> bool:
    """Whether a heading names one of the fees that training is paid by: 教材费, 实训材料费."""
    return _FEE.search(plain_heading(heading)) is not None


def pays_beside_costs(prints: Sequence[Sequence[str]]) -> bool:
    """Whether columns of a table, by their headings from above, say what is paid beside costs."""
    return any(any(map(amounts_named, each)) and not names_cost(each) for each in prints)


def names_purpose(heading: str) -> bool:
    """Whether a heading says no more than what is paid for: 培训, 鉴定, 评价费."""
    return _PURPOSE.fullmatch(plain_heading(heading)) is not None


def purpose_paid(text: str) -> Purpose | None:
    """What a cell says its row's amounts are paid for: 鉴定补贴, 培训费; None for other words."""
    match = _PURPOSE_PAID.fullmatch(squeeze(fold(text)))
    if match is None:
        return None
    return "training" if TRAINING in match.group() else "assessment"


def group_named(heading: str) -> str | None:
    """For whom, of several, the amounts below a heading are: 失业人员补贴标准; else None."""
    words = _SUM.sub("", _ABOUT_ALL.sub("", CEILING.sub("", plain_heading(heading))))
    return _OF_SUPPORT.sub("", words) or None


def group_above(prints: Sequence[str]) -> str | None:
    """For whom, of several, amounts are by the headings from above that name no level and class."""
    others = (text for text in prints if not (levels_of_heading(text) or class_of_heading(text)))
    return "/".join(filter(None, map(group_named, others))) or None


def field_of_group(
    prints: Sequence[str], *, beside_parts: bool = False
) -> tuple[AmountField | None, str | None]:
    """What the amounts of a column are for by its headings from above, and of which group they are.

    补贴标准 over 企业在岗职工, or 失业人员补贴标准. None where no heading names amounts. A sum
    (合计) is of all purposes, and an amount only beside others that are said to be its parts.
    """
    *above, own = prints
    over = next((name for name in map(amounts_named, reversed(above)) if name), None)
    name = amounts_named(own)
    if is_total(own) and beside_parts:
        return "amount", None
    if (
        is_total(own)
        or any(map(_OTHER_MONEY.search, prints))
        or (NO_MONEY.search(plain_heading(own)) and name is None)
    ):
        return None, None
    purpose = over if over and name in (None, "amount") else name
    return purpose, group_named(own) if purpose else None


@lru_cache(maxsize=4096)
def joined_fields(heading: str) -> tuple[Field, Field] | None:
    """The two fields that one heading joins: 职业名称及编码 is code and name; else None."""
    parts = _JOINS.split(plain_heading(heading))
    if len(parts) != 2 or field_of_heading(heading) is not None:
        return None
    first, second = (field_of_heading(part) or guessed_field(part) for part in parts)
    return (first, second) if first and second and first != second else None
