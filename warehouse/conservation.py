"""The conservation laws: no printed row and no printed character is lost, none is invented.

Law (a): every printed row of a list or rate table leads to what was read from it, or is rejected,
and every entry and amount leads back to its row. Law (b): the characters of an entry's own cells
are those of its printed columns. One SQL file says both, for one document and for a whole build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from warehouse.sql_files import sql_text

if TYPE_CHECKING:
    import pyarrow as pa


@contextmanager
def relations(tables: Mapping[str, pa.Table]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that finds the Arrow tables of one document by their bare names."""
    # One document is small: more threads would only cost their start.
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, rows in tables.items():
            connection.register(name, rows)
        yield connection


def check_relations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """One sentence for each break of law (a) or (b), naming file, page and row; empty if none.

    ``connection`` must find document, catalog_entry, subsidy_rate, source_row and rejected_row by
    their bare names. Leaves temporary macros behind, which end with the connection.
    """
    rows = connection.execute(sql_text("conservation.sql")).fetchall()
    return [
        f"{file_name}, {'' if page is None else f'page {page}, '}row {row_no}: {broken} (law {law})"
        for law, file_name, row_no, page, broken in rows
    ]
