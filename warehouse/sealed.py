"""Files that are taken for what they were when they were written, or not at all.

A seal is a small file beside: the other's SHA-256, and what is known of it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from pathlib import Path


def seal(file: Path, place: Path, facts: Mapping[str, str]) -> None:
    """Write into ``place`` that ``file`` is as it is now, and ``facts``. Raises OSError."""
    said = {"sha256": sha256_of(file), "facts": dict(facts)}
    temporary = place.with_name(f".tmp-{uuid.uuid4().hex}")
    try:
        temporary.write_text(json.dumps(said), "utf-8")
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)


def sealed_facts(file: Path, place: Path) -> Mapping[str, str] | None:
    """The facts sealed in ``place``, None where ``file`` is not byte for byte what it was then."""
    try:
        said = json.loads(place.read_text("utf-8"))
        facts: Mapping[str, str] = said["facts"]
        return facts if said["sha256"] == sha256_of(file) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
