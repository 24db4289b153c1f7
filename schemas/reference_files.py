"""Reads one reference CSV: every line with its number, so that a bad fact can be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow
from pyarrow import csv

from schemas.errors import CatalogError


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reference file: its cells by heading, an empty one None."""

    file_name: str
    number: int
    values: dict[str, str | None]

    def error(self, what: str) -> CatalogError:
        """The error that says what is wrong here."""
        return CatalogError(f"{self.file_name}, line {self.number}: {what}; mend the line")

    def flag(self, name: str) -> bool | None:
        """A cell of 0 or 1; None where it is empty or the file has no such column."""
        value = self.values.get(name)
        if value is None:
            return None
        if value not in {"0", "1"}:
            raise self.error(f"{name} is {value}, neither 0 nor 1")
        return value == "1"

    def whole(self, name: str) -> int:
        """A cell that is a small whole number."""
        value = self.values[name]
        if value is None or not value.isdecimal() or len(value) > 2:
            raise self.error(f"{name} is {value}, no small whole number")
        return int(value)


def read_lines(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[Line]:
    """Every line of a UTF-8 CSV with one header row.

    Raises CatalogError where the file is missing, not readable as CSV, or its columns are not the
    required ones and some of the optional.
    """
    try:
        found = csv.read_csv(
            path,
            convert_options=csv.ConvertOptions(
                column_types={name: pyarrow.string() for name in (*required, *optional)},
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except (OSError, pyarrow.ArrowException) as error:
        raise CatalogError(
            f"{path.name} cannot be read as reference data ({error}); restore or mend it"
        ) from error
    missing = set(required) - set(found.column_names)
    unknown = set(found.column_names) - {*required, *optional}
    if missing or unknown:
        raise CatalogError(
            f"{path.name}, line 1: columns missing: {', '.join(sorted(missing)) or 'none'};"
            f" columns unknown: {', '.join(sorted(unknown)) or 'none'}; mend the header"
        )
    return [
        Line(path.name, number, values) for number, values in enumerate(found.to_pylist(), start=2)
    ]
