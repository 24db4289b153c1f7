"""The whole command ``training-catalogs run`` beside an empty Prefect flow."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Figure, Usage, medians, python, seconds, shown

_ROUNDS = 3
_AIM = 1.5
_COMMAND = ("-c", "from flows.cli import main; main()", "run", "--raw", ROOT / "raw")


def run() -> Sequence[Figure]:
    """Both with a temporary Prefect server of their own, in a home that was used before."""
    command: list[Usage] = []
    empty: list[Usage] = []
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "PREFECT_HOME": f"{folder}/prefect",
            "PREFECT_PROFILES_PATH": f"{folder}/profiles",
            # Prefect gives up after 20 s, which a new home on a busy machine takes
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        }
        flow = ("-m", "tests.bench.worker", "empty-flow")
        cold = python(*flow, env=env)
        python(*_COMMAND, "--database", Path(folder) / "first.duckdb", env=env)
        for number in range(_ROUNDS):
            database = Path(folder) / f"{number}.duckdb"
            empty.append(python(*flow, env=env))
            command.append(python(*_COMMAND, "--database", database, env=env))
    ours, nothing = medians(command), medians(empty)
    more = ours.wall - nothing.wall
    return [
        Figure(
            "training-catalogs run, five texts, first run",
            shown(ours),
            f"an empty flow, {shown(nothing)}",
            f"at most {_AIM} s more: {seconds(more)} wall, {seconds(ours.cpu - nothing.cpu)} CPU",
            more <= _AIM,
        ),
        Figure("an empty flow in a new Prefect home", shown(cold)),
    ]
