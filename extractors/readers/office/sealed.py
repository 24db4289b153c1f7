"""Becomes a program that has no network: ``sealed.py PROGRAM ARGUMENT ...``, run by its path.

On Linux the program has no network at all where the system allows that; on other systems, and where
it does not, it runs as it would. The exit code is the program's, or ``NOT_STARTED`` where it does
not start. It imports nothing of the project, so that it starts at once.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

NOT_STARTED = 126
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


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


def _become(command: list[str]) -> None:
    without_network()
    try:
        os.execv(command[0], command)  # noqa: S606  no shell; the caller names the program
    except OSError:
        sys.exit(NOT_STARTED)


if __name__ == "__main__":
    _become(sys.argv[1:])
