"""One module a format; each turns bytes into a Document and knows no city."""

from __future__ import annotations

from extractors.document import Document
from extractors.readers.text import read_text


def read_document(data: bytes) -> Document:
    """Read a file by what its bytes are, whatever its name says.

    Raises ReadError where they are of no format we read, damaged, hostile or empty.
    """
    return read_text(data)
