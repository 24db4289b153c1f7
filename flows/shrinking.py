"""Whether a document has become so much smaller that it may be cut or damaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.sidecar import Expected
from warehouse.reading import ListSize

_TENTH = 10


def lost_rows(
    published: Mapping[str, ListSize], now: Mapping[str, ListSize], expected: Expected
) -> Iterator[str]:
    """What each list lost, in words, where that is a tenth of its rows or amounts, or all of it.

    Lists go by their keys. Rows and amounts that a person ``expected`` to be so many are not lost.
    """
    for key, before in published.items():
        size = now.get(key)
        if size is None:
            yield f"none of list {before.number} ({key}), of which {_words(before)} are published"
            continue
        pairs = [("rows", before.rows, size.rows)] * (size.number not in expected.lists)
        pairs += [("amounts", before.amounts, size.amounts)] * (expected.rates is None)
        where = f"list {size.number} ({key})"
        for what, were, are in pairs:
            if were and (were - are) * _TENTH >= were:
                yield f"{are:,} {what} of {where}, of which {were:,} are published"


def _words(size: ListSize) -> str:
    parts = [f"{size.rows:,} rows"] * bool(size.rows or not size.amounts)
    parts += [f"{size.amounts:,} amounts"] * bool(size.amounts)
    return " and ".join(parts)
