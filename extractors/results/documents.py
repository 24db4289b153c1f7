"""The document's own row and those of its lists: titles, numbers, years, what is announced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.catalog import Publication
from extractors.extraction import CatalogRow, DocumentRow, EntryRow
from extractors.notice.prose import stated_editions
from extractors.notice.validity import read_validity
from extractors.results.draft import Draft, ReadList
from extractors.words.dates import EDITION, find_year
from extractors.words.numerals import NUMBER, parse_numeral
from extractors.words.signs import BETWEEN_NAMES
from extractors.words.text import fold, squeeze

_COVERS_WORK_TYPES = re.compile(r"含各?职业下?(?:的)?全部工种|包?括?所?含(?:的)?(?:全部)?工种")


def document_and_catalogs(
    draft: Draft, lists: Sequence[ReadList], entries: Sequence[EntryRow], missing_parts: list[str]
) -> tuple[DocumentRow, list[CatalogRow]]:
    """The document's row and those of its lists, with the edition that it says its codes follow."""
    document = _document_row(draft, missing_parts)
    document.supplements = draft.sidecar.supplements
    document.supersedes = draft.sidecar.supersedes
    document.year_estimated = draft.sidecar.year_estimated
    document.year_evidence = draft.sidecar.year_evidence
    document.valid_from, document.valid_until = read_validity(draft.prose.text, document.issued_on)
    counts = Counter(entry.catalog_id for entry in entries)
    catalogs = [
        _catalog_row(document, draft.publication, each, counts[each.catalog_id]) for each in lists
    ]
    stated = stated_editions(draft.prose)
    by_heading = any(row.code_edition_stated for row in catalogs)
    if not stated and not by_heading and "code_edition" in draft.publication.expects:
        draft.missing.append("the edition of the classification that the codes follow")
    for edition, numbers in stated:
        for row in catalogs:
            if numbers is None or row.number.split(".")[0] in numbers:
                row.code_edition_stated = row.code_edition_stated or edition
    return document, catalogs


def _catalog_row(
    document: DocumentRow, publication: Publication, read: ReadList, entries: int
) -> CatalogRow:
    """The row of one list: its title, kind and year, and what its headings say of work types."""
    found = read.found
    headings = {each.own: squeeze(fold(each.heading)) for each in found.columns if each.own}
    edition = re.search(EDITION, headings.get("code", ""))
    return CatalogRow(
        catalog_id=read.catalog_id,
        document_id=document.document_id,
        number=read.number,
        list_key=found.words.key,
        heading=found.sub_heading or found.annex_heading,
        title=found.title,
        kind=found.words.kind,
        region_adcode=found.words.region or publication.region,
        year=(find_year(found.title) if found.title else None) or document.year,
        is_overlay=found.words.overlay,
        covers_work_types=True if _COVERS_WORK_TYPES.search(headings.get("name", "")) else None,
        amounts_in=found.words.amounts_in,
        code_edition_stated=edition[1] if edition else None,
        entry_count=entries,
    )


def _document_row(draft: Draft, missing_parts: list[str]) -> DocumentRow:
    """The row of the document: what its masthead and its titles print.

    The title is the notice's, else that of all lists or the first. The year is the first that the
    document's title, one of a list or annex, the document number or the date of issue prints.
    """
    publication, masthead = draft.publication, draft.masthead
    list_titles = [found.title for found in draft.located.lists if found.title]
    title = masthead.title or draft.located.title()
    titles = [*([title] if title else []), *list_titles, *draft.located.titles()]
    shown = "".join(titles)
    # 第0批 is no batch
    batch = re.search(rf"第(?!0+批)({NUMBER})批", shown)
    dated = [*titles, *([masthead.document_number] if masthead.document_number else [])]
    years = [year for year in map(find_year, dated) if year is not None]
    issued = masthead.issued_on
    return DocumentRow(
        document_id=draft.document_id,
        series=publication.series,
        region_adcode=publication.region,
        document_type=publication.document_type,
        title=title,
        issuers=masthead.issuers,
        document_number=masthead.document_number,
        issued_on=issued,
        year=years[0] if years else issued.year if issued else None,
        batch=parse_numeral(batch[1]) if batch else None,
        is_trial="试行" in shown,
        is_guidance="指导" in shown,
        missing_parts=missing_parts,
        media_type=draft.document.media_type,
        pages=draft.document.pages,
        extractor=draft.extractor,
    )


def announced_and_missing(draft: Draft) -> tuple[list[str], int | None]:
    """Lists that the document announces and does not hold, and the line that announces them."""
    publication = draft.publication
    match = draft.prose.search(publication.announces) if publication.announces else None
    if match is None:
        return [], None
    found = {each.words.key for each in draft.located.lists}
    names = [name for name in re.split(BETWEEN_NAMES, match.groups["names"]) if name]
    missing = [
        name
        for name in names
        if not any(words.is_named_in(name) and words.key in found for words in publication.lists)
    ]
    return missing, match.line
