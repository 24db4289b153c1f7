"""Batches and re-issues: what supplements removes nothing, what is superseded is not in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.samples.warehouse_samples import Sample, built, sample
from warehouse.reading import connect, fetch

pytestmark = pytest.mark.slow

COUNTING = (
    "entry_detail",
    "entry_subsidy",
    "entry_hours",
    "subsidy_by_level",
    "overview",
    "edition",
    "edition_fit",
)


def made(document_id: str, names: list[str], year: int | None = 2024, **extra: Any) -> Sample:
    found = sample(document_id, names, year=year)
    found.extra = extra
    return found


def answers(database: Path, samples: list[Sample], *queries: str) -> list[list[tuple[Any, ...]]]:
    built(database, *samples).file.rename(database)
    with connect(database) as connection:
        return [fetch(connection, query).rows for query in queries]


def test_a_second_batch_adds_and_removes_nothing(tmp_path: Path) -> None:
    samples = [
        sample("aa-2023", ["电工", "焊工"]),
        made("aa-2024", ["电工", "焊工"]),
        made("aa-2024-b2", ["车工"], batch=2),
        made("aa-2024-more", ["铣工"], title="职业技能培训目录（增补）"),
    ]
    supplements, change, offer = answers(
        tmp_path / "c.duckdb",
        samples,
        "SELECT document_id FROM document WHERE supplements = 'aa-2024' ORDER BY 1",
        "SELECT change, name, document_id_before, document_id_after FROM catalog_change "
        "WHERE change IN ('added', 'removed') ORDER BY name",
        "SELECT count(DISTINCT document_id) FROM entry_detail WHERE year = 2024",
    )
    assert supplements == [("aa-2024-b2",), ("aa-2024-more",)]
    assert change == [("added", name, "aa-2023", "aa-2024") for name in ("车工", "铣工")]
    assert offer == [(3,)]


def test_a_supplement_by_its_sidecar_is_of_the_edition_it_adds_to(tmp_path: Path) -> None:
    (editions,) = answers(
        tmp_path / "c.duckdb",
        [
            sample("aa-2023"),
            made("aa-2024", ["电工"]),
            made("aa-late", ["车工"], year=2025, supplements="aa-2024"),
            made("aa-undated", ["铣工"], year=None, supplements="aa-2024"),
        ],
        "SELECT edition_no, year, document_id, first_document_id FROM edition ORDER BY 1, 3",
    )
    assert editions == [
        (1, 2023, "aa-2023", "aa-2023"),
        *((2, 2024, each, "aa-2024") for each in ("aa-2024", "aa-late", "aa-undated")),
    ]


def test_a_list_and_its_supplement_without_a_year_are_one_edition(tmp_path: Path) -> None:
    (editions,) = answers(
        tmp_path / "c.duckdb",
        [
            made("aa", ["电工"], year=None),
            made("aa-corrected", ["焊工"], year=None, supersedes="aa"),
            made("aa-more", ["车工"], year=None, supplements="aa"),
        ],
        "SELECT edition_no, document_id, first_document_id FROM edition ORDER BY 2",
    )
    assert editions == [(1, each, "aa-corrected") for each in ("aa-corrected", "aa-more")]


def test_a_superseded_document_is_in_no_view_that_counts(tmp_path: Path) -> None:
    samples = [
        sample("aa-2023", ["电工", "焊工"]),
        made("aa-2024", ["电工"]),
        made("aa-2024-r2", ["电工", "焊工"], supersedes="aa-2024"),
    ]
    shown = [f"SELECT count(*) FROM {view} WHERE document_id = 'aa-2024'" for view in COUNTING]  # noqa: S608
    counts = answers(
        tmp_path / "c.duckdb",
        samples,
        "SELECT superseded_by FROM document WHERE document_id = 'aa-2024'",
        "SELECT count(*) FROM region_offer WHERE contains(document_ids, 'aa-2024、')",
        "SELECT change, name FROM catalog_change",
        "SELECT change FROM rate_change",
        *shown,
    )
    assert counts[:4] == [[("aa-2024-r2",)], [(0,)], [], []]
    assert dict(zip(COUNTING, counts[4:], strict=True)) == {each: [(0,)] for each in COUNTING}
