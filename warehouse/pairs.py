"""Rows of consecutive editions side by side; those of the same documents are carried over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby

import duckdb

from warehouse.pieces import in_batches
from warehouse.sql_files import sql_text

_DOCUMENTS_AT_ONCE = 60

Compared = Mapping[str, list[tuple[str, str]]]
"""The documents that are compared, with their side, by the first document of the later edition."""


def pair_editions(connection: duckdb.DuckDBPyConnection, carried: frozenset[str]) -> None:
    """Fill ``entry_pair`` of the file in use; ``carried`` are the documents that are as they were
    in the file attached as ``before``.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE compared_documents AS {sql_text('compared_documents.sql')}"
    )
    now = _compared(connection)
    before: Compared = {}
    if carried:
        connection.execute("USE before")
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE compared_before AS {sql_text('compared_documents.sql')}"
        )
        connection.execute("USE built")
        before = _compared(connection, "compared_before")
    is_same = {
        later: documents == before.get(later) and all(each in carried for each, _ in documents)
        for later, documents in now.items()
    }
    connection.execute("BEGIN")
    for is_carried, run in groupby(now, key=lambda later: is_same[later]):
        if is_carried:
            connection.execute(
                "INSERT INTO main.entry_pair FROM before.main.entry_pair"
                " WHERE later IN (SELECT unnest($later))"
                " ORDER BY series, later, list_key, now_id, before_id",
                {"later": list(run)},
            )
        else:
            for batch in in_batches({later: now[later] for later in run}, _DOCUMENTS_AT_ONCE):
                connection.execute(sql_text("entry_pairs.sql"), {"later": batch})
    connection.execute("COMMIT")


def _compared(connection: duckdb.DuckDBPyConnection, table: str = "compared_documents") -> Compared:
    found = defaultdict(list)
    for _, later, document_id, side in connection.execute(
        f"SELECT series, later, document_id, side FROM {table} ORDER BY ALL"  # noqa: S608
    ).fetchall():
        found[later].append((document_id, side))
    return found
