"""Where the rows of new documents are worked out before they join the others in the file.

The room is in memory and holds some documents at a time, in tables of the names that they have in
the file: what one document gives depends on no other, and memory does not grow with their number.
Everything read anew is proven here; what was proven before is carried over as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import duckdb

from schemas.errors import ConservationError, WarehouseError
from schemas.registry import TABLES, table
from warehouse.checks import broken_keys, broken_references, strange_keys
from warehouse.conservation import check_relations
from warehouse.faults import explained
from warehouse.foundation import FACTS
from warehouse.harmonize import harmonize
from warehouse.loading import load_stages
from warehouse.quoting import literal
from warehouse.sql_files import sql_text
from warehouse.stage import STAGE_TABLES, Stage

_BREAKS_SHOWN = 5

ROOM_TABLES = {**STAGE_TABLES, "entry_rate": "main"}
"""The tables in which a document has rows of its own, and their schemas."""

Step = Callable[[duckdb.DuckDBPyConnection], None]


def open_room(connection: duckdb.DuckDBPyConnection) -> None:
    """Prepare the room; ``built`` is the file attached, begun."""
    connection.execute("CREATE SCHEMA reference; CREATE SCHEMA audit")
    for name, schema in FACTS.items():
        full_name = f"{schema}.{name}"
        connection.execute(f"CREATE TABLE {full_name} AS FROM built.{full_name}")


def work_out(connection: duckdb.DuckDBPyConnection, stages: Sequence[Stage], doing: str) -> None:
    """Fill the room with what these stages give and nothing else, and prove it.

    Raises WarehouseError, which begins with ``doing``, where a step fails or keys and references do
    not hold, ConservationError where a row or a character is lost.
    """
    for name, schema in ROOM_TABLES.items():
        full_name = f"{schema}.{name}"
        connection.execute(f"CREATE OR REPLACE TABLE {full_name} AS FROM built.{full_name} LIMIT 0")
    with explained(f"{doing}, loading the stages"):
        _load(connection, stages)
    # In this order; a step more is a line more.
    steps: tuple[tuple[str, Step], ...] = (
        ("finding the occupations", harmonize),
        ("completing what older stages lack", _sql_file("parts.sql")),
        ("telling the findings in Chinese", _sql_file("told_in_chinese.sql")),
        ("finding the amounts of entries", _sql_file("entry_rates.sql")),
        ("checking the result", _prove),
    )
    for step_doing, step in steps:
        with explained(f"{doing}, {step_doing}"):
            step(connection)


def _load(connection: duckdb.DuckDBPyConnection, stages: Sequence[Stage]) -> None:
    for name, schema in STAGE_TABLES.items():
        if name != "document":
            load_stages(connection, stages, name, f"{schema}.{name}")
    ids = ", ".join(literal(stage.document_id) for stage in stages)
    connection.execute(
        f"INSERT INTO main.document FROM built.main.document WHERE document_id IN ({ids})"
    )


def _sql_file(name: str) -> Step:
    def run(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(sql_text(name))

    return run


def _prove(connection: duckdb.DuckDBPyConnection) -> None:
    specs = [table(schema, name) for name, schema in ROOM_TABLES.items()]
    connection.execute("SET search_path = 'main,audit'")
    broken = broken_keys(connection, specs) + strange_keys(connection, specs)
    broken += broken_references(connection, [spec.name for spec in TABLES])
    refuse_broken(broken)
    if lost := check_relations(connection):
        raise ConservationError(_told(lost))


def refuse_broken(broken: Sequence[str]) -> None:
    """Raise WarehouseError where there is a sentence on what is broken."""
    if broken:
        raise WarehouseError(f"the built file does not hold together: {_told(broken)}")


def _told(broken: Sequence[str]) -> str:
    return (
        f"{'; '.join(broken[:_BREAKS_SHOWN])};"
        " nothing is published until the documents named are mended"
    )
