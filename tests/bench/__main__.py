"""``python -m tests.bench [--only NAME]``: every bench and its figures."""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable, Sequence

from tests.bench import (
    bench_command,
    bench_extract,
    bench_large,
    bench_match,
    bench_pdf,
    bench_publish,
    bench_scale,
    bench_start,
    bench_word,
)
from tests.bench.measure import Figure, seconds

BENCHES: dict[str, Callable[[], Sequence[Figure]]] = {
    "publish": bench_publish.run,
    "command": bench_command.run,
    "start": bench_start.run,
    "pdf": bench_pdf.run,
    "word": bench_word.run,
    "extract": bench_extract.run,
    "large": bench_large.run,
    "scale": bench_scale.run,
    "match": bench_match.run,
}


def main() -> None:
    """Run the benches asked for and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, help="run this one")
    options = parser.parse_args()
    names = [options.only] if options.only else list(BENCHES)
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in names:
        started = time.perf_counter()
        figures = BENCHES[name]()
        print(f"\n{name} ({seconds(time.perf_counter() - started)})")
        for figure in figures:
            aim = f"  aim: {figure.aim}" if figure.aim else ""
            met = {True: ", met", False: ", NOT met", None: ""}[figure.met]
            beside = f"  beside {figure.beside}" if figure.beside else ""
            print(f"  {figure.what}: {figure.measured}{beside}{aim}{met}", flush=True)


if __name__ == "__main__":
    main()
