"""``training-catalogs errata``: what a publisher would want to be told about a document."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.errata_lines import COLUMNS, errata_lines
from flows.looking import checked_document
from flows.options import (
    CsvOption,
    DatabaseOption,
    ExcelOption,
    JsonOption,
    chosen_database,
    chosen_format,
)
from flows.output import Format, safe_text, write_rows

if TYPE_CHECKING:
    import duckdb

_TITLE = """
SELECT coalesce(title, file_name), document_number, issued_on
FROM document WHERE document_id = $document
"""


def errata(
    document_id: Annotated[str, typer.Argument(help="The document, by its id.")],
    *,
    database: DatabaseOption = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Write Markdown with a heading, to be sent on.")
    ] = False,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Write what its publisher would want to be told: printed, meant and why, row by row.

    The lines are in Chinese and in the order of the print, fit to be sent as they are; --csv
    is what --excel is.

    Examples:

      training-catalogs errata nantong-2023

      training-catalogs errata jinan-2023 --markdown
    """
    from warehouse.reading import connect

    form = chosen_format(csv=csv, excel=excel, json=json)
    if markdown and form is not Format.TABLE:
        raise typer.BadParameter("--markdown and the other forms exclude each other; give one.")
    if form is Format.CSV:
        form = Format.EXCEL  # made to be sent, and opened in a spreadsheet
    with connect(chosen_database(database)) as connection:
        checked_document(connection, document_id)
        heading = _heading(connection, document_id)
        lines = list(errata_lines(connection, document_id))
    count = f"共{len(lines)}处。《大典》指《中华人民共和国职业分类大典》。"
    if markdown:
        _write_markdown(heading, count, lines)
    else:
        if form is Format.TABLE:
            sys.stdout.write(f"{safe_text(heading).plain}\n{count}\n\n")
        if lines or form is not Format.TABLE:
            write_rows(COLUMNS, lines, form)


def _heading(connection: duckdb.DuckDBPyConnection, document_id: str) -> str:
    title, number, issued_on = connection.execute(_TITLE, {"document": document_id}).fetchall()[0]
    said = [number] if number else []
    if issued_on is not None:
        said.append(f"{issued_on.year}年{issued_on.month}月{issued_on.day}日")
    return f"《{title}》勘误建议" + (f"（{'，'.join(said)}）" if said else "")


def _write_markdown(heading: str, count: str, lines: Sequence[tuple[Any, ...]]) -> None:
    sys.stdout.write(f"# {_cell(heading)}\n\n{count}\n")
    if lines:
        table = [COLUMNS, ("---",) * len(COLUMNS), *lines]
        sys.stdout.write("\n")
        sys.stdout.writelines(f"| {' | '.join(map(_cell, row))} |\n" for row in table)


def _cell(value: Any) -> str:
    """A value as one cell of a Markdown table; what a document prints is never markup."""
    text = safe_text("" if value is None else str(value)).plain.replace("\n", " ")
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", text)
