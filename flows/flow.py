"""The Prefect flow: the same run, one mapped task a document, and a summary as an artifact."""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import flows.prefect_defaults  # noqa: F401

# Prefect reads its settings once, when it is imported
# isort: split
from prefect import flow, task, unmapped
from prefect.artifacts import create_markdown_artifact
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.documents import SourceFile
from flows.progress import RunProgress
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.outcome import Outcome, RunReport

ARTIFACT_KEY = "training-catalogs-run"
RETRIES = 2
RETRY_DELAY_SECONDS = 0.5


def _is_worth_retrying(_task: Any, _run: Any, state: Any) -> bool:
    """Only reading and writing files can go better a moment later."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(
    name="prepare-document",
    task_run_name="prepare-{source.document_id}",
    retries=RETRIES,
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=_is_worth_retrying,
    persist_result=False,
)
def prepare_task(source: SourceFile, settings: Settings) -> Any:
    """Read and stage one document; a bad one is a returned outcome, only OSError is raised."""
    from flows.prepare import prepare_document

    return prepare_document(source, settings)


def run_flow(settings: Settings, progress: RunProgress) -> RunReport:
    """Run everything as a Prefect flow; what it returns and raises is that of run_documents."""
    # the libraries of a run are imported while Prefect waits for its server
    threading.Thread(target=importlib.import_module, args=("flows.run",), daemon=True).start()
    runner: Any = ThreadPoolTaskRunner(max_workers=os.cpu_count())

    @flow(
        name="training-catalogs",
        task_runner=runner,
        validate_parameters=False,
        persist_result=False,
    )
    def training_catalogs(settings: Settings) -> Any:
        from flows.run import run_documents

        report = run_documents(settings, progress, _prepare_mapped)
        _keep_summary(report, progress)
        return report

    flow_run: Any = training_catalogs
    report: RunReport = flow_run(settings)
    return report


def _prepare_mapped(
    sources: Sequence[SourceFile], settings: Settings, progress: RunProgress
) -> Sequence[Outcome]:
    """One mapped task a document; a task that raised becomes the document's outcome."""
    futures = prepare_task.map(list(sources), unmapped(settings))
    for _ in as_completed(futures):
        progress.advance()
    results = [future.result(raise_on_failure=False) for future in futures]
    return [_outcome(source, result) for source, result in zip(sources, results, strict=True)]


def _outcome(source: SourceFile, result: Any) -> Outcome:
    from flows.outcome import Outcome
    from flows.run import unreadable

    if isinstance(result, Outcome):
        return result
    if isinstance(result, OSError):
        return unreadable(source, result)
    raise result


def _keep_summary(report: RunReport, progress: RunProgress) -> None:
    """The database is published by now: a summary that cannot be kept is no failure of the run."""
    from flows.summary import summary_markdown

    try:
        create_markdown_artifact(
            summary_markdown(report), key=ARTIFACT_KEY, description="What the run loaded"
        )
    except Exception as error:  # noqa: BLE001  Prefect raises what its HTTP client raises
        progress.note(f"Prefect could not keep the summary: {type(error).__name__}: {error}.")
