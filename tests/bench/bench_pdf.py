"""PDF pages a second, beside pdfplumber's extract_tables on the same file."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.bench.measure import ROOT, Figure, worker

_AIM = 0.25
_FILES = ("jinan-2023.pdf", "guangzhou-2023.pdf", "changji.pdf")


def run() -> Sequence[Figure]:
    """Each published PDF, read whole: paragraphs, tables, furniture, merged cells."""
    figures = []
    for name in _FILES:
        usage = worker("pdf", ROOT / "tests" / "documents" / "published" / name)
        took = json.loads(usage.said)
        ratio = took["ours"] / took["plain"]
        figures.append(
            Figure(
                f"{name}, {took['pages']} pages",
                f"{took['pages'] / took['ours']:.1f} pages/s",
                f"extract_tables, {took['pages'] / took['plain']:.1f} pages/s",
                f"at most {_AIM} times its time: {ratio:.2f}",
                ratio <= _AIM,
            )
        )
    return figures
