"""Documents read by several processes at once, where there is so much to read that it pays.

A process takes one document at a time. One that is ended from outside, as when memory runs out,
costs the document that it was reading and no other; all of them end with the run, whatever ends it.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from flows.batches import Batch
from flows.collecting import few_collections
from flows.documents import SourceFile
from flows.outcome import Outcome
from flows.prepare import failed, prepare_document, unreadable
from flows.settings import Settings
from warehouse.reading import PublishedDocument
from warehouse.stage import is_of_this_program

PROCESSORS = os.cpu_count() or 1

PAYS_FROM = 5_000_000
"""How much there must be to read, in bytes of PDF, before a second process pays for its start."""

# a byte of another format takes three times as long, and staging a document as long as 100,000
_PDF_BYTES_A_BYTE = 3
_PDF_BYTES_A_DOCUMENT = 100_000

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process that prepares documents, and the connection to it."""

    process: SpawnProcess
    connection: Connection


class _Workers:
    """So many processes, each started when there is something for it to do."""

    def __init__(self, number: int) -> None:
        self._idle: queue.Queue[_Worker | None] = queue.Queue()
        self._started: list[_Worker] = []
        for _ in range(number):
            self._idle.put(None)

    def prepare(
        self, source: SourceFile, settings: Settings, last: PublishedDocument | None
    ) -> Outcome:
        """As prepare_document, in the next process that is free; may be called from any thread."""
        worker = self._idle.get() or self._start()
        try:
            worker.connection.send((source, settings, last))
            outcome = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._idle.put(None)
            return failed(
                source,
                f"{source.path.name}: the process that read it was ended"
                f" ({_ending(worker.process.exitcode)}); give the machine more memory, or read the"
                f" document alone with --only {source.document_id}.",
            )
        self._idle.put(worker)
        if isinstance(outcome, OSError):
            raise outcome
        result: Outcome = outcome
        return result

    def _start(self) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._started.append(worker)
        return worker

    def end(self) -> None:
        """End every process, whatever it is doing."""
        for worker in self._started:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._started:
            worker.process.join()


_open: _Workers | None = None


@contextmanager
def workers(sources: Batch) -> Iterator[int]:
    """Inside, ``prepare`` uses several processes if these documents, each with what is published of
    it, are worth it; gives how many.
    """
    global _open  # noqa: PLW0603  a task of Prefect's knows the document alone
    if PROCESSORS == 1 or to_read(sources) < PAYS_FROM:
        yield 1
        return
    _open = _Workers(PROCESSORS)
    try:
        yield PROCESSORS
    finally:
        _open.end()
        _open = None


def to_read(sources: Batch) -> int:
    """How much of these documents is likely not staged, in bytes of PDF."""
    return sum(_weight(source) for source, last in sources if not is_as_published(source, last))


def prepare(source: SourceFile, settings: Settings, last: PublishedDocument | None) -> Outcome:
    """As prepare_document: in another process inside ``workers``, where that pays, else in this."""
    if _open is None or is_as_published(source, last):
        return prepare_document(source, settings, last)
    return _open.prepare(source, settings, last)


def prepare_once(source: SourceFile, settings: Settings, last: PublishedDocument | None) -> Outcome:
    """As prepare; a document that cannot be read has failed."""
    try:
        return prepare(source, settings, last)
    except OSError as error:
        return unreadable(source, error)


def _weight(source: SourceFile) -> int:
    per_byte = 1 if source.path.suffix.lower() == ".pdf" else _PDF_BYTES_A_BYTE
    return source.size * per_byte + _PDF_BYTES_A_DOCUMENT


def is_as_published(source: SourceFile, last: PublishedDocument | None) -> bool:
    """Whether the document is most likely staged: it takes no time then."""
    return (
        last is not None
        and last.sha256 == source.sha256
        and last.stage_key is not None
        and is_of_this_program(last.stage_key)
    )


def _work(connection: Connection) -> None:
    """Prepare what is sent until nobody is there to send."""
    # Ctrl-C is the run's to tell; its end, however it came, is the end of this process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    with few_collections(), suppress(EOFError, OSError):
        while True:
            source, settings, last = connection.recv()
            try:
                outcome: Outcome | OSError = prepare_document(source, settings, last)
            except OSError as error:
                outcome = error
            connection.send(outcome)


def _end_with_the_run() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"{signal.Signals(-code).name}, as when memory runs out"
    return f"exit code {code}"
