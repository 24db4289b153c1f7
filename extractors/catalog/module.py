"""A publication as the source of a city module: what ``new-city`` writes for a person to check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any

from extractors import catalog
from extractors.catalog.publication import CatalogList, Column, Publication

_WIDTH = 100
_INDENT = "    "


def module_source(publication: Publication, title: str, todo: Sequence[str] = ()) -> str:
    """The source of a city module that describes what the publication does, formatted.

    ``title`` is the first line of its docstring, ``todo`` what could not be told, a line each.
    """
    body = f"PUBLICATION = {_source(publication, '')}"
    names = sorted(_names(publication), key=lambda name: (name.islower(), not name.isupper(), name))
    lines = "".join(f"{_INDENT}{name},\n" for name in names)
    notes = "".join(f"# TODO: {text}\n" for text in todo)
    docstring = f'"""{title}"""\n\n'
    return f"{docstring}from extractors.catalog import (\n{lines})\n\n{notes}{body}\n"


def _constants() -> dict[Any, str]:
    """The columns and legends of the language that have a name (SERIAL, CODE, …)."""
    named = {name: value for name, value in vars(catalog).items() if name.isupper()}
    return {value: name for name, value in named.items() if not isinstance(value, str)}


def _names(value: Any) -> set[str]:
    """The names of the language that the source of a value uses."""
    if (name := _constant(value)) is not None:
        return {name}
    if isinstance(value, tuple):
        return set().union(*map(_names, value))
    if isinstance(value, Publication | CatalogList | Column):
        parts = (getattr(value, each.name) for each in _given(value))
        return {type(value).__name__}.union(*map(_names, parts))
    return set()


def _constant(value: Any) -> str | None:
    try:
        return _constants().get(value)
    except TypeError:  # a value that cannot be a key is no constant
        return None


def _given(value: Publication | CatalogList | Column) -> Iterator[Field[Any]]:
    """The fields of a value that differ from their defaults."""
    for each in fields(value):
        default = each.default
        if default is MISSING and each.default_factory is not MISSING:
            default = each.default_factory()
        if default is MISSING or getattr(value, each.name) != default:
            yield each


def _source(value: Any, indent: str) -> str:
    """The source of a value, over several lines where one is too short for it."""
    if (name := _constant(value)) is not None:
        return name
    deeper = indent + _INDENT
    if isinstance(value, tuple):
        parts = [_source(each, deeper) for each in value]
        ends, comma = "()", "," if len(parts) == 1 else ""
    elif isinstance(value, Publication | CatalogList | Column):
        parts = [
            f"{each.name}={_source(getattr(value, each.name), deeper)}" for each in _given(value)
        ]
        ends, comma = f"{type(value).__name__}()", ""
    else:
        return _text(value) if isinstance(value, str) else repr(value)
    one_line = f"{ends[:-1]}{', '.join(parts)}{comma}{ends[-1]}"
    if "\n" not in one_line and len(indent) + len(one_line) <= _WIDTH // 2:
        return one_line
    lines = "".join(f"{deeper}{part},\n" for part in parts)
    return f"{ends[:-1]}\n{lines}{indent}{ends[-1]}"


def _text(value: str) -> str:
    """A string as source: in double quotes, raw where it holds backslashes."""
    if "\\" in value and '"' not in value and not value.endswith("\\"):
        return f'r"{value}"'
    return '"' + repr("'" + value)[2:-1].replace('"', '\\"') + '"'
