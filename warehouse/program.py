"""What of the program a result depends on, as a digest of its sources and of libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import util
from pathlib import Path

import duckdb

_SOURCES = {".py", ".sql", ".yml", ".csv", ".json"}


def sources(package: str) -> Iterable[tuple[str, Path]]:
    """Every source of a package, each with its name in the project."""
    spec = util.find_spec(package)
    for root in map(Path, (spec and spec.submodule_search_locations) or ()):
        for path in root.rglob("*"):
            if path.suffix in _SOURCES:
                yield f"{package}/{path.relative_to(root).as_posix()}", path


def digest_of(files: Iterable[tuple[str, Path]], libraries: Mapping[str, str]) -> str:
    """One digest of files, by their names in the project, and of libraries with their versions."""
    digest = hashlib.sha256()
    for name, path in sorted(files):
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for library, version in libraries.items():
        digest.update(f"{library} {version}\0".encode())
    return digest.hexdigest()


@cache
def building_digest() -> str:
    """What of the program a built file depends on, given its stages."""
    files = [*sources("warehouse"), *sources("schemas")]
    return digest_of(files, {"duckdb": duckdb.__version__})
