"""What an Office file of the old kind would have its program fetch from elsewhere.

A converter that opens such a file may ask for what it links to: pictures and texts that a Word
document takes in by a field ([MS-DOC] 2.9.90), workbooks that a spreadsheet names by an address
([MS-XLS] 2.4.271). What the file only points to (a hyperlink) is not fetched.
"""

from __future__ import annotations

import re
import struct

from schemas.errors import ReadError

_FIELDS = ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "DDEAUTO", "DDE", "LINK")
# the sign that opens a field, blanks, its name, in one byte a character or in two
_NAMES = "|".join(_FIELDS)
_FIELD = re.compile(rf"\x13[ \t]{{0,8}}({_NAMES})\b".encode(), re.I)
_WIDE_FIELD = re.compile(
    b"\x13\0(?:[ \t]\0){0,8}("
    + b"|".join(name.encode("utf-16-le") for name in _FIELDS)
    + b')[ "\t]\0',
    re.I,
)
_SUPBOOK = b"\xae\x01"
_LONGEST_RECORD = 8224
_ADDRESS = re.compile(r"[\x01-\x08]*(?:https?|ftps?|file|smb|dav)s?:|[\x01-\x08]*\\\\|\x01@", re.I)


def refuse_links(data: bytes, wanted: str) -> None:
    """Raise ``ReadError`` where the file takes in what lies elsewhere; ``wanted`` as in ``.docx``.

    A stream that is scattered over the file may hide a link from this: the converter has no
    network besides.
    """
    named = _FIELD.search(data) or _WIDE_FIELD.search(data)
    what = named[1].replace(b"\0", b"").decode("ascii").upper() if named else ""
    if not what and any(map(_ADDRESS.match, _workbooks_named(data))):
        what = "a workbook elsewhere"
    if what:
        raise ReadError(
            f"takes in what lies outside it ({what}), which is never fetched: open it in Word, "
            f"Excel or WPS, break its links, and save it as {wanted}"
        )


def _workbooks_named(data: bytes) -> list[str]:
    """The paths of other workbooks that a spreadsheet names."""
    found: list[str] = []
    start = data.find(_SUPBOOK)
    while 0 <= start <= len(data) - 9:
        length, _sheets, characters, wide = struct.unpack_from("<HHHB", data, start + 2)
        if 5 < length <= _LONGEST_RECORD and characters < length:
            path = data[start + 9 : start + 4 + length]
            found.append(path.decode("utf-16-le" if wide & 1 else "latin-1", "replace"))
        start = data.find(_SUPBOOK, start + 1)
    return found
