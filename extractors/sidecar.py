"""The sidecar ``raw/<stem>.yml``: what people know of a document and its file does not say.

Its keys are defined, described and checked by ``schemas/sidecar.schema.json``.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema
import yaml
from jsonschema.exceptions import ValidationError

from schemas.errors import SidecarError
from schemas.vocabulary import ProvisionTopic, ProvisionUnit

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
MAX_NODES = 50_000
LONGEST_NUMBER = 40
_LONGEST_SHOWN = 60
MAX_PROBLEMS_TOLD = 5

_TYPE_WORDS = {
    "object": "a list of 'key: value' lines",
    "array": "a list of items, each after a hyphen",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One reviewed correction of one printed cell.

    Exactly one of ``entry_id`` and ``row_no`` says which row; ``printed`` is what stands in
    ``column`` there, ``meant`` what is to be read instead.
    """

    column: str
    printed: str
    meant: str
    reason: str
    evidence: str | None = None
    entry_id: str | None = None
    row_no: int | None = None

    @property
    def locator(self) -> str:
        """The row in words: ``entry nantong-2023/1#17`` or ``row 245``."""
        return f"entry {self.entry_id}" if self.entry_id is not None else f"row {self.row_no}"


@dataclass(frozen=True, slots=True)
class Expected:
    """Counts a person took from the document; what is None or absent is not compared.

    ``lists`` maps a catalog's number to its printed rows.
    """

    lists: Mapping[str, int] = field(default_factory=dict)
    rates: int | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One statement of the prose as a person reviewed it.

    ``list`` is the number of the list it is about, ``below`` the heading below which its words
    stand, ``region`` the division whose rule it is; each None where nothing is given.
    """

    topic: ProvisionTopic
    text: str
    subject: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: ProvisionUnit | None = None
    date: date | None = None
    list: str | None = None
    region: str | None = None
    below: str | None = None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar as read; every key is optional and None or empty where it is not given."""

    sha256: str | None = None
    series: str | None = None
    region: str | None = None
    generic: bool = False
    publisher: str | None = None
    source_url: str | None = None
    retrieved_on: date | None = None
    license: str | None = None
    note: str | None = None
    reviewed: bool = False
    expected: Expected = field(default_factory=Expected)
    corrections: tuple[Correction, ...] = ()
    supplements: str | None = None
    supersedes: str | None = None
    year_estimated: int | None = None
    year_evidence: str | None = None
    provisions: tuple[Provision, ...] = ()
    parts: tuple[str, ...] = ()


def load_sidecar(data: bytes, file_name: str) -> Sidecar:
    """Read a sidecar's bytes; ``file_name`` is what messages call it.

    Raises SidecarError for anything but valid YAML with the keys and values of the schema.
    """
    values = _plain_values(data, file_name)
    if values is None:
        values = {}
    problems = sorted(_validator().iter_errors(values), key=lambda problem: str(problem.path))
    if problems:
        told = list(dict.fromkeys(_explain(problem) for problem in problems))
        if len(told) > MAX_PROBLEMS_TOLD:
            told[MAX_PROBLEMS_TOLD:] = [f"and {len(told) - MAX_PROBLEMS_TOLD} more"]
        raise SidecarError(f"{file_name}: {'; '.join(told)}.")
    return _sidecar(values, file_name)


@cache
def sidecar_schema() -> dict[str, Any]:
    """The JSON Schema of a sidecar; shared, so not to be changed."""
    text = files("schemas").joinpath("sidecar.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator() -> jsonschema.Draft202012Validator:
    checker = jsonschema.FormatChecker(formats=["date"])
    return jsonschema.Draft202012Validator(sidecar_schema(), format_checker=checker)


class _Loader(yaml.SafeLoader):
    """Composes nodes only: no aliases, so nothing multiplies, and no more than MAX_DEPTH levels."""

    _depth = 0
    _nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            raise self._refused("aliases (*name) are not used here")
        self._depth += 1
        self._nodes += 1
        if self._depth > MAX_DEPTH:
            raise self._refused(f"nested deeper than {MAX_DEPTH} levels")
        if self._nodes > MAX_NODES:
            raise self._refused(f"more than {MAX_NODES:,} keys and values")
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def _refused(self, words: str) -> yaml.composer.ComposerError:
        mark: Any = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        return yaml.composer.ComposerError(None, None, words, mark)

    def plain(self, node: yaml.Node) -> Any:
        """The node as dict, list, str, int, float, bool or None; a key is always its own text."""
        if isinstance(node, yaml.MappingNode):
            mapping: dict[str, Any] = {}
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise _problem("a key must be a plain word", key)
                if key.value in mapping:
                    raise _problem(f"the key '{key.value}' stands twice", key)
                mapping[key.value] = self.plain(value)
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item) for item in node.value]
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if kind in {"str", "timestamp"}:
            return node.value
        if kind in {"int", "float"} and len(node.value) > LONGEST_NUMBER:
            raise _problem(
                f"a number of more than {LONGEST_NUMBER} signs; put it in quotes if it is text",
                node,
            )
        if kind in {"null", "bool", "int", "float"}:
            return self.construct_object(node)
        raise _problem(f"the tag '{node.tag}' is not used here", node)


def _problem(words: str, node: yaml.Node) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, words, node.start_mark)


def _plain_values(data: bytes, file_name: str) -> Any:
    if len(data) > MAX_BYTES:
        raise SidecarError(
            f"{file_name} has {len(data):,} bytes, more than the {MAX_BYTES:,} a sidecar may have; "
            "check that it is the sidecar and not the document."
        )
    loader: _Loader | None = None
    try:
        loader = _Loader(data)
        node = loader.get_single_node()
        return None if node is None else loader.plain(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}" if mark else ""
        raise SidecarError(
            f"{file_name}{place}: {error.problem or error.context}; mend the YAML there."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SidecarError(
            f"{file_name} is no YAML text in UTF-8, or holds control characters; save it as UTF-8."
        ) from error
    except ValueError as error:
        raise SidecarError(
            f"{file_name} holds a number that cannot be read; put it in quotes."
        ) from error
    finally:
        if loader is not None:
            loader.dispose()


def _place(path: list[str | int]) -> str:
    """('corrections', 1, 'where') → ``corrections, item 2, where``."""
    return ", ".join(f"item {step + 1}" if isinstance(step, int) else step for step in path)


def _explain(error: ValidationError) -> str:
    """What is wrong at which key, and what to write instead, as a clause."""
    place = _place(list(error.absolute_path))
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        known = list(schema.get("properties", {}))
        unknown = [key for key in instance if key not in known]
        where = f"in {place} " if place else ""
        told = [_unknown_key(key, known) for key in unknown[:MAX_PROBLEMS_TOLD]]
        if len(unknown) > len(told):
            told.append(f"{len(unknown) - len(told):,} more keys are")
        return f"{where}{' and '.join(told)}"
    if error.validator == "required":
        missing = [key for key in schema["required"] if key not in instance]
        return f"{place} lacks {' and '.join(repr(key) for key in missing)}; add it"
    if error.validator == "type":
        wanted = _TYPE_WORDS[schema["type"]]
        hint = "; put it in quotes" if schema["type"] == "string" else ""
        return f"{place or 'the file'} must be {wanted}, not {_shown(instance)}{hint}"
    description = str(schema.get("description", "")).rstrip(".")
    return f"{place} is {_shown(instance)}, but must be: {description}"


def _unknown_key(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    remedy = f"write '{near[0]}'" if near else f"use one of {', '.join(known)}"
    shown = key if len(key) <= _LONGEST_SHOWN else f"{key[:_LONGEST_SHOWN]}…"
    return f"the key '{shown}' is unknown; {remedy}"


def _shown(value: Any) -> str:
    """The value as a person would write it in YAML, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _sidecar(values: Mapping[str, Any], file_name: str) -> Sidecar:
    expected = values.get("expected", {})
    retrieved_on = values.get("retrieved_on")
    return Sidecar(
        sha256=values.get("sha256"),
        series=values.get("series"),
        region=values.get("region"),
        generic=values.get("generic", False),
        publisher=values.get("publisher"),
        source_url=values.get("source_url"),
        retrieved_on=date.fromisoformat(retrieved_on) if retrieved_on else None,
        license=values.get("license"),
        note=values.get("note"),
        reviewed=values.get("reviewed", False),
        expected=Expected(
            lists=dict(expected.get("lists", {})),
            rates=expected.get("rates"),
            hours=expected.get("hours"),
        ),
        corrections=_corrections(values.get("corrections", []), file_name),
        supplements=values.get("supplements"),
        supersedes=values.get("supersedes"),
        year_estimated=values.get("year_estimated"),
        year_evidence=values.get("year_evidence"),
        parts=tuple(values.get("parts", ())),
        provisions=tuple(_provision(item) for item in values.get("provisions", [])),
    )


def _provision(item: Mapping[str, Any]) -> Provision:
    minimum, maximum, day = item.get("min"), item.get("max"), item.get("date")
    return Provision(
        topic=item["topic"],
        text=item["text"],
        subject=item.get("subject"),
        minimum=None if minimum is None else Decimal(str(minimum)),
        maximum=None if maximum is None else Decimal(str(maximum)),
        unit=item.get("unit"),
        date=date.fromisoformat(day) if day else None,
        list=item.get("list"),
        region=item.get("region"),
        below=item.get("below"),
    )


def _corrections(items: list[Mapping[str, Any]], file_name: str) -> tuple[Correction, ...]:
    """Beyond the schema: a correction changes something, and each cell is corrected once."""
    corrections: list[Correction] = []
    places: dict[tuple[str, str], int] = {}
    for number, item in enumerate(items, 1):
        correction = Correction(
            column=item["column"],
            printed=item["printed"],
            meant=item["meant"],
            reason=item["reason"],
            evidence=item.get("evidence"),
            entry_id=item["where"].get("entry"),
            row_no=item["where"].get("row"),
        )
        if correction.printed == correction.meant:
            raise SidecarError(
                f"{file_name}: corrections, item {number} means what is printed; remove it."
            )
        place = (correction.locator, correction.column)
        if place in places:
            raise SidecarError(
                f"{file_name}: corrections, items {places[place]} and {number} both correct "
                f"{correction.column} of {correction.locator}; keep one."
            )
        places[place] = number
        corrections.append(correction)
    return tuple(corrections)
