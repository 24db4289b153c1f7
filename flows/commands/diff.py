"""``training-catalogs diff``: two editions, or two files of the database, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.exit_codes import ExitCode
from flows.looking import checked_document
from flows.options import (
    CsvOption,
    DatabaseOption,
    ExcelOption,
    JsonOption,
    chosen_database,
    chosen_format,
    named_path,
)
from flows.output import Format, say, write_rows
from flows.paths import shown

if TYPE_CHECKING:
    from flows.annual.difference import Difference


def diff(
    a: Annotated[
        str | None,
        typer.Argument(metavar="A", help="A document, or a file of the database: before."),
    ] = None,
    b: Annotated[
        str | None, typer.Argument(metavar="B", help="The document or file to compare with it.")
    ] = None,
    *,
    database: DatabaseOption = None,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Compare two editions, or two files of the database: rows added, removed, changed.

    Each column that differs is a line. Without A and B the published file is compared with that
    published before it. The exit code is 1 where anything differs, 0 where nothing does.

    Examples:

      training-catalogs diff

      training-catalogs diff nantong-2026 nantong-2027 --csv

      training-catalogs diff old.duckdb new.duckdb --json
    """
    from flows.annual.difference import COLUMNS, between_files
    from warehouse.places import previous_database, real_database

    form = chosen_format(csv=csv, excel=excel, json=json)
    path = chosen_database(database)
    if a is None or b is None:
        if a is not None:
            raise typer.BadParameter("name two documents or two files, or none.")
        found = between_files(previous_database(real_database(path)), path)
        what = f"{shown(path)} and the file published before it"
    elif _is_file(a) and _is_file(b):
        found = between_files(named_path(a), named_path(b))
        what = f"{a} and {b}"
    else:
        found = _editions(path, a, b)
        what = f"{a} and {b}"
    first = next(found, None)
    if first is None and form is Format.TABLE:
        say(f"{what} do not differ.")
    else:
        write_rows(COLUMNS, _lines(first, found), form)
    raise typer.Exit(ExitCode.WELL if first is None else ExitCode.INCOMPLETE)


def _lines(first: Difference | None, rest: Iterator[Difference]) -> Iterator[Sequence[Any]]:
    return chain([] if first is None else [first], rest)


def _is_file(word: str) -> bool:
    return Path(word).suffix in {".duckdb", ".db", ".ddb"} or Path(word).is_file()


def _editions(database: Path, a: str, b: str) -> Iterator[Difference]:
    from flows.annual.difference import between_editions
    from warehouse.reading import connect

    with connect(database) as connection:
        for document_id in (a, b):
            checked_document(connection, document_id)
        yield from between_editions(connection, a, b)
