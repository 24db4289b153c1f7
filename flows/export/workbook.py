"""One workbook with a sheet a table, and a sheet 说明 that tells what stands in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from rich.cells import cell_len
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.export.tables import ExportTable
from flows.looking import rows_of
from flows.output import plain_text
from schemas.errors import CatalogError
from schemas.start_here import STEPS, WARNINGS

NOTES_SHEET = "说明"
_ROWS_MOST = 1_048_576
_CHARACTERS_MOST = 32_767
_NAME_MOST = 31
_CUT = "……［截断］"
_NARROWEST, _WIDEST = 6, 48
_MEASURED = 500
_DATE_FORMAT = "yyyy-mm-dd"
_MOMENT_FORMAT = "yyyy-mm-dd hh:mm:ss"


def write_workbook(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[ExportTable],
    path: Path,
    built_at: datetime,
    on_table: Callable[[str], None],
) -> tuple[dict[str, int], int]:
    """Write every table as a sheet; returns the rows of each and how many cells were cut.

    Every text is a text cell, codes and what begins like a formula too. ``on_table`` is called with
    each table's name before it is written. Raises CatalogError for a table that has more rows than
    a sheet.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": _DATE_FORMAT,
    }
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": built_at, "title": "training-catalogs"})
        styles = _Styles(book)
        notes = book.add_worksheet(NOTES_SHEET)
        counts: dict[str, int] = {}
        cut = 0
        for table in tables:
            on_table(table.file_stem)
            sheet = book.add_worksheet(_sheet_name(table))
            counts[table.file_stem], cut_here = _fill(connection, sheet, table, styles)
            cut += cut_here
        _describe(notes, tables, counts, styles)
    return counts, cut


class _Styles:
    """The formats of the cells of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        top = {"valign": "top"}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "top", "num_format": "@"}
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format({"text_wrap": True, "num_format": "@"} | top)
        self.of_kind = {
            "string": book.add_format({"num_format": "@"} | top),
            "integer": book.add_format({"num_format": "0"} | top),
            "number": book.add_format({"num_format": "0.00##"} | top),
            "boolean": book.add_format(top),
            "date": book.add_format({"num_format": _DATE_FORMAT, "align": "left"} | top),
            "datetime": book.add_format({"num_format": _MOMENT_FORMAT, "align": "left"} | top),
        }


def _sheet_name(table: ExportTable) -> str:
    if len(table.file_stem) > _NAME_MOST:
        raise CatalogError(
            f"The name {table.file_stem} is too long for a sheet; leave the table out with"
            " --tables, or export it as parquet or csv."
        )
    return table.file_stem


def _fill(
    connection: duckdb.DuckDBPyConnection, sheet: Worksheet, table: ExportTable, styles: _Styles
) -> tuple[int, int]:
    """Write the rows of a table below its frozen header; returns how many, and the cells cut."""
    formats = [styles.of_kind[column.kind] for column in table.columns]
    widths = [cell_len(column.name) + 3 for column in table.columns]
    count = cut = 0
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, styles.head)
    connection.execute(table.query)
    for count, row in enumerate(rows_of(connection), 1):
        if count >= _ROWS_MOST:
            raise CatalogError(
                f"{table.file_stem} has more rows than a sheet; export it as parquet or csv."
            )
        for place, value in enumerate(row):
            if value is not None:
                cut += _write(sheet, count, place, value, formats[place])
                if count <= _MEASURED:
                    widths[place] = max(widths[place], cell_len(plain_text(value)) + 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST), formats[place])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(table.columns) - 1)
    return count, cut


def _write(sheet: Worksheet, row: int, place: int, value: Any, style: Format) -> bool:
    """Write one value as what it is; returns whether its text was too long and is cut."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, style)
    elif isinstance(value, int | Decimal) or (isinstance(value, float) and math.isfinite(value)):
        sheet.write_number(row, place, float(value), style)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), style)
    else:
        text = plain_text(value)
        if len(text) > _CHARACTERS_MOST:
            sheet.write_string(row, place, text[: _CHARACTERS_MOST - len(_CUT)] + _CUT, style)
            return True
        sheet.write_string(row, place, text, style)
    return False


def _describe(
    sheet: Worksheet, tables: Sequence[ExportTable], counts: dict[str, int], styles: _Styles
) -> None:
    """Fill the sheet 说明: where to start, then the dictionary of every column there is."""
    sheet.write_string(0, 0, "职业培训补贴目录 Catalogs of subsidized training", styles.title)
    row = 1
    for en, zh in (*STEPS, *WARNINGS):
        row += 1
        sheet.write_string(row, 0, zh)
        sheet.write_string(row, 4, en)
    row += 2
    head = (
        "工作表 sheet",
        "行数 rows",
        "列 column",
        "类型 type",
        "含义",
        "meaning",
        "示例 example",
    )
    for place, words in enumerate(head):
        sheet.write_string(row, place, words, styles.head)
    first = row
    for table in tables:
        row += 1
        sheet.write_url(row, 0, f"internal:'{table.file_stem}'!A1", string=table.file_stem)
        sheet.write_number(row, 1, counts[table.file_stem])
        sheet.write_string(row, 4, table.zh, styles.wrapped)
        sheet.write_string(row, 5, table.en, styles.wrapped)
        for column in table.columns:
            row += 1
            words_of = (table.file_stem, "", column.name, column.kind, column.zh, column.en)
            for place, words in enumerate((*words_of, column.example or "")):
                if words:
                    sheet.write_string(row, place, words, styles.wrapped)
    sheet.autofilter(first, 0, row, len(head) - 1)
    for place, width in enumerate((30, 10, 26, 10, 50, 60, 30)):
        sheet.set_column(place, place, width)
