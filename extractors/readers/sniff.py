"""What a file is, told by its first bytes and, for containers, by the parts inside."""

from __future__ import annotations

import enum
import io
import re
import zipfile

from extractors.readers.limits import Limits
from extractors.readers.office.archive import DIRECTORY_RECORD, OLE_SIGNATURE
from extractors.readers.text.delimited import separator_of
from extractors.readers.text.read import ascii_beginning
from schemas.errors import NoTextError, ReadError

_OFFICE = "application/vnd.openxmlformats-officedocument"
# what makes a container an archive of documents rather than a damaged one
_DOCUMENTS = (
    *(".docx", ".docm", ".doc", ".wps", ".rtf", ".xlsx", ".xlsm", ".xls", ".et", ".csv", ".pdf"),
    *(".ofd", ".txt", ".html", ".htm", ".odt", ".ods", ".jpg", ".jpeg", ".png", ".tif", ".zip"),
    *(".rar", ".7z"),
)
# what may stand before the first tag: white space, comments, an XML declaration
_SKIPPED = re.compile(r"(?:\s|\ufeff|\0|<!--.*?-->|<\?xml[^>]*>)*", re.DOTALL)
_WEB = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|title)\b", re.IGNORECASE)
_TAGGED = re.compile(r"<(?:p|div|h[1-6]|span|center|font|style|section|article)\b", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)


_UNPACK = "unpack it into a folder, which is read as one document, or pack it as .zip"
_AS_OFFICE = "save it as .docx, .xlsx or PDF"
# what is no document, or none that is read, by its first bytes
_NAMED = (
    (b"Rar!\x1a\x07", f"is a RAR archive (.rar): {_UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"is a 7-Zip archive (.7z): {_UNPACK}"),
    (b"\x1f\x8b", f"is a gzip archive (.gz): {_UNPACK}"),
    (b"BZh", f"is a bzip2 archive (.bz2): {_UNPACK}"),
    (b"\xfd7zXZ\0", f"is an xz archive (.xz): {_UNPACK}"),
    (b"AT&TFORM", f"is a DjVu document (.djvu): open it in its viewer and {_AS_OFFICE}"),
    (b"HWP Document", f"is a Hangul document (.hwp): open it in its program and {_AS_OFFICE}"),
    (b"CAJ", f"is a CAJ document (.caj): open it in CAJViewer and {_AS_OFFICE}"),
)
_PICTURES = (
    (b"\x89PNG\r\n", ".png", "image/png"),
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"GIF8", ".gif", "image/gif"),
    (b"II*\0", ".tif", "image/tiff"),
    (b"MM\0*", ".tif", "image/tiff"),
)


class Format(enum.Enum):
    """A format we read: what to call it, its media type, the endings its files usually have."""

    TEXT = ("a plain text", "text/plain", (".txt", ".text"))
    DELIMITED = ("a table of separated values", "text/csv", (".csv", ".tsv", ".txt"))
    WORD = ("a Word document", f"{_OFFICE}.wordprocessingml.document", (".docx", ".docm"))
    SHEET = ("a spreadsheet", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx", ".xlsm"))
    PDF = ("a PDF", "application/pdf", (".pdf",))
    WEB = ("a web page", "text/html", (".html", ".htm", ".xhtml"))
    OLD_WORD = ("a Word document of the old kind", "application/msword", (".doc", ".wps"))
    OLD_SHEET = ("a spreadsheet of the old kind", "application/vnd.ms-excel", (".xls", ".et"))
    ARCHIVE = ("an archive of several files", "application/zip", (".zip",))

    def __init__(self, words: str, media_type: str, endings: tuple[str, ...]) -> None:
        """Take the words, the media type and the endings apart."""
        self.words = words
        self.media_type = media_type
        self.endings = endings


FORMATS = tuple(Format)


def sniff(data: bytes, limits: Limits) -> Format:
    """The format of a file's bytes. Raises ReadError for an empty file or one we do not read."""
    if not data:
        raise ReadError("is empty: get the file from its publisher again")
    for signature, words in _NAMED:
        if data.startswith(signature):
            raise ReadError(words)
    for signature, ending, media_type in _PICTURES:
        if data.startswith(signature):
            raise NoTextError(
                f"is a picture ({ending}): get the document itself from its publisher", media_type
            )
    if data.startswith(b"PK"):
        return _of_container(data, limits)
    if data.startswith(OLE_SIGNATURE):
        return _of_ole(data)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    return _of_text(data)


def _of_container(data: bytes, limits: Limits) -> Format:
    if data.count(DIRECTORY_RECORD) > limits.zip_members:
        return Format.WORD  # the Word reader refuses it unopened
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = {info.filename.lower() for info in container.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return Format.WORD  # the Word reader says in what way it is damaged
    if any(name.startswith("word/") for name in names):
        return Format.WORD
    if "xl/workbook.bin" in names:
        raise ReadError("is a binary workbook (.xlsb): open it in Excel and save it as .xlsx")
    if any(name.startswith("xl/") for name in names):
        return Format.SHEET
    if "ofd.xml" in names:
        raise ReadError(
            "is an OFD document (.ofd): open it in WPS or an OFD reader and save it as .docx or PDF"
        )
    if {"mimetype", "content.xml"} <= names:
        raise ReadError(
            "is an OpenDocument file (.odt, .ods): open it in LibreOffice or WPS and save it as "
            ".docx or .xlsx"
        )
    if any(name.endswith(_DOCUMENTS) for name in names):
        return Format.ARCHIVE
    return Format.WORD


def _of_ole(data: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Format.WORD  # the Word reader says that it needs a password
    if "WordDocument".encode("utf-16-le") in data:
        return Format.OLD_WORD
    if any(f"{name}\0".encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return Format.OLD_SHEET
    raise ReadError(
        "is an Office file of the old kind that holds no Word document and no workbook: open it "
        "in the program it was made with and save it as .docx, .xlsx or PDF"
    )


def _of_text(data: bytes) -> Format:
    start = data.lstrip()[:64]
    if start.startswith(b"{\\rtf"):
        raise ReadError("is a Rich Text file (.rtf): open it in Word or WPS and save it as .docx")
    if start.startswith(b"MIME-Version:"):
        raise ReadError(
            "is a saved web archive (.mht): open it in a browser or in Word and save it as a web "
            "page (.html) or .docx"
        )
    text = ascii_beginning(data)
    skipped = _SKIPPED.match(text)
    rest = text[skipped.end() :] if skipped else text
    if _WEB.match(rest) or (_TAGGED.match(rest) and _TABLE.search(rest)):
        return Format.WEB
    if skipped and "<?xml" in skipped.group():
        raise ReadError(
            "is an XML file of a kind that is not read: open it in the program it was made with "
            "and save it as .docx, .xlsx or PDF"
        )
    return Format.DELIMITED if separator_of(data) else Format.TEXT
