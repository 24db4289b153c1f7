"""Read-only access to a published file, for commands that only look."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.errors import WarehouseError
from warehouse.places import previous_database, write_ahead_log

# what DuckDB says where another process holds the file; a damaged one has "blocks", too
_LOCKED = re.compile("could not set lock|conflicting lock|used by another process", re.IGNORECASE)

# what DuckDB raises where a file opens and what it holds cannot be read
_DAMAGE = {
    duckdb.Error,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.IOException,
    duckdb.SerializationException,
}

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

    Raises WarehouseError where the file is missing, in use, or not made by this program, and where
    it turns out inside the block that it is damaged.
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
            _check_ours(database, connection)
            yield connection
        except duckdb.Error as error:
            if is_damage(error):
                raise WarehouseError(_why_not(database, error)) from error
            raise


def _check_ours(database: Path, connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("SELECT schema_version FROM audit.build_info").fetchone()
    except duckdb.CatalogException as error:
        raise WarehouseError(
            f"{database} is a database of another program; name one that this program made"
        ) from error


def is_damage(error: duckdb.Error) -> bool:
    """Whether the file cannot be read, whatever is asked of it: no fault of the query."""
    return type(error) in _DAMAGE


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
        if is_damage(error):
            raise
        raise WarehouseError(f"the query failed: {error}") from error


@dataclass(frozen=True, slots=True)
class ListSize:
    """How many rows and amounts a list has; ``number`` is that of the list in its document."""

    number: str
    rows: int
    amounts: int


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document of the published file: what it was made from, and the size of each list by key."""

    document_id: str
    file_name: str
    sha256: str
    stage_key: str | None
    lists: Mapping[str, ListSize]


_PUBLISHED = """
SELECT document_id, file_name, sha256, stage_key, list_key, number, entry_count, rates
FROM main.document
LEFT JOIN main.catalog USING (document_id)
LEFT JOIN (
    SELECT catalog_id, count(*) AS rates FROM main.subsidy_rate GROUP BY ALL
) USING (catalog_id)
ORDER BY document_id, catalog_id
"""


def published_documents(database: Path) -> dict[str, PublishedDocument]:
    """The documents of the published file by their ids; empty where there is no file."""
    if not database.exists():
        return {}
    with connect(database) as connection:
        found = fetch(connection, _PUBLISHED)
    documents: dict[str, PublishedDocument] = {}
    lists: dict[str, dict[str, ListSize]] = defaultdict(dict)
    for document_id, file_name, sha256, key, list_key, number, rows, amounts in found.rows:
        sizes = lists[document_id]
        documents[document_id] = PublishedDocument(document_id, file_name, sha256, key, sizes)
        if list_key is not None:
            sizes[list_key] = ListSize(number, rows, amounts or 0)
    return documents


def _why_not(database: Path, error: duckdb.Error) -> str:
    said = " ".join(str(error).split())
    log = write_ahead_log(database)
    if _LOCKED.search(said):
        return f"{database} is open for writing in another program; close it there ({said})"
    if log.exists():
        return (
            f"{database} has unfinished changes in {log.name}; open and close it once with DuckDB"
            f" to take them in, or remove the log to drop them ({said})"
        )
    previous = previous_database(database)
    older = f"put {previous.name}, the file before it, in its place" if previous.exists() else ""
    return (
        f"{database} is no database or a damaged one; {older or 'name another'}, or move it away"
        f" and run: training-catalogs run ({said})"
    )
