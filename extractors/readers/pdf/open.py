"""Opening a stranger's PDF: nothing is unpacked, followed or repeated without a bound.

pdfminer repairs what it can and skips what it cannot. A catalog with rows left out is worse than
none, so a file is refused here wherever pdfminer would go on with less than the whole.
"""

from __future__ import annotations

import logging
import re
import zlib
from io import BytesIO
from typing import Any, NoReturn

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, int_value, list_value, resolve1
from pdfminer.psparser import PSKeyword, literal_name
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from extractors.readers.limits import Limits
from schemas.errors import ReadError

_TAIL_BYTES = 2048
_LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d+)")
_STARTS = re.compile(rb"startxref\s+(\d{1,12})")
_TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)\b")
_END_OF_STREAM = re.compile(rb"endstream\s+endobj")

# what pdfminer warns of is either refused here or harmless
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def damage(where: str) -> ReadError:
    """The error of a damaged file; ``where`` says what is wrong with it."""
    return ReadError(
        f"is damaged: {where}; get the file from its publisher again, "
        "or open it in a PDF viewer and print it to a new PDF"
    )


def damaged(where: str) -> NoReturn:
    """Refuse the file as damaged; ``where`` says what is wrong with it."""
    raise damage(where)


def too_big(what: str, limit: str) -> NoReturn:
    """Refuse the file for asking more than a limit; ``limit`` is the name of its field."""
    raise ReadError(f"{what}: if you trust the file, raise the limit {limit}")


class _Stream(PDFStream):
    """A stream that unpacks to at most the limit, and whole or not at all."""

    doc: SafeDocument

    def decode(self) -> None:
        data = self.rawdata or b""
        if "Length" not in self.attrs:
            damaged(f"object {self.objid} does not state what it is")
        if _END_OF_STREAM.search(data):
            damaged(f"object {self.objid} is shorter than stated")
        if self.decipher is not None and self.objid is not None:
            data = self.decipher(self.objid, self.genno or 0, data, self.attrs)
        for name, params in self.get_filters():
            data = self._unpack(literal_name(name), params, data)
        self.doc.count_unpacked(len(data))
        self.data, self.rawdata = data, None

    def _unpack(self, name: str, params: Any, data: bytes) -> bytes:
        limit = self.doc.limits.pdf_stream_bytes
        match name:
            case "FlateDecode" | "Fl":
                data = self._inflate(data, limit)
            case "LZWDecode" | "LZW":
                pieces, size = [], 0
                for piece in LZWDecoder(BytesIO(data)).run():
                    pieces.append(piece)
                    size += len(piece)
                    if size > limit:
                        self._burst()
                data = b"".join(pieces)
            case "ASCII85Decode" | "A85":
                data = ascii85decode(data)
            case "ASCIIHexDecode" | "AHx":
                data = asciihexdecode(data)
            case "RunLengthDecode" | "RL":
                # a pair of bytes stands for up to 128, each held as a number of 8 bytes meanwhile
                if len(data) * 64 > limit // 8:
                    self._burst()
                data = rldecode(data)
            case "Crypt":
                if literal_name((params or {}).get("Name", "Identity")) != "Identity":
                    damaged(f"object {self.objid} is encrypted in a way of its own")
            case _:
                damaged(f"object {self.objid} is packed as {name}, which holds pictures, no text")
        return self._unpredict(params, data) if params else data

    def _inflate(self, data: bytes, limit: int) -> bytes:
        # raw deflate tells "all there" apart from "checksum missing", which many writers produce
        machine = zlib.decompressobj(-15)
        try:
            unpacked = machine.decompress(data[2:], limit + 1)
        except zlib.error:
            damaged(f"object {self.objid} cannot be unpacked")
        if len(unpacked) > limit:
            self._burst()
        if not machine.eof:
            damaged(f"object {self.objid} is cut short")
        checksum = machine.unused_data[:4]
        if len(checksum) == 4 and zlib.adler32(unpacked).to_bytes(4) != checksum:
            damaged(f"object {self.objid} does not match its checksum")
        return unpacked

    def _unpredict(self, params: dict[str, Any], data: bytes) -> bytes:
        predictor = int_value(params.get("Predictor", 1))
        if predictor == 1:
            return data
        colors = int_value(params.get("Colors", 1))
        columns = int_value(params.get("Columns", 1))
        bits = int_value(params.get("BitsPerComponent", 8))
        if min(colors, columns, bits) < 1 or colors * columns * bits // 8 > len(data):
            damaged(f"object {self.objid} has a line longer than its data")
        apply = apply_tiff_predictor if predictor == 2 else _png
        return bytes(apply(colors, columns, bits, data))

    def _burst(self) -> NoReturn:
        megabytes = self.doc.limits.pdf_stream_bytes // 2**20
        too_big(f"unpacks to more than {megabytes} MiB in object {self.objid}", "pdf_stream_bytes")


def _png(colors: int, columns: int, bits: int, data: bytes) -> bytes:
    return apply_png_predictor(15, colors, columns, bits, data)


class _Parser(PDFParser):
    """A parser whose streams are bounded ones and whose objects nest only so deep."""

    def push(self, *objs: Any) -> None:
        super().push(*((position, self._bounded(value)) for position, value in objs))

    def _bounded(self, value: Any) -> Any:
        if type(value) is not PDFStream or not isinstance(self.doc, SafeDocument):
            return value
        stream = _Stream(value.attrs, value.rawdata or b"", value.decipher)
        stream.doc = self.doc
        return stream

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        super().do_keyword(pos, token)
        if token is not self.KEYWORD_STREAM or not self.curstack:
            return
        start, stream = self.curstack[-1]
        if isinstance(stream, PDFStream) and stream.rawdata is not None:
            # a stream goes on to its end mark, whatever length is stated for it
            printed = self.bufpos - start
            if printed > len(stream.rawdata) + 2:
                self.fp.seek(start)
                stream.rawdata = self.fp.read(printed)
                self.seek(start + printed)
                self.push((start, stream))

    def start_type(self, pos: int, type: str) -> None:
        doc = self.doc
        if isinstance(doc, SafeDocument) and len(self.context) > doc.limits.pdf_objects_depth:
            too_big("nests its objects too deep", "pdf_objects_depth")
        super().start_type(pos, type)


class SafeDocument(PDFDocument):
    """A PDF opened with the empty password, whose references and tables are never circular."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the bytes of a PDF; raises what pdfminer raises, and ReadError beyond a limit."""
        self.limits = limits
        self.unpacked = self.operators = 0
        self._tables_read: set[int] = set()
        super().__init__(_Parser(BytesIO(data)), password="", fallback=False)

    def count_unpacked(self, size: int) -> None:
        """Add to what was unpacked so far; ReadError beyond ``pdf_unpacked_bytes``."""
        self.unpacked += size
        if self.unpacked > self.limits.pdf_unpacked_bytes:
            megabytes = self.limits.pdf_unpacked_bytes // 2**20
            too_big(f"unpacks to more than {megabytes} MiB", "pdf_unpacked_bytes")

    def count_operators(self, count: int) -> None:
        """Add to the operators that were worked off so far; ReadError beyond ``pdf_operators``."""
        self.operators += count
        if self.operators > self.limits.pdf_operators:
            too_big("draws without end", "pdf_operators")

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Read one table of objects and those before it, each once."""
        if start in self._tables_read:
            damaged("its tables of objects lead in a circle")
        self._tables_read.add(start)
        if len(self._tables_read) > 10 * self.limits.pdf_objects_depth:
            damaged("it has more tables of objects than anyone writes")
        super().read_xref_from(parser, start, xrefs)

    def getobj(self, objid: int) -> object:
        """The object of a number, with references from object to object followed."""
        found = super().getobj(objid)
        seen = {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                damaged(f"object {objid} refers to itself")
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found

    def forget(self, stream: object) -> None:
        """Let go of a stream that is not needed again, so that memory does not grow by page."""
        if isinstance(stream, PDFStream) and stream.objid is not None:
            self._cached_objs.pop(stream.objid, None)

    def page_list(self) -> list[PDFPage]:
        """All pages in order; ReadError where the page tree is circular, endless or incomplete."""
        root = dict_value(self.catalog.get("Pages"))
        stated = int_value(root.get("Count", 0))
        if stated < 1:
            damaged("it does not state how many pages it has")
        if stated > self.limits.pages:
            too_big(f"has more than {self.limits.pages} pages", "pages")
        pages: list[PDFPage] = []
        seen: set[int] = set()
        open_nodes: list[tuple[Any, dict[str, Any], int]] = [(self.catalog.get("Pages"), {}, 0)]
        while open_nodes:
            reference, inherited, depth = open_nodes.pop()
            objid = reference.objid if isinstance(reference, PDFObjRef) else None
            if objid is not None and objid in seen:
                damaged("its page tree leads in a circle")
            if objid is not None:
                seen.add(objid)
            if depth > self.limits.pdf_objects_depth:
                too_big("has a page tree that does not end", "pdf_objects_depth")
            node = resolve1(reference)
            if not isinstance(node, dict):
                damaged(f"a page after page {len(pages)} is missing")
            node = {k: v for k, v in inherited.items() if k in PDFPage.INHERITABLE_ATTRS} | node
            if "Kids" in node:
                kids = list_value(node["Kids"])
                open_nodes += [(kid, node, depth + 1) for kid in reversed(kids)]
                if len(open_nodes) > 2 * self.limits.pages:
                    too_big(f"has more than {self.limits.pages} pages", "pages")
                continue
            if len(pages) >= self.limits.pages:
                too_big(f"has more than {self.limits.pages} pages", "pages")
            pages.append(self._page(objid or 0, node, len(pages) + 1))
        if stated != len(pages):
            damaged(f"it states {stated} pages and holds {len(pages)}")
        return pages

    def _page(self, objid: int, node: dict[str, Any], number: int) -> PDFPage:
        page = PDFPage(self, objid, node, None)
        for x0, y0, x1, y1 in (page.mediabox, page.cropbox):
            if max(abs(x1 - x0), abs(y1 - y0)) > self.limits.page_side_points:
                too_big(
                    f"has a page {number} longer than {self.limits.page_side_points} points",
                    "page_side_points",
                )
            if abs(x1 - x0) < 1 or abs(y1 - y0) < 1:
                damaged(f"page {number} has no size")
        if page.rotate % 90:
            damaged(f"page {number} is turned by {page.rotate} degrees")
        return page


def whole(data: bytes) -> bytes:
    """The bytes of a PDF, without what another program put before it.

    Raises ReadError where they are no PDF, or a PDF whose end is missing.
    """
    begins = data[:1024].find(b"%PDF-")
    if begins < 0:
        raise ReadError("is no PDF: it does not begin with %PDF-")
    if begins and not _counts_from_start(data):
        data = data[begins:]
    tail = data[-_TAIL_BYTES:]
    linearized = _LINEARIZED.search(data[:1024])
    if (
        b"startxref" not in tail
        or b"%%EOF" not in tail
        or (linearized is not None and int(linearized[1]) > len(data))
    ):
        raise ReadError("is cut short: its end is missing; get the file from its publisher again")
    return data


def _counts_from_start(data: bytes) -> bool:
    """Whether the last table of objects stands where the file says, counted from its start."""
    stated = _STARTS.findall(data[-_TAIL_BYTES:])
    return bool(stated) and _TABLE.match(data, int(stated[-1])) is not None
