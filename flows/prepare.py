"""One document: read, extract, check against its sidecar, stage. Whatever happens is returned."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from extractors.readers.parts import Content, whole_bytes
from flows.documents import SourceFile
from flows.outcome import Outcome
from flows.output import say
from flows.settings import DEBUG_VARIABLE, Settings
from flows.shrinking import lost_rows
from schemas.errors import CatalogError, ExtractError, ReadError, SidecarError
from warehouse.handover import find_or_take_stage, give_stage
from warehouse.places import stages_folder
from warehouse.reading import PublishedDocument
from warehouse.stage import Stage, is_same_input, stage_key

if TYPE_CHECKING:
    from extractors.extraction import Extraction
    from extractors.sidecar import Sidecar

RETRIES = 2
"""How often a document that cannot be read is tried again."""
RETRY_DELAY_SECONDS = 0.5

# What reads, judges and writes is imported where it is used: not for what has not changed.


def prepare_document(
    source: SourceFile, settings: Settings, last: PublishedDocument | None
) -> Outcome:
    """Read one document and write its stage, or find the stage that is there already.

    ``last`` is what is published of it: a document that has shrunk against that is not loaded until
    a person accepts it. What is wrong with the document is a returned outcome of status failed.
    Raises OSError only, so that reading can be tried again.
    """
    try:
        stage, is_new = _staged(source, settings, last)
        return Outcome(
            document_id=source.document_id,
            file_name=source.path.name,
            status="loaded" if is_new else "unchanged",
            sha256=source.sha256,
            stage=stage,
            is_same_input=_is_same_input(stage, last),
        )
    except CatalogError as error:
        return failed(source, str(error))
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  one document's defect must not block the others
        if os.environ.get(DEBUG_VARIABLE):
            say(traceback.format_exc())
        words = " ".join(str(error).split())
        return failed(
            source,
            f"internal error, {type(error).__name__}: {words}; please report it with the document.",
        )


def _is_same_input(stage: Stage, last: PublishedDocument | None) -> bool | None:
    if last is None or last.stage_key is None:
        return None
    return is_same_input(stage.key, last.stage_key)


def failed(source: SourceFile, reason: str) -> Outcome:
    """The outcome of a document that cannot be loaded as it is."""
    return Outcome(source.document_id, source.path.name, "failed", source.sha256, reason)


def unreadable(source: SourceFile, error: OSError) -> Outcome:
    """The outcome of a document whose file or sidecar could not be read."""
    reason = f"{source.path.name} cannot be read: {error.strerror or error}; make it readable."
    return failed(source, reason)


@dataclass(frozen=True, slots=True)
class StageKeys:
    """The keys of the stages that a document, its sidecar and the program give now.

    ``whole`` is that of a document read in full, ``in_part`` that of one of which pages without
    text were left out, as ``--allow-scanned-pages`` permits.
    """

    whole: str
    in_part: str


def stage_keys(source: SourceFile, content: Content) -> StageKeys:
    """The document's present keys; ``content`` is its bytes. Raises OSError."""
    whole = whole_bytes(content)
    sidecar = _sidecar_bytes(source)
    # the ending of the name belongs to the key: what it promises is compared with the content
    name = source.path.name
    return StageKeys(stage_key(whole, name, sidecar), stage_key(whole, f"{name} in part", sidecar))


def _sidecar_bytes(source: SourceFile) -> bytes | None:
    return source.sidecar.read_bytes() if source.sidecar else None


def _staged(
    source: SourceFile, settings: Settings, last: PublishedDocument | None
) -> tuple[Stage, bool]:
    """The document's stage, and whether it was made just now."""
    content = source.content()
    if hashlib.sha256(whole_bytes(content)).hexdigest() != source.sha256:
        raise CatalogError(f"{source.path.name} changed while it was read; run again.")
    keys = stage_keys(source, content)
    stages = stages_folder(settings.database)
    allowed = (keys.whole, keys.in_part)
    for key in allowed if settings.reading.allow_scanned_pages else allowed[:1]:
        found = find_or_take_stage(stages, settings.stages, source.document_id, key)
        if found is not None:
            if settings.strict or (last is not None and last.stage_key != found.key):
                sidecar = _checked_sidecar(source, _sidecar_bytes(source), settings)
                _check_size(found, source, sidecar, settings, last)
            return found, False
    from flows.check_extraction import check_described, check_not_empty, check_regions
    from warehouse.staging import write_stage

    sidecar = _checked_sidecar(source, _sidecar_bytes(source), settings)
    extraction = _extracted(content, source, sidecar, settings)
    if sidecar is not None:
        _check_expected(extraction, sidecar, source)
    if settings.strict:
        check_described(extraction, source.path.name)
    check_not_empty(extraction, source.path.name)
    check_regions(extraction, source.path.name)
    in_part = any(finding.rule == "page_unreadable" for finding in extraction.findings)
    key = keys.in_part if in_part else keys.whole
    stage = write_stage(stages, key, _rows(source, sidecar, extraction))
    _check_size(stage, source, sidecar, settings, last)
    if settings.stages is not None:
        give_stage(settings.stages, stage)
    return stage, True


def _check_size(
    stage: Stage,
    source: SourceFile,
    sidecar: Sidecar | None,
    settings: Settings,
    last: PublishedDocument | None,
) -> None:
    """Against what is published of the document; raises ExtractError where it has shrunk."""
    from extractors.sidecar import Expected
    from warehouse.sizes import list_sizes

    is_accepted = source.document_id in settings.accept_shrunken
    if last is None or last.stage_key == stage.key or is_accepted:
        return
    expected = sidecar.expected if sidecar else Expected()
    if lost := list(lost_rows(last.lists, list_sizes(stage), expected)):
        why = (
            "document and sidecar are as they were, so the program reads less of them: look before "
            "it is published, or accept it"
            if _is_same_input(stage, last)
            else "put the whole document back, or accept it if it has become so"
        )
        raise ExtractError(
            f"{source.path.name} gives {'; '.join(lost)}; {why} with: training-catalogs run "
            f"--accept-shrunken {source.document_id}"
        )


def _sidecar_name(source: SourceFile) -> str:
    return source.sidecar.name if source.sidecar else f"{source.document_id}.yml"


def _checked_sidecar(source: SourceFile, data: bytes | None, settings: Settings) -> Sidecar | None:
    from extractors.sidecar import load_sidecar

    sidecar = None if data is None else load_sidecar(data, _sidecar_name(source))
    if sidecar is not None and sidecar.sha256 not in (None, source.sha256):
        raise SidecarError(
            f"{source.path.name} is not the file that was reviewed: its SHA-256 is "
            f"{source.sha256}, {_sidecar_name(source)} says {sidecar.sha256}; put the reviewed "
            "file back, or review this one and change sha256."
        )
    if settings.strict and not (sidecar and sidecar.reviewed):
        raise SidecarError(
            f"{source.path.name} is not reviewed; compare its rows with the document and write "
            f"'reviewed: true' into {_sidecar_name(source)}, or run without --strict."
        )
    return sidecar


def _extracted(
    content: Content, source: SourceFile, sidecar: Sidecar | None, settings: Settings
) -> Extraction:
    """The document's rows; what is wrong with them is said with the file's name before it."""
    from extractors.extract import extract_document

    try:
        return extract_document(content, source.path.name, sidecar, settings.reading)
    except ReadError as error:
        raise ReadError(f"{source.path.name} {_sentence(error)}") from error
    except ExtractError as error:
        apart = (
            " If its files are documents of their own, put each into raw/ itself."
            if source.files
            else ""
        )
        raise ExtractError(f"{source.path.name} {_sentence(error)}{apart}") from error
    except SidecarError as error:
        raise SidecarError(f"{_sidecar_name(source)}: {_sentence(error)}") from error


def _sentence(error: CatalogError) -> str:
    return f"{str(error).rstrip('.')}."


def _check_expected(extraction: Extraction, sidecar: Sidecar, source: SourceFile) -> None:
    """Every count the sidecar expects is what the document gives.

    A rejected row was printed too: it may stand for a row missing in a list, or for amounts.
    """
    roles = {row.row_no: row.role for row in extraction.source_rows}
    rejected = {row.row_no for row in extraction.rejected if row.model == "catalog_entry"}
    spare = sum(roles.get(row_no) == "entry" for row_no in rejected)
    lists = {row.number: 0 for row in extraction.catalogs}
    numbers = {row.catalog_id: row.number for row in extraction.catalogs}
    for entry in extraction.entries:
        lists[numbers[entry.catalog_id]] += 1
    wrong: list[str] = []
    for number, expected in sidecar.expected.lists.items():
        if number not in lists:
            wrong.append(f"list {number} is not in the document, which has {', '.join(lists)}")
            continue
        missing = expected - lists[number]
        if missing < 0 or missing > spare:
            wrong.append(f"list {number} has {lists[number]} rows, not {expected}")
        spare -= max(missing, 0)
    for what, expected_number, number_read in (
        ("amounts", sidecar.expected.rates, len(extraction.rates)),
        ("minimums of class hours", sidecar.expected.hours, len(extraction.hours)),
    ):
        if expected_number is None or expected_number == number_read:
            continue
        if number_read > expected_number or not extraction.rejected:
            wrong.append(f"there are {number_read} {what}, not {expected_number}")
    if wrong:
        raise SidecarError(
            f"{source.path.name}: {'; '.join(wrong)}; find out what changed, or correct "
            f"'expected' in {_sidecar_name(source)}."
        )


def _rows(
    source: SourceFile, sidecar: Sidecar | None, extraction: Extraction
) -> Mapping[str, Sequence[Any]]:
    """The extraction by table, with what only the loading knows."""
    from extractors.findings import Findings

    reviewed = sidecar is not None and sidecar.reviewed
    document = dataclasses.asdict(extraction.document) | {
        "file_name": source.path.name,
        "sha256": source.sha256,
        "bytes": source.size,
        "source_url": sidecar.source_url if sidecar else None,
        "retrieved_on": sidecar.retrieved_on if sidecar else None,
        "review_status": "reviewed" if reviewed else "unreviewed",
        "pipeline_version": version("training-catalogs"),
        "loaded_at": datetime.now(UTC).replace(tzinfo=None),
    }
    findings = list(extraction.findings)
    if not reviewed:
        noted = Findings(source.document_id)
        noted.add(
            "document_unreviewed",
            f"no person has compared the rows of {source.path.name} with the document yet",
        )
        findings += noted.sorted()
    return extraction.by_table() | {"document": [document], "finding": findings}
