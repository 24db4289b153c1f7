"""One page of a file, read: what it prints that is seen, turned so that its text is upright."""

from __future__ import annotations

import re
from collections import Counter

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.utils import Matrix, apply_matrix_rect

from extractors.readers.pdf.annotations import paint_annotations
from extractors.readers.pdf.fonts import SafeResources
from extractors.readers.pdf.open import SafeDocument, damaged
from extractors.readers.pdf.page import Box, PageContent
from extractors.readers.pdf.painter import Painter
from extractors.readers.pdf.seen import take_unseen
from schemas.errors import ReadError

_PRINTS = re.compile(rb"[^(\[<\s]\s*[)\]>]\s*T[jJ]\b")


def read_page(
    doc: SafeDocument, resources: SafeResources, page: PDFPage, number: int
) -> PageContent:
    """Everything that is seen on the page, turned so that most of its text is upright.

    Raises ReadError where text would be lost: a font or a part missing, or no characters known
    for the codes of a font.
    """
    if not page.contents and "Font" in page.resources:
        damaged(f"page {number} has fonts and nothing that is set in them")
    ctm = _matrix(page)
    x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
    content = PageContent(number, abs(x0 - x1), abs(y0 - y1))
    crop = Box(*apply_matrix_rect(ctm, page.cropbox))
    visible = crop.within(Box(0, 0, content.width, content.height))
    painter = Painter(doc, resources, content)
    painter.paint_page(page, ctm, visible)
    printed = bool(content.glyphs or content.unseen or content.slanted)
    for stream in map(resolve1, page.contents):
        if not printed and _PRINTS.search(stream.get_data()):
            damaged(f"the text of page {number} cannot be read")
        doc.forget(stream)
    paint_annotations(page, painter, ctm, visible)
    take_unseen(content, painter.shapes.inks, doc.limits)
    unknown = [glyph for glyph in content.glyphs if glyph.doubt]
    if len(unknown) > 3 and len(unknown) * 2 > len(content.glyphs):
        raise ReadError(
            f"has text that cannot be read on page {number}: {unknown[0].doubt}; get another "
            "version, or run text recognition (OCR) over it"
        )
    directions = Counter(glyph.angle for glyph in content.glyphs)
    content.turn(directions.most_common(1)[0][0] if directions else 0)
    return content


def _matrix(page: PDFPage) -> Matrix:
    """From the units of a page to the page as it is shown, its lower left corner at 0."""
    x0, y0, x1, y1 = page.mediabox
    match page.rotate % 360:
        case 90:
            return (0, -1, 1, 0, -y0, x1)
        case 180:
            return (-1, 0, 0, -1, x1, y1)
        case 270:
            return (0, 1, -1, 0, y1, -x0)
        case _:
            return (1, 0, 0, 1, -x0, -y0)
