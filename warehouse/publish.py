"""One run at a time changes a database, and a reader only ever sees a whole file.

The new file is built beside the target and put in its place in one step; the file that was there
is kept. A run that is killed at any moment leaves the published file as it was, or the new one.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import WarehouseError
from warehouse.faults import explained
from warehouse.places import (
    clean_temporaries,
    lock_file,
    previous_database,
    stages_folder,
    temporary_database,
    write_ahead_log,
)
from warehouse.program import building_digest
from warehouse.sealed import seal, sealed_facts

_SEAL = "published.json"


@contextmanager
def locked(database: Path, wait_seconds: float, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the database's lock inside the block; half-made files of a killed run are removed.

    Where another run holds it, ``on_wait`` is called once with a sentence that says who, and the
    lock is waited for ``wait_seconds``. Raises WarehouseError that names the holder when that is
    over, where the lock cannot be taken at all, and where changes to the published file lie in a
    write-ahead log.
    """
    path = lock_file(database)
    with explained(f"taking the lock {path}"):
        database.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait(f"Waiting for {database}: {_holder(database)} is changing it.")
            try:
                lock.acquire(timeout=wait_seconds)
            except Timeout:
                raise WarehouseError(
                    f"{database}: {_holder(database)} has been changing it for longer than"
                    f" {wait_seconds:g} seconds; run again when that has ended"
                ) from None
    try:
        refuse_stale_log(database)
        clean_temporaries(database)
        with explained(f"writing who holds the lock {path}"):
            _holder_file(database).write_text(
                json.dumps(
                    {
                        "pid": os.getpid(),
                        "host": socket.gethostname(),
                        "since": datetime.now(UTC).isoformat(timespec="seconds"),
                    }
                ),
                "utf-8",
            )
        yield
    finally:
        with suppress(OSError):
            _holder_file(database).unlink(missing_ok=True)
        lock.release()


def refuse_stale_log(database: Path) -> None:
    """Raise WarehouseError where a write-ahead log lies beside the published file.

    DuckDB would apply it to whatever file has that name, the new one too.
    """
    log = write_ahead_log(database)
    if log.exists():
        raise WarehouseError(
            f"{log} holds changes that some program made to {database.name} and did not finish;"
            f" close that program, or open and close {database.name} once with DuckDB to take"
            " them in, or remove the log to drop them, and run again"
        )


def publish(built: Path, database: Path) -> None:
    """Put the built, closed file in the place of ``database``, keeping the one that was there.

    Call it while holding the database's lock. Raises WarehouseError with a remedy where a step
    fails; the published file is then still whole, and ``built`` is removed.
    """
    try:
        refuse_stale_log(database)
        refuse_stale_log(built)
        with explained(f"publishing {database}"):
            _flush(built)
            if database.exists():
                _keep(database)
            built.replace(database)
            _flush(database.parent)
            _seal(database)
    except BaseException:
        with suppress(OSError):
            built.unlink(missing_ok=True)
        raise


def _seal(database: Path) -> None:
    """Remember what was published, so that the next build can tell it from anything else."""
    stages = stages_folder(database)
    stages.mkdir(parents=True, exist_ok=True)
    seal(database, stages / _SEAL, {"program": building_digest()})


def is_published_by(database: Path, stages: Path) -> bool:
    """Whether ``database`` is byte for byte what this same program published."""
    facts = sealed_facts(database, stages / _SEAL)
    return facts is not None and facts.get("program") == building_digest()


def _keep(database: Path) -> None:
    """Keep the published file under its second name, without it ever missing under its first."""
    previous = previous_database(database)
    # a killed run may have kept it already; renaming one name of a file to another does nothing
    if previous.exists() and previous.samefile(database):
        return
    copy = temporary_database(database)
    try:
        try:
            os.link(database, copy)
        except OSError:
            # File systems without hard links: the bytes are copied.
            shutil.copyfile(database, copy)
            _flush(copy)
        copy.replace(previous)
    except BaseException:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise


def _flush(path: Path) -> None:
    """Have what is written reach the disk. Windows opens no folders."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _holder_file(database: Path) -> Path:
    return lock_file(database).with_suffix(".lock.json")


def _holder(database: Path) -> str:
    try:
        holder = json.loads(_holder_file(database).read_text("utf-8"))
        return f"process {holder['pid']} on {holder['host']} (since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run, which has not said who it is,"
