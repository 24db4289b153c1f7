"""The names of the files that lie beside a database, and the cleaning of those a kill left."""

from __future__ import annotations

import hashlib
import re
import shutil
import uuid
from contextlib import suppress
from pathlib import Path

from warehouse.faults import explained

# what is worked out at a time, and the keys of a thousand documents, need more than 128 MB
_MEMORY_LIMIT = "144MB"


def spill_folder(file: Path) -> Path:
    """Where DuckDB puts what memory does not hold while it works at a temporary file."""
    return file.with_name(f"{file.name}.tmp")


def spilling_config(file: Path) -> dict[str, str | bool | int | float | list[str]]:
    """DuckDB's settings to work at a temporary file in little memory, however much it holds.

    Each thread would hold rows of its own, and nearly all statements are too small for two.
    """
    return {
        "memory_limit": _MEMORY_LIMIT,
        "temp_directory": str(spill_folder(file)),
        "threads": 1,
    }


def temporary_database(database: Path) -> Path:
    """A new name beside ``database`` for a file that is not yet to be seen."""
    return database.with_name(f"{_temporary_prefix(database)}{uuid.uuid4().hex}.duckdb")


def _temporary_prefix(database: Path) -> str:
    """Short, however long the name of the database is."""
    return f".tmp-{hashlib.sha256(database.name.encode()).hexdigest()[:16]}-"


def real_database(database: Path) -> Path:
    """The file itself where ``database`` is a link to it: the link stays, all else lies there."""
    return database.resolve() if database.is_symlink() else database


def previous_database(database: Path) -> Path:
    """Where the file published before is kept: ``catalogs.previous.duckdb``."""
    return database.with_name(f"{database.stem}.previous.duckdb")


def stages_folder(database: Path) -> Path:
    """Where the stages of a database lie: beside it, shared with no other."""
    return database.with_name(f"{database.name}.stages")


def raw_folder(database: Path) -> Path:
    """Where a run keeps a copy of documents that lie in a store."""
    return database.with_name(f"{database.name}.raw")


def lock_file(database: Path) -> Path:
    """The file whose lock a run holds while it changes anything of this database."""
    return database.with_name(f"{database.name}.lock")


def write_ahead_log(database: Path) -> Path:
    """Where DuckDB would write changes that are not yet in ``database``."""
    return database.with_name(f"{database.name}.wal")


def clean_temporaries(database: Path) -> None:
    """Remove temporary files of this database that a killed run left; those of others stay.

    What cannot be removed is in nobody's way and stays. Call it only while holding the database's
    lock. Raises WarehouseError where the folder cannot be listed.
    """
    prefix = re.escape(_temporary_prefix(database))
    ours = re.compile(rf"{prefix}[0-9a-f]{{32}}\.duckdb(\.wal|\.tmp)?")
    with explained(f"listing the files beside {database}"):
        found = [path for path in database.parent.iterdir() if ours.fullmatch(path.name)]
    for path in found:
        with suppress(OSError):
            remove(path)


def remove(path: Path) -> None:
    """Remove a folder with all in it, or whatever else has its name, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
