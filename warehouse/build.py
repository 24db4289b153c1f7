"""A new database file out of stages and of what is published: begun, filled, completed, proven.

The file is built under a temporary name beside its target; ``warehouse.publish`` puts it in place.
What a document gives is worked out once, and carried over from the published file for as long as
its stage and the program are the same and that file is byte for byte what was published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from schemas.errors import WarehouseError
from schemas.registry import TABLES, table
from schemas.vocabulary import SEVERITY
from warehouse import foundation
from warehouse.changes import DocumentChange, changes
from warehouse.checks import broken_keys
from warehouse.faults import explained
from warehouse.loading import Ingredients, insert_audit, load_audit, load_documents
from warehouse.pairs import pair_editions
from warehouse.pieces import Piece, pieces
from warehouse.places import (
    remove,
    spill_folder,
    spilling_config,
    stages_folder,
    temporary_database,
    write_ahead_log,
)
from warehouse.publish import is_published_by
from warehouse.quoting import literal
from warehouse.room import ROOM_TABLES, open_room, refuse_broken, work_out
from warehouse.sql_files import sql_text

# Rows stand in the printed order of each document, whatever the order of the stages.
_ORDER = {
    "catalog": "document_id, catalog_id",
    "catalog_entry": "document_id, catalog_id, ordinal",
    "subsidy_rate": "document_id, row_no, length(rate_id), rate_id",
    "class_hours": "document_id, row_no, length(hours_id), hours_id",
    "document_part": "document_id, part",
    "provision": "document_id, row_no, length(provision_id), provision_id",
    "legend": "document_id, length(legend_id), legend_id",
    "cited_document": "document_id, length(citation_id), citation_id",
    "source_row": "document_id, row_no",
    "rejected_row": "document_id, row_no, model",
    "finding": "document_id, row_no, rule, finding_id",
    "correction": 'document_id, locator, "column"',
    "entry_rate": "document_id, entry_id, length(rate_id), rate_id",
}

Step = Callable[[duckdb.DuckDBPyConnection, Ingredients, frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """A file built, checked and closed, ready to be published.

    ``rows`` counts each table's rows by its full name, as ``main.catalog_entry``; ``findings``
    those of each document, the dictionary's among them; ``carried`` are the documents whose rows
    are those published before; ``changes`` is what differs from that file.
    """

    file: Path
    rows: dict[str, int]
    findings: dict[str, int]
    carried: frozenset[str]
    changes: tuple[DocumentChange, ...]


def build(database: Path, made_of: Ingredients) -> BuildSummary:
    """Build the next file of ``database`` beside it, check it and close it.

    The result depends on what the stages hold, not on their order, nor on what is carried over.
    Raises WarehouseError where a step fails or a check does not hold, ConservationError where a row
    or character is lost; no file is left behind then. Call it while holding the database's lock.
    """
    if not made_of.stages:
        raise WarehouseError("there is no stage to build from; load at least one document")
    file = temporary_database(database)
    try:
        with explained(f"building {database}, copying what does not change"):
            database.parent.mkdir(parents=True, exist_ok=True)
            foundation.begin(file, stages_folder(database))
        with explained(f"building {database}"):
            summary = _filled(file, database, made_of)
        if write_ahead_log(file).exists():
            raise WarehouseError(f"building {database}: the file did not close whole; run again")
    except BaseException:
        for leftover in (file, write_ahead_log(file)):
            leftover.unlink(missing_ok=True)
        raise
    finally:
        remove(spill_folder(file))
    return summary


def _filled(file: Path, database: Path, made_of: Ingredients) -> BuildSummary:
    with duckdb.connect(config=spilling_config(file)) as connection:
        connection.execute(f"ATTACH {literal(str(file.absolute()))} AS built")
        carried, let_go = _attach_previous(connection, database, made_of)
        doing = f"building {database}"
        with explained(f"{doing}, loading the stages"):
            load_documents(connection, made_of.stages, "built.main.document")
            refuse_broken(broken_keys(connection, [table("main", "document")], "built."))
        open_room(connection)
        for piece in pieces(made_of.stages, carried):
            if piece.new:
                work_out(connection, piece.new, doing)
            with explained(f"{doing}, joining the documents"):
                _join(connection, piece, let_go)
        # what follows is little: it is written at the end, not at one of its steps as well
        connection.execute("USE built; SET checkpoint_threshold = '1TB'")
        for step_doing, step in _STEPS:
            with explained(f"{doing}, {step_doing}"):
                step(connection, made_of, carried)
        with explained(f"{doing}, comparing it with what was published"):
            found = _compare(connection, made_of, carried)
        rows = {
            spec.full_name: connection.table(f"built.{spec.full_name}").count("*").fetchall()[0][0]
            for spec in TABLES
        }
        findings = connection.execute(
            "SELECT document_id, count(*) FROM audit.finding GROUP BY document_id"
        ).fetchall()
        connection.execute("CHECKPOINT built; USE memory; DETACH built")
    return BuildSummary(file, rows, dict(findings), carried, tuple(found))


def _attach_previous(
    connection: duckdb.DuckDBPyConnection, database: Path, made_of: Ingredients
) -> tuple[frozenset[str], frozenset[str]]:
    """Attach the file published before, if there is one.

    Gives the documents of it to carry over, and the others that it holds.
    """
    if made_of.previous is None:
        return frozenset(), frozenset()
    try:
        path = literal(str(made_of.previous.absolute()))
        connection.execute(f"ATTACH {path} AS before (READ_ONLY)")
        connection.execute("SELECT started_at FROM before.audit.run LIMIT 0")
    except duckdb.Error as error:
        raise WarehouseError(
            f"{made_of.previous} is in use by another program, damaged, or no database of this"
            f" one ({' '.join(str(error).split())}); close what uses it or move it away"
        ) from error
    if not is_published_by(made_of.previous, stages_folder(database)):
        return frozenset(), frozenset()
    published = dict(
        connection.execute("SELECT document_id, stage_key FROM before.main.document").fetchall()
    )
    carried = frozenset(
        stage.document_id
        for stage in made_of.stages
        if published.get(stage.document_id) == stage.key
    )
    return carried, frozenset(published) - carried


def _join(connection: duckdb.DuckDBPyConnection, piece: Piece, let_go: Collection[str]) -> None:
    """Put a piece's rows behind those that are there; ``let_go`` are not carried over."""
    last = max(piece.carried, default="")
    between = {"first": min(piece.carried, default=""), "last": last}
    gone = sorted(each for each in let_go if between["first"] < each < last)
    others = f" AND document_id NOT IN ({', '.join(map(literal, gone))})" if gone else ""
    connection.execute("BEGIN")
    for name, schema in ROOM_TABLES.items():
        if name == "document":
            continue
        full_name = f"{schema}.{name}"
        # what all documents together tell is told anew
        told = " AND rule <> 'list_missing'" if name == "finding" else ""
        carried = (
            f"SELECT * FROM before.{full_name}"  # noqa: S608
            f" WHERE document_id BETWEEN $first AND $last{others}{told}"
        )
        if not piece.new:
            # they stand in order there
            rows = carried
        elif not piece.carried:
            rows = f"FROM {full_name} ORDER BY {_ORDER[name]}"
        else:
            rows = f"FROM (FROM {full_name} UNION ALL BY NAME {carried}) ORDER BY {_ORDER[name]}"
        connection.execute(
            f"INSERT INTO built.{full_name} BY NAME {rows}",
            between if piece.carried else None,
        )
    connection.execute("COMMIT")


def _complete(connection: duckdb.DuckDBPyConnection, *_: object) -> None:
    connection.execute(sql_text("complete.sql"))


def _miss_lists(connection: duckdb.DuckDBPyConnection, *_: object) -> None:
    connection.execute(sql_text("list_missing.sql"), {"severity": SEVERITY["list_missing"]})
    connection.execute(sql_text("told_in_chinese.sql"))


def _pair(
    connection: duckdb.DuckDBPyConnection, made_of: Ingredients, carried: frozenset[str]
) -> None:
    pair_editions(connection, carried)


def _load_audit(
    connection: duckdb.DuckDBPyConnection, made_of: Ingredients, _: frozenset[str]
) -> None:
    load_audit(connection, made_of)
    # the run's findings, now that the dictionary's are among them
    connection.execute(
        "UPDATE audit.run SET findings = (SELECT count(*) FROM audit.finding) WHERE run_id = $run",
        {"run": made_of.run["run_id"]},
    )


def _compare(
    connection: duckdb.DuckDBPyConnection, made_of: Ingredients, carried: frozenset[str]
) -> list[DocumentChange]:
    """What differs from the file before, which is written into the new one, too."""
    found = changes(connection, made_of.previous is not None, carried)
    rows = [
        asdict(each)
        | {
            "run_id": made_of.run["run_id"],
            "by_program": each.document == "kept" and each.document_id in made_of.same_input,
        }
        for each in found
    ]
    insert_audit(connection, "run_change", rows)
    return found


def _prove(connection: duckdb.DuckDBPyConnection, made_of: Ingredients, _: frozenset[str]) -> None:
    """What spans documents: keys that name none, and that all of each document is there."""
    spanning = ("main.entry_pair", "audit.run", "audit.source_file", "audit.build_info")
    broken = broken_keys(connection, [spec for spec in TABLES if spec.full_name in spanning])
    counted = {
        name: dict(
            connection.execute(
                f"SELECT document_id, count(*) FROM main.{name} GROUP BY ALL"  # noqa: S608
            ).fetchall()
        )
        for name in ("catalog_entry", "subsidy_rate", "class_hours")
    }
    for stage in made_of.stages:
        staged = (stage.counts.rows_loaded, stage.counts.rates, stage.counts.hours)
        found = tuple(rows.get(stage.document_id, 0) for rows in counted.values())
        if found != staged:
            broken.append(
                f"{stage.file_name} has {found} entries, amounts and hours in the file,"
                f" {staged} in its stage"
            )
    refuse_broken(broken)


# In this order, once all documents are there; a step more is a line more.
_STEPS: tuple[tuple[str, Step], ...] = (
    ("completing what one document cannot say", _complete),
    ("comparing the lists with those of the editions before", _miss_lists),
    ("pairing the editions", _pair),
    ("loading the runs", _load_audit),
    ("checking the result", _prove),
)
