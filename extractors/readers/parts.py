"""A document in several files: their names and bytes, and the checksum of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartFile:
    """One file of a document: its name, with the folders before it, and its bytes."""

    name: str
    content: bytes


Content = bytes | tuple[PartFile, ...]
"""What a document consists of: the bytes of one file, or its files in the order of reading."""


def whole_bytes(content: Content) -> bytes:
    """The bytes that stand for a document; of several files their checksums and names."""
    if isinstance(content, bytes):
        return content
    sums = ((hashlib.sha256(part.content).hexdigest(), part.name) for part in content)
    return sums_of_parts(sums)


def sums_of_parts(sums: Iterable[tuple[str, str]]) -> bytes:
    """Checksums and names, a line a file, as ``sha256sum`` prints them."""
    return "".join(f"{sha256}  {name}\n" for sha256, name in sums).encode()


def is_litter(name: str) -> bool:
    """Whether a file is what a system leaves in a folder, no document: hidden, Thumbs.db."""
    return any(
        part.startswith((".", "~$")) or part.casefold() in {"__macosx", "thumbs.db", "desktop.ini"}
        for part in name.split("/")
    )
