"""Stages: what one document gave, as validated Parquet files that a build reads.

A stage is a folder ``<document_id>-<key>`` in ``<database file>.stages/``; its key is a hash of
everything its rows depend on, so a stage that is there need not be made again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from extractors.outside import outside_folder
from warehouse.faults import explained
from warehouse.places import remove
from warehouse.program import digest_of, sources
from warehouse.sealed import sha256_of

MANIFEST = "manifest.json"
TEMPORARY = ".tmp-"
_READING_LIBRARIES = ("pdfplumber", "pdfminer.six", "python-docx", "lxml", "openpyxl")
_READING_PACKAGES = ("extractors", "schemas")
_STAGING_SOURCES = (
    "stage.py",
    "staging.py",
    "rejection.py",
    "plainly.py",
    "checks.py",
    "conservation.py",
    "sql/conservation.sql",
)
STAGE_TABLES = {
    **dict.fromkeys(("document", "catalog", "catalog_entry", "subsidy_rate"), "main"),
    **dict.fromkeys(("class_hours", "document_part", "provision", "legend"), "main"),
    "cited_document": "main",
    **dict.fromkeys(("source_row", "rejected_row", "finding", "correction"), "audit"),
}
"""Every table a document fills, and its schema."""

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

    ``tables`` are those that it has rows of. ``row`` is its ``document`` as JSON: thousands of
    stages are held at once, and as text they take the least.
    """

    folder: Path
    document_id: str
    key: str
    file_name: str
    sha256: str
    tables: frozenset[str]
    counts: StageCounts
    row: bytes

    @property
    def document(self) -> Mapping[str, Any]:
        """The document's row of ``main.document``, in JSON's types."""
        row: Mapping[str, Any] = json.loads(self.row)
        return row

    def parquet(self, name: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{name}.parquet"


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
    return digest.hexdigest()[:_INPUT_DIGITS] + program_digest()[: 32 - _INPUT_DIGITS]


def is_same_input(key: str, other: str) -> bool:
    """Whether two stages were made of the same document and sidecar, by the program as it was."""
    return key[:_INPUT_DIGITS] == other[:_INPUT_DIGITS]


def is_of_this_program(key: str) -> bool:
    """Whether a stage of that key is one that the program as it is now would write."""
    return key[_INPUT_DIGITS:] == program_digest()[: 32 - _INPUT_DIGITS]


@cache
def program_digest() -> str:
    """What of the program a document's rows depend on: its sources that read, and libraries."""
    here = Path(__file__).parent
    files = [(f"warehouse/{name}", here / name) for name in _STAGING_SOURCES]
    for package in _READING_PACKAGES:
        files += sources(package)
    outside = outside_folder()
    if outside is not None:
        files += [(f"outside/{path.name}", path) for path in outside.glob("*.py")]
    return digest_of(files, {name: metadata.version(name) for name in _READING_LIBRARIES})


def find_stage(stages: Path, document_id: str, key: str) -> Stage | None:
    """The stage of that document and key, or None where there is none or not as it was written.

    Raises WarehouseError where it may not be read.
    """
    folder = stages / f"{document_id}-{key}"
    with explained(f"reading the stage {folder}"):
        try:
            manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
            if manifest.pop("sha256_of_this") != manifest_seal(manifest):
                return None
            if (manifest["document_id"], manifest["key"]) != (document_id, key):
                return None  # another stage, by this one's name
            if any(sha256_of(folder / name) != known for name, known in manifest["files"].items()):
                return None
            row = manifest.get("document") or _document_of_older(folder)
            return Stage(
                folder,
                manifest["document_id"],
                manifest["key"],
                manifest["file_name"],
                manifest["sha256"],
                _tables(tuple(manifest["files"])),
                StageCounts(**manifest["counts"]),
                json.dumps(row, ensure_ascii=False).encode(),
            )
        except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError):
            return None


@cache
def _tables(files: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.removesuffix(".parquet") for name in files)


def _document_of_older(folder: Path) -> Mapping[str, Any]:
    """The document's row of a stage whose manifest does not say it yet."""
    import pyarrow.parquet as pq

    return in_json(pq.read_table(folder / "document.parquet").to_pylist()[0])


def in_json(document: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``main.document`` in JSON's types."""
    row: dict[str, Any] = json.loads(json.dumps(document, default=str))
    return row


def manifest_seal(manifest: Mapping[str, Any]) -> str:
    """What the rest of a manifest must hash to."""
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


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
        if path.name.startswith(TEMPORARY) or is_unused:
            with suppress(OSError):
                remove(path)
