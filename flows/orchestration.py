"""A run as a Prefect flow where Prefect can be had, and without it where it cannot."""

from __future__ import annotations

from flows.outcome import RunReport
from flows.prefect_server import Ready
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from schemas.errors import CatalogError


def run_orchestrated(settings: Settings, progress: RunProgress, ready: Ready | None) -> RunReport:
    """The run, as a flow on the server that ``ready`` waits for; None runs without Prefect.

    Where Prefect fails, a sentence says so and the run goes on without it. What is returned and
    raised is that of run_documents.
    """
    if ready is None:
        return run_documents(settings, progress)
    try:
        # importing Prefect takes as long as its server needs to start
        from flows.flow import Run, run_flow

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


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
