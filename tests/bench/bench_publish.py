"""From the five texts to a published file, beside a plain script that makes one table of them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Figure, Usage, medians, python, shown, worker

_ROUNDS = 5
_AIM = 4.0
# what Python may not keep is made anew: the part of the file that no document changes, too
_KEEPING_NOTHING = {"PYTHONDONTWRITEBYTECODE": "1"}
_SCRIPT = ROOT / "tests" / "bench" / "plain_script.py"


def run() -> Sequence[Figure]:
    """A first run of everything, as a whole process with its imports."""
    ours: list[Usage] = []
    plain: list[Usage] = []
    again: list[Usage] = []
    anew: list[Usage] = []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "catalogs.duckdb"
            plain.append(python(_SCRIPT, ROOT / "raw", Path(folder) / "plain.duckdb"))
            ours.append(worker("publish", ROOT / "raw", database))
            again.append(worker("publish", ROOT / "raw", database))
            other = Path(folder) / "other.duckdb"
            anew.append(worker("publish", ROOT / "raw", other, env=_KEEPING_NOTHING))
            if ours[-1].said != plain[-1].said:
                raise RuntimeError(f"{ours[-1].said.strip()} rows, not {plain[-1].said.strip()}")
    first, second, script = medians(ours), medians(again), medians(plain)
    of_program = medians(anew)
    ratio = first.cpu / script.cpu
    return [
        Figure(
            f"first run of five texts, {first.said.strip()} rows",
            shown(first),
            f"the plain script, {shown(script)}",
            f"at most {_AIM} times: {ratio:.2f} times CPU, {first.wall / script.wall:.2f} wall",
            ratio <= _AIM,
        ),
        Figure(
            "the first run of a program, which makes what no document changes",
            shown(of_program),
            f"the plain script, {of_program.cpu / script.cpu:.2f} times CPU",
        ),
        Figure(
            "second run, nothing changed",
            shown(second),
            f"the plain script, {second.cpu / script.cpu:.2f} times CPU;"
            f" the first run, {second.cpu / first.cpu:.2f} times",
        ),
    ]
