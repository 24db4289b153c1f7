"""The words a city module is written in: a publication, its lists, their columns, its statements.

A module says *what* is printed *where*: which headings a list has, which words its title holds,
which sentence of the notice states an amount. Nothing here reads a document; `locate`, `entries`,
`rates` and `prose` do, for every city alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from extractors.words import amounts
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import contains_code, looks_like_code, parse_code
from extractors.words.headings import Field
from extractors.words.levels import parse_levels
from extractors.words.names import is_name, nearest_word
from extractors.words.numerals import parse_serial
from extractors.words.signs import MARK, is_none_sign, says_in_demand
from extractors.words.text import squeeze
from schemas.vocabulary import (
    AmountsIn,
    CatalogKind,
    DocumentType,
    EntryKind,
    Purpose,
    SubsidyKind,
)


def _any_text(text: str) -> bool:
    return bool(text.strip()) and not contains_code(text) and text.strip()[0] not in "/、"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: what field it is and what its cells may hold.

    ``words`` is the vocabulary of its cells; ``words_in`` a sentence of the document that names it
    (group ``words``), so that next year's words need no change here. ``blank`` says that cells may
    be empty, ``absent`` that an edition may lack the column altogether. ``headings`` are its
    headings in this list that the synonyms do not know, as compared (without brackets).
    """

    field: Field
    words: tuple[str, ...] = ()
    words_in: str | None = None
    blank: bool = False
    absent: bool = False
    headings: tuple[str, ...] = ()

    def accepts(self, text: str) -> bool:
        """Whether the text is a cell of this column, strictly read."""
        if not text.strip():
            return self.blank
        if self.words:
            return self._in_vocabulary(text)
        return _ACCEPTS[self.field](text)

    def accepts_loosely(self, text: str) -> bool:
        """The same, but any text will do where the vocabulary may have grown.

        What begins or ends in a known word is that word with a piece of another cell (验光师其他).
        """
        if self.words and text.strip() and not self.accepts(text):
            return (
                _any_text(text)
                and not any(char.isdigit() for char in text)
                and len(squeeze(text)) > 1
                and not squeeze(text).endswith(self.words)
                and not squeeze(text).startswith(self.words)
            )
        return self.accepts(text)

    def _in_vocabulary(self, text: str) -> bool:
        if self.field == "initiatives":
            return all(part in self.words for part in squeeze(text).split("/"))
        return nearest_word(text, self.words) is not None


def _accepts_code(text: str) -> bool:
    return parse_code(text) is not None or is_none_sign(text) or looks_like_code(text)


def _accepts_row_amount(text: str) -> bool:
    # the unit stands in the heading: what no unit makes a sum of is refused here
    by_level = any(amounts.parse_level_amounts(text, factor) for factor in amounts.FACTORS)
    of_class = amounts.class_and_amount(text) is not None
    several = by_level or bool(amounts.amounts_side_by_side(text))
    return several or of_class or amounts.is_amount(text)


_ACCEPTS: dict[Field, Callable[[str], bool]] = {
    "serial": lambda text: parse_serial(text) is not None,
    "code": _accepts_code,
    "name": is_name,
    "subsidy_class": lambda text: parse_class(text) is not None,
    "certificate": lambda text: parse_certificate(text) is not None,
    "industry": _any_text,
    "initiatives": _any_text,
    "shortage": lambda text: says_in_demand(text) is not None,
    "label": _any_text,
    "level": lambda text: parse_levels(text) is not None,
    "amount": lambda text: amounts.parse_amount(text) is not None,
    "training_amount": _accepts_row_amount,
    "assessment_amount": _accepts_row_amount,
}

SERIAL = Column("serial")
CODE = Column("code", blank=True)
NAME = Column("name")
CLASS = Column("subsidy_class")
CERTIFICATE = Column("certificate")
INDUSTRY = Column("industry")
SHORTAGE_MARK = Column("shortage", blank=True)
LABEL = Column("label", blank=True)
LEVEL = Column("level", blank=True)
AMOUNT = Column("amount")
TRAINING_AMOUNT = Column("training_amount")
ASSESSMENT_AMOUNT = Column("assessment_amount")


def industry_named_in(sentence: str) -> Column:
    """An industry column (行业分类) whose words a sentence of the document names (``words``)."""
    return replace(INDUSTRY, words_in=sentence)


def initiatives(*words: str) -> Column:
    """A column of initiatives (类型), one or several joined by a slash."""
    return Column("initiatives", words=words)


@dataclass(frozen=True, slots=True)
class CatalogList:
    """One list of a publication (目录), or its rate table.

    ``title`` is a pattern for the list's title or headings above it, white space aside. A column
    ``label`` beside others is a merged first column whose text names the certificate of the run.
    ``sections_name_certificates`` says that section rows inside the list do the same. An
    ``optional`` list stands in some editions only; ``entry_kind`` says what its rows are where
    neither code nor certificate tells; ``region`` whose list it is where not the publisher's.
    """

    key: str
    kind: CatalogKind
    title: str
    columns: tuple[Column, ...]
    amounts_in: AmountsIn = "not_printed"
    overlay: bool = False
    optional: bool = False
    sections_name_certificates: bool = False
    region: str | None = None
    entry_kind: EntryKind | None = None

    def is_named_in(self, text: str) -> bool:
        """Whether a text without white space has the list's title."""
        return _compiled(self.title).search(text) is not None


@lru_cache(10_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    # re itself keeps 512, and a document of more lists would compile each again and again
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Cap:
    """A sentence that caps an amount (按每人不超过800元): ``sentence`` has a group ``yuan``."""

    sentence: str
    item: str
    purpose: Purpose
    kinds: tuple[SubsidyKind, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A sentence that explains a mark on the class (group ``mark``): 标*的项目为技岗匹配项目."""

    sentence: str


JOB_MATCH = Legend(rf"(?P<mark>{MARK})[^。；，不非未\d]{{0,16}}技岗匹配")
"""The sentence that explains a mark as 技岗匹配 (training that fits the post)."""


Expected = Literal["document_number", "issued_on", "issuers", "code_edition", "class_hours"]


@dataclass(frozen=True, slots=True)
class Publication:
    """What one city publishes, edition after edition.

    ``recognized_by`` are phrases that all stand in a document of this family, white space aside.
    ``forms`` is a pattern for titles of annexes that are blank forms, not data. ``announces`` is
    a sentence that names the lists of the document (group ``names``). ``expects`` are the
    statements an edition holds; one that is no longer found becomes a finding.
    """

    series: str
    region: str
    document_type: DocumentType
    recognized_by: tuple[str, ...]
    lists: tuple[CatalogList, ...]
    caps: tuple[Cap, ...] = ()
    job_match: Legend | None = None
    forms: str | None = None
    announces: str | None = None
    expects: tuple[Expected, ...] = field(default=())
