"""Keys and references, proven by query: constraints would triple the size and load of the file."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from schemas.registry import TABLES

_EXAMPLES = 3

# Columns of a table, and the table and columns where the same values must stand.
_REFERENCES: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("document", ("region_adcode",), "region", ("adcode",)),
    ("catalog", ("region_adcode",), "region", ("adcode",)),
    ("catalog", ("document_id",), "document", ("document_id",)),
    ("catalog_entry", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("subsidy_rate", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("subsidy_rate", ("document_id", "entry_id"), "catalog_entry", ("document_id", "entry_id")),
    ("subsidy_rate", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("class_hours", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("class_hours", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("source_row", ("document_id",), "document", ("document_id",)),
    ("rejected_row", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("finding", ("document_id",), "document", ("document_id",)),
    ("finding", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("finding", ("document_id", "entry_id"), "catalog_entry", ("document_id", "entry_id")),
    ("finding", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("correction", ("document_id",), "document", ("document_id",)),
)


def broken_keys(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """One sentence for each table whose key stands twice in the built file; empty if none does."""
    broken = []
    for spec in TABLES:
        key = _listed(spec.key)
        twice = connection.execute(
            f"SELECT {key} FROM {spec.full_name} GROUP BY {key}"  # noqa: S608
            f" HAVING count(*) > 1 ORDER BY {key} LIMIT {_EXAMPLES}"
        ).fetchall()
        if twice:
            broken.append(f"{spec.full_name} holds a key twice: {_shown(twice)}")
    return broken


def broken_references(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> list[str]:
    """One sentence for each reference that leads nowhere, and for each wrong ``entry_count``.

    ``tables`` are those the connection finds by their bare names; references to others are left
    out. NULL refers to nothing.
    """
    there = set(tables)
    broken = []
    for child, from_columns, parent, to_columns in _REFERENCES:
        if not {child, parent} <= there:
            continue
        pairs = list(zip(from_columns, to_columns, strict=True))
        on = " AND ".join(f'parent."{to}" = child."{of}"' for of, to in pairs)
        said = " AND ".join(f'child."{of}" IS NOT NULL' for of in from_columns)
        lost = connection.execute(
            f"SELECT DISTINCT {_listed(from_columns)} FROM {child} AS child"  # noqa: S608
            f" ANTI JOIN {parent} AS parent ON {on} WHERE {said}"
            f" ORDER BY ALL LIMIT {_EXAMPLES}"
        ).fetchall()
        if lost:
            broken.append(f"{child} leads to no {parent}: {_shown(lost)}")
    miscounted = connection.execute(
        "SELECT catalog_id, entry_count, count(entry_id) FROM catalog"
        " LEFT JOIN catalog_entry USING (catalog_id) GROUP BY ALL"
        " HAVING entry_count <> count(entry_id) ORDER BY ALL"
    ).fetchmany(_EXAMPLES)
    return broken + [
        f"the list {catalog_id} says it has {said} entries and has {found}"
        for catalog_id, said, found in miscounted
    ]


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _shown(rows: Iterable[tuple[object, ...]]) -> str:
    return "; ".join(", ".join(map(str, row)) for row in rows)
