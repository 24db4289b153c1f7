"""How documents are dealt to tasks."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.batches import Batch, in_tasks
from flows.cluster import cluster
from flows.documents import SourceFile
from flows.settings import Settings, TaskRunner
from warehouse.reading import PublishedDocument
from warehouse.stage import program_digest


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


class _Client:
    """Of a scheduler that takes tasks and does none."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.sent: list[Any] = []

    def submit(self, _function: Any, documents: Any, *_: Any, **__: Any) -> Any:
        self.sent.append(documents)
        return object()

    def cancel(self, _sent: Any) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("unchanged", "new", "tasks"), [(0, 10_000, 200), (10_000, 0, 200), (5_000, 5_000, 200)]
)
def test_a_cluster_gets_hundreds_of_tasks(
    unchanged: int, new: int, tasks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        sys.modules, "distributed", SimpleNamespace(Client=_Client, LocalCluster=None)
    )
    path = Path("a.txt")
    settings = Settings(path, path, task_runner=TaskRunner.DASK, dask_address="tcp://there:8786")
    last = PublishedDocument("", "a.txt", "", "0" * 20 + program_digest()[:12], {})
    sources: Batch = [
        (SourceFile(path, str(number), "", 0, None), last if number < unchanged else None)
        for number in range(unchanged + new)
    ]
    with cluster(settings, sources) as (opened, batches):
        sent = opened._client.sent if new else []
        assert len(batches) == tasks
        assert [each for batch in batches for each in batch] == sources
        assert [each for batch in sent for each in batch] == list(sources[unchanged:])
