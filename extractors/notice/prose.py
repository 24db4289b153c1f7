"""Statements in prose: what a notice or a note says in sentences, and the line it stands on.

A sentence may run over lines and pages, so the lines outside lists are searched as one text
without white space, and each find is led back to the line where it begins.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.locate.found import Located
from extractors.words.amounts import AT_LEAST
from extractors.words.certificates import (
    COMPETENCY,
    COMPLETION,
    QUALIFICATION,
    SKILL_LEVEL,
    parse_certificate,
    parse_class,
)
from extractors.words.dates import YEAR
from extractors.words.hours import HOURS, PRACTICE
from extractors.words.levels import LEVEL_WORD, parse_levels
from extractors.words.numerals import NUMBER, NUMERAL, parse_numeral
from extractors.words.signs import (
    BETWEEN_PARTS,
    CLAUSE_ENDS,
    COMMAS,
    MARKS,
    ROUND_CLOSE,
    ROUND_OPEN,
    UNTIL,
    one_of,
)
from extractors.words.text import HAN, fold, squeeze
from extractors.words.titles import ANNEX_WORD
from schemas.vocabulary import CertificateType, SubsidyClass

_EDITION = re.compile(
    rf"(?:(?P<lists>{ANNEX_WORD}{NUMBER}"
    rf"(?:(?:{UNTIL}|{BETWEEN_PARTS})(?:{ANNEX_WORD})?{NUMBER}){{0,30}})"
    r"|(?P<all>本目录|目录|本附件|编码|代码))"
    r"[^。未]{0,40}?(?<!暂)(?:按照?|依据|依照|根据|参照|采用|执行|以|来源于|引自)"
    rf"(?:(?P<before>{YEAR})年?版)?的?"
    r"《?(?:中华人民共和国)?(?:国家)?职业分类大典》?"
    rf"(?:{ROUND_OPEN}(?P<after>{YEAR})年?版?{ROUND_CLOSE})?"
)
_OF_A_PART = re.compile(rf"(?:{ANNEX_WORD}|部分)[^。；]*$")
_CLAUSE_END = re.compile(one_of(f"{COMMAS}{CLAUSE_ENDS}"))
_LONGEST_PIECE = 60
_NO_PROSE = ("form", "title", "heading", "header")


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence found: the match, where it begins in the prose, and on which flat line."""

    groups: dict[str, str]
    text: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """The text outside lists, forms and titles as one string, and where each line of it begins."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def search(self, pattern: str) -> Match | None:
        """The first place where a sentence fits, or None."""
        return next(self.search_all(pattern), None)

    def search_all(self, pattern: str) -> Iterator[Match]:
        """Every place where a sentence fits, in the document's order."""
        for match in re.finditer(pattern, self.text):
            start = match.start()
            yield Match(match.groupdict(), match.group(), start, self.line_at(start))

    def last_line(self, match: Match) -> int:
        """The flat line on which the clause around a match ends."""
        behind = match.start + len(match.text)
        end = _CLAUSE_END.search(self.text, behind)
        return self.line_at((end.start() if end else len(self.text)) - 1)

    def line_at(self, offset: int) -> int:
        """The flat line that an offset of the text stands on."""
        return self.lines[bisect.bisect_right(self.starts, offset) - 1]


def prose_of(located: Located) -> Prose:
    """The paragraphs outside lists, forms and titles, without white space, digits half-width."""
    inside = {index for found in located.lists for index in (*found.body, *found.headers)}
    inside |= {index for _, _, rows in located.unknown_lists for index in rows}
    parts: list[str] = []
    starts: list[int] = []
    lines: list[int] = []
    offset = 0
    for index, line in enumerate(located.lines):
        role = located.roles[index]
        if index in inside or role in _NO_PROSE or not (line.is_lone or role == "note"):
            continue
        text = _folded(line.text)
        if text:
            parts.append(text)
            starts.append(offset)
            lines.append(index)
            offset += len(text)
    return Prose("".join(parts), tuple(starts), tuple(lines))


def _folded(text: str) -> str:
    """Digits, letters and % half-width; the punctuation of sentences stays as printed."""
    return "".join(
        fold(char) if char.isalnum() or fold(char) in MARKS | {"%"} else char
        for char in squeeze(text)
    )


def stated_editions(prose: Prose) -> list[tuple[str, list[str] | None]]:
    """Which edition of the 大典 the text says its codes follow, and of which annexes it says so.

    The numbers are None where the sentence speaks of the whole document. A sentence that only
    allows an edition (暂按2015版…) is none, nor is one of a part that has no number.
    """
    found = []
    for match in _EDITION.finditer(prose.text):
        numbers = _numbers(match["lists"]) if match["lists"] else None
        before = prose.text[max(0, match.start() - _LONGEST_PIECE) : match.start()]
        if match["all"] and _OF_A_PART.search(before):
            continue
        edition = match["before"] or match["after"]
        if edition:
            found.append((edition, numbers))
    return found


def _numbers(annexes: str) -> list[str]:
    """The numbers of annexes (附件一、附件3, 附件1至附件3), those between two ends among them."""
    numbers: list[int] = []
    for until, text in re.findall(rf"({UNTIL}?)(?:{ANNEX_WORD})?({NUMBER})", annexes):
        number = parse_numeral(text) or 0
        numbers += range(numbers[-1] + 1 if until and numbers else number, number + 1)
    return list(map(str, numbers))


@dataclass(frozen=True, slots=True)
class HoursStatement:
    """A minimum of class hours (课时) that a sentence states."""

    line: int
    certificate_type: CertificateType | None
    subsidy_class: SubsidyClass | None
    skill_level: int | None
    class_hours_min: int
    practice_share_min: Decimal | None
    minutes_per_class_hour: int | None
    text_printed: str


@dataclass(frozen=True, slots=True)
class ClassHours:
    """The minimums that sentences state, and each figure of 课时 or share that none uses."""

    statements: list[HoursStatement]
    unused: list[tuple[int, str]]


_MINUTES = re.compile(
    rf"每?(?:培训)?(?P<before>\d{{1,4}})分钟为?[1一]?个?{HOURS}"
    rf"|(?:每[1一]?个?|[1一]个?)(?:标准)?{HOURS}(?:时长|的时间)?(?:为|是|按|计|等于|=)?(?P<behind>\d{{1,4}})分钟"
)
_PART = (
    rf"(?:(?P<percent>\d{{1,3}}(?:\.\d)?)%|百分之(?P<hundredths>{NUMERAL})"
    rf"|(?P<whole>{NUMERAL})分之(?P<parts>{NUMERAL}))"
)
_SHARE = re.compile(rf"{PRACTICE}[^。；，\d]{{0,20}}?{AT_LEAST}[^。；，\d]{{0,8}}?{_PART}")
_ANY_SHARE = re.compile(_PART)
_OF_HOURS = re.compile(f"{HOURS}|{PRACTICE}")
_HOURS = re.compile(
    rf"(?P<who>(?<![A-Za-z])[ABC]类?(?:{BETWEEN_PARTS}[ABC]类?){{0,8}}(?<=类)"
    rf"|(?:{LEVEL_WORD.pattern}|学徒)[^，；。\d]{{0,24}}?)"
    rf"(?:的|职业|项目|培训|总?{HOURS}数?|均|都|应|须|需|原则上)*"
    rf"(?:{AT_LEAST}(?P<hours>\d{{1,4}})个?{HOURS}|(?P<from>\d{{1,4}})个?{HOURS}(?:及?以上))"
)
_FIGURE = re.compile(rf"\d{{1,4}}个?{HOURS}")
_CERTIFICATE_HEAD = re.compile(
    rf"(?P<certificate>{HAN}{{0,24}}证书)培训"
    rf"|(?P<named>(?:{COMPLETION}|{COMPETENCY}(?:考核)?|{SKILL_LEVEL}|{QUALIFICATION})(?:证书|项目))"
)


def read_class_hours(prose: Prose) -> ClassHours:
    """Every minimum of class hours that the sentences state, levels before the sentences' order.

    Hours by level belong to the certificate that has levels, with the practice share of their
    sentence; hours by class to the certificate named last before them. The length of a class hour
    is stated once for all.
    """
    minutes = _MINUTES.search(prose.text)
    used = {
        figure.end()
        for match in _MINUTES.finditer(prose.text)
        for figure in _FIGURE.finditer(prose.text, *match.span())
    }
    statements: list[HoursStatement] = []
    certificate: CertificateType | None = None
    shares: list[tuple[int, str]] = []
    for clause in re.finditer(r"[^。；]+", prose.text):
        text = clause.group()
        share = _SHARE.search(text)
        if clause.start() and prose.text[clause.start() - 1] == "。":
            certificate = None
        heads = list(_CERTIFICATE_HEAD.finditer(text))
        begin = [head.start() for head in heads]
        kinds = [parse_certificate(head["certificate"] or head["named"]) for head in heads]
        first = len(statements)
        for match in _HOURS.finditer(text):
            before = bisect.bisect_left(begin, match.start())
            certificate = kinds[before - 1] if before else certificate
            levels = parse_levels(match["who"])
            classes = [parse_class(char) for char in match["who"] if char in "ABC"]
            if levels is None and (not classes or certificate is None):
                continue
            used.add(clause.start() + match.start() + len(match.group().rstrip("及以上")))
            for level, word in [
                *((level, None) for level in levels or ()),
                *((None, word) for word in classes if not levels),
            ]:
                statements.append(
                    HoursStatement(
                        prose.line_at(clause.start() + match.start()),
                        "qualification_or_skill_level" if level else certificate,
                        word.value if word else None,
                        level.value if level else None,
                        int(match["hours"] or match["from"]),
                        _share(share) if share and level else None,
                        int(minutes["before"] or minutes["behind"]) if minutes else None,
                        text if level is None else match.group(),
                    )
                )
        certificate = kinds[-1] if kinds else certificate
        is_used = any(each.practice_share_min for each in statements[first:])
        if _OF_HOURS.search(text):
            shares += [
                (clause.start() + printed.start(), _piece(text, printed))
                for printed in _ANY_SHARE.finditer(text)
                if not (is_used and share and printed.end() == share.end())
            ]
    unused = [
        (prose.line_at(figure.start()), _piece(prose.text, figure))
        for figure in _FIGURE.finditer(prose.text)
        if figure.end() not in used
    ]
    unused += [(prose.line_at(offset), text) for offset, text in shares]
    return ClassHours(statements, sorted(unused))


def _share(match: re.Match[str]) -> Decimal:
    """The share that a match of 60%, 百分之六十 or 三分之二 prints, in thousandths."""
    if match["percent"]:
        return Decimal(match["percent"]) / 100
    if match["hundredths"]:
        return Decimal(parse_numeral(match["hundredths"]) or 0) / 100
    parts, whole = (Decimal(parse_numeral(match[name]) or 0) for name in ("parts", "whole"))
    return (parts / whole).quantize(Decimal("0.001"))


def _piece(text: str, figure: re.Match[str]) -> str:
    """The words around a figure, as far as the next sign of punctuation."""
    near = max(0, figure.start() - _LONGEST_PIECE)
    start = max(text.rfind(sign, near, figure.start()) for sign in "，、；。：") + 1
    return text[start or near : figure.end()]
