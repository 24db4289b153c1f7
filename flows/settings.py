"""What a run is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.readers import Reading

DEBUG_VARIABLE = "TRAINING_CATALOGS_DEBUG"
"""Set in the environment, tracebacks of unexpected errors are shown."""


def _as_usual() -> Reading:
    from extractors.readers import Reading

    return Reading()


@dataclass(frozen=True, slots=True)
class Settings:
    """One run: where documents and database lie, and what ``run``'s options say.

    ``only`` is the document_id to read, None for all; ``prune`` lets go of documents that are no
    longer in ``raw``; ``accept_shrunken`` has the document_ids that may be smaller than published.
    """

    raw: Path
    database: Path
    strict: bool = False
    only: str | None = None
    dry_run: bool = False
    prune: bool = False
    accept_shrunken: frozenset[str] = frozenset()
    reading: Reading = field(default_factory=_as_usual)
