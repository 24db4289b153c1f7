"""What a table's model is made of: pandera columns that carry their own documentation.

A model says each column's type, rules, English and Chinese description and a printed example.
From it come the Arrow schema, the validation, the comments of the database and the dictionary.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, cast, get_args

import pandas as pd
import pandera.pandas as pa
import pyarrow

from schemas.errors import WarehouseError

_TEXT = pyarrow.string()

Text = Annotated[pd.ArrowDtype, _TEXT]
Flag = Annotated[pd.ArrowDtype, pyarrow.bool_()]
Tiny = Annotated[pd.ArrowDtype, pyarrow.int8()]
Number = Annotated[pd.ArrowDtype, pyarrow.int32()]
Big = Annotated[pd.ArrowDtype, pyarrow.int64()]
Yuan = Annotated[pd.ArrowDtype, pyarrow.decimal128(10, 2)]
Quantity = Annotated[pd.ArrowDtype, pyarrow.decimal128(12, 3)]
Share = Annotated[pd.ArrowDtype, pyarrow.decimal128(4, 3)]
Day = Annotated[pd.ArrowDtype, pyarrow.date32()]
Moment = Annotated[pd.ArrowDtype, pyarrow.timestamp("us")]
Texts = Annotated[pd.ArrowDtype, pyarrow.list_(_TEXT)]
TextMap = Annotated[pd.ArrowDtype, pyarrow.map_(_TEXT, _TEXT)]

_DUCKDB_TYPES: dict[pyarrow.DataType, str] = {
    _TEXT: "VARCHAR",
    pyarrow.bool_(): "BOOLEAN",
    pyarrow.int8(): "TINYINT",
    pyarrow.int32(): "INTEGER",
    pyarrow.int64(): "BIGINT",
    pyarrow.decimal128(10, 2): "DECIMAL(10,2)",
    pyarrow.decimal128(12, 3): "DECIMAL(12,3)",
    pyarrow.decimal128(4, 3): "DECIMAL(4,3)",
    pyarrow.date32(): "DATE",
    pyarrow.timestamp("us"): "TIMESTAMP",
    pyarrow.list_(_TEXT): "VARCHAR[]",
    pyarrow.map_(_TEXT, _TEXT): "MAP(VARCHAR, VARCHAR)",
}

_VALUE_SHOWN = 80

# The engine that matches takes only ASCII blanks for white space.
_NOT_BLANK = "[^\\s\u0085\u00a0\u2000-\u200b\u2028\u2029\u3000\ufeff]"


def _elements_in(allowed: Sequence[str]) -> pa.Check:
    """A check for lists: is every element one of the allowed words?"""

    def holds(series: pd.Series[Any]) -> pd.Series[bool]:
        flat = series.list.flatten()
        bad = flat.index[~flat.isin(allowed)]
        return pd.Series(~series.index.isin(bad), index=series.index)

    return pa.Check(holds, error=f"has an element that is none of {', '.join(allowed)}")


def col(
    en: str,
    zh: str,
    example: str | None,
    *,
    nullable: bool = False,
    words: Any = None,
    element_words: Any = None,
    pattern: str | None = None,
    filled: bool = False,
    above: int | None = None,
    at_least: int | None = None,
    at_most: int | None = None,
) -> Any:
    """A column of a model.

    ``example`` is a value as printed or loaded, None where none of the known documents gives one.
    ``words`` (of a text) and ``element_words`` (of a list of texts) are Literal types; ``pattern``
    must match from the start; ``filled`` asks for a character that is not white space; bounds are
    inclusive, ``above`` is not.
    """
    checks: dict[str, dict[str, Any]] = {}
    if words is not None:
        checks["isin"] = {
            "allowed_values": list(get_args(words)),
            "error": f"is none of {', '.join(get_args(words))}",
        }
    if pattern is not None:
        checks["str_matches"] = {"pattern": pattern, "error": f"does not match {pattern}"}
    if filled:
        checks["str_contains"] = {"pattern": _NOT_BLANK, "error": "is empty"}
    if above is not None:
        checks["gt"] = {"min_value": above, "error": f"is not above {above}"}
    if at_least is not None:
        checks["ge"] = {"min_value": at_least, "error": f"is below {at_least}"}
    if at_most is not None:
        checks["le"] = {"max_value": at_most, "error": f"is above {at_most}"}
    return pa.Field(
        nullable=nullable,
        title=zh,
        description=en,
        metadata={
            "example": example,
            "words": get_args(words or element_words) or None,
            "element_words": get_args(element_words),
        },
        **checks,  # type: ignore[arg-type]
    )


class TableModel(pa.DataFrameModel):
    """The base of every table's model: exactly its columns, of exactly their types."""

    class Config:
        """Nothing is cast and nothing is let through unnamed."""

        strict = True
        coerce = False


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column as the database and the dictionary show it."""

    name: str
    arrow_type: pyarrow.DataType
    duckdb_type: str
    nullable: bool
    comment_en: str
    comment_zh: str
    example: str | None
    words: tuple[str, ...] | None

    @property
    def comment(self) -> str:
        """English, Chinese and the example in one text, for COMMENT ON."""
        return bilingual(self.comment_en, self.comment_zh, self.example)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: where it stands, its model, its key and what a row of it is."""

    schema: str
    name: str
    model: type[TableModel]
    key: tuple[str, ...]
    comment_en: str
    comment_zh: str

    @property
    def full_name(self) -> str:
        """The name with its schema, as ``main.region``."""
        return f"{self.schema}.{self.name}"

    @property
    def comment(self) -> str:
        """English and Chinese in one text, for COMMENT ON."""
        return bilingual(self.comment_en, self.comment_zh)


@dataclass(frozen=True, slots=True)
class Validation:
    """The rows that hold, and for each that does not (its place in the table, from 0) why."""

    accepted: pyarrow.Table
    rejected: dict[int, list[str]]


def bilingual(en: str, zh: str, example: str | None = None) -> str:
    """The text of a comment: English, Chinese, and an example where there is one."""
    text = f"{en} {zh}"
    return text if example is None else f"{text} e.g. {example}"


@cache
def _pandera_schema(spec: TableSpec) -> pa.DataFrameSchema:
    schema = spec.model.to_schema()
    schema.unique = list(spec.key)
    schema.report_duplicates = "exclude_first"
    for field in schema.columns.values():
        # Pandera takes checks of our own in a model only with its generators of test data.
        if words := field.metadata["element_words"]:
            field.checks = [*field.checks, _elements_in(words)]
    return schema


def _doubtful(spec: TableSpec, table: pyarrow.Table) -> pa.DataFrameSchema:
    """The model of those columns whose values can break it, and of the key.

    A column of the model's Arrow type holds where nothing but the type is asked of its values; so
    does a column of NULLs where they are allowed. Each column costs pandera the same, rows hardly.
    """
    whole = _pandera_schema(spec)
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


@cache
def columns(spec: TableSpec) -> tuple[ColumnSpec, ...]:
    """The table's columns in order."""
    found = []
    for name, field in spec.model.to_schema().columns.items():
        arrow_type = field.dtype.type.pyarrow_dtype
        found.append(
            ColumnSpec(
                name=name,
                arrow_type=arrow_type,
                duckdb_type=_DUCKDB_TYPES[arrow_type],
                nullable=field.nullable,
                comment_en=field.description,
                comment_zh=field.title,
                example=field.metadata["example"],
                words=field.metadata["words"],
            )
        )
    return tuple(found)


@cache
def arrow_schema(spec: TableSpec) -> pyarrow.Schema:
    """The explicit Arrow schema; every field takes nulls, since rows are typed before checked."""
    return pyarrow.schema([(col.name, col.arrow_type) for col in columns(spec)])


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
    for col in columns(spec):
        given = values[col.name]
        if pyarrow.types.is_map(col.arrow_type):
            given = [value if value is None else list(value.items()) for value in given]
        try:
            arrays.append(pyarrow.array(given, col.arrow_type))
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
