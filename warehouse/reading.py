"""Read-only access to a published file, for commands that only look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.errors import WarehouseError
from warehouse.places import write_ahead_log

Parameters = Mapping[str, Any] | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """The column names of a result and its rows, in order."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def mappings(self) -> list[dict[str, Any]]:
        """Each row as a mapping from column name to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@contextmanager
def connect(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can read this file and nothing else: no other file, no network, no change.

    Raises WarehouseError where the file is missing, in use, or not made by this program.
    """
    if not database.is_file():
        raise WarehouseError(f"there is no {database}; make it with: training-catalogs run")
    try:
        # An absolute path is a file, whatever DuckDB makes of names such as "md:...".
        connection = duckdb.connect(
            database.absolute(),
            read_only=True,
            config={"enable_external_access": "false", "lock_configuration": "true"},
        )
    except duckdb.Error as error:
        raise WarehouseError(_why_not(database, error)) from error
    with connection:
        try:
            connection.execute("SELECT schema_version FROM audit.build_info").fetchone()
        except duckdb.CatalogException as error:
            raise WarehouseError(
                f"{database} is a database of another program; name one that this program made"
            ) from error
        yield connection


def fetch(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Parameters | None = None
) -> Rows:
    """Run one query and fetch all of it. Raises WarehouseError with DuckDB's words where it fails.

    A statement without a result gives no columns and no rows.
    """
    try:
        result = connection.execute(query, parameters)
        if result.description is None:
            return Rows([], [])
        return Rows([column[0] for column in result.description], result.fetchall())
    except duckdb.Error as error:
        raise WarehouseError(f"the query failed: {error}") from error


def published_stages(database: Path) -> dict[str, str]:
    """The stage key of each document in the published file; empty where there is no file."""
    if not database.exists():
        return {}
    with connect(database) as connection:
        found = fetch(connection, "SELECT document_id, stage_key FROM main.document")
    return {document_id: key for document_id, key in found.rows if key is not None}


def _why_not(database: Path, error: duckdb.Error) -> str:
    said = " ".join(str(error).split())
    log = write_ahead_log(database)
    if "lock" in said.lower():
        return f"{database} is open for writing in another program; close it there ({said})"
    if log.exists():
        return (
            f"{database} has unfinished changes in {log.name}; open and close it once with DuckDB"
            f" to take them in, or remove the log to drop them ({said})"
        )
    return f"{database} is no database that can be read; name another or build it anew ({said})"
