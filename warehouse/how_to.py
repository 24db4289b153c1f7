"""The questions analysts ask first, with a query each, read from ``how_to.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

import yaml

NO_ROWS = "(no rows)"


def questions() -> list[dict[str, Any]]:
    """The rows of ``main.how_to``, in order."""
    text = resources.files("warehouse").joinpath("how_to.yml").read_text("utf-8")
    return [
        {name: value.strip() if isinstance(value, str) else value for name, value in each.items()}
        for each in yaml.safe_load(text)
    ]


def shown(rows: Iterable[Sequence[Any]]) -> str:
    """A result as ``how_to.expected`` has it: a line a row, values set apart by |, ∅ for NULL."""
    lines = (" | ".join("∅" if value is None else str(value) for value in row) for row in rows)
    return "\n".join(lines) or NO_ROWS
