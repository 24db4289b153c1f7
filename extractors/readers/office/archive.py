"""Opening the zip container of an Office file that a stranger made.

Everything is checked in the container's directory before a byte is unpacked, and XML is read as
a stream: no document type, no entities, no network, nothing written to disk.
"""

from __future__ import annotations

import lzma
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import IO, TYPE_CHECKING, Literal, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from extractors.readers.limits import MIB, Limits, beyond
from schemas.errors import ReadError

if TYPE_CHECKING:
    from lxml import etree

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
DIRECTORY_RECORD = b"PK\x01\x02"
_CHUNK = 64 * 1024
_RATIO_FLOOR = 8 * MIB
BAD_ZIP = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)

DAMAGED = "is cut short or damaged ({}): download it again or ask its publisher for a whole copy"
_DOCTYPE = (
    "declares a document type in its part {}, which no office program writes: "
    "do not open it, ask its publisher for a clean copy"
)
_PASSWORD = (
    "needs a password: open it in the office program it was made with, remove the password, "  # noqa: S105
    "and save it again"
)


class OfficeArchive:
    """The members of an Office file (docx, xlsx ...), checked before anything is unpacked.

    Raises ``ReadError`` for an empty, damaged, cut short, encrypted or old binary file, for a
    member that could not be in an honest one (a path out of the container, a name given twice, a
    compression no office program uses), and for what is beyond ``limits``.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Check the container's bytes ``data`` against ``limits``."""
        self.limits = limits
        _check_signature(data)
        records = data.count(DIRECTORY_RECORD)
        if records > limits.zip_members:
            raise ReadError(beyond("holds more files inside", "zip_members", records))
        try:
            self._zip = ZipFile(BytesIO(data))
        except BAD_ZIP as error:
            raise ReadError(DAMAGED.format("its directory cannot be read")) from error
        self._members: dict[str, ZipInfo] = {}
        for info in self._zip.infolist():
            self._admit(info)
        check_unpacked(self._members.values(), limits)

    def _admit(self, info: ZipInfo) -> None:
        name = info.orig_filename
        parts = name.rstrip("/").split("/")
        if (
            re.match(r"/|[A-Za-z]:", name)
            or "\\" in name
            or "\0" in name
            or any(part in {"", ".", ".."} for part in parts)
        ):
            raise ReadError(
                f"holds a file whose name points outside it ({name[:80]!r}), which no office "
                "program writes: do not open it, ask its publisher for a clean copy"
            )
        if name.casefold() in self._members:
            raise ReadError(
                f"holds two files named {name[:80]!r}, so that it can be read in two ways: "
                "ask its publisher for a clean copy"
            )
        if info.flag_bits & 0x1:
            raise ReadError(_PASSWORD)
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise ReadError(
                f"is packed by a method ({info.compress_type}) that office programs do not use: "
                "open it in Word or Excel and save it again"
            )
        check_ratio(info, self.limits)
        self._members[name.casefold()] = info

    def has(self, name: str) -> bool:
        """Whether the container holds a member of this name (case aside, as Office reads it)."""
        return name.casefold() in self._members

    def open(self, name: str) -> IO[bytes]:
        """The member as a stream of its unpacked bytes; ``ReadError`` if it is not there."""
        try:
            return self._zip.open(self._members[name.casefold()])
        except KeyError as error:
            raise ReadError(DAMAGED.format(f"its part {name[:80]} is missing")) from error
        except BAD_ZIP as error:
            raise ReadError(DAMAGED.format(f"at its part {name[:80]}")) from error

    def stream(self, name: str, tags: Sequence[str]) -> XmlStream:
        """The XML part ``name`` as start and end events of the elements in ``tags``."""
        self._check_length(name, "xml_bytes")
        return XmlStream(self, name, tags)

    def index(self, name: str, tags: Sequence[str]) -> Iterator[etree._Element]:
        """The elements in ``tags`` of a part that lists things (styles, relationships ...).

        Each is freed when the next is asked for.
        """
        self._check_length(name, "xml_index_bytes")
        stream = XmlStream(self, name, tags)
        for event, element in stream:
            if event == "end":
                yield element
                stream.release(element)

    def _check_length(self, name: str, limit: str) -> None:
        """Refuse a long part by its length in the directory; more is never unpacked of it."""
        info = self._members.get(name.casefold())
        if info is not None and info.file_size > getattr(self.limits, limit):
            raise ReadError(beyond("holds a longer XML part", limit, info.file_size))


class XmlStream:
    """One XML part, parsed as it is unpacked; iterate over ``(event, element)`` pairs.

    ``root`` is the tag of its root element. Call ``release`` for each element that is done with:
    it frees the element and its earlier siblings, and starts the count of ``xml_nodes`` anew.
    """

    def __init__(self, archive: OfficeArchive, name: str, tags: Sequence[str]) -> None:
        """Read the part's beginning; a document type there is refused before it is used."""
        self._archive, self._name, self._tags = archive, name, tags
        self._nodes = self._held = 0
        with archive.open(name) as source:
            self.root = self._read_root(source)

    def _read_root(self, source: IO[bytes]) -> str:
        from lxml import etree  # not for what is no XML

        parser = _pull_parser(("start",), None)
        head = b""
        try:
            while len(head) < _CHUNK and (piece := self._unpack(source, 1024)):
                head += piece
                parser.feed(piece)
                for _event, element in _elements(parser):
                    if element.getroottree().docinfo.internalDTD is None:
                        return str(element.tag)
                    raise ReadError(_DOCTYPE.format(self._name[:80]))
        except etree.XMLSyntaxError as error:
            raise ReadError(self._no_beginning(head)) from error
        raise ReadError(self._no_beginning(head))

    def _no_beginning(self, head: bytes) -> str:
        """Why the part has no root element; NULs aside, to see through UTF-16."""
        if b"<!DOCTYPE" in head.replace(b"\0", b""):
            return _DOCTYPE.format(self._name[:80])
        return DAMAGED.format(f"its part {self._name[:80]} does not begin as XML")

    def _unpack(self, source: IO[bytes], size: int) -> bytes:
        try:
            return source.read(size)
        except BAD_ZIP as error:
            raise ReadError(DAMAGED.format(f"at its part {self._name[:80]}")) from error

    def _feed(self, parser: etree.XMLPullParser, piece: bytes) -> None:
        from lxml import etree  # not for what is no XML

        try:
            if piece:
                parser.feed(piece)
            else:
                parser.close()
        except etree.XMLSyntaxError as error:
            place = f"its part {self._name[:80]}, line {error.lineno}"
            raise ReadError(DAMAGED.format(place)) from error

    def __iter__(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the events in order; ``ReadError`` where the part is damaged or too large."""
        limits = self._archive.limits
        parser = _pull_parser(("start", "end"), self._tags)
        with self._archive.open(self._name) as source:
            while piece := self._unpack(source, _CHUNK):
                self._held += len(piece)
                self._nodes += piece.count(b"<") + piece.count(b"=")
                for limit, value in (("xml_nodes", self._nodes), ("xml_held_bytes", self._held)):
                    if value > getattr(limits, limit):
                        raise ReadError(beyond("holds a larger paragraph or row", limit, value))
                self._feed(parser, piece)
                yield from _elements(parser)
            self._feed(parser, b"")
            yield from _elements(parser)

    def release(self, element: etree._Element) -> None:
        """Free ``element`` and the siblings before it: their content was read."""
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while (before := element.getprevious()) is not None:
                parent.remove(before)
        self._nodes = self._held = 0


def check_ratio(info: ZipInfo, limits: Limits) -> None:
    """Raise ReadError for a member of a zip that unpacks to too many times its size."""
    packed = max(info.compress_size, 1)
    if info.file_size > max(_RATIO_FLOOR, limits.compression_ratio * packed):
        ratio = info.file_size // packed
        raise ReadError(beyond("unpacks to more times its size", "compression_ratio", ratio))


def check_unpacked(members: Iterable[ZipInfo], limits: Limits) -> None:
    """Raise ReadError for members that unpack together to too many bytes."""
    total = sum(info.file_size for info in members)
    if total > limits.unpacked_bytes:
        raise ReadError(beyond("unpacks to more bytes", "unpacked_bytes", total))


def _elements(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    return cast("Iterator[tuple[str, etree._Element]]", parser.read_events())


def _pull_parser(
    events: Sequence[Literal["start", "end"]], tags: Sequence[str] | None
) -> etree.XMLPullParser:
    from lxml import etree  # not for what is no XML

    return etree.XMLPullParser(
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )


def _check_signature(data: bytes) -> None:
    if not data:
        raise ReadError("is empty: download it again")
    if data.startswith(OLE_SIGNATURE):
        if _ENCRYPTED_PACKAGE in data:
            raise ReadError(_PASSWORD)
        raise ReadError("is an old binary Office file: save it as .docx or .xlsx and use that")
    if not data.startswith(b"PK"):
        raise ReadError("is not an Office file: check what was downloaded")
