"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.output import Format
from flows.paths import default_database

DatabaseOption = Annotated[
    Path | None,
    typer.Option(
        "--database",
        "-d",
        metavar="FILE",
        help="The database file; without it warehouse/catalogs.duckdb of the project.",
    ),
]
CsvOption = Annotated[bool, typer.Option("--csv", help="Write CSV with a header row.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]


def chosen_database(database: Path | None) -> Path:
    """The file named with --database, or the project's."""
    return database if database is not None else default_database()


def chosen_format(csv: bool, json: bool) -> Format:
    """The form asked for; both at once is wrong usage."""
    if csv and json:
        raise typer.BadParameter("--csv and --json exclude each other; give one of them.")
    if csv:
        return Format.CSV
    return Format.JSON if json else Format.TABLE
