"""The national facts that come with the program: regions, occupations, work types, crosswalks.

They are read from the CSV files of ``schemas.reference``, found by their names, so that a later
edition is one more file: ``occupation_<edition>.csv`` is an edition, and
``occupation_<edition>_later_changes.csv`` makes the edition ``<edition>-online`` out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow

from schemas.base import to_arrow, validate
from schemas.errors import CatalogError
from schemas.reference_files import Line, read_lines
from schemas.registry import table
from schemas.words import WORDS

FOLDER = Path(__file__).parent / "reference"

_EDITION_FILE = re.compile(r"occupation_([0-9]{4})\.csv")
_CROSSWALK_FILE = re.compile(r"crosswalk_([0-9]{4})_2022\.csv")
_CHANGES = "_later_changes.csv"


@dataclass(frozen=True, slots=True)
class _Fact:
    """One row of a reference table and the line it comes from."""

    line: Line
    row: dict[str, Any]


def load_reference(folder: Path = FOLDER) -> dict[str, pyarrow.Table]:
    """Every reference table by its name: region, occupation, work_type, occupation_crosswalk and
    vocabulary, each of the Arrow schema of its model.

    Raises CatalogError that names file and line where a fact breaks its model, or names an
    occupation or a region that is not there.
    """
    regions = _regions(folder)
    occupations = _occupations(folder)
    pairs = {
        (fact.row["edition"], fact.row["code"], fact.row["name"])
        for fact in occupations
        if fact.row["tier"] == 4
    }
    codes = {(edition, code) for edition, code, _ in pairs}
    work_types = _work_types(folder)
    for fact in work_types:
        if (fact.row["edition"], fact.row["occupation_code"]) not in codes:
            raise fact.line.error(
                f"the occupation {fact.row['occupation_code']} is not in the edition"
                f" {fact.row['edition']}"
            )
    crosswalk = _crosswalk(folder)
    for fact in crosswalk:
        if ("2022", fact.row["code_2022"], fact.row["name_2022"]) not in pairs:
            raise fact.line.error(
                f"{fact.row['code_2022']} {fact.row['name_2022']} is not in the edition 2022"
            )
    return {
        "region": _table("main", "region", regions),
        "occupation": _table("reference", "occupation", occupations),
        "work_type": _table("reference", "work_type", work_types),
        "occupation_crosswalk": _table("reference", "occupation_crosswalk", crosswalk),
        "vocabulary": _vocabulary(),
    }


def _table(schema: str, name: str, facts: list[_Fact]) -> pyarrow.Table:
    spec = table(schema, name)
    rows = to_arrow(spec, [fact.row for fact in facts])
    validation = validate(spec, rows)
    for place, reasons in validation.rejected.items():
        raise facts[place].line.error("; ".join(reasons))
    return validation.accepted


def _regions(folder: Path) -> list[_Fact]:
    names = ("adcode", "name", "short_name", "admin_level", "parent_adcode")
    facts = [
        _Fact(line, {name: line.values[name] for name in names})
        for line in read_lines(folder / "region.csv", required=names)
    ]
    known = {fact.row["adcode"] for fact in facts}
    for fact in facts:
        parent = fact.row["parent_adcode"]
        if parent is not None and parent not in known:
            raise fact.line.error(f"the region above, {parent}, has no line")
    return facts


def _occupations(folder: Path) -> list[_Fact]:
    facts: list[_Fact] = []
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
        lines = read_lines(
            path,
            required=("code", "name", "level", "parent_code"),
            optional=("is_green", "is_digital", "status", "note"),
        )
        in_book = [
            _Fact(line, _occupation(line, edition, line.values.get("status") or "book"))
            for line in lines
        ]
        facts += in_book
        changes = path.with_name(path.stem + _CHANGES)
        if changes.exists():
            facts += _changed(in_book, changes, edition)
    return facts


def _occupation(line: Line, edition: str, status: str) -> dict[str, Any]:
    return {
        "edition": edition,
        "code": line.values["code"],
        "name": line.values["name"],
        "tier": line.whole("level"),
        "parent_code": line.values["parent_code"],
        "is_green": line.flag("is_green"),
        "is_digital": line.flag("is_digital"),
        "status": status,
    }


def _changed(in_book: list[_Fact], changes: Path, edition: str) -> list[_Fact]:
    """The edition as the online list has it now: the book with its changes applied.

    A change without a code (announced, not yet numbered) belongs to no edition and is passed over.
    """
    online = f"{edition}-online"
    old_name = f"book_{edition}_name_at_code"
    by_code = {
        fact.row["code"]: _Fact(fact.line, {**fact.row, "edition": online}) for fact in in_book
    }
    for line in read_lines(
        changes,
        required=("code", "name", "level", "parent_code", "kind", old_name),
        optional=("is_green", "is_digital", "batch", "note"),
    ):
        code, name, kind = line.values["code"], line.values["name"], line.values["kind"]
        if code is None:
            continue
        before = by_code.get(code)
        if kind == "renamed":
            if before is None or before.row["name"] != line.values[old_name]:
                raise line.error(f"the book has no {line.values[old_name]} at {code}")
        elif before is not None:
            raise line.error(f"the book has {before.row['name']} at {code} already")
        elif kind == "renumbered":
            former = [
                fact.row["code"]
                for fact in by_code.values()
                if fact.row["name"] == name and fact.row["tier"] == 4
            ]
            if len(former) != 1:
                raise line.error(f"the book has {len(former)} occupations called {name}, not one")
            del by_code[former[0]]
        status = "added" if kind == "new" else str(kind)
        by_code[code] = _Fact(line, _occupation(line, online, status))
    return list(by_code.values())


def _work_types(folder: Path) -> list[_Fact]:
    names = ("code", "name", "occupation_code", "edition", "code_status", "list_quality")
    return [
        _Fact(
            line,
            {
                "edition": line.values["edition"],
                "code": line.values["code"],
                "name": line.values["name"],
                "occupation_code": line.values["occupation_code"],
                "is_attested": (line.values["code_status"] or "").startswith("attested"),
                "evidence": f"{line.values['code_status']}; quality of the list:"
                f" {line.values['list_quality']}",
            },
        )
        for path in sorted(folder.glob("work_types*.csv"))
        for line in read_lines(path, required=names, optional=("occupation_name", "position"))
    ]


def _crosswalk(folder: Path) -> list[_Fact]:
    facts: list[_Fact] = []
    for path in sorted(folder.glob("crosswalk_*.csv")):
        named = _CROSSWALK_FILE.fullmatch(path.name)
        if named is None:
            raise CatalogError(f"{path.name} names no edition; call it crosswalk_<year>_2022.csv")
        code, name = f"code_{named[1]}", f"name_{named[1]}"
        for line in read_lines(
            path, required=(code, name, "code_2022", "name_2022", "relation", "evidence")
        ):
            interim = line.values["relation"] == "interim"
            facts.append(
                _Fact(
                    line,
                    {
                        "code_from": line.values[code],
                        "name_from": line.values[name],
                        "edition_from": "interim" if interim else named[1],
                        "code_2022": line.values["code_2022"],
                        "name_2022": line.values["name_2022"],
                        "relation": line.values["relation"],
                        "evidence": line.values["evidence"],
                    },
                )
            )
    return facts + list(_interim_codes(folder, facts))


def _interim_codes(folder: Path, known: list[_Fact]) -> Iterable[_Fact]:
    """The interim pairs that no crosswalk holds yet; a pair of both must lead to one occupation."""
    targets = {
        (fact.row["code_from"], fact.row["name_from"]): fact.row["code_2022"]
        for fact in known
        if fact.row["edition_from"] == "interim"
    }
    names = ("name", "interim_code", "code_2022", "name_2022", "source_interim_code")
    details = (
        "public_comment_code",
        "batch_name",
        "announcement",
        "date",
        "change_to_2022",
        "note",
    )
    for line in read_lines(folder / "interim_codes.csv", required=names, optional=details):
        code, name = line.values["interim_code"], line.values["name"]
        if code is None:
            continue
        target = targets.get((code, name))
        if target is None:
            yield _Fact(
                line,
                {
                    "code_from": code,
                    "name_from": name,
                    "edition_from": "interim",
                    "code_2022": line.values["code_2022"],
                    "name_2022": line.values["name_2022"],
                    "relation": "interim",
                    "evidence": line.values["source_interim_code"],
                },
            )
        elif target != line.values["code_2022"]:
            raise line.error(
                f"{code} {name} leads to {line.values['code_2022']} here and to {target} in the"
                " crosswalk"
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
            }
            for (table_name, column_name), words in WORDS.items()
            for word in words
        ],
    )
