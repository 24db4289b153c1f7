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
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz import truth
from tests.fuzz.case import Case, make
from tests.fuzz.law import LawBrokenError, Outcome, Result, check
from tests.fuzz.truth import PrintCase

SECONDS_A_CASE = 20
MEBIBYTES_A_CASE = 300


class HangError(AssertionError):
    """A case took longer than any may."""


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise HangError(f"longer than {SECONDS_A_CASE} seconds")


def run(case: Case | PrintCase) -> tuple[Result | None, str | None]:
    """Check one case: what became of it, or what it broke and where."""
    held = _most_held()
    # of the processor: a machine that is busy with other things makes no case slower
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_CASE)
    # code that never returns to Python is ended with the whole run, its place printed
    faulthandler.dump_traceback_later(SECONDS_A_CASE * 20, exit=True)
    try:
        result = _checked(case)
        if _most_held() > held + MEBIBYTES_A_CASE:
            return None, f"took {_most_held() - held} MB"
        return result, None
    except Exception as error:  # noqa: BLE001
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return None, f"{type(error).__name__} at {where}: {str(error)[:160]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def _checked(case: Case | PrintCase) -> Result:
    if isinstance(case, Case):
        return check(case.data, "fuzz", case.printed)
    outcome, untold = truth.check(case)
    if untold:
        raise LawBrokenError("; ".join(untold))
    return outcome


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
    signal.signal(signal.SIGPROF, _late)
    if options.seed is not None:
        all_broken = []
        for name, case in _cases(options.seed):
            result, broken = run(case)
            path = Path(f"fuzz-{options.seed}-{name}.{case.format}")
            path.write_bytes(case.data)
            print(f"{path}: {case.format}, {case.mutation}: {broken or result}")
            all_broken += [broken] * (broken is not None)
        return int(bool(all_broken))
    return _long(options.minutes, options.first)


def _cases(seed: int) -> Iterator[tuple[str, Case | PrintCase]]:
    """The cases of a seed: a file changed in any way, and a catalog of which the print is known."""
    yield "file", make(Random(seed))
    yield "print", truth.make(Random(seed))


def _long(minutes: float, first: int) -> int:
    cases: Counter[tuple[str, str]] = Counter()
    findings: dict[str, list[int]] = {}
    not_staged: dict[str, list[int]] = {}
    slowest = (0.0, 0)
    began = reported = time.monotonic()
    seed = first
    while (now := time.monotonic()) < began + minutes * 60:
        for name, case in _cases(seed):
            started = time.process_time()
            result, broken = run(case)
            slowest = max(slowest, (time.process_time() - started, seed))
            outcome = str(result.outcome if result else "finding")
            cases[f"{name}, {case.format}", outcome] += 1
            if result and result.outcome is Outcome.NOT_STAGED:
                not_staged.setdefault(re.sub(r"\d+", "#", result.words), []).append(seed)
            if broken is not None:
                same = findings.setdefault(re.sub(r"\d+", "#", broken), [])
                same.append(seed)
                if len(same) == 1:
                    words = f"{name}, {case.format}, {case.mutation}: {broken}"
                    print(f"finding, seed {seed}: {words}", flush=True)
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
