"""What must hold of every file, however odd: refused in one sentence, or read without a loss."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from extractors.document import Document, Row
from extractors.extract import extract_document
from extractors.extraction import Extraction
from extractors.readers import read_document
from schemas.arrow import to_arrow
from schemas.errors import CatalogError
from schemas.registry import table
from tests.fuzz.seeds import Block
from warehouse.conservation import check_relations, relations
from warehouse.plainly import plainly_whole
from warehouse.rejection import without_rejected
from warehouse.stage import STAGE_TABLES


class Outcome(StrEnum):
    """What became of a file."""

    REFUSED = "refused"
    READ = "read, no catalog"
    NOT_STAGED = "not staged"
    EXTRACTED = "extracted"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file, and for one that is not staged, which law it would have broken."""

    outcome: Outcome
    words: str = ""


class LawBrokenError(AssertionError):
    """Something got lost, or a message is none."""


def check(data: bytes, name: str, printed: Sequence[Block] | None = None) -> Result:
    """Read and extract a file; raises LawBrokenError, or whatever escaped the code.

    A catalog whose columns lack what its cells print is loaded by no run: it is not staged, with a
    sentence. That is no loss, but worth a look: one odd cell costs the whole document.

    ``printed`` is what the file prints, where that is known: the reader must give all of it.
    """
    try:
        document = read_document(data, f"{name}.bin")
    except CatalogError as error:
        _check_sentence(error)
        return Result(Outcome.REFUSED, str(error))
    shown = _characters(_texts(document))
    if not shown:
        raise LawBrokenError("a document without text was not refused")
    if printed is not None:
        told = _characters(note.printed or "" for note in document.notes)
        lost = _characters(_printed(printed)) - shown - told
        if lost:
            raise LawBrokenError(f"the reader lost {''.join(lost)!r}")
    try:
        extraction = extract_document(data, f"{name}.bin")
    except CatalogError as error:
        _check_sentence(error)
        return Result(Outcome.READ, str(error))
    kept = _characters(cell for row in extraction.source_rows for cell in row.cells)
    if lost := shown - kept:
        raise LawBrokenError(f"source rows lost {''.join(lost)!r}")
    _check_rows(extraction)
    if broken := _conservation(extraction):
        return Result(Outcome.NOT_STAGED, broken[0])
    return Result(Outcome.EXTRACTED)


def _check_sentence(error: CatalogError) -> None:
    words = str(error)
    if not words.strip() or "\n" in words or len(words) > 2_000:
        raise LawBrokenError(f"no sentence: {words[:200]!r}") from error


def _texts(document: Document) -> list[str]:
    return [
        text
        for line in document.lines()
        for text in (line.texts if isinstance(line, Row) else (line.text,))
    ]


def _printed(blocks: Sequence[Block]) -> list[str]:
    return [
        text
        for block in blocks
        for text in ([block] if isinstance(block, str) else [t for row in block for t in row])
    ]


def _characters(texts: Iterable[str]) -> Counter[str]:
    """The characters that print, counted: white space, control and invisible signs aside."""
    return Counter(
        char for text in texts for char in text if char.isprintable() and not char.isspace()
    )


def _check_rows(extraction: Extraction) -> None:
    entries = {entry.row_no for entry in extraction.entries}
    rejected = {row.row_no for row in extraction.rejected}
    known = {entry.entry_id for entry in extraction.entries}
    for row in extraction.source_rows:
        if row.role == "entry" and row.row_no not in entries | rejected:
            raise LawBrokenError(f"entry row {row.row_no} leads nowhere: {row.cells}")
        if row.entry_id is not None and row.entry_id not in known:
            raise LawBrokenError(f"row {row.row_no} leads to no entry: {row.entry_id}")


def _conservation(extraction: Extraction) -> list[str]:
    """The warehouse's own laws over what was extracted, as they are checked before staging."""
    document = asdict(extraction.document) | {
        "file_name": "fuzz.bin",
        "sha256": hashlib.sha256(b"").hexdigest(),
        "bytes": 1,
        "source_url": None,
        "retrieved_on": None,
        "review_status": "unreviewed",
        "pipeline_version": "0",
        "loaded_at": datetime(2023, 1, 1),
        "stage_key": "0" * 32,
    }
    rows = extraction.by_table() | {"document": [document], "document_part": []}
    tables = {
        name: to_arrow(table(schema, name), rows[name]) for name, schema in STAGE_TABLES.items()
    }
    with relations(without_rejected(tables)) as connection:
        broken = check_relations(connection)
    if broken and plainly_whole(rows):
        raise LawBrokenError(f"plainly whole, and yet: {broken}")
    return broken
