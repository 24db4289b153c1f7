"""What a new database file is filled with: reference facts, stages, runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.base import columns, to_arrow
from schemas.errors import WarehouseError
from schemas.reference_data import load_reference
from schemas.registry import table
from schemas.start_here import START_HERE
from warehouse.how_to import questions
from warehouse.quoting import literal
from warehouse.rejection import STAGE_TABLES
from warehouse.stage import Stage

SCHEMA_VERSION = "1"
LICENSE = "MIT"
CITATION = (
    "training-catalogs: catalogs of subsidized vocational training in Chinese cities;"
    " cite the publisher's document as well, by the title and number in main.document"
)


# Rows stand in the printed order of each document, whatever the order of the stages.
_ORDER = {
    "document": "document_id",
    "catalog": "document_id, catalog_id",
    "catalog_entry": "document_id, catalog_id, ordinal",
    "subsidy_rate": "document_id, row_no, length(rate_id), rate_id",
    "class_hours": "document_id, row_no, length(hours_id), hours_id",
    "document_part": "document_id, part",
    "provision": "document_id, row_no, length(provision_id), provision_id",
    "legend": "document_id, length(legend_id), legend_id",
    "cited_document": "document_id, length(citation_id), citation_id",
    "source_row": "document_id, row_no",
    "rejected_row": "document_id, row_no, model",
    "finding": "document_id, row_no, rule, finding_id",
    "correction": 'document_id, locator, "column"',
}


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a build is made of.

    One stage a document; the rows of ``audit.source_file`` and the new one of ``audit.run``, as
    mappings with their columns; when it is built (UTC, without a zone); the program's version; and
    the file published before, whose rows of ``audit.run`` are carried over.
    """

    stages: Sequence[Stage]
    source_files: Sequence[Mapping[str, Any]]
    run: Mapping[str, Any]
    built_at: datetime
    pipeline_version: str
    previous: Path | None = None


def load_reference_tables(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
    """Fill ``main.region`` and schema ``reference`` with the facts that come with the program."""
    for name, facts in load_reference().items():
        _insert(connection, "main" if name == "region" else "reference", name, facts)


def load_stages(connection: duckdb.DuckDBPyConnection, made_of: Ingredients) -> None:
    """Fill the tables of documents from the Parquet files of the stages, set-based."""
    if not made_of.stages:
        raise WarehouseError("there is no stage to build from; load at least one document")
    for name, schema in STAGE_TABLES.items():
        # A stage kept from an older program lacks the tables that came after it.
        there = [each.parquet(name) for each in made_of.stages if name in each.tables]
        if not there:
            continue
        files = ", ".join(literal(str(path.absolute())) for path in there)
        wanted = ", ".join(literal(column.name) for column in columns(table(schema, name)))
        # A stage kept from an older program may have a column that is no more.
        connection.execute(
            f"INSERT INTO {schema}.{name} BY NAME"  # noqa: S608
            f" SELECT COLUMNS(lambda name: name IN ({wanted}))"
            f" FROM read_parquet([{files}], union_by_name = true) ORDER BY {_ORDER[name]}"
        )


def load_questions(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
    """Fill ``main.how_to``."""
    _insert(connection, "main", "how_to", to_arrow(table("main", "how_to"), questions()))


def load_audit(connection: duckdb.DuckDBPyConnection, made_of: Ingredients) -> None:
    """Fill ``audit.build_info``, ``audit.source_file`` and ``audit.run``, past runs first.

    What past runs changed is carried over with them.
    """
    if made_of.previous is not None:
        try:
            path = literal(str(made_of.previous.absolute()))
            connection.execute(f"ATTACH {path} AS previous (READ_ONLY)")
            runs = connection.table("previous.audit.run").order("started_at")
            past = {"run": runs.to_arrow_table()}
            with suppress(duckdb.CatalogException):  # of a program that kept none
                changes = connection.table("previous.audit.run_change")
                past["run_change"] = changes.to_arrow_table()
            connection.execute("DETACH previous")
        except duckdb.Error as error:
            raise WarehouseError(
                f"{made_of.previous} is in use by another program, damaged, or no database of this"
                f" one ({' '.join(str(error).split())}); close what uses it or move it away"
            ) from error
        for name, rows in past.items():
            known = {column.name for column in columns(table("audit", name))}
            kept = [each for each in rows.schema.names if each in known]
            _insert(connection, "audit", name, rows.select(kept))
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
        _insert(connection, "audit", name, to_arrow(table("audit", name), rows))


def _insert(connection: duckdb.DuckDBPyConnection, schema: str, name: str, rows: Any) -> None:
    connection.register("given", rows)
    connection.execute(f"INSERT INTO {schema}.{name} BY NAME SELECT * FROM given")  # noqa: S608
    connection.unregister("given")
