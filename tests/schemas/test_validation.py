"""What the models accept and refuse, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.arrow import arrow_schema, to_arrow
from schemas.base import columns
from schemas.errors import WarehouseError
from schemas.main_tables import SUBSIDY_CLASS
from schemas.registry import TABLES, table
from schemas.validation import validate
from schemas.vocabulary import Mark

ENTRY = table("main", "catalog_entry")
RATE = table("main", "subsidy_rate")
HOURS = table("main", "class_hours")
SOURCE = table("audit", "source_row")


def entry(number: int = 1, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "entry_id": f"a-2023/1#{number}",
        "entry_key": f"a/general/6-31-01-03/电工/{number}",
        "catalog_id": "a-2023/1",
        "document_id": "a-2023",
        "ordinal": number,
        "entry_kind": "occupation",
        "name": "电工",
        "name_printed": "电工L",
        "code": "6-31-01-03",
        "code_kind": "occupation",
        "marks": ["L"],
        "subsidy_class": "A",
        "other": {"备注": "新"},
        "row_no": number,
        "inherited_columns": [],
    }
    return row | changes


def rate(number: int = 1, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "rate_id": f"a-2023/rate#{number}",
        "document_id": "a-2023",
        "row_no": number,
        "purpose": "training",
        "subsidy_kinds": ["training", "upgrading"],
        "skill_level": 3,
        "amount_yuan": Decimal("2000.00"),
        "amount_rule": "fixed",
        "unit": "per_person",
        "amount_printed": "2000",
    }
    return row | changes


def hours(number: int = 1, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "hours_id": f"a-2023/hours#{number}",
        "document_id": "a-2023",
        "row_no": number,
        "class_hours_min": 40,
        "practice_share_min": Decimal("0.6"),
        "text_printed": "不低于40课时",
    }
    return row | changes


MAKERS = {ENTRY: entry, RATE: rate, HOURS: hours}


@pytest.mark.parametrize(
    ("spec", "changes", "reason"),
    [
        (ENTRY, {"name": None}, "name: may not be missing: NULL"),
        (ENTRY, {"name": "　"}, "name: is empty: 　"),
        (ENTRY, {"subsidy_class": "?"}, f"subsidy_class: does not match {SUBSIDY_CLASS}: ?"),
        (
            ENTRY,
            {"marks": ["L", "X"]},
            f"marks: has an element that is none of {', '.join(get_args(Mark))}: ['L', 'X']",
        ),
        (
            ENTRY,
            {"marks": [None]},
            f"marks: has an element that is none of {', '.join(get_args(Mark))}: [None]",
        ),
        (ENTRY, {"ordinal": 0}, "ordinal: is below 1: 0"),
        (RATE, {"skill_level": 7}, "skill_level: is above 6: 7"),
        (RATE, {"skill_level": -2}, "skill_level: is below -1: -2"),
        (RATE, {"amount_yuan": Decimal(0)}, "amount_yuan: is not above 0: 0.00"),
        (HOURS, {"practice_share_min": Decimal("1.5")}, "practice_share_min: is above 1: 1.500"),
    ],
)
def test_a_bad_value_rejects_its_row_alone_and_says_why(
    spec: Any, changes: dict[str, Any], reason: str
) -> None:
    make = MAKERS[spec]
    found = validate(spec, to_arrow(spec, [make(1), make(2, **changes), make(3)]))
    assert found.rejected == {1: [reason]}
    assert found.accepted.num_rows == 2


@pytest.mark.parametrize("code", ["48", "6-31-01-3", "６-31-01-03", "6-31-01-03-", "9-31-01-03"])
def test_what_is_no_code_is_rejected(code: str) -> None:
    found = validate(ENTRY, to_arrow(ENTRY, [entry(code=code)]))
    assert list(found.rejected) == [0]
    assert found.rejected[0][0].startswith("code: does not match")


@pytest.mark.parametrize(
    "code", ["6-31-01-03", "6-24-03-01-11", "6-24-03-01-*", "4-04-05-Z1", "6-30-05-01-014"]
)
def test_every_kind_of_code_is_accepted(code: str) -> None:
    assert not validate(ENTRY, to_arrow(ENTRY, [entry(code=code)])).rejected


def test_a_row_carries_every_reason() -> None:
    found = validate(RATE, to_arrow(RATE, [rate(purpose="x", unit="y", amount_yuan=Decimal(-1))]))
    assert found.rejected == {
        0: [
            "purpose: is none of training, assessment: x",
            "amount_yuan: is not above 0: -1.00",
            "unit: is none of per_person, per_class_hour, per_person_day, per_person_year, "
            "per_class: y",
        ]
    }


def test_of_two_rows_with_one_key_the_first_stays() -> None:
    rows = [entry(1), entry(1, name="焊工"), entry(2)]
    found = validate(ENTRY, to_arrow(ENTRY, rows))
    assert found.rejected == {1: ["entry_id: stands twice: a-2023/1#1"]}
    assert found.accepted["name"].to_pylist() == ["电工", "电工"]


def test_a_key_of_several_columns_is_one_key() -> None:
    row = {"document_id": "a", "cells": ["x"], "role": "text", "rate_ids": []}
    rows = [row | {"row_no": 1}, row | {"row_no": 2}, row | {"row_no": 1}]
    found = validate(SOURCE, to_arrow(SOURCE, rows))
    assert found.rejected == {2: ["document_id, row_no: stands twice: a, 1"]}


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(st.booleans(), max_size=30))
def test_every_row_is_accepted_or_rejected_and_nothing_else_decides(bad: list[bool]) -> None:
    rows = [entry(n + 1, subsidy_class="?" if is_bad else "B") for n, is_bad in enumerate(bad)]
    found = validate(ENTRY, to_arrow(ENTRY, rows))
    assert list(found.rejected) == [n for n, is_bad in enumerate(bad) if is_bad]
    kept = [n + 1 for n, is_bad in enumerate(bad) if not is_bad]
    assert found.accepted["ordinal"].to_pylist() == kept


def test_values_survive_the_way_into_arrow() -> None:
    accepted = validate(ENTRY, to_arrow(ENTRY, [entry()])).accepted
    assert accepted.schema.types == arrow_schema(ENTRY).types
    row = accepted.to_pylist()[0]
    assert (row["marks"], row["other"]) == (["L"], [("备注", "新")])
    assert row["industry"] is None


def test_an_empty_table_has_its_types() -> None:
    for spec in TABLES:
        empty = to_arrow(spec, [])
        assert empty.schema.types == arrow_schema(spec).types
        assert validate(spec, empty).accepted.num_rows == 0


@dataclass
class Stranger:
    file_name: str
    status: str
    colour: str


def test_rows_that_do_not_fit_are_the_programs_fault() -> None:
    files = table("audit", "source_file")
    with pytest.raises(WarehouseError, match=r"audit\.source_file: a row has colour"):
        to_arrow(files, [Stranger("a.txt", "loaded", "red")])
    with pytest.raises(WarehouseError, match="lacks status"):
        to_arrow(files, [{"file_name": "a.txt"}])
    with pytest.raises(WarehouseError, match=r"ordinal: a value is no INTEGER"):
        to_arrow(ENTRY, [entry(ordinal="one")])
    with pytest.raises(WarehouseError, match="columns are not those of its model"):
        validate(files, pyarrow.table({"file_name": ["a.txt"]}))


def test_every_column_is_described_in_both_languages() -> None:
    for spec in TABLES:
        names = [col.name for col in columns(spec)]
        assert set(spec.key) <= set(names)
        assert len(set(names)) == len(names)
        for col in columns(spec):
            assert col.comment_en.endswith("."), (spec.full_name, col.name)
            assert any("一" <= char <= "鿿" for char in col.comment_zh), (spec.full_name, col.name)
            assert col.comment.startswith(f"{col.comment_en} {col.comment_zh}")
