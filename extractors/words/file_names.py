"""What the names of files say: 附件2.docx is the second annex of the notice beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.words.kinds import FORM_ACTS
from extractors.words.numerals import NUMBER, parse_numeral
from extractors.words.text import fold, squeeze
from extractors.words.titles import ANNEX_WORD, NOTICE_WORD

_ANNEX = re.compile(rf"(?P<before>.*?){ANNEX_WORD}[\s_-]*(?P<number>{NUMBER})?(?P<behind>.*)")
_FORM = re.compile(rf"(?:{FORM_ACTS}|申领|审核|报名|推荐|承诺|评分).{{0,8}}[表书](?:格|样|式)?\W*")
_NUMBERS = re.compile(f"({NUMBER})")
_EDGES = " \t_-—.,、（(【["


@dataclass(frozen=True, slots=True)
class AnnexName:
    """What a name says of an annex: the words before 附件, and its number, None where none."""

    before: str
    number: int | None


def annex_name(stem: str) -> AnnexName | None:
    """What a file's name without ending says of an annex; None where it names none.

    附件 without a number, behind other words, may be what the file holds besides a notice.
    """
    match = _ANNEX.fullmatch(fold(stem))
    if match is None or not (match["number"] or not match["before"].strip(_EDGES)):
        return None
    number = match["number"]
    return AnnexName(match["before"].strip(_EDGES), parse_numeral(number) if number else None)


def is_notice_name(stem: str) -> bool:
    """Whether a file's name says that it is a notice: …的通知."""
    return re.search(NOTICE_WORD, squeeze(stem)) is not None


def is_form_name(stem: str) -> bool:
    """Whether a file's name without ending says that it is a form to fill in: …申请表."""
    return _FORM.search(squeeze(fold(stem))) is not None


def in_reading_order(names: Iterable[str]) -> list[str]:
    """Names of files as a person reads them: the notice, then 附件1 … 附件10, in any numerals.

    A name may have folders before it, set apart by strokes.
    """
    return sorted(names, key=_place)


def _place(name: str) -> tuple[bool, int, list[str | int], str]:
    stem = name.rpartition(".")[0] or name
    annex = annex_name(stem.rpartition("/")[2]) or annex_name(stem)
    return annex is not None, (annex and annex.number) or 0, _natural(fold(stem)), name


def _natural(text: str) -> list[str | int]:
    """The text with its numbers as numbers, every other element one."""
    parts = _NUMBERS.split(text)
    return [
        (parse_numeral(part) or 0) if place % 2 else part.casefold()
        for place, part in enumerate(parts)
    ]
