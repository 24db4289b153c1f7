"""The names of occupations and work types of every edition, plain Python: evidence for readers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from schemas.reference_files import read_reference

_FOLDER = Path(__file__).parent / "reference"


@cache
def occupation_names() -> frozenset[str]:
    """Every name of an occupation (职业) or work type (工种) in an edition or an interim list.

    Raises CatalogError where a file is not as it should be.
    """
    names: set[str | None] = set()
    for path in sorted(_FOLDER.glob("occupation_*.csv")):
        file = read_reference(path, required=("name", "level"), optional=None)
        names |= {name for _, name, level in file.rows("name", "level") if level == "4"}
    for path in (_FOLDER / "interim_codes.csv", _FOLDER / "work_types.csv"):
        names |= set(read_reference(path, required=("name",), optional=None).columns["name"])
    return frozenset(name for name in names if name)
