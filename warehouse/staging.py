"""Writing a stage: every row is judged by its model, and that nothing is lost is proven."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as pq

from schemas.arrow import to_arrow
from schemas.errors import ConservationError, WarehouseError
from schemas.registry import table
from warehouse.checks import broken_references
from warehouse.conservation import check_relations, relations
from warehouse.faults import explained
from warehouse.places import remove
from warehouse.plainly import plainly_whole
from warehouse.rejection import without_rejected
from warehouse.sealed import sha256_of
from warehouse.stage import (
    MANIFEST,
    STAGE_TABLES,
    TEMPORARY,
    Stage,
    StageCounts,
    find_stage,
    in_json,
    manifest_seal,
)

_BREAKS_SHOWN = 5


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
    temporary = folder.with_name(f"{TEMPORARY}{uuid.uuid4().hex}")
    temporary.mkdir(parents=True)
    try:
        for name, rows in tables.items():
            # most documents fill half of the tables, and a file costs more than a few rows
            if rows.num_rows:
                pq.write_table(rows, temporary / f"{name}.parquet")
        manifest = {
            "document_id": document["document_id"],
            "key": key,
            "file_name": document["file_name"],
            "sha256": document["sha256"],
            "counts": asdict(_counts(tables)),
            "document": in_json(document),
            "files": {path.name: sha256_of(path) for path in sorted(temporary.iterdir())},
        }
        sealed = manifest | {"sha256_of_this": manifest_seal(manifest)}
        (temporary / MANIFEST).write_text(json.dumps(sealed, ensure_ascii=False, indent=1), "utf-8")
        remove(folder)
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
        errors=tables["finding"]["severity"].to_pylist().count("error"),
    )
