"""``training-catalogs status``: what the published database holds, and from which run."""

from __future__ import annotations

from flows.looking import columns_of, rows_of
from flows.options import (
    CsvOption,
    DatabaseOption,
    ExcelOption,
    JsonOption,
    chosen_database,
    chosen_format,
)
from flows.output import Format, say, write_json, write_rows
from flows.paths import shown

_FILES = """
SELECT f.file_name, f.status, q.review_status, q.rows_printed, q.rows_loaded, q.rows_rejected,
       shown.notes, shown.warnings, shown.errors, coalesce(f.reason, shown.generic) AS reason,
       f.sha256
FROM audit.source_file AS f
LEFT JOIN data_quality AS q USING (file_name)
LEFT JOIN (
    SELECT document.document_id,
        count(*) FILTER (severity = 'note') AS notes,
        count(*) FILTER (severity = 'warning') AS warnings,
        count(*) FILTER (severity = 'error') AS errors,
        max(message) FILTER (rule = 'read_without_module') AS generic
    FROM document
    LEFT JOIN audit.finding_shown USING (document_id)
    GROUP BY document_id
) AS shown USING (document_id)
ORDER BY f.file_name
"""


def status(
    database: DatabaseOption = None,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Show each file of the last run, how it went, and what of it the database holds.

    Examples:

      training-catalogs status

      training-catalogs status --database copy.duckdb --json
    """
    from warehouse.reading import connect

    form = chosen_format(csv=csv, excel=excel, json=json)
    path = chosen_database(database)
    with connect(path) as connection:
        connection.execute("FROM audit.build_info")
        built = dict(zip(columns_of(connection), next(rows_of(connection)), strict=True))
        connection.execute(_FILES)
        columns = columns_of(connection)
        if form is Format.JSON:
            files = [dict(zip(columns, row, strict=True)) for row in rows_of(connection)]
            write_json({"build": built, "files": files})
            return
        if form is Format.TABLE:
            say(
                f"{shown(path)}: built {built['built_at']:%Y-%m-%d %H:%M} by version "
                f"{built['pipeline_version']}, schema {built['schema_version']}."
            )
            # the checksum is for programs: it is as long as all the rest of the line
            write_rows(columns[:-1], (row[:-1] for row in rows_of(connection)), form)
        else:
            write_rows(columns, rows_of(connection), form)
