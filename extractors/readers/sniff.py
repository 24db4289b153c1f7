"""What a file is, told by its first bytes and, for zip containers, by the parts inside."""

from __future__ import annotations

import enum
import io
import zipfile

from schemas.errors import ReadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Format(enum.Enum):
    """A format we read: what to call it, its media type, the endings its files usually have."""

    TEXT = ("a plain text", "text/plain", (".txt", ".text"))
    WORD = (
        "a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx", ".docm"),
    )
    PDF = ("a PDF", "application/pdf", (".pdf",))

    def __init__(self, words: str, media_type: str, endings: tuple[str, ...]) -> None:
        """Take the words, the media type and the endings apart."""
        self.words = words
        self.media_type = media_type
        self.endings = endings


FORMATS = tuple(Format)


def sniff(data: bytes) -> Format:
    """The format of a file's bytes. Raises ReadError for an empty file or one we do not read."""
    if not data:
        raise ReadError("is empty: get the file from its publisher again")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _of_container(data)
    if data.startswith(_OLE):
        return _of_ole(data)
    return Format.TEXT


def _of_container(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = {info.filename for info in container.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return Format.WORD  # the Word reader says in what way it is damaged
    if any(name.startswith("xl/") for name in names):
        raise ReadError("is a spreadsheet, which is not read yet: save it as PDF or Word")
    return Format.WORD


def _of_ole(data: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Format.WORD  # the Word reader says that it needs a password
    raise ReadError("is an Office file of the old kind (.doc, .xls): save it as .docx, or as PDF")
