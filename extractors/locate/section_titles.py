"""What the title of a section looks like, and which lines begin like one and are rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.document import Line, Row
from extractors.locate.found import FoundList
from extractors.words import amounts
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import contains_code, looks_like_code, parse_code
from extractors.words.headings import AMOUNT_FIELDS, Field, level_columns
from extractors.words.numerals import parse_serial
from extractors.words.signs import is_none_sign
from extractors.words.text import squeeze
from extractors.words.titles import (
    FIGURE_MARK,
    IN_FIGURES,
    LABEL,
    LONE_MARK,
    LONGEST_TITLE,
    SENTENCE_END,
    SUBSECTION,
    holds_code,
    section_words,
)

_NUMBERED = re.compile(rf"{FIGURE_MARK.pattern}\s*(?=\D)")


def section_title(line: Line, known: FoundList) -> str | None:
    """The title of a section row (一、…, （一）…, 四 | …, or bare words), None for another line.

    A numeral without a title is its own title: the rows below are no longer under the section
    above. A line that reads as a row of the list is none, whatever its serial looks like.
    """
    fields = known.fields
    text = line.text.strip()
    if len(fields) <= 2:
        return None
    if isinstance(line, Row) and not line.is_lone:
        return _beside_numeral(line, fields)
    words = section_words(text)
    if words is not None or line.is_any("withdrawn"):
        is_row = not isinstance(line, Row) and reads_as_row(text, known)
        return None if is_row else words or squeeze(text)
    if isinstance(line, Row) and _is_bare_title(line, text, fields) and not holds_code(text):
        return squeeze(_NUMBERED.sub("", text, count=1))
    return None


def reads_as_row(text: str, known: FoundList) -> bool:
    """Whether one text holds what a row of the list does and no section: a code, or an amount.

    Behind a figure in brackets (（2） 焊工 A) a class tells too, or as many words as columns.
    """
    words = text.split()
    priced = not set(AMOUNT_FIELDS).isdisjoint(known.fields) or bool(level_columns(known.headings))
    if holds_code(text) or (priced and any(map(_is_figure_of_money, words[1:]))):
        return True
    if not words or IN_FIGURES.fullmatch(words[0]) is None:
        return False
    classed = "subsidy_class" in known.fields and any(map(parse_class, words[2:]))
    return classed or len(words) == len(known.fields)


def _is_figure_of_money(word: str) -> bool:
    """Whether a word is an amount in figures: 1000, 1000元, 初级1000."""
    amount = amounts.parse_amount(word)
    parts = [amount] if amount else [each for _, each in amounts.parse_level_amounts(word) or ()]
    return any(each.in_figures for each in parts)


def _is_bare_title(line: Row, text: str, fields: Sequence[Field | None]) -> bool:
    """A lone text that is the whole row, or stands where a serial should: a section's title."""
    if len(text) > LONGEST_TITLE or text[-1] in SENTENCE_END:
        return False
    if len(line.cells) == 1:
        return True
    return bool(line.cells[0].text.strip()) and fields[0] == "serial" and parse_serial(text) is None


def _beside_numeral(line: Row, fields: Sequence[Field | None]) -> str | None:
    """The text behind a numeral that stands in the serial's column, where the row is no entry."""
    filled = [
        (fields[each.start] if each.start < len(fields) else None, each.cell.text.strip())
        for each in line.placed
        if each.cell.text.strip()
    ]
    if len(filled) < 2 or filled[0][0] not in ("serial", fields[0]):
        return None
    mark, title = filled[0][1], filled[1][1]
    is_mark = LONE_MARK.fullmatch(mark) is not None
    if len(filled) > 2 and not is_mark:
        return None
    if len(filled) == len(fields) and filled[1][0] != "code":
        return None
    if is_none_sign(title) or looks_like_code(title) or contains_code(title):
        return None
    if any(parse_code(text) is not None for _, text in filled[1:]):
        return None
    if any(name == "subsidy_class" and parse_class(text) for name, text in filled):
        return None  # a row without a code: 二 | 插花 | C
    if IN_FIGURES.fullmatch(mark) and len(filled) > 2 and filled[1][0] != "code":
        return None  # and one that has no class: （2） | 插花 | 社会服务
    if is_mark:
        whole = LABEL.fullmatch(title) is None
        return squeeze("".join(text for _, text in filled[1:]) if whole else title)
    if FIGURE_MARK.fullmatch(mark) and LABEL.fullmatch(title):
        return squeeze(title)
    # a bare figure is a section's where the words beside it name a certificate and no occupation
    is_section = parse_serial(mark) is not None and parse_certificate(title)
    return squeeze(title) if is_section else None


def sub_heading(text: str, known: FoundList | None) -> re.Match[str] | None:
    """（一） with a short title and no sentence: groups ``heading``, ``number`` and ``title``.

    None for a row of the list that is ``known``, whose serial may look like that.
    """
    match = SUBSECTION.fullmatch(text.strip())
    if not match or len(text) > LONGEST_TITLE or text.rstrip()[-1] in SENTENCE_END:
        return None
    is_row = reads_as_row(text, known) if known else holds_code(text)
    return None if is_row else match
