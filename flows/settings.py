"""What a run is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.readers import Reading
    from warehouse.store import Store

DEBUG_VARIABLE = "TRAINING_CATALOGS_DEBUG"
"""Set in the environment, tracebacks of unexpected errors are shown."""


def _as_usual() -> Reading:
    from extractors.readers import Reading

    return Reading()


class TaskRunner(StrEnum):
    """Who reads documents: processes of this machine, or workers of a dask cluster."""

    LOCAL = "local"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class Settings:
    """One run: where documents and database lie, and what ``run``'s options say.

    ``raw`` is a folder of this machine or a store; ``stages`` is where stages are left for other
    machines besides, None for nowhere; ``dask_address`` is that of the scheduler, None for workers
    of this run's own. ``only`` is the document_id to read, None for all; ``prune`` lets go of
    documents that are no longer in ``raw``; ``accept_shrunken`` has the document_ids that may be
    smaller than published.
    """

    raw: Path | Store
    database: Path
    strict: bool = False
    only: str | None = None
    dry_run: bool = False
    prune: bool = False
    accept_shrunken: frozenset[str] = frozenset()
    reading: Reading = field(default_factory=_as_usual)
    stages: Store | None = None
    task_runner: TaskRunner = TaskRunner.LOCAL
    dask_address: str | None = None

    @property
    def documents(self) -> Path:
        """The folder of this machine that has the documents: ``raw``, or the copy of a store."""
        if isinstance(self.raw, Path):
            return self.raw
        from warehouse.places import raw_folder

        return raw_folder(self.database)
