"""The regions of GB/T 2260 by their names, plain Python, for whoever must tell one from a print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.reference_files import read_reference

_FILE = Path(__file__).parent / "reference" / "region.csv"
_COLUMNS = ("adcode", "name", "short_name", "admin_level", "parent_adcode")


@dataclass(frozen=True, slots=True)
class Region:
    """A province, prefecture or county: its code, its name and the short one (南通市, 南通)."""

    adcode: str
    name: str
    short_name: str
    admin_level: str
    parent_adcode: str | None


@cache
def regions() -> dict[str, Region]:
    """Every region by its code. Raises CatalogError where the file is not as it should be."""
    file = read_reference(_FILE, required=_COLUMNS)
    found = (Region(*cells) for _, *cells in file.rows(*_COLUMNS))
    return {each.adcode: each for each in found}
