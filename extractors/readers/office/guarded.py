"""Programs that end with the process that started them, whatever ends that: SIGKILL, too.

Between the two stands a guard, this file run as a program. It holds one end of a pipe; when the
other end closes, because the starter asks for it or is no more, the guard ends its whole process
group: the program and all that the program started. So it does when the program itself has ended.
Where it is told so, it first leaves the network behind, as far as the system allows that.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE_SECONDS = 5
_OPEN, _CUT_OFF = "open", "cut-off"
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def start_guarded(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    handed_down: Sequence[int] = (),
    *,
    has_network: bool = True,
) -> "subprocess.Popen[bytes]":
    """Start a program in ``folder``, silent, out of reach of the terminal's Ctrl-C.

    ``handed_down`` are file descriptors it keeps; without ``has_network`` it reaches nothing, this
    machine included, on a Linux that lets one make a network of one's own. What is returned is the
    guard: it ends when the program does, above 0 only where that could not be started (the system's
    error number).
    """
    return subprocess.Popen(  # noqa: S603  no shell; the caller names the program
        [sys.executable, "-I", "-S", __file__, _OPEN if has_network else _CUT_OFF, *arguments],
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


def without_network() -> bool:
    """Leave this process, and all it starts, a network that leads nowhere; whether that is so."""
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    # one who is not root may do so in a space of users of its own
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    try:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    except OSError:
        return True  # the network is gone all the same; the user is nobody then
    return True


def _guard(network: str, arguments: Sequence[str]) -> None:
    if network == _CUT_OFF:
        without_network()
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
    program.wait()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    _guard(sys.argv[1], sys.argv[2:])
