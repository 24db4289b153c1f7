"""Running a program as a process of its own and saying what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    ``met`` says whether the aim is met, None where there is none. Texts are shown as they are.
    """

    what: str
    measured: str
    beside: str = ""
    aim: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: seconds on the clock and on processors (those of the processes it
    waited for included), the most memory it held in MiB, and what it printed.
    """

    wall: float
    cpu: float
    peak: float
    said: str


def python(*args: str | Path, env: Mapping[str, str] | None = None) -> Usage:
    """Run Python with these arguments in the project's folder.

    Raises RuntimeError, with what the program said, where it ends with anything but 0.
    """
    # files, not pipes: nobody has to read while the program is waited for
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *map(str, args)],
            cwd=ROOT,
            stdout=said,
            stderr=complained,
            env={**os.environ, **(env or {})},
        )
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complained.seek(0)
        if process.returncode:
            raise RuntimeError(f"{args} ended with {process.returncode}: {complained.read()}")
        scale = 1024**2 if sys.platform == "darwin" else 1024
        return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / scale, said.read())


def worker(task: str, *args: str | Path, env: Mapping[str, str] | None = None) -> Usage:
    """Run a task of ``tests.bench.worker``."""
    return python("-m", "tests.bench.worker", task, *args, env=env)


def made(kind: str, rows: int, file: Path) -> Path:
    """Write a list of ``tests.bench.make_documents`` into a file."""
    python("-m", "tests.bench.make_documents", kind, str(rows), file)
    return file


def medians(usages: Sequence[Usage]) -> Usage:
    """The median of each measure; what the last process printed."""
    return Usage(
        median(usage.wall for usage in usages),
        median(usage.cpu for usage in usages),
        median(usage.peak for usage in usages),
        usages[-1].said,
    )


def seconds(value: float) -> str:
    """Seconds to read: 0.62 s."""
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def shown(usage: Usage) -> str:
    """A process's measures to read."""
    return f"{seconds(usage.cpu)} CPU, {seconds(usage.wall)} wall, {usage.peak:.0f} MiB"
