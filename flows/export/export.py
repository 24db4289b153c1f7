"""Writes chosen tables of a published file, and what they are, into a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.export.folder import filled_whole
from flows.export.metadata import CROISSANT, DATA_PACKAGE, build_of, croissant, data_package
from flows.export.tables import ExportTable, chosen_tables
from flows.export.workbook import write_workbook
from flows.export.write import write_csv, write_parquet
from flows.progress import RunProgress
from schemas.errors import WarehouseError
from warehouse.reading import connect

WORKBOOK = "training-catalogs.xlsx"


@dataclass(frozen=True, slots=True)
class Exported:
    """The files written with the rows in each, and how many cells a workbook had to cut."""

    files: list[tuple[Path, int]]
    cells_cut: int


def export_tables(
    database: Path, folder: Path, form: str, wanted: list[str], progress: RunProgress
) -> Exported:
    """Write the tables named in ``wanted`` into ``folder`` as ``form``: parquet, csv or xlsx.

    Raises CatalogError where a table is not there, a file cannot be written, or a table is larger
    than a sheet; ``folder`` then holds what it held before.
    """
    with connect(database) as connection:
        tables = chosen_tables(connection, wanted)
        build = build_of(connection)
        cut = 0
        with filled_whole(folder) as temporary:
            progress.step("Writing tables", len(tables))
            try:
                if form == "xlsx":
                    path = temporary / WORKBOOK
                    counts, cut = write_workbook(
                        connection, tables, path, build.built_at, lambda _: progress.advance()
                    )
                    paths = dict.fromkeys(counts, path)
                else:
                    paths = {
                        table.file_stem: temporary / f"{table.file_stem}.{form}" for table in tables
                    }
                    counts = {}
                    for table in tables:
                        path = paths[table.file_stem]
                        counts[table.file_stem] = _write(connection, table, path)
                        progress.advance()
            except duckdb.Error as error:
                raise WarehouseError(f"{database} cannot be read: {error}") from error
            package = data_package(build, tables, paths, counts)
            _write_json(temporary / DATA_PACKAGE, package)
            _write_json(temporary / CROISSANT, croissant(build, tables, paths))
    rows: dict[str, int] = {}
    for name, path in paths.items():
        rows[path.name] = rows.get(path.name, 0) + counts[name]
    return Exported([(folder / name, count) for name, count in rows.items()], cut)


def _write(connection: duckdb.DuckDBPyConnection, table: ExportTable, path: Path) -> int:
    write = write_parquet if path.suffix == ".parquet" else write_csv
    return write(connection, table, path)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
