"""Layers of a PDF (optional content, 图层): which of them a viewer shows."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from extractors.readers.pdf.open import SafeDocument


class Layers:
    """The document's layers as they are when it is opened."""

    def __init__(self, doc: SafeDocument) -> None:
        """Read which layers are switched on and off."""
        properties = resolve1(doc.catalog.get("OCProperties"))
        given = resolve1(properties.get("D")) if isinstance(properties, dict) else None
        default = given if isinstance(given, dict) else {}
        self._none = not default
        self._all_off = _name(default.get("BaseState")) == "OFF"
        self._on, self._off = (_ids(default.get(key)) for key in ("ON", "OFF"))

    def is_on(self, reference: Any) -> bool:
        """Whether what a layer, or a group of layers, holds is shown."""
        if reference is None or self._none:
            return True
        found = resolve1(reference)
        if not isinstance(found, dict):
            return True
        if _name(found.get("Type")) != "OCMD":
            number = reference.objid if isinstance(reference, PDFObjRef) else None
            return number in self._on if self._all_off else number not in self._off
        groups = found.get("OCGs")
        listed = resolve1(groups)
        members = listed if isinstance(listed, list) else [groups] if listed else []
        shown = [self.is_on(each) for each in members if resolve1(each) is not None]
        match _name(found.get("P")) if shown else "":
            case "AllOn":
                return all(shown)
            case "AnyOff":
                return not all(shown)
            case "AllOff":
                return not any(shown)
            case _:
                return not shown or any(shown)


def _ids(listed: object) -> frozenset[int]:
    found = resolve1(listed)
    return frozenset(
        each.objid
        for each in (found if isinstance(found, list) else ())
        if isinstance(each, PDFObjRef)
    )


def _name(value: object) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""
