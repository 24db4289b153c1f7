"""The five documents against the real dictionary: what was counted by hand."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import duckdb
import pytest

from extractors.extract import extract_document
from schemas.reference_data import load_reference
from tests.places import RAW
from tests.samples.harmonize_samples import VIEW_FILES, empty_tables, fill
from tests.samples.warehouse_samples import NOW
from warehouse.foundation import view_sql
from warehouse.harmonize import harmonize

pytestmark = pytest.mark.slow

TABLES = {
    "main.catalog": "catalogs",
    "main.catalog_entry": "entries",
    "main.subsidy_rate": "rates",
    "audit.source_row": "source_rows",
}


# what only the loading knows of a document
OF_LOADING: dict[str, Any] = {
    "sha256": "0" * 64,
    "bytes": 0,
    "review_status": "reviewed",
    "pipeline_version": "0",
    "loaded_at": NOW,
}


@pytest.fixture(scope="module")
def five() -> duckdb.DuckDBPyConnection:
    connection = empty_tables()
    for name, facts in load_reference().items():
        fill(connection, "main" if name == "region" else "reference", name, facts)
    for path in sorted(RAW.glob("*.txt")):
        extraction = extract_document(path.read_bytes(), path.stem, None)
        document = asdict(extraction.document) | OF_LOADING
        fill(connection, "main", "document", [document | {"file_name": path.name}])
        for full_name, rows in TABLES.items():
            schema, name = full_name.split(".")
            fill(connection, schema, name, getattr(extraction, rows))
    harmonize(connection)
    for sql_file in VIEW_FILES:
        connection.execute(view_sql(sql_file))
    return connection


def counted(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[Any, Any]:
    return {row[:-1] if len(row) > 2 else row[0]: row[-1] for row in connection.sql(sql).fetchall()}


def test_every_entry_has_its_match(five: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT occupation_match, count(*) FROM catalog_entry GROUP BY ALL"
    assert counted(five, sql) == {
        "exact": 2136,
        "renamed": 7,
        "recoded": 22,
        "work_type": 76,
        "misprint": 7,
        "local": 12,
        "unknown": 22,
        "uncoded": 141,
    }
    exact = "occupation_match = 'exact' AND work_types IS NOT NULL"
    sql = f"SELECT count(*) FROM catalog_entry WHERE {exact}"  # noqa: S608
    assert five.sql(sql).fetchall() == [(2,)]


def test_every_misprint_is_found_by_rule(five: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT document_id, code, name, occupation_code
        FROM catalog_entry WHERE occupation_match = 'misprint' ORDER BY document_id, row_no
    """
    assert five.sql(sql).fetchall() == [
        ("changji", "6-01-04-01", "屠宰加工工", "6-01-04-01"),
        ("guangzhou-2023", "4-18-10-01", "陶瓷工艺师", "4-08-10-01"),
        ("jinan-2023", "6-17-05-03", "重冶金法冶炼工", "6-17-05-03"),
        ("jinan-2023", "6-04-06-06", "印染染料料配制工", "6-04-06-06"),
        ("jinan-2023", "5-01-01-03", "食用菌生产工", "5-01-02-03"),
        ("jinan-2023", "6-17-05-03", "重冶金法冶炼工", "6-17-05-03"),
        ("jinan-2023", "6-17-05-04", "重冶金法冶炼工", "6-17-05-04"),
    ]


@pytest.mark.parametrize(
    ("code", "name", "match", "code_2022"),
    [
        ("6-31-01-10", "工业机器人系统运维员", "recoded", "6-31-07-01"),
        ("4-01-02-07-*", "直播销售员", "work_type", "4-01-06-02"),
        ("4-10-01-01", "育婴员", "work_type", "4-10-01-01"),
        ("4-07-03-02", "劳动关系协调员", "renamed", "4-07-03-02"),
        ("4-01-02-02", "电子商务师", "recoded", "4-01-06-01"),
    ],
)
def test_a_pair_of_the_contract_leads_where_it_says(
    five: duckdb.DuckDBPyConnection, code: str, name: str, match: str, code_2022: str
) -> None:
    sql = "SELECT DISTINCT occupation_match, occupation_code FROM catalog_entry WHERE code = ?"
    found = five.execute(f"{sql} AND name = ?", [code, name]).fetchall()
    assert found == [(match, code_2022)]


def test_the_dictionary_finds_what_was_counted(five: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT document_id, rule, count(*) FROM audit.finding GROUP BY ALL"
    assert counted(five, sql) == {
        ("changji", "code_outdated"): 7,
        ("changji", "name_misprinted"): 1,
        ("changji", "name_outdated"): 1,
        ("changji", "work_type_name_differs"): 8,
        ("guangzhou-2023", "code_misprinted"): 1,
        ("jinan-2023", "code_misprinted"): 1,
        ("jinan-2023", "code_outdated"): 13,
        ("jinan-2023", "industry_conflict"): 10,
        ("jinan-2023", "mark_missing"): 1,
        ("jinan-2023", "name_misprinted"): 4,
        ("jinan-2023", "name_outdated"): 4,
        ("nantong-2023", "class_conflict"): 4,
        ("nantong-2023", "code_outdated"): 2,
        ("nantong-2023", "mark_missing"): 3,
        ("nantong-2023", "name_outdated"): 2,
        ("nantong-2023", "overlay_not_in_main"): 1,
        ("shanghai-2026", "code_unknown"): 22,
    }
    sql = "SELECT printed FROM audit.finding WHERE rule = 'overlay_not_in_main'"
    assert five.sql(sql).fetchall() == [("裁剪工",)]


def test_shortage_rows_have_the_amounts_of_the_main_list(five: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT basis, purpose, count(DISTINCT entry_id) FROM entry_subsidy
        WHERE catalog_id = 'nantong-2023/2' AND amount_yuan IS NOT NULL GROUP BY ALL
    """
    assert counted(five, sql) == {("main_list", "training"): 103, ("main_list", "assessment"): 103}
