"""Documents read by the workers of a dask cluster: as without, though some of them are killed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster

from flows import batches, cluster, workers
from flows.documents import SourceFile, find_documents
from flows.exit_codes import ExitCode
from flows.outcome import Outcome, RunReport
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings, TaskRunner
from schemas.errors import CatalogError
from tests.samples.buckets import s3_server
from tests.samples.facts import facts
from tests.samples.flow_samples import list_text, put, sha256_of
from tests.samples.processes import Command, environment, wait_until
from warehouse.store import Store


def some(folder: Path) -> Path:
    for year in (2021, 2022, 2023):
        put(folder / "raw", f"list-{year}.txt", list_text(year=year))
    put(folder / "raw", "empty-2024.txt", "")
    return folder / "raw"


def run(raw: Path | Store, database: Path, **options: Any) -> RunReport:
    return run_documents(Settings(raw, database, **options), RunProgress())


def told(report: RunReport) -> list[tuple[object, ...]]:
    return [(each.file_name, each.status, each.reason, each.counts) for each in report.outcomes]


def test_workers_of_the_run_give_what_it_gives_alone(tmp_path: Path) -> None:
    """By the command with Prefect; a document that fails there fails here."""
    raw = some(tmp_path)
    command = Command(tmp_path, environment(tmp_path / "prefect"))
    code, out, _ = command.run("--task-runner", "dask")
    assert code == ExitCode.INCOMPLETE
    assert out.count("loaded") == 3 + 1  # a heading says it, too
    assert run(raw, tmp_path / "alone.duckdb").is_published
    assert facts(command.database) == facts(tmp_path / "alone.duckdb")


def test_workers_elsewhere_read_and_stage_in_a_bucket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = some(tmp_path)
    put(raw / "parts-2025", "附件1.txt", list_text(year=2025))
    with (
        s3_server("catalogs") as bucket,
        LocalCluster(1, threads_per_worker=1, dashboard_address=None) as elsewhere,
    ):
        for path in raw.rglob("*.txt"):
            bucket.put_file(str(path), f"catalogs/raw/{path.relative_to(raw)}")
        store = {
            "stages": Store("s3://catalogs/stages"),
            "task_runner": TaskRunner.DASK,
            "dask_address": elsewhere.scheduler_address,
        }
        far = run(Store("s3://catalogs/raw"), tmp_path / "far.duckdb", **store)
        assert told(far) == told(run(raw, tmp_path / "near.duckdb"))
        assert facts(tmp_path / "far.duckdb") == facts(tmp_path / "near.duckdb")
        assert len(bucket.find("catalogs/stages")) == 4

        shared = store | {"stages": Store(f"file://{tmp_path}/share")}
        assert told(run(raw, tmp_path / "shared.duckdb", **shared)) == told(far)

        put(raw, "list-2026.txt", list_text(year=2026))
        monkeypatch.setattr(cluster, "program_digest", lambda: "of another version")
        with pytest.raises(CatalogError, match="another version of this program"):
            run(raw, tmp_path / "far.duckdb", **store)
        monkeypatch.undo()
        elsewhere.scale(0)
        monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0)
        monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.1)
        with pytest.raises(
            CatalogError, match="no worker for 0 seconds; start some with: dask wor"
        ):
            run(raw, tmp_path / "far.duckdb", **store)
        address = elsewhere.scheduler_address
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with pytest.raises(CatalogError, match=f"No dask scheduler answers at {address}"):
        run(raw, tmp_path / "far.duckdb", **store)


def waiting(raw: Path, year: int) -> SourceFile:
    """A document that is read when somebody writes it."""
    path = put(raw, f"waiting-{year}.txt", list_text(year=year))
    source = SourceFile(path, path.stem, sha256_of(path), path.stat().st_size, None)
    path.unlink()
    os.mkfifo(path)
    return source


@contextmanager
def reading(
    sources: list[SourceFile], settings: Settings
) -> Iterator[tuple[cluster.Cluster, list[Outcome]]]:
    """The workers of a run, and what they give, all of it there when the block has ended."""
    outcomes: list[Outcome] = []
    with cluster.cluster(settings, [(each, None) for each in sources]) as (opened, dealt):

        def prepare() -> None:
            for batch in dealt:
                outcomes.extend(opened.prepare(batch))

        thread = threading.Thread(target=prepare)
        thread.start()
        yield opened, outcomes
        thread.join()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def kill_reader(opened: cluster.Cluster, fifo: Path) -> int:
    """Kill the worker that has begun to read the document, and wait until it is gone.

    Gives what keeps the document from ending for the next that reads it.
    """
    descriptor = os.open(fifo, os.O_WRONLY)  # somebody reads it now
    tasks = opened._client.processing()
    pids = opened._client.run(os.getpid)
    (worker,) = (name for name, keys in tasks.items() if keys)
    os.kill(pids[worker], signal.SIGKILL)
    wait_until(lambda: not is_running(pids[worker]))
    return descriptor


def test_what_a_killed_worker_read_is_read_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_documents(some(tmp_path)).documents[1:]
    slow = waiting(tmp_path / "slow", 2020)
    settings = Settings(tmp_path / "raw", tmp_path / "c.duckdb", task_runner=TaskRunner.DASK)
    monkeypatch.setattr(workers, "PROCESSORS", 2)
    with reading([*found, slow], settings) as (opened, outcomes):
        wait_until(lambda: len(outcomes) == len(found))
        descriptor = kill_reader(opened, slow.path)
        slow.path.write_bytes(list_text(year=2020).encode())
        os.close(descriptor)
    assert [each.status for each in outcomes] == ["loaded"] * 4


def test_a_document_that_no_worker_survives_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = waiting(tmp_path / "slow", 2020)
    found = find_documents(some(tmp_path)).documents[1:]
    settings = Settings(tmp_path / "raw", tmp_path / "c.duckdb", task_runner=TaskRunner.DASK)
    monkeypatch.setattr(workers, "PROCESSORS", 1)
    monkeypatch.setattr(batches, "_TASKS", 1)  # all in one batch
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        reading([deadly, *found], settings) as (opened, outcomes),
    ):
        for descriptor in [kill_reader(opened, deadly.path) for _ in range(2)]:
            os.close(descriptor)
    lost, *good = outcomes
    assert [each.status for each in good] == ["loaded"] * 3
    assert lost.status == "failed"
    assert "every worker that read it was ended" in str(lost.reason)
