"""Commands that only look or only tell, beside the least that would answer the same."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Figure, Usage, medians, python, seconds, shown, worker

_ROUNDS = 5
_HELP_SECONDS = 0.3
_QUERY_AIM = 2.0
_MAIN = ("-c", "from flows.cli import main; main()")
_SQL = "SELECT count(*) FROM catalog_entry"
_BARE = (
    "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True)"
    f".execute('{_SQL}').fetchall()[0][0])"
)


def run() -> Sequence[Figure]:
    """The help, and a query beside DuckDB asked from Python, in turns."""
    helps: list[Usage] = []
    queries: list[Usage] = []
    bare: list[Usage] = []
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "catalogs.duckdb"
        worker("publish", ROOT / "raw", database)
        for _ in range(_ROUNDS + 1):
            helps.append(python(*_MAIN, "--help"))
            queries.append(python(*_MAIN, "query", _SQL, "--database", database))
            bare.append(python("-c", _BARE, database))
    told, ours, least = (medians(each[1:]) for each in (helps, queries, bare))
    ratio = ours.cpu / least.cpu
    return [
        Figure(
            "training-catalogs --help",
            shown(told),
            aim=f"at most {_HELP_SECONDS} s: {seconds(told.wall)}",
            met=told.wall <= _HELP_SECONDS,
        ),
        Figure(
            "training-catalogs query",
            shown(ours),
            f"duckdb alone, {shown(least)}",
            f"at most {_QUERY_AIM} times: {ratio:.2f} times CPU, {ours.wall / least.wall:.2f} wall",
            ratio <= _QUERY_AIM,
        ),
    ]
