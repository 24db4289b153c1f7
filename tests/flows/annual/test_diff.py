"""``diff``: two editions and two files of the database, column by column."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import build_app
from flows.exit_codes import ExitCode
from tests.samples.warehouse_samples import built, sample

pytestmark = pytest.mark.slow


def diff(*words: str) -> Result:
    return CliRunner().invoke(build_app(), ["diff", *words], env={"COLUMNS": "200"})


def told(*words: str) -> list[tuple[Any, ...]]:
    """Table, change, name, column, before, after of each line."""
    result = diff(*words, "--json")
    lines = json.loads(result.stdout)
    assert result.exit_code == (ExitCode.INCOMPLETE if lines else ExitCode.WELL), result.stderr
    names = ("table", "change", "name", "column", "before", "after")
    return [tuple(line[name] for name in names) for line in lines]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two editions: 焊工 goes, 车工 comes at its code, 电工 has another class, an amount rises."""
    later = sample("aa-2024", ["电工", "车工"], year=2024)
    later.entries[0].subsidy_class = "B"
    later.rates[0].amount_yuan, later.rates[0].amount_printed = Decimal(2100), "2100"
    (row,) = [row for row in later.source_rows if row.row_no == later.rates[0].row_no]
    row.cells = [*row.cells[:-1], "2100"]
    path = tmp_path / "c.duckdb"
    built(path, sample("aa-2023", ["电工", "焊工"]), later).file.rename(path)
    return path


def test_editions_are_compared_column_by_column(database: Path) -> None:
    lines = told("aa-2023", "aa-2024", "--database", str(database))
    assert lines == [
        ("catalog_entry", "changed", "电工", "subsidy_class", "A", "B"),
        ("catalog_entry", "added", "车工", None, None, None),
        ("catalog_entry", "removed", "焊工", None, None, None),
        ("subsidy_rate", "changed", None, "amount_yuan", 2000, 2100),
        ("subsidy_rate", "changed", None, "amount_printed", "2000", "2100"),
    ]
    assert told("aa-2023", "aa-2023", "--database", str(database)) == []


def test_a_row_with_another_code_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    recoded = sample("aa-2024", ["焊工", "电工"], year=2024)
    built(path, sample("aa-2023", ["电工", "焊工"]), recoded).file.rename(path)
    lines = told("aa-2023", "aa-2024", "--database", str(path))
    assert {line[1] for line in lines} == {"changed"}
    assert [line[2:] for line in lines if line[3] == "code"] == [
        ("焊工", "code", "6-31-01-02", "6-31-01-01"),
        ("电工", "code", "6-31-01-01", "6-31-01-02"),
    ]


def test_the_published_file_is_compared_with_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    built(path, sample(names=["电工"])).file.rename(tmp_path / "c.previous.duckdb")
    later = sample(names=["电工", "车工"])
    later.entries[0].industry = "加工维修"
    built(path, later).file.rename(path)
    lines = told("--database", str(path))
    assert ("catalog_entry", "changed", "电工", "industry", None, "加工维修") in lines
    assert ("catalog_entry", "added", "车工", None, None, None) in lines
    assert {line[0] for line in lines} == {"catalog", "catalog_entry"}
    same = diff(str(path), str(path))
    assert (same.exit_code, same.stdout) == (ExitCode.WELL, "")
    assert "do not differ" in same.stderr


def test_csv_has_a_header_and_a_line_a_difference(database: Path) -> None:
    result = diff("aa-2023", "aa-2024", "--database", str(database), "--csv")
    lines = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [line["change"] for line in lines] == ["changed", "added", "removed", *["changed"] * 2]


def test_what_cannot_be_compared_is_told(tmp_path: Path, database: Path) -> None:
    where = ["--database", str(database)]
    unknown = diff("aa-2023", "aa-2025", *where)
    assert (unknown.exit_code, "aa-2024" in unknown.stderr) == (ExitCode.USAGE, True)
    assert diff("aa-2023", *where).exit_code == ExitCode.USAGE
    first = diff(*where)
    assert (first.exit_code, "c.previous.duckdb" in first.stderr) == (ExitCode.NOTHING, True)
    (tmp_path / "x.duckdb").write_text("notes", "utf-8")
    damaged = diff(str(tmp_path / "x.duckdb"), str(database))
    assert (damaged.exit_code, "x.duckdb" in damaged.stderr) == (ExitCode.NOTHING, True)
