"""How much a stranger's file may ask of the machine: one limit a kind, all in one place.

A file beyond a limit is refused with ``ReadError``; the message names the limit, so that someone
who trusts the file can raise it: ``limits_from({"xml_bytes": "400000000"})``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches

from schemas.errors import ReadError

MIB = 1024 * 1024
_NUMBER = re.compile(r"[0-9][0-9_]{0,17}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one reading. The defaults hold a catalog of 50,000 rows with room to spare.

    Office files (zip):
        ``zip_members``: files inside the container.
        ``unpacked_bytes``: all of them unpacked, by the container's own directory.
        ``compression_ratio``: unpacked to packed bytes of one member over 8 MiB; XML written by
        an office program stays under 100, a file made to burst goes to 1,000.
        ``xml_bytes``: one XML part unpacked.
        ``xml_index_bytes``: one part of styles, lists, relationships or page headers unpacked.
        ``xml_nodes``, ``xml_held_bytes``: tags and attributes, and bytes, held at a time: those of
        one paragraph or table row outside all others.
    Folders and archives:
        ``parts``: files of one document. An archive keeps ``zip_members``, ``unpacked_bytes`` and
        ``compression_ratio`` too; all parts together keep ``lines`` and ``text_bytes``.
    Every format:
        ``table_columns``: grid columns of one row, merged ones counted with their span.
        ``row_span``: rows that one merged cell covers.
        ``merges``: merged ranges of one worksheet.
        ``cells``: cells of one spreadsheet, web table or table of separated values, empty ones in
        its width counted.
        ``lines``: paragraphs and table rows of the document.
        ``text_bytes``: the document's text, in bytes of UTF-8.
    PDF:
        ``pages``: pages of the document.
        ``page_side_points``: the longer side of a page in points (1/72 inch).
        ``pdf_objects_depth``: how deep objects, forms and the page tree may nest.
        ``pdf_stream_bytes``: one stream (font, content, table of objects) unpacked.
        ``pdf_unpacked_bytes``: all streams that are read, unpacked.
        ``pdf_page_characters``: characters printed on one page.
        ``pdf_page_rules``: straight pieces of lines and frames drawn on one page.
        ``pdf_page_operators``: operators of the content of one page, those of a drawing counted
        each time; ``pdf_operators``: of all pages.
        ``pdf_page_forms``: drawings placed on one page, nested ones counted each time.
    Web pages:
        ``web_bytes``: the page, in bytes; its tags and attributes count against ``xml_nodes``.
        ``css_steps``: how often an element is held against a part of a style sheet's selector.
    Files in a bucket:
        ``fetched_bytes``: one file, before it is fetched.
    Converters:
        ``seconds``: the time an outside program may take for one file.
    """

    zip_members: int = 10_000
    unpacked_bytes: int = 256 * MIB
    compression_ratio: int = 200
    xml_bytes: int = 192 * MIB
    xml_index_bytes: int = 8 * MIB
    xml_nodes: int = 1_200_000
    xml_held_bytes: int = 24 * MIB
    parts: int = 200
    table_columns: int = 1_000
    row_span: int = 50_000
    merges: int = 100_000
    cells: int = 2_000_000
    lines: int = 500_000
    text_bytes: int = 64 * MIB
    pages: int = 5_000
    page_side_points: int = 14_400
    pdf_objects_depth: int = 100
    pdf_stream_bytes: int = 32 * MIB
    pdf_unpacked_bytes: int = 1024 * MIB
    pdf_page_characters: int = 30_000
    pdf_page_rules: int = 50_000
    pdf_page_operators: int = 500_000
    pdf_operators: int = 20_000_000
    pdf_page_forms: int = 2_000
    web_bytes: int = 24 * MIB
    css_steps: int = 20_000_000
    fetched_bytes: int = 1024 * MIB
    seconds: float = 60.0


def limits_from(settings: Mapping[str, str]) -> Limits:
    """The default limits with those of ``settings`` (name -> value in digits) in their place.

    Raises ValueError, in one sentence, for a name that is no limit and a value that is no whole
    number above 0; ``seconds`` may have decimals.
    """
    known = {each.name: type(each.default) for each in fields(Limits)}
    changed: dict[str, int | float] = {}
    for name, text in settings.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f", did you mean {near[0]}?" if near else f": the limits are {', '.join(known)}"
            raise ValueError(f"there is no limit '{name}'{hint}")
        number = _NUMBER.fullmatch(text.strip())
        if number is None or (known[name] is int and "." in text) or not float(number[0]):
            kind = "whole number" if known[name] is int else "number"
            raise ValueError(f"the limit {name} must be a {kind} above 0, not '{text}'")
        digits = number[0].replace("_", "")
        changed[name] = int(digits) if known[name] is int else float(digits)
    return replace(Limits(), **changed)  # type: ignore[arg-type]


def beyond(what: str, limit: str, value: int) -> str:
    """The sentence that refuses a file beyond a limit: what it does, and what to do about it."""
    return (
        f"{what} ({value:,}) than the limit {limit} allows: "
        "if you trust it, raise the limit; else ask its publisher for a smaller file"
    )


@dataclass(slots=True)
class Tally:
    """What one document has held so far, kept by every reader that goes through one in order.

    Each count raises ``ReadError`` where it passes its limit.
    """

    limits: Limits
    _lines: int = 0
    _cells: int = 0
    _text_bytes: int = 0

    def line(self, text: str) -> None:
        """Count one more paragraph or table row with the text it shows."""
        self._lines += 1
        self._within("holds more paragraphs and rows", "lines", self._lines)
        self.text(text)

    def text(self, text: str) -> None:
        """Count text of a line that is counted already, or that is left out."""
        self._text_bytes += len(text.encode("utf-8", "replace"))
        self._within("holds more text", "text_bytes", self._text_bytes)

    def cells(self, number: int) -> None:
        """Count more cells."""
        self._cells += number
        self._within("holds more cells", "cells", self._cells)

    def columns(self, number: int, where: str) -> None:
        """Hold the width of the row at ``where`` against its limit."""
        self._within(f"covers more columns in {where}", "table_columns", number)

    def _within(self, what: str, limit: str, value: int) -> None:
        if value > getattr(self.limits, limit):
            raise ReadError(beyond(what, limit, value))
