"""``training-catalogs query``: SQL on the published database."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.exit_codes import ExitCode
from flows.looking import columns_of, rows_of
from flows.options import (
    CsvOption,
    DatabaseOption,
    ExcelOption,
    JsonOption,
    chosen_database,
    chosen_format,
)
from flows.output import say, write_rows


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT in DuckDB's SQL.")],
    database: DatabaseOption = None,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Ask the database a question in SQL; nothing can be changed.

    Lists are joined by 、 in tables and CSV, and stay lists in JSON.

    Examples:

      training-catalogs query "SELECT name, code FROM catalog_entry WHERE is_shortage LIMIT 5"

      training-catalogs query "FROM entry_subsidy WHERE name = '电工'" --csv > rates.csv

      training-catalogs query "SHOW ALL TABLES" --json
    """
    import duckdb

    from warehouse.reading import connect, is_damage

    form = chosen_format(csv=csv, excel=excel, json=json)
    with connect(chosen_database(database)) as connection:
        try:
            statements = connection.extract_statements(sql)
            if len(statements) > 1:
                say(f"These are {len(statements)} statements; ask one at a time.")
                raise typer.Exit(ExitCode.USAGE)
            connection.execute(sql)
            if connection.description is None:
                say("The query gives no rows; write a SELECT.")
                raise typer.Exit(ExitCode.USAGE)
            write_rows(columns_of(connection), rows_of(connection), form)
        except duckdb.Error as error:
            if is_damage(error):
                raise
            # without DuckDB's picture of the query
            words = " ".join(str(error).split("\n\nLINE ")[0].split())
            say(words if words.endswith(("?", "!")) else f"{words}; mend the query.")
            raise typer.Exit(ExitCode.USAGE) from error
