"""The copy of documents that lie in a store: beside the database, fetched again where they changed.

From the copy on everything is as if the documents lay in a folder of this machine.
"""

from __future__ import annotations

import json
import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from extractors.readers.limits import beyond
from flows.documents import Found, RefusedFile, SourceFile, find_documents
from flows.progress import RunProgress
from flows.settings import Settings
from schemas.errors import CatalogError, WarehouseError
from warehouse.faults import explained
from warehouse.places import remove
from warehouse.store import Stamp, Store

_INDEX = ".fetched.json"
_AT_ONCE = 8


def find_settled(settings: Settings, progress: RunProgress) -> Found:
    """The documents of a run; those that lie in a store are fetched first, as far as they changed.

    One of which a file cannot be had is refused. Raises CatalogError as find_documents does, and
    where the store cannot be listed. Call it while holding the database's lock.
    """
    if isinstance(settings.raw, Path):
        return find_documents(settings.raw)
    problems = _fetched(settings.raw, settings, progress)
    refused = [
        RefusedFile(settings.documents / name.replace("/", "_"), _stem(name), problem)
        for name, problem in problems.items()
    ]
    found = find_documents(settings.documents)
    stems = {file.document_id for file in refused}
    return Found(
        tuple(each for each in found.documents if each.document_id not in stems),
        tuple(sorted([*found.refused, *refused], key=lambda file: file.path.name)),
    )


def stems_in(place: Path | Store) -> list[str]:
    """The documents' ids, by their names. Raises CatalogError where there is no such place."""
    if isinstance(place, Path):
        return find_documents(place).document_ids
    return sorted({_stem(name) for name in _listed(place)})


def fetch_document(source: SourceFile, settings: Settings, folder: Path) -> SourceFile:
    """The document in ``folder``, to which its files are fetched where they lie in a store.

    Raises WarehouseError where they cannot be.
    """
    store = settings.raw
    if isinstance(store, Path):
        return source

    def near(path: Path) -> Path:
        name = path.relative_to(settings.documents)
        into = folder / name
        into.parent.mkdir(parents=True, exist_ok=True)
        store.fetch(name.as_posix(), into)
        return into

    return replace(
        source,
        path=folder / source.path.name if source.files else near(source.path),
        sidecar=near(source.sidecar) if source.sidecar else None,
        files=tuple((name, near(path)) for name, path in source.files),
    )


def _listed(store: Store) -> dict[str, Stamp]:
    there = {name: stamp for name, stamp in store.files().items() if not name.startswith(".")}
    if not there:
        raise CatalogError(
            f"{store} holds no file; name the folder that holds the documents with --raw."
        )
    return there


def _stem(name: str) -> str:
    return PurePosixPath(name.lstrip("/").partition("/")[0]).stem


def _fetched(store: Store, settings: Settings, progress: RunProgress) -> dict[str, str]:
    """Make the copy what the store holds; gives the files that cannot be had, each with why."""
    there = _listed(store)
    folder, index = settings.documents, settings.documents / _INDEX
    problems = {
        name: problem
        for name, stamp in there.items()
        if (problem := _problem(name, stamp, settings))
    }
    good = {name: stamp for name, stamp in there.items() if name not in problems}

    def fetch(name: str) -> str | None:
        part = folder / f".{uuid.uuid4().hex}.part"
        try:
            store.fetch(name, part)
            if part.stat().st_size != good[name].size:
                return f"{name} changed while it was fetched; run again."
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            part.replace(folder / name)
            seen[name] = _state(folder / name, good[name])
        except WarehouseError as error:
            return f"{error}."
        except OSError as error:
            return f"{name} cannot be kept in {folder}: {error.strerror}; give it another name."
        finally:
            part.unlink(missing_ok=True)
            progress.advance()
        return None

    with explained(f"keeping a copy of {store} in {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        seen = _seen(index)
        kept = {
            name
            for name, at in good.items()
            if (state := _state(folder / name, at)) and state == seen.get(name)
        }
        wanted = sorted(good.keys() - kept)
        _without_others(folder, kept)
        progress.step("Fetching documents", len(wanted))
        try:
            with ThreadPoolExecutor(_AT_ONCE) as threads:
                told = zip(wanted, threads.map(fetch, wanted), strict=True)
                problems |= {name: problem for name, problem in told if problem}
        finally:
            index.write_text(json.dumps(seen), "utf-8")
    return problems


def _problem(name: str, stamp: Stamp, settings: Settings) -> str | None:
    """Why a file of the store is not fetched at all."""
    unsafe = {"", ".", ".."}
    if unsafe.intersection(name.split("/")) or not name.isprintable() or "\\" in name:
        return f"{name!a} is no name of a file in a folder; rename it."
    if stamp.size > settings.reading.limits.fetched_bytes:
        return f"{name} {beyond('is larger', 'fetched_bytes', stamp.size)}."
    return None


def _state(path: Path, stamp: Stamp) -> list[object]:
    """What of a file and its copy must stay for the copy to be taken again; nothing without one."""
    with suppress(OSError):
        there = path.stat()
        return [stamp.mark, stamp.size, there.st_size, there.st_mtime_ns]
    return []


def _seen(index: Path) -> dict[str, list[object]]:
    with suppress(OSError, ValueError):
        seen: dict[str, list[object]] = json.loads(index.read_text("utf-8"))
        return seen
    return {}


def _without_others(folder: Path, names: set[str]) -> None:
    """Remove from the copy every file but those of these names, and folders left empty."""
    for where, folders, files in os.walk(folder, topdown=False):
        for name in files:
            path = Path(where, name)
            if path.relative_to(folder).as_posix() not in names and path.name != _INDEX:
                remove(path)
        for name in folders:
            with suppress(OSError):
                Path(where, name).rmdir()
