"""Which tables and views are exported, and as which flat columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb
import typer

from flows.exit_codes import ExitCode
from flows.export.contacts import without_contacts
from flows.looking import near_or_all
from flows.output import say
from schemas.base import columns
from schemas.errors import CatalogError
from schemas.registry import TABLES
from schemas.view_notes import Note
from schemas.views import VIEWS, view_column_note
from warehouse.quoting import identifier, literal
from warehouse.reading import fetch

DEFAULT_SCHEMAS = ("main", "reference")
"""What is exported where nobody names tables; ``audit`` is exported on request."""

_SCHEMAS = (*DEFAULT_SCHEMAS, "audit")

# In print order where rows are printed; the columns after them make the order complete.
_ORDER = ("document_id", "catalog_id", "ordinal", "row_no")

# Columns that hold what strangers wrote freely, where a telephone number may stand.
_FREE_TEXT = ("cells", "message", "message_zh", "other", "printed", "reasons", "text")
# Prose is told by document_text, paragraph by paragraph, without contact persons.
_PROSE_CELLS = ("source_row", "cells")
_PROSE_ROLES = ("text", "note", "form")

_TABLES = """
SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal
UNION ALL
SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal
"""
_COLUMNS = """
SELECT column_name, data_type FROM duckdb_columns()
WHERE schema_name = $schema AND table_name = $name AND database_name = current_database()
ORDER BY column_index
"""
_KINDS = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "FLOAT": "number",
    "DOUBLE": "number",
}
_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "UINTEGER"}


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column as exported: ``kind`` is a type of Frictionless, ``key`` says a part of the key."""

    name: str
    kind: str
    sql: str
    en: str
    zh: str
    example: str | None
    required: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table or view as exported, with what the dictionary says of it."""

    schema: str
    name: str
    en: str
    zh: str
    columns: tuple[ExportColumn, ...]

    @property
    def file_stem(self) -> str:
        """The name of its file or sheet: ``catalog_entry``, ``reference.occupation``."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"

    @property
    def query(self) -> str:
        """The SELECT of its flat columns, always in the same order."""
        names = [column.name for column in self.columns]
        first = [name for name in _ORDER if name in names]
        order = first + [name for name in names if name not in first]
        shown = ", ".join(f"{column.sql} AS {identifier(column.name)}" for column in self.columns)
        source = f"{identifier(self.schema)}.{identifier(self.name)}"
        ordered = ", ".join(map(identifier, order))
        return f"SELECT {shown} FROM {source} ORDER BY {ordered}"  # noqa: S608  names are quoted


def chosen_tables(
    connection: duckdb.DuckDBPyConnection, wanted: Sequence[str]
) -> list[ExportTable]:
    """The tables of these names; those of main and reference where none is named.

    A name is that of a table or view, with or without its schema, or a schema for all of it; a
    name that is none of them ends the command, naming near ones.
    """
    there: list[tuple[str, str]] = sorted(
        (schema, name) for schema, name in fetch(connection, _TABLES).rows if schema in _SCHEMAS
    )
    there.sort(key=lambda place: _SCHEMAS.index(place[0]))
    chosen: set[tuple[str, str]] = set()
    for word in wanted or DEFAULT_SCHEMAS:
        found = {
            (schema, name) for schema, name in there if word in (schema, name, f"{schema}.{name}")
        }
        if not found:
            known = {name for _, name in there} | set(_SCHEMAS)
            say(f"There is no table '{word}'; {near_or_all(word, known)}")
            raise typer.Exit(ExitCode.USAGE)
        chosen |= found
    return [_table(connection, *place) for place in there if place in chosen]


def _table(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> ExportTable:
    found = fetch(connection, _COLUMNS, {"schema": schema, "name": name}).rows
    for spec in TABLES:
        if (spec.schema, spec.name) == (schema, name):
            specs = {each.name: each for each in columns(spec)}
            shown = tuple(
                replace(
                    _column(name, column, kind, Note(own.comment_en, own.comment_zh, own.example)),
                    # an empty list or map is no text
                    required=not own.nullable and not kind.startswith(("VARCHAR[", "MAP(")),
                    key=column in spec.key,
                )
                for column, kind in found
                for own in [specs[column]]
            )
            return ExportTable(schema, name, spec.comment_en, spec.comment_zh, shown)
    for view in VIEWS:
        if (view.schema, view.name) == (schema, name):
            shown = tuple(
                _column(name, column, kind, view_column_note(name, column))
                for column, kind in found
            )
            return ExportTable(schema, name, view.comment_en, view.comment_zh, shown)
    raise CatalogError(
        f"The table {schema}.{name} is not one of this program's; make the database anew with:"
        " training-catalogs run"
    )


def _column(table: str, name: str, duckdb_type: str, note: Note) -> ExportColumn:
    sql, kind = _flat(identifier(name), duckdb_type)
    if (table, name) == _PROSE_CELLS:
        roles = ", ".join(map(literal, _PROSE_ROLES))
        sql = f"CASE WHEN role NOT IN ({roles}) THEN {sql} END"
    if kind == "string" and (name in _FREE_TEXT or "_printed" in name or "text" in name):
        sql = without_contacts(sql)
    return ExportColumn(name, kind, sql, note.en, note.zh, note.example)


def _flat(sql: str, duckdb_type: str) -> tuple[str, str]:
    """The column as one plain value, and its kind: lists and maps are text joined by 、."""
    if duckdb_type == "VARCHAR[]":
        return f"array_to_string({sql}, '、')", "string"
    if duckdb_type.startswith("MAP("):
        pairs = f"list_transform(map_entries({sql}), lambda pair: pair.key || '：' || pair.value)"
        return f"array_to_string({pairs}, '、')", "string"
    if duckdb_type in _WHOLE:
        return sql, "integer"
    if duckdb_type.startswith("DECIMAL("):
        return sql, "number"
    if duckdb_type in _KINDS:
        return sql, _KINDS[duckdb_type]
    return f"CAST({sql} AS VARCHAR)", "string"
