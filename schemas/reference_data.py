"""The national facts that come with the program: regions, occupations, work types, crosswalks.

They are read from the CSV files of ``schemas.reference``, found by their names, so that a later
edition is one more file: ``occupation_<edition>.csv`` is an edition, and
``occupation_<edition>_later_changes.csv`` makes the edition ``<edition>-online`` out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow

from schemas.arrow import from_columns, to_arrow
from schemas.errors import CatalogError
from schemas.reference_files import Place, ReferenceFile, read_reference
from schemas.registry import table
from schemas.validation import validate
from schemas.words import WORDS

FOLDER = Path(__file__).parent / "reference"

_EDITION_FILE = re.compile(r"occupation_([0-9]{4})\.csv")
_CROSSWALK_FILE = re.compile(r"crosswalk_([0-9]{4})_2022\.csv")
_CHANGES = "_later_changes.csv"

# The columns of the tables, in their order here.
_REGION = ("adcode", "name", "short_name", "admin_level", "parent_adcode")
_OCCUPATION = (
    "edition",
    "code",
    "name",
    "tier",
    "parent_code",
    "is_green",
    "is_digital",
    "status",
)
_CROSSWALK = (
    "code_from",
    "name_from",
    "edition_from",
    "code_2022",
    "name_2022",
    "relation",
    "evidence",
)

_OCCUPATION_TIER = 4


@dataclass(frozen=True, slots=True)
class _Facts:
    """Rows of a reference table, and the place that each comes from."""

    names: tuple[str, ...]
    places: list[Place] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, places: Iterable[Place], *columns: Iterable[Any]) -> None:
        """Add rows, given as their columns in the order of ``names``."""
        self.places.extend(places)
        self.rows.extend(zip(*columns, strict=True))

    def extend(self, others: _Facts) -> None:
        """Add the rows of others that have the same names."""
        self.places.extend(others.places)
        self.rows.extend(others.rows)

    def table(self, schema: str, name: str) -> pyarrow.Table:
        """Them as that table. Raises CatalogError for a row that breaks its model."""
        spec = table(schema, name)
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.names)
        rows = from_columns(spec, dict(zip(self.names, columns, strict=True)))
        for place, reasons in validate(spec, rows).rejected.items():
            raise self.places[place].error("; ".join(reasons))
        return rows


def load_reference(folder: Path = FOLDER) -> dict[str, pyarrow.Table]:
    """Every reference table by its name: region, occupation, work_type, occupation_crosswalk and
    vocabulary, each of the Arrow schema of its model.

    Raises CatalogError that names file and line where a fact breaks its model, or names an
    occupation or a region that is not there.
    """
    regions = _regions(folder)
    occupations = _occupations(folder)
    pairs = {
        (edition, code, name)
        for edition, code, name, tier, *_ in occupations.rows
        if tier == _OCCUPATION_TIER
    }
    codes = {(edition, code) for edition, code, _ in pairs}
    work_types = _work_types(folder)
    for place, (edition, _, _, code, *_) in zip(work_types.places, work_types.rows, strict=True):
        if (edition, code) not in codes:
            raise place.error(f"the occupation {code} is not in the edition {edition}")
    crosswalk = _crosswalk(folder)
    for place, (*_, code, name, _, _) in zip(crosswalk.places, crosswalk.rows, strict=True):
        if ("2022", code, name) not in pairs:
            raise place.error(f"{code} {name} is not in the edition 2022")
    return {
        "region": regions.table("main", "region"),
        "occupation": occupations.table("reference", "occupation"),
        "work_type": work_types.table("reference", "work_type"),
        "occupation_crosswalk": crosswalk.table("reference", "occupation_crosswalk"),
        "vocabulary": _vocabulary(),
    }


def _regions(folder: Path) -> _Facts:
    facts = _Facts(_REGION)
    file = read_reference(folder / "region.csv", required=facts.names)
    known = set(file.columns["adcode"])
    for place, parent in file.rows("parent_adcode"):
        if parent is not None and parent not in known:
            raise place.error(f"the region above, {parent}, has no line")
    facts.add(file.places, *(file.columns[name] for name in facts.names))
    return facts


def _occupations(folder: Path) -> _Facts:
    facts = _Facts(_OCCUPATION)
    for path in sorted(folder.glob("occupation_*.csv")):
        if path.name.endswith(_CHANGES):
            book = path.with_name(path.name.removesuffix(_CHANGES) + ".csv")
            if not book.exists():
                raise CatalogError(
                    f"{path.name} changes an edition that is not there; add {book.name}"
                )
            continue
        named = _EDITION_FILE.fullmatch(path.name)
        if named is None:
            raise CatalogError(
                f"{path.name} names no edition; call it occupation_<year>.csv or"
                f" occupation_<year>{_CHANGES}"
            )
        edition = named[1]
        file = read_reference(
            path,
            required=("code", "name", "level", "parent_code"),
            optional=("is_green", "is_digital", "status", "note"),
        )
        statuses = [status or "book" for status in file.columns["status"]]
        in_book = _Facts(_OCCUPATION)
        in_book.add(file.places, *_occupation_columns(file, edition, statuses))
        changes = path.with_name(path.stem + _CHANGES)
        facts.extend(in_book)
        if changes.exists():
            facts.extend(_online(in_book, changes, edition))
    return facts


def _occupation_columns(
    file: ReferenceFile, edition: str, statuses: Iterable[str]
) -> tuple[Iterable[Any], ...]:
    """The columns of ``_OCCUPATION``."""
    return (
        [edition] * len(file.places),
        file.columns["code"],
        file.columns["name"],
        file.wholes("level"),
        file.columns["parent_code"],
        file.flags("is_green"),
        file.flags("is_digital"),
        statuses,
    )


def _online(in_book: _Facts, changes: Path, edition: str) -> _Facts:
    """The edition as the online list has it now: the book with its changes applied.

    A change without a code (announced, not yet numbered) belongs to no edition and is passed over.
    """
    online = f"{edition}-online"
    old_name = f"book_{edition}_name_at_code"
    by_code = {
        row[1]: (place, (online, *row[1:]))
        for place, row in zip(in_book.places, in_book.rows, strict=True)
    }
    file = read_reference(
        changes,
        required=("code", "name", "level", "parent_code", "kind", old_name),
        optional=("is_green", "is_digital", "batch", "note"),
    )
    statuses = ["added" if kind == "new" else str(kind) for kind in file.columns["kind"]]
    changed = zip(*_occupation_columns(file, online, statuses), strict=True)
    for (place, kind, named), row in zip(file.rows("kind", old_name), changed, strict=True):
        _, code, name, *_ = row
        if code is None:
            continue
        _, before = by_code.get(code, (None, None))
        if kind == "renamed":
            if before is None or before[2] != named:
                raise place.error(f"the book has no {named} at {code}")
        elif before is not None:
            raise place.error(f"the book has {before[2]} at {code} already")
        elif kind == "renumbered":
            former = [
                old_code
                for old_code, (_, old) in by_code.items()
                if old[2] == name and old[3] == _OCCUPATION_TIER
            ]
            if len(former) != 1:
                raise place.error(f"the book has {len(former)} occupations called {name}, not one")
            del by_code[former[0]]
        by_code[code] = (place, row)
    places, rows = zip(*by_code.values(), strict=True)
    return _Facts(_OCCUPATION, list(places), list(rows))


def _work_types(folder: Path) -> _Facts:
    facts = _Facts(("edition", "code", "name", "occupation_code", "is_attested", "evidence"))
    printed = ("code", "name", "occupation_code", "edition", "code_status", "list_quality")
    for path in sorted(folder.glob("work_types*.csv")):
        file = read_reference(path, required=printed, optional=("occupation_name", "position"))
        facts.add(
            file.places,
            *(file.columns[name] for name in facts.names[:4]),
            [(status or "").startswith("attested") for status in file.columns["code_status"]],
            [
                f"{status}; quality of the list: {quality}"
                for _, status, quality in file.rows("code_status", "list_quality")
            ],
        )
    return facts


def _crosswalk(folder: Path) -> _Facts:
    facts = _Facts(_CROSSWALK)
    for path in sorted(folder.glob("crosswalk_*.csv")):
        named = _CROSSWALK_FILE.fullmatch(path.name)
        if named is None:
            raise CatalogError(f"{path.name} names no edition; call it crosswalk_<year>_2022.csv")
        printed = (f"code_{named[1]}", f"name_{named[1]}", *_CROSSWALK[3:])
        file = read_reference(path, required=printed)
        code, name, *others = (file.columns[name] for name in printed)
        editions = [
            "interim" if relation == "interim" else named[1]
            for relation in file.columns["relation"]
        ]
        facts.add(file.places, code, name, editions, *others)
    _add_interim_codes(facts, folder)
    return facts


def _add_interim_codes(facts: _Facts, folder: Path) -> None:
    """The interim pairs that no crosswalk holds yet; a pair of both must lead to one occupation."""
    targets = {
        (code, name): code_2022
        for code, name, edition, code_2022, *_ in facts.rows
        if edition == "interim"
    }
    names = ("interim_code", "name", "code_2022", "name_2022", "source_interim_code")
    details = (
        "public_comment_code",
        "batch_name",
        "announcement",
        "date",
        "change_to_2022",
        "note",
    )
    file = read_reference(folder / "interim_codes.csv", required=names, optional=details)
    for place, code, name, code_2022, name_2022, source in file.rows(*names):
        if code is None:
            continue
        target = targets.get((code, name))
        if target is None:
            facts.places.append(place)
            facts.rows.append((code, name, "interim", code_2022, name_2022, "interim", source))
        elif target != code_2022:
            raise place.error(
                f"{code} {name} leads to {code_2022} here and to {target} in the crosswalk"
            )


def _vocabulary() -> pyarrow.Table:
    return to_arrow(
        table("reference", "vocabulary"),
        [
            {
                "table_name": table_name,
                "column_name": column_name,
                "value": word.value,
                "label_zh": word.label_zh,
                "label_en": word.label_en,
                "definition": word.definition,
                "definition_zh": word.definition_zh,
            }
            for (table_name, column_name), words in WORDS.items()
            for word in words
        ],
    )
