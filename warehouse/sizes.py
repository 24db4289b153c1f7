"""How large each list of a document is, as staged: compared with what is published of it."""

from __future__ import annotations

from collections import Counter

import pyarrow.parquet as pq

from warehouse.reading import ListSize
from warehouse.stage import Stage


def list_sizes(stage: Stage) -> dict[str, ListSize]:
    """The lists of a staged document by their keys, each with its size."""
    if "catalog" not in stage.tables:
        return {}
    lists = pq.read_table(
        stage.parquet("catalog"), columns=["catalog_id", "list_key", "number", "entry_count"]
    ).to_pylist()
    amounts: Counter[str | None] = Counter()
    if "subsidy_rate" in stage.tables:
        rates = pq.read_table(stage.parquet("subsidy_rate"), columns=["catalog_id"])
        amounts.update(rates["catalog_id"].to_pylist())
    return {
        row["list_key"]: ListSize(row["number"], row["entry_count"], amounts[row["catalog_id"]])
        for row in lists
    }
