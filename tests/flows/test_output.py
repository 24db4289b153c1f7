"""Rows as a table, CSV and JSON: whole, and never more than text."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from flows.output import Format, plain_text, safe_text, write_json, write_rows

COLUMNS = ["name", "marks", "amount", "day", "other"]
ROWS = [
    ("电工[bold red]", ["L", "S"], Decimal("2000.00"), date(2023, 9, 18), {"等级": "A"}),
    ('a,b\n"c"', [], None, None, {}),
]


def test_csv_reads_back_with_lists_joined(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(COLUMNS, ROWS, Format.CSV)
    lines = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert lines == [
        COLUMNS,
        ["电工[bold red]", "L、S", "2000.00", "2023-09-18", "等级: A"],
        ['a,b\n"c"', "", "", "", ""],
    ]


def test_a_spreadsheet_keeps_text_and_computes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", '=HYPERLINK("x")']
    converted = [
        "6-01-04",
        "1-2",
        "007",
        "320600",
        "1200",
        "123456789012345678",
        "1e5",
        "3/4",
        "50%",
        "12:30",
    ]
    converted += ["2023年9月18日", "1,000"]
    plain = [
        "4-02-06-05",
        "6-24-03-01-11",
        "4-04-05-Z1",
        "电工",
        "A+",
        "1年",
        "",
        "5",
        "104",
        "2160元/人",
    ]
    values = [-5, Decimal("-1.50"), date(2023, 9, 18), True, None]
    write_rows(
        ["=a", "b"],
        [(each, 1) for each in (*formulas, *converted, *plain, *values)],
        Format.EXCEL,
    )
    out = capsys.readouterr().out
    assert out.startswith("\ufeff'=a,b\r\n")
    lines = [line[0] for line in csv.reader(io.StringIO(out[1:], newline=""))][1:]
    assert lines == [
        *(f"'{each}" for each in (*formulas, *converted)),
        *plain,
        *("-5", "-1.50", "2023-09-18", "true", ""),
    ]


def test_json_keeps_lists_numbers_and_nulls(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(COLUMNS, ROWS, Format.JSON)
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "name": "电工[bold red]",
        "marks": ["L", "S"],
        "amount": 2000,
        "day": "2023-09-18",
        "other": {"等级": "A"},
    }
    assert second["amount"] is None


def test_json_of_no_rows_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(COLUMNS, [], Format.JSON)
    assert json.loads(capsys.readouterr().out) == []


def test_json_keeps_both_of_two_columns_of_one_name(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(["a", "a"], [(1, 2)], Format.JSON)
    assert json.loads(capsys.readouterr().out) == [{"a": 1, "a_2": 2}]


def test_json_of_what_sql_can_give_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    write_json([float("nan"), float("inf"), Decimal("1.5"), datetime(2023, 1, 2, 3, 4), b"x"])
    values = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert values == [None, None, 1.5, "2023-01-02T03:04:00", "78"]


def test_a_table_shows_brackets_and_long_cells_whole(capsys: pytest.CaptureFixture[str]) -> None:
    long = "职" * 300
    write_rows(["name", "[x]"], [(long, "[red]a[/red]")], Format.TABLE)
    shown = capsys.readouterr().out
    assert long in shown
    assert "[red]a[/red]" in shown
    assert "[x]" in shown


@pytest.mark.parametrize("hidden", ["\x1b[2J", "\u202e", "\x07", "\r", "\ud800"])
def test_a_table_shows_control_characters_as_codes(hidden: str) -> None:
    assert safe_text(f"a{hidden}b").plain.isprintable()
    assert safe_text(f"a{hidden}b").plain != f"a{hidden}b"


def test_ideographic_spaces_stay() -> None:
    assert safe_text("电\u3000工").plain == "电\u3000工"


def test_truth_is_spelled_as_in_sql() -> None:
    assert (plain_text(True), plain_text(None)) == ("true", "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (timedelta(), "00:00:00"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=32, hours=3), "32 days 03:00:00"),
        (timedelta(minutes=-5), "-00:05:00"),
        (timedelta(days=-2, seconds=-3.5), "-2 days -00:00:03.5"),
    ],
)
def test_intervals_are_written_as_duckdb_writes_them(value: timedelta, text: str) -> None:
    assert plain_text(value) == text


def test_bytes_and_intervals_in_json_are_text(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(["b", "i"], [(b"\xaaA", [timedelta(hours=1)])], Format.JSON)
    assert json.loads(capsys.readouterr().out) == [{"b": "aa41", "i": ["01:00:00"]}]
