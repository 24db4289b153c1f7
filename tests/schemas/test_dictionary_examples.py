"""The comments' examples are real: each stands in its column of the five documents' database."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.slow

# Other in each run, or with each new rule.
OF_THE_RUN = {"built_at", "loaded_at", "started_at", "finished_at", "run_id", "stage_key"}
COUNTED_ANEW = {("run", "findings")}


@pytest.fixture(scope="module")
def five(five_documents: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(five_documents, read_only=True)


def filled_columns(five: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str | None]]:
    found = five.sql(
        "SELECT schema_name, table_name, column_name, data_type, comment"
        " FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    ).fetchall()
    filled = []
    for schema, table, column, kind, comment in found:
        if column in OF_THE_RUN or (table, column) in COUNTED_ANEW:
            continue
        (count,) = five.table(f"{schema}.{table}").count(f'"{column}"').fetchall()[0]
        if count:
            example = comment.partition(" e.g. ")[2] or None
            filled.append((f"{schema}.{table}", column, kind, example))
    return filled


def test_every_filled_column_has_an_example_that_stands_in_it(
    five: duckdb.DuckDBPyConnection,
) -> None:
    missing = []
    for table, column, kind, example in filled_columns(five):
        shown = f'"{column}"::VARCHAR'
        either = f"array_to_string(\"{column}\", '、')" if kind.endswith("[]") else shown
        stands = f"{shown} = $example OR {either} = $example"
        query = f"SELECT count(*) FROM {table} WHERE {stands}"  # noqa: S608
        if not five.execute(query, {"example": example}).fetchall()[0][0]:
            missing.append(f"{table}.{column}: {example}")
    assert missing == []


def test_every_coded_word_that_stands_is_in_the_vocabulary(
    five: duckdb.DuckDBPyConnection,
) -> None:
    coded = five.sql("SELECT DISTINCT table_name, column_name FROM reference.vocabulary")
    for table, column in coded.fetchall():
        (schema,) = five.execute(
            "SELECT schema_name FROM duckdb_columns() WHERE table_name = ? AND column_name = ?",
            [table, column],
        ).fetchall()[0]
        unknown = five.execute(
            f"""
            SELECT DISTINCT unnest(CASE WHEN typeof("{column}") LIKE '%[]'
                THEN "{column}"::VARCHAR::VARCHAR[] ELSE ["{column}"::VARCHAR] END) AS word
            FROM {schema}.{table} WHERE "{column}" IS NOT NULL
            EXCEPT
            SELECT value FROM reference.vocabulary WHERE table_name = ? AND column_name = ?
            """,  # noqa: S608
            [table, column],
        ).fetchall()
        assert unknown == [], (table, column)
