"""``training-catalogs trace``: from a row of the database back to what the document prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.exit_codes import ExitCode
from flows.looking import columns_of, near_or_all, rows_of
from flows.options import (
    CsvOption,
    DatabaseOption,
    ExcelOption,
    JsonOption,
    chosen_database,
    chosen_format,
    named_path,
    named_place,
    near_folder,
)
from flows.output import Format, say, write_json, write_rows
from flows.paths import shown

if TYPE_CHECKING:
    import duckdb

_Row = dict[str, Any]

_KINDS = {"entry_id": "catalog_entry", "rate_id": "subsidy_rate", "hours_id": "class_hours"}

_SOURCE = """
SELECT s.row_no, s.role, s.part, nullif(p.file_name, d.file_name) AS file, s.page,
       s.table_no, s.table_row, s.line_start, s.line_end, s.cells
FROM audit.source_row AS s
JOIN document AS d USING (document_id)
LEFT JOIN document_part AS p ON p.document_id = s.document_id AND p.part = s.part
WHERE s.document_id = $document
  AND (s.entry_id = $id OR list_contains(s.rate_ids, $id) OR s.row_no = $row)
ORDER BY s.row_no
"""
_DOCUMENT = """
SELECT document_id, file_name, media_type, sha256, source_url, review_status
FROM document WHERE document_id = $document
"""
_CORRECTIONS = """
SELECT locator, "column", printed, value, reason, evidence
FROM audit.correction
WHERE document_id = $document AND list_contains($locators, locator)
"""
_FINDINGS = """
SELECT finding_id, rule, severity, printed, value, message
FROM audit.finding
WHERE document_id = $document AND (entry_id = $id OR list_contains($rows, row_no))
ORDER BY row_no, rule
"""


def trace(
    row_id: Annotated[
        str, typer.Argument(metavar="ID", help="An entry_id, a rate_id or an hours_id.")
    ],
    *,
    image: Annotated[
        Path | None,
        typer.Option(
            "--image",
            parser=named_path,
            metavar="OUT.png",
            help="Also write the PDF page as a picture, the row framed.",
        ),
    ] = None,
    raw: Annotated[
        Any,
        typer.Option(
            "--raw",
            parser=named_place,
            metavar="DIR|URL",
            help="Where --image finds the document; without it raw of the project.",
        ),
    ] = None,
    database: DatabaseOption = None,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Show where a row comes from: file, page, table row, lines, printed cells, findings.

    Examples:

      training-catalogs trace "nantong-2023/1#17"

      training-catalogs trace "nantong-2023/rate#3" --json

      training-catalogs trace "nantong-2023/1#17" --image row.png
    """
    from warehouse.reading import connect

    form = chosen_format(csv=csv, excel=excel, json=json)
    file = chosen_database(database)
    with connect(file) as connection:
        traced = _traced(connection, row_id)
        if image is not None:
            # only a picture needs the PDF libraries
            from flows.trace_image import write_row_image

            write_row_image(connection, near_folder(raw, file), row_id, image)
            say(f"Wrote {shown(image)}.")
    if form is Format.JSON:
        write_json(traced)
    else:
        write_rows(["part", "name", "value"], _flat(traced), form)


def _traced(connection: duckdb.DuckDBPyConnection, row_id: str) -> _Row:
    """The row and its way back, as one object; ends the command where no row has the id."""
    key, row = _found(connection, row_id)
    document = row["document_id"]
    values = {"document": document, "id": row_id, "row": row.get("row_no")}
    sources = _rows(connection, _SOURCE, values)
    numbers = [source["row_no"] for source in sources]
    locators = [f"entry {row_id}", *(f"row {number}" for number in numbers)]
    return {
        "id": row_id,
        "table": _KINDS[key],
        "document": _rows(connection, _DOCUMENT, {"document": document})[0],
        "source": sources,
        "values": {name: value for name, value in row.items() if value not in (None, [], {})},
        "corrections": _rows(
            connection, _CORRECTIONS, {"document": document, "locators": locators}
        ),
        "findings": _rows(
            connection, _FINDINGS, {"document": document, "id": row_id, "rows": numbers}
        ),
    }


def _found(connection: duckdb.DuckDBPyConnection, row_id: str) -> tuple[str, _Row]:
    for key, table in _KINDS.items():
        rows = _rows(connection, f"FROM {table} WHERE {key} = $id", {"id": row_id})
        if rows:
            return key, rows[0]
    say(f"No row has the id '{row_id}'; {_nearest(connection, row_id)}")
    raise typer.Exit(ExitCode.USAGE)


def _nearest(connection: duckdb.DuckDBPyConnection, row_id: str) -> str:
    """Ids of the same list if there is one, else the lists there are."""
    catalog_id = row_id.partition("#")[0]
    count = connection.execute(
        "SELECT count(*) FROM catalog_entry WHERE catalog_id = ?", [catalog_id]
    ).fetchall()[0][0]
    if count:
        return f"{catalog_id} has the rows {catalog_id}#1 to {catalog_id}#{count}."
    lists = [row[0] for row in connection.execute("SELECT catalog_id FROM catalog").fetchall()]
    return f"an entry_id is <list>#<ordinal>; as to lists, {near_or_all(catalog_id, lists)}"


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, values: _Row) -> list[_Row]:
    connection.execute(sql, values)
    columns = columns_of(connection)
    return [dict(zip(columns, row, strict=True)) for row in rows_of(connection)]


def _flat(traced: _Row) -> list[tuple[str, str, Any]]:
    """The object as (part, name, value) lines, one a printed cell, what is NULL left out."""
    lines: list[tuple[str, str, Any]] = [(traced["table"], "id", traced["id"])]
    for part in ("document", "source", "corrections", "findings", "values"):
        items = traced[part] if isinstance(traced[part], list) else [traced[part]]
        for number, item in enumerate(items, 1):
            label = f"{part} {number}" if len(items) > 1 else part
            cells = item.get("cells", [])
            lines += [(label, f"cell {place}", cell) for place, cell in enumerate(cells, 1)]
            lines += [
                (label, name, value)
                for name, value in item.items()
                if value is not None and name != "cells"
            ]
    return lines
