"""The unit that a heading, or a line above or below a table, gives the table's bare figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.document import Line, Row
from extractors.locate.found import FoundList
from extractors.words.amounts import (
    ANY_UNIT,
    AT_MOST,
    BARE_UNIT,
    CHANGED,
    UNIT_AT_END,
    WITHIN,
    YUAN,
    scale_of,
    unit_named,
    units_named,
)
from extractors.words.headings import Field
from extractors.words.money_units import BARE_YUAN, MoneyUnit
from extractors.words.signs import COMMAS, IN_BRACKETS
from extractors.words.text import fold, squeeze
from extractors.words.titles import NOTE_WORD, OF_ABOVE
from schemas.vocabulary import RowRole

_BRACKET = re.compile(IN_BRACKETS)
_UNIT_CELL = re.compile(r"\W*(?:金额|计量|货币)?单\s*位\s*:")
_OF_TABLE_ABOVE = re.compile(rf"^\W*{NOTE_WORD}|{OF_ABOVE}")
_FOR_EACH = re.compile(rf"[每按](?P<per>{ANY_UNIT})")
_LIMIT = re.compile(rf"{AT_MOST}|{WITHIN}")
_LINES_BESIDE = 6


def heading_unit(heading: str) -> MoneyUnit | None:
    """The unit in a heading's brackets or at its end: 补贴标准（万元） counts 10000; None: none."""
    return _one(_units_in_brackets(heading))


def unit_printed(text: str) -> MoneyUnit | None:
    """The unit of money that a cell prints alone: 元/课时; an odd one of money, too; else None."""
    plain = _plain(text)
    return _unit(plain) if "元" in plain else None


def _units_in_brackets(heading: str) -> list[str]:
    inside = [
        _LIMIT.sub("", text[1:-1]).strip(f"{COMMAS}:") for text in _BRACKET.findall(_plain(heading))
    ]
    texts = [text.removeprefix("单位").lstrip(":") for text in inside]
    if at_end := UNIT_AT_END.search(_BRACKET.sub("", _plain(heading))):
        texts.append(at_end.group())
    return [text for text in texts if _is_unit(text)]


def unit_beside(found: FoundList, lines: Sequence[Line]) -> MoneyUnit | None:
    """The unit of money that a line near a table names: 单位：万元; None where none does.

    It stands above the table's header, or below its last row in a note that speaks of the table.
    Lines between its rows that name another make it odd; where none names any, that of other tables
    may be meant, and is unsure.
    """
    near = _units_near(found, lines)
    beside = _one(near)
    body = {*found.body, *found.headers}
    inside = (lines[index] for index in range(found.headers[0], max(body)) if index not in body)
    between = [text for line in inside for text in _units_named(line)]
    between += [text for index in found.body for text in _units_in_cells(lines[index])]
    if any(_unit(text) != (beside or BARE_YUAN) for text in between):
        texts = "、".join(dict.fromkeys([*near, *between]))
        return MoneyUnit(odd=f"{texts} beside rows of one list")
    if beside is None and found.unit_elsewhere is not None:
        elsewhere = _unit(found.unit_elsewhere)
        return replace(elsewhere, odd=found.unit_elsewhere, unsure=True)
    return beside


def tell_units_elsewhere(
    lines: Sequence[Line], roles: Sequence[RowRole], lists: Sequence[FoundList]
) -> None:
    """Give each list the unit that may be its own though it does not stand beside its table.

    That is what the nearest line of its annex above it names, or one below it that no later table
    has above it, or what stands over another list; nothing for yuan a person. The heading of a
    column names it for tables of the same columns alone.
    """
    inside = {index for found in lists for index in found.body}
    begins = {found.headers[0]: found for found in lists}
    inside_or_over = inside.union(*(_lines_above(found, lines) for found in lists))
    of_columns: dict[tuple[Field | None, ...], str] = {}
    near: str | None = None
    of_list: str | None = None
    for index, line in enumerate(lines):
        if found := begins.get(index):
            fields = found.fields
            found.unit_elsewhere = near or of_columns.get(fields) or of_list
            of_list = next(iter(_units_near(found, lines)), of_list)
            headings = list(_units_of_headings(found))
            odd = [unit for unit in headings if _unit(unit) != BARE_YUAN]
            of_columns.update((fields, unit) for unit in (odd or headings)[:1])
        elif roles[index] == "heading" and line.is_any("annex"):
            near = None
        elif index not in inside:
            near = next(iter(_units_named(line)), near)
    near = None
    for index in reversed(range(len(lines))):
        if found := begins.get(index):
            found.unit_elsewhere = found.unit_elsewhere or near
        elif roles[index] == "heading" and lines[index].is_any("annex"):
            near = None
        elif index not in inside_or_over or _OF_TABLE_ABOVE.search(lines[index].text):
            near = next(iter(_units_named(lines[index])), near)
    for found in lists:
        if found.unit_elsewhere and _unit(found.unit_elsewhere) == BARE_YUAN:
            found.unit_elsewhere = None


def _units_in_cells(row: Line) -> list[str]:
    """What cells of a row beside others name as a unit: one that stands beside the table."""
    cells = [text for text in row.texts if isinstance(row, Row) and _UNIT_CELL.match(fold(text))]
    return [unit for text in cells for unit in units_named(text)]


def is_unit_line(line: Line) -> bool:
    """Whether a line names a unit of money and nothing else: 单位：百元, （百元）."""
    if not line.is_lone or not _units_named(line):
        return False
    return line.is_any("beside_title") or bool(BARE_UNIT.fullmatch(fold(line.text).strip()))


def _units_near(found: FoundList, lines: Sequence[Line]) -> list[str]:
    last = max((*found.headers, *found.body))
    table = lines[found.headers[-1]].position.table_no
    below = _outside_tables(lines[last + 1 : last + 1 + _LINES_BESIDE])
    notes = (
        line
        for line in below
        if _OF_TABLE_ABOVE.search(line.text)
        or (isinstance(line, Row) and line.position.table_no == table)
    )
    beside = itertools.chain((lines[index] for index in _lines_above(found, lines)), notes)
    return list(itertools.chain.from_iterable(map(_units_named, beside)))


def _lines_above(found: FoundList, lines: Sequence[Line]) -> list[int]:
    """The lines over a list's header as far as the next table, the nearest first."""
    first = found.headers[0]
    above = range(first - 1, max(-1, first - 1 - _LINES_BESIDE), -1)
    return list(itertools.takewhile(lambda index: _is_beside_tables(lines[index]), above))


def _units_of_headings(found: FoundList) -> Iterator[str]:
    return (text for heading in found.headings for text in _units_in_brackets(heading))


def _outside_tables(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines as far as the next row of a table; a title may stand in cells beside a unit."""
    return itertools.takewhile(_is_beside_tables, lines)


def _is_beside_tables(line: Line) -> bool:
    filled = [text for text in line.texts if text.strip()]
    return len(filled) < 2 or any(_UNIT_CELL.match(fold(text)) for text in filled)


def _units_named(line: Line) -> list[str]:
    """The units of money that a line outside tables names."""
    if not _is_beside_tables(line):
        return []
    bare = BARE_UNIT.search(fold(line.text).strip()) if line.is_lone else None
    return [bare["unit"]] if bare else [unit for text in line.texts for unit in units_named(text)]


def unit_of(heading: str, beside: MoneyUnit | None) -> MoneyUnit:
    """The unit of a column: its heading's, else that beside the table; odd where the two differ."""
    own = heading_unit(heading)
    if own is not None and beside is not None and own != beside and not beside.unsure:
        return MoneyUnit(odd=f"{squeeze(heading)}, and another unit beside the table")
    unit = replace(own or beside or BARE_YUAN, at_most=_LIMIT.search(_plain(heading)) is not None)
    each = _FOR_EACH.search(_plain(heading)) if unit.paid_for == "per_person" else None
    return replace(unit, paid_for=unit_named(each["per"])) if each else unit


def _plain(text: str) -> str:
    return squeeze(fold(text))


def _is_unit(text: str) -> bool:
    return (
        "元" in text or text.startswith(("/", "每")) or ("%" in text and not CHANGED.search(text))
    )


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
