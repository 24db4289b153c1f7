"""Reads one reference CSV, column by column; each row knows its line, so bad facts are found."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import CatalogError

_FLAGS = {None: None, "0": False, "1": True}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands: the name of its file and its line there, from 1."""

    file_name: str
    line: int

    def error(self, what: str) -> CatalogError:
        """The error that says what is wrong here."""
        return CatalogError(f"{self.file_name}, line {self.line}: {what}; mend the line")


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """The rows of a reference file: the place of each, and its cells by heading, an empty one None.

    An optional column that the file does not have is there, with no cell filled.
    """

    places: list[Place]
    columns: dict[str, list[str | None]]

    def rows(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """The place and the cells of these columns, row by row."""
        return zip(self.places, *(self.columns[name] for name in names), strict=True)

    def flags(self, name: str) -> list[bool | None]:
        """A column of 0 and 1, None where a cell is empty. Raises CatalogError for another cell."""
        for place, value in self.rows(name):
            if value not in _FLAGS:
                raise place.error(f"{name} is {value}, neither 0 nor 1")
        return [_FLAGS[value] for value in self.columns[name]]

    def wholes(self, name: str) -> list[int]:
        """A column of small whole numbers. Raises CatalogError for another cell."""
        found = []
        for place, value in self.rows(name):
            if value is None or not value.isdecimal() or len(value) > 2:
                raise place.error(f"{name} is {value}, no small whole number")
            found.append(int(value))
        return found


def read_reference(
    path: Path, required: Sequence[str], optional: Sequence[str] | None = ()
) -> ReferenceFile:
    """A UTF-8 CSV with one header row.

    Raises CatalogError where the file is missing, not readable as CSV, or its columns are not the
    required ones and some of the optional; any others where ``optional`` is None.
    """
    places: list[Place] = []
    rows: list[list[str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            for row in reader:
                if row:
                    places.append(Place(path.name, reader.line_num))
                    rows.append(row)
    except (OSError, UnicodeError, csv.Error) as error:
        raise CatalogError(
            f"{path.name} cannot be read as reference data ({error}); restore or mend it"
        ) from error
    missing = set(required) - set(header)
    unknown = set() if optional is None else set(header) - {*required, *optional}
    if missing or unknown or len(header) > len(set(header)):
        raise CatalogError(
            f"{path.name}, line 1: columns missing: {', '.join(sorted(missing)) or 'none'};"
            f" columns unknown: {', '.join(sorted(unknown)) or 'none'};"
            f" columns: {', '.join(header)}; mend the header"
        )
    for place, row in zip(places, rows, strict=True):
        if len(row) != len(header):
            raise place.error(f"it has {len(row)} cells, the header {len(header)}")
    cells = zip(*rows, strict=True) if rows else ((),) * len(header)
    columns = {
        name: [value or None for value in column]
        for name, column in zip(header, cells, strict=True)
    }
    return ReferenceFile(
        places,
        {name: [None] * len(rows) for name in optional or () if name not in header} | columns,
    )
