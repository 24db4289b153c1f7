"""One document on its way to typed rows: what was found in it, and its lists as read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.catalog import Publication
from extractors.document import Document
from extractors.findings import Findings
from extractors.lists.read import read_list
from extractors.lists.read_row import ReadRow
from extractors.locate.columns import levels_below_header
from extractors.locate.found import FoundColumn, FoundList, Located
from extractors.locate.headers import misfit_message, place_of
from extractors.locate.heading_map import HeadingMap
from extractors.locate.none_found import why_none_found
from extractors.locate.walk import locate
from extractors.notice.masthead import Masthead, read_masthead
from extractors.notice.prose import Prose, prose_of
from extractors.results.corrections import Corrections
from extractors.sidecar import Sidecar
from extractors.words.headings import ROW_AMOUNTS
from extractors.words.signs import BETWEEN_NAMES
from schemas.errors import ExtractError


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a document before its rows are built.

    ``extractor`` is the series of its city module, or ``generic``; ``missing`` says what its
    publication prints and it does not: each step adds to it.
    """

    document_id: str
    document: Document
    publication: Publication
    extractor: str
    sidecar: Sidecar
    corrections: Corrections
    located: Located
    prose: Prose
    masthead: Masthead
    findings: Findings
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as found, its id, and its rows as read (none of a rate table)."""

    found: FoundList
    catalog_id: str
    number: str
    rows: list[ReadRow]


def begin(
    document_id: str,
    document: Document,
    publication: Publication,
    extractor: str,
    sidecar: Sidecar,
) -> Draft:
    """The document with its lists, prose and masthead found; ExtractError where it has no list."""
    located = locate(document, publication)
    if not located.lists:
        raise ExtractError(
            f"is of series '{publication.series}', but none of its lists was found: "
            f"{why_none_found(located.lines, publication.lists)}. Compare that with the city module"
        )
    return Draft(
        document_id,
        document,
        publication,
        extractor,
        sidecar,
        Corrections(document_id, sidecar.corrections),
        located,
        prose_of(located),
        read_masthead(located),
        Findings(document_id),
    )


def read_lists(draft: Draft) -> list[ReadList]:
    """Every list of the document; ExtractError where columns that it must have cannot be told."""
    numbers = _list_numbers(draft.located.lists)
    lists = []
    for found, number in zip(draft.located.lists, numbers, strict=True):
        found.columns = tuple(_with_words(draft, column) for column in found.columns)
        catalog_id = f"{draft.document_id}/{number}"
        printed = {column.field for column in found.columns}
        wanted = [each.field for each in found.words.columns if not each.absent]
        if lacking := [name for name in ROW_AMOUNTS if name in wanted and name not in printed]:
            header = draft.located.lines[found.headers[0]]
            mapping = HeadingMap(found.columns, tuple(lacking))
            raise ExtractError(misfit_message(header, found.words, mapping))
        if (unread := levels_below_header(found, draft.located.lines)) is not None:
            place = place_of(draft.located.lines[unread])
            raise ExtractError(
                f"the line below a header ({place}) prints levels, and which columns they head "
                "cannot be told: merge the cells above them, or print both in one row"
            )
        rows = [] if found.is_rates else read_list(found, draft.located.lines)
        lists.append(ReadList(found, catalog_id, number, rows))
    return lists


def _with_words(draft: Draft, column: FoundColumn) -> FoundColumn:
    """The column with the words of its cells that a sentence of the document names."""
    if column.words is None or column.words.words_in is None:
        return column
    match = draft.prose.search(column.words.words_in)
    if match is None:
        draft.missing.append(f"the words of the column {column.field}")
        return column
    words = [word.removesuffix("类") for word in re.split(BETWEEN_NAMES, match.groups["words"])]
    known = replace(column.words, words=tuple(word for word in words if word))
    return replace(column, words=known)


def _list_numbers(lists: Sequence[FoundList]) -> list[str]:
    """The number of each list: of its annex, of its heading in the only annex, or both; else 1.

    Lists that print no number of their own are counted where several stand together.
    """
    annexes = list(dict.fromkeys(each.annex for each in lists))
    numbers: list[str] = []
    for each in lists:
        beside = [other for other in lists if other.annex == each.annex]
        own = each.sub or str(beside.index(each) + 1)
        if len(beside) == 1:
            number = each.annex or (each.sub if len(annexes) == 1 else None) or "1"
        elif len(annexes) == 1:
            number = own
        else:
            number = f"{each.annex or 0}.{own}"
        while number in numbers:
            number += "+"
        numbers.append(number)
    return numbers
