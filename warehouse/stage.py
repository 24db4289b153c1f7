"""Stages: what one document gave, as validated Parquet files that a build reads.

A stage is a folder ``<document_id>-<key>`` in ``<database file>.stages/``; its key is a hash of
everything its rows depend on, so a stage that is there need not be made again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as pq

from schemas.base import to_arrow
from schemas.errors import ConservationError, WarehouseError
from schemas.registry import table
from warehouse.checks import broken_references
from warehouse.conservation import check_relations, relations
from warehouse.faults import explained
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
    """A stage that is there, whole."""

    folder: Path
    document_id: str
    key: str
    file_name: str
    sha256: str
    counts: StageCounts

    def parquet(self, name: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{name}.parquet"


def stages_folder(database: Path) -> Path:
    """Where the stages of a database lie: beside it, shared with no other."""
    return database.with_name(f"{database.name}.stages")


def stage_key(content: bytes, document_id: str, sidecar: bytes | None) -> str:
    """The key of a document's stage: 32 hexadecimal digits over all that its rows depend on.

    These are the file's bytes, its stem, its sidecar's bytes (None where it has none), the sources
    that read and check it and the versions of the reading libraries.
    """
    parts = (content, document_id.encode(), sidecar or b"", b"" if sidecar is None else b"sidecar")
    digest = hashlib.sha256(_program_digest())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


@cache
def _program_digest() -> bytes:
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
    digest = hashlib.sha256()
    for name, path in sorted(sources):
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for library in _READING_LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\0".encode())
    return digest.digest()


def find_stage(stages: Path, document_id: str, key: str) -> Stage | None:
    """The stage of that document and key, or None where there is none or not all of it.

    Raises WarehouseError where it may not be read.
    """
    folder = stages / f"{document_id}-{key}"
    with explained(f"reading the stage {folder}"):
        try:
            manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
            sizes = {name: (folder / name).stat().st_size for name in manifest["sizes"]}
            if sizes != manifest["sizes"]:
                return None
            return Stage(
                folder,
                manifest["document_id"],
                manifest["key"],
                manifest["file_name"],
                manifest["sha256"],
                StageCounts(**_all_counts(folder, manifest["counts"])),
            )
        except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
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
            "sizes": {path.name: path.stat().st_size for path in sorted(temporary.iterdir())},
        }
        (temporary / _MANIFEST).write_text(
            json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8"
        )
        if folder.exists():
            shutil.rmtree(folder)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


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
        errors=_errors(tables["finding"]),
    )


def _all_counts(folder: Path, counts: Mapping[str, int]) -> Mapping[str, int]:
    """The counts of a manifest; one of an older program, kept at last good, counts no errors."""
    if "errors" in counts:
        return counts
    return {**counts, "errors": _errors(pq.read_table(folder / "finding.parquet"))}


def _errors(findings: pyarrow.Table) -> int:
    return int(findings["severity"].to_pylist().count("error"))


def clean_stages(stages: Path, keep: Sequence[Stage] | None = None) -> None:
    """Remove what a killed run left half-written; with ``keep``, every other stage too.

    Call it only while holding the database's lock. Raises WarehouseError where it may not.
    """
    kept = None if keep is None else {stage.folder.name for stage in keep}
    with explained(f"cleaning the stages in {stages}"):
        for folder in list(stages.iterdir()) if stages.is_dir() else []:
            if folder.name.startswith(_TEMPORARY) or (
                kept is not None and folder.name not in kept and (folder / _MANIFEST).exists()
            ):
                shutil.rmtree(folder)
