"""Prefect's temporary server, for users who keep none: started first, and gone with the run.

Prefect starts one itself, but imports the whole server into the run to do so, and then waits. Here
the server starts beside everything else that a run imports, in a home of its own (so that neither
a home of another version of Prefect nor settings for another server can stop it), on a port bound
beforehand, under a guard that ends it with the run, whatever ends that.
"""

from __future__ import annotations

import atexit
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from extractors.readers.office.guarded import end_guarded, start_guarded
from flows.prefect_defaults import prefect_home, quiet_prefect, users_server

START_SECONDS = 60.0
"""How long a run waits for the temporary server before it goes on without Prefect."""

ANSWER_SECONDS = 10.0
"""How long the user's own server may take to answer at all."""

_POLL_SECONDS = 0.05

Ready = Callable[[], str | None]
"""Waits for the server; None where it answers, else why a run cannot use it, in words."""


def start_server(schedules: bool = False) -> Ready:
    """Make sure that there is a Prefect server: the user's, or a temporary one, started now.

    Call it before Prefect is imported: the environment then says where the server is. With
    ``schedules`` the temporary server starts scheduled runs, too.
    """
    if not schedules:
        quiet_prefect()
    if (users := users_server()) is not None:
        return lambda: _why_no_answer(users)
    if sys.platform == "win32":
        return lambda: "no temporary server of Prefect starts on Windows; start one of your own"
    try:
        home = _home()
        with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
            # bound before the server runs: no other program can take the port meanwhile
            port = listener.getsockname()[1]
            guard = _start(home, listener.fileno(), schedules)
    except OSError as error:
        reason = f"Prefect's temporary server does not start ({error.strerror or error})"
        return lambda: reason
    atexit.register(end_guarded, guard)
    address = f"http://127.0.0.1:{port}/api"
    os.environ |= {"PREFECT_API_URL": address, "PREFECT_HOME": str(home)}
    return lambda: _why_not_ready(guard, address, home)


def _home() -> Path:
    """One a version of Prefect: each has its own tables."""
    home = prefect_home() / f"training-catalogs-{version('prefect')}"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _start(home: Path, listener: int, schedules: bool) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    settings = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_UI_ENABLED": "0",
        "PREFECT__SERVER_FINAL": "1",
    }
    if not schedules:
        settings["PREFECT__SERVER_EPHEMERAL"] = "1"
    program = [sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"]
    options = ["--fd", str(listener), "--log-level", "critical", "--lifespan", "on"]
    return start_guarded([*program, *options], home, kept | settings, [listener])


def _why_not_ready(guard: subprocess.Popen[bytes], address: str, home: Path) -> str | None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if guard.poll() is not None:
            return f"Prefect's temporary server ended at once; if that lasts, remove {home}"
        with suppress(OSError), _answer(address, end - time.monotonic()):
            return None
        time.sleep(_POLL_SECONDS)
    end_guarded(guard)
    return f"Prefect's temporary server did not start within {START_SECONDS:g} seconds"


def _why_no_answer(address: str) -> str | None:
    try:
        with _answer(address, ANSWER_SECONDS):
            return None
    except urllib.error.HTTPError:
        return None  # it answers; what it wants, Prefect knows
    except (OSError, ValueError) as error:
        said = getattr(error, "reason", None) or error
        if isinstance(said, ssl.SSLError):
            return None  # so it does here
        return (
            f"PREFECT_API_URL is {address} and no server answers there ({said}); start it, or "
            "unset PREFECT_API_URL"
        )


def _answer(address: str, seconds: float) -> socket.socket:
    return urllib.request.urlopen(f"{address}/health", timeout=seconds)  # type: ignore[no-any-return]  # noqa: S310
