"""Which documents of ``raw/`` there are, and which of them may not be loaded for their names."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from extractors.readers.parts import Content
from flows.parts import (
    Files,
    checksum,
    content_of,
    files_of,
    files_of_sidecar,
    lone_annexes,
)
from schemas.errors import CatalogError

_DATABASES = {".duckdb", ".db", ".ddb"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One document: its file or folder, the bytes' SHA-256 and number, its sidecar if it has one.

    ``document_id`` is the stem; ``files`` are those of a document in several.
    """

    path: Path
    document_id: str
    sha256: str
    size: int
    sidecar: Path | None
    files: Files = ()

    def content(self) -> Content:
        """The bytes of the document. Raises OSError."""
        return content_of(self.path, self.files)


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
    """Look through the folder ``raw``: every file and folder but sidecars, README and hidden ones.

    Each is one document; a folder is one in several files, and so are files that a sidecar names
    as its parts. Databases that a run wrote there are left alone, with what lies beside them.
    Refused are: two documents of one stem, the same bytes under two names, a stem that cannot be
    part of an id, what is no ordinary file, another database, a sidecar without a document, and an
    annex beside what it is annexed to. Raises CatalogError when ``raw`` is no folder.
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
    named, refused_sidecars = _parts_named(sidecars, files)
    parts = {path for several in named.values() for _, path in several}
    files = [path for path in files if path not in parts]
    files += [raw / stem for stem in named if stem not in {each.document_id for each in refused}]
    refused += _orphans(sidecars, [*files, *(file.path for file in refused)])
    refused += refused_sidecars
    files, refused_annexes = _without_lone_annexes(files, sidecars)
    files, refused_stems = _without_shared_stems(files)
    documents, unreadable = _hashed(files, sidecars, named)
    documents, refused_bytes = _without_shared_bytes(documents)
    refused += [*refused_annexes, *refused_stems, *unreadable, *refused_bytes]
    return Found(tuple(documents), tuple(sorted(refused, key=lambda file: file.path.name)))


def fingerprint(raw: Path) -> str:
    """What changes when a file of ``raw`` or its folders comes, goes or changes.

    What a run writes there is no change. Raises CatalogError.
    """
    seen = []
    there = [path for path in _listed(raw) if not _is_ours(path)]
    inside = [each for path in there if path.is_dir() for each in sorted(path.rglob("*"))]
    for path in (*there, *inside):
        with suppress(OSError):
            state = path.stat()
            seen.append((str(path), state.st_size, state.st_mtime_ns))
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
    name = name.removesuffix(".stages").removesuffix(".raw")
    names = {name, name.replace(".previous.duckdb", ".duckdb")}
    return PurePath(name).suffix in _DATABASES and any(
        path.with_name(f"{each}.lock").is_file() for each in names
    )


def _printable(name: str) -> str:
    """The name, what cannot be printed as an escape."""
    return name if name.isprintable() else name.encode("unicode_escape").decode()


def _problem_of_name(path: Path) -> str | None:
    name = _printable(path.name)
    if path.is_dir() and path.suffix:
        return f"{name} is a folder with a full stop in its name; rename it, as it has no ending."
    if not path.is_dir() and not path.is_file():
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


def _parts_named(
    sidecars: dict[str, Path], files: list[Path]
) -> tuple[dict[str, Files], list[RefusedFile]]:
    """The files that sidecars name as parts of their documents, by stem."""
    beside = {path.name: path for path in files if path.is_file()}
    named: dict[str, Files] = {}
    refused: list[RefusedFile] = []
    for stem, path in sidecars.items():
        try:
            if several := files_of_sidecar(path, beside):
                named[stem] = several
        except (CatalogError, OSError) as error:
            refused.append(RefusedFile(path, stem, str(error)))
        for name, _ in named.get(stem, ()):
            beside.pop(name)
    return named, refused


def _without_lone_annexes(
    files: list[Path], sidecars: dict[str, Path]
) -> tuple[list[Path], list[RefusedFile]]:
    """A file with a sidecar is a document, whatever it is called."""
    told = lone_annexes([path for path in files if not path.is_dir()])
    refused = [
        RefusedFile(
            path,
            path.stem,
            f"{apart.words}: if they are one document, put them into one folder, "
            f"raw/{apart.name or 'SERIES-YEAR'}/, or name them under 'parts' in a sidecar; if it "
            "is a document of its own, give it another name, or a sidecar.",
        )
        for path, apart in told.items()
        if path.stem not in sidecars
    ]
    left_out = {file.path for file in refused}
    return [path for path in files if path not in left_out], refused


def _hashed(
    paths: list[Path], sidecars: dict[str, Path], named: dict[str, Files]
) -> tuple[list[SourceFile], list[RefusedFile]]:
    documents: list[SourceFile] = []
    refused: list[RefusedFile] = []
    parts: dict[str, Path] = {}
    for path in paths:
        try:
            files = named.get(path.stem) or files_of(path)
            found = checksum(path, files)
        except CatalogError as error:
            refused.append(RefusedFile(path, path.stem, str(error)))
        except OSError as error:
            reason = f"{path.name} cannot be read: {error.strerror}; make the file readable."
            refused.append(RefusedFile(path, path.stem, reason))
        else:
            sidecar = sidecars.get(path.stem)
            source = SourceFile(path, path.stem, found.sha256, found.size, sidecar, files)
            documents.append(source)
            parts |= dict.fromkeys(found.of_files, path)
    refused += [
        RefusedFile(
            document.path,
            document.document_id,
            f"{document.path.name} is one of the files of {parts[document.sha256].name} already, "
            "byte for byte; remove it.",
        )
        for document in documents
        if document.size > 0 and document.sha256 in parts
    ]
    there = {file.path for file in refused}
    return [document for document in documents if document.path not in there], refused


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
