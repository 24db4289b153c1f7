"""Spreadsheets saved as text: a record a row, commas or tabs between its cells, quotes around some.

Such a file has as many cells in each row, blank ones included, its titles among them; a capture
whose tables alone have tabs is read as plain text. Quotes are those of RFC 4180: a quoted cell may
hold the separator, line ends and doubled quotes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from extractors.document import Cell, Document, Position, ReaderNote, Row, Table
from extractors.readers.archive import beyond
from extractors.readers.limits import Limits
from extractors.readers.text import BEGINNING, ascii_beginning, clean_lines, decode
from schemas.errors import ReadError

MEDIA_TYPE = "text/csv"
_SEPARATORS = ",\t"
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2


def separator_of(data: bytes) -> str | None:
    """The sign between the cells of a file's rows by its beginning, None where it has no rows."""
    lines = _plain(ascii_beginning(data)).split("\n")
    cut = len(data) > BEGINNING
    for separator in _SEPARATORS:
        widths: list[int] = []
        try:
            for _first, _last, row in _records(lines, separator):
                widths += [len(row)] if row else []
        except csv.Error:
            if not cut:
                continue
        whole = widths[:-1] if cut else widths
        if len(whole) >= _FEWEST_ROWS and len(set(whole)) == 1 and whole[0] >= _FEWEST_CELLS:
            return separator
    return None


def read_delimited(data: bytes, limits: Limits) -> Document:
    """One table: a row a record, empty ones left out. A ``Position`` names its lines in the file.

    Raises ReadError where the bytes are in no known encoding, a quote is never closed or stands
    where none may, or the file holds more than the limits allow.
    """
    if len(data) > limits.text_bytes:
        raise ReadError(beyond("holds more bytes of text", "text_bytes", len(data)))
    notes: list[ReaderNote] = []
    rows: list[Row] = []
    cells = line = 0
    lines = clean_lines(_plain(decode(data)), notes)
    try:
        for first, line, record in _records(lines, separator_of(data) or ","):
            cells += len(record)
            for what, limit, value in (
                ("holds more cells in one row", "table_columns", len(record)),
                ("holds more cells", "cells", cells),
                ("holds more rows", "lines", len(rows) + 1),
            ):
                if value > getattr(limits, limit):
                    raise ReadError(beyond(what, limit, value))
            if any(text.strip() for text in record):
                position = Position(None, first, line, table_no=1, table_row=len(rows) + 1)
                rows.append(Row(tuple(Cell(text.strip()) for text in record), position))
    except csv.Error as error:
        raise ReadError(
            f"cannot be read as a table of separated values below line {line} ({error}): open it "
            "in Excel or WPS, see to its quotes, and save it as .xlsx"
        ) from error
    if not rows:
        raise ReadError("holds no text: get the file from its publisher again")
    return Document((Table(tuple(rows)),), MEDIA_TYPE, notes=tuple(notes))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _records(lines: Iterable[str], separator: str) -> Iterator[tuple[int, int, list[str]]]:
    """Each record with its first and last line, from 1. Raises csv.Error for quotes that are none.

    What stands behind a closing quote is an error, and so is a quote that the file never closes.
    """
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    first = 1
    for record in reader:
        yield first, reader.line_num, record
        first = reader.line_num + 1
