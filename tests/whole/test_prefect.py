"""Runs on a real Prefect server: states, retries, log lines, the artifact, schedules, faults."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.exit_codes import ExitCode
from flows.prefect_defaults import users_server
from tests.places import ROOT
from tests.samples.flow_samples import ROWS, list_text, put
from tests.samples.processes import (
    PATIENCE_SECONDS,
    Command,
    ask,
    environment,
    prefect_server,
    wait_until,
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with prefect_server(tmp_path_factory.mktemp("prefect")) as found:
        yield found


def runs_of(served: dict[str, str], what: str, **wanted: Any) -> list[Any]:
    """The flow_runs, task_runs, logs or artifacts that Prefect's API gives for a filter."""
    found: list[Any] = ask(f"{served['PREFECT_API_URL']}/{what}/filter", wanted)
    return found


def last_run(served: dict[str, str]) -> Any:
    return runs_of(served, "flow_runs", sort="START_TIME_DESC", limit=1)[0]


def test_states_say_what_the_exit_codes_say(tmp_path: Path, served: dict[str, str]) -> None:
    command = Command(tmp_path, served)
    good = put(tmp_path / "raw", "good-2026.txt", list_text())
    code, _, err = command.run()
    run = last_run(served)
    assert (code, run["state"]["type"], run["state"]["name"]) == (0, "COMPLETED", "Completed")
    assert run["name"] == "c.duckdb"
    assert "training-catalogs" in run["tags"]
    assert "Published" in err

    put(tmp_path / "raw", "bad-2025.txt", "no catalog")
    good.write_text(list_text(ROWS[:1]), "utf-8")
    code, _, err = command.run()
    run = last_run(served)
    assert (code, run["state"]["type"], run["state"]["name"]) == (1, "COMPLETED", "Incomplete")
    of_run = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    tasks = {each["name"]: each["state"] for each in runs_of(served, "task_runs", **of_run)}
    assert {name: state["type"] for name, state in tasks.items()} == {
        "bad-2025": "FAILED",
        "good-2026": "FAILED",
    }
    assert tasks["bad-2025"]["message"].startswith("bad-2025.txt is no catalog")
    assert "1 rows of list 1" in tasks["good-2026"]["message"]
    told = [each["message"] for each in runs_of(served, "logs", logs={}, limit=200)]
    assert tasks["bad-2025"]["message"] in told
    (artifact,) = runs_of(served, "artifacts", **of_run)
    assert "| good-2026 |" in artifact["data"]
    assert tasks["good-2026"]["message"] in artifact["data"]

    for file in (tmp_path / "raw").iterdir():
        file.unlink()
    other = Command(tmp_path, served, "other.duckdb")
    code, _, err = other.run()
    run = last_run(served)
    assert (code, run["state"]["type"]) == (3, "FAILED")
    assert run["state"]["message"] in err


def test_a_deployed_flow_runs_by_its_schedule(tmp_path: Path, served: dict[str, str]) -> None:
    put(tmp_path / "raw", "a-2026.txt", list_text())
    command = Command(tmp_path, served)
    with command.start("serve", "--cron", "* * * * *") as process:
        try:
            wait_until(lambda: bool(runs_of(served, "deployments")), process)
            (deployment,) = runs_of(served, "deployments")
            assert deployment["parameters"]["raw"] == str(tmp_path / "raw")
            assert deployment["schedules"][0]["schedule"]["cron"] == "* * * * *"
            address = f"{served['PREFECT_API_URL']}/deployments/{deployment['id']}/create_flow_run"
            created = ask(address, {})
            wait_until(command.database.exists, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE_SECONDS)
    assert command.entries() == {"a-2026": len(ROWS)}
    assert created["deployment_id"] == deployment["id"]
    assert deployment["entrypoint"] == "flows.flow.training_catalogs"


def test_watching_runs_when_a_document_changes(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a-2026.txt", list_text())
    command = Command(tmp_path, environment(tmp_path / "prefect"))
    with command.start("serve", "--watch", "--no-prefect") as process:
        try:
            wait_until(command.database.exists, process)
            put(tmp_path / "raw", "b-2025.txt", list_text(year=2025))
            wait_until(lambda: len(command.entries()) == 2, process)
        finally:
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in err


def test_reading_is_tried_again(tmp_path: Path, served: dict[str, str]) -> None:
    """An input that fails once loads; one that goes on failing is told after three tries: each in
    a task of its own, and both in one.
    """
    for name in ("shaky-2025", "lost-2026"):
        put(tmp_path / "raw", f"{name}.txt", list_text(year=int(name[-4:])))
    program = """
import sys
from collections import Counter
from pathlib import Path
from flows import batches, prepare
from flows.flow import Run, run_flow
from flows.prepare import RETRIES
from flows.settings import Settings
tries, real = Counter(), prepare.stage_keys
def shaky(source, content):
    tries[source.document_id] += 1
    if source.document_id == "lost-2026" or tries["shaky-2025"] == 1:
        raise OSError(5, "Input/output error", source.path.name)
    return real(source, content)
prepare.stage_keys = shaky
folder = Path(sys.argv[1])
for batches._TASKS in (2, 1):
    tries.clear()
    run = Run()
    run_flow(Settings(folder / "raw", folder / f"{batches._TASKS}.duckdb"), run)
    found = run.report.outcomes
    print({one.document_id: one.status for one in found}, found[0].reason)
    assert tries == {"lost-2026": 1 + RETRIES, "shaky-2025": 2}, tries
"""
    result = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env=served,
        check=False,
        text=True,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("{'lost-2026': 'failed', 'shaky-2025': 'loaded'}") == 2
    assert "Input/output error" in result.stdout


def processes_of(folder: Path) -> list[int]:
    """The running processes whose command or environment names the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in told and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_server_and_no_converter(
    tmp_path: Path, end: signal.Signals
) -> None:
    converter = tmp_path / "bin" / "soffice"
    converter.parent.mkdir()
    converter.write_text(f"#!/bin/sh\ntouch {tmp_path}/converting\nsleep 300\n")
    converter.chmod(0o755)
    old_word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    put(tmp_path / "raw", "a-2026.doc", old_word + "WordDocument\0".encode("utf-16-le").ljust(512))
    path = f"{converter.parent}:{os.environ['PATH']}"
    command = Command(tmp_path, environment(tmp_path / "prefect", PATH=path))
    with command.start("run") as process:
        wait_until((tmp_path / "converting").exists, process)
        assert len(processes_of(tmp_path)) > 2
        process.send_signal(end)
        process.communicate(timeout=PATIENCE_SECONDS)
    wait_until(lambda: not processes_of(tmp_path))


def test_a_run_goes_on_where_prefect_cannot(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a-2026.txt", list_text())
    home = tmp_path / "prefect"
    nowhere = environment(home, PREFECT_API_URL="http://127.0.0.1:9/api")
    code, _, err = Command(tmp_path, nowhere).run()
    assert code == ExitCode.WELL
    assert "PREFECT_API_URL is http://127.0.0.1:9/api and no server answers there" in err
    assert "the run goes on without Prefect." in err

    home = tmp_path / "no folder"
    home.write_text("a file")
    code, _, err = Command(tmp_path, environment(home)).run()
    assert code == ExitCode.WELL
    assert "Prefect's temporary server does not start (Not a directory)" in err

    code, _, err = Command(tmp_path, environment(home)).run("--no-prefect")
    assert code == ExitCode.WELL
    assert "Prefect" not in err


def test_a_home_that_prefect_cannot_use_is_named(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a-2026.txt", list_text())
    home = tmp_path / "prefect"
    from importlib.metadata import version

    database = home / f"training-catalogs-{version('prefect')}" / "prefect.db"
    database.parent.mkdir(parents=True)
    database.write_text("no database of this version of Prefect" * 1000)
    code, _, err = Command(tmp_path, environment(home)).run()
    assert code == ExitCode.WELL
    assert f"ended at once; if that lasts, remove {database.parent}" in err


def test_a_server_that_ends_amid_the_run_does_not_end_it(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a-2026.txt", list_text())
    with prefect_server(tmp_path / "prefect") as served:
        slow = served | {"PREFECT_CLIENT_MAX_RETRIES": "0"}
        command = Command(tmp_path, slow)
        with command.start("run") as process:
            wait_until(command.database.with_name("c.duckdb.lock.json").exists, process)
            os.killpg(int(served["SERVER_PROCESS"]), signal.SIGKILL)
            _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == ExitCode.WELL
    assert "Traceback" not in err
    assert command.entries() == {"a-2026": len(ROWS)}


def test_the_users_server_is_the_one_prefect_would_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each way to set it, and their order, against Prefect itself."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    profiles = 'active = "mine"\n[profiles.mine]\nPREFECT_API_URL = "http://mine/api"\n'
    profiles += '[profiles.other]\nPREFECT_API_URL = "http://other/api"\n[profiles.none]\n'
    named = 'active = "none"\n[profiles.none]\nPREFECT_API_URL = "http://named/api"\n'
    steps: list[tuple[str, str, dict[str, str]]] = [
        ("", "", {}),
        ("home/profiles.toml", profiles, {}),
        ("", "", {"PREFECT_PROFILE": "other"}),
        ("", "", {"PREFECT_PROFILE": "none"}),
        ("", "", {"PREFECT_PROFILE": "unknown"}),
        ("named.toml", named, {"PREFECT_PROFILES_PATH": "named.toml"}),
        ("pyproject.toml", '[tool.prefect.api]\nurl = "http://project/api"\n', {}),
        ("prefect.toml", '[api]\nurl = "http://toml/api"\n', {}),
        (".env", "PREFECT_API_URL=http://dotenv/api\n", {}),
        ("", "", {"PREFECT_API_URL": "http://environment/api"}),
        ("", "", {"PREFECT_API_URL": ""}),
    ]
    program = """
import json, os, sys
from pathlib import Path
from prefect.settings import Settings
for name, text, variables in json.load(sys.stdin):
    if name:
        Path(name).write_text(text)
    for key in ("PREFECT_PROFILE", "PREFECT_PROFILES_PATH", "PREFECT_API_URL"):
        os.environ.pop(key, None)
    os.environ |= variables
    print(json.dumps(Settings().api.url))
"""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    asked = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(steps),
        env=environ,
        text=True,
        capture_output=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.unlink()
    expected = [json.loads(line) or None for line in asked.stdout.splitlines()]
    assert len(set(expected)) > 6
    found = []
    for name, text, variables in steps:
        if name:
            (tmp_path / name).write_text(text)
        for key in ("PREFECT_PROFILE", "PREFECT_PROFILES_PATH", "PREFECT_API_URL"):
            monkeypatch.delenv(key, raising=False)
        for key, value in variables.items():
            monkeypatch.setenv(key, value)
        found.append(users_server())
    assert found == expected
