"""``training-catalogs export``: the tables as files for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.options import DatabaseOption, chosen_database, named_path
from flows.output import say
from flows.paths import default_raw, shown
from flows.progress import RunProgress


class ExportFormat(StrEnum):
    """What the files are."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"


def export(
    folder: Annotated[
        Path,
        typer.Argument(
            parser=named_path, metavar="DIR", help="The folder to write to; made where it is not."
        ),
    ],
    *,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="One file a table, or one workbook.")
    ] = ExportFormat.PARQUET,
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--tables",
            metavar="NAMES",
            help="Tables, views or schemas, with commas between; without it main and reference.",
        ),
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Write the tables as Parquet, as CSV or as one workbook, with metadata for programs.

    Files of the same names are replaced. Lists are text joined by 、; telephone numbers and contact
    persons are left out. In CSV, a text that a spreadsheet would run, or take for a date, begins
    with an apostrophe.

    Examples:

      training-catalogs export out

      training-catalogs export out --format xlsx

      training-catalogs export out --format csv --tables entry_detail,region_offer,audit
    """
    if folder.resolve().is_relative_to(default_raw().resolve()):
        raise typer.BadParameter(
            f"{folder} lies in raw, the folder of the documents; name another."
        )
    wanted = [word.strip() for words in tables or [] for word in words.split(",") if word.strip()]
    # writing files needs libraries that the commands that only look do without
    from flows.export.export import export_tables

    with RunProgress() as progress:
        done = export_tables(chosen_database(database), folder, form.value, wanted, progress)
    for path, rows in done.files:
        say(f"{shown(path)}  {rows:,} rows")
    if done.cells_cut:
        say(
            f"{done.cells_cut} texts are longer than a cell of a workbook and end in ［截断］;"
            " parquet and csv hold them whole."
        )
    say(f"Wrote {shown(folder)}.")
