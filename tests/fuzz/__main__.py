"""The long run: ``python -m tests.fuzz --minutes 60``; ``--seed N`` makes one case again.

Prints a summary as it goes and at its end; leaves with 1 where there was a finding.
"""

from __future__ import annotations

import argparse
import faulthandler
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.case import Case, make
from tests.fuzz.law import Outcome, Result, check

SECONDS_A_CASE = 20
MEBIBYTES_A_CASE = 300


class HangError(AssertionError):
    """A case took longer than any may."""


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise HangError(f"longer than {SECONDS_A_CASE} seconds")


def run(seed: int) -> tuple[Case, Result | None, str | None]:
    """Make and check one case: the case, what became of it, or what it broke and where."""
    case = make(Random(seed))
    held = _most_held()
    signal.setitimer(signal.ITIMER_REAL, SECONDS_A_CASE)
    # code that never returns to Python is ended with the whole run, its place printed
    faulthandler.dump_traceback_later(SECONDS_A_CASE * 2, exit=True)
    try:
        result = check(case.data, "fuzz", case.printed)
        if _most_held() > held + MEBIBYTES_A_CASE:
            return case, None, f"took {_most_held() - held} MB"
        return case, result, None
    except Exception as error:  # noqa: BLE001
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return case, None, f"{type(error).__name__} at {where}: {str(error)[:160]}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()


def _most_held() -> int:
    """The most memory the process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Run for the time given, or one case."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--seed", type=int, help="make this one case again, and keep its file")
    arguments.add_argument("--first", type=int, default=0, help="the first seed of a long run")
    options = arguments.parse_args()
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _late)
    if options.seed is not None:
        case, result, broken = run(options.seed)
        path = Path(f"fuzz-{options.seed}.{case.format}")
        path.write_bytes(case.data)
        print(f"{path}: {case.format}, {case.mutation}: {broken or result}")
        return int(broken is not None)
    return _long(options.minutes, options.first)


def _long(minutes: float, first: int) -> int:
    cases: Counter[tuple[str, str]] = Counter()
    findings: dict[str, list[int]] = {}
    not_staged: dict[str, list[int]] = {}
    slowest = (0.0, 0)
    began = reported = time.monotonic()
    seed = first
    while (now := time.monotonic()) < began + minutes * 60:
        started = time.monotonic()
        case, result, broken = run(seed)
        slowest = max(slowest, (time.monotonic() - started, seed))
        cases[case.format, str(result.outcome if result else "finding")] += 1
        if result and result.outcome is Outcome.NOT_STAGED:
            not_staged.setdefault(re.sub(r"\d+", "#", result.words), []).append(seed)
        if broken is not None:
            same = findings.setdefault(re.sub(r"\d+", "#", broken), [])
            same.append(seed)
            if len(same) == 1:
                print(f"finding, seed {seed}: {case.format}, {case.mutation}: {broken}", flush=True)
        if now > reported + 300:
            reported = now
            _report(cases, findings, not_staged, slowest, now - began)
        seed += 1
    _report(cases, findings, not_staged, slowest, time.monotonic() - began)
    return int(bool(findings))


def _report(
    cases: Counter[tuple[str, str]],
    findings: dict[str, list[int]],
    not_staged: dict[str, list[int]],
    slowest: tuple[float, int],
    seconds: float,
) -> None:
    print(f"{cases.total():,} cases in {seconds / 60:.1f} minutes, at most {_most_held()} MB")
    for name in sorted({name for name, _outcome in cases}):
        counts = {outcome: number for (each, outcome), number in cases.items() if each == name}
        shown = ", ".join(f"{number:,} {outcome}" for outcome, number in sorted(counts.items()))
        print(f"  {name}: {sum(counts.values()):,} ({shown})")
    print(f"  slowest: {slowest[0]:.2f} s (seed {slowest[1]})")
    for what, kinds in (("findings", findings), ("not staged", not_staged)):
        print(f"  {what}: {len(kinds)} kinds")
        for words, found in sorted(kinds.items(), key=lambda item: -len(item[1]))[:20]:
            print(f"    {len(found)} x {words} (seed {found[0]})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
