"""The SQL files of the package."""

from __future__ import annotations

from importlib import resources
from string import Template


def sql_text(name: str, **pieces: str) -> str:
    """The text of one of the SQL files of the package, each ``$name`` in it being the piece so
    named; without pieces as it stands.
    """
    text = resources.files("warehouse.sql").joinpath(name).read_text("utf-8")
    return Template(text).substitute(pieces) if pieces else text
