"""Fonts of a stranger's PDF: a table of codes without end is refused before it is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from pdfminer.cmapdb import CMapParser, UnicodeMap
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral

from extractors.readers.pdf.open import damaged

_CODES = 0x20000


class SafeResources(PDFResourceManager):
    """Fonts of the document, each checked before pdfminer builds its tables of codes."""

    def __init__(self) -> None:
        """Begin with no font known."""
        super().__init__()
        self._checked: set[int] = set()

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a specification; ReadError where it is missing or its ranges never end."""
        if not spec:
            damaged(f"font object {objid} is missing")
        if not objid or objid not in self._cached_fonts:
            to_unicode = resolve1(spec.get("ToUnicode"))
            if isinstance(to_unicode, PDFStream) and to_unicode.objid not in self._checked:
                CMapParser(_CountedMap(), BytesIO(to_unicode.get_data())).run()
                if to_unicode.objid is not None:
                    self._checked.add(to_unicode.objid)
            for key, step in (("W", 3), ("W2", 5)):
                _check_widths(list_value(spec.get(key, [])), step)
        return super().get_font(objid, spec)


class _CountedMap(UnicodeMap):
    """Counts the codes that a font's map to Unicode lists, and stops a list without end."""

    def __init__(self) -> None:
        super().__init__()
        self._codes = 0

    def add_cid2unichr(self, cid: int, code: PSLiteral | bytes | int) -> None:
        self._codes += 1
        if self._codes > _CODES:
            damaged("a font maps more codes than a font has")


def _check_widths(widths: Sequence[object], step: int) -> None:
    run: list[object] = []
    for width in map(resolve1, widths):
        run = [] if isinstance(width, list) else [*run, width]
        if len(run) == step:
            first, last = run[:2]
            if isinstance(first, int) and isinstance(last, int) and last - first > _CODES:
                damaged("a font states widths of more codes than a font has")
            run = []
