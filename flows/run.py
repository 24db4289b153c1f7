"""A whole run: find the documents, stage each, build one file of all, publish it. No Prefect."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from extractors.catalog.known import left_out as left_out_modules
from flows.batches import Batch
from flows.cluster import cluster
from flows.collecting import few_collections
from flows.documents import Found, SourceFile
from flows.editions import unknown_stems, without_repeated_editions
from flows.fetched import find_settled
from flows.outcome import Outcome, RunReport
from flows.paths import shown
from flows.prepare import failed, stage_keys, unreadable
from flows.progress import RunProgress
from flows.settings import Settings, TaskRunner
from flows.workers import PROCESSORS, prepare_once, workers
from schemas.errors import CatalogError, WarehouseError
from warehouse.build import build
from warehouse.handover import clean_store, find_or_take_stage
from warehouse.loading import Ingredients
from warehouse.places import real_database, stages_folder
from warehouse.publish import locked, publish
from warehouse.reading import PublishedDocument, published_documents
from warehouse.stage import Stage, clean_stages
from warehouse.store import Store

LOCK_WAIT_SECONDS = 120.0

PrepareAll = Callable[[Batch, Settings, RunProgress], Sequence[Outcome]]
"""Prepares documents one by one or at once; gives one outcome each, in any order."""


def run_documents(
    settings: Settings, progress: RunProgress, prepare_all: PrepareAll | None = None
) -> RunReport:
    """Read what ``settings`` say and publish it; ``prepare_all`` is how the documents are read.

    What is wrong with documents or with the file built is in the report. Raises CatalogError where
    ``raw`` is no folder, the database is locked for too long, or its published file is unreadable.
    """
    started_at = _now()
    settings = replace(settings, database=real_database(settings.database))
    with few_collections(), locked(settings.database, LOCK_WAIT_SECONDS, progress.note):
        found = find_settled(settings, progress)
        published = _published(settings)
        chosen, left_out = _choose(found, published, settings)
        outcomes = [*left_out, *_refused(found, published, settings)]
        outcomes += _gone(found, published, settings)
        progress.step("Reading documents", len(chosen))
        to_prepare = [(source, _last(published, source.document_id)) for source in chosen]
        outcomes += (prepare_all or prepare_without_prefect)(to_prepare, settings, progress)
        outcomes = _kept(sorted(outcomes, key=lambda one: one.file_name), published)
        outcomes = _kept(without_repeated_editions(outcomes), published)
        progress.step("Building the database")
        return _finished(settings, outcomes, published, started_at)


def prepare_without_prefect(
    sources: Batch, settings: Settings, progress: RunProgress
) -> Sequence[Outcome]:
    """Prepare the documents: in their order in this process, in several where that pays, or by the
    workers of a cluster.
    """
    if settings.task_runner is TaskRunner.DASK:
        return _prepare_by_cluster(sources, settings, progress)

    def prepared(each: tuple[SourceFile, PublishedDocument | None]) -> Outcome:
        source, last = each
        return prepare_once(source, settings, last)

    outcomes = []
    with ThreadPoolExecutor(PROCESSORS) as threads, workers(sources) as number:
        try:
            for outcome in (threads.map if number > 1 else map)(prepared, sources):
                outcomes.append(outcome)
                progress.advance()
        finally:
            # whoever stops the run does not wait for what has not begun
            threads.shutdown(wait=False, cancel_futures=True)
    return outcomes


def _prepare_by_cluster(
    sources: Batch, settings: Settings, progress: RunProgress
) -> Sequence[Outcome]:
    outcomes: list[Outcome] = []
    with cluster(settings, sources) as (opened, batches):
        for batch in batches:
            outcomes += opened.prepare(batch)
            for _ in batch:
                progress.advance()
    return outcomes


def _now() -> datetime:
    """The time in UTC, without a zone, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class _Published:
    """A published document, and where stages are."""

    document: PublishedDocument
    stages: Path
    store: Store | None

    @property
    def stage(self) -> Stage | None:
        """Its stage; None where that is gone or no longer as written."""
        key = self.document.stage_key
        if key is None:
            return None
        return find_or_take_stage(self.stages, self.store, self.document.document_id, key)


def _published(settings: Settings) -> dict[str, _Published]:
    stages = stages_folder(settings.database)
    return {
        document_id: _Published(document, stages, settings.stages)
        for document_id, document in published_documents(settings.database).items()
    }


def _last(published: Mapping[str, _Published], document_id: str) -> PublishedDocument | None:
    known = published.get(document_id)
    return known.document if known else None


def _choose(
    found: Found, published: Mapping[str, _Published], settings: Settings
) -> tuple[list[SourceFile], list[Outcome]]:
    """The documents to read, and the outcomes of those that ``--only`` leaves out.

    A left-out document is read all the same where its published rows are no longer staged.
    """
    if settings.only is None:
        return list(found.documents), []
    chosen: list[SourceFile] = []
    left_out: list[Outcome] = []
    for source in found.documents:
        known = published.get(source.document_id)
        stage = known.stage if known is not None else None
        if source.document_id == settings.only or (known is not None and stage is None):
            chosen.append(source)
        elif stage is not None:
            left_out.append(_left_out(source, stage))
    return chosen, left_out


def _left_out(source: SourceFile, stage: Stage) -> Outcome:
    name = source.path.name
    try:
        keys = stage_keys(source, source.content())
    except OSError as error:
        return unreadable(source, error)
    if stage.key in (keys.whole, keys.in_part):
        return Outcome(
            source.document_id, name, "unchanged", source.sha256, stage=stage, is_same_input=True
        )
    return failed(
        source,
        f"{name}, its sidecar or the program has changed since it was loaded, and --only left it "
        "out; run without --only.",
    )


def _refused(
    found: Found, published: Mapping[str, _Published], settings: Settings
) -> Iterator[Outcome]:
    """Also those that ``--only`` leaves out, where they have published rows to keep."""
    for file in found.refused:
        if settings.only in (None, file.document_id) or file.document_id in published:
            yield Outcome(file.document_id, file.shown_name, "failed", reason=file.reason)


def _gone(
    found: Found, published: Mapping[str, _Published], settings: Settings
) -> Iterator[Outcome]:
    """Published documents that are no longer in ``raw/``, unless ``--prune`` lets go of them.

    One whose bytes lie there under another name has only been renamed.
    """
    known = set(found.document_ids)
    renamed = {source.sha256 for source in found.documents}
    for document_id, each in published.items():
        document = each.document
        if document_id not in known and document.sha256 not in renamed and not settings.prune:
            reason = (
                f"{document.file_name} is no longer in {shown(settings.raw)}; its rows stay until "
                "you put it back, or run with --prune to let go of them."
            )
            yield Outcome(
                document_id, document.file_name, "failed", document.sha256, reason, is_gone=True
            )


def _kept(outcomes: Iterable[Outcome], published: Mapping[str, _Published]) -> list[Outcome]:
    """The outcomes; a failed document keeps the rows last published, where there are any."""
    kept = []
    for outcome in outcomes:
        known = published.get(outcome.document_id)
        stage = known.stage if outcome.status == "failed" and known is not None else None
        if stage is None:
            kept.append(outcome)
        else:
            kept.append(replace(outcome, status="kept_last_good", stage=stage, is_same_input=True))
    return kept


def _finished(
    settings: Settings,
    outcomes: Sequence[Outcome],
    published: Mapping[str, _Published],
    started_at: datetime,
) -> RunReport:
    """Build, compare and publish; what keeps that from happening is the report's problem."""
    report = RunReport(
        tuple(outcomes),
        settings.database,
        settings.dry_run,
        left_out=left_out_modules(),
        unknown=tuple(unknown_stems(outcomes)),
    )
    try:
        stages = _stages_to_build(outcomes, published)
        previous = settings.database if settings.database.exists() else None
        run_row = _run_row(report, stages, started_at)
        built = build(
            settings.database,
            Ingredients(
                stages=stages,
                source_files=[_source_file(outcome) for outcome in outcomes],
                run=run_row,
                built_at=_now(),
                pipeline_version=version("training-catalogs"),
                previous=previous,
                same_input=frozenset(
                    outcome.document_id for outcome in outcomes if outcome.is_same_input
                ),
            ),
        )
        outcomes = [
            replace(outcome, findings=built.findings.get(outcome.document_id, 0))
            for outcome in outcomes
        ]
        report = replace(report, outcomes=tuple(outcomes), changes=built.changes)
        try:
            if not settings.dry_run:
                publish(built.file, settings.database)
                report = replace(report, is_published=True)
        finally:
            built.file.unlink(missing_ok=True)
        if report.is_published:
            clean_stages(stages_folder(settings.database), stages)
            if settings.stages is not None:
                clean_store(settings.stages, stages)
    except CatalogError as error:
        return replace(report, problem=str(error))
    return report


def _stages_to_build(
    outcomes: Sequence[Outcome], published: Mapping[str, _Published]
) -> list[Stage]:
    """One stage a document. Raises WarehouseError where there is none or published rows go lost."""
    stages = {outcome.document_id: outcome.stage for outcome in outcomes if outcome.stage}
    lost = {
        outcome.document_id for outcome in outcomes if outcome.document_id in published
    } - stages.keys()
    if lost:
        raise WarehouseError(
            f"The rows last published of {', '.join(sorted(lost))} are no longer staged whole, and"
            " the document failed; nothing was published, so that they stay: mend the document or"
            " put it back, or let go of one that is gone with --prune."
        )
    if not stages:
        raise WarehouseError("No document could be loaded; nothing was published.")
    return list(stages.values())


def _source_file(outcome: Outcome) -> dict[str, Any]:
    """The outcome as a row of ``audit.source_file``."""
    return {
        "file_name": outcome.file_name,
        "sha256": outcome.sha256,
        "status": outcome.status,
        "reason": outcome.reason,
    }


def _run_row(report: RunReport, stages: Sequence[Stage], started_at: datetime) -> dict[str, Any]:
    """The run as a row of ``audit.run``."""
    counts = [stage.counts for stage in stages]
    return {
        "run_id": str(uuid.uuid4()),
        "started_at": started_at,
        "finished_at": _now(),
        "outcome": "complete" if report.is_whole else "partial",
        "documents": len(stages),
        "rows_printed": sum(count.rows_printed for count in counts),
        "rows_loaded": sum(count.rows_loaded for count in counts),
        "rows_rejected": sum(count.rows_rejected for count in counts),
        "findings": sum(count.findings for count in counts),
        "pipeline_version": version("training-catalogs"),
    }
