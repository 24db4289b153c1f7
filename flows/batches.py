"""How documents are dealt to tasks: a task costs a hundredth of a second, whatever it reads."""

from __future__ import annotations

from collections.abc import Sequence

from flows.documents import SourceFile
from warehouse.reading import PublishedDocument

Batch = Sequence[tuple[SourceFile, PublishedDocument | None]]
"""Documents to read, each with what is published of it."""

_TASKS = 100
_MOST_DOCUMENTS = 50


def in_tasks(sources: Batch) -> list[Batch]:
    """The documents a task, in their order.

    One document each up to a hundred; of more a hundredth of them each, at most 50: what a worker
    that dies takes with it is read again.
    """
    size = max(1, min(_MOST_DOCUMENTS, -(-len(sources) // _TASKS)))
    return [sources[start : start + size] for start in range(0, len(sources), size)]
