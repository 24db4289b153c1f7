"""Sentences and titles that make the amounts of a whole list or table limits (最高限额, 上限)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from extractors.extraction import RateRow
from extractors.findings import Findings
from extractors.locate.found import Located
from extractors.notice.prose import Prose
from extractors.words.amounts import (
    ASSESSMENT,
    BY_OTHER_RULE,
    CEILING,
    CHANGED,
    HIGHEST,
    NOT_OVER,
    STANDARD,
    SUPPORT,
    TRAINING,
)
from extractors.words.numerals import CIRCLED
from extractors.words.signs import (
    CLAUSE_ENDS,
    CLOSING,
    COLON,
    OPENING,
    POINT,
    ROUND_CLOSE,
    ROUND_OPEN,
    none_of,
)
from extractors.words.text import squeeze
from extractors.words.titles import NOTE_WORD, OF_ABOVE, OF_BELOW, OF_THIS, SENTENCE_END
from schemas.vocabulary import FindingRule, Purpose

_AMOUNTS = rf"(?:职业)?(?:技能)?(?:{TRAINING}|{ASSESSMENT})?{SUPPORT}?{STANDARD}"
_WHICH = rf"(?:(?P<above>{OF_ABOVE})|(?P<below>{OF_BELOW}))?(?:所列|中|内|各类|各项|的){{0,2}}"
_ARE_LIMITS = rf"(?:均|都|皆)?(?:为|是|系){HIGHEST}{SUPPORT}?(?:限额|限价|{STANDARD}|额|限|值)?"
_PLAIN = re.compile(
    rf"{_WHICH}{_AMOUNTS}{_ARE_LIMITS}"
    rf"|(?:实际|具体){_AMOUNTS}(?:均|都)?{NOT_OVER}{OF_ABOVE}(?:所列|的)?{_AMOUNTS}"
)
_BEGINNING = re.compile(
    rf"{NOTE_WORD}?{COLON}?(?:{ROUND_OPEN}?\d{{1,2}}(?:{ROUND_CLOSE}|{POINT})?|{CIRCLED})?"
)
_SPEAKS = re.compile(f"{CEILING.pattern}|最高|{NOT_OVER}")
_OF_AMOUNTS = re.compile(f"{SUPPORT}|{STANDARD}|元")
_IN_TITLE = re.compile(
    rf"最高(?:限额)?{SUPPORT}(?:限额|{STANDARD})(?![的可\d])"
    rf"|{SUPPORT}{STANDARD}?"
    rf"(?:{ROUND_OPEN}{HIGHEST}(?:限额|标准)?{ROUND_CLOSE}|上限(?![的可为\d]))"
    rf"|(?:{OF_BELOW}|{OF_THIS}){_AMOUNTS}{_ARE_LIMITS}(?!的)"
)
_CLAUSE = f"{none_of(CLAUSE_ENDS)}+"
_PARTING = ("heading", "header", "form")
_Pair = tuple[str | None, str | None]


def limit_rates(
    rates: Sequence[RateRow],
    catalog_ids: Sequence[str],
    located: Located,
    prose: Prose,
    row_no: Callable[[int], int],
    findings: Findings,
) -> None:
    """Make the amounts at most what is printed, of lists of which a title or sentence says so.

    A sentence is understood where it says no more than that: 以上补贴标准为最高限额. It speaks of
    the list right above it, or (以下, 下表) right below; any other one about a limit is told.
    """
    priced = {rate.catalog_id for rate in rates}
    limited: set[tuple[str | None, Purpose]] = set()
    for found, catalog_id in zip(located.lists, catalog_ids, strict=True):
        if _IN_TITLE.search(squeeze(found.title or "")):
            limited |= {(catalog_id, "training"), (catalog_id, "assessment")}
    neighbors = _neighbors(located, catalog_ids)
    for line, clause, more, begun in _clauses(prose, located):
        plain = _plainly(clause, begun=begun) or _plainly(clause + more, begun=begun)
        above, below = neighbors(line)
        meant = below if plain and plain["below"] else above
        if meant is None or meant not in priced:
            continue
        if plain:
            limited |= {(meant, purpose) for purpose in _purposes(plain.group())}
        elif CHANGED.search(clause) and _OF_AMOUNTS.search(clause):
            message = f"a sentence changes amounts, and none is read with it: '{clause}'"
            findings.add(
                "cell_unclear", message, row_no=row_no(line), catalog_id=meant, printed=clause
            )
        elif _SPEAKS.search(clause) and _OF_AMOUNTS.search(clause):
            number = row_no(line)
            if BY_OTHER_RULE.search(clause):
                message = f"another rule limits amounts, and how far is not printed: '{clause}'"
                rule: FindingRule = "amount_in_words"
            else:
                message = f"a sentence limits amounts in a way that none is read with: '{clause}'"
                rule = "cell_unclear"
            findings.add(rule, message, row_no=number, catalog_id=meant, printed=clause)
    for rate in rates:
        if (rate.catalog_id, rate.purpose) in limited and rate.amount_rule == "fixed":
            rate.amount_rule = "at_most"


def _purposes(text: str) -> tuple[Purpose, ...]:
    """Of which amounts a sentence speaks: those it names, else all."""
    if re.search(ASSESSMENT, text):
        return ("assessment",)
    return ("training",) if TRAINING in text else ("training", "assessment")


def _plainly(clause: str, *, begun: bool) -> re.Match[str] | None:
    """A clause that says no more than that amounts are limits, unless a line above begins it."""
    begins = _BEGINNING.match(clause)
    start = begins.end() if begins else 0
    return None if begun and not start else _PLAIN.fullmatch(clause, start)


def _clauses(prose: Prose, located: Located) -> Iterator[tuple[int, str, str, bool]]:
    """The clauses of each line, with its place, and the end of one that runs over the line's.

    The last tells that the clause may have begun on the line above.
    """
    ends = [*prose.starts, len(prose.text)][1:]
    lines = [prose.text[start:end] for start, end in zip(prose.starts, ends, strict=True)]
    for place, text in enumerate(lines):
        begun = place > 0 and lines[place - 1][-1] not in SENTENCE_END
        begun = begun and _line_above(located, prose.lines[place]) == prose.lines[place - 1]
        below = re.match(f"(?:{_CLAUSE})?", lines[place + 1]) if place + 1 < len(lines) else None
        clauses = re.findall(_CLAUSE, text)
        for number, clause in enumerate(clauses, start=1):
            goes_on = number == len(clauses) and text[-1] not in SENTENCE_END
            more = below[0] if below and goes_on else ""
            yield prose.lines[place], clause.strip(OPENING + CLOSING), more, begun and number == 1


def _line_above(located: Located, line: int) -> int:
    """The nearest line above that is not blank, -1 where none is."""
    above = line - 1
    while above >= 0 and not located.lines[above].text.strip():
        above -= 1
    return above


def _neighbors(located: Located, catalog_ids: Sequence[str]) -> Callable[[int], _Pair]:
    """Gives the lists right above and right below a line, where no heading stands between."""
    parted = list(
        itertools.accumulate(
            (place if role in _PARTING else -1 for place, role in enumerate(located.roles)), max
        )
    )
    spans = [
        (catalog_id, found.headers[0], max((*found.headers, *found.body)))
        for found, catalog_id in zip(located.lists, catalog_ids, strict=True)
    ]

    def of(line: int) -> _Pair:
        above = [each for each, _, last in spans if parted[line] <= last < line]
        below = [each for each, first, _ in spans if parted[first - 1] <= line < first]
        return above[-1] if above else None, below[0] if below else None

    return of
