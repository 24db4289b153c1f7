"""One file a table: Parquet for programs, CSV for what reads nothing else."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from flows.export.tables import ExportTable
from flows.looking import rows_of
from flows.output import excel_text


def write_parquet(connection: duckdb.DuckDBPyConnection, table: ExportTable, path: Path) -> int:
    """Write the table's rows; returns how many."""
    found = connection.sql(table.query).to_arrow_table()
    pq.write_table(found, path, compression="zstd")
    return int(found.num_rows)


def write_csv(connection: duckdb.DuckDBPyConnection, table: ExportTable, path: Path) -> int:
    """Write the table's rows, UTF-8 with a byte order mark; returns how many.

    A text that a spreadsheet would run, or take for a number or a date, begins with an apostrophe.
    """
    connection.execute(table.query)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        count = 0
        for row in rows_of(connection):
            writer.writerow(map(excel_text, row))
            count += 1
    return count
