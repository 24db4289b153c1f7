"""A small invented dictionary, and tables to match against it, without a build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from extractors.extraction import EntryRow
from schemas.arrow import to_arrow
from schemas.base import columns
from schemas.registry import TABLES, table
from tests.samples.warehouse_samples import NOW, Sample
from warehouse.foundation import view_sql
from warehouse.harmonize import harmonize

VIEW_FILES = (
    "entry_rates.sql",
    "reference_views.sql",
    "views.sql",
    "dictionary_views.sql",
    "answer_views.sql",
)

# Classes, so that the views have names for them.
_CLASSES = (
    ("4", "服务人员", 1, None),
    ("4-01", "手艺人员", 2, "4"),
    ("4-01-01", "雕刻人员", 3, "4-01"),
    ("4-01-02", "彩绘人员", 3, "4-01"),
    ("4-01-03", "陶瓷人员", 3, "4-01"),
    ("4-01-04", "花艺人员", 3, "4-01"),
    ("4-01-05", "助理人员", 3, "4-01"),
    ("6", "制造人员", 1, None),
    ("6-02", "机床人员", 2, "6"),
    ("6-02-01", "机床操作人员", 3, "6-02"),
    ("6-02-02", "装备人员", 3, "6-02"),
)

# Code, name, green, digital.
_BOOK = (
    ("4-01-01-01", "木雕师", False, False),
    ("4-01-01-02", "石雕师", False, False),
    ("4-01-02-01", "制陶彩绘工", False, False),
    ("4-01-03-01", "瓷器工", False, False),
    ("4-01-04-00", "花艺师", False, False),
    ("4-01-05-01", "文案助理", False, False),
    ("4-01-05-02", "会务助理", False, True),
    ("4-01-05-03", "画师", False, False),
    ("4-01-05-04", "画匠", False, False),
    ("6-02-01-01", "大型机床操作工", True, False),
    ("6-02-01-02", "小型机床操作工", True, True),
    ("6-02-02-01", "智能装备员", False, True),
)

_OLDER = (
    ("4-01-02-01", "瓷工"),
    ("4-01-04-00", "插花员"),
    ("4-01-05-00", "助理员"),
    ("4-01-06-00", "雕刻工"),
)

_CROSSWALK = (
    ("2015", "4-01-04-00", "插花员", "4-01-04-00", "花艺师", "renamed"),
    ("2015", "4-01-02-01", "瓷工", "4-01-03-01", "瓷器工", "recoded"),
    ("2015", "4-01-06-00", "雕刻工", "4-01-01-01", "木雕师", "merged"),
    ("2015", "4-01-05-00", "助理员", "4-01-05-01", "文案助理", "split"),
    ("2015", "4-01-05-00", "助理员", "4-01-05-02", "会务助理", "split"),
    ("interim", "6-02-01-02", "智能装备员", "6-02-02-01", "智能装备员", "interim"),
    ("interim", "4-01-07-01", "花艺主播", "4-01-04-00", "花艺师", "interim"),
)

# Edition, code, name, occupation.
_WORK_TYPES = (
    ("2022", "4-01-01-01-01", "竹雕工", "4-01-01-01"),
    ("2022", "4-01-02-01-01", "描金工", "4-01-02-01"),
    ("2022", "4-01-04-00-01", "花艺带货员", "4-01-04-00"),
    ("2022", "6-02-02-01-01", "装备巡检员", "6-02-02-01"),
    ("2015", "4-01-02-01-01", "拉坯工", "4-01-02-01"),
    ("2015", "4-01-05-00-01", "文案助理", "4-01-05-00"),
    ("2015", "4-01-05-00-02", "档案员", "4-01-05-00"),
)


def _reference() -> dict[str, list[dict[str, Any]]]:
    def occupation(edition: str, code: str, name: str, **more: Any) -> dict[str, Any]:
        values = {"tier": 4, "parent_code": code[:7], "status": "book"}
        return {"edition": edition, "code": code, "name": name} | values | more

    occupations = [
        {
            "edition": edition,
            "code": code,
            "name": name,
            "tier": tier,
            "parent_code": parent,
            "status": "book",
        }
        for edition in ("2022", "2022-online")
        for code, name, tier, parent in _CLASSES
    ]
    for code, name, green, digital in _BOOK:
        marks = {"is_green": green, "is_digital": digital}
        occupations.append(occupation("2022", code, name, **marks))
        if code != "4-01-04-00":
            occupations.append(occupation("2022-online", code, name, **marks))
    occupations += [
        occupation("2022-online", "4-01-04-00", "花艺设计师", status="renamed"),
        occupation("2022-online", "6-02-01-03", "云机床操作工", status="added", is_digital=True),
    ]
    occupations += [occupation("2015", code, name) for code, name in _OLDER]
    crosswalk = ("edition_from", "code_from", "name_from", "code_2022", "name_2022", "relation")
    work_type = ("edition", "code", "name", "occupation_code")
    return {
        "occupation": occupations,
        "occupation_crosswalk": [
            dict(zip(crosswalk, row, strict=True)) | {"evidence": f"notice {row[1]}"}
            for row in _CROSSWALK
        ],
        "work_type": [
            dict(zip(work_type, row, strict=True)) | {"is_attested": True, "evidence": "seen"}
            for row in _WORK_TYPES
        ],
    }


def fill(connection: duckdb.DuckDBPyConnection, schema: str, name: str, rows: Any) -> None:
    """Add rows (typed rows, mappings or an Arrow table) to a table."""
    given = to_arrow(table(schema, name), rows) if isinstance(rows, Sequence) else rows
    connection.register("given", given)
    connection.execute(f"INSERT INTO {schema}.{name} BY NAME SELECT * FROM given")  # noqa: S608
    connection.unregister("given")


def empty_tables(file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Every table, empty, in memory or in a new file."""
    # Small tables: more threads would only cost their start.
    connection = duckdb.connect(":memory:" if file is None else file, config={"threads": 1})
    connection.execute("CREATE SCHEMA reference; CREATE SCHEMA audit")
    for spec in TABLES:
        listed = ", ".join(f'"{col.name}" {col.duckdb_type}' for col in columns(spec))
        connection.execute(f"CREATE TABLE {spec.full_name} ({listed})")
    return connection


def matched(*samples: Sample, file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """The samples matched against the small dictionary."""
    connection = empty_tables(file)
    for name, rows in _reference().items():
        fill(connection, "reference", name, rows)
    audit = ("source_row", "rejected_row", "finding", "correction")
    for made in samples:
        for name, rows in made.tables().items():
            fill(connection, "audit" if name in audit else "main", name, rows)
    region = {"name": "南通市", "short_name": "南通", "admin_level": "prefecture"}
    fill(connection, "main", "region", [region | {"adcode": "320600"}])
    built = {"schema_version": "1", "pipeline_version": "0", "built_at": NOW}
    fill(
        connection,
        "audit",
        "build_info",
        [built | {"license": "MIT", "citation": ".", "start_here": "."}],
    )
    harmonize(connection)
    return connection


def with_views(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The same connection, after the views that entries and amounts need are made."""
    for sql_file in VIEW_FILES:
        connection.execute(view_sql(sql_file))
    return connection


def code_kind(code: str | None) -> str | None:
    """The kind of a code, by its shape."""
    if code is None:
        return None
    if "Z" in code:
        return "local"
    if code.endswith("*"):
        return "work_type_unnumbered"
    return "work_type" if code.count("-") == 4 else "occupation"


def printing(
    pairs: Sequence[tuple[str | None, str]], document_id: str = "aa-2023", **columns_of_all: Any
) -> Sample:
    """A document that prints these pairs of code and name in one list; a bracketed name has
    work types."""
    made = Sample(document_id, document_id.partition("-")[0])
    made.line("title", ["目录"])
    main = made.catalog("1", "subsidized", title="补贴目录")
    for number, (code, name) in enumerate(pairs, 1):
        add(made, main, code, name, serial_printed=number, **columns_of_all)
    return made


def add(made: Sample, catalog: Any, code: str | None, name: str, **changed: Any) -> EntryRow:
    """Add one row to a list of the document."""
    types = name.partition("（")[2].rstrip("）").split("、") if name.endswith("）") else None
    values = {"code_kind": code_kind(code), "work_types": types}
    row = made.entry(catalog, name, code or "", [name, code or ""], **values | changed)
    row.code = code
    return row
