"""Documents in several files: a folder of ``raw/``, an archive, or files that a sidecar names."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.readers.limits import Limits
from extractors.readers.parts import Content, PartFile, is_litter, sums_of_parts
from extractors.sidecar import load_sidecar
from extractors.words.file_names import annex_name, in_reading_order, is_notice_name
from schemas.errors import CatalogError, SidecarError

Files = tuple[tuple[str, Path], ...]
"""The files of a document in several, in the order of reading, each with what it is called."""

_MOST_FILES = 10_000
_CHUNK = 1024 * 1024


def files_of_folder(folder: Path) -> Files:
    """The files of a folder that is one document, those in folders of it too.

    Raises CatalogError for a folder without files, for links, sidecars and what is no ordinary
    file in it, and OSError.
    """
    found: dict[str, Path] = {}
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if is_litter(name) or path.stem.upper() == "README":
            continue
        if path.is_symlink() or not path.is_file():
            raise CatalogError(
                f"{folder.name}/{name} is no ordinary file; put the file itself there."
            )
        if not name.isprintable():
            raise CatalogError(
                f"{folder.name} holds a file whose name cannot be printed ({name!r}); rename it."
            )
        if path.suffix in {".yml", ".yaml"}:
            raise CatalogError(
                f"{folder.name}/{name} lies in the folder of a document, whose sidecar lies beside "
                f"it: move it to {folder.name}.yml, or out of the folder."
            )
        found[name] = path
        if len(found) > _MOST_FILES:
            raise CatalogError(
                f"{folder.name} is a folder of more than {_MOST_FILES:,} files, no document; move "
                "it out of raw/."
            )
    if not found:
        raise CatalogError(
            f"{folder.name} is a folder without files; put the files of one document into it, or "
            "remove it."
        )
    return tuple((name, found[name]) for name in in_reading_order(found))


def _walk(folder: Path) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        raise error

    for where, folders, names in os.walk(folder, onerror=failed):
        folders.sort()
        yield from (Path(where, name) for name in sorted(names))
        yield from (path for name in folders if (path := Path(where, name)).is_symlink())


def files_of_sidecar(sidecar: Path, beside: Mapping[str, Path]) -> Files:
    """The files that a sidecar names as the parts of its document; none where it names none.

    ``beside`` are the files of its folder by name. Raises CatalogError for one that is not there.
    """
    data = sidecar.read_bytes()
    if b"parts" not in data:
        return ()
    try:
        names = load_sidecar(data, sidecar.name).parts
    except SidecarError:
        return ()  # the document it lies beside says what is wrong with it
    if names and "." in sidecar.stem:
        raise SidecarError(
            f"{sidecar.name} has a second full stop in its name; rename it, as its document has no "
            "ending."
        )
    for name in names:
        if name not in beside:
            raise SidecarError(
                f"{sidecar.name} names {name} among its parts, which is no file beside it; put it "
                "there, or mend 'parts'."
            )
    return tuple((name, beside[name]) for name in names)


def files_of(path: Path) -> Files:
    """The files of a document in several; none of one that is a file. Raises as those do."""
    return files_of_folder(path) if path.is_dir() else ()


def content_of(path: Path, files: Files) -> Content:
    """The bytes of a document: of its one file, or of its ``files``. Raises OSError."""
    if not files:
        return path.read_bytes()
    return tuple(PartFile(name, each.read_bytes()) for name, each in files)


@dataclass(frozen=True, slots=True)
class Checksum:
    """The SHA-256 of a document and its size, and the checksums of its files where it has several.

    That of several files is that of their checksums and names, as ``sha256sum`` lists them.
    """

    sha256: str
    size: int
    of_files: frozenset[str] = frozenset()


def checksum(path: Path, files: Files) -> Checksum:
    """The checksum of a document, by streams. Raises OSError."""
    if not files:
        return Checksum(*_checksum(path))
    found = [(name, *_checksum(each)) for name, each in files]
    whole = sums_of_parts((sha256, name) for name, sha256, _ in found)
    return Checksum(
        hashlib.sha256(whole).hexdigest(),
        sum(size for _, _, size in found),
        frozenset(sha256 for _, sha256, _ in found),
    )


def _checksum(path: Path) -> tuple[str, int]:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return sha256, stream.tell()


def part_content(raw: Path, file_name: str, part_name: str) -> bytes:
    """The bytes of one file of a published document. Raises OSError and ReadError.

    ``file_name`` is what ``raw`` calls the document: its file, its folder, its archive, or nothing
    that is there, where a sidecar names its files.
    """
    path = raw / file_name
    if path.is_dir():
        return (path / part_name).read_bytes()
    if part_name == file_name or not path.is_file():
        return (raw / part_name).read_bytes()
    from extractors.readers.archive import open_archive

    inside = {part.name: part.content for part in open_archive(path.read_bytes(), Limits())}
    if part_name not in inside:
        raise FileNotFoundError(2, "no longer in it", part_name)
    return inside[part_name]


@dataclass(frozen=True, slots=True)
class Apart:
    """A file that by its name belongs together with others: in words, and what to call them all."""

    words: str
    name: str


def lone_annexes(files: Sequence[Path]) -> dict[Path, Apart]:
    """Annexes, by their names, beside what they are annexed to, and what to say of each file.

    Names tell by what stands before 附件: 南通-附件1 belongs to 南通-附件2 and to 南通; without
    such words annexes belong to each other and to the only notice there is.
    """
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in files:
        if annex := annex_name(path.stem):
            groups[annex.before].append(path)
    others = [path for path in files if annex_name(path.stem) is None]
    told: dict[Path, Apart] = {}
    for before, annexes in groups.items():
        heads = [
            path
            for path in others
            if (path.stem.startswith(before) if before else is_notice_name(path.stem))
        ]
        if len(annexes) + len(heads) < 2:
            continue
        several = [*annexes, *(heads if len(heads) == 1 else ())]
        told |= {path: Apart(_words(path, [*annexes, *heads]), before) for path in several}
    return told


def _words(path: Path, group: Sequence[Path]) -> str:
    others = in_reading_order(each.name for each in group if each != path)
    names = " and ".join(filter(None, [", ".join(others[:-1]), others[-1]]))
    is_annex = annex_name(path.stem) is not None
    what = (
        "is an annex by its name, and lies" if is_annex else "has annexes by their names, and lies"
    )
    return f"{path.name} {what} beside {names}"
