"""The content of a page as a flat run of operands and operators, by one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NoReturn

from pdfminer.psparser import LIT

from extractors.readers.pdf.open import damaged, too_big

# how many bytes are cut to pieces at once: a stream of many megabytes is never all in pieces
_AT_ONCE = 1 << 20
_TOKENS = 4
_REGULAR = rb"[^\s\x00()<>\[\]{}/%]*+"
_STRING = rb"\((?:[^()\\]|\\.)*+\)"
for _ in range(3):
    _STRING = rb"\((?:[^()\\]|\\.|" + _STRING + rb")*+\)"
_HEX = rb"<[0-9A-Fa-f\s\x00]*+>"
_NAME = rb"/" + _REGULAR
_ARRAY = rb"\[(?:[^\[\]()<>%]|" + _HEX + rb"|" + _STRING + rb")*+\]"
_DICT = rb"<<(?:[^<>()%]|" + _HEX + rb"|" + _STRING + rb")*+>>"
_DICT = rb"<<(?:[^<>()%]|" + _HEX + rb"|" + _STRING + rb"|" + _DICT + rb")*+>>"
_TOKEN = re.compile(
    rb"|".join(
        [
            rb"[-+.0-9A-Za-z'\"]" + _REGULAR,
            *(_ARRAY, _HEX, _STRING, _NAME, _DICT),
            rb"%[^\r\n]*+|[^\s\x00]",
        ]
    ),
    re.S,
)
_PARTS = re.compile(rb"<([0-9A-Fa-f\s\x00]*+)>|(" + _STRING + rb")|([-+.0-9][-+.0-9]*+)", re.S)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SPACE = re.compile(rb"[\s\x00]+")
# what an operand begins with; some of these stand by themselves where text is damaged
FIGURES, OTHERS = frozenset(b"-+.0123456789"), frozenset(b"/<([")
DELIMITERS = frozenset((b"<", b"(", b"["))
CONSTANTS = frozenset((b"true", b"false", b"null"))
_IMAGE_ENDS = re.compile(rb"[\s\x00]EI(?=[\s\x00]|$)")
_ENTRY = re.compile(rb"/(" + _REGULAR + rb")\s*(" + _HEX + rb"|" + _STRING + rb"|" + _NAME + rb")")


def tokens(data: bytes, page: int, limit: int) -> Iterator[bytes]:
    """The tokens of a page's content; what an inline picture (BI … EI) holds is left out.

    Raises ReadError where a stream of megabytes has more than four times ``limit`` of them.
    """
    if b"BI" in data:
        return _counted(_around_pictures(data), page, limit)
    if len(data) > _AT_ONCE:
        return _counted((match[0] for match in _TOKEN.finditer(data)), page, limit)
    return iter(_TOKEN.findall(data))


def _counted(found: Iterator[bytes], page: int, limit: int) -> Iterator[bytes]:
    for count, token in enumerate(found):
        if count > _TOKENS * limit:
            too_big(f"draws without end on page {page}", "pdf_page_operators")
        yield token


def _around_pictures(data: bytes) -> Iterator[bytes]:
    place = 0
    while match := _TOKEN.search(data, place):
        place = match.end()
        yield match[0]
        if match[0] == b"ID":
            ends = _IMAGE_ENDS.search(data, place)
            if ends is None:
                damaged("a picture among its text does not end")
            place = ends.start()


def operand(token: bytes) -> Any:
    """A number, name, string, array of numbers and strings, or dictionary of strings and names.

    Raises ValueError where the token is none.
    """
    first = token[:1]
    if first == b"/":
        return LIT(name_of(token))
    if first in b"-+.0123456789":
        return number(token)
    if first == b"[":
        return array(token)
    if token[:2] == b"<<":
        return {key.decode("latin-1"): operand(value) for key, value in _ENTRY.findall(token)}
    if first in b"(<":
        return string(token)
    raise ValueError


def numbers(tokens: Sequence[bytes]) -> list[float]:
    """Each of them as a number."""
    try:
        return [*map(float, tokens)]
    except ValueError:
        return [*map(number, tokens)]


def number(token: bytes) -> float:
    """A number, also one that careless programs wrote: 0.00-12, --3, 1.2.3."""
    try:
        return float(token)
    except ValueError:
        match = re.match(rb"[-+]*(\d*\.?\d*)", token)
        digits = match[1] if match else b""
        value = float(digits) if digits.strip(b".") else 0.0
        return -value if token[:1] == b"-" else value


@lru_cache(256)
def name_of(token: bytes) -> str:
    """A name without its stroke, #41 as the character it stands for."""
    name = token[1:]
    if b"#" in name:
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda each: bytes.fromhex(each[1].decode()), name)
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("latin-1")


def array(token: bytes) -> list[Any]:
    """The strings and numbers of an array."""
    if token[:1] != b"[":
        raise ValueError
    return [
        number(figure) if figure else string(text) if text else _hex(digits)
        for digits, text, figure in _PARTS.findall(token)
    ]


def string(token: bytes) -> bytes:
    """The bytes of a string in brackets or in digits of base 16."""
    if token[:1] == b"(":
        body = token[1:-1]
        return _ESCAPE.sub(_unescaped, body) if b"\\" in body or b"\r" in body else body
    if token[:1] == b"<" and token[1:2] != b"<":
        return _hex(token[1:-1])
    raise ValueError


def _hex(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode())
    except ValueError:
        # spaces between the two digits of a byte, or the last one alone
        digits = _SPACE.sub(b"", digits)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped(match: re.Match[bytes]) -> bytes:
    char = match[1]
    if char is None or char in (b"\n", b"\r", b"\r\n"):
        return b"\n" if char is None else b""
    if char[:1].isdigit():
        return bytes((int(char, 8) & 255,)) if char[:1] < b"8" else char
    return _ESCAPED.get(char, char)


def unknown(token: bytes, page: int) -> NoReturn:
    """Refuse a page for a token that draws nothing: what it stands for would be lost."""
    if token[:1] in b"()<>[]{}":
        damaged(f"the text of page {page} cannot be read: it holds {token!a} by itself")
    damaged(f"page {page} holds {token.decode('latin-1')[:40]!a}, which draws nothing")
