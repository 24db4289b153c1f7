"""``python -m tests.bench [--only NAME]``: every bench and its figures, each when it is there."""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable, Iterable

from tests.bench import (
    bench_cluster,
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

BENCHES: dict[str, Callable[..., Iterable[Figure]]] = {
    "publish": bench_publish.run,
    "command": bench_command.run,
    "start": bench_start.run,
    "pdf": bench_pdf.run,
    "word": bench_word.run,
    "extract": bench_extract.run,
    "large": bench_large.run,
    "scale": bench_scale.run,
    "cluster": bench_cluster.run,
    "match": bench_match.run,
}


def main() -> None:
    """Run the benches asked for and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, help="run this one")
    parser.add_argument(
        "--documents",
        type=int,
        nargs="+",
        default=bench_scale.COUNTS,
        help="how many documents the bench scale has, in turn",
    )
    parser.add_argument(
        "--rows", type=int, help="of how many rows each is; without it they are whole editions"
    )
    parser.add_argument(
        "--pdfs", type=int, default=bench_scale.PDFS, help="how many PDFs two processes read"
    )
    options = parser.parse_args()
    told = {
        "scale": {"counts": options.documents, "rows": options.rows, "pdfs": options.pdfs},
        "cluster": {"pdfs": options.pdfs},
    }
    names = [options.only] if options.only else list(BENCHES)
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in names:
        started = time.perf_counter()
        print(f"\n{name}", flush=True)
        for figure in BENCHES[name](**told.get(name, {})):
            aim = f"  aim: {figure.aim}" if figure.aim else ""
            met = {True: ", met", False: ", NOT met", None: ""}[figure.met]
            beside = f"  beside {figure.beside}" if figure.beside else ""
            print(f"  {figure.what}: {figure.measured}{beside}{aim}{met}", flush=True)
        print(f"  ({seconds(time.perf_counter() - started)})")


if __name__ == "__main__":
    main()
