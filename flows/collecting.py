"""The garbage collector while documents are read: rows are many objects and no circles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ALLOCATIONS_A_COLLECTION = 50_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Inside, the collector passes over what stands already, as modules, which all stay.

    There are far more of those objects than a run makes, and each full collection would visit
    them. It also comes less often: the longer a list, the more of its rows each one would visit.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_A_COLLECTION, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
