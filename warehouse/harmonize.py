"""The occupation of every entry, by code and name, and what the dictionary finds wrong in a print.

The rules are SQL over all documents at once: a row's match depends on its own code and name and on
the reference facts, on nothing else.
"""

from __future__ import annotations

import duckdb

from schemas.vocabulary import SEVERITY
from warehouse.sql_files import sql_text

_FILES = ("harmonize.sql", "harmonize_findings.sql")


def harmonize(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``occupation_code``, ``occupation_match`` and ``occupation_candidates`` of every row of
    ``main.catalog_entry``, and add to ``audit.finding`` what needs the dictionary to be seen.

    The tables of schemas ``main``, ``reference`` and ``audit`` must be there and filled, the three
    columns NULL. Call it once a build.
    """
    connection.execute(
        "CREATE TEMP TABLE finding_severity AS"
        " SELECT unnest($rules) AS rule, unnest($severities) AS severity",
        {"rules": list(SEVERITY), "severities": list(SEVERITY.values())},
    )
    for name in _FILES:
        connection.execute(sql_text(name))
