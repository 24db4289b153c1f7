"""A run in words and numbers: for the terminal and for Prefect's artifact."""

from __future__ import annotations

from collections.abc import Iterator

from flows.exit_codes import ExitCode
from flows.outcome import Outcome, RunReport
from flows.paths import shown
from warehouse.changes import DocumentChange

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
    """The same as one Markdown page."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *summary_rows(report)]
    table = [f"| {' | '.join('' if cell is None else str(cell) for cell in row)} |" for row in rows]
    verdict = "All is well." if report.exit_code is ExitCode.WELL else "Not everything is loaded."
    points = [f"- {line}" for line in summary_lines(report)]
    return "\n".join([verdict, "", *table, "", *points]) + "\n"


def _row(outcome: Outcome) -> tuple[object, ...]:
    counts = outcome.counts
    numbers = (
        (None, None, None, None)
        if counts is None
        else (counts.rows_printed, counts.rows_loaded, counts.rows_rejected, counts.findings)
    )
    return (outcome.document_id, *numbers, _STATUS_WORDS[outcome.status])
