"""Programs that end with the process that started them, whatever ends that: SIGKILL, too.

Between the two stands a guard, this file run as a program. It holds one end of a pipe; when the
other end closes, because the starter asks for it or is no more, the guard ends its whole process
group: the program and all that the program started. So it does when the program itself has ended.
"""

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE_SECONDS = 5
# what shells and the like say of a program that they could not start
_NOT_STARTED = 126


def start_guarded(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    handed_down: Sequence[int] = (),
) -> "subprocess.Popen[bytes]":
    """Start a program in ``folder``, silent, out of reach of the terminal's Ctrl-C.

    ``handed_down`` are file descriptors it keeps. What is returned is the guard: it ends when the
    program does, above 0 only where that could not be started (the system's error number).
    """
    return subprocess.Popen(  # noqa: S603  no shell; the caller names the program
        [sys.executable, "-I", "-S", __file__, *arguments],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=tuple(handed_down),
        start_new_session=True,
    )


def end_guarded(guard: "subprocess.Popen[bytes]") -> None:
    """End the program and all that it started, and wait until they are gone."""
    if guard.stdin is not None:
        guard.stdin.close()
    try:
        guard.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(guard.pid, signal.SIGKILL)
        guard.wait()


def _guard(arguments: Sequence[str]) -> None:
    try:
        program = subprocess.Popen(  # noqa: S603
            arguments, stdin=subprocess.DEVNULL, close_fds=False
        )
    except OSError as error:
        sys.exit(error.errno)
    threading.Thread(target=_end_after, args=(program,), daemon=True).start()
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


def _end_after(program: "subprocess.Popen[bytes]") -> None:
    if program.wait() == _NOT_STARTED:
        os._exit(errno.ENOEXEC)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    _guard(sys.argv[1:])
