"""Which region (省、市、县) a document is of, by what it prints: issuer, then title, then counts.

For documents that no city module describes; a module names its region itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from schemas.regions import Region, regions

_LONG_SHORT = 3
_RANK = {"county": 0, "prefecture": 1, "province": 2}


def region_of(issuers: Sequence[str], title: str, text: str) -> Region | None:
    """The region whose organ issues a document, else the one its title names, else the text most.

    An organ's or a title's region may be named below another (江苏省南通市…): the lowest counts. A
    name that several regions bear (鼓楼区) is one of them where the text names what is above it.
    None where nothing is named, or several are named alike.
    """
    issuing = {found.adcode: found for each in issuers if (found := _leading(each, text))}
    if len(issuing) == 1:
        return next(iter(issuing.values()))
    if issuing:
        return _lowest(issuing.values())
    return _leading(title, text) or _first_in(title, text) or _most_named(text)


def _lowest(found: Iterable[Region]) -> Region | None:
    """The one region below all others; None where several are of the lowest rank."""
    ranked = sorted(found, key=lambda each: _RANK[each.admin_level])
    alike = [each for each in ranked if each.admin_level == ranked[0].admin_level]
    return ranked[0] if len(alike) == 1 else None


def _leading(words: str, text: str) -> Region | None:
    """The region that words begin with, or the lowest of several in a row."""
    found: Region | None = None
    rest = words
    while rest and (match := _names().match(rest)):
        here = _meant(match.group(), text, found)
        if here is None:
            break
        found, rest = here, rest[match.end() :]
    return found


def _first_in(title: str, text: str) -> Region | None:
    """The first region that a title names in full."""
    for match in _full_names().finditer(title):
        found = _leading(title[match.start() :], text)
        if found is not None:
            return found
    return None


def _most_named(text: str) -> Region | None:
    """The region that a text names in full more often than any other, counties aside."""
    counts = Counter(match.group() for match in _full_names().finditer(text))
    named = [(name, count) for name, count in counts.most_common() if _high(name)]
    if not named or (len(named) > 1 and named[0][1] == named[1][1]):
        return None
    return _meant(named[0][0], text, None)


def _high(name: str) -> bool:
    return any(each.admin_level != "county" for each in _by_name()[name])


def _meant(name: str, text: str, above: Region | None) -> Region | None:
    """The region a name means below another one, or in a text that names what is above it."""
    bearers = _by_name()[name]
    if above is not None:
        bearers = tuple(each for each in bearers if above in _above(each))
    if len(bearers) > 1:
        bearers = tuple(
            each for each in bearers if any(other.name in text for other in _above(each))
        )
    return bearers[0] if len(bearers) == 1 else None


def _above(region: Region) -> Iterator[Region]:
    """The regions that a region lies in, from the nearest."""
    here = region
    while here.parent_adcode is not None:
        here = regions()[here.parent_adcode]
        yield here


@cache
def _by_name() -> dict[str, tuple[Region, ...]]:
    """The regions by full name, and by short name where no county bears it."""
    named: dict[str, list[Region]] = {}
    for each in regions().values():
        short = () if each.admin_level == "county" else (each.short_name,)
        for name in {each.name, *short}:
            named.setdefault(name, []).append(each)
    return {name: tuple(bearers) for name, bearers in named.items()}


@cache
def _names() -> re.Pattern[str]:
    return _any_of(_by_name())


@cache
def _full_names() -> re.Pattern[str]:
    """Names that mean a region wherever they stand: full ones, and 楚雄州 for 楚雄彝族自治州."""
    short = {name for name in _by_name() if name.endswith("州") and len(name) >= _LONG_SHORT}
    return _any_of({each.name for each in regions().values()} | short)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
