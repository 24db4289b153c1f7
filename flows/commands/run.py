"""``training-catalogs run``: read every document and publish the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.exit_codes import ExitCode
from flows.looking import near_or_all
from flows.options import (
    DatabaseOption,
    GenericOption,
    JsonOption,
    LimitOption,
    NoPrefectOption,
    RawPlaceOption,
    ScannedOption,
    StrictOption,
    chosen_cluster,
    chosen_reading,
    chosen_settings,
    named_place,
)
from flows.output import print_table, say, write_json
from flows.paths import shown
from flows.progress import RunProgress
from flows.settings import TaskRunner
from schemas.errors import CatalogError

if TYPE_CHECKING:
    from flows.outcome import RunReport
    from flows.prefect_server import Ready
    from flows.settings import Settings


def run(
    *,
    raw: RawPlaceOption = None,
    database: DatabaseOption = None,
    strict: StrictOption = False,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="STEM", help="Read this document only, keep the others."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read, check and compare, but publish nothing.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Let go of documents that are no longer in raw/.")
    ] = False,
    accept_shrunken: Annotated[
        list[str] | None,
        typer.Option(
            "--accept-shrunken",
            metavar="STEM",
            help="Publish this document though it gives a tenth fewer rows than before, or lacks "
            "a list; may be given several times.",
        ),
    ] = None,
    stages: Annotated[
        Any,
        typer.Option(
            "--stages",
            metavar="DIR|URL",
            parser=named_place,
            help="Leave and find stages there, s3://… as well, besides those beside the database; "
            "a folder of this database alone.",
        ),
    ] = None,
    task_runner: Annotated[
        TaskRunner,
        typer.Option(
            "--task-runner",
            help="Who reads: processes of this machine, or workers of a dask cluster "
            "(docs/scale.md).",
        ),
    ] = TaskRunner.LOCAL,
    dask_address: Annotated[
        str | None,
        typer.Option(
            "--dask-address",
            metavar="TCP://HOST:PORT",
            help="The scheduler of the workers; without it a worker a processor is started here. "
            "Trust it like a shell.",
        ),
    ] = None,
    no_prefect: NoPrefectOption = False,
    generic: GenericOption = False,
    allow_scanned_pages: ScannedOption = False,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Read every document, check it, and publish all of them as one database file.

    A document that has not changed is not read again. One that fails, has shrunk or is gone keeps
    the rows last published.

    Examples:

      training-catalogs run

      training-catalogs run --only nantong-2023 --dry-run

      training-catalogs run --raw documents --database catalogs.duckdb --strict --json

      training-catalogs run --raw s3://catalogs/raw --stages s3://catalogs/stages
      --task-runner dask --dask-address tcp://10.0.0.1:8786
    """
    settings = chosen_settings(
        raw,
        database,
        strict=strict,
        only=only,
        dry_run=dry_run,
        prune=prune,
        accept_shrunken=frozenset(accept_shrunken or ()),
        reading=chosen_reading(limit, allow_scanned_pages, generic=generic),
        **chosen_cluster(stages, task_runner, dask_address),
    )
    ready = None
    if not no_prefect:
        from flows.prefect_server import start_server

        # first of all: Prefect's server starts while everything else is looked at and imported
        ready = start_server()
    check_stems(settings)
    check_database(settings.database)
    report = run_and_show(settings, ready, json)
    raise typer.Exit(report.exit_code)


def run_and_show(settings: Settings, ready: Ready | None, json: bool = False) -> RunReport:
    """Run, and say what became of it: a table and sentences, or JSON."""
    with RunProgress() as progress:
        progress.step("Starting")
        # pandas takes a second to import: not for the commands that only look
        from flows.orchestration import run_orchestrated

        report = run_orchestrated(settings, progress, ready)
    from flows.summary import COLUMNS, summary_lines, summary_rows

    if json:
        write_json(report.as_json())
    else:
        print_table(COLUMNS, summary_rows(report))
        for line in summary_lines(report):
            say(line)
    return report


def check_database(database: Path) -> None:
    """What would keep the run from publishing, as far as it can be known before it starts.

    Raises WarehouseError where the folder cannot be written or the published file not be read.
    """
    from warehouse.faults import explained
    from warehouse.places import real_database, temporary_database
    from warehouse.publish import refuse_stale_log
    from warehouse.reading import published_documents

    database = real_database(database)
    probe = temporary_database(database)
    with explained(f"writing beside {database}"):
        database.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink(missing_ok=True)  # another run may clean it away
    refuse_stale_log(database)
    published_documents(database)


def check_stems(settings: Settings) -> None:
    """What is wrong in the command itself ends it before anything is read."""
    from flows.fetched import stems_in

    try:
        known = stems_in(settings.raw)
    except CatalogError as error:
        say(str(error))
        raise typer.Exit(ExitCode.USAGE) from error
    only = {settings.only} if settings.only is not None else set()
    for stem in sorted(settings.accept_shrunken | only):
        if stem not in known:
            say(f"No document '{stem}' is in {shown(settings.raw)}; {near_or_all(stem, known)}")
            raise typer.Exit(ExitCode.USAGE)
