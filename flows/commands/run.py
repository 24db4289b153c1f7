"""``training-catalogs run``: read every document and publish the database."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from flows.documents import find_documents
from flows.exit_codes import ExitCode
from flows.looking import near_or_all
from flows.options import (
    DatabaseOption,
    JsonOption,
    LimitOption,
    ScannedOption,
    checked_place,
    chosen_database,
    chosen_reading,
    named_path,
)
from flows.output import print_table, say, write_json
from flows.paths import default_raw, shown
from flows.progress import RunProgress
from flows.settings import Settings
from schemas.errors import CatalogError


def run(
    *,
    raw: Annotated[
        Path | None,
        typer.Option(
            "--raw",
            metavar="DIR",
            parser=named_path,
            help="The folder of documents; without it raw of the project.",
        ),
    ] = None,
    database: DatabaseOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse documents that no person has reviewed.")
    ] = False,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="STEM", help="Read this document only, keep the others."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read, check and compare, but publish nothing.")
    ] = False,
    allow_scanned_pages: ScannedOption = False,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Read every document, check it, and publish all of them as one database file.

    A document that has not changed is not read again. One that fails keeps the rows last published.

    Examples:

      training-catalogs run

      training-catalogs run --only nantong-2023 --dry-run

      training-catalogs run --raw documents --database catalogs.duckdb --strict --json
    """
    folder = (raw if raw is not None else default_raw()).absolute()
    settings = Settings(
        raw=folder,
        database=checked_place(chosen_database(database).absolute(), folder),
        strict=strict,
        only=only,
        dry_run=dry_run,
        reading=chosen_reading(limit, allow_scanned_pages),
    )
    _check_usage(settings)
    check_database(settings.database)
    with RunProgress() as progress:
        progress.step("Starting")
        # Prefect and pandas take seconds to import: not for the commands that only look
        from flows.flow import run_flow

        try:
            report = run_flow(settings, progress)
        except CatalogError:
            # Prefect's workers go on logging while the process ends
            logging.disable()
            raise
    from flows.summary import COLUMNS, summary_lines, summary_rows

    if json:
        write_json(report.as_json())
    else:
        print_table(COLUMNS, summary_rows(report))
        for line in summary_lines(report):
            say(line)
    raise typer.Exit(report.exit_code)


def check_database(database: Path) -> None:
    """What would keep the run from publishing, as far as it can be known before it starts.

    Raises WarehouseError where the folder cannot be written or the published file not be read.
    """
    from warehouse.faults import explained
    from warehouse.places import temporary_database
    from warehouse.publish import refuse_stale_log
    from warehouse.reading import published_stages

    probe = temporary_database(database)
    with explained(f"writing beside {database}"):
        database.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink(missing_ok=True)  # another run may clean it away
    refuse_stale_log(database)
    published_stages(database)


def _check_usage(settings: Settings) -> None:
    """What is wrong in the command itself ends it before anything is started."""
    try:
        known = find_documents(settings.raw).document_ids
    except CatalogError as error:
        say(str(error))
        raise typer.Exit(ExitCode.USAGE) from error
    if settings.only is not None and settings.only not in known:
        say(
            f"No document '{settings.only}' is in {shown(settings.raw)}; "
            f"{near_or_all(settings.only, known)}"
        )
        raise typer.Exit(ExitCode.USAGE)
