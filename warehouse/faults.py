"""What the file system and DuckDB refuse, said in a sentence with a remedy."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from schemas.errors import WarehouseError

_REMEDIES = {
    errno.ENOSPC: "free space on its disk and run again",
    errno.EDQUOT: "free space within your quota and run again",
    errno.EFBIG: "raise the limit on the size of a file and run again",
    errno.EACCES: "give yourself the right to read and write there and run again",
    errno.EPERM: "give yourself the right to read and write there and run again",
    errno.ENOTDIR: "name a place in a folder, or remove the file that stands for one",
    errno.EISDIR: "remove the folder that stands where a file belongs and run again",
    errno.EROFS: "choose a database on a disk that can be written",
    errno.ENAMETOOLONG: "shorten the name of the document or of the database",
    errno.EIO: "check the disk, and choose a database on one that is whole",
    errno.ESTALE: "connect the disk again and run again",
}
_WORDS = {
    "no space left": errno.ENOSPC,
    "disk quota": errno.EDQUOT,
    "file too large": errno.EFBIG,
    "permission denied": errno.EACCES,
    "read-only file system": errno.EROFS,
    "maximum temp_directory size": errno.ENOSPC,
    "max_temp_directory_size": errno.ENOSPC,
}


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Raise WarehouseError for an OSError or a DuckDB error inside the block.

    ``doing`` names the step and the file as in "writing the stage X"; the message goes on with
    the system's reason and what to do.
    """
    try:
        yield
    except (OSError, duckdb.Error) as error:
        number = error.errno if isinstance(error, OSError) else None
        said = " ".join(str((isinstance(error, OSError) and error.strerror) or error).split())
        if number not in _REMEDIES:
            number = next((found for words, found in _WORDS.items() if words in said.lower()), 0)
        remedy = _REMEDIES.get(number or 0, "mend that and run again")
        raise WarehouseError(f"{doing}: {said}; {remedy}") from error
