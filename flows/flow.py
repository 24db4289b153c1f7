"""The Prefect flow: the same run, one mapped task a document, and a summary as an artifact."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import flows.prefect_defaults  # noqa: F401

# Prefect reads its settings once, when it is imported
# isort: split
from prefect import flow, task, unmapped
from prefect.artifacts import create_markdown_artifact
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.documents import SourceFile
from flows.outcome import Outcome, RunReport
from flows.prepare import prepare_document
from flows.progress import RunProgress
from flows.run import run_documents, unreadable
from flows.settings import Settings
from flows.summary import summary_markdown

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
def prepare_task(source: SourceFile, settings: Settings) -> Outcome:
    """Read and stage one document; a bad one is a returned outcome, only OSError is raised."""
    return prepare_document(source, settings)


def run_flow(settings: Settings, progress: RunProgress) -> RunReport:
    """Run everything as a Prefect flow; what it returns and raises is that of run_documents."""
    runner: Any = ThreadPoolTaskRunner(max_workers=os.cpu_count())

    @flow(
        name="training-catalogs",
        task_runner=runner,
        validate_parameters=False,
        persist_result=False,
    )
    def training_catalogs(settings: Settings) -> RunReport:
        report = run_documents(settings, progress, _prepare_mapped)
        _keep_summary(report, progress)
        return report

    return training_catalogs(settings)


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
    if isinstance(result, Outcome):
        return result
    if isinstance(result, OSError):
        return unreadable(source, result)
    raise result


def _keep_summary(report: RunReport, progress: RunProgress) -> None:
    """The database is published by now: a summary that cannot be kept is no failure of the run."""
    try:
        create_markdown_artifact(
            summary_markdown(report), key=ARTIFACT_KEY, description="What the run loaded"
        )
    except Exception as error:  # noqa: BLE001  Prefect raises what its HTTP client raises
        progress.note(f"Prefect could not keep the summary: {type(error).__name__}: {error}.")
