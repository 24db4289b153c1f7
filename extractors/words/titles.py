"""Titles: annexes, sections, lists, what is withdrawn, notes and what goes on."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.words.codes import begins_like_code, contains_code, parse_code
from extractors.words.numerals import NUMBER, NUMERAL, parse_numeral
from extractors.words.signs import (
    CLAUSE_ENDS,
    CLOSING,
    COLON,
    DASH,
    EXPLAINED,
    IN_ROUND,
    POINT,
    QUOTES,
    ROUND_CLOSE,
    ROUND_OPEN,
)
from extractors.words.text import fold, squeeze

SENTENCE_END = f"{CLAUSE_ENDS}：:"

LONGEST_TITLE = 70

_FIGURES = r"\d{1,2}"

_IN_BRACKETS = rf"{ROUND_OPEN}\s*(?:{NUMERAL}|{_FIGURES})\s*{ROUND_CLOSE}"

_BRACKETED = re.compile(IN_ROUND)

_NUMBERED_PART = rf"第\s*{NUMERAL}\s*(?:部分|[类章节])"

_PART = rf"{_NUMBERED_PART}\s*(?:{POINT}|{COLON})?"

SECTION = re.compile(
    rf"(?:{NUMERAL}\s*{POINT}|(?:{_IN_BRACKETS}|{_PART})(?=\s*\S))\s*(?P<title>[^。；]{{0,40}})"
)

SUBSECTION = re.compile(
    rf"(?P<heading>{ROUND_OPEN}\s*(?P<number>{NUMERAL}|{_FIGURES})\s*{ROUND_CLOSE})\s*(?P<title>.*)"
)

IN_FIGURES = re.compile(rf"{ROUND_OPEN}\s*{_FIGURES}\s*{ROUND_CLOSE}")

FIGURE_MARK = re.compile(rf"{_FIGURES}\s*{POINT}")

ITEM = re.compile(rf"\s*{FIGURE_MARK.pattern}\s*\S")

LONE_MARK = re.compile(
    rf"{NUMERAL}\s*{POINT}?|{_IN_BRACKETS}|(?:{_NUMBERED_PART}|第\s*{NUMERAL})\s*{POINT}?"
)
"""What numbers a section, alone in its cell: 一, 二、, （三）, 第四部分."""

LONE_NUMBER = re.compile(rf"{ROUND_OPEN}?{NUMBER}{ROUND_CLOSE}?{POINT}?")
"""A number alone on its line: 一、, (2), 3."""

LABEL = re.compile(r".*(?:项目|证书|目录|部分|能力|[类级])")

HEADING_MARK = re.compile(rf"(?:{NUMERAL}{POINT}|{_IN_BRACKETS}|{_PART})")

_WITHDRAWS = "(?:取消|删除|停止|停[招开办]|暂停|退出|移出|调出|不再(?:补贴|享受|纳入|列入|给予))"

_ENDED = re.compile("废止|作废|撤[销消]|终止|失效|剔除|停用|不予补贴|^.?已?停.?$")
"""Words of a remark that may mean the same and have other meanings in titles."""

_WITHDRAWN = re.compile(_WITHDRAWS)

_SUBJECT = "(?:职业|工种|项目|专业|课程|目录|清单|名单)"

OF_THIS = "(?:本表|表中|表内)"

OF_ABOVE = f"(?:以上|上述|上表|{OF_THIS}|本目录)"

OF_BELOW = "(?:(?<![岁级])以下|下列|下表)"

OTHERS_BELOW = re.compile(rf"{OF_BELOW}[^，。；]{{0,8}}{_SUBJECT}")
"""Words for what stands below: 以下职业, 下列项目."""

_NAMES_BELOW = re.compile(rf"{OTHERS_BELOW.pattern}|^附{COLON}|{COLON}$")

_WITHDRAWN_TITLE = re.compile(
    rf"(?:自?\d{{4}}年(?:度|\d{{1,2}}月)?起?)?(?:已|拟|将|予以)?{_WITHDRAWS}.{{0,20}}{_SUBJECT}"
    rf"(?:{IN_ROUND})?"
)

_VOID = re.compile(
    rf"(?:(?:{OF_ABOVE}|[本此])(?:表|目录|名单|清单|文件)?)?(?:现|已|予以)*"
    rf"(?:{_WITHDRAWS}|废止|作废|撤[销消]|失效|停用)(?:执行|使用)?[。！]?"
)
_BY_NUMBER = re.compile(
    rf"(?:第\d+[^。；]{{0,12}}[项号个]|序号[为是]?\d)[^。；]{{0,20}}(?:{_WITHDRAWS}|废止|作废|撤[销消])"
)

_LONGEST_ANNOUNCEMENT = 120

_LONGEST_REMARK = 20


def holds_code(text: str) -> bool:
    """Whether a code stands in a text outside brackets: 焊工 6-18-02-04, no 焊工（6-18-02-04）."""
    return contains_code(_BRACKETED.sub("", text)) or any(
        parse_code(word) or begins_like_code(word) for word in text.split()[1:]
    )


def begins_section(text: str) -> bool:
    """Whether a text begins with a section's numeral and is no row: 二、…, （二）…, 第二部分 …."""
    return section_words(text) is not None


def is_withdrawn(title: str) -> bool:
    """Whether a title says that what stands below is subsidized no more (取消的项目)."""
    return _WITHDRAWN.search(squeeze(title)) is not None


def remarks_withdrawal(text: str) -> bool:
    """Whether a short remark, or a bracket in a name, may withdraw its row: 焊工（已取消）."""
    bare = squeeze(text)
    remarks = _BRACKETED.findall(bare) if _BRACKETED.search(bare) else [bare]
    short = (each for each in remarks if len(each) <= _LONGEST_REMARK)
    return any(is_withdrawn(each) or _ENDED.search(each) is not None for each in short)


def may_withdraw(text: str) -> bool:
    """Whether a title, or a note, may say that a list, or a row by its number, is valid no more."""
    bare = squeeze(text)
    if _VOID.fullmatch(bare) or _BY_NUMBER.search(bare):
        return True
    is_title = len(bare) <= _LONGEST_ANNOUNCEMENT // 2 and bare[-1:] in CLOSING
    return is_title and remarks_withdrawal(bare)


def announces_withdrawal(text: str) -> bool:
    """Whether a line says of what stands below it that it is subsidized no more.

    It names it (以下职业自2024年起不再补贴), ends in a colon, or is a title (取消的职业). A row's
    remark (2024年取消) does not.
    """
    bare = squeeze(text)
    if len(bare) > _LONGEST_ANNOUNCEMENT or not is_withdrawn(bare) or holds_code(text):
        return False
    title = HEADING_MARK.sub("", bare, count=1)
    return (_NAMES_BELOW.search(bare) or _WITHDRAWN_TITLE.fullmatch(title)) is not None


def is_row_below_numeral(text: str) -> bool:
    """Whether a line begins with a section's numeral and holds a code: 二、焊工 6-18-02-04."""
    return SECTION.fullmatch(text.strip()) is not None and any(map(parse_code, text.split()[1:]))


def section_form(text: str) -> str:
    """How a section numbers itself, whatever the number: (一 for （二）…, nothing for none."""
    bare = squeeze(fold(text))
    form = re.sub(r"\d+", "1", re.sub(rf"{NUMERAL}(?=[、.)])", "一", bare))[:2]
    return form if "一" in form or "1" in form else ""


def section_words(text: str) -> str | None:
    """The title behind a section's numeral, or the numeral alone; None where there is none.

    There is none in a row whose serial looks like one.
    """
    match = SECTION.fullmatch(text.strip())
    return squeeze(match["title"] or text) if match and not holds_code(text) else None


LIST_TITLE = re.compile(rf".{{2,}}(?:目录|清单|一览表)\s*(?:{IN_ROUND})?")

ANNEX_WORD = r"附\s*[件表]"

ANNEX = re.compile(
    rf"{ANNEX_WORD}\s*(?P<number>\d{{1,2}}(?:\s*{DASH}\s*\d{{1,2}})?|{NUMERAL})?"
    rf"\s*(?:{COLON}|[.．])?\s*(?P<title>.*)"
)

NOTICE_WORD = "(?:通知|公告|通告|公示|函|意见|方案|办法)"
"""What a notice calls itself at the end of its title: 关于…的通知."""

NOTICE_TITLE = re.compile(rf"[^。；：〔]*关于[^。；：]*{NOTICE_WORD}")
"""The title of a notice: 关于印发…的通知."""

NOTE_WORD = r"(?:备\s*注|附?\s*注|说\s*明)"

NOTE = re.compile(rf"\s*{NOTE_WORD}\s*(?:{COLON}|\d)")

EXPLAINS = rf"(?:表示|代表|[为指即是]|{COLON})"

LEGEND = re.compile(rf"[{QUOTES}]?{EXPLAINED}[{QUOTES}]?\s*{EXPLAINS}")

CONTINUED = re.compile(
    rf"{ROUND_OPEN}?\s*(?:续|接)\s*(?:前|上)?\s*(?:表|页)\s*\d{{0,2}}\s*{ROUND_CLOSE}?"
    rf"|(?:表\s*\d{{1,2}}\s*)?{ROUND_OPEN}\s*续表?\s*{ROUND_CLOSE}"
)

CONTINUED_SUFFIX = re.compile(rf"{ROUND_OPEN}?续表?{ROUND_CLOSE}?$")


def annex_number(printed: str | None) -> str:
    """The number of an annex in figures: 一 gives 1, 1—2 gives 1-2, none gives nothing."""
    parts = re.split(DASH, squeeze(printed or ""))
    return "-".join(str(parse_numeral(part)) for part in parts if part)


def whole_title(title: str, below: str) -> str:
    """A title with the lines below it, where only they end it: （二）一般性职业, 培训项目目录."""
    whole = squeeze(title + below)
    goes_over = LIST_TITLE.fullmatch(squeeze(title)) is None
    return whole if goes_over and LIST_TITLE.fullmatch(whole) else squeeze(title)


def is_list_title(text: str) -> bool:
    """Whether the text is the title of a list and nothing else: …目录, …清单."""
    return LIST_TITLE.fullmatch(squeeze(text)) is not None


_CAPTION = re.compile(rf"表(?:{_FIGURES}|{NUMERAL})")
_WHOLE_TITLE = re.compile(rf".{{4,}}(?:目录|清单|一览表|标准)(?:{IN_ROUND})*")
_GOES_ON = re.compile(f"[及和与暨或、]|{ROUND_OPEN}")


def begins_own_title(text: str, above: str) -> bool:
    """Whether a title line begins a list's own title, below one of all lists: 表1 …, 一、…目录.

    Below a whole title another one does, unless it goes on with it (及补贴标准), and any below
    the title of a notice.
    """
    bare = squeeze(text)
    if _CAPTION.match(bare) or NOTICE_TITLE.fullmatch(squeeze(above)):
        return True
    if _WHOLE_TITLE.fullmatch(bare) is None:
        return False
    goes_on = _WHOLE_TITLE.fullmatch(squeeze(above)) is None or _GOES_ON.match(bare)
    return HEADING_MARK.match(bare) is not None or not goes_on


def begins_part(text: str) -> bool:
    """Whether a line begins an annex or a section, wherever it stands: 附件2, 二、, （二）…目录."""
    annex = ANNEX.fullmatch(text.strip())
    if annex and (annex["number"] or not annex["title"]):
        return True
    section = SECTION.fullmatch(text.strip())
    if section is None:
        return False
    return (
        re.match(NUMERAL, text.strip()) is not None or LABEL.fullmatch(section["title"]) is not None
    )


_TOTAL = re.compile(rf"[合小总共累]计{COLON}?(?:{ROUND_OPEN}?共?\d+[个项种]?{ROUND_CLOSE}?)?")


_COUNTED = re.compile(rf"{ROUND_OPEN}[共计]*\d+[个项种类](?:职业|工种|项目)?{ROUND_CLOSE}$")


def without_count(title: str) -> str:
    """A section's title without the number of its rows: 制造业类（8个）."""
    return _COUNTED.sub("", title) or title


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a cell says no more than that its row sums up others: 合计, 小计：15个."""
    return _TOTAL.fullmatch(squeeze(text)) is not None
