"""The questions asked first: each query gives what was compared with the five texts by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.how_to import questions, shown
from warehouse.reading import connect, fetch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def five(five_documents: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(five_documents) as connection:
        yield connection


def test_every_question_is_answered_as_it_was_by_hand(five: duckdb.DuckDBPyConnection) -> None:
    asked = fetch(five, "SELECT n, sql, expected FROM how_to ORDER BY n").rows
    assert [n for n, _, _ in asked] == list(range(1, 26))
    wrong = {n: found for n, sql, said in asked if (found := shown(fetch(five, sql).rows)) != said}
    assert wrong == {}


def test_every_question_stands_in_both_languages_with_its_trap() -> None:
    for each in questions():
        assert each["question_zh"]
        assert each["question_en"]
        assert each["trap_zh"]
        assert each["trap_en"]


def test_a_city_that_the_list_prints_twice_is_answered_once(
    five: duckdb.DuckDBPyConnection,
) -> None:
    amounts = "SELECT DISTINCT amount_yuan FROM entry_subsidy WHERE purpose = 'training'"
    rows = fetch(five, f"{amounts} AND skill_level = 3 AND entry_id = 'nantong-2023/2#54'").rows
    assert [float(row[0]) for row in rows] == [1500.0]
    once = "SELECT count(*) = count(DISTINCT rate_id) FROM entry_subsidy WHERE entry_id LIKE"
    assert fetch(five, f"{once} 'nantong-2023/2#77'").rows == [(True,)]
    assert fetch(five, f"{once} 'nantong-2023/2#54'").rows == [(True,)]
