"""The document's own row and those of its lists: titles, numbers, years, what is announced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.catalog import Publication
from extractors.document import Document
from extractors.extraction import CatalogRow, DocumentRow
from extractors.locate.found import FoundList, Located
from extractors.notice.masthead import Masthead
from extractors.notice.prose import Prose
from extractors.words.dates import EDITION, find_year
from extractors.words.numerals import NUMBER, parse_numeral
from extractors.words.signs import BETWEEN_NAMES
from extractors.words.text import fold, squeeze

_COVERS_WORK_TYPES = re.compile(r"含各?职业下?(?:的)?全部工种|包?括?所?含(?:的)?(?:全部)?工种")


def list_numbers(lists: Sequence[FoundList]) -> list[str]:
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


def catalog_row(
    document: DocumentRow, publication: Publication, found: FoundList, number: str, entries: int
) -> CatalogRow:
    """The row of one list: its title, kind and year, and what its headings say of work types."""
    headings = {
        name: squeeze(fold(text))
        for text, name in zip(found.mapping.headings, found.mapping.fields, strict=True)
        if name is not None
    }
    edition = re.search(EDITION, headings.get("code", ""))
    return CatalogRow(
        catalog_id=f"{document.document_id}/{number}",
        document_id=document.document_id,
        number=number,
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


def document_row(
    document_id: str,
    document: Document,
    publication: Publication,
    located: Located,
    masthead: Masthead,
    missing_parts: list[str],
    extractor: str,
) -> DocumentRow:
    """The row of the document: what its masthead and its titles print.

    ``extractor`` is the series of its city module, or ``generic``.
    The title is the notice's, else the first list's. The year is the first printed in the
    document's title, a title of a list or annex, the document number, or the date of issue.
    """
    list_titles = [found.title for found in located.lists if found.title]
    title = masthead.title or next(iter(list_titles), None)
    titles = [*([title] if title else []), *list_titles, *located.titles()]
    shown = "".join(titles)
    # 第0批 is no batch
    batch = re.search(rf"第(?!0+批)({NUMBER})批", shown)
    dated = [*titles, *([masthead.document_number] if masthead.document_number else [])]
    years = [year for year in map(find_year, dated) if year is not None]
    issued = masthead.issued_on
    return DocumentRow(
        document_id=document_id,
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
        media_type=document.media_type,
        pages=document.pages,
        extractor=extractor,
    )


def announced_and_missing(
    publication: Publication, located: Located, prose: Prose
) -> tuple[list[str], int | None]:
    """Lists that the document announces and does not hold, and the line that announces them."""
    match = prose.search(publication.announces) if publication.announces else None
    if match is None:
        return [], None
    found = {each.words.key for each in located.lists}
    names = [name for name in re.split(BETWEEN_NAMES, match.groups["names"]) if name]
    missing = [
        name
        for name in names
        if not any(
            re.search(words.title, name) and words.key in found for words in publication.lists
        )
    ]
    return missing, match.line
