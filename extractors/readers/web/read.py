"""Web pages: the paragraphs and tables of a page in its order, what frames the page left out.

Navigation, page headers and footers, scripts, form controls and what is hidden are no part of the
document; hidden text is noted. Struck-out text and superscript signs of notes are left out with a
note where a tag or a ``style`` attribute sets them so. The page is parsed as HTML whatever it calls
itself, so that no document type is fetched and no entity but HTML's own characters means anything.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from extractors.document import Block, Document, ReaderNote
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.text.read import decode
from extractors.readers.unprinted import CONTROL
from extractors.readers.web.blocks import PageReader
from extractors.readers.web.look import Looks
from extractors.readers.web.styles import StyleSheets
from schemas.errors import ReadError

MEDIA_TYPE = "text/html"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9_-]{2,20})""", re.I)
# what Chinese pages name, and the codec that reads it; GB18030 holds GB2312 and GBK. Any other
# name is not followed: Latin-1 would read whatever it is given
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("gb18030", "gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
}
_NOT_SHOWN = re.compile(
    r"<!--.*?-->|<(script|style|template|noscript|textarea|title)\b.*?</\1\s*>", re.I | re.S
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")


def read_web(data: bytes, limits: Limits) -> Document:
    """The document in the bytes of a web page, saved as .html.

    A paragraph outside tables has an empty ``Position``; a table row names its table and its row
    there, both from 1, rows that were left out counted.

    Raises ``ReadError``, one sentence without the file's name, for a page in no known encoding,
    cut short, beyond ``limits`` or without text.
    """
    if len(data) > limits.web_bytes:
        raise ReadError(beyond("is a longer web page", "web_bytes", len(data)))
    nodes = data.count(b"<") + data.count(b"=")
    if nodes > limits.xml_nodes:
        raise ReadError(beyond("holds more tags and attributes", "xml_nodes", nodes))
    text = _DECLARATION.sub("", _decoded(data).removeprefix("\ufeff"), count=1)
    notes: list[ReaderNote] = []
    dropped = CONTROL.findall(text)
    if dropped:
        text = CONTROL.sub("", text)
        message = f"the page holds control characters ({len(dropped)}); they were dropped"
        printed = ascii("".join(dropped[:100]))
        notes.append(ReaderNote("control_dropped", message, printed))
    _check_whole(text)
    try:
        root = _parsed(text)
        reader = PageReader(Tally(limits), Looks(StyleSheets.of(root, limits)), notes)
        blocks: list[Block] = reader.page(root)
    except RecursionError as error:
        raise ReadError(_TOO_DEEP) from error
    if not blocks:
        raise ReadError(
            "is a web page that shows no text of its own: save the page after it has loaded, or "
            "get the document it links to"
        )
    return Document(tuple(blocks), MEDIA_TYPE, notes=tuple(notes))


_TOO_DEEP = (
    "nests its content too deeply or holds an endless attribute: open the page in a "
    "browser and save it as PDF, or get the document as Word or PDF"
)


def _parsed(text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError) as error:
        raise ReadError("is no web page that can be read: save the page again") from error
    if root is None:
        raise ReadError("is a web page without content: save the page again")
    # beyond its depth, or in one too long attribute, the parser leaves the rest out
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise ReadError(_TOO_DEEP)
    return root


def _decoded(data: bytes) -> str:
    """The page's text, by its mark, else by the encoding it declares, else by what fits."""
    head = data[:4096]
    named = _CHARSET.search(head) or _DECLARED.search(head)
    if named is None or data.startswith(_MARKS):
        return decode(data)
    encoding = _CODECS.get(named[1].decode("ascii").lower())
    if encoding is None:
        return decode(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return decode(data)


def _check_whole(text: str) -> None:
    """Refuse a page that ends before what it opened: its rows would pass for all."""
    shown = _NOT_SHOWN.sub("", text)
    for name in ("table", "html"):
        opened = len(re.findall(rf"<{name}\b", shown, re.I))
        closed = len(re.findall(rf"</{name}\s*>", shown, re.I))
        if opened > closed:
            raise ReadError(f"is cut short: it ends without </{name}>; save the whole page again")
    if shown.rfind("<") > shown.rfind(">"):
        raise ReadError("is cut short: it ends inside a tag; save the whole page again")
