"""Whether a document plainly keeps the laws of conservation and its references.

``conservation.sql`` says the laws and ``warehouse.checks`` the references, and both name what is
broken; but planning those queries takes longer than most documents take to read. What is asked here
of the rows themselves says yes only where SQL would find nothing; where it says no, SQL decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from warehouse.checks import REFERENCES

# Fewer than the law passes over: what is equal without these is equal without more of them.
_BLANK = re.compile("[ \t\n\r\u3000\u00a0]+")

_PRINTED = (
    "serial_printed",
    "name_printed",
    "code_printed",
    "subsidy_class_printed",
    "certificate_printed",
    "industry_printed",
    "initiatives_printed",
)


def plainly_whole(rows: Mapping[str, Sequence[Any]]) -> bool:
    """Do the rows of one document, by table, hold together for certain? Rows as for a stage."""
    given = {
        name: [SimpleNamespace(**row) if isinstance(row, Mapping) else row for row in found]
        for name, found in rows.items()
    }
    return _references_lead(given) and _rows_are_kept(given) and _characters_are_kept(given)


def _references_lead(rows: Mapping[str, Sequence[Any]]) -> bool:
    for child, from_columns, parent, to_columns in REFERENCES:
        if child in rows and parent in rows:
            there = set(_keys(rows[parent], to_columns))
            if any(
                key not in there and None not in key for key in _keys(rows[child], from_columns)
            ):
                return False
    counts = Counter(entry.catalog_id for entry in rows["catalog_entry"])
    return all(row.entry_count == counts[row.catalog_id] for row in rows["catalog"])


def _keys(rows: Sequence[Any], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return zip(*([getattr(row, name) for row in rows] for name in columns), strict=True)


def _rows_are_kept(rows: Mapping[str, Sequence[Any]]) -> bool:
    """Law (a)."""
    rejected = {row.row_no for row in rows["rejected_row"]}
    entries = {entry.entry_id: entry.row_no for entry in rows["catalog_entry"]}
    rates = {(rate.rate_id, rate.row_no) for rate in rows["subsidy_rate"]}
    named = {(rate_id, row.row_no) for row in rows["source_row"] for rate_id in row.rate_ids}
    firsts: list[tuple[str, int]] = []
    for row in rows["source_row"]:
        if row.role in {"entry", "continuation"}:
            if row.entry_id not in entries and row.row_no not in rejected:
                return False
            if row.role == "entry" and row.entry_id is not None:
                firsts.append((row.entry_id, row.row_no))
        elif row.role == "rate" and not row.rate_ids and row.row_no not in rejected:
            return False
    # A sentence over several rows is named by each.
    of_rates = {rate_id for rate_id, _ in rates}
    is_named = rates <= named and all(rate_id in of_rates for rate_id, _ in named)
    return sorted(firsts) == sorted(entries.items()) and is_named


def _characters_are_kept(rows: Mapping[str, Sequence[Any]]) -> bool:
    """Law (b)."""
    cells: dict[str, list[str]] = {}
    for row in rows["source_row"]:
        if row.role in {"entry", "continuation"} and row.entry_id is not None:
            cells.setdefault(row.entry_id, []).extend(row.cells)
    # A cell that gives an amount for each of several levels counts once.
    amounts: dict[str, dict[tuple[Any, ...], str]] = {}
    inherited = {entry.entry_id: entry.inherited_columns for entry in rows["catalog_entry"]}
    for rate in rows["subsidy_rate"]:
        if rate.item not in inherited.get(rate.entry_id, [rate.item]):
            once = (rate.purpose, rate.item, rate.amount_printed)
            amounts.setdefault(rate.entry_id, {})[once] = rate.amount_printed
    return all(
        _are_printed(
            cells[entry.entry_id],
            [*_own_columns(entry), *amounts.get(entry.entry_id, {}).values()],
            entry.marks,
        )
        for entry in rows["catalog_entry"]
    )


def _own_columns(entry: Any) -> Iterator[str]:
    """The printed columns whose words stand in the entry's own cells."""
    named = [(name, getattr(entry, name)) for name in _PRINTED]
    return (
        str(words)
        for name, words in [*named, *entry.other.items()]
        if words is not None and name not in entry.inherited_columns
    )


def _are_printed(cells: list[str], columns: list[str], marks: Sequence[str]) -> bool:
    """Are the characters of the cells those of the columns, but for marks that stand alone?"""
    found, printed = _characters(cells), _characters(columns)
    if found == printed:
        return True
    there, here = Counter(found), Counter(printed)
    return here <= there and there - here <= Counter("".join(_standing(cells, marks)))


def _standing(words: Sequence[str], marks: Sequence[str]) -> list[str]:
    of_marks = {"/", *marks}
    return [
        word
        for text in words
        for word in _BLANK.split(text)
        if word.strip("/") and of_marks >= set(word)
    ]


def _characters(words: Sequence[str]) -> list[str]:
    return sorted(_BLANK.sub("", "".join(words)))
