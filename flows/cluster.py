"""Documents read by the workers of a dask cluster, a batch a task.

The workers need this program and its libraries, the documents and a place for stages; they need no
Prefect. One that dies has its batch read by another. A batch that no worker survives is read
document by document once all others are done, so that what is to blame fails alone.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from flows import workers
from flows.batches import Batch, in_tasks
from flows.documents import SourceFile
from flows.fetched import fetch_document
from flows.outcome import Outcome
from flows.prepare import RETRIES, RETRY_DELAY_SECONDS, failed, prepare_document
from flows.settings import Settings
from flows.workers import is_as_published, prepare_once
from schemas.errors import CatalogError
from warehouse.handover import find_or_take_stage
from warehouse.places import stages_folder
from warehouse.reading import PublishedDocument
from warehouse.stage import program_digest

CONNECT_SECONDS = 10
"""How long the scheduler may take to answer."""

PATIENCE_SECONDS = 60.0
"""How long a run waits for the first worker, or for one where all have gone."""

_LOOK_SECONDS = 5.0
_BROUGHT_AT_ONCE = 8


class Cluster:
    """The batches of a run, sent to the workers of a scheduler."""

    def __init__(self, client: Any, settings: Settings, batches: Sequence[Batch]) -> None:
        """Send them; what other batches hold is staged, and prepared in this process."""
        self._client = client
        self._settings = settings
        self._alone = Lock()
        self._sent = {_key(batch): self._send(batch) for batch in batches}

    def prepare(self, batch: Batch) -> list[Outcome]:
        """What became of each document of a batch. Raises CatalogError where no worker is left.

        May be called from any thread.
        """
        sent = self._sent.get(_key(batch))
        if sent is None:
            return [prepare_once(source, self._settings, last) for source, last in batch]
        outcomes = self._result(sent)
        return self._one_by_one(batch) if outcomes is None else self._near(outcomes)

    def cancel(self) -> None:
        """Let go of what is not done."""
        if self._sent:
            self._client.cancel(list(self._sent.values()))

    def _send(self, documents: Batch) -> Any:
        digest = program_digest()
        return self._client.submit(read_batch, list(documents), self._settings, digest, pure=False)

    def _result(self, far: Any) -> list[Outcome] | None:
        """What the workers found, None where none survived it."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        seen = time.monotonic()
        while True:
            try:
                found: list[Outcome] = far.result(timeout=_LOOK_SECONDS)
                return found
            except TimeoutError:
                seen = time.monotonic() if self._client.nthreads() else seen
            except KilledWorker:
                return None
            except FutureCancelledError as error:
                raise CatalogError(
                    "The dask scheduler has gone; start it again, and run again: what is staged "
                    "is not read again."
                ) from error
            if time.monotonic() - seen > PATIENCE_SECONDS:
                raise CatalogError(
                    f"The dask scheduler has had no worker for {PATIENCE_SECONDS:g} seconds; start "
                    f"some with: dask worker {self._settings.dask_address} --nthreads 1, and run "
                    "again: what is staged is not read again."
                )

    def _one_by_one(self, documents: Batch) -> list[Outcome]:
        """Each document by itself, when nothing else is read that could be to blame."""
        outcomes: list[Outcome] = []
        with self._alone:
            for sent in self._sent.values():
                self._result(sent)
            for source, last in documents:
                found = self._result(self._send([(source, last)]))
                outcomes += self._near(found) if found else [failed(source, _killing(source))]
        return outcomes

    def _near(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes, with the stages that workers elsewhere left in the store brought here."""
        if self._settings.dask_address is None:
            return list(outcomes)
        with ThreadPoolExecutor(_BROUGHT_AT_ONCE) as threads:
            return list(threads.map(self._brought, outcomes))

    def _brought(self, outcome: Outcome) -> Outcome:
        stage = outcome.stage
        if stage is None:
            return outcome
        folder, store = stages_folder(self._settings.database), self._settings.stages
        brought = find_or_take_stage(folder, store, stage.document_id, stage.key)
        if brought is None:
            raise CatalogError(
                f"The stage of {stage.file_name} is not in {store}, where a worker left it; name a "
                "place with --stages that is the same for all machines."
            )
        return replace(outcome, stage=brought)


@contextmanager
def cluster(settings: Settings, sources: Batch) -> Iterator[tuple[Cluster, list[Batch]]]:
    """Deal the documents to tasks, and send what is to be read to the scheduler that the settings
    name, or to workers of this run's own.

    Where all is staged there are neither. Raises CatalogError where no scheduler answers. What is
    not done ends with the block.
    """
    near = in_tasks([each for each in sources if is_as_published(*each)])
    far = in_tasks([each for each in sources if not is_as_published(*each)])
    if not far:
        yield Cluster(None, settings, far), near
        return
    from distributed import Client, LocalCluster

    # what becomes of each document is said by its outcome; dask would log every worker that dies
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    own = settings.dask_address is None
    try:
        if own:
            address: Any = LocalCluster(
                n_workers=workers.PROCESSORS,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
        else:
            address = settings.dask_address
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CatalogError(
            f"No dask scheduler answers at {settings.dask_address} "
            f"({' '.join(str(error).split())}); start one with: dask scheduler, and name the "
            "address that it prints with --dask-address."
        ) from error
    made = Cluster(client, settings, far)
    try:
        yield made, [*near, *far]
    finally:
        made.cancel()
        client.close()
        if own:
            address.close()


def read_batch(documents: Batch, settings: Settings, program: str) -> list[Outcome]:
    """Read and stage documents on a worker; gives what became of each.

    ``program`` is the digest of that which sent them: another would give other rows. A worker of
    another machine reads where the documents lie, and leaves the stages in ``settings.stages``.
    """
    if program != program_digest():
        raise CatalogError(
            f"The workers at {settings.dask_address} run another version of this program or of its "
            "libraries; install the same on every machine, and start them again."
        )
    if settings.dask_address is None:
        return [_prepared(source, settings, last) for source, last in documents]
    outcomes = []
    for source, last in documents:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            here = replace(settings, database=folder / settings.database.name)
            try:
                near = fetch_document(source, settings, folder)
            except CatalogError as error:
                outcomes.append(failed(source, str(error)))
            else:
                outcomes.append(_prepared(near, here, last))
    return outcomes


def _prepared(source: SourceFile, settings: Settings, last: PublishedDocument | None) -> Outcome:
    """As prepare_document; a document that cannot be read is tried again, and then fails."""
    for _ in range(RETRIES):
        with suppress(OSError):
            return prepare_document(source, settings, last)
        time.sleep(RETRY_DELAY_SECONDS)
    return prepare_once(source, settings, last)


def _key(batch: Batch) -> str:
    return batch[0][0].document_id


def _killing(source: SourceFile) -> str:
    return (
        f"{source.path.name}: every worker that read it was ended, as when memory runs out; give"
        f" the workers more memory, or read the document alone with --only {source.document_id}"
        " --task-runner local."
    )
