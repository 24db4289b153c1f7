"""What differs between a file just built and the one published before, document by document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from schemas.vocabulary import DocumentFate
from warehouse.quoting import identifier

# What identifies a row over both files, and what may change without the row being another:
# a row printed above it moves a row, and with it the ids that count rows.
_PAIRED = {
    "catalog_entry": ("entry_key", {"entry_id", "entry_key", "catalog_id", "ordinal", "row_no"}),
    "subsidy_rate": ("rate_id", {"catalog_id", "entry_id", "row_no"}),
}

_ALL_NEW = """
    WITH entries AS (SELECT document_id, count(*) AS rows FROM built.catalog_entry GROUP BY ALL),
        rates AS (SELECT document_id, count(*) AS rows FROM built.subsidy_rate GROUP BY ALL)
    SELECT document_id, 'added', coalesce(entries.rows, 0), 0, 0, coalesce(rates.rows, 0), 0, 0
    FROM built.document
    LEFT JOIN entries USING (document_id)
    LEFT JOIN rates USING (document_id)
    ORDER BY document_id
"""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What became of one document: whether it came or went, and its rows that differ."""

    document_id: str
    document: DocumentFate
    entries_added: int
    entries_removed: int
    entries_changed: int
    rates_added: int
    rates_removed: int
    rates_changed: int


def changes(
    connection: duckdb.DuckDBPyConnection, has_previous: bool, carried: Collection[str] = ()
) -> list[DocumentChange]:
    """Every document that differs between the files attached as ``built`` and ``before``, by
    document_id; all are new without the second, and those ``carried`` over from it do not differ.
    Raises duckdb.Error where the second is no such file.
    """
    if not has_previous:
        query = _ALL_NEW
    else:
        query = _query(connection)
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE carried AS SELECT unnest($ids::VARCHAR[]) AS document_id",
            {"ids": list(carried)},
        )
    return [DocumentChange(*row) for row in connection.execute(query).fetchall()]


def _query(connection: duckdb.DuckDBPyConnection) -> str:
    counted = ", ".join(
        f"{name} AS ({_counts(connection, name, key, ignored)})"
        for name, (key, ignored) in _PAIRED.items()
    )
    return f"""
        WITH documents AS (
            SELECT document_id,
                CASE
                    WHEN before.document_id IS NULL THEN 'added'
                    WHEN now.document_id IS NULL THEN 'removed'
                    ELSE 'kept'
                END AS document
            FROM built.document AS now
            FULL JOIN before.document AS before USING (document_id)
        ), {counted}
        SELECT document_id, document,
            coalesce(e.added, 0), coalesce(e.removed, 0), coalesce(e.changed, 0),
            coalesce(r.added, 0), coalesce(r.removed, 0), coalesce(r.changed, 0)
        FROM documents
        LEFT JOIN catalog_entry AS e USING (document_id)
        LEFT JOIN subsidy_rate AS r USING (document_id)
        WHERE document <> 'kept' OR e.document_id IS NOT NULL OR r.document_id IS NOT NULL
        ORDER BY document_id
    """  # noqa: S608


def _counts(
    connection: duckdb.DuckDBPyConnection, name: str, key: str, ignored: Sequence[str] | set[str]
) -> str:
    """The query for the rows added, removed and changed a document, of those that have any.

    Only columns that both files have are compared: another version of the program may have more.
    """
    of_file = [_columns(connection, file, name) for file in ("built", "before")]
    compared = [column for column in of_file[0] if column in of_file[1] and column not in ignored]
    # a number for what a row says: whole rows of both files side by side would fill the memory
    told = f"SELECT document_id, {key}, hash({', '.join(map(identifier, compared))}) AS told"
    return f"""
        SELECT coalesce(now.document_id, before.document_id) AS document_id,
            count(*) FILTER (WHERE before.document_id IS NULL) AS added,
            count(*) FILTER (WHERE now.document_id IS NULL) AS removed,
            count(*) FILTER (
                WHERE now.document_id IS NOT NULL AND before.document_id IS NOT NULL
            ) AS changed
        FROM ({told} FROM built.{name} ANTI JOIN carried USING (document_id)) AS now
        FULL JOIN ({told} FROM before.{name} ANTI JOIN carried USING (document_id)) AS before
            ON now.document_id = before.document_id AND now.{key} = before.{key}
        WHERE now.document_id IS NULL OR before.document_id IS NULL OR now.told <> before.told
        GROUP BY ALL
    """  # noqa: S608


def _columns(connection: duckdb.DuckDBPyConnection, file: str, name: str) -> list[str]:
    shown = connection.execute(f"SELECT * FROM {file}.{name} LIMIT 0").description  # noqa: S608
    return [column[0] for column in shown or ()]
