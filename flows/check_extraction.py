"""What an extraction must have before it is staged: rows at all, and regions that exist."""

from __future__ import annotations

from extractors.catalog.known import file_of
from extractors.extract import GENERIC
from extractors.extraction import Extraction
from schemas.errors import ExtractError
from schemas.regions import regions


def check_described(extraction: Extraction, file_name: str) -> None:
    """A city module describes the document: ``--strict`` takes no other. Raises ExtractError."""
    if extraction.document.extractor == GENERIC:
        raise ExtractError(
            f"{file_name} is described by no city module; write one with new-city and check it, "
            "or run without --strict"
        )


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
    columns = "its columns"
    if extraction.document.extractor != GENERIC:
        columns = f"the lists' columns in {file_of(extraction.document.series)}"
    raise ExtractError(
        f"{file_name} has the lists {found}, but nothing of them could be loaded: {why}; compare "
        f"{columns} with the document (training-catalogs inspect shows how it is read)."
    )


def check_regions(extraction: Extraction, file_name: str) -> None:
    """The regions of the document and its lists are known: found later, nothing could be built.

    Raises ExtractError for one that is not.
    """
    places = {extraction.document.region_adcode: "the document"}
    for row in extraction.catalogs:
        places.setdefault(row.region_adcode, f"the list '{row.list_key}'")
    unknown = [(code, what) for code, what in places.items() if code not in regions()]
    if unknown:
        said = " and ".join(f"{code} of {what}" for code, what in unknown)
        raise ExtractError(
            f"{file_name}: no region has the code {said}; correct region in "
            f"{file_of(extraction.document.series)}, or add the line to "
            "schemas/reference/region.csv."
        )
