"""Fonts of a stranger's PDF: what their codes mean, and which of them say nothing of it.

A table of codes without end is refused before it is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import NamedTuple, cast

from pdfminer import pdffont
from pdfminer.cmapdb import CMap, CMapBase, FileUnicodeMap
from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import list_value, resolve1
from pdfminer.psparser import PSLiteral

from extractors.readers.pdf.open import damaged
from extractors.readers.symbols import SYMBOLS

TYPE3 = "Type3"
_CODES = 0x20000
_UNMAPPED = -1
_COMMENT = re.compile(rb"%[^\r\n]*")
_PUT = re.compile(rb"(?<!\S)(\d{1,9})\s*/([^\s()<>\[\]{}/%]+)\s+put(?!\S)")
# tables whose codes are those of Unicode, two bytes a character
_PAIRS = re.compile("UCS2|UTF16")
_SUBSET = re.compile(r"[A-Z]{6}\+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_UNKNOWN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
# characters that nobody sees: widths of zero, marks of direction, order and joining
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u180e]")


class Code(NamedTuple):
    """What a code of a font prints: text, width as a share of the size, and what is odd.

    ``doubt`` says why it is not known which character it is ("" where it is); ``dropped`` holds
    characters that nobody sees, which are not in ``text``.
    """

    text: str
    width: float
    doubt: str
    dropped: str


class Font:
    """A font of the document as pdfminer reads it, with what each code means worked out once."""

    def __init__(self, font: PDFFont, spec: Mapping[str, object]) -> None:
        """The font of a specification (a dictionary of the file)."""
        base = getattr(font, "basefont", "") or TYPE3
        self.name = _SUBSET.sub("", base if isinstance(base, str) else "unknown")
        self.is_vertical: bool = font.is_vertical()
        self.is_multibyte: bool = font.is_multibyte()
        self.decode = _decoder(font)
        self.known: dict[int, Code] = {}
        self._font = font
        self._symbols = _symbols(self.name)
        self._means = None if self.is_multibyte else _meaningful(spec, self._symbols is not None)

    def code(self, cid: int) -> Code:
        """What a code prints."""
        found = self.known.get(cid)
        if found is None:
            found = self.known[cid] = self._code(cid)
        return found

    def _code(self, cid: int) -> Code:
        if cid == _UNMAPPED:
            says = f"the font {self.name} has no character for a code of the text"
            return Code("\ufffd", 1.0, says, "")
        width = self._font.char_width(cid)
        mapped: str | None = None
        with suppress(PDFUnicodeNotDefined):
            mapped = self._font.to_unichr(cid)
        unicode_map = getattr(self._font, "unicode_map", None)
        in_map = unicode_map is not None and cid in getattr(unicode_map, "cid2unichr", {})
        symbol = self._symbols.get(cid & 0xFF) if self._symbols is not None else None
        if symbol and (not in_map or mapped is None or _PRIVATE.search(mapped)):
            return Code(symbol, width, "", "")
        lies = self._means is not None and not in_map and cid not in self._means
        if mapped is None or lies:
            says = f"the font {self.name} does not say which character its code {cid} is"
            return Code("\ufffd", width, says, "")
        if _PRIVATE.search(mapped) or _UNKNOWN.search(mapped):
            points = " ".join(f"U+{ord(char):04X}" for char in mapped)
            says = f"the font {self.name} gives its code {cid} as {points}, which is no character"
            return Code("\ufffd", width, says, "")
        text = _INVISIBLE.sub("", mapped)
        dropped = mapped if text != mapped else ""
        return Code(text, width, "", dropped)


def _decoder(font: PDFFont) -> Callable[[bytes], Iterable[int]]:
    """What takes a string of a font apart into the numbers of its characters.

    pdfminer passes over a code that the font's table does not hold, and may take its second byte
    for the first of the next: here it is ``_UNMAPPED``.
    """
    table = getattr(font, "cmap", None)
    if not isinstance(table, CMap):
        return font.decode if table is None else cast(CMapBase, table).decode
    codes = cast(Mapping[int, object], table.code2cid)
    in_pairs = _PAIRS.search(str(table.attrs.get("CMapName", ""))) is not None

    def decode(text: bytes) -> Iterator[int]:
        at = 0
        while at < len(text):
            step: object = codes
            end = at
            while isinstance(step, Mapping) and end < len(text):
                step = step.get(text[end])
                end += 1
            if isinstance(step, int):
                yield step
                at = end
            else:
                pair = text[at : at + 2].decode("utf-16-be", "replace") if in_pairs else "?"
                if pair.isprintable() and not pair.isspace():
                    yield _UNMAPPED
                at += 2 if in_pairs else 1

    return decode


def _symbols(name: str) -> Mapping[int, str] | None:
    plain = re.sub(r"[\s-]|Regular|MT$", "", name).casefold()
    return {key.replace(" ", "").casefold(): value for key, value in SYMBOLS.items()}.get(plain)


class _Every:
    """Holds every code: those of a font whose encoding is a standard one."""

    def __contains__(self, cid: object) -> bool:
        return True


def _meaningful(spec: Mapping[str, object], is_symbols: bool) -> Iterable[int] | _Every:
    """The codes of a font of single bytes whose glyph names, or standard encoding, say something.

    Codes that its map to Unicode holds are not asked for here.
    """
    encoding = resolve1(spec.get("Encoding"))
    descriptor = resolve1(spec.get("FontDescriptor"))
    descriptor = descriptor if isinstance(descriptor, dict) else {}
    is_type3 = _name(spec.get("Subtype")) == TYPE3
    embedded = any(key in descriptor for key in ("FontFile2", "FontFile3"))
    if isinstance(encoding, PSLiteral):
        return _Every() if not is_type3 else ()
    named: set[int] = set()
    standard = not is_type3 and not embedded and not is_symbols
    if isinstance(encoding, dict):
        standard = not is_type3 and ("BaseEncoding" in encoding or standard)
        code = 0
        unnamed: set[int] = set()
        for each in list_value(encoding.get("Differences", [])):
            if isinstance(each, int):
                code = each
            elif isinstance(each, PSLiteral):
                (named if _says_character(str(each.name)) else unnamed).add(code)
                code += 1
        if standard:
            return set(range(256)) - unnamed
        return named
    # a Type 1 font states its own encoding, which pdfminer reads
    return _Every() if standard or "FontFile" in descriptor else ()


def _says_character(name: str) -> bool:
    try:
        return bool(name2unicode(name))
    except (KeyError, ValueError):
        return False


def _name(value: object) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


class SafeResources(PDFResourceManager):
    """Fonts of the document, each checked before pdfminer builds its tables of codes."""

    def __init__(self) -> None:
        """Begin with no font known."""
        super().__init__()
        self._fonts: dict[object, Font] = {}

    def font(self, objid: object, spec: Mapping[str, object]) -> Font:
        """The font of a specification; ReadError where it is missing or its ranges never end."""
        if not objid or objid not in self._fonts:
            self._fonts[objid] = Font(self.get_font(objid, spec), spec)
        return self._fonts[objid]

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font as pdfminer builds it; it asks here for the parts of a font as well."""
        if not spec:
            damaged(f"font object {objid} is missing")
        if not objid or objid not in self._cached_fonts:
            for key, step in (("W", 3), ("W2", 5)):
                _check_widths(list_value(spec.get(key, [])), step)
        return super().get_font(objid, spec)


class _CountedMap(FileUnicodeMap):
    """A font's map to Unicode that counts the codes it is given, and stops a list without end."""

    _codes = 0

    def add_cid2unichr(self, cid: int, code: PSLiteral | bytes | int) -> None:
        self._codes += 1
        if self._codes > _CODES:
            damaged("a font maps more codes than a font has")
        super().add_cid2unichr(cid, code)


class _Type1Encoding:
    """The names that a Type 1 font's own header gives to its codes, as far as they are known."""

    def __init__(self, header: BytesIO) -> None:
        self._named = _PUT.findall(_COMMENT.sub(b"", header.read()))

    def get_encoding(self) -> dict[int, str]:
        """The characters of the codes; most are named by numbers that say nothing."""
        named = ((int(code), name.decode("latin-1")) for code, name in self._named)
        return {code: name2unicode(name) for code, name in named if _says_character(name)}


# pdfminer takes neither of another. To read each map once more only to count doubles its time, and
# word by word a font's header takes longer than a page.
pdffont.FileUnicodeMap = _CountedMap  # type: ignore[attr-defined]
pdffont.Type1FontHeaderParser = _Type1Encoding  # type: ignore[assignment,misc]


def _check_widths(widths: Sequence[object], step: int) -> None:
    run: list[object] = []
    for width in map(resolve1, widths):
        run = [] if isinstance(width, list) else [*run, width]
        if len(run) == step:
            first, last = run[:2]
            if isinstance(first, int) and isinstance(last, int) and last - first > _CODES:
                damaged("a font states widths of more codes than a font has")
            run = []
