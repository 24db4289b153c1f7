"""What a run reports as different from the file published before."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.samples.warehouse_samples import built, sample
from warehouse.changes import DocumentChange, changes

pytestmark = pytest.mark.slow


def differing(now: Path, before: Path | None) -> list[DocumentChange]:
    with duckdb.connect() as connection:
        for name, file in (("built", now), ("before", before)):
            if file is not None:
                connection.execute(f"ATTACH '{file}' AS {name} (READ_ONLY)")
        return changes(connection, before is not None)


def test_without_a_file_before_all_is_new(tmp_path: Path) -> None:
    file = built(tmp_path / "c.duckdb", sample()).file
    assert differing(file, None) == [DocumentChange("aa-2023", "added", 2, 0, 0, 4, 0, 0)]


def test_equal_contents_differ_in_nothing(tmp_path: Path) -> None:
    files = [built(tmp_path / "c.duckdb", sample()).file for _ in range(2)]
    assert differing(files[0], files[1]) == []


def test_rows_are_paired_though_others_come_and_go(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    before = built(database, sample(names=["电工", "焊工"]), sample("old-2022", series="old")).file
    later = sample(names=["电工", "车工"])
    later.entries[0].subsidy_class = "B"
    later.rates[1].amount_yuan = Decimal(1600)
    later.rates[1].amount_printed = "1600"
    now = built(database, later, sample("new-2024", series="new")).file
    assert differing(now, before) == [
        DocumentChange("aa-2023", "kept", 1, 1, 1, 0, 0, 1),
        DocumentChange("new-2024", "added", 2, 0, 0, 4, 0, 0),
        DocumentChange("old-2022", "removed", 0, 2, 0, 0, 4, 0),
    ]


def test_a_row_that_only_moved_is_not_changed(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    before = built(database, sample(names=["电工"])).file
    later = sample(names=["电工"])
    first = later.catalogs[0]
    later.entry(first, "车工", "6-31-01-09", ["车工", "6-31-01-09"])
    later.entries[0].ordinal, later.entries[1].ordinal = 2, 1
    assert differing(built(database, later).file, before) == [
        DocumentChange("aa-2023", "kept", 1, 0, 0, 0, 0, 0)
    ]


def test_a_file_of_an_older_program_is_compared_by_what_both_have(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    before, now = (built(database, sample()).file for _ in range(2))
    with duckdb.connect(before) as connection:
        connection.execute("ALTER TABLE main.catalog_entry DROP COLUMN inherited_columns")
    assert differing(now, before) == []
