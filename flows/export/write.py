"""One file a table: Parquet for programs, CSV for what reads nothing else."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from flows.export.tables import ExportTable
from flows.looking import rows_of
from flows.output import plain_text

# A spreadsheet runs what begins like the first, and takes the second for a date or a number.
_RUNS = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_DATE = re.compile(r"\s*\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?\s*")
_FIGURES = re.compile(r"\s*[0０][0-9０-９]+\s*|\s*\d{12,}\s*|\d+[eE]\d+")


def write_parquet(connection: duckdb.DuckDBPyConnection, table: ExportTable, path: Path) -> int:
    """Write the table's rows; returns how many."""
    found = connection.sql(table.query).to_arrow_table()
    pq.write_table(found, path, compression="zstd")
    return int(found.num_rows)


def write_csv(connection: duckdb.DuckDBPyConnection, table: ExportTable, path: Path) -> int:
    """Write the table's rows, UTF-8 with a byte order mark; returns how many.

    A text that a spreadsheet would run as a formula, or take for a date or another number, begins
    with an apostrophe.
    """
    connection.execute(table.query)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        count = 0
        for row in rows_of(connection):
            writer.writerow(map(_cell, row))
            count += 1
    return count


def _cell(value: Any) -> str:
    text = plain_text(value)
    if not isinstance(value, str):
        return text
    if _RUNS.match(text) or _DATE.fullmatch(text) or _FIGURES.fullmatch(text):
        return f"'{text}"
    return text
