"""PDF files: the bytes of a PDF become paragraphs and tables, page by page.

A table that runs over pages is one table a page here, and a row that a page end cuts is two rows:
joining them needs no PDF and is done for every format alike.
"""

from __future__ import annotations

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from extractors.document import Document, Position, ReaderNote
from extractors.readers.limits import Limits
from extractors.readers.pdf.flow import blocks
from extractors.readers.pdf.fonts import SafeResources
from extractors.readers.pdf.furniture import PageText, drop_furniture
from extractors.readers.pdf.open import SafeDocument, damage, too_big, whole
from extractors.readers.pdf.page import PageContent
from extractors.readers.pdf.page_text import is_recognized, page_text
from extractors.readers.pdf.read_page import read_page
from extractors.readers.pdf.tolerances import OUTLINED, SCAN_SHARE, STRAY_CHARACTERS
from schemas.errors import NoTextError, ReadError

MEDIA_TYPE = "application/pdf"
_PICTURE = "page {} is a picture without text and was left out"
_RECOGNIZED = (
    "page {} is a picture; what is read of it is the text that recognition (OCR) laid over it"
)


def read_pdf(data: bytes, limits: Limits, *, allow_scanned_pages: bool = False) -> Document:
    """The paragraphs and tables of a PDF, as printed, in reading order.

    A cell's lines stay apart by a newline. Page numbers, running headers and footers are left
    out; so are watermarks, what stands outside the visible page, struck-out text and superscript
    signs of notes, with a note. Pages that are pictures without text are refused, or with
    ``allow_scanned_pages`` left out with a note each.

    Raises ReadError where the file is damaged, cut short, encrypted, beyond a limit, holds no
    text, or would be read only in part.
    """
    data = whole(data)
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
    found = tuple(blocks(pages, notes))
    if not found:
        raise NoTextError(
            "holds no text, only pictures or blank pages: get a version with text, or run text "
            "recognition (OCR) over it first",
            MEDIA_TYPE,
        )
    return Document(found, MEDIA_TYPE, len(pages), tuple(notes))


def _read_pages(
    doc: SafeDocument, allow_scanned_pages: bool
) -> tuple[list[PageText], list[ReaderNote]]:
    pages: list[PageText] = []
    notes: list[ReaderNote] = []
    scanned: list[int] = []
    watermarks: set[str] = set()
    lines = text_bytes = 0
    resources = SafeResources()
    for number, drawn in enumerate(doc.page_list(), start=1):
        content = read_page(doc, resources, drawn, number)
        at = Position(page=number)
        if is_recognized(content):
            notes.append(ReaderNote("picture_unread", _RECOGNIZED.format(number), position=at))
        if _is_picture(content):
            scanned.append(number)
            notes.append(ReaderNote("page_unreadable", _PICTURE.format(number), position=at))
        text_bytes += len("".join([glyph.text for glyph in content.glyphs]).encode())
        page = page_text(content, doc.limits)
        pages.append(page)
        for mark in page.watermarks:
            if mark not in watermarks:
                message = f"a watermark was left out, first on page {number}"
                notes.append(ReaderNote("hidden_left_out", message, printed=mark, position=at))
        watermarks |= set(page.watermarks)
        notes += page.left_out.notes("page", at)
        notes += [
            ReaderNote(each.rule, each.message, each.printed, position=at) for each in page.told
        ]
        lines += len(page.lines) + sum(len(rows) for _box, rows in page.tables)
        if lines > doc.limits.lines:
            too_big(f"holds more than {doc.limits.lines} lines and rows", "lines")
        if text_bytes > doc.limits.text_bytes:
            too_big(f"holds more than {doc.limits.text_bytes} bytes of text", "text_bytes")
    if scanned and not allow_scanned_pages:
        words = (
            f"has pages that are pictures without text ({_numbers(scanned)}): get a version with "
            "text, run text recognition (OCR) over it, or allow scanned pages to be left out"
        )
        raise NoTextError(words, MEDIA_TYPE) if len(scanned) == len(pages) else ReadError(words)
    return pages, notes


def _is_picture(content: PageContent) -> bool:
    """Whether the page's text, but for a stamp or a number, is a picture or drawn as shapes."""
    if content.picture_share <= SCAN_SHARE and content.shapes <= OUTLINED:
        return False
    characters = sum(not glyph.text.isspace() for glyph in content.glyphs)
    if characters >= STRAY_CHARACTERS:
        return False
    return content.picture_share > SCAN_SHARE or (characters == 0 and content.shapes > OUTLINED)


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
