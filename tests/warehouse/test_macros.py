"""The macros: a city and a name in any writing, the answer or an error that names the nearest."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import WarehouseError
from tests.samples.warehouse_samples import Sample, built, sample
from warehouse.reading import connect, fetch

pytestmark = pytest.mark.slow

Query = Callable[[str], list[tuple[Any, ...]]]


def both_years() -> list[Sample]:
    before, after = sample("aa-2022", year=2022), sample("aa-2023", year=2023)
    after.rates[0].amount_yuan = Decimal(2200)
    after.rates[0].amount_printed = "2200"
    overlay = after.catalog(
        "2", "shortage", kind="shortage", is_overlay=True, amounts_in="main_list"
    )
    after.entry(overlay, "电工", "6-31-01-01", ["电工", "6-31-01-01"], is_shortage=True)
    bare = after.catalog("4", "projects", kind="project_based", amounts_in="not_printed")
    after.entry(bare, "直播带货技能", "6-31-01-09", ["直播带货技能", "6-31-01-09"])
    return [before, after]


@pytest.fixture(scope="module")
def query(tmp_path_factory: pytest.TempPathFactory) -> Query:
    file = built(tmp_path_factory.mktemp("macros") / "c.duckdb", *both_years()).file

    def run(sql: str) -> list[tuple[Any, ...]]:
        with connect(file) as connection:
            return fetch(connection, sql).rows

    return run


@pytest.mark.parametrize("city", ["'南通'", "'南通市'", "'aa'", "' AA '", "'320600'", "320600"])
def test_a_city_in_any_writing(query: Query, city: str) -> None:
    found = query(f"SELECT city, level, amount FROM subsidy({city}, '电工', level := 4)")  # noqa: S608
    assert found == [("南通", 4, Decimal(1500)), ("南通", 4, Decimal(1500))]


def test_amounts_of_a_city_stand_once_each(query: Query) -> None:
    found = query("SELECT year, purpose, level, amount FROM subsidy('南通', '电工', level := 3)")
    assert found == [
        (2022, "training", 3, Decimal(2000)),
        (2022, "assessment", 3, Decimal(260)),
        (2023, "training", 3, Decimal(2200)),
        (2023, "assessment", 3, Decimal(260)),
    ]


def test_a_row_without_an_amount_is_told_and_not_left_out(query: Query) -> None:
    found = query("SELECT name, amount, rule FROM subsidy('南通', '直播')")
    assert found == [("直播带货技能", None, "not_printed")]


def test_a_word_is_found_in_every_list(query: Query) -> None:
    found = query("SELECT year, name, is_overlay, found_by FROM find('电工')")
    assert found == [
        (2022, "电工", False, "name"),
        (2023, "电工", False, "name"),
        (2023, "电工", True, "name"),
    ]
    assert len(query("FROM find('6-31-01-01')")) == 3


def test_offer_and_changes_keep_to_the_years_asked_for(query: Query) -> None:
    assert {row[0] for row in query("SELECT year FROM offer('南通', year := 2023)")} <= {2023}
    told = query("SELECT what, change, before, after FROM changes('南通', from_year := 2022)")
    assert ("amount", "changed", "2000", "2200") in told
    assert ("entry", "added", None, "直播带货技能") in told
    assert query("FROM changes('南通', from_year := 2023)") == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("FROM subsidy('南同', '电工')", 'no city "南同" here; the nearest is 南通'),
        ("FROM offer('nanton')", "没有城市“nanton”，最接近的是南通"),
        ("FROM changes('杭州')", "Cities 城市: 南通"),
        ("FROM subsidy('南通', '典工')", 'called "典工"; the nearest is 焊工'),
        ("FROM subsidy('南通', '')", "Nothing here is called"),
        ("FROM find('直播带货')", None),
        ("FROM find('直播带或')", "最接近的是直播带货技能"),
        ("FROM offer('南通', year := 2025)", "no 2025 of 南通 here; there is 2022, 2023"),
    ],
)
def test_what_is_not_known_is_an_error_that_names_the_nearest(
    query: Query, sql: str, said: str | None
) -> None:
    if said is None:
        assert query(sql)
        return
    with pytest.raises(WarehouseError) as error:
        query(sql)
    assert said in str(error.value)


def test_one_edition_has_nothing_to_compare(tmp_path: Path) -> None:
    file = built(tmp_path / "c.duckdb", sample()).file
    with connect(file) as connection, pytest.raises(WarehouseError, match="Only one edition"):
        fetch(connection, "FROM changes('南通')")
