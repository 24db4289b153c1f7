"""What the exported files are, for programs: a Frictionless data package and Croissant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.export.folder import sha256_of
from flows.export.tables import ExportColumn, ExportTable
from warehouse.reading import fetch

DATA_PACKAGE = "datapackage.json"
CROISSANT = "croissant.json"

_NAME = "training-catalogs"
_TITLE = "Catalogs of subsidized vocational training in Chinese cities 中国城市职业培训补贴目录"
_MEDIA_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# the one name of Parquet that Croissant's own reader knows
_CROISSANT_MEDIA_TYPES = _MEDIA_TYPES | {".parquet": "application/x-parquet"}
_CROISSANT_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}
_BUILD = "SELECT pipeline_version, built_at, license, citation FROM audit.build_info"


@dataclass(frozen=True, slots=True)
class Build:
    """What the file says of itself."""

    version: str
    built_at: datetime
    license: str
    citation: str


def build_of(connection: duckdb.DuckDBPyConnection) -> Build:
    """The build the connection's file is."""
    version, built_at, license_, citation = fetch(connection, _BUILD).rows[0]
    return Build(version, built_at, license_, citation)


def data_package(
    build: Build,
    tables: Sequence[ExportTable],
    files: Mapping[str, Path],
    counts: Mapping[str, int],
) -> dict[str, Any]:
    """The content of ``datapackage.json``; ``files`` and ``counts`` are by the tables' names."""
    return {
        "profile": "data-package",
        "name": _NAME,
        "title": _TITLE,
        "version": build.version,
        "created": build.built_at.replace(tzinfo=UTC).isoformat(),
        "description": f"{build.citation}\n\n{build.license}",
        "resources": [
            _resource(table, files[table.file_stem], counts[table.file_stem]) for table in tables
        ],
    }


def _resource(table: ExportTable, path: Path, rows: int) -> dict[str, Any]:
    key = [column.name for column in table.columns if column.key]
    whole_key = all(column.required for column in table.columns if column.key)
    described: dict[str, Any] = {
        "name": table.file_stem.lower(),
        "path": path.name,
        "description": f"{table.en} {table.zh}",
        "format": path.suffix.lstrip("."),
        "mediatype": _MEDIA_TYPES[path.suffix],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "rows": rows,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            **({"primaryKey": key} if key and whole_key else {}),
        },
    }
    if path.suffix == ".csv":
        return {"profile": "tabular-data-resource", "encoding": "utf-8-sig"} | described
    if path.suffix == ".xlsx":
        return described | {"dialect": {"excel": {"sheet": table.file_stem}}}
    return described


def _field(column: ExportColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "title": column.zh,
        "description": column.en,
    }
    if column.kind == "datetime":
        field["format"] = "%Y-%m-%d %H:%M:%S"
    if column.example is not None:
        field["example"] = column.example
    if column.required:
        field["constraints"] = {"required": True}
    return field


def croissant(
    build: Build, tables: Sequence[ExportTable], files: Mapping[str, Path]
) -> dict[str, Any]:
    """The content of ``croissant.json``, version 1.0; a workbook's sheets are not described."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _NAME,
        "description": _TITLE,
        "license": build.license,
        "citeAs": build.citation,
        "version": build.version,
        "datePublished": build.built_at.date().isoformat(),
        "inLanguage": ["zh", "en"],
        "distribution": list(_distribution(files)),
        "recordSet": [
            _record_set(table, files[table.file_stem])
            for table in tables
            if files[table.file_stem].suffix != ".xlsx"
        ],
    }


def _distribution(files: Mapping[str, Path]) -> Iterator[dict[str, Any]]:
    for path in dict.fromkeys(files.values()):
        yield {
            "@type": "cr:FileObject",
            "@id": path.name,
            "name": path.name,
            "contentUrl": path.name,
            "contentSize": f"{path.stat().st_size} B",
            "encodingFormat": _CROISSANT_MEDIA_TYPES[path.suffix],
            "sha256": sha256_of(path),
        }


def _record_set(table: ExportTable, path: Path) -> dict[str, Any]:
    key = [{"@id": f"{table.file_stem}/{column.name}"} for column in table.columns if column.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.file_stem,
        "name": table.file_stem,
        "description": f"{table.en} {table.zh}",
        **({"key": key} if key else {}),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table.file_stem}/{column.name}",
                "name": column.name,
                "description": f"{column.en} {column.zh}",
                "dataType": _CROISSANT_TYPES[column.kind],
                "source": {
                    "fileObject": {"@id": path.name},
                    "extract": {"column": column.name},
                },
            }
            for column in table.columns
        ],
    }


_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
