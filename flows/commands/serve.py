"""``training-catalogs serve``: runs by a schedule, or whenever a document changes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.run import check_database, check_stems, run_and_show
from flows.documents import fingerprint
from flows.exit_codes import ExitCode
from flows.options import (
    DatabaseOption,
    NoPrefectOption,
    RawPlaceOption,
    StrictOption,
    chosen_settings,
)
from flows.output import say
from flows.paths import shown
from schemas.errors import CatalogError

if TYPE_CHECKING:
    from flows.prefect_server import Ready
    from flows.settings import Settings

LOOK_SECONDS = 2.0
"""How often ``--watch`` looks; what has changed must have stayed so since the look before."""


def serve(
    *,
    cron: Annotated[
        str | None,
        typer.Option("--cron", metavar="CRON", help="Run by this schedule, such as '0 6 * * *'."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Run now, and whenever what lies in raw/ has changed.")
    ] = False,
    raw: RawPlaceOption = None,
    database: DatabaseOption = None,
    strict: StrictOption = False,
    no_prefect: NoPrefectOption = False,
) -> None:
    """Keep running: by a schedule of Prefect's, or whenever a document changes. Ctrl-C ends it.

    Examples:

      training-catalogs serve --cron "0 6 * * 1"

      training-catalogs serve --watch --raw documents --database catalogs.duckdb
    """
    if watch == (cron is not None):
        raise typer.BadParameter("give one of --cron and --watch.")
    if cron is not None and no_prefect:
        raise typer.BadParameter("--cron is a schedule of Prefect's; leave out --no-prefect.")
    from flows.prefect_server import start_server

    settings = chosen_settings(raw, database, strict=strict)
    if watch and not isinstance(settings.raw, Path):
        raise typer.BadParameter(f"--watch looks at a folder; run {settings.raw} with --cron.")
    ready = None if no_prefect else start_server(schedules=cron is not None)
    check_stems(settings)
    check_database(settings.database)
    if cron is None:
        _watch(settings, ready)
    else:
        _schedule(settings, cron, ready)


def _watch(settings: Settings, ready: Ready | None) -> None:
    done: str | None = None
    before = fingerprint(settings.documents)
    say(f"Watching {shown(settings.documents)}; Ctrl-C ends it.")
    while True:
        now = fingerprint(settings.documents)
        if now == before and now != done:
            try:
                run_and_show(settings, ready)
            except CatalogError as error:
                say(f"{error}")
            done = now
        before = now
        time.sleep(LOOK_SECONDS)


def _schedule(settings: Settings, cron: str, ready: Ready | None) -> None:
    # Prefect takes seconds to import
    from flows.flow import serve_flow

    problem = ready() if ready is not None else None
    if problem is not None:
        say(f"{problem}; a schedule needs Prefect, --watch does not.")
        raise typer.Exit(ExitCode.NOTHING)
    try:
        serve_flow(settings, cron)
    except ValueError as error:
        words = " ".join(str(error).split())
        raise typer.BadParameter(f"--cron: '{cron}' is no schedule ({words}).") from error
