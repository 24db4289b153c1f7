"""Whether a city module's publication is one that can be read by: each slip, and where it stands.

What a slip would otherwise do is fail far away, or in every document: a pattern that does not
compile, a text where a tuple belongs, a list that has no column for its names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from extractors.catalog import CatalogList, Publication
from extractors.words.headings import Field

Path = tuple[str | int, ...]
"""The way to a part of a publication: names of arguments and places in tuples."""

_ENTRY_FIELDS = set(get_args(Field)) - {"level", "amount"}
_RATE_FIELDS = {"label", "name", "subsidy_class", "certificate", "level", "amount"}
_ROW_AMOUNTS = {"training_amount", "assessment_amount"}


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in a publication, and the part that is."""

    path: Path
    what: str


def slips(publication: Publication) -> list[Slip]:
    """Everything that keeps a publication from being used; empty where nothing does.

    Where a part is of the wrong type, only such slips are named: the others need the right types.
    """
    wrong = list(_wrong_types(publication, ()))
    return wrong or [*_of_publication(publication), *_of_lists(publication)]


def line_of(source: str, path: Path) -> int:
    """The line of a city module where the part stands, or the nearest one above that is found."""
    node: ast.AST | None = _assignment(ast.parse(source))
    line = 1
    for step in path:
        if node is None:
            break
        line = getattr(node, "lineno", line)
        node = _part(node, step)
    return getattr(node, "lineno", line)


def _assignment(module: ast.Module) -> ast.AST | None:
    for statement in module.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(isinstance(each, ast.Name) and each.id == "PUBLICATION" for each in targets):
                return statement.value
    return None


def _part(node: ast.AST, step: str | int) -> ast.AST | None:
    if isinstance(step, str) and isinstance(node, ast.Call):
        return next((each.value for each in node.keywords if each.arg == step), None)
    if isinstance(step, int) and isinstance(node, ast.Tuple | ast.List):
        return node.elts[step] if step < len(node.elts) else None
    return None


# --- types ---------------------------------------------------------------------------------------


def _wrong_types(value: Any, path: Path) -> Iterator[Slip]:
    kind: type = type(value)
    hints = _hints(kind)
    for each in fields(value):
        yield from _wrong_type(getattr(value, each.name), hints[each.name], (*path, each.name))


@cache
def _hints(kind: Hashable) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _wrong_type(value: Any, hint: Any, path: Path) -> Iterator[Slip]:
    origin, choices = get_origin(hint), get_args(hint)
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if origin in (Union, UnionType):
        if value is not None or NoneType not in choices:
            (wanted,) = (each for each in choices if each is not NoneType)
            yield from _wrong_type(value, wanted, path)
    elif origin is Literal:
        if value not in choices:
            yield Slip(path, f"{name} is {_shown(value)}; it may be {', '.join(choices)}")
    elif origin is tuple:
        if not isinstance(value, tuple):
            yield Slip(
                path, f"{name} is {_shown(value)}, no tuple; write {name}=(…,) with a comma inside"
            )
            return
        for place, item in enumerate(value):
            yield from _wrong_type(item, choices[0], (*path, place))
    elif not isinstance(value, hint):
        yield Slip(path, f"{name} holds {_shown(value)} where {_named(hint)} belongs")
    elif is_dataclass(hint):
        yield from _wrong_types(value, path)


def _named(hint: type) -> str:
    return {str: "a text", bool: "True or False"}.get(hint, f"a {hint.__name__}")


def _shown(value: Any) -> str:
    return f"a {type(value).__name__}" if is_dataclass(value) else repr(value)


# --- meaning -------------------------------------------------------------------------------------


def _of_publication(publication: Publication) -> Iterator[Slip]:
    if not publication.series.strip():
        yield Slip(("series",), "series is empty; name the series of its editions")
    yield from _region(publication.region, ("region",))
    if not [phrase for phrase in publication.recognized_by if phrase.strip()]:
        yield Slip(
            ("recognized_by",),
            "recognized_by names no phrase, so that every document would be recognized; name "
            "phrases that all its documents print",
        )
    for place, phrase in enumerate(publication.recognized_by):
        if not phrase.strip() or phrase != "".join(phrase.split()):
            yield Slip(
                ("recognized_by", place),
                f"recognized_by holds {phrase!r}; a phrase has text and no white space, as the "
                "document's is left out too",
            )
    yield from _pattern(publication.forms, ("forms",))
    yield from _pattern(publication.announces, ("announces",), "names")
    if publication.job_match is not None:
        yield from _pattern(publication.job_match.sentence, ("job_match", "sentence"), "mark")
    for place, cap in enumerate(publication.caps):
        yield from _pattern(cap.sentence, ("caps", place, "sentence"), "yuan")


def _of_lists(publication: Publication) -> Iterator[Slip]:
    if not publication.lists:
        yield Slip(("lists",), "lists is empty; describe each list the documents hold")
    keys: set[str] = set()
    has_rates = any(each.kind == "rates" for each in publication.lists)
    for place, each in enumerate(publication.lists):
        path: Path = ("lists", place)
        if each.key in keys or not each.key.strip():
            yield Slip((*path, "key"), f"the key '{each.key}' is empty or that of another list")
        keys.add(each.key)
        yield from _pattern(each.title, (*path, "title"))
        if each.region is not None:
            yield from _region(each.region, (*path, "region"))
        yield from _of_columns(each, (*path, "columns"))
        yield from _of_amounts(each, path, has_rates=has_rates)


def _of_columns(words: CatalogList, path: Path) -> Iterator[Slip]:
    is_rates = words.kind == "rates"
    allowed = _RATE_FIELDS if is_rates else _ENTRY_FIELDS
    needed = "amount" if is_rates else "name"
    names = [column.field for column in words.columns]
    what = f"the rate table '{words.key}'" if is_rates else f"the list '{words.key}'"
    if needed not in names:
        yield Slip(path, f"{what} has no column {needed.upper()}; every row of it needs one")
    for place, column in enumerate(words.columns):
        if column.field in names[:place]:
            yield Slip((*path, place), f"{what} has two columns of the field {column.field}")
        if column.field not in allowed:
            yield Slip(
                (*path, place),
                f"{what} has a column of the field {column.field}, which would not be read; it may "
                f"have {', '.join(sorted(allowed))} (AMOUNT and LEVEL stand in lists of kind "
                "'rates', TRAINING_AMOUNT and ASSESSMENT_AMOUNT in the others)",
            )
        yield from _pattern(column.words_in, (*path, place), "words")


def _of_amounts(words: CatalogList, path: Path, *, has_rates: bool) -> Iterator[Slip]:
    own = words.kind == "rates" or any(column.field in _ROW_AMOUNTS for column in words.columns)
    said = f"the list '{words.key}' says amounts_in='{words.amounts_in}'"
    if (words.amounts_in == "rows") != own:
        yield Slip(
            path,
            f"{said}; 'rows' goes with kind='rates' or a column TRAINING_AMOUNT or "
            "ASSESSMENT_AMOUNT, and such a list with 'rows'",
        )
    elif words.amounts_in == "rate_table" and not has_rates:
        yield Slip(path, f"{said}, but no list is of kind='rates'; describe the rate table")
    elif words.amounts_in == "main_list" and not words.overlay:
        yield Slip(path, f"{said}; that is for a list that selects from others: overlay=True")


def _region(code: str, path: Path) -> Iterator[Slip]:
    if not re.fullmatch("[1-9][0-9]{5}", code):
        yield Slip(path, f"the region '{code}' is no code of GB/T 2260, which has six digits")


def _pattern(pattern: str | None, path: Path, group: str | None = None) -> Iterator[Slip]:
    if pattern is None:
        return
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        yield Slip(path, f"the pattern '{pattern}' does not compile: {error}")
        return
    if group is not None and group not in compiled.groupindex:
        yield Slip(path, f"the pattern '{pattern}' lacks a group; write (?P<{group}>…) into it")
    elif compiled.search("") is not None:
        yield Slip(path, f"the pattern '{pattern}' fits every text, even none; make it say more")
