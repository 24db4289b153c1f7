"""Files of ``raw/`` written whole or not at all, whatever ends the program."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import CatalogError

_THERE = "{} is there already and is not written over; give another name with --name."
_UNWRITTEN = "{} cannot be written: {}; free space, or give yourself the right to write there."


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; raises CatalogError where it is, or cannot be written."""
    with _written(path, data) as written:
        try:
            os.link(written, path)
        except FileExistsError:
            raise CatalogError(_THERE.format(path.name)) from None


def write_new_folder(path: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """Write a folder that is not there yet, of files by their names; raises as ``write_new``."""
    hidden = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        for name, data in files:
            file = hidden / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        if path.exists():
            raise CatalogError(_THERE.format(path.name))
        hidden.rename(path)
    except OSError as error:
        raise CatalogError(_UNWRITTEN.format(path, error.strerror or error)) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


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
        raise CatalogError(_UNWRITTEN.format(path, error.strerror or error)) from error
    finally:
        hidden.unlink(missing_ok=True)
