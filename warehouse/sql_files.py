"""The SQL files of the package."""

from __future__ import annotations

from importlib import resources


def sql_text(name: str) -> str:
    """The text of one of the SQL files of the package."""
    return resources.files("warehouse.sql").joinpath(name).read_text("utf-8")
