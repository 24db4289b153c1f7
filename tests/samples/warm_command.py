"""The command in a process that has imported everything already, for a test that starts it often.

Run as a module it takes lines, each the arguments of one command as JSON, and answers each with
the process that runs it, and with its exit code once it ended.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


class WarmCommand:
    """Runs commands one after another, each in a fork of one process."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=folder,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._running = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.communicate()

    def start(self, words: Sequence[str]) -> None:
        """Begin the command of these arguments; the one before must have ended."""
        assert self._server.stdin is not None
        print(json.dumps(words), file=self._server.stdin, flush=True)
        self._running = self._answer()

    def has_ended(self) -> bool:
        """Whether the command ended by itself."""
        assert self._server.stdout is not None
        return bool(select.select([self._server.stdout], [], [], 0)[0])

    def wait(self) -> int:
        """The exit code of the command, negative where a signal ended it."""
        return self._answer()

    def kill(self) -> None:
        """End the command at once."""
        if not self.has_ended():
            os.kill(self._running, signal.SIGKILL)
        self.wait()

    def _answer(self) -> int:
        assert self._server.stdout is not None
        return int(self._server.stdout.readline())


def _serve() -> None:
    import flows.flow
    import flows.run  # noqa: F401
    from flows.cli import main

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nowhere, stream)
            sys.argv[1:] = json.loads(line)
            main()
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve()
