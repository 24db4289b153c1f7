"""Writes the pages of ``docs/`` that the program itself knows: ``python -m flows.docs``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from typer.main import get_command
from typer.testing import CliRunner

from extractors.sidecar import sidecar_schema
from flows.cli import build_app
from flows.paths import project_folder

_WIDTH = "100"


def pages() -> dict[str, str]:
    """The generated pages: file name → text."""
    return {"commands.md": commands_page(), "sidecar.md": sidecar_page()}


def write_pages(folder: Path) -> None:
    """Write the generated pages into ``folder``."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def commands_page() -> str:
    """What ``--help`` says, command by command."""
    names: list[str] = sorted(getattr(get_command(build_app()), "commands"))  # noqa: B009
    parts = [
        "# Commands",
        "",
        "Written by `python -m flows.docs` from `--help`. What the exit codes say:"
        " [exit-codes.md](exit-codes.md).",
        "",
        *_help_block([]),
    ]
    for name in names:
        parts += ["", f"## {name}", "", *_help_block([name])]
    return "\n".join(parts) + "\n"


def _help_block(command: list[str]) -> list[str]:
    terminal = {"COLUMNS": _WIDTH, "TERMINAL_WIDTH": _WIDTH, "NO_COLOR": "1", "TERM": "dumb"}
    result = CliRunner().invoke(
        build_app(), [*command, "--help"], prog_name="training-catalogs", env=terminal
    )
    lines = [line.rstrip() for line in result.stdout.strip("\n").splitlines()]
    return ["```text", *lines, "```"]


def sidecar_page() -> str:
    """The keys of a sidecar, from its JSON Schema."""
    schema = sidecar_schema()
    parts = [
        "# Sidecars",
        "",
        "Written by `python -m flows.docs` from"
        " [`schemas/sidecar.schema.json`](../schemas/sidecar.schema.json), which is also what"
        " checks every sidecar.",
        "",
        _cell(schema["description"]),
        "Every key may be left out; a key that is not in this table is refused.",
        "YAML aliases and tags are not used. Text that looks like a number stands in quotes.",
        "",
        "| key | value | what it says | example |",
        "| --- | --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in _key_rows(schema, "")),
        "",
        "A document without a sidecar loads as unreviewed, with a note; `run --strict` refuses it.",
        "A document whose bytes, counts or corrected cells are not what its sidecar says is not"
        " loaded, and the rows last published stay.",
        "",
        "```yaml",
        yaml.safe_dump(_example(schema), allow_unicode=True, sort_keys=False, width=90).rstrip(),
        "```",
    ]
    return "\n".join(parts) + "\n"


def _key_rows(schema: Mapping[str, Any], before: str) -> Iterator[tuple[str, ...]]:
    required = schema.get("required", [])
    for key, part in schema["properties"].items():
        name = f"{before}{key}"
        described = part["description"] + (" Required." if key in required else "")
        examples = [json.dumps(value, ensure_ascii=False) for value in part.get("examples", [])]
        shown = f"`{examples[0]}`" if examples else ""
        yield f"`{name}`", _kind(part), _cell(described), shown
        if "properties" in part:
            yield from _key_rows(part, f"{name}.")
        if "properties" in part.get("items", {}):
            yield from _key_rows(part["items"], f"{name}[].")


def _kind(part: Mapping[str, Any]) -> str:
    if part.get("format") == "date":
        return "date"
    words = {"object": "keys", "array": "list", "integer": "whole number", "boolean": "true, false"}
    return words.get(part["type"], "text")


def _cell(words: str) -> str:
    """The words as one cell of a Markdown table."""
    return words.replace("|", r"\|").replace("<", "&lt;")


def _example(schema: Mapping[str, Any]) -> Any:
    """A value that fits the schema, made of its own examples."""
    if "examples" in schema:
        return schema["examples"][0]
    if schema["type"] == "array":
        return [_example(schema["items"])]
    parts = list(schema["properties"].items())[: schema.get("maxProperties")]
    return {key: _example(part) for key, part in parts}


if __name__ == "__main__":
    write_pages(project_folder() / "docs")
