"""Every row judged by its table's model, by pandera.

What is asked of a column is said once, a rule for all its values in Arrow. pandera first asks a
whole table in one check whether every row holds; only where one does not, it asks column by column
which and why. A check costs pandera as much as the values of a whole document cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow
import pyarrow.compute as pc

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


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a model asks of a column: which of its values hold, none of them NULL, and the words
    for what is wrong with the others.
    """

    holds: Callable[[Any], Any]
    wrong: str

    def check(self, arrow_type: pyarrow.DataType) -> pa.Check:
        """As pandera asks it of a column of that type; it leaves NULLs out."""

        def of_series(series: pd.Series[Any]) -> pd.Series[bool]:
            values = pyarrow.array(series, arrow_type)
            return pd.Series(self.holds(values).to_numpy(zero_copy_only=False), series.index)

        return pa.Check(of_series, error=self.wrong)


@cache
def _rules(column: ColumnSpec) -> tuple[_Rule, ...]:
    return tuple(_each_rule(column))


def _each_rule(column: ColumnSpec) -> Iterator[_Rule]:
    if column.words is not None:
        words = ", ".join(column.words)
        allowed = pyarrow.array(column.words)
        if column.duckdb_type.endswith("[]"):
            yield _Rule(partial(_elements_in, allowed), f"has an element that is none of {words}")
        else:
            yield _Rule(partial(pc.is_in, value_set=allowed), f"is none of {words}")
    for pattern, wrong in (
        (column.pattern and f"^(?:{column.pattern})", f"does not match {column.pattern}"),
        (column.filled and _NOT_BLANK, "is empty"),
    ):
        if pattern:
            yield _Rule(partial(pc.match_substring_regex, pattern=pattern), wrong)
    for holds, bound, wrong in (
        (pc.less, column.above, "is not above"),
        (pc.less_equal, column.at_least, "is below"),
        (pc.greater_equal, column.at_most, "is above"),
    ):
        if bound is not None:
            yield _Rule(partial(holds, pyarrow.scalar(bound)), f"{wrong} {bound}")


def _elements_in(allowed: pyarrow.Array, lists: Any) -> Any:
    """Which of the lists have only allowed words as elements?"""
    is_allowed = pc.is_in(pc.list_flatten(lists), allowed)
    strange = pc.list_parent_indices(lists).filter(pc.invert(is_allowed))
    return pc.invert(pc.is_in(pyarrow.array(range(len(lists)), strange.type), strange))


@cache
def _columns(spec: TableSpec) -> dict[str, pa.Column]:
    """The model's columns as pandera's."""
    return {
        column.name: pa.Column(
            pd.ArrowDtype(arrow_type),
            checks=[rule.check(arrow_type) for rule in _rules(column)],
            nullable=column.nullable,
            title=column.comment_zh,
            description=column.comment_en,
        )
        for column, arrow_type in zip(columns(spec), arrow_schema(spec).types, strict=True)
    }


@cache
def _of_whole(spec: TableSpec) -> pa.DataFrameSchema:
    """The model as pandera's, in one check that says whether all rows of a table hold."""
    return pa.DataFrameSchema(
        checks=pa.Check(partial(_all_hold, spec)),
        name=spec.model.__name__,
        unique=list(spec.key),
    )


def _all_hold(spec: TableSpec, frame: pd.DataFrame) -> bool:
    """Does every row hold, its key aside?"""
    for column, arrow_type in zip(columns(spec), arrow_schema(spec).types, strict=True):
        if column.name in frame:
            given = pyarrow.array(frame[column.name], arrow_type)
            if given.null_count and not column.nullable:
                return False
            values = given.drop_null()
            if not all(pc.all(rule.holds(values), min_count=0).as_py() for rule in _rules(column)):
                return False
    return True


def _doubtful(spec: TableSpec, table: pyarrow.Table) -> list[str]:
    """The columns whose values can break the model, and those of the key.

    A column of the model's Arrow type holds where nothing but the type is asked of its values; so
    does a column of NULLs where they are allowed.
    """
    return [
        column.name
        for column in columns(spec)
        if column.name in spec.key
        or (not column.nullable and table[column.name].null_count)
        or (_rules(column) and table[column.name].null_count < table.num_rows)
    ]


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
    doubtful = table.select(_doubtful(spec, table))
    frame: pd.DataFrame = doubtful.to_pandas(types_mapper=pd.ArrowDtype, ignore_metadata=True)
    try:
        _of_whole(spec).validate(frame)
    except pa.errors.SchemaError:
        rejected = _rejected(spec, table, frame)
    else:
        return Validation(table, {})
    keep = pyarrow.array(
        [place not in rejected for place in range(table.num_rows)], pyarrow.bool_()
    )
    return Validation(table.filter(keep), rejected)


def _rejected(spec: TableSpec, table: pyarrow.Table, frame: pd.DataFrame) -> dict[int, list[str]]:
    """The rows of a table that do not hold, and why; ``frame`` has its doubtful columns."""
    schema = pa.DataFrameSchema(
        {name: column for name, column in _columns(spec).items() if name in frame},
        name=spec.model.__name__,
        strict=True,
        coerce=False,
        unique=list(spec.key),
        report_duplicates="exclude_first",
    )
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return _reasons(spec, table, errors.failure_cases)
    return {}


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
