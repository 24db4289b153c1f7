"""Every table, in one place."""

from __future__ import annotations

from schemas import (
    audit_tables,
    entry_table,
    main_tables,
    prose_tables,
    rate_tables,
    reference_tables,
)
from schemas.base import TableSpec
from schemas.errors import WarehouseError

TABLES: tuple[TableSpec, ...] = (
    *main_tables.TABLES,
    *entry_table.TABLES,
    *rate_tables.TABLES,
    *prose_tables.TABLES,
    *reference_tables.TABLES,
    *audit_tables.TABLES,
)

_BY_NAME = {(spec.schema, spec.name): spec for spec in TABLES}


def table(schema: str, name: str) -> TableSpec:
    """The table of that schema and name. Raises WarehouseError where there is none."""
    try:
        return _BY_NAME[schema, name]
    except KeyError:
        raise WarehouseError(
            f"there is no table {schema}.{name}; the tables are"
            f" {', '.join(spec.full_name for spec in TABLES)}"
        ) from None
