"""What the title of a section looks like, and which lines begin like one and are rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.catalog import HeadingMap
from extractors.document import Row
from extractors.lines import Line, is_lone_text, line_text
from extractors.locate.found import FoundList
from extractors.words import amounts, values
from extractors.words.headings import AMOUNT_FIELDS, Field, level_columns

SENTENCE_END = "。；：;:"
LONGEST_TITLE = 70

_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_IN_BRACKETS = rf"[（(]\s*(?:{_NUMERAL}|\d{{1,2}})\s*[)）]"
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_PART = rf"第\s*{_NUMERAL}\s*(?:部分|[类章节])\s*[、.．:：]?"
SECTION = re.compile(
    rf"(?:{_NUMERAL}\s*[、.．]|(?:{_IN_BRACKETS}|{_PART})(?=\s*\S))\s*(?P<title>[^。；]{{0,40}})"
)
_SUB = re.compile(
    r"(?P<heading>[（(]\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）])\s*(?P<title>.*)"
)
_NUMBERED = re.compile(r"\d{1,2}\s*[、.．]\s*(?=\D)")
_MARK = re.compile(
    rf"{_NUMERAL}\s*[、.．]?|{_IN_BRACKETS}|第\s*{_NUMERAL}\s*(?:部分|[类章节])?[、.．]?"
)
_IN_FIGURES = re.compile(r"[（(]\s*\d{1,2}\s*[)）]")
_FIGURE_MARK = re.compile(r"\d{1,2}\s*[、.．]")
LABEL = re.compile(r".*(?:项目|证书|目录|部分|能力|[类级])")
HEADING_MARK = re.compile(rf"(?:{_NUMERAL}[、.．]|{_IN_BRACKETS}|{_PART})")
_WITHDRAWS = "(?:取消|删除|停止|暂停|退出|移出|调出|不再(?:补贴|享受|纳入|列入|给予))"
_WITHDRAWN = re.compile(_WITHDRAWS)
_SUBJECT = "(?:职业|工种|项目|专业|课程|目录|清单|名单)"
_NAMES_BELOW = re.compile(rf"(?<![岁级])(?:以下|下列)[^，。；]{{0,8}}{_SUBJECT}|^附[:：]|[:：]$")
_WITHDRAWN_TITLE = re.compile(
    rf"(?:自?\d{{4}}年(?:度|\d{{1,2}}月)?起?)?(?:已|拟|将|予以)?{_WITHDRAWS}.{{0,20}}{_SUBJECT}"
    r"(?:[（(][^（()）]*[)）])?"
)
_LONGEST_ANNOUNCEMENT = 120


def section_title(line: Line, mapping: HeadingMap) -> str | None:
    """The title of a section row (一、…, （一）…, 四 | …, or bare words), None for another line.

    A numeral without a title is its own title: the rows below are no longer under the section
    above. A line that reads as a row of the list is none, whatever its serial looks like.
    """
    fields = mapping.fields
    text = line_text(line).strip()
    if len(fields) <= 2:
        return None
    if isinstance(line, Row) and not is_lone_text(line):
        return _beside_numeral(line, fields)
    words = section_words(text)
    if words is not None or announces_withdrawal(text):
        is_row = not isinstance(line, Row) and reads_as_row(text, mapping)
        return None if is_row else words or values.squeeze(text)
    if isinstance(line, Row) and _is_bare_title(line, text, fields) and not _holds_code(text):
        return values.squeeze(_NUMBERED.sub("", text, count=1))
    return None


def reads_as_row(text: str, mapping: HeadingMap) -> bool:
    """Whether one text holds what a row of the list does and no section: a code, or an amount.

    Behind a figure in brackets (（2） 焊工 A) a class tells too, or as many words as columns.
    """
    words = text.split()
    priced = not set(AMOUNT_FIELDS).isdisjoint(mapping.fields) or bool(
        level_columns(mapping.headings)
    )
    if _holds_code(text) or (priced and any(map(_is_figure_of_money, words[1:]))):
        return True
    if not words or _IN_FIGURES.fullmatch(words[0]) is None:
        return False
    classed = "subsidy_class" in mapping.fields and any(map(values.parse_class, words[2:]))
    return classed or len(words) == len(mapping.fields)


def _is_figure_of_money(word: str) -> bool:
    """Whether a word is an amount in figures: 1000, 1000元, 初级1000."""
    amount = amounts.parse_amount(word)
    parts = [amount] if amount else [each for _, each in amounts.parse_level_amounts(word) or ()]
    return any(each.yuan is not None for each in parts)


def _holds_code(text: str) -> bool:
    """Whether a code stands in a text outside brackets: 焊工 6-18-02-04, no 焊工（6-18-02-04）."""
    return values.contains_code(_BRACKETED.sub("", text)) or any(
        values.parse_code(word) or values.begins_like_code(word) for word in text.split()[1:]
    )


def _is_bare_title(line: Row, text: str, fields: Sequence[Field | None]) -> bool:
    """A lone text that is the whole row, or stands where a serial should: a section's title."""
    if len(text) > LONGEST_TITLE or text[-1] in SENTENCE_END:
        return False
    if len(line.cells) == 1:
        return True
    return (
        bool(line.cells[0].text.strip())
        and fields[0] == "serial"
        and values.parse_serial(text) is None
    )


def _beside_numeral(line: Row, fields: Sequence[Field | None]) -> str | None:
    """The text behind a numeral that stands in the serial's column, where the row is no entry."""
    filled: list[tuple[Field | None, str]] = []
    column = 0
    for cell in line.cells:
        if cell.text.strip():
            filled.append((fields[column] if column < len(fields) else None, cell.text.strip()))
        column += cell.columns
    if len(filled) < 2 or filled[0][0] not in ("serial", fields[0]):
        return None
    mark, title = filled[0][1], filled[1][1]
    is_mark = _MARK.fullmatch(mark) is not None
    if len(filled) > 2 and not is_mark:
        return None
    if len(filled) == len(fields) and filled[1][0] != "code":
        return None
    if values.is_none_sign(title) or values.looks_like_code(title) or values.contains_code(title):
        return None
    if any(values.parse_code(text) is not None for _, text in filled[1:]):
        return None
    if any(name == "subsidy_class" and values.parse_class(text) for name, text in filled):
        return None  # a row without a code: 二 | 插花 | C
    if _IN_FIGURES.fullmatch(mark) and len(filled) > 2 and filled[1][0] != "code":
        return None  # and one that has no class: （2） | 插花 | 社会服务
    if is_mark:
        whole = LABEL.fullmatch(title) is None
        return values.squeeze("".join(text for _, text in filled[1:]) if whole else title)
    if _FIGURE_MARK.fullmatch(mark) and LABEL.fullmatch(title):
        return values.squeeze(title)
    # a bare figure is a section's where the words beside it name a certificate and no occupation
    is_section = values.parse_serial(mark) is not None and values.parse_certificate(title)
    return values.squeeze(title) if is_section else None


def sub_heading(text: str, known: FoundList | None) -> re.Match[str] | None:
    """（一） with a short title and no sentence: groups ``heading``, ``number`` and ``title``.

    None for a row of the list that is ``known``, whose serial may look like that.
    """
    match = _SUB.fullmatch(text.strip())
    if not match or len(text) > LONGEST_TITLE or text.rstrip()[-1] in SENTENCE_END:
        return None
    is_row = reads_as_row(text, known.mapping) if known else _holds_code(text)
    return None if is_row else match


def begins_section(text: str) -> bool:
    """Whether a text begins with a section's numeral and is no row: 二、…, （二）…, 第二部分 …."""
    return section_words(text) is not None


def is_withdrawn(title: str) -> bool:
    """Whether a title says that what stands below is subsidized no more (取消的项目)."""
    return _WITHDRAWN.search(values.squeeze(title)) is not None


def announces_withdrawal(text: str) -> bool:
    """Whether a line says of what stands below it that it is subsidized no more.

    It names it (以下职业自2024年起不再补贴), ends in a colon, or is a title (取消的职业). A row's
    remark (2024年取消) does not.
    """
    bare = values.squeeze(text)
    if len(bare) > _LONGEST_ANNOUNCEMENT or not is_withdrawn(bare) or _holds_code(text):
        return False
    title = HEADING_MARK.sub("", bare, count=1)
    return (_NAMES_BELOW.search(bare) or _WITHDRAWN_TITLE.fullmatch(title)) is not None


def is_row_below_numeral(text: str) -> bool:
    """Whether a line begins with a section's numeral and holds a code: 二、焊工 6-18-02-04."""
    return SECTION.fullmatch(text.strip()) is not None and any(
        map(values.parse_code, text.split()[1:])
    )


def section_form(text: str) -> str:
    """How a section numbers itself, whatever the number: (一 for （二）…, nothing for none."""
    bare = values.squeeze(values.fold(text))
    form = re.sub(r"\d+", "1", re.sub(rf"{_NUMERAL}(?=[、.)])", "一", bare))[:2]
    return form if "一" in form or "1" in form else ""


def section_words(text: str) -> str | None:
    """The title behind a section's numeral, or the numeral alone; None where there is none.

    There is none in a row whose serial looks like one.
    """
    match = SECTION.fullmatch(text.strip())
    return values.squeeze(match["title"] or text) if match and not _holds_code(text) else None
