"""One edition of a series is in the database once, whatever its files are called."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyarrow.parquet as pq

from flows.outcome import Outcome
from warehouse.stage import Stage

_WHAT_TELLS = ("series", "year", "batch", "issued_on", "document_number", "title")

Edition = tuple[object, ...]


def without_repeated_editions(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, those failed that were read in this run and are of one edition.

    An edition is told by what its documents print: series, year, batch, date, number and title.
    """
    by_edition: dict[Edition, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.stage is not None:
            by_edition[_edition(outcome.stage)].append(outcome)
    repeated: dict[str, str] = {}
    for same in by_edition.values():
        if len(same) > 1:
            reason = _reason(same)
            repeated |= {outcome.document_id: reason for outcome in same}
    return [
        replace(outcome, status="failed", stage=None, reason=repeated[outcome.document_id])
        if outcome.is_good and outcome.document_id in repeated
        else outcome
        for outcome in outcomes
    ]


def _reason(same: Sequence[Outcome]) -> str:
    here = _listed(outcome for outcome in same if not outcome.is_gone)
    if gone := _listed(outcome for outcome in same if outcome.is_gone):
        return (
            f"{here} and {gone}, whose rows are published and which is no longer there, are the "
            "same edition of one document; run with --prune to let go of what is gone."
        )
    return f"{here} are the same edition of one document; remove all but one."


def _listed(outcomes: Iterable[Outcome]) -> str:
    names = sorted(outcome.file_name for outcome in outcomes)
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _edition(stage: Stage) -> Edition:
    row = pq.read_table(stage.parquet("document"), columns=list(_WHAT_TELLS)).to_pylist()[0]
    title = unicodedata.normalize("NFKC", row["title"] or "")
    return (*(row[name] for name in _WHAT_TELLS[:-1]), "".join(title.split()))
