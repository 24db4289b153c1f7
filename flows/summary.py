"""A run in words and numbers: for the terminal and for Prefect's artifact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flows.annual.difference import COLUMNS as COLUMNS_OF
from flows.annual.difference import Difference, between_files
from flows.exit_codes import ExitCode
from flows.outcome import Outcome, RunReport
from flows.paths import shown
from schemas.errors import CatalogError
from warehouse.changes import DocumentChange
from warehouse.places import previous_database, real_database

DIFFERENCES_SHOWN = 200
_BAR = r"\|"
COLUMNS = ("document", "rows printed", "loaded", "rejected", "findings", "status")

_STATUS_WORDS = {
    "loaded": "loaded",
    "unchanged": "unchanged",
    "failed": "failed",
    "kept_last_good": "kept last good",
}


def summary_rows(report: RunReport) -> list[tuple[object, ...]]:
    """One row a file, in the order of COLUMNS; counts are NULL where nothing was read."""
    return [_row(outcome) for outcome in report.outcomes]


def summary_lines(report: RunReport) -> Iterator[str]:
    """What to say below the table: each failure with its reason, then what differs."""
    failures = [
        f"{_STATUS_WORDS[outcome.status].capitalize()}: {outcome.reason}"
        for outcome in report.outcomes
        if outcome.reason
    ]
    yield from (f"Left out: {words}." for words in report.left_out)
    # files that fail together share their reason
    yield from dict.fromkeys(failures)
    yield from report.unknown
    yield from filter(None, map(_errors_words, report.outcomes))
    if report.problem is not None:
        yield report.problem
        return
    by_program = report.changed_by_program
    for change in report.changes:
        yield _change_words(change, change.document_id in by_program)
    if not report.changes:
        yield f"Nothing differs from {shown(report.database)} as it was published before."
    if report.is_dry:
        yield "A dry run: nothing was published."
    else:
        yield f"Published {shown(report.database)}."


def _errors_words(outcome: Outcome) -> str | None:
    """What to say of a document of which printed lines that look like data were not read."""
    if outcome.stage is None or not outcome.stage.counts.errors:
        return None
    number = outcome.stage.counts.errors
    lines = "1 printed line was" if number == 1 else f"{number:,} printed lines were"
    return (
        f"{outcome.file_name}: {lines} not read though looking like data; see: "
        f"training-catalogs findings {outcome.document_id} --severity error"
    )


def _change_words(change: DocumentChange, by_program: bool) -> str:
    """``Document nantong-2023: entries +3, -1, 2 changed; amounts +1.``, and why."""
    parts = []
    for what, added, removed, changed in (
        ("entries", change.entries_added, change.entries_removed, change.entries_changed),
        ("amounts", change.rates_added, change.rates_removed, change.rates_changed),
    ):
        counts = [f"+{added:,}"] * bool(added) + [f"-{removed:,}"] * bool(removed)
        counts += [f"{changed:,} changed"] * bool(changed)
        if counts:
            parts.append(f"{what} {', '.join(counts)}")
    came_or_went = "" if change.document == "kept" else f" {change.document}"
    why = " (the program changed, not the document)" if by_program else ""
    return f"Document {change.document_id}{came_or_went}: {'; '.join(parts) or 'no rows'}{why}."


def summary_markdown(report: RunReport) -> str:
    """The same as one Markdown page, with the rows that differ and what to read next."""
    verdict = "All is well." if report.exit_code is ExitCode.WELL else "Not everything is loaded."
    points = [f"- {line}" for line in summary_lines(report)]
    lines = [verdict, "", *_table(COLUMNS, summary_rows(report)), "", *points]
    read = [outcome for outcome in report.outcomes if outcome.status == "loaded"]
    if read:
        lines += ["", "To read before they are accepted:", ""]
        lines += [f"- `training-catalogs review {outcome.document_id}`" for outcome in read]
    if differences := _differences(report):
        shown = differences[:DIFFERENCES_SHOWN]
        lines += [
            "",
            "What differs from the file published before:",
            "",
            *_table(COLUMNS_OF, shown),
        ]
        if more := len(differences) - len(shown):
            lines += ["", f"And {more:,} more: `training-catalogs diff`"]
    return "\n".join(lines) + "\n"


def _differences(report: RunReport) -> list[Difference]:
    """What differs in documents that stayed; of one that came, ``review`` says it."""
    stayed = {change.document_id for change in report.changes if change.document == "kept"}
    if not (report.is_published and stayed):
        return []
    try:
        found = between_files(previous_database(real_database(report.database)), report.database)
        return [difference for difference in found if difference[2] in stayed]
    except CatalogError:
        return []  # the run is done, whatever became of the file before


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    for row in (columns, ["---"] * len(columns), *rows):
        cells = ("" if cell is None else " ".join(str(cell).split()) for cell in row)
        yield f"| {' | '.join(cell.replace('|', _BAR) for cell in cells)} |"


def _row(outcome: Outcome) -> tuple[object, ...]:
    counts = outcome.counts
    numbers = (
        (None, None, None, None)
        if counts is None
        else (counts.rows_printed, counts.rows_loaded, counts.rows_rejected, counts.findings)
    )
    return (outcome.document_id, *numbers, _STATUS_WORDS[outcome.status])
