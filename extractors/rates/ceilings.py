"""Sentences and titles that make the amounts of a whole list or table limits (最高限额, 上限)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from extractors.extraction import RateRow
from extractors.findings import Findings
from extractors.locate.found import Located
from extractors.notice.prose import Prose
from extractors.words.text import squeeze
from schemas.vocabulary import Purpose

_AMOUNTS = r"(?:职业)?(?:技能)?(?:培训|鉴定|评价)?(?:补贴|补助)?(?:标准|金额|额度|数额)"
_ABOVE = r"以上|上述|上表|本表|表中|表内|本目录"
_BELOW = r"以下|下列|下表"
_WHICH = rf"(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))?(?:所列|中|内|各类|各项|的){{0,2}}"
_CEILING = r"(?:最高|上限)(?:补贴|补助)?(?:限额|限价|标准|金额|额度|额|限|值)?"
_PLAIN = re.compile(
    rf"{_WHICH}{_AMOUNTS}(?:均|都|皆)?(?:为|是|系){_CEILING}"
    rf"|(?:实际|具体){_AMOUNTS}(?:均|都)?不(?:得|能)?(?:超过|高于)(?:{_ABOVE})(?:所列|的)?{_AMOUNTS}"
)
_BEGINNING = re.compile(r"(?:备?注|说明)?[:：]?(?:[(（]?\d{1,2}[)）.．、]?|[①-⑩])?")
_SPEAKS = re.compile(r"最高|上限|限额|不(?:得|能)?(?:超过|高于)")
_OF_AMOUNTS = re.compile(r"补贴|补助|标准|金额|元")
_IN_TITLE = re.compile(
    r"最高(?:限额)?(?:补贴|补助)(?:标准|限额|金额|额度)(?![的可\d])"
    r"|(?:补贴|补助)(?:标准|金额|额度)?(?:[(（](?:上限|最高(?:限额|标准)?)[)）]|上限(?![的可为\d]))"
    rf"|(?:{_BELOW}|本表|表中|表内){_AMOUNTS}(?:均|都|皆)?(?:为|是|系){_CEILING}(?!的)"
)

_ENDS = "。；;：:"
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
        elif _SPEAKS.search(clause) and _OF_AMOUNTS.search(clause):
            message = f"a sentence limits amounts in a way that none is read with: '{clause}'"
            number = row_no(line)
            findings.add("part_missing", message, row_no=number, catalog_id=meant, printed=clause)
    for rate in rates:
        if (rate.catalog_id, rate.purpose) in limited and rate.amount_rule == "fixed":
            rate.amount_rule = "at_most"


def _purposes(text: str) -> tuple[Purpose, ...]:
    """Of which amounts a sentence speaks: those it names, else all."""
    if re.search("鉴定|评价", text):
        return ("assessment",)
    return ("training",) if "培训" in text else ("training", "assessment")


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
        begun = place > 0 and lines[place - 1][-1] not in _ENDS
        begun = begun and _line_above(located, prose.lines[place]) == prose.lines[place - 1]
        below = re.match("[^。；;]*", lines[place + 1]) if place + 1 < len(lines) else None
        clauses = re.findall("[^。；;]+", text)
        for number, clause in enumerate(clauses, start=1):
            goes_on = number == len(clauses) and text[-1] not in _ENDS
            more = below[0] if below and goes_on else ""
            yield prose.lines[place], clause.strip("()（）"), more, begun and number == 1


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
