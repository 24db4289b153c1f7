"""Where documents and the database are looked for when the command is not told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import flows

if TYPE_CHECKING:
    from warehouse.store import Store


def project_folder() -> Path:
    """The checkout this program runs from, or the current directory where it runs from none."""
    checkout = Path(flows.__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "raw").is_dir():
        return checkout
    return Path.cwd()


def default_raw() -> Path:
    """The folder of the published documents."""
    return project_folder() / "raw"


def default_database() -> Path:
    """The database file analysts query."""
    return project_folder() / "warehouse" / "catalogs.duckdb"


def shown(path: Path | Store) -> str:
    """The path as short as it can be said from the current directory; of a store its address."""
    if not isinstance(path, Path):
        return str(path)
    absolute = path.absolute()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)
