"""Printed rows that do not hold are taken out whole, with every reason, and nothing else is.

A printed row stands or falls with all that was read from it: where its entry, one of its amounts
or one of its minimums of hours breaks its model, the row and its continuations are rejected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from schemas.arrow import to_arrow
from schemas.errors import WarehouseError
from schemas.registry import table
from schemas.validation import validate
from warehouse.stage import STAGE_TABLES

ROW_TABLES = ("catalog_entry", "subsidy_rate", "class_hours")
"""Tables whose rows are read from a printed row, so that a row can be rejected for them."""


def without_rejected(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Validate the Arrow tables of one document, by table name, and move bad rows out.

    The result holds the same tables: bad rows and their continuations are in ``rejected_row``, and
    ``source_row``, ``finding`` and ``catalog.entry_count`` follow. Raises WarehouseError where the
    document, a list, a source row, a finding or a correction itself breaks its model, since the
    document could then not be explained.
    """
    broken: dict[str, dict[int, list[str]]] = {}
    for name, schema in STAGE_TABLES.items():
        if tables[name].num_rows == 0:
            continue
        rejected = validate(table(schema, name), tables[name]).rejected
        if rejected and name not in ROW_TABLES:
            place, reasons = next(iter(rejected.items()))
            raise WarehouseError(
                f"{_file_name(tables)}: row {place + 1} of {schema}.{name} breaks its model"
                f" ({'; '.join(reasons)}); mend the city module, the reader or the sidecar"
            )
        if rejected:
            broken[name] = rejected
    return _moved_out(tables, broken) if broken else dict(tables)


def _moved_out(
    tables: Mapping[str, pa.Table], broken: Mapping[str, Mapping[int, list[str]]]
) -> dict[str, pa.Table]:
    rows = {name: found.to_pylist(maps_as_pydicts="strict") for name, found in tables.items()}
    sources = rows["source_row"]
    reasons = _reasons_by_row(rows, broken)

    entries = [row for row in rows["catalog_entry"] if row["row_no"] not in reasons]
    kept = {row["entry_id"] for row in entries}
    rates = [
        row
        for row in rows["subsidy_rate"]
        if row["row_no"] not in reasons and row["entry_id"] in kept | {None}
    ]
    kept_rates = {row["rate_id"] for row in rates}
    for row in sources:
        row["rate_ids"] = [rate for rate in row["rate_ids"] if rate in kept_rates]
        if row["row_no"] in reasons:
            row["entry_id"] = None
    for row in rows["finding"]:
        if row["row_no"] in reasons or row["entry_id"] not in kept:
            row["entry_id"] = None
    for row in rows["catalog"]:
        row["entry_count"] = sum(entry["catalog_id"] == row["catalog_id"] for entry in entries)

    rows |= {
        "catalog_entry": entries,
        "subsidy_rate": rates,
        "class_hours": [row for row in rows["class_hours"] if row["row_no"] not in reasons],
        "rejected_row": rows["rejected_row"] + _rejected(sources, reasons),
    }
    return {name: to_arrow(table(STAGE_TABLES[name], name), found) for name, found in rows.items()}


def _reasons_by_row(
    rows: Mapping[str, list[dict[str, Any]]], broken: Mapping[str, Mapping[int, list[str]]]
) -> dict[int, dict[str, list[str]]]:
    """For each printed row to reject, by row_no: the reasons by the table that gives them."""
    continued: dict[str | None, list[int]] = {}
    for row in rows["source_row"]:
        if row["role"] == "continuation" and row["entry_id"] is not None:
            continued.setdefault(row["entry_id"], []).append(row["row_no"])
    row_of_entry: dict[str | None, int] = {}
    for row in rows["catalog_entry"]:
        row_of_entry.setdefault(row["entry_id"], row["row_no"])
    printed = {row["row_no"] for row in rows["source_row"]}
    reasons: dict[int, dict[str, list[str]]] = {}
    for name, found in broken.items():
        for place, why in found.items():
            row = rows[name][place]
            if row["row_no"] not in printed:
                raise WarehouseError(
                    f"{rows['document'][0]['file_name']}: row {place + 1} of {name} breaks its"
                    f" model ({'; '.join(why)}) and leads to no printed row; mend the city module"
                )
            entry_id = row.get("entry_id")
            # A second row of one key must not take the continuations of the first with it.
            own = row_of_entry.get(entry_id) == row["row_no"] or name != "catalog_entry"
            entry_row = [row_of_entry[entry_id]] if entry_id in row_of_entry else []
            more = [*entry_row, *continued.get(entry_id, [])] if own else []
            for row_no in {row["row_no"], *more}:
                said = reasons.setdefault(row_no, {}).setdefault(name, [])
                said += [reason for reason in why if reason not in said]
    return reasons


def _rejected(
    sources: list[dict[str, Any]], reasons: Mapping[int, Mapping[str, list[str]]]
) -> list[dict[str, Any]]:
    return [
        {
            "document_id": row["document_id"],
            "row_no": row["row_no"],
            "model": name,
            "reasons": why,
            "cells": row["cells"],
        }
        for row in sources
        for name, why in reasons.get(row["row_no"], {}).items()
    ]


def _file_name(tables: Mapping[str, pa.Table]) -> str:
    names = tables["document"]["file_name"].to_pylist()
    return str(names[0]) if names else "a document without a row of its own"
