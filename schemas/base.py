"""What a table's model is made of: columns that carry their own rules and documentation.

A model says each column's type, rules, English and Chinese description and a printed example.
From it come the Arrow schema (``schemas.arrow``), pandera's (``schemas.validation``), the comments
of the database and the dictionary. No library is imported here: who only asks for columns waits for
none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

Text = Annotated[str, "VARCHAR"]
Flag = Annotated[bool, "BOOLEAN"]
Tiny = Annotated[int, "TINYINT"]
Number = Annotated[int, "INTEGER"]
Big = Annotated[int, "BIGINT"]
Yuan = Annotated[Decimal, "DECIMAL(10,2)"]
Quantity = Annotated[Decimal, "DECIMAL(12,3)"]
Share = Annotated[Decimal, "DECIMAL(4,3)"]
Day = Annotated[date, "DATE"]
Moment = Annotated[datetime, "TIMESTAMP"]
Texts = Annotated[list[str], "VARCHAR[]"]
TextMap = Annotated[dict[str, str], "MAP(VARCHAR, VARCHAR)"]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as its model says it, all but its name and type."""

    comment_en: str
    comment_zh: str
    example: str | None
    nullable: bool
    words: tuple[str, ...] | None
    pattern: str | None
    filled: bool
    above: int | None
    at_least: int | None
    at_most: int | None


def col(
    en: str,
    zh: str,
    example: str | None,
    *,
    nullable: bool = False,
    words: Any = None,
    pattern: str | None = None,
    filled: bool = False,
    above: int | None = None,
    at_least: int | None = None,
    at_most: int | None = None,
) -> Any:
    """A column of a model.

    ``example`` is a value as printed or loaded, None where none of the known documents gives one.
    ``words``, a Literal type, are those a text may be, or those the elements of a list may be;
    ``pattern`` must match from the start; ``filled`` asks for a character that is not white space;
    bounds are inclusive, ``above`` is not.
    """
    return _Column(
        en,
        zh,
        example,
        nullable,
        get_args(words) or None,
        pattern,
        filled,
        above,
        at_least,
        at_most,
    )


class TableModel:
    """The base of every table's model: exactly its columns, of exactly their types."""


@dataclass(frozen=True, slots=True)
class ColumnSpec(_Column):
    """One column as the database and the dictionary show it, and what its values must be."""

    name: str
    duckdb_type: str

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


def bilingual(en: str, zh: str, example: str | None = None) -> str:
    """The text of a comment: English, Chinese, and an example where there is one."""
    text = f"{en} {zh}"
    return text if example is None else f"{text} e.g. {example}"


@cache
def columns(spec: TableSpec) -> tuple[ColumnSpec, ...]:
    """The table's columns in order."""
    found = []
    for name, hint in get_type_hints(spec.model, include_extras=True).items():
        said: _Column = getattr(spec.model, name)
        _, duckdb_type = get_args(hint)
        given = {field: getattr(said, field) for field in _Column.__slots__}
        found.append(ColumnSpec(**given, name=name, duckdb_type=duckdb_type))
    return tuple(found)
