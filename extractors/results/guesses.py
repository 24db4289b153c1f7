"""What is told of a document that no city module describes: that, and each column guessed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.catalog.known import publications
from extractors.document import Line
from extractors.extraction import RateRow
from extractors.lists.level_columns import amount_columns
from extractors.locate.found import FoundList
from extractors.locate.units import MoneyUnit, header_prints, heading_unit, unit_beside
from extractors.rates.columns import rate_columns, unread_headings
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
    located = draft.located
    unread = sum(len(unread_headings(found, located.lines)) for found in located.lists)
    columns = "1 column" if unread == 1 else f"{unread} columns"
    own = [each.series for each in publications() if each.region == publication.region]
    beside = f"; series {own[0]} of its region has a module, whose phrases differ" if own else ""
    findings.add(
        "read_without_module",
        f"read without a module: {columns} not understood, the others by their headings{beside}. "
        "Compare its rows with the document; new-city writes the module, to keep and mend this",
        value=publication.series,
    )
    for found in located.lists:
        for heading, name in [*_guessed(found), *_groups(found, located.lines)]:
            findings.add(
                "heading_unknown",
                f"'{heading}' is read as {name}, by its words and what its cells hold",
                row_no=source.row_no(found.headers[0]),
                printed=heading,
                value=name,
            )

    for found, scaled in _without_unit(draft):
        findings.add(
            "cell_unclear",
            f"this list prints no unit of money: its figures count as yuan, though those of "
            f"'{scaled.title}' do not",
            row_no=source.row_no(found.headers[0]),
            value="1",
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


def _without_unit(draft: Draft) -> list[tuple[FoundList, FoundList]]:
    """Lists of amounts without a unit where another list counts in 百元 or 万元, with that one."""
    lines = draft.located.lines
    priced = [found for found in draft.located.lists if found.words.amounts_in == "rows"]
    units: dict[int, list[MoneyUnit]] = {}
    for place, found in enumerate(priced):
        printed = map(heading_unit, itertools.chain(*header_prints(found, lines)))
        units[place] = [unit for unit in (*printed, unit_beside(found, lines)) if unit]
    scaled = [priced[place] for place in units if any(unit.factor > 1 for unit in units[place])]
    return [(priced[place], scaled[0]) for place in units if scaled and not units[place]]


def _guessed(found: FoundList) -> list[tuple[str, str]]:
    own = {text: column.field for column in found.words.columns for text in column.headings}
    return [
        (squeeze(heading), own[plain_heading(heading)])
        for heading in found.mapping.headings
        if plain_heading(heading) in own
    ]


def _groups(found: FoundList, lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The headings of amounts that are each for another group (企业职工 | 失业人员), and which."""
    columns = (
        rate_columns(found, lines).amounts
        if found.words.kind == "rates"
        else tuple(amount_columns(found, lines).values())
    )
    return [
        (squeeze(found.mapping.headings[each.place]), f"amounts of the group '{each.group}'")
        for each in columns
        if each.group
    ]
