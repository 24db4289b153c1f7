"""The comments of every table, view and column, generated from the models."""

from __future__ import annotations

import duckdb

from schemas.base import columns
from schemas.errors import WarehouseError
from schemas.macros import MACROS
from schemas.registry import TABLES
from schemas.views import VIEWS, view_column_comment
from warehouse.quoting import identifier, literal

_VIEWS = """
    SELECT views.schema_name, view_name, list(column_name ORDER BY column_index)
    FROM duckdb_views() AS views
    JOIN duckdb_columns() AS columns ON columns.table_oid = views.view_oid
    WHERE NOT views.internal
    GROUP BY ALL ORDER BY ALL
"""


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
    for schema, name, shown in connection.execute(_VIEWS).fetchall():
        full_name = f"{schema}.{name}"
        if full_name not in described:
            raise WarehouseError(f"the view {full_name} is not described; add it to schemas")
        statements.append(f"COMMENT ON VIEW {full_name} IS {literal(described[full_name].comment)}")
        statements += [
            f"COMMENT ON COLUMN {full_name}.{identifier(column)}"
            f" IS {literal(view_column_comment(name, column))}"
            for column in shown
        ]
    statements += [
        f"COMMENT ON MACRO TABLE main.{identifier(macro.name)} IS {literal(macro.comment)}"
        for macro in MACROS
    ]
    connection.execute(";".join(statements))
