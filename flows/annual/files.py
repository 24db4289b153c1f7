"""Files of ``raw/`` written whole or not at all, whatever ends the program."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import CatalogError


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; raises CatalogError where it is, or cannot be written."""
    with _written(path, data) as written:
        try:
            os.link(written, path)
        except FileExistsError:
            raise CatalogError(
                f"{path.name} is there already and is not written over; give another name with "
                "--name."
            ) from None


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in the place of what is there; raises CatalogError where it cannot be."""
    with _written(path, data) as written:
        written.replace(path)


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """A hidden file beside ``path`` that holds ``data``; it is gone after the block."""
    hidden = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        descriptor = os.open(hidden, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        yield hidden
    except OSError as error:
        raise CatalogError(
            f"{path} cannot be written: {error.strerror or error}; free space, or give yourself "
            "the right to write there."
        ) from error
    finally:
        hidden.unlink(missing_ok=True)
