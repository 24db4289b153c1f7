"""The unit that a heading, or a line above or below a table, gives the table's bare figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Line, Row
from extractors.locate.found import FoundList
from extractors.words.amounts import (
    AT_MOST,
    MONEY_UNIT,
    STANDARD,
    WITHIN,
    YUAN,
    Amount,
    scale_of,
    unit_named,
)
from extractors.words.headings import Field, is_of_which
from extractors.words.signs import COMMAS, IN_BRACKETS
from extractors.words.text import HAN, fold, squeeze
from extractors.words.titles import NOTE_WORD, OF_ABOVE
from schemas.vocabulary import Unit

_BRACKET = re.compile(IN_BRACKETS)
_UNIT_WORD = re.compile(rf"(?:单\s*位\s*(?::|均?[为是]:?)|{STANDARD}\s*:)\s*(?P<unit>[^()。;]*)")
_MONEY = re.compile(rf"{MONEY_UNIT}(?!(?!每){HAN})")
_OF_TABLE_ABOVE = re.compile(rf"^\W*{NOTE_WORD}|{OF_ABOVE}")
_LIMIT = re.compile(rf"{AT_MOST}|{WITHIN}")
_LINES_BESIDE = 6


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """How many yuan a bare figure counts and what each is for, or the print of an odd unit.

    ``at_most`` tells that the heading makes its figures limits (补贴标准（上限）).
    """

    factor: int = 1
    odd: str | None = None
    at_most: bool = False
    paid_for: Unit = "per_person"


BARE_YUAN = MoneyUnit()


def heading_unit(heading: str) -> MoneyUnit | None:
    """The unit in a heading's brackets: 补贴标准（万元） counts 10000; None where it names none."""
    inside = [
        _LIMIT.sub("", text[1:-1]).strip(f"{COMMAS}:") for text in _BRACKET.findall(_plain(heading))
    ]
    texts = [text.removeprefix("单位").lstrip(":") for text in inside]
    return _one([text for text in texts if _is_unit(text)])


def unit_beside(found: FoundList, lines: Sequence[Line]) -> MoneyUnit | None:
    """The unit of money that a line near a table names: 单位：万元; None where none does.

    It stands above the table's header, or below its last row in a note that speaks of the table.
    """
    last = max((*found.headers, *found.body))
    above = lines[max(0, found.headers[0] - _LINES_BESIDE) : found.headers[0]]
    below = lines[last + 1 : last + 1 + _LINES_BESIDE]
    notes = (line for line in _outside_tables(below) if _OF_TABLE_ABOVE.search(line.text))
    return _one([*_units_named(_outside_tables(reversed(above))), *_units_named(notes)])


def _outside_tables(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines as far as the next row of a table."""
    return itertools.takewhile(
        lambda line: sum(map(bool, map(str.strip, line.texts))) < 2,
        lines,
    )


def _units_named(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        match = _UNIT_WORD.search(fold(line.text))
        if match:
            yield from filter(_MONEY.match, re.split(rf"[{COMMAS}\s]+", match["unit"]))


def unit_of(heading: str, beside: MoneyUnit | None) -> MoneyUnit:
    """The unit of a column: its heading's, else that beside the table; odd where the two differ."""
    own = heading_unit(heading)
    if own is not None and beside is not None and own != beside:
        return MoneyUnit(odd=f"{squeeze(heading)}, and another unit beside the table")
    return replace(own or beside or BARE_YUAN, at_most=_LIMIT.search(_plain(heading)) is not None)


def units_of(found: FoundList, lines: Sequence[Line]) -> dict[Field, MoneyUnit]:
    """The unit of each column of a list, by its field."""
    beside = unit_beside(found, lines)
    pairs = zip(found.mapping.fields, header_prints(found, lines), strict=True)
    return {name: unit_of("".join(prints), beside) for name, prints in pairs if name is not None}


def fields_of_parts(found: FoundList, lines: Sequence[Line]) -> frozenset[Field]:
    """The fields of a list whose amounts are a part of those beside: below 其中."""
    pairs = zip(found.mapping.fields, header_prints(found, lines), strict=True)
    return frozenset(name for name, prints in pairs if name and is_of_which(prints))


def header_prints(found: FoundList, lines: Sequence[Line]) -> list[list[str]]:
    """What the rows of a list's header print over each grid column, from above, each text once."""
    first = found.headers[0]
    stop = next(n for n in itertools.count(first) if n not in found.headers)
    return prints_above(found.mapping.headings, lines[first:stop])


def prints_above(headings: Sequence[str], header: Sequence[Line]) -> list[list[str]]:
    """What the lines of a header print over each grid column; the heading where they have none."""
    prints: list[list[str]] = [[] for _ in headings]
    for line in header:
        if isinstance(line, Row) and line.width == len(prints):
            for known, cell in zip(prints, line.by_column, strict=True):
                if cell.text.strip() and cell.text not in known:
                    known.append(cell.text)
    return [texts or [text] for texts, text in zip(prints, headings, strict=True)]


def under(amount: Amount, unit: MoneyUnit) -> Amount:
    """The amount as its heading has it: a figure under a limit is at most that."""
    limited = unit.at_most and amount.rule == "fixed"
    amount = replace(amount, unit=amount.unit or unit.paid_for)
    return replace(amount, rule="at_most") if limited else amount


def odd_unit(unit: MoneyUnit) -> str:
    """The reason to reject a figure whose unit is none of ours."""
    return f"amount: its unit is not yuan a person: {unit.odd}"


def _plain(text: str) -> str:
    return squeeze(fold(text))


def _is_unit(text: str) -> bool:
    return "元" in text or text.startswith(("/", "每")) or "%" in text


def _one(texts: Sequence[str]) -> MoneyUnit | None:
    units = set(map(_unit, texts))
    if len(units) > 1:
        return MoneyUnit(odd="、".join(texts))
    return units.pop() if units else None


def _unit(text: str) -> MoneyUnit:
    match = re.fullmatch(YUAN, text)
    if match is None:
        return MoneyUnit(odd=text)
    paid_for = unit_named(match["per"]) if match["per"] else "per_person"
    return MoneyUnit(scale_of(match["scale"]), paid_for=paid_for)
