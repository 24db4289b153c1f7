"""The columns of a list that no city module describes, by its headings and what its cells hold."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from extractors.catalog import AMOUNT, LABEL, Column
from extractors.document import Line, Paragraph, Row
from extractors.locate.heading_map import prints_above
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import parse_code
from extractors.words.heading_rules import (
    field_of_group,
    guessed_field,
    joined_fields,
    names_cost,
    pays_beside_costs,
)
from extractors.words.headings import (
    AMOUNT_FIELDS,
    ROW_AMOUNTS,
    Field,
    class_from_above,
    field_of_heading,
    heads_work_types,
    levels_from_above,
    plain_heading,
    side_by_side,
)
from extractors.words.levels import parse_levels
from extractors.words.names import fold_name
from schemas.occupations import occupation_names

_RATE_LABELS: frozenset[Field] = frozenset({"label", "subsidy_class", "certificate", "level"})
_ENTRY_FIELDS: tuple[Field, ...] = (
    "label",
    "serial",
    "code",
    "name",
    "subsidy_class",
    "certificate",
    "industry",
    "initiatives",
    "shortage",
    *ROW_AMOUNTS,
)
_CELLS_ASKED = 200
_CERTIFICATE = re.compile("证书?$")
_OF_FEW_WORDS: frozenset[Field] = frozenset({"initiatives"})
_OF_KNOWN_WORDS: frozenset[Field] = frozenset({"subsidy_class", "certificate", "level"})
_LEAST_RECURRING = 3
_MAY_BE_BLANK: frozenset[Field] = frozenset({"code", "label", "level", "shortage"})


def columns_of_header(
    lines: Sequence[Line], rows: range, headings: Sequence[str]
) -> tuple[tuple[Column, ...] | None, bool]:
    """The columns of a list by its headings and cells, and whether it is a table of rates."""
    prints = prints_above(headings, lines[rows.start : rows.stop])
    above = list(zip(headings, prints, strict=True))
    by_level = side_by_side(levels_from_above(*each) for each in above)
    by_class = side_by_side(class_from_above(*each) for each in above)
    cells = _cells(lines, rows, len(headings))
    if not _hold_amounts(cells, by_level):
        by_level = []
    if not _hold_amounts(cells, by_class):
        by_class = []
    fields: list[Field | None] = [
        None if place in by_level or place in by_class else _field(text, cells[place])
        for place, text in enumerate(headings)
    ]
    by_group = _by_group(prints, fields, cells)
    named = {name for name in fields if name is not None}
    named_by_code = _name_of_codes(headings, fields, cells)
    if named_by_code is not None:
        fields = [None if name == "name" else name for name in fields]
    costs = {n for n, each in enumerate(prints) if names_cost(each)}
    costs = costs if pays_beside_costs(prints) else set()
    guessed = _guessed(headings, fields, cells, {*by_group, *costs})
    guessed |= {"name": named_by_code} if named_by_code is not None else {}
    named |= set(guessed)
    priced = bool(named & set(AMOUNT_FIELDS) or by_level or by_class or by_group)
    label = next((n for n, name in enumerate(fields) if name in ("name", "label")), None)
    of_rates = priced and "code" not in named
    if of_rates and "serial" not in named and not named & {"name", *_RATE_LABELS}:
        # what stands before amounts side by side names them, whatever its heading
        label = guessed["label"] = 0
        named.add("label")
    labeled = label is not None and _are_labels(cells[label])
    if of_rates and (labeled or ("name" not in named and named & _RATE_LABELS)):
        of_table = _rate_columns(named, by_level, by_class, by_group)
        return _with_headings(of_table, headings, guessed), True
    if "name" not in named:
        place = next((n for n, each in enumerate(cells) if _are_names(each)), None)
        if place is None and "label" in named:
            place = fields.index("label")
        if place is None:
            return None, False
        named -= {fields[place]}
        guessed["name"] = place
        named.add("name")
    places = {name: fields.index(name) for name in named if name in fields} | guessed
    if "amount" in named and "training_amount" not in named:
        named.add("training_amount")
        places["training_amount"] = places["amount"]
        if "amount" in guessed or "assessment_amount" in named:
            guessed["training_amount"] = places["amount"]
    spread = bool(by_level or by_class or by_group)
    if spread:
        named |= set(ROW_AMOUNTS)
    columns = []
    for name in _ENTRY_FIELDS:
        if name in named:
            place = places.get(name)
            may_be_blank = place is None or not all(cells[place])
            column = Column(name, blank=may_be_blank or name in _MAY_BE_BLANK)
            absent = name in ROW_AMOUNTS and place is None and spread
            words = _recurring(lines[rows.stop :]) if name in _OF_FEW_WORDS else ()
            columns.append(replace(column, absent=absent, words=words))
    return _with_headings(columns, headings, guessed), False


def _with_headings(
    columns: Iterable[Column], headings: Sequence[str], guessed: Mapping[Field, int]
) -> tuple[Column, ...]:
    """The columns, each that was guessed with the heading it was told by."""
    own = {name: (plain_heading(headings[place]),) for name, place in guessed.items()}
    return tuple(replace(each, headings=own.get(each.field, ())) for each in columns)


def _field(heading: str, texts: Sequence[str]) -> Field | None:
    """The field that a known heading names; none where its cells speak against it.

    类别 is often a trade (加工制造类) and no class, 等级 under 证书 may stand for anything.
    """
    name = field_of_heading(heading)
    return name if name not in _OF_KNOWN_WORDS or _fits(name, texts) else None


def _by_group(
    prints: Sequence[Sequence[str]], fields: Sequence[Field | None], cells: Sequence[Sequence[str]]
) -> list[int]:
    """The columns of amounts each of which is for another group of persons, where two are."""
    return side_by_side(
        name is None
        and field_of_group(prints[place])[1]
        and _most(cells[place], Column("amount").accepts)
        for place, name in enumerate(fields)
    )


def _name_of_codes(
    headings: Sequence[str], fields: Sequence[Field | None], cells: Sequence[Sequence[str]]
) -> int | None:
    """Of a column of occupations and one of work types that of which the codes are; else None."""
    names = [place for place, name in enumerate(fields) if name == "name"]
    if len(names) < 2 or "code" not in fields:
        return None
    place = fields.index("code")
    kinds = Counter(code.kind for code in map(parse_code, cells[place]) if code)
    of_work_types = "work_type" in kinds if kinds else heads_work_types(headings[place])
    such = [n for n in names if heads_work_types(headings[n]) == of_work_types]
    return such[0] if len(such) == 1 else None


def _guessed(
    headings: Sequence[str],
    fields: Sequence[Field | None],
    cells: Sequence[Sequence[str]],
    others: Collection[int],
) -> dict[Field, int]:
    """The columns of fields that no known heading names: by the words of headings, and cells.

    ``others`` are columns that are none of a field, whatever their headings say.
    """
    guessed: dict[Field, int] = {}
    for place, heading in enumerate(headings):
        joined = joined_fields(heading)
        name = "name" if joined and "name" in joined else guessed_field(heading)
        free = fields[place] is None and name not in fields and name not in guessed
        free = free and place not in others
        if name is not None and free and _fits(name, cells[place]):
            guessed[name] = place
    return guessed


def _hold_amounts(cells: Sequence[Sequence[str]], places: Sequence[int]) -> bool:
    """Whether the cells of columns of levels or classes are amounts, and not ticks."""
    return _fits("training_amount", [text for place in places for text in cells[place]])


def _fits(name: Field, texts: Sequence[str]) -> bool:
    """Whether cells may be those of a field: most of them are, or none are known."""
    of = "training_amount" if name == "amount" else name
    return name == "name" or _most(texts, Column(of, blank=True).accepts, none=True)


def _rate_columns(
    named: set[Field],
    by_level: Sequence[int],
    by_class: Sequence[int],
    by_group: Sequence[int],
) -> tuple[Column, ...]:
    """The columns of a table of rates: what names a row, what stands beside it, and the amount."""
    leads: tuple[Field, ...] = ("label", "certificate")
    lead = [name for name in leads if name in named][:1]
    if not lead and "name" in named:
        return (LABEL, AMOUNT)
    others: tuple[Field, ...] = ("subsidy_class", "level")
    spread: set[Field] = {"level"} if by_level else set()
    spread |= {"subsidy_class"} if by_class else set()
    rest = [name for name in others if name in named | spread]
    labels = (Column(name, blank=name in _MAY_BE_BLANK) for name in (*lead, *rest))
    return (*labels, replace(AMOUNT, absent=bool(by_group)))


def _cells(lines: Sequence[Line], places: range, width: int) -> list[list[str]]:
    """The cells below a header by column, of its own table and of the first rows."""
    cells: list[list[str]] = [[] for _ in range(width)]
    for line in lines[places.stop : places.stop + _CELLS_ASKED]:
        if not isinstance(line, Row) or line.width != width or line.is_lone:
            break
        for placed in line.placed:
            if not placed.cell.merged_above:
                cells[placed.start].append(placed.text)
    return cells


def _recurring(lines: Sequence[Line]) -> tuple[str, ...]:
    """The words that undelimited lines print again and again: those of a column of few words.

    Certificates and occupations aside; none where the first line has cells.
    """
    of_words = itertools.takewhile(lambda line: isinstance(line, Paragraph), lines)
    words: list[str] = []
    for line in filter(str.strip, (line.text for line in of_words)):
        first, *others = line.split()
        # a line of one word may be the end of the word above it
        words += [first, *others] if others or not words else [first, words[-1] + first]
    counts = Counter(part for word in words for part in word.split("/") if part.isalpha())
    known = [
        word
        for word, count in counts.items()
        if count >= _LEAST_RECURRING
        and not (word.isascii() or _CERTIFICATE.search(word) or word in occupation_names())
    ]
    # a line end cuts words: 农村 and 电商 are pieces of 农村电商, which is printed as often
    pairs = [
        (short, long)
        for short, long in itertools.permutations(known, 2)
        if long.startswith(short) or long.endswith(short)
    ]
    pieces = {short if counts[short] <= counts[long] else long for short, long in pairs}
    return tuple(word for word in known if word not in pieces and len(word) > 1)


def _most(texts: Sequence[str], is_such: Callable[[str], object], *, none: bool = False) -> bool:
    """Whether more than half of the filled cells of a column are of a kind; ``none`` if none is."""
    filled = [text for text in texts if text]
    if not filled:
        return none
    return 2 * sum(bool(is_such(text)) for text in filled) > len(filled)


def _are_names(texts: Sequence[str]) -> bool:
    return _most(texts, lambda text: fold_name(text) in occupation_names())


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether cells name certificates, levels or classes, as the first column of rates does."""
    return _most(
        texts, lambda text: parse_certificate(text) or parse_levels(text) or parse_class(text)
    )
