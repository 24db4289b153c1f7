"""A run as a Prefect flow where Prefect can be had, and without it where it cannot."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from flows.documents import find_documents
from flows.outcome import RunReport
from flows.prefect_server import Ready
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings, TaskRunner
from flows.workers import PAYS_FROM, to_read
from schemas.errors import CatalogError
from warehouse.places import real_database
from warehouse.reading import published_documents


def run_orchestrated(settings: Settings, progress: RunProgress, ready: Ready | None) -> RunReport:
    """The run, as a flow on the server that ``ready`` waits for; None runs without Prefect.

    Where Prefect fails, a sentence says so and the run goes on without it. What is returned and
    raised is that of run_documents.
    """
    if ready is None:
        return run_documents(settings, progress)
    try:
        # importing Prefect takes as long as its server needs to start, and so does what it imports
        # at the first call of a flow
        import fastapi  # noqa: F401

        from flows.flow import Run, run_flow

        import_what_reads(settings)
        problem = ready()
    except Exception as error:  # noqa: BLE001  whatever Prefect raises, the run needs none of it
        problem = f"Prefect does not start ({_words(error)})"
    if problem is not None:
        progress.note(f"{problem}; the run goes on without Prefect.")
        return run_documents(settings, progress)
    run = Run(progress)
    try:
        run_flow(settings, run)
    except CatalogError:
        raise
    except Exception as error:  # noqa: BLE001  a defect of ours is raised by the run without Prefect
        progress.note(f"Prefect failed ({_words(error)}); the run goes on without Prefect.")
    return run.report or run_documents(settings, progress)


def import_what_reads(settings: Settings) -> None:
    """What a run will import to read here, while the server starts; nothing where all is staged.

    What is wrong with the folder or the published file is the run's to tell.
    """
    if not isinstance(settings.raw, Path) or settings.task_runner is TaskRunner.DASK:
        return
    with suppress(CatalogError, OSError):
        published = published_documents(real_database(settings.database))
        found = find_documents(settings.raw).documents
        if 0 < to_read([(each, published.get(each.document_id)) for each in found]) < PAYS_FROM:
            from flows import check_extraction  # noqa: F401
            from warehouse import staging  # noqa: F401


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
