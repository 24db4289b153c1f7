"""Which documents of ``raw/`` there are, and which of them may not be loaded for their names."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from schemas.errors import CatalogError

_DATABASES = {".duckdb", ".db", ".ddb"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One document: its file, the bytes' SHA-256 and number, and its sidecar if it has one.

    ``document_id`` is the file's stem.
    """

    path: Path
    document_id: str
    sha256: str
    size: int
    sidecar: Path | None


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of ``raw/`` that is not read at all, and why, in one sentence."""

    path: Path
    document_id: str
    reason: str

    @property
    def shown_name(self) -> str:
        """The file's name, what cannot be printed as an escape."""
        return _printable(self.path.name)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in ``raw/``, each tuple in the order of the file names."""

    documents: tuple[SourceFile, ...]
    refused: tuple[RefusedFile, ...]

    @property
    def document_ids(self) -> list[str]:
        """Every document_id, refused or not, once, in order."""
        ids = {file.document_id for file in self.documents}
        return sorted(ids | {file.document_id for file in self.refused})


def find_documents(raw: Path) -> Found:
    """Look through the folder ``raw``: every file but sidecars, README and hidden ones.

    Databases that a run wrote there are left alone, with what lies beside them. Refused are: two
    files of one stem, the same bytes under two names, a stem that cannot be part of an id, what is
    no ordinary file, another database, and a sidecar without a document. Raises CatalogError when
    ``raw`` is no folder.
    """
    files: list[Path] = []
    sidecars: dict[str, Path] = {}
    refused: list[RefusedFile] = []
    for path in _listed(raw):
        if path.name.startswith((".", "~$")) or path.stem.upper() == "README" or _is_ours(path):
            continue
        problem = _problem_of_name(path)
        if problem:
            refused.append(RefusedFile(path, _printable(path.stem), problem))
        elif path.suffix == ".yml":
            sidecars[path.stem] = path
        else:
            files.append(path)
    refused += _orphans(sidecars, [*files, *(file.path for file in refused)])
    files, refused_stems = _without_shared_stems(files)
    documents, unreadable = _hashed(files, sidecars)
    documents, refused_bytes = _without_shared_bytes(documents)
    refused += [*refused_stems, *unreadable, *refused_bytes]
    return Found(tuple(documents), tuple(sorted(refused, key=lambda file: file.path.name)))


def fingerprint(raw: Path) -> str:
    """What changes when a file of ``raw`` comes, goes or changes. Raises CatalogError."""
    seen = []
    for path in _listed(raw):
        with suppress(OSError):
            state = path.stat()
            seen.append((path.name, state.st_size, state.st_mtime_ns))
    return repr(seen)


def _listed(raw: Path) -> list[Path]:
    try:
        if not raw.is_dir():
            raise CatalogError(
                f"{raw} is no folder; name the one that holds the documents with --raw."
            )
        return sorted(raw.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise CatalogError(
            f"{raw} cannot be listed ({error.strerror or error}); give yourself the right to read "
            "it, or name another folder with --raw."
        ) from error


def _is_ours(path: Path) -> bool:
    """Whether a run left the file: its database, its lock, its stages, the file before it.

    A database of another name or program has no lock of ours beside it.
    """
    name = path.name.removesuffix(".json").removesuffix(".lock").removesuffix(".wal")
    name = name.removesuffix(".stages")
    names = {name, name.replace(".previous.duckdb", ".duckdb")}
    return PurePath(name).suffix in _DATABASES and any(
        path.with_name(f"{each}.lock").is_file() for each in names
    )


def _printable(name: str) -> str:
    """The name, what cannot be printed as an escape."""
    return name if name.isprintable() else name.encode("unicode_escape").decode()


def _problem_of_name(path: Path) -> str | None:
    name = _printable(path.name)
    if path.is_dir():
        return f"{name} is a folder and is not searched; put its documents into raw/ itself."
    if not path.is_file():
        return f"{name} is no ordinary file; replace it by the document or remove it."
    if not path.stem.isprintable() or "#" in path.stem:
        return (
            f"{name} has a number sign or an unprintable character, which cannot be part of an id; "
            "rename the file."
        )
    if path.suffix.lower() in {*_DATABASES, ".lock", ".wal"}:
        return f"{name} is a database or belongs to one, no document; put it into another folder."
    if path.suffix.lower() in {".yml", ".yaml"} and path.suffix != ".yml":
        return f"{name} is not read as a sidecar; rename it to {path.stem}.yml."
    return None


def _orphans(sidecars: dict[str, Path], files: list[Path]) -> list[RefusedFile]:
    stems = {path.stem for path in files}
    return [
        RefusedFile(
            path,
            stem,
            f"{path.name} belongs to no document: no other file is named {stem}; "
            "rename it after its document or remove it.",
        )
        for stem, path in sidecars.items()
        if stem not in stems
    ]


def _without_shared_stems(files: list[Path]) -> tuple[list[Path], list[RefusedFile]]:
    by_stem: dict[str, list[Path]] = defaultdict(list)
    for path in files:
        by_stem[path.stem].append(path)
    refused = [
        RefusedFile(
            path,
            stem,
            f"{_names(same)} have one stem and would be one document; keep or rename one of them.",
        )
        for stem, same in by_stem.items()
        if len(same) > 1
        for path in same
    ]
    return [same[0] for same in by_stem.values() if len(same) == 1], refused


def _hashed(
    files: list[Path], sidecars: dict[str, Path]
) -> tuple[list[SourceFile], list[RefusedFile]]:
    documents: list[SourceFile] = []
    refused: list[RefusedFile] = []
    for path in files:
        try:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
                size = stream.tell()
        except OSError as error:
            reason = f"{path.name} cannot be read: {error.strerror}; make the file readable."
            refused.append(RefusedFile(path, path.stem, reason))
        else:
            documents.append(SourceFile(path, path.stem, sha256, size, sidecars.get(path.stem)))
    return documents, refused


def _without_shared_bytes(
    documents: list[SourceFile],
) -> tuple[list[SourceFile], list[RefusedFile]]:
    """Empty files are left to the reader, which refuses each for being empty."""
    by_bytes: dict[str, list[SourceFile]] = defaultdict(list)
    for document in documents:
        by_bytes[document.sha256].append(document)
    refused = [
        RefusedFile(
            document.path,
            document.document_id,
            f"{_names([other.path for other in by_bytes[document.sha256]])} hold the same bytes; "
            "remove all but one.",
        )
        for document in documents
        if document.size > 0 and len(by_bytes[document.sha256]) > 1
    ]
    kept = [
        document
        for document in documents
        if document.size == 0 or len(by_bytes[document.sha256]) == 1
    ]
    return kept, refused


def _names(paths: list[Path]) -> str:
    names = [path.name for path in paths]
    return f"{', '.join(names[:-1])} and {names[-1]}"
