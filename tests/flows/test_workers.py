"""Several processes give what one gives; one that is killed loses its own document alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from flows import workers
from flows.documents import SourceFile, find_documents
from flows.outcome import Outcome
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.samples.flow_samples import ROWS, list_text, put

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 120


@pytest.fixture(autouse=True)
def _pays_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PAYS_FROM", 0)
    monkeypatch.setattr(workers, "PROCESSORS", 2)


def some(folder: Path) -> Path:
    raw = folder / "raw"
    for year in (2021, 2022, 2023):
        put(raw, f"list-{year}.txt", list_text(ROWS, year=year))
    put(raw, "empty-2024.txt", "")
    return raw


def outcomes(raw: Path, database: Path) -> list[tuple[object, ...]]:
    report = run_documents(Settings(raw, database), RunProgress())
    return [(each.file_name, each.status, each.reason, each.counts) for each in report.outcomes]


def test_several_processes_give_what_one_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = some(tmp_path)
    at_once = outcomes(raw, tmp_path / "several.duckdb")
    assert [status for _, status, *_ in at_once].count("failed") == 1
    monkeypatch.setattr(workers, "PAYS_FROM", 10**12)
    assert outcomes(raw, tmp_path / "one.duckdb") == at_once


def endless(raw: Path) -> SourceFile:
    """A document that takes for ever to read."""
    raw.mkdir(parents=True, exist_ok=True)
    os.mkfifo(raw / "endless.txt")
    return SourceFile(raw / "endless.txt", "endless", "0" * 64, 10, None)


def reading() -> Iterator[int]:
    """The processes that read now."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        opened = workers._open
        for worker in opened._started if opened else ():
            if worker.process.pid is not None:
                yield worker.process.pid
        time.sleep(0.05)


def test_a_process_that_is_killed_costs_its_document_alone(tmp_path: Path) -> None:
    stuck = endless(tmp_path / "stuck")
    sources = [(each, None) for each in find_documents(some(tmp_path)).documents[1:]]
    settings = Settings(tmp_path / "raw", tmp_path / "c.duckdb")
    given: list[Outcome] = []
    with workers.workers([(stuck, None), *sources]) as number:
        assert number == 2
        thread = threading.Thread(
            target=lambda: given.append(workers.prepare(stuck, settings, None))
        )
        thread.start()
        os.kill(next(reading()), signal.SIGKILL)
        thread.join(PATIENCE_SECONDS)
        good = [workers.prepare(source, settings, None) for source, _ in sources]
    (lost,) = given
    assert lost.status == "failed"
    assert cast(str, lost.reason).startswith(
        "endless.txt: the process that read it was ended (SIGKILL, as when memory runs out); give"
    )
    assert [each.status for each in good] == ["loaded", "loaded", "loaded"]


RUN = """
import threading
from pathlib import Path
from tests.flows.test_workers import endless, reading, workers
from flows.settings import Settings
if __name__ == "__main__":
    folder = Path({folder!r})
    stuck = endless(folder)
    workers.PAYS_FROM, workers.PROCESSORS = 0, 2
    with workers.workers([(stuck, None)]):
        settings = Settings(folder, folder / "c.duckdb")
        threading.Thread(target=workers.prepare, args=(stuck, settings, None), daemon=True).start()
        print(next(reading()), flush=True)
        threading.Event().wait()
"""


def test_processes_end_with_a_run_that_is_ended(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN.format(folder=str(tmp_path / "raw")), encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    assert run.stdout is not None
    worker = int(run.stdout.readline())
    time.sleep(1)
    run.terminate()
    run.wait(PATIENCE_SECONDS)
    end = time.monotonic() + PATIENCE_SECONDS
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()
