"""The Prefect flow, which can be deployed, served and scheduled: one task a document, or a batch.

Its states say what the exit codes say: Completed is 0, Completed by the name Incomplete is 1, and
Failed, where nothing was published, is 3.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, serve, tags, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas import State
from prefect.futures import as_completed
from prefect.runtime import flow_run, task_run
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.types.entrypoint import EntrypointType

from extractors.readers import Reading
from extractors.readers.limits import Limits, limits_from
from flows.batches import Batch, in_tasks
from flows.cluster import Cluster, cluster
from flows.exit_codes import ExitCode
from flows.outcome import Outcome, RunReport
from flows.paths import default_database, default_raw
from flows.prepare import RETRIES, RETRY_DELAY_SECONDS, unreadable
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings, TaskRunner
from flows.summary import summary_lines, summary_markdown
from flows.workers import prepare, workers
from schemas.errors import CatalogError
from warehouse.store import named_store, shared_store

NAME = "training-catalogs"
ARTIFACT_KEY = "training-catalogs-run"
_MESSAGE_LENGTH = 1000


@dataclass
class Run:
    """One run of the flow in this process: who is shown what it does, and what became of it.

    ``prepared`` has what became of each document so far, by its id; ``cluster`` is that which
    reads, None where this machine does.
    """

    progress: RunProgress = field(default_factory=RunProgress)
    report: RunReport | None = None
    error: CatalogError | None = None
    prepared: dict[str, Outcome] = field(default_factory=dict)
    cluster: Cluster | None = None


_current: ContextVar[Run | None] = ContextVar("run", default=None)


class _Logged(RunProgress):
    """Steps and sentences of a run, also as Prefect's log lines."""

    def __init__(self, shown: RunProgress, logger: logging.Logger | logging.LoggerAdapter[Any]):
        """They are shown by ``shown``."""
        self._shown = shown
        self._logger = logger

    def step(self, words: str, parts: int | None = None) -> None:
        """A step begins."""
        self._logger.info(words if parts is None else f"{words}: {parts}")
        self._shown.step(words, parts)

    def advance(self) -> None:
        """One part of the step is done."""
        self._shown.advance()

    def note(self, words: str) -> None:
        """A sentence that stays."""
        self._logger.warning(words)
        self._shown.note(words)


def _is_worth_retrying(_task: Any, _run: Any, state: Any) -> bool:
    """Only reading and writing files can go better a moment later."""
    return isinstance(state.result(raise_on_failure=False), OSError)


def _task_run_name() -> str:
    batch: Batch = task_run.parameters["batch"]
    more = f" and {len(batch) - 1} more" if len(batch) > 1 else ""
    return f"{batch[0][0].document_id}{more}"


@task(
    name="prepare-documents",
    task_run_name=_task_run_name,
    tags={NAME},
    retries=RETRIES,
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=_is_worth_retrying,
    persist_result=False,
)
def prepare_task(batch: Batch, settings: Settings) -> Any:
    """Read and stage some documents; where one is bad, the task is Failed with its sentence.

    A task that is tried again goes on with the document that raised.
    """
    run = _current.get() or Run()
    if run.cluster is not None:
        run.prepared |= {each.document_id: each for each in run.cluster.prepare(batch)}
    for source, last in batch:
        if source.document_id not in run.prepared:
            run.prepared[source.document_id] = prepare(source, settings, last)
    bad = []
    for outcome in (run.prepared[source.document_id] for source, _ in batch):
        if outcome.is_good:
            get_run_logger().info("%s: %s.", outcome.file_name, outcome.status)
        else:
            get_run_logger().error("%s", outcome.reason)
            bad.append(outcome.reason)
    return Failed(message=" ".join(map(str, bad))[:_MESSAGE_LENGTH], data=bad) if bad else None


def _flow_run_name() -> str:
    given = flow_run.parameters
    name = Path(given.get("database") or default_database()).name
    return f"{name}, trial" if given.get("dry_run") else name


@flow(
    name=NAME,
    flow_run_name=_flow_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=os.cpu_count()),  # type: ignore[arg-type]
    persist_result=False,
)
def training_catalogs(
    raw: Path | str | None = None,
    database: Path | None = None,
    strict: bool = False,
    only: str | None = None,
    dry_run: bool = False,
    prune: bool = False,
    accept_shrunken: list[str] | None = None,
    allow_scanned_pages: bool = False,
    generic: bool = False,
    limits: dict[str, str] | None = None,
    stages: str | None = None,
    task_runner: TaskRunner = TaskRunner.LOCAL,
    dask_address: str | None = None,
) -> State[Any]:
    """Read every document of ``raw`` and publish them as ``database``, as the command ``run`` does.

    Without the two they are those of the project; the other parameters are the command's options.
    """
    run = _current.get() or Run()
    _current.set(run)
    place = named_store(str(raw or default_raw()))
    settings = Settings(
        raw=place.absolute() if isinstance(place, Path) else place,
        database=(database or default_database()).absolute(),
        strict=strict,
        only=only,
        dry_run=dry_run,
        prune=prune,
        accept_shrunken=frozenset(accept_shrunken or ()),
        reading=Reading(limits_from(limits or {}), allow_scanned_pages, generic),
        stages=shared_store(named_store(stages)) if stages else None,
        task_runner=task_runner,
        dask_address=dask_address,
    )
    logger = get_run_logger()
    try:
        report = run_documents(settings, _Logged(run.progress, logger), _prepare_in_tasks)
    except CatalogError as error:
        run.error = error
        return Failed(message=str(error))
    run.report = report
    said = list(summary_lines(report))
    for line in said:
        logger.info(line)
    create_markdown_artifact(
        summary_markdown(report), key=ARTIFACT_KEY, description="What the run loaded"
    )
    return _state(report.exit_code, " ".join(said)[:_MESSAGE_LENGTH])


def run_flow(settings: Settings, run: Run) -> None:
    """Run the flow here; ``run`` then has its report. Raises CatalogError as run_documents does.

    Whatever else is raised is Prefect's, or a defect; ``run`` may have its report all the same.
    """
    token = _current.set(run)
    try:
        with tags(NAME):
            training_catalogs(**flow_parameters(settings), return_state=True)
    finally:
        _current.reset(token)
    if run.error is not None:
        raise run.error


def serve_flow(settings: Settings, cron: str) -> None:
    """Run the flow by a schedule until the process ends. Raises ValueError for no schedule."""
    deployment: Any = training_catalogs.to_deployment(
        name=settings.database.stem,
        cron=cron,
        parameters=flow_parameters(settings),
        tags=[NAME],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    serve(deployment, limit=1)


def flow_parameters(settings: Settings) -> dict[str, Any]:
    """The settings as what the flow takes, fit for JSON, so that a schedule can hold them."""
    limits = settings.reading.limits
    return {
        "raw": str(settings.raw),
        "database": str(settings.database),
        "strict": settings.strict,
        "only": settings.only,
        "dry_run": settings.dry_run,
        "prune": settings.prune,
        "accept_shrunken": sorted(settings.accept_shrunken),
        "allow_scanned_pages": settings.reading.allow_scanned_pages,
        "generic": settings.reading.generic,
        "limits": {
            each.name: str(getattr(limits, each.name))
            for each in fields(Limits)
            if getattr(limits, each.name) != each.default
        },
        "stages": None if settings.stages is None else str(settings.stages),
        "task_runner": str(settings.task_runner),
        "dask_address": settings.dask_address,
    }


def _state(code: ExitCode, words: str) -> State[Any]:
    if code is ExitCode.NOTHING:
        return Failed(message=words)
    if code is ExitCode.INCOMPLETE:
        return Completed(name="Incomplete", message=words)
    return Completed(message=words)


def _prepare_in_tasks(
    sources: Batch, settings: Settings, progress: RunProgress
) -> Sequence[Outcome]:
    """A task a batch; what one that raised has not come to is a task of its own."""
    run = _current.get() or Run()
    with ExitStack() as reading:
        if settings.task_runner is TaskRunner.DASK:
            run.cluster, batches = reading.enter_context(cluster(settings, sources))
        else:
            reading.enter_context(workers(sources))
            batches = in_tasks(sources)
        while batches:
            futures = {prepare_task.submit(list(batch), settings): batch for batch in batches}
            batches = []
            for future in as_completed(list(futures)):
                batch = futures[future]
                left = [each for each in batch if each[0].document_id not in run.prepared]
                if left:
                    (source, _), *left = left
                    run.prepared[source.document_id] = unreadable(source, _raised(future))
                if left:
                    batches.append(left)
                for _ in batch[len(left) :]:
                    progress.advance()
    return [run.prepared[source.document_id] for source, _ in sources]


def _raised(future: Any) -> OSError:
    """What ended a task at a document that cannot be read; whatever else it was is raised."""
    error = future.result(raise_on_failure=False)
    if isinstance(error, OSError):
        return error
    raise error
