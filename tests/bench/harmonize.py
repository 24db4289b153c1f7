"""How long the matching of five million entries takes, and how much memory it holds.

Run ``python -m tests.bench.harmonize [ENTRIES]``, or call ``measure``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TypedDict

import duckdb

from schemas.base import columns
from schemas.reference_data import load_reference
from schemas.registry import TABLES
from warehouse.foundation import STORAGE_VERSION
from warehouse.harmonize import harmonize

ENTRIES = 5_000_000

# Documents of 500 rows: pairs of every edition and work types in no order, one row in 29 without a
# code, and in every hundred one with a foreign character, so that misprints are as many as pairs.
_SYNTHETIC = """
INSERT INTO main.catalog_entry BY NAME
WITH pair AS (
    SELECT row_number() OVER () - 1 AS place, *
    FROM (
        SELECT code, name, 'occupation' AS kind
        FROM reference.occupation WHERE edition = '2022' AND tier = 4
        UNION ALL
        SELECT code_from, name_from, 'occupation'
        FROM reference.occupation_crosswalk WHERE code_from IS NOT NULL
        UNION ALL
        SELECT code, name, 'work_type' FROM reference.work_type
    )
),

numbered AS (
    SELECT number, number // 500 AS document, number % 500 + 1 AS ordinal,
        hash(number) % (SELECT count(*) FROM pair) AS place
    FROM range($entries) AS numbers(number)
),

printed AS (
    SELECT numbered.*, pair.kind, pair.code,
        CASE WHEN number % 100 = 0
            THEN concat(name[:number // 100 % length(name)],
                chr((19968 + hash(number) % 20000)::INTEGER),
                name[number // 100 % length(name) + 2:])
            ELSE name END AS name
    FROM numbered JOIN pair USING (place)
)

SELECT concat('d', document, '/1#', ordinal) AS entry_id,
    concat('d/', number) AS entry_key,
    concat('d', document, '/1') AS catalog_id,
    concat('d', document) AS document_id,
    ordinal, ordinal AS row_no, 'occupation' AS entry_kind,
    name, name AS name_printed,
    CASE WHEN number % 29 > 0 THEN code END AS code,
    code AS code_printed,
    CASE WHEN number % 29 > 0 THEN kind END AS code_kind,
    number % 11 = 0 AS is_green, number % 13 = 0 AS is_digital,
    CASE WHEN document % 2 = 0 THEN 'A' END AS subsidy_class,
    []::VARCHAR[] AS marks, MAP() AS other, []::VARCHAR[] AS inherited_columns
FROM printed
ORDER BY number;

INSERT INTO main.catalog BY NAME
SELECT concat('d', document, '/1') AS catalog_id, concat('d', document) AS document_id,
    FALSE AS is_overlay
FROM range($entries // 500 + 1) AS documents(document);
"""


class Figures(TypedDict):
    """What was measured: seconds of the matching with its findings, and the peak of memory of a
    process that does nothing else, before the matching and after it.
    """

    entries: int
    findings: int
    seconds: float
    megabytes_before: float
    megabytes_peak: float
    matches: dict[str, int]


def measure(entries: int = ENTRIES) -> Figures:
    """Match ``entries`` synthetic rows in a temporary database, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "synthetic.duckdb"
        for step in ("make", "match"):
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.harmonize", step, str(file), str(entries)],
                check=True,
                capture_output=True,
                text=True,
            )
    figures: Figures = json.loads(done.stdout)
    return figures


def _make(file: Path, entries: int) -> None:
    with _connect(file) as connection:
        connection.execute("CREATE SCHEMA reference; CREATE SCHEMA audit")
        for spec in TABLES:
            listed = ", ".join(f'"{col.name}" {col.duckdb_type}' for col in columns(spec))
            connection.execute(f"CREATE TABLE {spec.full_name} ({listed})")
        for name, facts in load_reference().items():
            schema = "main" if name == "region" else "reference"
            connection.register("facts", facts)
            connection.execute(f"INSERT INTO {schema}.{name} BY NAME FROM facts")
        connection.execute(_SYNTHETIC.replace("$entries", str(entries)))


def _match(file: Path) -> Figures:
    with _connect(file) as connection:
        before = _megabytes()
        start = time.perf_counter()
        harmonize(connection)
        connection.execute("CHECKPOINT")
        seconds = time.perf_counter() - start
        matches = dict(
            connection.sql(
                "SELECT occupation_match, count(*) FROM catalog_entry GROUP BY ALL ORDER BY ALL"
            ).fetchall()
        )
        findings = connection.table("audit.finding").count("*").fetchall()[0][0]
    return {
        "entries": sum(matches.values()),
        "findings": findings,
        "seconds": round(seconds, 1),
        "megabytes_before": before,
        "megabytes_peak": _megabytes(),
        "matches": matches,
    }


def _connect(file: Path) -> duckdb.DuckDBPyConnection:
    """A connection as a build has it, with the memory that five million rows at once take."""
    return duckdb.connect(
        file,
        config={"storage_compatibility_version": STORAGE_VERSION, "memory_limit": "4GB"},
    )


def _megabytes() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", file, entries]:
            _make(Path(file), int(entries))
        case ["match", file, _]:
            print(json.dumps(_match(Path(file))))
        case [entries]:
            print(json.dumps(measure(int(entries)), indent=1))
        case _:
            print(json.dumps(measure(), indent=1))
