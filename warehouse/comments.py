"""The comments of every table, view and column, generated from the models."""

from __future__ import annotations

import duckdb

from schemas.base import columns
from schemas.errors import WarehouseError
from schemas.registry import TABLES
from schemas.views import VIEWS, view_column_comment
from warehouse.quoting import identifier, literal


def comment_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment every table and view that is there. Raises WarehouseError for one not described."""
    statements = []
    for spec in TABLES:
        statements.append(f"COMMENT ON TABLE {spec.full_name} IS {literal(spec.comment)}")
        statements += [
            f"COMMENT ON COLUMN {spec.full_name}.{identifier(column.name)}"
            f" IS {literal(column.comment)}"
            for column in columns(spec)
        ]
    described = {view.full_name: view for view in VIEWS}
    for schema, name in connection.execute(
        "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
    ).fetchall():
        full_name = f"{schema}.{name}"
        if full_name not in described:
            raise WarehouseError(f"the view {full_name} is not described; add it to schemas")
        statements.append(f"COMMENT ON VIEW {full_name} IS {literal(described[full_name].comment)}")
        shown = connection.execute(f"SELECT * FROM {full_name} LIMIT 0").description  # noqa: S608
        statements += [
            f"COMMENT ON COLUMN {full_name}.{identifier(column[0])}"
            f" IS {literal(view_column_comment(name, column[0]))}"
            for column in shown or ()
        ]
    # One transaction: three hundred of their own would take longer than loading.
    connection.execute(";".join(["BEGIN", *statements, "COMMIT"]))
