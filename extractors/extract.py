"""A file's bytes become typed rows: read, locate the lists, read their rows, note what is odd.

A function of its arguments alone: no clock, no network, no other document.
"""

from __future__ import annotations

from pathlib import PurePath

from extractors.catalog.known import publication_of
from extractors.extraction import Extraction
from extractors.layout.mend import mend
from extractors.rates.caps import read_caps
from extractors.rates.ceilings import limit_rates
from extractors.readers import Reading, read_document
from extractors.results.corrections import Corrections
from extractors.results.documents import announced_and_missing, document_and_catalogs
from extractors.results.draft import begin, read_lists
from extractors.results.hours import hours_rows
from extractors.results.list_rows import number_rates, rows_of_lists, rows_of_rate_tables
from extractors.results.noted import note_document, note_parts, note_small_amounts
from extractors.results.source_rows import SourceRows
from extractors.sidecar import Sidecar


def extract_document(
    data: bytes, file_name: str, sidecar: Sidecar | None = None, reading: Reading | None = None
) -> Extraction:
    """The typed rows of one document.

    The stem of ``file_name`` is the document's id. Raises ReadError, ExtractError or SidecarError
    with one sentence that names the place in the file and the remedy; the file's own name is for
    the caller to add.
    """
    document_id = PurePath(file_name).stem
    document = mend(read_document(data, file_name, reading))
    publication = publication_of(document, sidecar.series if sidecar else None)
    corrections = Corrections(document_id, sidecar.corrections if sidecar else ())
    draft = begin(document_id, document, publication, corrections)
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
    rates = number_rates(document_id, [*caps.rates, *rates])
    note_small_amounts(draft.findings, rates)
    hours = hours_rows(draft, lists, source)
    rejected = [*of_tables.rejected, *of_lists.rejected]
    rows = source.rows(of_lists.entries, rates, rejected, draft.masthead.title_lines)
    announced = announced_and_missing(draft)
    document_row, catalogs = document_and_catalogs(draft, lists, of_lists.entries, announced[0])
    note_parts(draft, source, announced)
    note_document(draft, lists, source, rows)
    return Extraction(
        document_row,
        catalogs,
        of_lists.entries,
        rates,
        hours,
        rows,
        rejected,
        draft.findings.sorted(),
        corrections.applied(),
    )
