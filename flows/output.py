"""Rows on standard output: a table for people, CSV for programs or Excel, JSON for programs.

Text of documents is shown as it stands: never as markup, and never as a control sequence.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

TERMINAL_ROWS = 200

# what spreadsheets take for a formula (full-width signs, too), and for a number, date or time
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_CONVERTED = re.compile(
    r"\s*(?![1-9]\d{0,2}\s*$)(\d[\d.,]*(e[+-]?\d+)?\s*%?|\d{1,4}([-/.:年]\d{1,4}){1,2}([月日]\d{0,2}日?)?)\s*",
    re.IGNORECASE,
)


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    EXCEL = "excel"
    JSON = "json"


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Format) -> None:
    """Write ``rows`` to standard output in ``form``; CSV and JSON row by row, however many."""
    if form is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([plain_text(value) for value in row] for row in rows)
    elif form is Format.EXCEL:
        # without the mark Excel takes UTF-8 for the system's old encoding
        sys.stdout.write("\ufeff")
        excel = csv.writer(sys.stdout, lineterminator="\r\n")
        excel.writerow([excel_text(column) for column in columns])
        excel.writerows([excel_text(value) for value in row] for row in rows)
    elif form is Format.JSON:
        _write_json_rows(_distinct(columns), rows)
    else:
        _write_table(columns, iter(rows))


def write_json(value: Any) -> None:
    """Write one JSON value to standard output, dates and decimals included."""
    json.dump(_jsonable(value), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table on standard output: folded to the terminal's width, or whole in a pipe."""
    kept = list(rows)
    numeric = [_is_numeric([row[place] for row in kept]) for place in range(len(columns))]
    cells = [[_safe(plain_text(value)) for value in row] for row in kept]
    if sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False).print(_folded(columns, cells, numeric))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _aligned(columns, cells, numeric))


def say(words: str) -> None:
    """One line to a person, on standard error, so that it never mixes with data."""
    from rich.console import Console

    Console(stderr=True, highlight=False, soft_wrap=True).print(safe_text(words))


def plain_text(value: Any) -> str:
    """A value as text: nothing for NULL, lists joined by 、, maps as ``key: value``.

    Bytes are hexadecimal digits, intervals as DuckDB writes them.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "、".join(f"{key}: {plain_text(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "、".join(plain_text(item) for item in value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, timedelta):
        return _interval_text(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def excel_text(value: Any) -> str:
    """A value as a spreadsheet keeps it: text that it would compute or convert gets an apostrophe.

    Numbers and dates are themselves; text that looks like one (a code such as 6-01-04) stays text,
    but for numbers below 1,000, which show as they are printed either way.
    """
    text = plain_text(value)
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return text
    return f"'{text}" if _FORMULA.match(text) or _CONVERTED.fullmatch(text) else text


def _interval_text(value: timedelta) -> str:
    """An INTERVAL as DuckDB prints it: ``2 days 03:00:00``, ``-00:05:00``; months are 30 days."""
    sign, size = ("-", -value) if value < timedelta() else ("", value)
    rest = size - timedelta(days=size.days)
    parts = [f"{sign}{size.days} day{'s' * (size.days != 1)}"] if size.days else []
    if rest or not parts:
        hours, _, below = str(rest).partition(":")
        parts.append(f"{sign}{hours:0>2}:{below.rstrip('0') if '.' in below else below}")
    return " ".join(parts)


def safe_text(words: str) -> Text:
    """Text that Rich prints as it is; control and direction characters show as their codes."""
    from rich.text import Text

    return Text(_safe(words))


def _safe(words: str) -> str:
    return "".join(_safe_character(character) for character in words)


def _safe_character(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _is_numeric(values: Sequence[Any]) -> bool:
    """Whether a column holds numbers and nothing else, so that it stands to the right."""
    said = [value for value in values if value is not None]
    return bool(said) and all(isinstance(value, int | float | Decimal) for value in said)


def _folded(columns: Sequence[str], cells: list[list[str]], numeric: Sequence[bool]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column, is_number in zip(columns, numeric, strict=True):
        table.add_column(
            safe_text(column), justify="right" if is_number else "left", overflow="fold"
        )
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _aligned(
    columns: Sequence[str], cells: list[list[str]], numeric: Sequence[bool]
) -> Iterator[str]:
    """One line a row, columns as wide as their widest cell; Chinese characters are two wide."""
    from rich.cells import cell_len

    lines = [[_safe(column) for column in columns]]
    lines += [[cell.replace("\n", "\\n") for cell in row] for row in cells]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        parts = []
        for cell, width, is_number in zip(line, widths, numeric, strict=True):
            space = " " * (width - cell_len(cell))
            parts.append(space + cell if is_number else cell + space)
        yield "  ".join(parts).rstrip()


def _write_table(columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    limit = TERMINAL_ROWS if sys.stdout.isatty() else None
    print_table(columns, islice(rows, limit))
    if limit is not None and next(rows, None) is not None:
        say(f"Only the first {limit:,} rows are shown; --csv and its like write all of them.")


def _write_json_rows(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    before = "[\n"
    for row in rows:
        values = dict(zip(names, row, strict=True))
        sys.stdout.write(before + json.dumps(_jsonable(values), ensure_ascii=False))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _distinct(columns: Sequence[str]) -> list[str]:
    """The column names, a repeated one numbered, so that no value of a JSON object is lost."""
    names: list[str] = []
    for column in columns:
        name, number = column, 1
        while name in names:
            number += 1
            name = f"{column}_{number}"
        names.append(name)
    return names


def _jsonable(value: Any) -> Any:
    """The value in JSON's own types; dates in ISO 8601, what JSON has no number for as null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {plain_text(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return plain_text(value)
