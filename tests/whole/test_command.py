"""The real command with the real Prefect: runs, bad files, two at once, Ctrl-C, and kills."""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from flows.exit_codes import ExitCode
from tests.samples.flow_samples import ROWS, list_text, put
from tests.samples.processes import PATIENCE_SECONDS, Command, environment, prefect_server
from tests.samples.warm_command import WarmCommand

KILLS = 30


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a user who keeps a Prefect server, which spares each run its start."""
    with prefect_server(tmp_path_factory.mktemp("prefect")) as found:
        yield found


def test_runs_load_what_is_good_and_say_what_is_not(tmp_path: Path) -> None:
    command = Command(tmp_path, environment(tmp_path / "prefect"))
    raw = tmp_path / "raw"
    put(raw, "good-2026.txt", list_text())
    put(raw, "unknown.txt", "no catalog")
    put(raw, "empty.txt", b"")
    put(raw, "coded.txt", b"\x81\x20\xff\xff\x00\x81")
    put(raw, "changed.txt", list_text(year=2021), f"sha256: {'0a' * 32}")
    put(raw, "keyed.txt", list_text(year=2022), "revewed: true")
    correction = "{where: {row: 999}, column: name, printed: 甲, meant: 乙, reason: x}"
    put(raw, "corrected.txt", list_text(year=2023), f"corrections: [{correction}]")
    put(raw, "twice.txt", list_text(year=2024))
    put(raw, "twice.text", list_text(year=2025))

    code, out, err = command.run()
    assert code == ExitCode.INCOMPLETE
    statuses = {line.split()[0]: line.split()[-1] for line in out.splitlines()[1:]}
    assert statuses.pop("good-2026") == "loaded"
    assert set(statuses.values()) == {"failed"}
    reasons = [line for line in err.splitlines() if line.startswith("Failed: ")]
    for file in raw.glob("*.t*xt"):
        if file.stem != "good-2026":
            assert any(file.stem in reason for reason in reasons), file
    assert command.entries() == {"good-2026": len(ROWS)}

    for file in raw.iterdir():
        if file.stem != "good-2026":
            file.unlink()
    code, out, err = command.run("--json")
    report: Any = json.loads(out)
    assert (code, report["exit_code"]) == (ExitCode.WELL, ExitCode.WELL)
    assert [(one["document_id"], one["status"]) for one in report["documents"]] == [
        ("good-2026", "unchanged")
    ]
    assert report["changes"] == []


def test_two_runs_at_once_both_end_well(tmp_path: Path, served: dict[str, str]) -> None:
    command = Command(tmp_path, served)
    put(tmp_path / "raw", "a-2026.txt", list_text())
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: command.run(), range(2)))
    assert [code for code, _, _ in results] == [ExitCode.WELL, ExitCode.WELL]
    assert command.entries() == {"a-2026": len(ROWS)}


def test_ctrl_c_is_one_sentence(tmp_path: Path, served: dict[str, str]) -> None:
    command = Command(tmp_path, served)
    put(tmp_path / "raw", "a-2026.txt", list_text())
    with command.start("run") as process:
        _wait_until_locked(command, lambda: process.poll() is not None)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE_SECONDS)
    if process.returncode != ExitCode.WELL:
        assert process.returncode == ExitCode.INTERRUPTED
        assert err.strip().splitlines() == ["Stopped; what is published is whole."]
    assert command.run()[0] == ExitCode.WELL


def _wait_until_locked(command: Command, has_ended: Callable[[], bool]) -> None:
    """Until the run holds the database's lock, that is until it changes anything."""
    holder = command.database.with_name("c.duckdb.lock.json")
    while not holder.exists() and not has_ended():
        time.sleep(0.005)


def test_a_run_killed_at_any_moment_leaves_the_published_file_whole(
    tmp_path: Path, served: dict[str, str]
) -> None:
    """Kills runs, each of which would publish other rows."""
    chance = random.Random(1)
    command = Command(tmp_path, served)
    document = put(tmp_path / "raw", "a-2026.txt", list_text())
    known = len(ROWS)
    locked = 0
    words = command.words("run", "--accept-shrunken", "a-2026")
    with WarmCommand(tmp_path, served) as warm:
        for _ in range(2):
            began = time.monotonic()
            warm.start(words)
            assert warm.wait() == ExitCode.WELL
        usual = time.monotonic() - began
        for number in range(KILLS):
            wanted = 1 + (known % len(ROWS))
            document.write_text(list_text(ROWS[:wanted]), encoding="utf-8")
            warm.start(words)
            if number % 3:
                _wait_until_locked(command, warm.has_ended)
                locked += not warm.has_ended()
                time.sleep(chance.uniform(0, 0.3 * usual))
            else:
                time.sleep(chance.uniform(0, 0.7 * usual))
            warm.kill()
            entries = command.entries()
            assert set(entries) == {"a-2026"}
            assert entries["a-2026"] in {known, wanted}
            known = entries["a-2026"]
    document.write_text(list_text(ROWS), encoding="utf-8")
    assert command.run()[0] == ExitCode.WELL
    assert command.entries() == {"a-2026": len(ROWS)}
    assert not list(command.database.parent.glob(".tmp-*"))
    assert not list(command.database.parent.glob("*.stages/.tmp-*"))
    assert locked > KILLS // 3
