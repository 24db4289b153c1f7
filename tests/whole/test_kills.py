"""What a command is ended at leaves nothing half done, and the same command finishes it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.fuzz.kills import COMMANDS, campaign


def test_commands_ended_at_any_moment_leave_nothing_half_done(tmp_path: Path) -> None:
    kills = Counter(name for name, _ in campaign(tmp_path, 3 * len(COMMANDS), seed=7))
    assert kills == dict.fromkeys(COMMANDS, 3)
