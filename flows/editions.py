"""One edition of a series is in the database once, whatever its files are called."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flows.looking import near_or_all
from flows.outcome import Outcome

Edition = tuple[object, ...]


def without_repeated_editions(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, those failed that were read in this run and are of one edition.

    An edition is told by what its documents print: series, year, batch, date, number and title.
    One that supplements another is not of its edition, and what another supersedes may lie beside
    it. Documents that supersede each other in a circle fail, too: none of them would be in force.
    """
    documents = {each.document_id: each.stage.document for each in outcomes if each.stage}
    superseded = {row.get("supersedes") for row in documents.values()}
    by_edition: dict[Edition, list[Outcome]] = defaultdict(list)
    failed: dict[str, str] = {}
    for outcome in outcomes:
        row = documents.get(outcome.document_id)
        if row is None:
            continue
        if circle := _circle(outcome.document_id, documents):
            failed[outcome.document_id] = circle
        elif outcome.document_id not in superseded:
            by_edition[edition_of(row)].append(outcome)
    for same in by_edition.values():
        if len(same) > 1:
            reason = _reason(same)
            failed |= {outcome.document_id: reason for outcome in same}
    return [
        replace(outcome, status="failed", stage=None, reason=failed[outcome.document_id])
        if outcome.is_good and outcome.document_id in failed
        else outcome
        for outcome in outcomes
    ]


def unknown_stems(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What to say of each sidecar that supersedes or supplements a document that is not there.

    Views then count both what is there and what it should have replaced.
    """
    known = {outcome.document_id for outcome in outcomes}
    for outcome in outcomes:
        row = outcome.stage.document if outcome.stage is not None else {}
        for key in ("supersedes", "supplements"):
            stem = row.get(key)
            if stem is not None and stem not in known:
                yield (
                    f"{outcome.document_id} {key} '{stem}', and no document is called so: mend "
                    f"'{key}' in {outcome.document_id}.yml; {near_or_all(stem, known)}"
                )


def edition_of(document: Mapping[str, Any]) -> Edition:
    """What tells the edition of a row of the table ``document``."""
    title = unicodedata.normalize("NFKC", document["title"] or "")
    return (
        *(document[name] for name in ("series", "batch", "issued_on", "document_number")),
        document["year"] or document.get("year_estimated"),
        "".join(title.split()),
        document.get("supplements"),
    )


def _circle(document_id: str, documents: Mapping[str, Mapping[str, Any]]) -> str | None:
    """What to say of a document that supersedes itself, or one that supersedes it in turn."""
    names = [document_id]
    while older := documents.get(names[-1], {}).get("supersedes"):
        if older == document_id:
            what = "itself" if len(names) == 1 else " and ".join(names[1:]) + ", which supersede it"
            return (
                f"{document_id} supersedes {what}, so none of them is in force; mend 'supersedes' "
                f"in {document_id}.yml."
            )
        if older in names:
            return None
        names.append(older)
    return None


def _reason(same: Sequence[Outcome]) -> str:
    here = _listed(outcome for outcome in same if not outcome.is_gone)
    if gone := _listed(outcome for outcome in same if outcome.is_gone):
        return (
            f"{here} and {gone}, whose rows are published and which is no longer there, are the "
            "same edition of one document; run with --prune to let go of what is gone."
        )
    # what was there before is what the other corrects
    stem = min(same, key=lambda outcome: outcome.status != "unchanged").document_id
    return (
        f"{here} are the same edition of one document; remove all but one, or write 'supersedes: "
        f"{stem}' into the sidecar of the one that corrects {stem}."
    )


def _listed(outcomes: Iterable[Outcome]) -> str:
    names = sorted(outcome.file_name for outcome in outcomes)
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
