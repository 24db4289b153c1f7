"""Keys and references, proven by query: constraints would triple the size and load of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from schemas.base import TableSpec
from warehouse.quoting import identifier

_EXAMPLES = 3

REFERENCES: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("document", ("region_adcode",), "region", ("adcode",)),
    ("catalog", ("region_adcode",), "region", ("adcode",)),
    ("catalog", ("document_id",), "document", ("document_id",)),
    ("catalog_entry", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("subsidy_rate", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("subsidy_rate", ("document_id", "entry_id"), "catalog_entry", ("document_id", "entry_id")),
    ("subsidy_rate", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("class_hours", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("class_hours", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("document_part", ("document_id",), "document", ("document_id",)),
    ("provision", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("provision", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("legend", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("legend", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("cited_document", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("source_row", ("document_id",), "document", ("document_id",)),
    ("rejected_row", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("finding", ("document_id",), "document", ("document_id",)),
    ("finding", ("document_id", "catalog_id"), "catalog", ("document_id", "catalog_id")),
    ("finding", ("document_id", "entry_id"), "catalog_entry", ("document_id", "entry_id")),
    ("finding", ("document_id", "row_no"), "source_row", ("document_id", "row_no")),
    ("correction", ("document_id",), "document", ("document_id",)),
)
"""Columns of a table, and the table and columns where the same values must stand."""


def broken_keys(
    connection: duckdb.DuckDBPyConnection, specs: Iterable[TableSpec], of_file: str = ""
) -> list[str]:
    """One sentence for each of the tables whose key stands twice; empty if none does.

    ``of_file`` leads their names where they are not in the file in use.
    """
    return _broken(
        connection,
        {
            f"{spec.full_name} holds a key twice": f"""
                SELECT {_listed(spec.key)} AS key FROM (
                    FROM {of_file}{spec.full_name} SELECT {", ".join(map(identifier, spec.key))}
                    GROUP BY ALL HAVING count(*) > 1
                )
            """  # noqa: S608
            for spec in specs
        },
    )


def strange_keys(connection: duckdb.DuckDBPyConnection, specs: Iterable[TableSpec]) -> list[str]:
    """One sentence for each table with a key that may stand in another document, too.

    A key names its document, so that what is unique in each is unique in all of them.
    """
    return _broken(
        connection,
        {
            f"{spec.full_name} holds a key that does not begin with its document": f"""
                SELECT {_listed(spec.key)} AS key FROM {spec.full_name}
                WHERE NOT starts_with("{spec.key[0]}", document_id || '/')
            """  # noqa: S608
            for spec in specs
            if "document_id" not in spec.key
        },
    )


def broken_references(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> list[str]:
    """One sentence for each reference that leads nowhere, and for each wrong ``entry_count``.

    ``tables`` are those the connection finds by their bare names; references to others are left
    out. NULL refers to nothing.
    """
    there = set(tables)
    lost = {}
    for child, from_columns, parent, to_columns in REFERENCES:
        if {child, parent} <= there:
            pairs = zip(from_columns, to_columns, strict=True)
            on = " AND ".join(f'parent."{to}" = child."{of}"' for of, to in pairs)
            said = " AND ".join(f'child."{of}" IS NOT NULL' for of in from_columns)
            lost[f"{child} leads to no {parent}"] = f"""
                SELECT DISTINCT {_listed(from_columns)} AS key
                FROM {child} AS child ANTI JOIN {parent} AS parent ON {on} WHERE {said}
            """  # noqa: S608
    broken = _broken(connection, lost)
    miscounted = connection.execute(
        "SELECT catalog_id, entry_count, count(entry_id) FROM catalog"
        " LEFT JOIN catalog_entry USING (catalog_id) GROUP BY ALL"
        " HAVING entry_count <> count(entry_id) ORDER BY ALL"
    ).fetchmany(_EXAMPLES)
    return broken + [
        f"the list {catalog_id} says it has {said} entries and has {found}"
        for catalog_id, said, found in miscounted
    ]


def _broken(connection: duckdb.DuckDBPyConnection, queries: Mapping[str, str]) -> list[str]:
    """One sentence, what is wrong and some keys, for each query that gives keys."""
    # One statement: most of the time of such questions goes into planning each.
    sql = " UNION ALL ".join(
        f"SELECT {place} AS place, key FROM ({query} ORDER BY key LIMIT {_EXAMPLES})"  # noqa: S608
        for place, query in enumerate(queries.values())
    )
    keys: dict[int, list[str]] = {}
    for place, key in connection.execute(f"{sql} ORDER BY ALL").fetchall():
        keys.setdefault(place, []).append(", ".join(map(str, key)))
    said = list(queries)
    return [f"{said[place]}: {'; '.join(found)}" for place, found in keys.items()]


def _listed(columns: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{column}"::VARCHAR' for column in columns) + "]"
