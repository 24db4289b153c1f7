"""What a database says, to be compared with another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from tests.warehouse.test_build import contents


def facts(database: Path) -> dict[str, Any]:
    """All that a database says but for when and by which run it was made."""
    found: dict[str, Any] = contents(database)
    for name in ("run", "run_change", "build_info"):
        found.pop(f"audit.{name}")
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute("SELECT * EXCLUDE (loaded_at) FROM document").fetchall()
    return found | {"main.document": rows}
