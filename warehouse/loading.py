"""What a new database file is filled with: stages, the rows published before, runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.base import TableSpec, columns
from schemas.registry import table
from schemas.start_here import START_HERE
from warehouse.quoting import identifier, literal
from warehouse.stage import STAGE_TABLES, Stage

SCHEMA_VERSION = "1"
LICENSE = "MIT"
CITATION = (
    "training-catalogs: catalogs of subsidized vocational training in Chinese cities;"
    " cite the publisher's document as well, by the title and number in main.document"
)

_DOCUMENTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a build is made of.

    One stage a document; the rows of ``audit.source_file`` and the new one of ``audit.run``, as
    mappings with their columns; when it is built (UTC, without a zone); the program's version; and
    the file published before, whose rows of ``audit.run`` are carried over, and those of documents
    that have not changed. ``same_input`` are documents whose file and sidecar are as they were when
    they were published: only the program can have changed their rows.
    """

    stages: Sequence[Stage]
    source_files: Sequence[Mapping[str, Any]]
    run: Mapping[str, Any]
    built_at: datetime
    pipeline_version: str
    previous: Path | None = None
    same_input: frozenset[str] = frozenset()


def load_stages(
    connection: duckdb.DuckDBPyConnection, stages: Iterable[Stage], name: str, into: str
) -> None:
    """Add the rows that stages have of a table, set-based, to the table ``into``."""
    there = [each.parquet(name) for each in stages if name in each.tables]
    if not there:
        return
    files = ", ".join(literal(str(path.absolute())) for path in there)
    names = (column.name for column in columns(table(STAGE_TABLES[name], name)))
    wanted = ", ".join(map(literal, names))
    # A stage kept from an older program may have a column that is no more.
    connection.execute(
        f"INSERT INTO {into} BY NAME"  # noqa: S608
        f" SELECT COLUMNS(lambda name: name IN ({wanted}))"
        f" FROM read_parquet([{files}], union_by_name = true)"
    )


def load_documents(
    connection: duckdb.DuckDBPyConnection, stages: Iterable[Stage], into: str
) -> None:
    """Add each document's own row to the table ``into``, in order."""
    ordered = sorted(stages, key=lambda stage: stage.document_id)
    for start in range(0, len(ordered), _DOCUMENTS_AT_ONCE):
        rows = [stage.row.decode() for stage in ordered[start : start + _DOCUMENTS_AT_ONCE]]
        _insert(connection, into, table("main", "document"), f"[{','.join(rows)}]")


def load_audit(connection: duckdb.DuckDBPyConnection, made_of: Ingredients) -> None:
    """Fill ``audit.build_info``, ``audit.source_file`` and ``audit.run``, past runs first.

    What past runs changed is carried over with them.
    """
    if made_of.previous is not None:
        for name in ("run", "run_change"):
            with suppress(duckdb.CatalogException):  # a program of before may have kept none
                _keep(connection, name)
    built = {
        "schema_version": SCHEMA_VERSION,
        "pipeline_version": made_of.pipeline_version,
        "built_at": made_of.built_at,
        "license": LICENSE,
        "citation": CITATION,
        "start_here": START_HERE,
    }
    files = sorted(made_of.source_files, key=lambda row: str(row["file_name"]))
    given = (("run", [made_of.run]), ("source_file", files), ("build_info", [built]))
    for name, rows in given:
        insert_audit(connection, name, rows)


def _keep(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Take over what a table of the file published before holds, of the columns there still are."""
    shown = connection.execute(f"SELECT * FROM before.audit.{name} LIMIT 0").description or ()  # noqa: S608
    known = {column.name for column in columns(table("audit", name))}
    kept = ", ".join(identifier(column) for column, *_ in shown if column in known)
    connection.execute(
        f"INSERT INTO audit.{name} BY NAME SELECT {kept} FROM before.audit.{name} ORDER BY rowid"  # noqa: S608
    )


def insert_audit(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add rows to a table of schema ``audit``, in their order."""
    text = json.dumps([dict(row) for row in rows], default=str)
    _insert(connection, f"audit.{name}", table("audit", name), text)


def _insert(
    connection: duckdb.DuckDBPyConnection,
    into: str,
    spec: TableSpec,
    rows: str,
) -> None:
    """Add the rows of a JSON array in order: of lists, one a column, each row would take a copy."""
    types = {column.name: column.duckdb_type for column in columns(spec)}
    connection.execute(
        f"INSERT INTO {into} BY NAME"  # noqa: S608
        " SELECT row.* FROM (SELECT unnest(from_json($rows::JSON, $types)) AS row)",
        {
            "rows": rows,
            "types": json.dumps([types]),
        },
    )
