"""Spreadsheets saved as text: a record a row, a separator between its cells, quotes around some.

Such a file has as many cells in each row, blank ones included, its titles among them; but for tabs,
titles and notes may be a cell alone, and rows lack their last blanks. A capture whose tables alone
have tabs is read as plain text. Quotes are those of RFC 4180: a quoted cell may hold the separator,
line ends and doubled quotes.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from extractors.document import Cell, Document, Position, ReaderNote, Row, Table
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.text.read import ascii_beginning, clean_lines, decode
from schemas.errors import ReadError

MEDIA_TYPE = "text/csv"
_SEPARATORS = ",\t;|"
_WIDE_COMMA = "，"
"""The comma of Chinese text, which nothing but rows that begin with their number tells apart."""
_WIDE_COMMAS = [_WIDE_COMMA.encode(name) for name in ("utf-8", "gb18030", "utf-16-le", "big5")]
_KEPT_AS_TEXT = re.compile('="([^"]*)"')
_ROW_OF_WORDS = re.compile(r"\s*[\d-]+[ \t]+\S+[ \t]+\S")
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
# a notice of some pages may stand above the first row
_BEGINNING = 65_536


def separator_of(data: bytes) -> str | None:
    """The sign between the cells of a file's rows by its beginning, None where it has no rows."""
    beginning = _plain(ascii_beginning(data, _BEGINNING))
    lines = beginning.split("\n")
    cut = len(data) > _BEGINNING
    for separator in filter(beginning.__contains__, _SEPARATORS):
        rows = _begun(lines, separator, cut)
        if _are_rows([len(row) for row in rows], separator) and not _of_words(rows):
            return separator
    if not any(comma in data[:_BEGINNING] for comma in _WIDE_COMMAS):
        return None
    rows = _begun(_decoded_beginning(data), _WIDE_COMMA, cut)
    numbered = sum(len(row) >= _FEWEST_CELLS and row[0].strip().isdigit() for row in rows)
    wide = sum(sum(map(bool, row)) > 1 for row in rows)
    is_table = _are_rows([len(row) for row in rows], _WIDE_COMMA) and 2 * numbered >= wide
    return _WIDE_COMMA if is_table else None


def _of_words(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most of what would be first cells are rows of words: 1 6-31-01-03 电工 五级1000元."""
    firsts = [row[0] for row in rows if len(row) >= _FEWEST_CELLS]
    return 2 * sum(_ROW_OF_WORDS.match(text) is not None for text in firsts) > len(firsts)


def _begun(lines: Sequence[str], separator: str, cut: bool) -> list[list[str]]:
    """The records at the beginning of a file, without the last where more follows."""
    rows: list[list[str]] = []
    # rows above a quote that does not match tell enough: reading will say where it stands
    with suppress(csv.Error):
        rows += (row for _first, _last, row in _records(lines, separator) if row)
    return rows[:-1] if cut else rows


def _decoded_beginning(data: bytes) -> list[str]:
    """The lines at the beginning of a file; none where its beginning alone cannot be decoded."""
    begun = data[:_BEGINNING]
    if len(data) > _BEGINNING:
        begun = begun[: begun.rfind(b"\n") + 1]
    try:
        return _plain(decode(begun)).split("\n")
    except ReadError:
        return []


def _are_rows(widths: Sequence[int], separator: str) -> bool:
    """Whether records of so many cells are rows of one table, or of tables and lines beside them.

    The lines have a cell, and what few others there are lack their row's last blanks.
    """
    wide = Counter(each for each in widths if each >= _FEWEST_CELLS)
    if len(set(widths)) == 1:
        return wide.total() >= _FEWEST_ROWS
    usual = sum(count for _, count in wide.most_common(2))
    alone = widths.count(1)
    few = usual <= _FEWEST_ROWS or usual * 10 < alone
    return separator != "\t" and not few and usual * 4 >= (len(widths) - alone) * 3


def read_delimited(data: bytes, limits: Limits) -> Document:
    """One table: a row a record, empty ones left out. A ``Position`` names its lines in the file.

    Raises ReadError where the bytes are in no known encoding, a quote is never closed or stands
    where none may, or the file holds more than the limits allow.
    """
    if len(data) > limits.text_bytes:
        raise ReadError(beyond("holds more bytes of text", "text_bytes", len(data)))
    notes: list[ReaderNote] = []
    records: list[tuple[Position, list[str]]] = []
    tally = Tally(limits)
    line = 0
    lines = clean_lines(_plain(decode(data)), notes)
    try:
        separator = separator_of(data) or ","
        for first, line, record in _records(lines, separator):
            tally.columns(len(record), f"line {first}")
            tally.cells(len(record))
            if any(text.strip() for text in record):
                position = Position(None, first, line, table_no=1, table_row=len(records) + 1)
                records.append((position, record))
                tally.line("".join(record))
    except csv.Error as error:
        raise ReadError(
            f"cannot be read as a table of separated values below line {line} ({error}): open it "
            "in Excel or WPS, see to its quotes, and save it as .xlsx"
        ) from error
    if not records:
        raise ReadError("holds no text: get the file from its publisher again")
    width = max(len(record) for _, record in records)
    tally.cells(sum(width - len(record) for _, record in records))
    rows = (
        Row(
            tuple(map(_cell, [*record, *[""] * (width - len(record))])),
            position,
            may_part_figures=separator in (",", _WIDE_COMMA),
        )
        for position, record in records
    )
    return Document((Table(tuple(rows)),), MEDIA_TYPE, notes=tuple(notes))


def _cell(text: str) -> Cell:
    """A cell; ="6-31-01-03" is how a program keeps a spreadsheet from reading a code as a date."""
    kept = _KEPT_AS_TEXT.fullmatch(text.strip())
    return Cell(kept[1] if kept else text.strip())


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
