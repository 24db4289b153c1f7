"""Words of undelimited lines dealt to columns, and lines put together to rows.

Nothing here knows a city. A *slot* is a column in so far as it can tell whether a text may be one
of its cells; a *reading* of words is one text a slot. What can be read in two ways is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.words.page_marks import RULE

MAX_WORDS = 80
MAX_MERGED_GROUPS = 6


class SpacedWord(NamedTuple):
    """A word of an undelimited line; ``spaced`` where a space and no line end stands before it."""

    text: str
    spaced: bool


Slots = Sequence[Callable[[str], bool]]
DealtTexts = tuple[tuple[str, ...], ...]


def words_of(lines: Sequence[str]) -> list[SpacedWord]:
    """The words of consecutive lines, knowing which follow a space and which a line end."""
    return [
        SpacedWord(text, spaced=place > 0)
        for line in lines
        for place, text in enumerate(line.split())
    ]


def join_words(words: Sequence[SpacedWord]) -> str:
    """The words as one printed text: spaces stay, line ends go."""
    parts: list[str] = []
    for place, word in enumerate(words):
        if place and word.spaced:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def deal(passes: Sequence[Sequence[SpacedWord]], slots: Slots) -> list[DealtTexts]:
    """The ways to deal words to slots, in order, none left over: none, one, or the first two.

    A *pass* is a run over the columns from left to right: a whole row is one pass; a row that a
    page end cuts is two, head and tail, and each slot's text is what both give it. A reading has,
    for each slot, the text of each pass; every slot accepts its joined text (empty text where a
    slot allows blank cells). More than MAX_WORDS words are no row and have no reading.
    """
    if not passes or sum(len(words) for words in passes) > MAX_WORDS:
        return []
    if len(passes) == 1:
        return _deal_whole(passes[0], slots)
    ends = tuple(len(words) for words in passes)
    accepted: dict[tuple[int, str], bool] = {}
    memo: dict[tuple[int, tuple[int, ...]], list[DealtTexts]] = {}

    def accepts(slot: int, text: str) -> bool:
        key = (slot, text)
        if key not in accepted:
            accepted[key] = slots[slot](text)
        return accepted[key]

    def readings(slot: int, starts: tuple[int, ...]) -> list[DealtTexts]:
        if slot == len(slots):
            return [()] if starts == ends else []
        key = (slot, starts)
        if key in memo:
            return memo[key]
        found: list[DealtTexts] = []
        for stops in _stops(starts, ends, last=slot == len(slots) - 1):
            parts = tuple(
                join_words(words[start:stop])
                for words, start, stop in zip(passes, starts, stops, strict=True)
            )
            if slot == 0 and any(parts[1:]) and stops[0] < ends[0]:
                continue  # what has other cells before the page ends has its whole serial there
            if slot == 0 and not parts[0]:
                continue  # a row begins in its first column, before the page ends
            if accepts(slot, "".join(parts)):
                found += [(parts, *rest) for rest in readings(slot + 1, stops)]
                if len(found) > 1:
                    break
        memo[key] = found[:2]
        return memo[key]

    return readings(0, (0,) * len(passes))


def _deal_whole(words: Sequence[SpacedWord], slots: Slots) -> list[DealtTexts]:
    """The same for a row that no page end cuts, as most are: in half the time."""
    end, last = len(words), len(slots) - 1
    memo: dict[tuple[int, int], list[DealtTexts]] = {}

    def readings(slot: int, start: int) -> list[DealtTexts]:
        key = (slot, start)
        if key in memo:
            return memo[key]
        accepts, text = slots[slot], ""
        if slot == last:
            text = join_words(words[start:])
            memo[key] = [((text,),)] if accepts(text) else []
            return memo[key]
        found: list[DealtTexts] = []
        for stop in range(start, end + 1):
            if stop > start:
                word = words[stop - 1]
                text += f" {word.text}" if word.spaced and stop > start + 1 else word.text
            if rest := readings(slot + 1, stop) if accepts(text) else []:
                found += [((text,), *others) for others in rest]
                if len(found) > 1:
                    break
        memo[key] = found[:2]
        return memo[key]

    return readings(0, 0)


def _stops(
    starts: tuple[int, ...], ends: tuple[int, ...], *, last: bool
) -> Sequence[tuple[int, ...]]:
    """Every way to take some more words of each pass; all that is left for the last slot."""
    if last:
        return [ends]
    stops: list[tuple[int, ...]] = [()]
    for start, end in zip(starts, ends, strict=True):
        stops = [(*done, stop) for done in stops for stop in range(start, end + 1)]
    return stops


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line of an undelimited table: its text, its place in the document, and the page end."""

    text: str
    index: int
    starts_page: bool


@dataclass(frozen=True, slots=True)
class DealtRow:
    """Lines that belong together: one reading of a row, none, or two that exclude each other.

    ``lines`` are indexes of the document's lines, ``tail`` those after a page end. ``readings``
    has one reading where the row is read, else none or several with ``ambiguous`` set.
    """

    lines: tuple[int, ...]
    tail: tuple[int, ...]
    readings: tuple[DealtTexts, ...]

    @property
    def reading(self) -> DealtTexts | None:
        """The only reading, or None."""
        return self.readings[0] if len(self.readings) == 1 else None


class Dealer:
    """Deals lines to slots, and deals the same lines only once however often a list is read."""

    def __init__(self, slots: Slots) -> None:
        """``slots`` are the columns, from left to right."""
        self.slots = slots
        self._unnumbered: Slots = [lambda text: not text, *slots[1:]]
        self._known: dict[tuple[bool, tuple[tuple[str, ...], ...]], list[DealtTexts]] = {}

    def readings(
        self, passes: Sequence[Sequence[str]], *, unnumbered: bool = False
    ) -> list[DealtTexts]:
        """The readings of the lines of each pass, ``unnumbered`` with nothing for the serial."""
        key = (unnumbered, tuple(tuple(lines) for lines in passes))
        if key not in self._known:
            slots = self._unnumbered if unnumbered else self.slots
            self._known[key] = deal([words_of(lines) for lines in passes], slots)
        return self._known[key]


def deal_rows(lines: Sequence[WordLine], dealer: Dealer, *, merge: bool = True) -> list[DealtRow]:
    """Undelimited lines as rows, each with its only reading, or with none or several.

    A row begins on a line whose first word the first slot accepts; lines that do not so begin
    belong to the row above, and after a page end to the row cut by it. Where rows so cut do not
    read, neighbors are tried together (a wrapped cell may begin with a digit), but of one page not
    two with words enough for a row, nor any without ``merge``. A stretch that two different cuts
    read is given with the readings of both, as one row a cut. Above a row that reads in no way the
    last line of a row may be the beginning of a cell of that one.
    """
    groups = _groups(lines, dealer.slots)
    wholes = [_is_whole(group, dealer.slots) for group in groups]
    cache: dict[tuple[int, int], list[DealtTexts]] = {}

    def readings(start: int, stop: int) -> list[DealtTexts]:
        key = (start, stop)
        if key not in cache:
            merged = [place for place in range(start + 1, stop) if not groups[place].tail]
            whole = sum(wholes[place] for place in (start, *merged))
            apart = merged and (not merge or whole > 1)
            cache[key] = [] if apart else _readings(groups[start:stop], dealer)
        return cache[key]

    rows: list[DealtRow] = []
    place = 0
    while place < len(groups):
        stop, others, end = _stop(groups, place, readings)
        found = list(readings(place, stop))
        for start in range(place + 1, stop):
            others += readings(start, stop)
        if found:
            others += _unnumbered(groups[place:stop], dealer)
            if _is_unread_row(groups, stop, readings):
                others += _without_last_line(groups[place:stop], dealer)
            if stop < len(groups) and not groups[stop].tail and not wholes[stop]:
                others += readings(place, stop + 1)
        if found and others:
            stop = max(stop, end)
            rows += [
                _row(groups[each : each + 1], [*found, *others]) for each in range(place, stop)
            ]
        else:
            if _follows_lone_figure(groups, place, rows):
                found = []  # the figure above may be the beginning of this row's serial
            rows.append(_row(groups[place:stop], found))
        place = stop
    return rows


def _unnumbered(groups: Sequence[_Group], dealer: Dealer) -> list[DealtTexts]:
    """Readings of the last lines as a row without its serial, the lines above being a row."""
    lines = [line.text for group in groups for line in group.lines]
    for cut in range(1, len(lines)):
        if dealer.readings([lines[:cut]]):
            return dealer.readings([lines[cut:]], unnumbered=True)
    return []


def _is_unread_row(
    groups: Sequence[_Group], place: int, readings: Callable[[int, int], list[DealtTexts]]
) -> bool:
    """Whether a group begins what should be a row, and reads in no way."""
    if place == len(groups) or not any(map(str.isalpha, groups[place].lines[0].text)):
        return False
    stop, _, _ = _stop(groups, place, readings)
    return not readings(place, stop)


def _without_last_line(groups: Sequence[_Group], dealer: Dealer) -> list[DealtTexts]:
    """Readings of a row without its last line, which may begin a cell of the row below it."""
    last = groups[-1]
    rest = [_Group(last.lines[:-1], last.tail)] if len(last.lines) > 1 else []
    shorter = [*groups[:-1], *rest]
    return _readings(shorter, dealer) if shorter else []


def _is_whole(group: _Group, slots: Slots) -> bool:
    """Whether a group has words enough for a row."""
    words = sum(len(line.text.split()) for line in group.lines)
    return words >= sum(not slot("") for slot in slots)


def _follows_lone_figure(groups: Sequence[_Group], place: int, rows: Sequence[DealtRow]) -> bool:
    """Whether an unread line of figures alone, a serial or a page's number, stands right above.

    Over a page end it is in the way only of a row whose own serial stands alone.
    """
    if place == 0 or rows[-1].readings:
        return False
    if groups[place].tail and not groups[place].lines[0].text.strip().isdigit():
        return False
    above = "".join(line.text for line in groups[place - 1].lines)
    return re.fullmatch(rf"(?:\d|{RULE})+", above) is not None


@dataclass(frozen=True, slots=True)
class _Group:
    lines: tuple[WordLine, ...]
    tail: bool


def _groups(lines: Sequence[WordLine], slots: Slots) -> list[_Group]:
    """Lines cut before each line that may begin a row, and at page ends (then maybe a tail)."""
    groups: list[list[WordLine]] = []
    tails: list[bool] = []
    for line in lines:
        begins = slots[0](line.text.split()[0])
        if begins or line.starts_page or not groups:
            groups.append([line])
            tails.append(line.starts_page)
        else:
            groups[-1].append(line)
    return [_Group(tuple(group), tail) for group, tail in zip(groups, tails, strict=True)]


def _readings(groups: Sequence[_Group], dealer: Dealer) -> list[DealtTexts]:
    """Readings of neighboring groups as one row; a page end between them begins a second pass."""
    passes: list[list[str]] = [[]]
    for place, group in enumerate(groups):
        if place and group.tail:
            passes.append([])
        passes[-1] += [line.text for line in group.lines]
    if len(passes) > 2:
        return []
    return dealer.readings(passes)


def _stop(
    groups: Sequence[_Group], place: int, readings: Callable[[int, int], list[DealtTexts]]
) -> tuple[int, list[DealtTexts], int]:
    """Where the row that begins at a group ends, readings against that, and where these end.

    A row is a group alone, or together with groups below that it needs to read. What opens the
    next page and is no row belongs to the row above, and spoils it where the two do not read
    together.
    """
    limit = min(len(groups), place + MAX_MERGED_GROUPS)
    for after in range(place + 1, limit):
        if groups[after].tail and readings(after, after + 1):
            limit = after  # what is a row alone is no continuation
            break
    stop = place + 1
    if not readings(place, stop):
        stop = next((end for end in range(stop + 1, limit + 1) if readings(place, end)), stop)
    if stop >= limit or not groups[stop].tail:
        return stop, [], stop
    whole = next((end for end in range(stop + 1, limit + 1) if readings(place, end)), None)
    if not readings(place, stop) and whole is None:
        return stop, [], stop
    own = next((end for end in range(stop + 2, limit + 1) if readings(stop, end)), None)
    if whole is not None:
        return whole, list(readings(stop, own)) if own else [], own or whole
    return (stop, [], stop) if own else (stop + 1, [], stop + 1)


def _row(groups: Sequence[_Group], readings: Sequence[DealtTexts]) -> DealtRow:
    lines = tuple(line.index for group in groups for line in group.lines)
    cut = next((place for place, group in enumerate(groups) if place and group.tail), len(groups))
    tail = tuple(line.index for group in groups[cut:] for line in group.lines)
    return DealtRow(lines, tail, tuple(dict.fromkeys(readings)))
