"""Stages handed from machine to machine through a store, each as one file: whole, or not there."""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from schemas.errors import WarehouseError
from warehouse.faults import explained
from warehouse.places import remove
from warehouse.stage import MANIFEST, STAGE_TABLES, TEMPORARY, Stage, find_stage
from warehouse.store import Store

_MEMBERS = {MANIFEST, *(f"{name}.parquet" for name in STAGE_TABLES)}
_FILE = re.compile(r"[^/]+-[0-9a-f]{32}\.zip", re.DOTALL)


def give_stage(store: Store, stage: Stage) -> None:
    """Write a stage into the store, in the place of one of its key. Raises WarehouseError."""
    packed = BytesIO()
    with explained(f"packing the stage {stage.folder}"), zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(stage.folder.iterdir()):
            archive.write(path, path.name)
    store.write(f"{stage.folder.name}.zip", packed.getvalue())


def find_or_take_stage(
    stages: Path, store: Store | None, document_id: str, key: str
) -> Stage | None:
    """The stage of that document and key, out of the store where the folder lacks it.

    None where neither has it as it was written. Raises WarehouseError.
    """
    found = find_stage(stages, document_id, key)
    if found is not None or store is None:
        return found
    packed = store.read(f"{document_id}-{key}.zip")
    if packed is None:
        return None
    folder = stages / f"{document_id}-{key}"
    temporary = stages / f"{TEMPORARY}{uuid.uuid4().hex}"
    with explained(f"unpacking the stage {folder}"):
        try:
            temporary.mkdir(parents=True)
            with zipfile.ZipFile(BytesIO(packed)) as archive:
                members = [each for each in archive.infolist() if each.filename in _MEMBERS]
                # as it is packed here: what is larger than its file is of another make
                if any(each.file_size != each.compress_size for each in members):
                    return None
                for each in members:
                    (temporary / each.filename).write_bytes(archive.read(each))
            remove(folder)
            temporary.rename(folder)
        except (zipfile.BadZipFile, NotImplementedError, EOFError):
            return None
        finally:
            remove(temporary)
    return find_stage(stages, document_id, key)


def clean_store(store: Store, keep: Sequence[Stage]) -> None:
    """Remove every stage but those; what cannot be removed is in nobody's way and stays."""
    kept = {f"{stage.folder.name}.zip" for stage in keep}
    with suppress(WarehouseError):
        for name in store.files():
            if _FILE.fullmatch(name) and name not in kept:
                store.remove(name)
