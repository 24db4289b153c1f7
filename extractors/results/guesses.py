"""What is told of a document that no city module describes: that, and each column guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.catalog.known import publications
from extractors.extraction import RateRow
from extractors.locate.found import FoundList
from extractors.results.draft import Draft
from extractors.results.source_rows import SourceRows
from extractors.words.amounts import STATES_MONEY
from extractors.words.headings import plain_heading
from extractors.words.text import squeeze


def note_guesses(draft: Draft, source: SourceRows, rates: Sequence[RateRow]) -> None:
    """One finding on the document, and one a header whose columns were told by their words alone.

    A sentence that states money of which no rate is read is told as well.
    A module that describes other documents of the region is named: this one may be of its family.
    """
    publication, findings = draft.publication, draft.findings
    lists = draft.located.lists
    unread = sum(len(found.not_understood(draft.located.lines)) for found in lists)
    columns = "1 column" if unread == 1 else f"{unread} columns"
    own = [each.series for each in publications() if each.region == publication.region]
    beside = f"; series {own[0]} of its region has a module, whose phrases differ" if own else ""
    findings.add(
        "read_without_module",
        f"read without a module: {columns} not understood, the others by their headings{beside}. "
        "Compare its rows with the document; new-city writes the module, to keep and mend this",
        value=publication.series,
    )
    for found in lists:
        for heading, name in _guessed(found):
            findings.add(
                "heading_unknown",
                f"'{heading}' is read as {name}, by its words and what its cells hold",
                row_no=source.row_no(found.headers[0]),
                printed=heading,
                value=name,
            )

    read = [rate.amount_printed for rate in rates if rate.catalog_id is None]
    for match in draft.prose.search_all(STATES_MONEY):
        if not any(text in match.text for text in read):
            findings.add(
                "cell_unclear",
                f"a sentence states amounts of which no rate is read: '{match.text}'",
                row_no=source.row_no(match.line),
                printed=match.text,
            )


def _guessed(found: FoundList) -> Iterator[tuple[str, str]]:
    """The headings told by their words, and by groups of persons (企业职工 | 失业人员), as what."""
    own = {text: column.field for column in found.words.columns for text in column.headings}
    for column in found.columns:
        if column.is_read and (name := own.get(plain_heading(column.heading))):
            yield squeeze(column.heading), name
    for column in found.columns:
        if column.role == "spread" and column.group:
            yield squeeze(column.heading), f"amounts of the group '{column.group}'"
