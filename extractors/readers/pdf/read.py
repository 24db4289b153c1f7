"""PDF files: the bytes of a PDF become paragraphs and tables, page by page.

A table that runs over pages is one table a page here, and a row that a page end cuts is two rows:
joining them needs no PDF and is done for every format alike.
"""

from __future__ import annotations

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from extractors.document import Document, Position, ReaderNote
from extractors.readers.left_out import LeftOut
from extractors.readers.limits import Limits
from extractors.readers.pdf.flow import blocks
from extractors.readers.pdf.fonts import SafeResources
from extractors.readers.pdf.furniture import PageText, drop_furniture
from extractors.readers.pdf.grid import find_grids
from extractors.readers.pdf.lines import lines_of
from extractors.readers.pdf.open import SafeDocument, check_whole, damage, too_big
from extractors.readers.pdf.overlay import take_overlays
from extractors.readers.pdf.page import Glyph, PageContent, read_page
from extractors.readers.pdf.set_apart import take_note_signs, take_struck
from schemas.errors import ReadError

MEDIA_TYPE = "application/pdf"
_SCAN_SHARE = 0.5
_STRAY_CHARACTERS = 30
_OUTLINED = 200


def read_pdf(data: bytes, limits: Limits, *, allow_scanned_pages: bool = False) -> Document:
    """The paragraphs and tables of a PDF, as printed, in reading order.

    A cell's lines stay apart by a newline. Page numbers, running headers and footers are left
    out; so are watermarks, what stands outside the visible page, struck-out text and superscript
    signs of notes, with a note. Pages that are pictures without text are refused, or with
    ``allow_scanned_pages`` left out with a note each.

    Raises ReadError where the file is damaged, cut short, encrypted, beyond a limit, holds no
    text, or would be read only in part.
    """
    check_whole(data)
    try:
        pages, notes = _read_pages(SafeDocument(data, limits), allow_scanned_pages)
    except ReadError:
        raise
    except PDFPasswordIncorrect as error:
        raise ReadError(
            "needs a password: open it in a PDF viewer and save it without one"
        ) from error
    except PDFEncryptionError as error:
        raise ReadError(
            "is encrypted in a way that cannot be read: save it without encryption in a PDF viewer"
        ) from error
    except RecursionError as error:
        raise damage("its objects lead in a circle") from error
    except Exception as error:
        # pdfminer raises whatever a broken object makes Python raise
        raise damage(f"{type(error).__name__} while reading it") from error
    drop_furniture(pages)
    found = tuple(blocks(pages))
    if not found:
        raise ReadError(
            "holds no text, only pictures or blank pages: get a version with text, or run text "
            "recognition (OCR) over it first"
        )
    return Document(found, MEDIA_TYPE, len(pages), tuple(notes))


def _read_pages(
    doc: SafeDocument, allow_scanned_pages: bool
) -> tuple[list[PageText], list[ReaderNote]]:
    pages: list[PageText] = []
    left_out: dict[tuple[str, str], int] = {}
    scanned: list[int] = []
    told: list[ReaderNote] = []
    lines = text_bytes = 0
    resources = SafeResources()
    for number, page in enumerate(doc.page_list(), start=1):
        content = read_page(doc, resources, page, number)
        if _is_picture(content):
            scanned.append(number)
        marks = [*([content.slanted] if content.slanted else []), *take_overlays(content)]
        for mark in marks:
            left_out.setdefault(("a watermark", mark.strip()), number)
        if content.hidden.strip():
            left_out.setdefault(("text outside the visible page", content.hidden.strip()), number)
        apart = LeftOut(struck=take_struck(content))
        pages.append(_page_text(content, doc.limits, apart))
        told += apart.notes("page", Position(page=number))
        lines += len(pages[-1].lines) + sum(len(rows) for _box, rows in pages[-1].tables)
        text_bytes += sum(len(glyph.text.encode()) for glyph in content.glyphs)
        if lines > doc.limits.lines:
            too_big(f"holds more than {doc.limits.lines} lines and rows", "lines")
        if text_bytes > doc.limits.text_bytes:
            too_big(f"holds more than {doc.limits.text_bytes} bytes of text", "text_bytes")
    if scanned and not allow_scanned_pages:
        raise ReadError(
            f"has pages that are pictures without text ({_numbers(scanned)}): get a version with "
            "text, run text recognition (OCR) over it, or allow scanned pages to be left out"
        )
    notes = [
        ReaderNote(
            "page_unreadable",
            f"page {number} is a picture without text and was left out",
            position=Position(page=number),
        )
        for number in scanned
    ]
    notes += [
        ReaderNote(
            "hidden_left_out",
            f"{kind} was left out, first on page {number}",
            printed=text,
            position=Position(page=number),
        )
        for (kind, text), number in left_out.items()
        if text
    ]
    return pages, notes + told


def _is_picture(content: PageContent) -> bool:
    """Whether the page's text, but for a stamp or a number, is a picture or drawn as shapes."""
    characters = sum(not glyph.text.isspace() for glyph in content.glyphs)
    if characters >= _STRAY_CHARACTERS:
        return False
    return content.picture_share > _SCAN_SHARE or (characters == 0 and content.shapes > _OUTLINED)


def _page_text(content: PageContent, limits: Limits, apart: LeftOut) -> PageText:
    """The page's lines and tables; signs of notes that are taken off go to ``apart``."""
    grids = find_grids(content, limits)
    inner_first = sorted(
        grids, key=lambda grid: (grid.box.x1 - grid.box.x0) * (grid.box.bottom - grid.box.top)
    )
    upright: list[Glyph] = []
    turned: list[Glyph] = []
    for glyph in content.glyphs:
        for grid in inner_first:
            if grid.box.holds(glyph.x, glyph.y):
                grid.add(glyph)
                break
        else:
            (turned if glyph.angle else upright).append(glyph)
    for glyphs in (upright, turned, *(cell for grid in grids for cell in grid.glyphs)):
        take_note_signs(glyphs, apart)
    boxes = [grid.box for grid in grids]
    return PageText(
        content.number,
        content.height,
        lines_of(upright),
        [
            line
            for angle in (90, 180, 270)
            for line in lines_of(glyph for glyph in turned if glyph.angle == angle)
        ],
        [(grid.box, grid.rows()) for grid in grids],
        sorted(
            rule.at
            for rule in content.rules
            if rule.is_horizontal
            and not any(box.holds((rule.start + rule.end) / 2, rule.at) for box in boxes)
        ),
    )


def _numbers(pages: list[int]) -> str:
    """Page numbers in words, runs of them shortened."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return "page " + shown[0] if len(pages) == 1 else "pages " + ", ".join(shown)
