"""What became of each file of a run, and of the run."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from flows.exit_codes import ExitCode
from schemas.vocabulary import SourceStatus
from warehouse.changes import DocumentChange
from warehouse.stage import Stage, StageCounts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file of ``raw/``.

    ``reason`` is one sentence where the status is failed or kept_last_good, else None.
    ``stage`` holds the document's rows, None where there are none. ``is_same_input`` says whether
    document and sidecar are those of the rows last published, so that what differs is the program's
    doing; None where nothing was published of it. ``is_gone``: the file is no longer in ``raw/``.
    """

    document_id: str
    file_name: str
    status: SourceStatus
    sha256: str | None = None
    reason: str | None = None
    stage: Stage | None = None
    findings: int | None = None
    is_same_input: bool | None = None
    is_gone: bool = False

    @property
    def counts(self) -> StageCounts | None:
        """How many rows the document has in the database, None where it has none."""
        if self.stage is None or self.findings is None:
            return self.stage.counts if self.stage else None
        return replace(self.stage.counts, findings=self.findings)

    @property
    def is_good(self) -> bool:
        """Whether the rows are those of the file as it is."""
        return self.status in {"loaded", "unchanged"}


@dataclass(frozen=True, slots=True)
class RunReport:
    """A whole run: each file's outcome, and what differs from the file published before.

    ``problem`` is one sentence that says why nothing was published, None where something was or,
    in a dry run, would have been. ``left_out`` has a sentence for each city module that cannot be
    used; the documents that need it have failed. ``unknown`` has one for each sidecar that names
    a document that is not there.
    """

    outcomes: tuple[Outcome, ...]
    database: Path
    is_dry: bool = False
    is_published: bool = False
    changes: tuple[DocumentChange, ...] = ()
    problem: str | None = None
    left_out: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every file is good, no row was rejected and no data left unaccounted for."""
        counts = [outcome.counts for outcome in self.outcomes if outcome.counts]
        return all(outcome.is_good for outcome in self.outcomes) and not any(
            count.rows_rejected or count.errors for count in counts
        )

    @property
    def changed_by_program(self) -> frozenset[str]:
        """The documents whose rows differ though neither they nor their sidecars do."""
        differ = {change.document_id for change in self.changes if change.document == "kept"}
        return frozenset(
            outcome.document_id
            for outcome in self.outcomes
            if outcome.is_same_input and outcome.document_id in differ
        )

    @property
    def exit_code(self) -> ExitCode:
        """What the run says to the shell; a dry run says what the run itself would say."""
        if self.problem is not None and not self.is_published:
            return ExitCode.NOTHING
        return ExitCode.WELL if self.is_whole and self.problem is None else ExitCode.INCOMPLETE

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "database": str(self.database),
            "is_published": self.is_published,
            "exit_code": int(self.exit_code),
            "problem": self.problem,
            "city_modules_left_out": list(self.left_out),
            "unknown_documents": list(self.unknown),
            "documents": [
                {
                    "document_id": outcome.document_id,
                    "file_name": outcome.file_name,
                    "sha256": outcome.sha256,
                    "status": outcome.status,
                    "reason": outcome.reason,
                    "counts": asdict(outcome.counts) if outcome.counts else None,
                }
                for outcome in self.outcomes
            ],
            "changes": [
                asdict(change) | {"by_program": change.document_id in self.changed_by_program}
                for change in self.changes
            ],
        }
