"""Values written into the text of a sidecar; every other key, line and comment stays as it is."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import schemas
from extractors.sidecar import load_sidecar
from schemas.errors import SidecarError

_KEY = re.compile(r"([A-Za-z_]\w*):(?=\s|$)")
_COMMENT = re.compile(r"\s+#.*$")
_SCHEMA_LINE = "# yaml-language-server: $schema="
_SCHEMA = Path(schemas.__file__).with_name("sidecar.schema.json")


def with_values(text: str, values: Mapping[str, Any], path: Path) -> str:
    """The sidecar's text with ``values`` in it, by top-level key; ``path`` is where it will lie.

    A value is text, a number, a bool, or lines already written that go below the key. The line
    that tells editors of the schema is added where it is not there. Raises SidecarError for a text
    that is no sidecar, or one whose keys do not each begin a line.
    """
    before = load_sidecar(text.encode(), path.name)
    lines = text.splitlines()
    for key, value in values.items():
        start, end = _span(lines, key)
        own = lines[start:end]
        comment = _COMMENT.search(own[0]) if len(own) == 1 else None
        notes = [line for line in own[1:] if line.lstrip().startswith("#")]
        lines[start:end] = _written(key, value, comment[0] if comment else "", notes)
    # outside of the checkout no relative path would hold for the next person
    is_inside = path.absolute().is_relative_to(_SCHEMA.parents[1])
    if is_inside and not any(line.startswith(_SCHEMA_LINE) for line in lines):
        lines.insert(0, _SCHEMA_LINE + Path(os.path.relpath(_SCHEMA, path.parent)).as_posix())
    written = "\n".join(lines) + "\n"
    after = load_sidecar(written.encode(), path.name)
    names = {each for each in after.__dataclass_fields__ if each not in values}
    if any(getattr(before, name) != getattr(after, name) for name in names):
        raise SidecarError(
            f"{path.name} cannot be changed line by line; begin each key on a line of its own, "
            "without braces."
        )
    return written


def _span(lines: list[str], key: str) -> tuple[int, int]:
    """The lines of a key and its value, comments and blank lines below them left out."""
    starts = [place for place, line in enumerate(lines) if _KEY.match(line)]
    for place, start in enumerate(starts):
        found = _KEY.match(lines[start])
        if found is not None and found[1] == key:
            end = starts[place + 1] if place + 1 < len(starts) else len(lines)
            while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1][:1] == "#"):
                end -= 1
            return start, end
    return len(lines), len(lines)


def _written(key: str, value: Any, comment: str, notes: list[str]) -> list[str]:
    if isinstance(value, list):
        return [f"{key}:{comment}", *notes, *value]
    if isinstance(value, bool):
        return [f"{key}: {str(value).lower()}{comment}"]
    shown = yaml.safe_dump(value, allow_unicode=True, width=1_000_000).splitlines()[0]
    return [f"{key}: {shown}{comment}"]
