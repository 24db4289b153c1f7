"""Rows of a model as Arrow tables of explicit types: a column of dicts becomes no type by luck."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from typing import Any, cast

import pyarrow

from schemas.base import TableSpec, columns
from schemas.errors import WarehouseError

_TEXT = pyarrow.string()

_TYPES: dict[str, pyarrow.DataType] = {
    "VARCHAR": _TEXT,
    "BOOLEAN": pyarrow.bool_(),
    "TINYINT": pyarrow.int8(),
    "INTEGER": pyarrow.int32(),
    "BIGINT": pyarrow.int64(),
    "DECIMAL(10,2)": pyarrow.decimal128(10, 2),
    "DECIMAL(12,3)": pyarrow.decimal128(12, 3),
    "DECIMAL(4,3)": pyarrow.decimal128(4, 3),
    "DATE": pyarrow.date32(),
    "TIMESTAMP": pyarrow.timestamp("us"),
    "VARCHAR[]": pyarrow.list_(_TEXT),
    "MAP(VARCHAR, VARCHAR)": pyarrow.map_(_TEXT, _TEXT),
}


@cache
def arrow_schema(spec: TableSpec) -> pyarrow.Schema:
    """The explicit Arrow schema; every field takes nulls, since rows are typed before checked."""
    return pyarrow.schema([(col.name, _TYPES[col.duckdb_type]) for col in columns(spec)])


def to_arrow(spec: TableSpec, rows: Sequence[Any]) -> pyarrow.Table:
    """Rows, all dataclass instances or all mappings, as a table of the spec's types.

    Fields and keys are named as the columns; a nullable column that a row does not name is NULL.
    Raises WarehouseError for a field that is no column, a column that must be there and is not, and
    a value of another type.
    """
    kinds = set(map(type, rows))
    if mapped := any(issubclass(kind, Mapping) for kind in kinds):
        for named in set(map(frozenset, rows)):
            _check_names(spec, named)
    else:
        for kind in kinds:
            _check_fields(spec, kind)
    return from_columns(
        spec,
        {
            name: [row.get(name) for row in rows]
            if mapped
            else [getattr(row, name, None) for row in rows]
            for name in arrow_schema(spec).names
        },
    )


def from_columns(spec: TableSpec, values: Mapping[str, Sequence[Any]]) -> pyarrow.Table:
    """The values of every column, by its name, as a table of the spec's types.

    Raises WarehouseError for a value of another type.
    """
    arrays = []
    for col, arrow_type in zip(columns(spec), arrow_schema(spec).types, strict=True):
        given = values[col.name]
        if pyarrow.types.is_map(arrow_type):
            given = [value if value is None else list(value.items()) for value in given]
        try:
            arrays.append(pyarrow.array(given, arrow_type))
        except (pyarrow.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise WarehouseError(
                f"{spec.full_name}.{col.name}: a value is no {col.duckdb_type} ({error});"
                " mend what yields the row"
            ) from error
    return pyarrow.Table.from_arrays(arrays, schema=arrow_schema(spec))


@cache
def _check_fields(spec: TableSpec, kind: Hashable) -> None:
    """Check a dataclass once."""
    fields = dataclasses.fields(cast(type[Any], kind))
    _check_names(spec, frozenset(field.name for field in fields))


def _check_names(spec: TableSpec, named: frozenset[str]) -> None:
    known, required = _names(spec)
    if unknown := named - known:
        raise WarehouseError(
            f"{spec.full_name}: a row has {', '.join(sorted(unknown))}, which is no column of it;"
            " add the column to the model or leave the field out"
        )
    if missing := required - named:
        raise WarehouseError(
            f"{spec.full_name}: a row lacks {', '.join(sorted(missing))};"
            " give every column that may not be NULL"
        )


@cache
def _names(spec: TableSpec) -> tuple[frozenset[str], frozenset[str]]:
    cols = columns(spec)
    return (
        frozenset(col.name for col in cols),
        frozenset(col.name for col in cols if not col.nullable),
    )
