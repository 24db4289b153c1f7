"""What the command's exit code says; ``docs/exit-codes.md`` explains each."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Returned to the shell by every command."""

    WELL = 0
    INCOMPLETE = 1
    USAGE = 2
    NOTHING = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141
