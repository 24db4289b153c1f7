"""Files that come into a folder whole or not at all."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import CatalogError


@contextmanager
def filled_whole(folder: Path) -> Iterator[Path]:
    """A new empty folder to write into; what is in it at the end replaces files of ``folder``.

    Where the block fails, ``folder`` stays as it was. Raises CatalogError where it is no folder
    that can be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".tmp-export-", dir=folder) as name:
            temporary = Path(name)
            yield temporary
            for path in sorted(temporary.iterdir()):
                path.replace(folder / path.name)
    except (FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        raise CatalogError(
            f"{folder} cannot be written: {error.strerror} ({error.filename}); name another folder."
        ) from error


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
