"""What a document says in words, as rows: paragraphs, reviewed statements, legends, rules cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractors.document import TEXT_CAPTURE
from extractors.extraction import (
    CatalogRow,
    CitationRow,
    DocumentRow,
    EntryRow,
    LegendRow,
    ProvisionRow,
    RateRow,
    SourceRow,
)
from extractors.results.citations import read_citations
from extractors.results.draft import Draft, ReadList
from extractors.results.legends import (
    ListSigns,
    headings_of,
    note_unexplained,
    read_legends,
    settle_shortages,
)
from extractors.results.paragraphs import join_lines_to_paragraphs
from extractors.results.printed_text import PrintedText
from extractors.results.provisions import find_provisions
from extractors.results.references import note_references
from extractors.results.source_rows import SourceRows


def read_statements(
    draft: Draft,
    lists: Sequence[ReadList],
    source: SourceRows,
    rows: list[SourceRow],
    entries: Sequence[EntryRow],
    rates: Sequence[RateRow],
    document: DocumentRow,
    catalogs: Sequence[CatalogRow],
) -> tuple[list[ProvisionRow], list[LegendRow], list[CitationRow]]:
    """The provisions that the sidecar quotes, what signs mean, and the rules that are cited.

    The source rows learn which of them are one paragraph.
    """
    furniture = source.furniture()
    parts = enumerate(draft.document.parts, 1)
    captured = {number for number, part in parts if part.media_type == TEXT_CAPTURE}
    join_lines_to_paragraphs(rows, captured, furniture)
    text = PrintedText(rows, furniture)
    by_list = defaultdict(list)
    for entry in entries:
        by_list[entry.catalog_id].append(entry)
    signs = [
        ListSigns(
            each.catalog_id,
            each.found.title,
            headings_of(each.found),
            source.row_no(each.found.headers[0]),
            by_list[each.catalog_id],
        )
        for each in lists
    ]
    legends = read_legends(draft.document_id, signs, text)
    settle_shortages(legends, signs)
    priced = {rate.subsidy_class for rate in rates if rate.entry_id is None}
    note_unexplained(draft.findings, legends, signs, draft.prose.text, priced)
    found = [each.found for each in lists]
    note_references(draft.findings, found, [each.catalog_id for each in lists], text)
    provisions = find_provisions(draft.sidecar.provisions, document, catalogs, text, draft.findings)
    return provisions, legends, read_citations(draft.document_id, text)
