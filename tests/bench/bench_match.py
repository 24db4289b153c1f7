"""Five million rows matched to the dictionary of occupations: time and memory."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.bench.measure import Figure, python, seconds

_ENTRIES = 5_000_000


def run() -> Sequence[Figure]:
    """Synthetic rows of every kind, with their findings."""
    took = json.loads(python("-m", "tests.bench.harmonize", str(_ENTRIES)).said)
    return [
        Figure(
            f"{took['entries']:,} rows, {took['findings']:,} findings",
            f"{seconds(took['seconds'])} wall, {took['megabytes_peak']:,.0f} MiB",
        )
    ]
