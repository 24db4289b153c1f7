"""The names of the files that lie beside a database, and the cleaning of those a kill left."""

from __future__ import annotations

import re
import shutil
import uuid
from pathlib import Path

from warehouse.faults import explained


def temporary_database(database: Path) -> Path:
    """A new name beside ``database`` for a file that is not yet to be seen."""
    return database.with_name(f".tmp-{database.name}-{uuid.uuid4().hex}.duckdb")


def previous_database(database: Path) -> Path:
    """Where the file published before is kept: ``catalogs.previous.duckdb``."""
    return database.with_name(f"{database.stem}.previous.duckdb")


def lock_file(database: Path) -> Path:
    """The file whose lock a run holds while it changes anything of this database."""
    return database.with_name(f"{database.name}.lock")


def write_ahead_log(database: Path) -> Path:
    """Where DuckDB would write changes that are not yet in ``database``."""
    return database.with_name(f"{database.name}.wal")


def clean_temporaries(database: Path) -> None:
    """Remove temporary files of this database that a killed run left; those of others stay.

    Call it only while holding the database's lock. Raises WarehouseError where it may not.
    """
    ours = re.compile(rf"\.tmp-{re.escape(database.name)}-[0-9a-f]{{32}}\.duckdb(\.wal|\.tmp)?")
    with explained(f"cleaning temporary files beside {database}"):
        for path in list(database.parent.iterdir()):
            if ours.fullmatch(path.name):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
