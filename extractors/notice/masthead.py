"""The head and the foot of a notice: its title, who issues it, under which number, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.locate.found import Located
from extractors.words.dates import parse_date
from extractors.words.notices import LONGEST_BESIDE, ORGANS, is_beside_title, organs_of
from extractors.words.signs import CLOSE, COLON, OPEN, POINT, leaves_open
from extractors.words.text import HAN, fold, squeeze
from extractors.words.titles import ANNEX_WORD, NOTICE_TITLE

_LETTERHEAD = re.compile(rf"(?P<organs>{ORGANS.pattern})(?:文\s*件|公\s*告|通\s*告)?")
_YEAR_AND_NUMBER = rf"{OPEN}\s*\d{{4}}\s*{CLOSE}\s*第?\s*\d{{1,4}}\s*号"
_NUMBER = re.compile(
    rf"(?:(?:文\s*号|发文字号|文件编号)\s*:|{ORGANS.pattern}(?:文\s*件\s*|(?<=\s)))?\s*"
    rf"(?P<number>{HAN}(?:{HAN}|\s){{1,18}}?{_YEAR_AND_NUMBER})(?:\s*签发人.*)?"
)
_COUNTED = re.compile(
    rf"(?:{ORGANS.pattern})?(?:公\s*告|通\s*告|令)?\s*\(?(?P<number>(?:\d{{4}}年)?第\s*\d{{1,4}}\s*号)\)?"
)
_LISTED = re.compile(rf"\d{{1,2}}{POINT}.*|{ANNEX_WORD}.*")
_SIGNED_LINE = re.compile(rf"(?P<organs>{ORGANS.pattern})(?P<date>\S.*)")
_HEAD_LINES = 14
_TITLE_LINES = 4
_LETTERHEAD_LINES = 6
_SIGNERS = 20
_LONGEST_LISTED = 70


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head and the foot of a notice print: each with its line, or None."""

    title: str | None
    title_lines: tuple[int, ...]
    issuers: list[str] | None
    document_number: str | None
    issued_on: date | None


def read_masthead(located: Located) -> Masthead:
    """Title, issuers (发文机关), number (文号) and date of the notice before the first list."""
    texts = _lone_texts(located, range(_notice_end(located)))
    title_lines = _title_lines(texts)
    printed = dict(texts)
    title = "".join(squeeze(printed[index]) for index in title_lines) or None
    numbers = [number for _, text in texts if (number := _document_number(text))]
    signed = _signature(texts) or (_signature(_below_lists(located)) if title else None)
    above_title = [text for index, text in texts if not title_lines or index < title_lines[0]]
    claims = [
        signed[1] if signed else [],
        _letterhead(above_title, followed=title is None),
        organs_of(_before_subject(title)) if title else [],
    ]
    return Masthead(
        title,
        title_lines,
        max(claims, key=len) or None,
        numbers[0] if numbers else None,
        signed[0] if signed else None,
    )


def _lone_texts(located: Located, indexes: Iterable[int]) -> list[tuple[int, str]]:
    lone = ((each, located.lines[each]) for each in indexes if located.lines[each].is_lone)
    return [(index, text) for index, line in lone if (text := line.text.strip())]


def _below_lists(located: Located) -> list[tuple[int, str]]:
    """The lines below a list that is no annex: the notice goes on there, and is signed."""
    last = located.lists[-1] if located.lists else None
    if last is None or last.annex is not None:
        return []
    end = max((*last.body, *last.headers)) + 1
    return _lone_texts(located, range(end, len(located.lines)))


def _document_number(text: str) -> str | None:
    """The number a line prints, alone or beside letterhead and signer, with digits folded."""
    for pattern in (_NUMBER, _COUNTED):
        match = pattern.fullmatch(fold(text))
        if match:
            printed = text[match.start("number") : match.end("number")]
            return squeeze("".join(fold(each) if each.isdigit() else each for each in printed))
    return None


# --- where the notice ends ----------------------------------------------------------------------


def _notice_end(located: Located) -> int:
    """The first line that is no more the notice: a list's header, or an annex.

    A list of annexes (附件：1. …) is still the notice where the signature stands below it.
    """
    lines = located.lines
    for index, role in enumerate(located.roles):
        if role == "header":
            return index
        if role == "heading" and re.match(ANNEX_WORD, _squeezed(located, index)):
            signed = _signed_below(located, index)
            return index if signed is None else signed + 1
    return len(lines)


def _signed_below(located: Located, start: int) -> int | None:
    """The date line of a signature below a list of annexes, or None where the annex begins."""
    before = any(line.bare for line in located.lines[:start])
    below = [
        index
        for index in range(start, len(located.lines))
        if located.lines[index].is_lone and _squeezed(located, index)
    ]
    head = _squeezed(located, start)
    is_list = re.fullmatch(rf"{ANNEX_WORD}\d{{0,2}}{COLON}.*", head) is not None or (
        len(below) > 1 and _LISTED.fullmatch(_squeezed(located, below[1])) is not None
    )
    if not before or not is_list:
        return None
    end = next(
        (i for i in range(start, len(located.lines)) if located.roles[i] in ("header", "form")),
        len(located.lines),
    )
    numbers: set[str] = set()
    organs: list[str] = []
    for index in (each for each in below if each < end):
        text = _squeezed(located, index)
        annex = re.match(rf"{ANNEX_WORD}(\d{{0,2}})", text)
        if annex and (annex[1] in numbers or (index != start and not annex[1])):
            return None
        if annex:
            numbers.add(annex[1])
        if _date_of(located.lines[index].text.strip(), organs) is not None:
            return index
        if len(text) > _LONGEST_LISTED or text.endswith("。"):
            return None
        organs = organs_of(located.lines[index].text.strip())
    return None


def _squeezed(located: Located, index: int) -> str:
    return located.lines[index].bare


# --- the foot: organs and a date ----------------------------------------------------------------


def _date_of(text: str, organs_above: Sequence[str]) -> date | None:
    """The date of a line; digits alone (2024-05-20) are one only where organs sign with them."""
    day = parse_date(text)
    if day is not None and ("年" in text or organs_above):
        return day
    same_line = _SIGNED_LINE.fullmatch(text)
    return parse_date(same_line["date"]) if same_line else None


def _signature(texts: Sequence[tuple[int, str]]) -> tuple[date, list[str]] | None:
    """The last date that stands in a line, and the organs that sign beside and above it."""
    for place in range(len(texts) - 1, -1, -1):
        text = texts[place][1]
        above = _organs_above(texts, place)
        day = _date_of(text, above)
        if day is not None:
            beside = _SIGNED_LINE.fullmatch(text)
            return day, [*above, *(organs_of(beside["organs"]) if beside else [])]
    return None


def _organs_above(texts: Sequence[tuple[int, str]], place: int) -> list[str]:
    """The organs of the unbroken lines above a date, a stamp's line between them aside."""
    last = next((at for at in (place - 1, place - 2) if at >= 0 and organs_of(texts[at][1])), -1)
    signers: list[list[str]] = []
    for at in range(last, max(-1, last - _SIGNERS), -1):
        organs = organs_of(texts[at][1])
        if not organs:
            break
        signers.insert(0, organs)
    return [organ for organs in signers for organ in organs]


# --- the head: letterhead and title -------------------------------------------------------------


def _letterhead(texts: Sequence[str], *, followed: bool) -> list[str]:
    """The organs of the first unbroken lines that name them; never those a letter is sent to.

    ``followed`` says that the lines go on below the letterhead, as where no title ends them.
    """
    organs: list[str] = []
    for place, text in enumerate(texts):
        match = _LETTERHEAD.fullmatch(text)
        if match and not text.endswith("、"):
            organs += organs_of(match["organs"].strip())
        elif organs:
            return [] if followed and text.endswith(("：", ":")) else organs
        elif place >= _LETTERHEAD_LINES:
            break
    return organs


def _title_lines(texts: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    head = texts[:_HEAD_LINES]
    for place in range(len(head)):
        parts: list[tuple[int, str]] = []
        title: list[tuple[int, str]] = []
        own_lines = 0
        for index, text in head[place:]:
            if _ends_title(text):
                break
            parts.append((index, squeeze(text)))
            own_lines += not organs_of(text)
            if own_lines > _TITLE_LINES:
                break
            printed = "".join(part for _, part in parts)
            if NOTICE_TITLE.fullmatch(printed):
                title = title or list(parts)
                if not leaves_open(printed):  # a line may end inside 《…（征求意见｜稿）》
                    title = parts
                    break
        if title:
            return _without_letterhead(title)
    return ()


def _ends_title(text: str) -> bool:
    """Whether no title goes over the line: a number, a letterhead (…局文件), a web page's line."""
    if len(text) > LONGEST_BESIDE:
        return True
    letterhead = _LETTERHEAD.fullmatch(text)
    return (
        _document_number(text) is not None
        or is_beside_title(text)
        or (letterhead is not None and not organs_of(text))
    )


def _before_subject(title: str) -> str:
    """What stands before the subject of a title, or before what it passes on (转发)."""
    return re.split("关于|转发|批转", title, maxsplit=1)[0]


def _without_letterhead(parts: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """The lines of a title without lines of organs that the title itself names again."""
    kept = list(parts)
    while len(kept) > 1:
        rest = _before_subject("".join(part for _, part in kept[1:]))
        organs = organs_of(kept[0][1])
        if not organs or not all(organ in rest for organ in organs):
            break
        del kept[0]
    return tuple(index for index, _ in kept)
