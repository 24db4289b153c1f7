"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.readers import Reading
from extractors.readers.limits import limits_from
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


LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=VALUE",
        help="Raise or lower a limit for files (docs/security.md); may be given several times.",
    ),
]
ScannedOption = Annotated[
    bool,
    typer.Option(
        "--allow-scanned-pages",
        help="Read a PDF whose scanned pages have no text; each such page becomes a finding.",
    ),
]


def chosen_reading(limits: list[str] | None, allow_scanned_pages: bool) -> Reading:
    """How files are read; a limit that does not exist or is no number is wrong usage."""
    pairs = [text.partition("=") for text in limits or []]
    try:
        chosen = limits_from({name.strip(): value for name, _, value in pairs})
    except ValueError as error:
        raise typer.BadParameter(f"--limit: {error}.") from error
    return Reading(limits=chosen, allow_scanned_pages=allow_scanned_pages)
