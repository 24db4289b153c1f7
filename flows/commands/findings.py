"""``training-catalogs findings``: what was noticed about the documents' rows."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from flows.exit_codes import ExitCode
from flows.looking import checked_document, columns_of, near_or_all, rows_of
from flows.options import (
    CsvOption,
    DatabaseOption,
    ExcelOption,
    JsonOption,
    chosen_database,
    chosen_format,
)
from flows.output import say, write_rows
from schemas.vocabulary import FindingRule, Severity

_SQL = """
SELECT f.document_id, f.rule, f.severity, s.part, s.page, f.row_no, f.row_no_end,
       s.line_start AS line, f.printed, f.value, f.message, f.catalog_id, f.entry_id, f.finding_id
FROM audit.finding_shown AS f
LEFT JOIN audit.source_row AS s USING (document_id, row_no)
WHERE ($document IS NULL OR f.document_id = $document)
  AND ($rule IS NULL OR f.rule = $rule)
  AND ($severity IS NULL OR f.severity = $severity)
ORDER BY f.document_id, f.row_no NULLS FIRST, f.rule
"""


def findings(
    document_id: Annotated[
        str | None, typer.Argument(help="Only this document; without it all of them.")
    ] = None,
    *,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="RULE", help="Only findings of this rule.")
    ] = None,
    severity: Annotated[
        str | None,
        typer.Option("--severity", metavar="SEVERITY", help="Only note, warning or error."),
    ] = None,
    database: DatabaseOption = None,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """List what was noticed: gaps and repeats in serials, misprints, repaired cells and so on.

    Examples:

      training-catalogs findings

      training-catalogs findings nantong-2023 --severity warning

      training-catalogs findings --rule serial_gap --csv
    """
    from warehouse.reading import connect

    form = chosen_format(csv=csv, excel=excel, json=json)
    _check(rule, get_args(FindingRule), "rule")
    _check(severity, get_args(Severity), "severity")
    with connect(chosen_database(database)) as connection:
        if document_id is not None:
            checked_document(connection, document_id)
        connection.execute(_SQL, {"document": document_id, "rule": rule, "severity": severity})
        write_rows(columns_of(connection), rows_of(connection), form)


def _check(word: str | None, known: tuple[str, ...], what: str) -> None:
    if word is not None and word not in known:
        say(f"'{word}' is no {what}; {near_or_all(word, known)}")
        raise typer.Exit(ExitCode.USAGE)
