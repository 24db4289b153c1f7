"""The real command as a process of its own, and a real Prefect server for it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import duckdb

from tests.places import ROOT

PATIENCE_SECONDS = 600


@dataclass
class Command:
    """``training-catalogs`` over one folder, from another current directory."""

    folder: Path
    environment: dict[str, str]
    name: str = "c.duckdb"

    @property
    def database(self) -> Path:
        return self.folder / "out" / self.name

    def words(self, command: str, *options: str) -> list[str]:
        places = ["--raw", str(self.folder / "raw"), "--database", str(self.database)]
        return [command, *places, *options]

    def start(self, command: str, *options: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "flows", *self.words(command, *options)],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *options: str) -> tuple[int, str, str]:
        with self.start("run", *options) as process:
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
        assert "Traceback" not in err
        return process.returncode, out, err

    def entries(self) -> dict[str, int]:
        """Document → entries of the published file, which must be whole."""
        with duckdb.connect(self.database, read_only=True) as connection:
            found = connection.execute(
                "SELECT document_id, count(*) FROM catalog_entry GROUP BY ALL"
            ).fetchall()
            assert connection.execute("SELECT count(*) FROM audit.build_info").fetchall() == [(1,)]
        return dict(found)


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment without its Prefect settings, with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"PREFECT_HOME": str(home), "PYTHONPATH": str(ROOT)} | more


@contextmanager
def prefect_server(home: Path) -> Iterator[dict[str, str]]:
    """The environment of a user who keeps a Prefect server; ``SERVER_PROCESS`` is its group."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)],
        env=environment(home, PREFECT_SERVER_ANALYTICS_ENABLED="false"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}/api"
    try:
        wait_until(lambda: _answers(f"{address}/health"), server)
        yield environment(home, PREFECT_API_URL=address, SERVER_PROCESS=str(server.pid))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=PATIENCE_SECONDS)


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[Any] | None = None) -> None:
    """Wait for something, at most until PATIENCE_SECONDS are over or the process has ended."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert process is None or process.poll() is None or is_so(), "the process ended before"
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def ask(address: str, body: Mapping[str, Any]) -> Any:
    """What an address of Prefect's API answers; asked again while the server says it is busy."""
    request = Request(  # noqa: S310  an address of the test's own server
        address, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                return json.load(answer)
        except HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > end:
                raise
            time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=PATIENCE_SECONDS):  # noqa: S310
            return True
    except OSError:
        return False
