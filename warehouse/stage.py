"""Stages: what one document gave, as validated Parquet files that a build reads.

A stage is a folder ``<document_id>-<key>`` in ``<database file>.stages/``; its key is a hash of
everything its rows depend on, so a stage that is there need not be made again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as pq

from extractors.catalog.known import outside_folder
from schemas.arrow import to_arrow
from schemas.errors import ConservationError, WarehouseError
from schemas.registry import table
from warehouse.checks import broken_references
from warehouse.conservation import check_relations, relations
from warehouse.faults import explained
from warehouse.places import remove
from warehouse.plainly import plainly_whole
from warehouse.rejection import STAGE_TABLES, without_rejected

_MANIFEST = "manifest.json"
_TEMPORARY = ".tmp-"
_READING_LIBRARIES = ("pdfplumber", "pdfminer.six", "python-docx", "lxml", "openpyxl")
_READING_PACKAGES = ("extractors", "schemas")
_STAGING_SOURCES = (
    "stage.py",
    "rejection.py",
    "plainly.py",
    "checks.py",
    "conservation.py",
    "sql/conservation.sql",
)
_BREAKS_SHOWN = 5
_INPUT_DIGITS = 20
_FOLDER = re.compile(r".+-[0-9a-f]{32}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StageCounts:
    """How much a document gave: printed entry rows, those loaded and rejected, and so on.

    ``errors`` counts the findings of severity error, which say that printed data was not read.
    """

    rows_printed: int
    rows_loaded: int
    rows_rejected: int
    rates: int
    hours: int
    findings: int
    errors: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that is there, whole, as it was written.

    ``tables`` are those it has; one of an older program may lack some.
    """

    folder: Path
    document_id: str
    key: str
    file_name: str
    sha256: str
    tables: frozenset[str]
    counts: StageCounts

    def parquet(self, name: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{name}.parquet"


def stages_folder(database: Path) -> Path:
    """Where the stages of a database lie: beside it, shared with no other."""
    return database.with_name(f"{database.name}.stages")


def stage_key(content: bytes, document_id: str, sidecar: bytes | None) -> str:
    """The key of a document's stage: 32 hexadecimal digits over all that its rows depend on.

    The first 20 are of what people gave: the file's bytes, its stem, its sidecar's bytes (None
    where it has none); the others of the program: the sources that read and check the document, and
    the versions of the reading libraries.
    """
    parts = (content, document_id.encode(), sidecar or b"", b"" if sidecar is None else b"sidecar")
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:_INPUT_DIGITS] + _program_digest()[: 32 - _INPUT_DIGITS]


def is_same_input(key: str, other: str) -> bool:
    """Whether two stages were made of the same document and sidecar, by the program as it was."""
    return key[:_INPUT_DIGITS] == other[:_INPUT_DIGITS]


@cache
def _program_digest() -> str:
    here = Path(__file__).parent
    sources = [(f"warehouse/{name}", here / name) for name in _STAGING_SOURCES]
    for package in _READING_PACKAGES:
        spec = util.find_spec(package)
        for root in map(Path, (spec and spec.submodule_search_locations) or ()):
            sources += [
                (f"{package}/{path.relative_to(root).as_posix()}", path)
                for path in root.rglob("*")
                if path.suffix in {".py", ".csv", ".json"}
            ]
    outside = outside_folder()
    if outside is not None:
        sources += [(f"outside/{path.name}", path) for path in outside.glob("*.py")]
    digest = hashlib.sha256()
    for name, path in sorted(sources):
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for library in _READING_LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\0".encode())
    return digest.hexdigest()


def find_stage(stages: Path, document_id: str, key: str) -> Stage | None:
    """The stage of that document and key, or None where there is none or not as it was written.

    Raises WarehouseError where it may not be read.
    """
    folder = stages / f"{document_id}-{key}"
    with explained(f"reading the stage {folder}"):
        try:
            manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
            if manifest.pop("sha256_of_this") != _seal(manifest):
                return None
            if any(_sha256(folder / name) != known for name, known in manifest["files"].items()):
                return None
            return Stage(
                folder,
                manifest["document_id"],
                manifest["key"],
                manifest["file_name"],
                manifest["sha256"],
                frozenset(name.removesuffix(".parquet") for name in manifest["files"]),
                StageCounts(**manifest["counts"]),
            )
        except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError):
            return None


def write_stage(stages: Path, key: str, rows: Mapping[str, Sequence[Any]]) -> Stage:
    """Validate what one document gave and write its stage; a stage of that key is replaced.

    ``rows`` holds, by table name (those of ``STAGE_TABLES``), dataclass instances or mappings with
    the table's columns; ``document`` exactly one. Rows that break their model go to
    ``rejected_row``. Raises ConservationError where a printed row or character would be lost, and
    WarehouseError where the rows are no such tables or the stage cannot be written; nothing is
    staged then.
    """
    documents = rows["document"]
    if len(documents) != 1:
        raise WarehouseError(f"a stage is of one document, not of {len(documents)}; stage each")
    tables = {
        name: to_arrow(table(schema, name), rows[name]) for name, schema in STAGE_TABLES.items()
    }
    document = tables["document"].to_pylist()[0] | {"stage_key": key}
    tables["document"] = to_arrow(table("main", "document"), [document])
    tables = without_rejected(tables)
    none_moved = tables["rejected_row"].num_rows == len(rows["rejected_row"])
    if not (none_moved and plainly_whole(rows)):
        _prove_whole(tables, document["file_name"])
    folder = stages / f"{document['document_id']}-{key}"
    with explained(f"writing the stage {folder}"):
        _write(folder, key, document, tables)
    found = find_stage(stages, document["document_id"], key)
    if found is None:
        raise WarehouseError(f"the stage {folder} was changed while it was written; run again")
    return found


def _prove_whole(tables: Mapping[str, pyarrow.Table], file_name: str) -> None:
    with relations(tables) as connection:
        astray = broken_references(connection, tables)
        lost = [] if astray else check_relations(connection)
    if astray:
        raise WarehouseError(f"{file_name}: {'; '.join(astray)}; mend what yields these rows")
    if lost:
        shown = "; ".join(lost[:_BREAKS_SHOWN])
        more = len(lost) - _BREAKS_SHOWN
        raise ConservationError(
            f"{shown}{f'; and {more} more' if more > 0 else ''};"
            " nothing of the document is loaded until its city module accounts for this"
        )


def _write(folder: Path, key: str, document: Mapping[str, Any], tables: Mapping[str, Any]) -> None:
    temporary = folder.with_name(f"{_TEMPORARY}{uuid.uuid4().hex}")
    temporary.mkdir(parents=True)
    try:
        for name, rows in tables.items():
            pq.write_table(rows, temporary / f"{name}.parquet")
        manifest = {
            "document_id": document["document_id"],
            "key": key,
            "file_name": document["file_name"],
            "sha256": document["sha256"],
            "counts": asdict(_counts(tables)),
            "files": {path.name: _sha256(path) for path in sorted(temporary.iterdir())},
        }
        sealed = manifest | {"sha256_of_this": _seal(manifest)}
        (temporary / _MANIFEST).write_text(
            json.dumps(sealed, ensure_ascii=False, indent=1), "utf-8"
        )
        remove(folder)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _seal(manifest: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _counts(tables: Mapping[str, Any]) -> StageCounts:
    rejected = set(tables["rejected_row"]["row_no"].to_pylist())
    roles = dict(
        zip(
            tables["source_row"]["row_no"].to_pylist(),
            tables["source_row"]["role"].to_pylist(),
            strict=True,
        )
    )
    return StageCounts(
        rows_printed=sum(role == "entry" for role in roles.values()),
        rows_loaded=tables["catalog_entry"].num_rows,
        rows_rejected=sum(roles.get(row_no) != "continuation" for row_no in rejected),
        rates=tables["subsidy_rate"].num_rows,
        hours=tables["class_hours"].num_rows,
        findings=tables["finding"].num_rows,
        errors=tables["finding"]["severity"].to_pylist().count("error"),
    )


def clean_stages(stages: Path, keep: Sequence[Stage] | None = None) -> None:
    """Remove what a killed run left half-written; with ``keep``, every other stage too.

    What cannot be removed is in nobody's way and stays. Call it only while holding the database's
    lock. Raises WarehouseError where the folder cannot be listed.
    """
    kept = None if keep is None else {stage.folder.name for stage in keep}
    with explained(f"cleaning the stages in {stages}"):
        found = list(stages.iterdir()) if stages.is_dir() else []
    for path in found:
        is_unused = kept is not None and path.name not in kept and _FOLDER.fullmatch(path.name)
        if path.name.startswith(_TEMPORARY) or is_unused:
            with suppress(OSError):
                remove(path)
