"""A new database file out of stages: tables, facts, rows, views, comments, then every check.

The file is built under a temporary name beside its target; ``warehouse.publish`` puts it in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

import duckdb

from schemas.base import TableSpec, columns
from schemas.errors import ConservationError, WarehouseError
from schemas.registry import TABLES
from schemas.vocabulary import SEVERITY
from warehouse.checks import broken_keys, broken_references
from warehouse.comments import comment_all
from warehouse.conservation import check_relations
from warehouse.faults import explained
from warehouse.harmonize import harmonize
from warehouse.loading import (
    Ingredients,
    load_audit,
    load_questions,
    load_reference_tables,
    load_stages,
)
from warehouse.places import temporary_database, write_ahead_log
from warehouse.quoting import identifier, literal

STORAGE_VERSION = "v1.4.0"
"""DuckDB 1.4 and every later version open the file."""

MEMORY_LIMIT = "4GB"
"""What a build may hold in memory; DuckDB spills the rest to disk beside the file."""

_BREAKS_SHOWN = 5

Step = Callable[[duckdb.DuckDBPyConnection, Ingredients], None]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """A file built, checked and closed, ready to be published.

    ``rows`` counts each table's rows by its full name, as ``main.catalog_entry``; ``findings``
    those of each document, the dictionary's among them.
    """

    file: Path
    rows: dict[str, int]
    findings: dict[str, int]


def sql_text(name: str) -> str:
    """The text of one of the SQL files of the package."""
    return resources.files("warehouse.sql").joinpath(name).read_text("utf-8")


def sql_file(name: str) -> Step:
    """A step that runs one of the SQL files of the package."""

    def run(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
        connection.execute(sql_text(name))

    return run


def _create_tables(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
    checks = {f"{spec.schema}_{spec.name}": _word_checks(spec) for spec in TABLES}
    connection.execute(Template(sql_text("tables.sql")).substitute(checks))


def _word_checks(spec: TableSpec) -> str:
    """The CHECK constraints of a table's coded words, each led by a comma."""
    checks = []
    for column in columns(spec):
        if column.words:
            words = ", ".join(map(literal, column.words))
            if column.duckdb_type.endswith("[]"):
                checks.append(f"CHECK (list_has_all([{words}], {identifier(column.name)}))")
            else:
                checks.append(f"CHECK ({identifier(column.name)} IN ({words}))")
    return "".join(f",\n    {check}" for check in checks)


def _comment(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
    comment_all(connection)


def _prove(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
    connection.execute("SET search_path = 'main,audit'")
    broken = broken_keys(connection)
    broken += broken_references(connection, [spec.name for spec in TABLES])
    if broken:
        raise WarehouseError(
            f"the built file does not hold together: {'; '.join(broken[:_BREAKS_SHOWN])};"
            " nothing is published until the documents named are mended"
        )
    if lost := check_relations(connection):
        raise ConservationError(
            f"{'; '.join(lost[:_BREAKS_SHOWN])};"
            " nothing is published until the documents named are mended"
        )


def _harmonize(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
    harmonize(connection)


def _miss_lists(connection: duckdb.DuckDBPyConnection, _: Ingredients) -> None:
    connection.execute(sql_text("list_missing.sql"), {"severity": SEVERITY["list_missing"]})


def _count_findings(connection: duckdb.DuckDBPyConnection, made_of: Ingredients) -> None:
    """The run's findings, now that the dictionary's are among them."""
    connection.execute(
        "UPDATE audit.run SET findings = (SELECT count(*) FROM audit.finding) WHERE run_id = $run",
        {"run": made_of.run["run_id"]},
    )


# In this order; a step more is a line more.
STEPS: tuple[tuple[str, Step], ...] = (
    ("creating the tables", _create_tables),
    ("loading the reference facts", load_reference_tables),
    ("loading the stages", load_stages),
    ("loading the questions", load_questions),
    ("loading the runs", load_audit),
    ("finding the occupations", _harmonize),
    ("completing what one document cannot say", sql_file("complete.sql")),
    ("telling the editions apart", sql_file("editions.sql")),
    ("comparing the lists with those of the editions before", _miss_lists),
    ("telling the findings in Chinese", sql_file("told_in_chinese.sql")),
    ("counting the findings", _count_findings),
    ("finding the amounts of entries", sql_file("entry_rates.sql")),
    ("pairing the editions", sql_file("entry_pairs.sql")),
    ("creating the views of reference", sql_file("reference_views.sql")),
    ("creating the views", sql_file("views.sql")),
    ("creating the views of the dictionary", sql_file("dictionary_views.sql")),
    ("creating the views of answers", sql_file("answer_views.sql")),
    ("creating the views of changes", sql_file("change_views.sql")),
    ("creating the macros", sql_file("macros.sql")),
    ("writing the comments", _comment),
    ("checking the result", _prove),
)


def build(database: Path, made_of: Ingredients) -> BuildSummary:
    """Build the next file of ``database`` beside it, check it and close it.

    The result depends on what the stages hold, not on their order. Raises WarehouseError where a
    step fails or a check does not hold, ConservationError where a row or character is lost; no
    file is left behind then. Call it while holding the database's lock.
    """
    file = temporary_database(database)
    try:
        with explained(f"building {database}"):
            database.parent.mkdir(parents=True, exist_ok=True)
            rows, findings = _run_steps(file, database, made_of)
        if write_ahead_log(file).exists():
            raise WarehouseError(f"building {database}: the file did not close whole; run again")
    except BaseException:
        for leftover in (file, write_ahead_log(file)):
            leftover.unlink(missing_ok=True)
        raise
    return BuildSummary(file, rows, findings)


def _run_steps(
    file: Path, database: Path, made_of: Ingredients
) -> tuple[dict[str, int], dict[str, int]]:
    with duckdb.connect(
        file,
        config={"storage_compatibility_version": STORAGE_VERSION, "memory_limit": MEMORY_LIMIT},
    ) as connection:
        for doing, step in STEPS:
            with explained(f"building {database}, {doing}"):
                step(connection, made_of)
        rows = {
            spec.full_name: connection.table(spec.full_name).count("*").fetchall()[0][0]
            for spec in TABLES
        }
        connection.execute("CHECKPOINT")
        findings = connection.execute(
            "SELECT document_id, count(*) FROM audit.finding GROUP BY document_id"
        ).fetchall()
    return rows, dict(findings)
