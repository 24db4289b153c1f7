"""The reviewed statements (条款) of a sidecar, each found in the text, word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.extraction import CatalogRow, DocumentRow, ProvisionRow
from extractors.findings import Findings
from extractors.results.printed_text import PrintedText
from extractors.sidecar import Provision


def find_provisions(
    provisions: Sequence[Provision],
    document: DocumentRow,
    catalogs: Sequence[CatalogRow],
    text: PrintedText,
    findings: Findings,
) -> list[ProvisionRow]:
    """The rows of the statements that the text holds; ``provision_missing`` for the others."""
    lists: Mapping[str, CatalogRow] = {row.number: row for row in catalogs}
    rows: list[ProvisionRow] = []
    missing: list[str] = []
    for number, each in enumerate(provisions, start=1):
        found = text.find(each.text, each.below)
        catalog = lists.get(each.list) if each.list is not None else None
        if found is None or (each.list is not None and catalog is None):
            missing.append(each.text)
            continue
        owner = catalog.region_adcode if catalog else document.region_adcode
        rows.append(
            ProvisionRow(
                provision_id=f"{document.document_id}/provision#{number}",
                document_id=document.document_id,
                catalog_id=catalog.catalog_id if catalog else None,
                region_adcode=each.region or owner,
                topic=each.topic,
                subject=each.subject,
                value_min=each.minimum,
                value_max=each.maximum,
                unit=each.unit,
                value_date=each.date,
                text_printed=each.text,
                row_no=found[0],
                row_no_end=found[1],
            )
        )
    for words in missing:
        findings.add(
            "provision_missing",
            f"the text does not hold what the sidecar quotes: '{words}'; correct provisions there",
            printed=words,
        )
    return rows
