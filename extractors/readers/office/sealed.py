"""Runs a program cut off from the network, which ends when the one who asked for it ends.

Run as a program of its own, by its path: ``sealed.py PID PROGRAM ARGUMENT ...``, with the PID of
its parent. On Linux the program has no network at all where the system allows that; on other
systems, and where it does not, it runs as it would. Its exit code is that of the program, 126 where
that does not start. It imports nothing of the project, so that it starts at once.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

NOT_STARTED = 126
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def main(parent: int, command: list[str]) -> int:
    """Run ``command`` and give its exit code."""
    _end_with(parent)
    without_network()
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603
    except OSError:
        return NOT_STARTED


def _end_with(parent: int) -> None:
    """End the whole group of processes when the parent ends, however that comes about."""
    signal.signal(signal.SIGTERM, _end_group)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        _end_group(signal.SIGTERM, None)  # it ended before it could be watched


def _end_group(_signal: int, _frame: FrameType | None) -> None:
    os.killpg(0, signal.SIGKILL)


def without_network() -> bool:
    """Leave this process, and all it starts, a network that leads nowhere; whether that is so."""
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    # one who is not root may do so as the root of a space of users of its own
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    try:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    except OSError:
        return True  # the network is gone all the same; the user is nobody then
    return True


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
