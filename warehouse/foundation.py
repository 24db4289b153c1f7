"""The part of a file that no document changes: tables, national facts, questions, views, comments.

It is made once for a program and kept where Python keeps what it compiled of the same sources;
every build begins with a copy of it.
"""

from __future__ import annotations

import os
import shutil
import sys
import uuid
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import duckdb

from schemas.base import TableSpec, columns
from schemas.errors import WarehouseError
from schemas.registry import TABLES
from warehouse.checks import broken_keys
from warehouse.comments import comment_all
from warehouse.how_to import questions
from warehouse.places import remove
from warehouse.program import building_digest
from warehouse.quoting import identifier, literal
from warehouse.sealed import seal, sealed_facts
from warehouse.sql_files import sql_text
from warehouse.stage import TEMPORARY

STORAGE_VERSION = "v1.4.0"
"""DuckDB 1.4 and every later version open the file."""

FACTS = {
    "region": "main",
    "occupation": "reference",
    "work_type": "reference",
    "occupation_crosswalk": "reference",
    "vocabulary": "reference",
}
"""The tables of national facts and coded words, and their schemas."""

_VIEWS: dict[str, tuple[str, ...]] = {
    "editions.sql": (),
    "reference_views.sql": (),
    "views.sql": (),
    "dictionary_views.sql": (),
    "answer_views.sql": ("entry_amounts",),
    "change_views.sql": ("compared_documents",),
    "macros.sql": (),
}
"""The files of views and macros in their order, and what each takes in from a file of its own."""


def begin(file: Path, stages: Path) -> None:
    """Make ``file`` a copy of the foundation kept, which is made if it is not there.

    It is kept in ``stages`` where Python may not keep what it compiles. One that is not byte for
    byte as it was made is made anew. Raises OSError and duckdb.Error where it cannot be made or
    copied.
    """
    compiled = Path(cache_from_source(__file__)).parent
    is_kept_there = os.access(compiled, os.W_OK) and not sys.dont_write_bytecode
    stages.mkdir(parents=True, exist_ok=True)
    kept = (compiled if is_kept_there else stages) / f"tables-{building_digest()[:32]}.duckdb"
    if sealed_facts(kept, _seal(kept)) is None:
        _keep(kept)
    shutil.copyfile(kept, file)


def _keep(kept: Path) -> None:
    temporary = kept.with_name(f"{TEMPORARY}{uuid.uuid4().hex}.duckdb")
    try:
        make(temporary)
        for former in kept.parent.glob("tables-*"):
            # another run may make the same at this moment, for another database
            if former.stem != kept.stem:
                remove(former)
        temporary.replace(kept)
        seal(kept, _seal(kept), {})
    finally:
        temporary.unlink(missing_ok=True)


def _seal(kept: Path) -> Path:
    # named as no source is: it stands among the sources that the digest is made of
    return kept.with_suffix(".seal")


def make(file: Path) -> None:
    """Write the foundation into a new file. Raises WarehouseError where a key stands twice."""
    # One transaction and one thread: a thousand small statements are soon lost in the overhead.
    config: dict[str, Any] = {"storage_compatibility_version": STORAGE_VERSION, "threads": 1}
    with duckdb.connect(file, config=config) as connection:
        connection.execute("BEGIN")
        checks = {f"{spec.schema}_{spec.name}": _word_checks(spec) for spec in TABLES}
        connection.execute(sql_text("tables.sql", **checks))
        _load_facts(connection)
        for name in _VIEWS:
            connection.execute(view_sql(name))
        comment_all(connection)
        if broken := broken_keys(connection, TABLES):
            raise WarehouseError(f"the facts of the program are no table: {'; '.join(broken)}")
        connection.execute("COMMIT")


def view_sql(name: str) -> str:
    """The SQL of a file of views or macros, with what it takes in."""
    return sql_text(name, **{piece: sql_text(f"{piece}.sql") for piece in _VIEWS.get(name, ())})


def _word_checks(spec: TableSpec) -> str:
    """The CHECK constraints of a table's coded words, each led by a comma."""
    checks = []
    for column in columns(spec):
        if column.words:
            words = ", ".join(map(literal, column.words))
            if column.duckdb_type.endswith("[]"):
                checks.append(f"CHECK (list_has_all([{words}], {identifier(column.name)}))")
            else:
                checks.append(f"CHECK ({identifier(column.name)} IN ({words}))")
    return "".join(f",\n    {check}" for check in checks)


def _load_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """The facts that come with the program, and the questions asked first."""
    # with the libraries that judge rows, which no later build needs for this
    from schemas.arrow import to_arrow
    from schemas.reference_data import load_reference
    from schemas.registry import table

    facts: dict[str, Any] = load_reference()
    for name, schema in FACTS.items():
        _insert(connection, f"{schema}.{name}", facts[name])
    _insert(connection, "main.how_to", to_arrow(table("main", "how_to"), questions()))


def _insert(connection: duckdb.DuckDBPyConnection, full_name: str, rows: Any) -> None:
    connection.register("given", rows)
    connection.execute(f"INSERT INTO {full_name} BY NAME SELECT * FROM given")  # noqa: S608
    connection.unregister("given")
