"""A file's bytes become typed rows: read, locate the lists, read their rows, note what is odd.

A function of its arguments alone: no clock, no network, no other document.
"""

from __future__ import annotations

from pathlib import PurePath

from extractors.catalog import Publication
from extractors.catalog.known import publication_of
from extractors.document import Document
from extractors.extraction import Extraction, PartRow
from extractors.layout.mend import mend
from extractors.locate.described import describe
from extractors.rates.caps import read_caps
from extractors.rates.ceilings import limit_rates
from extractors.rates.stated import stated_rates
from extractors.readers import Reading, read_document
from extractors.readers.parts import Content
from extractors.results.counts import note_fewer_rows
from extractors.results.documents import announced_and_missing, document_and_catalogs
from extractors.results.draft import begin, read_lists
from extractors.results.guesses import note_guesses
from extractors.results.hours import hours_rows
from extractors.results.list_rows import number_rates, rows_of_lists, rows_of_rate_tables
from extractors.results.noted import note_amounts, note_document, note_parts
from extractors.results.source_rows import SourceRows
from extractors.results.statements import read_statements
from extractors.sidecar import Sidecar

GENERIC = "generic"
"""The extractor of a document that no city module describes."""


def extract_document(
    data: Content, file_name: str, sidecar: Sidecar | None = None, reading: Reading | None = None
) -> Extraction:
    """The typed rows of one document, of one file or several.

    The stem of ``file_name`` is the document's id. Raises ReadError, ExtractError or SidecarError
    with one sentence that names the place in the file and the remedy; the file's own name is for
    the caller to add.
    """
    document = mend(read_document(data, file_name, reading))
    beside = sidecar or Sidecar()
    known = publication_of(document, beside.series)
    insist = beside.generic or (reading is not None and reading.generic)
    publication = known or describe(document, beside.series, beside.region, insist=insist)
    extractor = publication.series if known else GENERIC
    return _extracted(document, file_name, publication, extractor, beside)


def described(
    data: Content, file_name: str, series: str, reading: Reading | None = None
) -> tuple[Publication, Extraction]:
    """The publication that a document is of by what it prints, and its rows, modules or not.

    Raises ReadError and ExtractError as ``extract_document`` does.
    """
    document = mend(read_document(data, file_name, reading))
    publication = describe(document, series, None, insist=reading is not None and reading.generic)
    return publication, _extracted(document, file_name, publication, GENERIC, Sidecar())


def _extracted(
    document: Document,
    file_name: str,
    publication: Publication,
    extractor: str,
    sidecar: Sidecar,
) -> Extraction:
    document_id = PurePath(file_name).stem
    draft = begin(document_id, document, publication, extractor, sidecar)
    lists = read_lists(draft)
    source = SourceRows(document_id, draft.located, [row for each in lists for row in each.rows])
    caps = read_caps(
        document_id, publication, draft.located, draft.prose, source.row_no, draft.findings
    )
    draft.missing.extend(caps.missing)
    of_tables = rows_of_rate_tables(draft, lists, source)
    of_lists = rows_of_lists(draft, lists, source)
    rates = [*of_tables.rates, *of_lists.rates]
    catalog_ids = [each.catalog_id for each in lists]
    limit_rates(rates, catalog_ids, draft.located, draft.prose, source.row_no, draft.findings)
    found = [each.found for each in lists]
    stated = stated_rates(document_id, found, draft.prose, source.row_no)
    rates = number_rates(
        document_id, [*caps.rates, *stated, *rates], [*of_tables.parts, *of_lists.parts]
    )
    note_amounts(draft.findings, rates)
    hours = hours_rows(draft, lists, source)
    rejected = [*of_tables.rejected, *of_lists.rejected]
    rows = source.rows(of_lists.entries, rates, rejected, draft.masthead.title_lines)
    announced = announced_and_missing(draft)
    document_row, catalogs = document_and_catalogs(draft, lists, of_lists.entries, announced[0])
    note_parts(draft, source, announced)
    note_document(draft, lists, source, rows)
    note_fewer_rows(draft, lists, source)
    if extractor == GENERIC:
        note_guesses(draft, source, rates)
    told = read_statements(
        draft,
        lists,
        source,
        rows,
        of_lists.entries,
        rates,
        document_row,
        catalogs,
    )
    return Extraction(
        document_row,
        catalogs,
        of_lists.entries,
        rates,
        hours,
        rows,
        rejected,
        draft.findings.sorted(),
        draft.corrections.applied(),
        *told,
        parts=[
            PartRow(
                document_id, number, part.name, part.media_type, part.sha256, part.size, part.pages
            )
            for number, part in enumerate(document.parts, 1)
        ],
    )
