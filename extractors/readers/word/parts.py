"""Which part of a Word package holds what, by its relationships (ISO/IEC 29500-2)."""

from __future__ import annotations

from docx.opc.constants import NAMESPACE, RELATIONSHIP_TARGET_MODE, RELATIONSHIP_TYPE
from docx.opc.packuri import PACKAGE_URI, PackURI

from extractors.readers.office.archive import OfficeArchive
from schemas.errors import ReadError

_RELATIONSHIP = f"{{{NAMESPACE.OPC_RELATIONSHIPS}}}Relationship"
_STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
NO_DOCUMENT = "holds no Word document: check what it is and that it was saved as .docx"
STRICT = (
    "is saved as Strict Open XML, which is not read: open it in Word and save it as "
    "Word Document (.docx)"
)


def main_part(archive: OfficeArchive) -> PackURI:
    """The part that holds the document; ``ReadError`` where the package has none."""
    if not archive.has(PACKAGE_URI.rels_uri.membername):
        raise ReadError(NO_DOCUMENT)
    related = related_parts(archive, PACKAGE_URI)
    part = next(iter(related.get(RELATIONSHIP_TYPE.OFFICE_DOCUMENT, ())), None)
    if part is None and _STRICT_DOCUMENT in related:
        raise ReadError(STRICT)
    if part is None or not archive.has(part.membername):
        raise ReadError(NO_DOCUMENT)
    return part


def related_parts(archive: OfficeArchive, source: PackURI) -> dict[str, list[PackURI]]:
    """The parts ``source`` leads to, by the type of relationship.

    What lies outside the package is never followed, and a part that is not there is left out.
    """
    found: dict[str, list[PackURI]] = {}
    if source != PACKAGE_URI and not archive.has(source.rels_uri.membername):
        return found
    for element in archive.index(source.rels_uri.membername, (_RELATIONSHIP,)):
        target = element.get("Target", "")
        if target and element.get("TargetMode") != RELATIONSHIP_TARGET_MODE.EXTERNAL:
            part = PackURI.from_rel_ref(source.baseURI, target)
            if archive.has(part.membername):
                found.setdefault(element.get("Type", ""), []).append(part)
    return found
