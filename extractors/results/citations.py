"""Rules and documents that the prose cites, with the rows in which each citation stands."""

from __future__ import annotations

from extractors.extraction import CitationRow
from extractors.results.printed_text import PrintedText
from extractors.words.cited import citations

_NO_PROSE = ("entry", "continuation", "header", "form")


def read_citations(document_id: str, text: PrintedText) -> list[CitationRow]:
    """One row a citation outside lists and forms, in print order."""
    rows: list[CitationRow] = []
    for each in citations(text.text):
        first, last = text.row_at(each.start), text.row_at(each.end - 1)
        if first.role in _NO_PROSE:
            continue
        rows.append(
            CitationRow(
                citation_id=f"{document_id}/cited#{len(rows) + 1}",
                document_id=document_id,
                title=each.title,
                document_number=each.number,
                text_printed=each.text,
                row_no=first.row_no,
                row_no_end=last.row_no,
            )
        )
    return rows
