"""What an extraction must have before it is staged: rows at all, and regions that exist."""

from __future__ import annotations

from extractors.rows import Extraction
from schemas.errors import ExtractError


def check_not_empty(extraction: Extraction, file_name: str) -> None:
    """The lists found gave rows; staged without any, they would replace the last good ones.

    Raises ExtractError where the document has neither entry nor amount, or where lists stand in it
    that are no rate table and not one of their rows was read, not even to be rejected.
    """
    if extraction.entries:
        return
    lists = [row for row in extraction.catalogs if row.kind != "rates"]
    if extraction.rates and (extraction.rejected or not lists):
        return
    found = ", ".join(f"{row.number} ({row.list_key})" for row in extraction.catalogs)
    if extraction.rejected:
        first = extraction.rejected[0]
        why = (
            f"all {len(extraction.rejected)} rows were rejected, the first, row {first.row_no}, "
            f"for: {'; '.join(first.reasons)}"
        )
    else:
        lost = [each for each in extraction.findings if each.severity == "error"]
        why = "none of their rows was read"
        if lost:
            why += f" ({len(lost)} printed lines look like rows, the first: {lost[0].printed})"
    raise ExtractError(
        f"{file_name} has the lists {found}, but nothing of them could be loaded: {why}; compare "
        f"the lists' columns in the city module of '{extraction.document.series}' with the "
        "document (training-catalogs inspect shows how it is read)."
    )
