"""Two editions, or two files of the database, row by row: what differs in which column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from flows.looking import columns_of
from schemas.errors import WarehouseError
from warehouse.quoting import identifier, literal
from warehouse.reading import connect

COLUMNS = ("table", "change", "document_id", "key", "name", "column", "before", "after")
"""The cells of a difference: one a column that differs, one a row that came or went."""

Difference = tuple[str, str, str, str, str | None, str | None, Any, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Table:
    """How rows of a table are told again, and what is no difference of theirs."""

    name: str
    key: str
    named: str
    ignored: frozenset[str]


# A row printed above it moves a row, and with it whatever counts rows.
_OF_FILES = (
    _Table("document", "document_id", "title", frozenset({"stage_key", "loaded_at"})),
    _Table("catalog", "catalog_id", "title", frozenset()),
    _Table(
        "catalog_entry",
        "entry_key",
        "name",
        frozenset({"entry_id", "entry_key", "catalog_id", "ordinal", "row_no"}),
    ),
    _Table(
        "subsidy_rate",
        "rate_id",
        "item",
        frozenset({"catalog_id", "entry_id", "row_no", "row_no_end", "included_in"}),
    ),
    _Table("class_hours", "hours_id", "text_printed", frozenset({"catalog_id", "row_no"})),
    _Table("provision", "provision_id", "topic", frozenset({"catalog_id", "row_no", "row_no_end"})),
)

_ENTRIES = """
SELECT entry.*, list.list_key
FROM catalog_entry AS entry JOIN catalog AS list USING (catalog_id)
WHERE entry.document_id = $document
ORDER BY entry.catalog_id, entry.ordinal
"""
_RATES = """
SELECT rate.*, list.list_key, entry.name AS entry_name
FROM subsidy_rate AS rate
LEFT JOIN catalog AS list USING (catalog_id)
LEFT JOIN catalog_entry AS entry ON entry.entry_id = rate.entry_id
WHERE rate.document_id = $document
ORDER BY rate.row_no, rate.rate_id
"""
# Of two editions, what places a row in its own is no difference, nor are serials.
_PLACES = frozenset(
    {
        *("document_id", "catalog_id", "entry_id", "entry_key", "rate_id", "ordinal", "row_no"),
        *("row_no_end", "serial_printed", "inherited_columns", "included_in", "list_key"),
    }
)
# By what rows of two editions are paired, one after the other, where unique on both sides.
_ENTRY_PAIRS = (
    ("list_key", "code", "name"),
    ("list_key", "occupation_code", "name"),
    ("list_key", "name"),
    ("list_key", "occupation_code"),
)
_RATE_PAIRS = (
    (
        *("list_key", "purpose", "item", "certificate_type", "subsidy_class", "skill_level"),
        "entry_name",
    ),
)


def between_editions(
    connection: duckdb.DuckDBPyConnection, before: str, now: str
) -> Iterator[Difference]:
    """What differs from document ``before`` to document ``now``: entries, then amounts."""
    for table, query, pairs, named in (
        ("catalog_entry", _ENTRIES, _ENTRY_PAIRS, "name"),
        ("subsidy_rate", _RATES, _RATE_PAIRS, "item"),
    ):
        sides = [_rows(connection, query, document_id) for document_id in (before, now)]
        id_column = "entry_id" if table == "catalog_entry" else "rate_id"
        for old, new in _paired(sides[0], sides[1], pairs):
            yield from _differences(table, id_column, named, old, new, _PLACES)


def between_files(before: Path, now: Path) -> Iterator[Difference]:
    """What differs from one file of the database to another. Raises WarehouseError."""
    for path in (before, now):
        with connect(path):
            pass  # says what is wrong with a file before both are opened
    with _both(before, now) as connection:
        for table in _OF_FILES:
            yield from _of_table(connection, table)


@contextmanager
def _both(before: Path, now: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with duckdb.connect() as connection:
            for name, path in (("before", before), ("now", now)):
                file = literal(str(path.absolute()))
                connection.execute(f"ATTACH {file} AS {name} (READ_ONLY)")
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(
            f"{before} and {now} cannot be compared ({' '.join(str(error).split())}); run both "
            "with this version of the program"
        ) from error


def _of_table(connection: duckdb.DuckDBPyConnection, table: _Table) -> Iterator[Difference]:
    """Only columns that both files have are compared, and only rows that differ are fetched."""
    columns = []
    for file in ("before", "now"):
        connection.execute(f"SELECT * FROM {file}.{table.name} LIMIT 0")  # noqa: S608
        columns.append(columns_of(connection))
    compared = [each for each in columns[1] if each in columns[0] and each not in table.ignored]
    shown = list(dict.fromkeys(["document_id", table.key, *compared]))
    listed = ", ".join(map(identifier, shown))
    sides = []
    for one, other in (("before", "now"), ("now", "before")):
        connection.execute(
            f"SELECT {listed} FROM {one}.{table.name} "  # noqa: S608
            f"EXCEPT SELECT {listed} FROM {other}.{table.name} ORDER BY 1, 2"
        )
        sides.append([dict(zip(shown, row, strict=True)) for row in connection.fetchall()])
    for old, new in _paired(sides[0], sides[1], (("document_id", table.key),)):
        yield from _differences(table.name, table.key, table.named, old, new, table.ignored)


def _rows(connection: duckdb.DuckDBPyConnection, query: str, document_id: str) -> list[Row]:
    connection.execute(query, {"document": document_id})
    columns = columns_of(connection)
    return [dict(zip(columns, row, strict=True)) for row in connection.fetchall()]


@dataclass(slots=True)
class _Alike:
    """Rows of both sides that have the same key, in order."""

    before: list[Row] = field(default_factory=list)
    now: list[Row] = field(default_factory=list)


def _paired(
    before: Sequence[Row], now: Sequence[Row], keys: Sequence[Sequence[str]]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Every row of both sides once, with its pair or without, in the order of ``now``.

    By the first key rows alike are paired in order, by the others only what is alone on each side.
    """
    partner: dict[int, Row] = {}
    taken: set[int] = set()
    for place, key in enumerate(keys):
        alike: dict[tuple[Any, ...], _Alike] = {}
        for row in before:
            if id(row) not in taken:
                alike.setdefault(_key(row, key), _Alike()).before.append(row)
        for row in now:
            if id(row) not in partner:
                alike.setdefault(_key(row, key), _Alike()).now.append(row)
        for words, same in alike.items():
            is_alone = len(same.before) == len(same.now) == 1
            if place == 0 or (is_alone and None not in words):
                for old, new in zip(same.before, same.now, strict=False):
                    partner[id(new)] = old
                    taken.add(id(old))
    for new in now:
        yield partner.get(id(new)), new
    for old in before:
        if id(old) not in taken:
            yield old, None


def _key(row: Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _differences(
    table: str,
    key: str,
    named: str,
    old: Row | None,
    new: Row | None,
    ignored: frozenset[str],
) -> Iterator[Difference]:
    row: Mapping[str, Any] = new or old or {}
    place = (row["document_id"], row[key], row.get("entry_name") or row[named])
    if old is None or new is None:
        yield (table, "added" if old is None else "removed", *place, None, None, None)
        return
    for column in new:
        if column not in ignored and new[column] != old[column]:
            yield (table, "changed", *place, column, old[column], new[column])
