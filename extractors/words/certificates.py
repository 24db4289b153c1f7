"""Classes of subsidy (类别) and types of certificate (证书)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.words.numerals import DIGITS, ROMAN, STEMS
from extractors.words.signs import (
    CLOSE,
    IN_ROUND,
    MARK,
    OPEN,
    ROUND_CLOSE,
    ROUND_OPEN,
    UNBRACKETED,
)
from extractors.words.text import HAN, fold, squeeze
from schemas.vocabulary import CertificateType, SubsidyClass


@dataclass(frozen=True, slots=True)
class ClassWord:
    """A subsidy class (类别) and the marks that stand at it."""

    value: SubsidyClass
    marks: tuple[str, ...]


# 一 without 类 is a numeral, and may be a level
_CLASS_WORD = rf"[A-Fa-f][+\d]?|[{STEMS}]|[{DIGITS}{ROMAN}](?=[类档])"
_CLASS = re.compile(
    rf"(?P<word>{_CLASS_WORD})(?:[类档等]|(?<=[A-Fa-f+\d])级)?(?P<note>{IN_ROUND})?(?P<marks>{MARK}*)"
)
_WORD_OF_CLASS = (
    "(?:非|特别|非常|比较|较|一般)?(?:急需|紧缺)+|非?重点|普通|一般|通用|常规|热门|优先|鼓励"
)
_CLASS_IN_WORDS = re.compile(
    rf"(?P<word>{_WORD_OF_CLASS})(?:类别?|[型档]|(?:职业)?{ROUND_OPEN}?工种{ROUND_CLOSE}?|职业)"
    rf"(?P<note>{IN_ROUND})?(?P<marks>{MARK}*)"
)
LIKE_CLASS = rf"[A-Za-z{DIGITS}{STEMS}{ROMAN}][类档等]"
"""A word of the form of a class, be it one of ours or not: A类, 一类, 乙等."""
_OF_ANOTHER = re.compile(rf"{LIKE_CLASS}|[A-Za-z]|[级师]{ROUND_CLOSE}")
"""In a bracket behind a class: another class, or a level."""


@lru_cache(maxsize=4096)
def parse_class(text: str) -> ClassWord | None:
    """A subsidy class: A, Ａ, A类, A+, 甲, 一类, B* (the * kept apart); None for any other word.

    One in words is the word without what it is a class of: 紧缺 for 紧缺类 and 紧缺工种. What
    stands in brackets behind it is no part of it: A（重点）. 一 alone may be a level.
    """
    bare = squeeze(fold(text))
    match = _CLASS.fullmatch(bare) or _CLASS_IN_WORDS.fullmatch(bare)
    if match is None or _OF_ANOTHER.search(match["note"] or ""):
        return None
    return ClassWord(match["word"].upper(), tuple(match["marks"]))


def class_in_words(subsidy_class: SubsidyClass) -> bool:
    """Whether a class says itself what it is of: 紧缺, no A and no 甲."""
    return re.fullmatch(rf"{HAN}{{2,}}", subsidy_class) is not None


COMPLETION = "培训合格"
COMPETENCY = "专项(?:职业)?能力"
SKILL_LEVEL = "(?:职业)?技能等级"
QUALIFICATION = "(?:国家)?职业资格"
_ASSESSED = "(?:认定|评价)"
_BESIDE = r"[、/和及或与(]?"

_CERTIFICATES: tuple[tuple[re.Pattern[str], CertificateType], ...] = (
    # 证书 before it is another certificate beside it
    (re.compile(rf"(?:(?!证书).)*{COMPLETION}(?:证书?(?:项目)?|项目)"), "training_completion"),
    (
        re.compile(rf"{COMPETENCY}(?:考核|(?:考核)?(?:项目|证书(?:项目)?))"),
        "specific_competency",
    ),
    (
        re.compile(
            rf"{QUALIFICATION}(?:证书)?{_BESIDE}{SKILL_LEVEL}{_ASSESSED}?(?:证书)?(?:项目)?\)?"
            rf"|{SKILL_LEVEL}{_ASSESSED}?(?:证书)?{_BESIDE}{QUALIFICATION}(?:证书)?(?:项目)?\)?"
        ),
        "qualification_or_skill_level",
    ),
    (re.compile(rf"{QUALIFICATION}(?:项目|证书?(?:项目)?)?"), "qualification"),
    (
        re.compile(
            rf"{SKILL_LEVEL}(?:项目|证书?(?:项目)?|{_ASSESSED}(?:项目|证书(?:项目)?)?)"
            rf"|等级{_ASSESSED}"
        ),
        "skill_level_certificate",
    ),
)

_KIND_OF = re.compile("(?<!证书)类$")

_CLOSING_BRACKET = re.compile(rf"(?:{OPEN}(?:(?!证书){UNBRACKETED})*{CLOSE})+$")


@lru_cache(maxsize=4096)
def parse_certificate(text: str) -> CertificateType | None:
    """The type a printed certificate (证书) is of, or None where the words name none.

    Word by word as the catalogs print them: a course named before 培训合格证书 changes nothing, nor
    does what stands in brackets behind: 职业技能等级证书（含专项）. Another 证书 beside it does.
    """
    squeezed = _KIND_OF.sub("项目", squeeze(fold(text)))
    for words in (squeezed, _CLOSING_BRACKET.sub("", squeezed)):
        for pattern, kind in _CERTIFICATES:
            if pattern.fullmatch(words):
                return kind
    return None
