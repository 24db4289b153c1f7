"""PDFs read by one and by two workers of a dask cluster on this machine, their start included."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.bench_scale import PDFS, both_cores
from tests.bench.measure import Figure


def run(pdfs: int = PDFS) -> Iterator[Figure]:
    """So many PDFs, each of five pages."""
    yield both_cores("prepare-dask", "dask workers", pdfs)
