"""How a text says how many there are: 共177个职业（工种）, 共计591项, 合计：15个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.words.numerals import NUMBER, NUMERAL, parse_numeral
from extractors.words.signs import COLON
from extractors.words.text import fold, squeeze
from extractors.words.titles import ANNEX_WORD

_COUNTED = "(?:职业|工种|项目|专业|培训|能力|目录|课程|技能)"
# 共10个行业 and 共35个培训机构 count no rows
_OTHERS = "(?:机构|学校|院校|基地|企业|单位|行业|产业|大类|类别|等级|部门|文件|附件|批次)"
_TOTAL = re.compile(
    rf"(?:[总合共]计|共有?){COLON}?(?:包[含括]|收录|列入|涉及|设置|确定|发布|纳入|有)?"
    rf"(?P<number>\d{{1,5}}|{NUMERAL})[个项种条](?P<counted>[^，。；、,;]{{0,12}})"
)
# of more than this document: the classification, other editions, all batches together
_OF_MORE = re.compile("大典|国家|全国|全省|累计|历年|截至|[两三四五六七八九]批|各批|新增|调整|原")
_LONGEST = 300
_SENTENCE = re.compile("[。；;！]")


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total that a text states: the number, its words, where it begins in the text squeezed.

    ``annexes`` are the numbers of the annexes that its sentence names. ``is_named`` tells that it
    says of what it is: 共177个职业, not 共177个.
    """

    number: int
    printed: str
    start: int
    annexes: tuple[str, ...]
    is_named: bool


def stated_totals(text: str) -> Iterator[StatedTotal]:
    """Every total that may be one of rows, in order.

    Not those of other things (共10个行业), nor of what no document lists whole (《大典》共1639个).
    """
    folded = squeeze(fold(text))
    begins = 0
    for match in _TOTAL.finditer(folded):
        counted = match["counted"]
        is_named = re.search(_COUNTED, counted) is not None
        for end in _SENTENCE.finditer(folded, begins, match.start()):
            begins = end.end()
        sentence = folded[max(begins, match.start() - _LONGEST) : match.start()]
        if re.search(_OTHERS, counted) or _OF_MORE.search(sentence + counted):
            continue
        if not is_named and re.search(r"\w", counted):
            continue
        named = re.findall(rf"{ANNEX_WORD}({NUMBER})", sentence)
        annexes = tuple(str(parse_numeral(number)) for number in named)
        number = parse_numeral(match["number"]) or int(match["number"])
        yield StatedTotal(number, match.group(), match.start(), annexes, is_named)
