"""Every row judged by its table's model, by pandera."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow

from schemas.arrow import arrow_schema
from schemas.base import ColumnSpec, TableSpec, columns
from schemas.errors import WarehouseError

_VALUE_SHOWN = 80

# The engine that matches takes only ASCII blanks for white space.
_NOT_BLANK = "[^\\s\u0085\u00a0\u2000-\u200b\u2028\u2029\u3000\ufeff]"


@dataclass(frozen=True, slots=True)
class Validation:
    """The rows that hold, and for each that does not (its place in the table, from 0) why."""

    accepted: pyarrow.Table
    rejected: dict[int, list[str]]


def _elements_in(allowed: Sequence[str]) -> pa.Check:
    """A check for lists: is every element one of the allowed words?"""

    def holds(series: pd.Series[Any]) -> pd.Series[bool]:
        flat = series.list.flatten()
        bad = flat.index[~flat.isin(allowed)]
        return pd.Series(~series.index.isin(bad), index=series.index)

    return pa.Check(holds, error=f"has an element that is none of {', '.join(allowed)}")


def _checks(column: ColumnSpec) -> Iterator[pa.Check]:
    """What the model asks of a column's values, each with the words that say what is wrong."""
    if column.words is not None:
        words = ", ".join(column.words)
        if column.duckdb_type.endswith("[]"):
            yield _elements_in(column.words)
        else:
            yield pa.Check.isin(list(column.words), error=f"is none of {words}")
    if column.pattern is not None:
        yield pa.Check.str_matches(column.pattern, error=f"does not match {column.pattern}")
    if column.filled:
        yield pa.Check.str_contains(_NOT_BLANK, error="is empty")
    if column.above is not None:
        yield pa.Check.gt(column.above, error=f"is not above {column.above}")
    if column.at_least is not None:
        yield pa.Check.ge(column.at_least, error=f"is below {column.at_least}")
    if column.at_most is not None:
        yield pa.Check.le(column.at_most, error=f"is above {column.at_most}")


@cache
def pandera_schema(spec: TableSpec) -> pa.DataFrameSchema:
    """The model as pandera's: nothing is cast, and no column is let through unnamed."""
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                pd.ArrowDtype(arrow_type),
                checks=list(_checks(column)),
                nullable=column.nullable,
                title=column.comment_zh,
                description=column.comment_en,
            )
            for column, arrow_type in zip(columns(spec), arrow_schema(spec).types, strict=True)
        },
        name=spec.model.__name__,
        strict=True,
        coerce=False,
        unique=list(spec.key),
        report_duplicates="exclude_first",
    )


def _doubtful(spec: TableSpec, table: pyarrow.Table) -> pa.DataFrameSchema:
    """The model of those columns whose values can break it, and of the key.

    A column of the model's Arrow type holds where nothing but the type is asked of its values; so
    does a column of NULLs where they are allowed. Each column costs pandera the same, rows hardly.
    """
    whole = pandera_schema(spec)
    fields = {
        name: field
        for name, field in whole.columns.items()
        if name in spec.key
        or (not field.nullable and table[name].null_count)
        or (field.checks and table[name].null_count < table.num_rows)
    }
    doubtful = copy.copy(whole)
    doubtful.columns = fields
    return doubtful


def validate(spec: TableSpec, table: pyarrow.Table) -> Validation:
    """Check every row against the table's model and split by row.

    Each reason is a sentence 'column: what is wrong: value'. Of rows with one key the first is
    accepted. Raises WarehouseError where the table's columns or types are not the model's.
    """
    if table.schema.types != arrow_schema(spec).types or table.schema.names != [
        col.name for col in columns(spec)
    ]:
        raise WarehouseError(
            f"{spec.full_name}: the table's columns are not those of its model;"
            " make the table with to_arrow"
        )
    schema = _doubtful(spec, table)
    checked = table.select(list(schema.columns))
    frame = checked.to_pandas(types_mapper=pd.ArrowDtype, ignore_metadata=True)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        rejected = _reasons(spec, table, errors.failure_cases)
    else:
        return Validation(table, {})
    keep = pyarrow.array([place not in rejected for place in range(table.num_rows)])
    return Validation(table.filter(keep), rejected)


def _reasons(spec: TableSpec, table: pyarrow.Table, failures: pd.DataFrame) -> dict[int, list[str]]:
    rejected: dict[int, list[str]] = {}
    for case in failures.to_dict("records"):
        if pd.isna(case["index"]):
            raise WarehouseError(
                f"{spec.full_name}.{case['column']}: a check could not be made"
                f" ({case['check']}: {case['failure_case']}); mend the model or its data"
            )
        place = int(case["index"])
        name, check = str(case["column"]), str(case["check"])
        if check == "multiple_fields_uniqueness":
            name = ", ".join(spec.key)
            value = ", ".join(str(table[part][place].as_py()) for part in spec.key)
            reason = f"{name}: stands twice: {value}"
        elif check == "not_nullable":
            reason = f"{name}: may not be missing: NULL"
        else:
            reason = f"{name}: {check}: {str(table[name][place].as_py())[:_VALUE_SHOWN]}"
        found = rejected.setdefault(place, [])
        if reason not in found:
            found.append(reason)
    return dict(sorted(rejected.items()))
