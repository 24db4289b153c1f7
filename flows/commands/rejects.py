"""``training-catalogs rejects``: printed rows that were not loaded."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.looking import checked_document, columns_of, rows_of
from flows.options import (
    CsvOption,
    DatabaseOption,
    ExcelOption,
    JsonOption,
    chosen_database,
    chosen_format,
)
from flows.output import write_rows

_SQL = """
SELECT r.document_id, r.row_no, s.part, s.page, s.table_no, s.table_row, s.line_start, s.line_end,
       r.reasons, r.cells, r.model
FROM audit.rejected_row AS r
LEFT JOIN audit.source_row AS s USING (document_id, row_no)
WHERE $document IS NULL OR r.document_id = $document
ORDER BY r.document_id, r.row_no
"""


def rejects(
    document_id: Annotated[
        str | None, typer.Argument(help="Only this document; without it all of them.")
    ] = None,
    database: DatabaseOption = None,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """List the printed rows that could not be loaded, each whole and with every reason.

    Examples:

      training-catalogs rejects

      training-catalogs rejects nantong-2023 --json
    """
    from warehouse.reading import connect

    form = chosen_format(csv=csv, excel=excel, json=json)
    with connect(chosen_database(database)) as connection:
        if document_id is not None:
            checked_document(connection, document_id)
        connection.execute(_SQL, {"document": document_id})
        write_rows(columns_of(connection), rows_of(connection), form)
