"""Folders with an address: one in a bucket, or one that several machines share.

Every file there is written whole by one call, and read whole; what it is worth is for others to
prove. Credentials are those that every program of the store takes from its environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from schemas.errors import WarehouseError

PROTOCOLS = ("s3", "file")
"""Those that tests prove; fsspec knows others that read archives, other hosts or references."""

CLUSTER_EXTRA = "training-catalogs[cluster]"

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_SECRET = re.compile(r"(?<=://)[^/\s]*@")


class Stamp(NamedTuple):
    """What is another as soon as a file is another, and the file's size in bytes."""

    mark: str
    size: int


@dataclass(frozen=True, slots=True)
class Store:
    """The folder at an address, such as ``s3://bucket/raw`` or ``file:///mnt/share/stages``."""

    address: str

    def __str__(self) -> str:
        """The address."""
        return self.address

    def files(self) -> dict[str, Stamp]:
        """Every file in it and its folders, by its name there. Raises WarehouseError."""
        root = self._path("")
        with _explained(f"listing {self}"):
            found = self._system().find(root, detail=True)
        prefix = root.rstrip("/") + "/"
        return {
            path.removeprefix(prefix): Stamp(
                str(facts.get("ETag") or facts["mtime"]), facts["size"]
            )
            for path, facts in found.items()
            if not path.endswith("/")
        }

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none. Raises WarehouseError."""
        with _explained(f"reading {self}/{name}"):
            try:
                data: bytes = self._system().cat_file(self._path(name))
            except FileNotFoundError:
                return None
            return data

    def fetch(self, name: str, into: Path) -> None:
        """Copy a file to ``into``. Raises WarehouseError."""
        with _explained(f"fetching {self}/{name}"):
            self._system().get_file(self._path(name), str(into))

    def write(self, name: str, data: bytes) -> None:
        """Write a file, in the place of one that is there. Raises WarehouseError."""
        with _explained(f"writing {self}/{name}"):
            self._system().pipe_file(self._path(name), data)

    def remove(self, name: str) -> None:
        """Remove a file. Raises WarehouseError."""
        with _explained(f"removing {self}/{name}"):
            self._system().rm_file(self._path(name))

    def _path(self, name: str) -> str:
        root = self.address.partition("://")[2].rstrip("/")
        return f"{root}/{name}" if name else root

    def _system(self) -> Any:
        return _system(self.address.partition("://")[0])


def named_store(text: str) -> Store | Path:
    """What a text names: a store by its address, or a folder of this machine by its path.

    Raises ValueError, in words that repeat no password, for an address that no store has.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return Path(text)
    protocol, rest = found[1].lower(), found[2].rstrip("/")
    if protocol not in PROTOCOLS:
        raise ValueError(
            f"'{protocol}://' is no address of a folder; those that are begin with "
            f"{' or '.join(f'{each}://' for each in PROTOCOLS)}"
        )
    if protocol == "file":
        if not rest.startswith("/"):
            raise ValueError("an address of a shared folder is file:// and a path from the root")
        return Path(rest)
    if "@" in rest.partition("/")[0]:
        raise ValueError(
            "an address with a password in it is not taken; set AWS_PROFILE, or AWS_ACCESS_KEY_ID "
            "and AWS_SECRET_ACCESS_KEY, in the environment"
        )
    if not rest.partition("/")[0]:
        raise ValueError("an address in a bucket is s3://, the bucket and a folder in it")
    return Store(f"{protocol}://{rest}")


def shared_store(place: Store | Path) -> Store:
    """A store of what ``named_store`` gives: a folder of this machine by its own address."""
    return place if isinstance(place, Store) else Store(f"file://{place.absolute()}")


@cache
def _system(protocol: str) -> Any:
    from fsspec import filesystem

    # what another machine wrote a moment ago must be seen
    options = {"auto_mkdir": True} if protocol == "file" else {"use_listings_cache": False}
    return filesystem(protocol, **options)


@contextmanager
def _explained(doing: str) -> Iterator[None]:
    """Raise WarehouseError, with what to do, for whatever a store's library raises."""
    try:
        yield
    except ImportError as error:
        raise WarehouseError(
            f"{doing}: buckets cannot be read by what is installed; install {CLUSTER_EXTRA}"
        ) from error
    except Exception as error:  # each library of a store has errors of its own
        said = " ".join(str(getattr(error, "strerror", None) or error).split())
        told = _SECRET.sub("***@", said) or type(error).__name__
        raise WarehouseError(f"{doing}: {told.rstrip('.')}; {_remedy(error)}") from error


def _remedy(error: Exception) -> str:
    if isinstance(error, PermissionError) or "Credential" in type(error).__name__:
        return (
            "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, to who may read and"
            " write there"
        )
    if isinstance(error, FileNotFoundError):
        return "name a bucket and a folder that are there"
    return "see that the store answers (AWS_ENDPOINT_URL, AWS_REGION), and run again"
