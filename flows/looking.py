"""How the commands that only look reach the published database."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from flows.exit_codes import ExitCode
from flows.output import say

if TYPE_CHECKING:
    import duckdb

_BATCH = 1000

FILE = """(
    SELECT part.file_name
    FROM main.document_part AS part JOIN main.document AS whole USING (document_id)
    WHERE part.document_id = source.document_id AND part.part = source.part
        AND part.file_name <> whole.file_name
)"""
"""Of a document in several files the one that ``source``, a source row, stands in; else NULL."""


def rows_of(connection: duckdb.DuckDBPyConnection) -> Iterator[Sequence[Any]]:
    """The rows of the connection's last query, fetched in batches."""
    while batch := connection.fetchmany(_BATCH):
        yield from batch


def columns_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The column names of the connection's last query."""
    return [column[0] for column in connection.description or []]


def checked_document(connection: duckdb.DuckDBPyConnection, document_id: str) -> str:
    """``document_id`` if the database holds it; else the command ends, naming near ones."""
    import typer

    known = [row[0] for row in connection.execute("SELECT document_id FROM document").fetchall()]
    if document_id not in known:
        say(f"No document '{document_id}' is in the database; {near_or_all(document_id, known)}")
        raise typer.Exit(ExitCode.USAGE)
    return document_id


def near_or_all(word: str, known: Iterable[str]) -> str:
    """The end of a sentence: which of the known words may be meant, else all of them."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=3)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"there are: {', '.join(words)}." if words else "there are none."
