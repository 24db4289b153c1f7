"""Documents that lack what the edition before had are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples.warehouse_samples import Sample, built, sample
from warehouse.reading import connect, fetch

pytestmark = pytest.mark.slow

MANY = [f"第{number}工" for number in range(20)]


def told(database: Path, *samples: Sample) -> list[tuple[str, str]]:
    built(database, *samples).file.rename(database)
    with connect(database) as connection:
        rule = "rule = 'list_missing' AND severity = 'warning' AND message_zh IS NOT NULL"
        query = f"SELECT document_id, message FROM audit.finding WHERE {rule}"  # noqa: S608
        return fetch(connection, query).rows


def without_rates(made: Sample) -> Sample:
    number = made.catalogs.pop().catalog_id
    made.rates = [rate for rate in made.rates if rate.catalog_id != number]
    made.source_rows = [row for row in made.source_rows if row.role != "rate"]
    return made


def test_a_list_gone_or_a_tenth_shorter_than_in_the_edition_before_is_told(tmp_path: Path) -> None:
    found = told(
        tmp_path / "c.duckdb",
        sample("aa", MANY, year=None),
        sample("aa-2023", MANY[:19], year=2023),
        without_rates(sample("aa-2024", MANY[:17], year=2024)),
        sample("bb-2024", MANY[:2], series="bb", year=2024),
    )
    assert found == [
        (
            "aa-2024",
            "职业技能培训目录 (rates) has 0 rows of the 0 in aa-2023: the list is missing; "
            "职业技能培训目录 (subsidized) has 17 rows of the 19 in aa-2023",
        )
    ]


def test_an_edition_is_all_of_its_documents_in_force(tmp_path: Path) -> None:
    second = sample("aa-2024-2", MANY[10:], year=2024)
    second.extra = {"batch": 2}
    first = without_rates(sample("aa-2024", MANY[:10], year=2024))
    assert told(tmp_path / "c.duckdb", sample("aa-2023", MANY, year=2023), first, second) == []
    renewed = sample("aa-2024-new", MANY, year=2024)
    renewed.extra = {"supersedes": "aa-2024"}
    assert told(tmp_path / "d.duckdb", sample("aa-2023", MANY, year=2023), first, renewed) == []
