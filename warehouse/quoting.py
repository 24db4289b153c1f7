"""Names and words in SQL text, where a parameter cannot stand."""

from __future__ import annotations


def literal(words: str) -> str:
    """A SQL string that holds ``words``."""
    return "'" + words.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A SQL name, whatever characters it has."""
    return '"' + name.replace('"', '""') + '"'
