"""The built file: the same whatever the order of stages, described throughout, proven whole."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.base import columns
from schemas.errors import ConservationError, WarehouseError
from schemas.registry import TABLES
from tests.samples.warehouse_samples import NOW, RUN, built, ingredients, sample, staged
from warehouse.build import build
from warehouse.stage import Stage

pytestmark = pytest.mark.slow


def contents(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the file's own order."""
    with duckdb.connect(file, read_only=True) as connection:
        return {
            spec.full_name: connection.execute(f"FROM {spec.full_name}").fetchall()
            for spec in TABLES
        }


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Stage]]:
    database = tmp_path_factory.mktemp("build") / "c.duckdb"
    samples = [sample(f"{name}-2023", ["电工", name], series=name) for name in ("aa", "bb", "cc")]
    return database, [staged(database, made) for made in samples]


@settings(max_examples=5)
@given(order=st.permutations(range(3)))
def test_the_order_of_stages_changes_nothing(
    three: tuple[Path, list[Stage]], order: list[int]
) -> None:
    database, stages = three
    one = build(database, ingredients(stages))
    other = build(database, ingredients([stages[number] for number in order]))
    assert contents(one.file) == contents(other.file)
    for summary in (one, other):
        summary.file.unlink()


def test_tables_and_comments_are_those_of_the_models(three: tuple[Path, list[Stage]]) -> None:
    database, stages = three
    file = build(database, ingredients(stages)).file
    with duckdb.connect(file, read_only=True) as connection:
        for spec in TABLES:
            found = connection.execute(
                "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()"
                " WHERE schema_name = ? AND table_name = ? ORDER BY column_index",
                [spec.schema, spec.name],
            ).fetchall()
            assert found == [
                (column.name, column.duckdb_type, column.nullable, column.comment)
                for column in columns(spec)
            ]
        bare = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
            " AND coalesce(comment, '') = ''"
            " UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE NOT internal"
            " AND coalesce(comment, '') = ''"
        ).fetchall()
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE path IS NOT NULL")
        (storage,) = tags.fetchone() or ({},)
    assert bare == []
    assert storage["storage_version"].startswith("v1.4.0")


def test_coded_words_are_checked_by_the_file_itself(three: tuple[Path, list[Stage]]) -> None:
    database, stages = three
    file = build(database, ingredients(stages)).file
    with duckdb.connect(file) as connection:
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("UPDATE main.catalog SET kind = 'odd'")
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("UPDATE main.subsidy_rate SET subsidy_kinds = ['odd']")


def test_runs_are_carried_over(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    first = built(database, sample())
    later = RUN | {"run_id": "run-2", "started_at": NOW + timedelta(days=1)}
    made_of = ingredients([staged(database, sample())], previous=first.file, run=later)
    runs = contents(build(database, made_of).file)["audit.run"]
    assert [run[0] for run in runs] == ["run-1", "run-2"]


def test_a_file_before_that_is_no_warehouse_is_named(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    stage = staged(database, sample())
    database.write_text("my notes", "utf-8")
    with pytest.raises(WarehouseError, match=r"c\.duckdb is in use .* or no database of this one"):
        build(database, ingredients([stage], previous=database))
    assert database.read_text("utf-8") == "my notes"
    assert not list(tmp_path.glob(".tmp-*"))


def test_a_stage_of_an_older_program_still_loads(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    stage = staged(database, sample())
    document = {name: value for name, value in stage.document.items() if name != "stage_key"}
    older = replace(stage, row=json.dumps(document | {"forgotten": "x"}).encode())
    rows = contents(build(database, ingredients([older])).file)["main.document"]
    assert rows[0][0] == "aa-2023"
    assert rows[0][-1] is None


def test_a_stage_that_lost_a_row_stops_the_build(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    stage = staged(database, sample())
    rates = pq.read_table(stage.parquet("subsidy_rate"))
    pq.write_table(rates.slice(1), stage.parquet("subsidy_rate"))
    with pytest.raises(ConservationError, match=r"aa-2023\.txt, page 1, row 5: it names"):
        build(database, ingredients([stage]))
    assert not list(tmp_path.glob(".tmp-*"))


def test_a_key_that_stands_twice_stops_the_build(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    stage = staged(database, sample())
    with pytest.raises(WarehouseError, match=r"main\.document holds a key twice: aa-2023"):
        build(database, ingredients([stage, stage]))


def test_a_region_that_is_none_stops_the_build(tmp_path: Path) -> None:
    made = sample()
    made.extra["region_adcode"] = "999999"
    with pytest.raises(WarehouseError, match="document leads to no region: 999999"):
        built(tmp_path / "c.duckdb", made)


def test_nothing_is_built_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no stage"):
        build(tmp_path / "c.duckdb", ingredients([]))


def test_a_stage_that_went_missing_is_named(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    stage = staged(database, sample())
    shutil.rmtree(stage.folder)
    with pytest.raises(WarehouseError, match="loading the stages"):
        build(database, ingredients([stage]))
    assert not list(tmp_path.glob(".tmp-*"))


def test_a_name_with_quotes_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's; DROP"
    folder.mkdir()
    database = folder / "c'.duckdb"
    summary = built(database, replace(sample("o'neil-2023")))
    assert summary.rows["main.document"] == 1
    assert json.dumps(str(summary.file))
