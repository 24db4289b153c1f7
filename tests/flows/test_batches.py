"""How documents are dealt to tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.batches import Batch, in_tasks
from flows.documents import SourceFile


@pytest.mark.parametrize(
    ("documents", "tasks"), [(0, 0), (5, 5), (100, 100), (101, 51), (1_000, 100), (10_000, 200)]
)
def test_many_documents_are_hundreds_of_tasks(documents: int, tasks: int) -> None:
    name = Path("a.txt")
    sources: Batch = [
        (SourceFile(name, str(number), "", 0, None), None) for number in range(documents)
    ]
    batches = in_tasks(sources)
    assert len(batches) == tasks
    assert [each for batch in batches for each in batch] == sources
