"""Spreadsheets: each visible worksheet of an .xlsx becomes one table, in the workbook's order.

Formulas count with the results the file holds. Hidden sheets, rows and columns, struck-out text and
superscript signs of notes are left out with a note. The XML is read row by row through the checked
container; of openpyxl come the rules of the format (names, dates, coordinates), because its own
reader takes a sheet's stated size on trust and knows neither merges nor hidden rows when it reads
row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from docx.opc.packuri import PACKAGE_URI, PackURI
from lxml import etree
from openpyxl.utils.cell import column_index_from_string
from openpyxl.xml.constants import PKG_REL_NS, REL_NS

from extractors.document import Block, Document, Position, ReaderNote, Table
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.office.archive import DAMAGED, OfficeArchive
from extractors.readers.sheet.cells import (
    Formats,
    Shown,
    clean,
    shown_string,
    struck_out,
    tag,
    whole,
)
from extractors.readers.sheet.grid import SheetGrid, SheetRow, merge_of
from extractors.readers.sheet.numbers import shown_number
from schemas.errors import ReadError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATIONSHIP = f"{{{PKG_REL_NS}}}Relationship"
_ROW, _COLUMN, _MERGE, _CELL = tag("row"), tag("col"), tag("mergeCell"), tag("c")
_VALUE, _FORMULA, _INLINE = tag("v"), tag("f"), tag("is")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_OFF = {"", "0", "false", "off"}
_LAST_ROW = 1_048_576


def read_sheet(data: bytes, limits: Limits) -> Document:
    """The document in the bytes of an .xlsx or .xlsm (macros never run).

    One ``Table`` a visible worksheet that holds text: its rows over the columns in use, merged
    ranges as merged cells, empty rows left out. A ``Position`` names the table, counted from 1,
    and the row's number in its sheet.

    Raises ``ReadError``, one sentence without the file's name, for a file that is empty, damaged,
    encrypted, hostile or beyond ``limits``, for one that is no workbook, and for one whose
    formulas were never calculated.
    """
    return _SheetReader(OfficeArchive(data, limits), limits, Tally(limits)).document()


@dataclass(slots=True)
class _SheetReader:
    archive: OfficeArchive
    limits: Limits
    tally: Tally
    notes: list[ReaderNote] = field(default_factory=list)
    strings: list[Shown] = field(default_factory=list)
    formats: Formats = field(default_factory=Formats)

    def document(self) -> Document:
        book = self._workbook_part()
        related = {each["Id"]: each for each in self._relations(book)}
        from_1904, sheets = self._workbook(book)
        styles = self._part_of_type(book, related.values(), "/styles")
        self.formats = Formats.read(self.archive, styles, from_1904=from_1904)
        self._read_strings(self._part_of_type(book, related.values(), "/sharedStrings"))
        blocks: list[Block] = []
        for name, state, relation in sheets:
            target = related.get(relation)
            if target is None:
                raise ReadError(DAMAGED.format(f"its sheet '{name[:40]}' is missing"))
            if not target["Type"].endswith("/worksheet"):
                continue
            grid = self._grid(SheetGrid(name[:40], state != "visible"), _resolve(book, target))
            if grid.hidden:
                self._note_hidden_sheet(grid)
                continue
            number = len(blocks) + 1
            rows, hidden = grid.rows(number, self.tally)
            if rows:
                blocks.append(Table(tuple(rows)))
            self._note(grid, number, {row.position.table_row: row.position for row in rows}, hidden)
        if not blocks:
            raise ReadError(
                "holds no text that is shown: check what was downloaded, or show the hidden "
                "sheets in Excel or WPS and save it again"
            )
        return Document(tuple(blocks), MEDIA_TYPE, notes=tuple(self.notes))

    # --- parts -----------------------------------------------------------------------------------

    def _workbook_part(self) -> PackURI:
        for relation in self._relations(PACKAGE_URI):
            if relation["Type"].endswith("/officeDocument"):
                part = _resolve(PACKAGE_URI, relation)
                if self.archive.has(part.membername):
                    return part
        raise ReadError("holds no workbook: check what it is and that it was saved as .xlsx")

    def _relations(self, source: PackURI) -> list[dict[str, str]]:
        """The relationships of a part; what lies outside the file is never followed."""
        found: list[dict[str, str]] = []
        if not self.archive.has(source.rels_uri.membername):
            return found
        for element in self.archive.index(source.rels_uri.membername, (_RELATIONSHIP,)):
            if element.get("TargetMode") != "External" and element.get("Target"):
                found.append({name: element.get(name, "") for name in ("Id", "Type", "Target")})
        return found

    def _part_of_type(
        self, source: PackURI, relations: Iterable[dict[str, str]], kind: str
    ) -> str | None:
        for relation in relations:
            if relation["Type"].endswith(kind):
                part = _resolve(source, relation)
                if not self.archive.has(part.membername):
                    raise ReadError(DAMAGED.format(f"its part {part.membername[:80]} is missing"))
                return str(part.membername)
        return None

    def _workbook(self, book: PackURI) -> tuple[bool, list[tuple[str, str, str]]]:
        """Whether its dates count from 1904, and each sheet: its name, its state, its relation."""
        tags = (tag("workbookPr"), tag("sheet"))
        from_1904 = False
        sheets: list[tuple[str, str, str]] = []
        stream = self.archive.stream(book.membername, tags)
        if stream.root.startswith(_STRICT):
            raise ReadError(
                "is saved as Strict Open XML, which is not read: open it in Excel and save it as "
                "Excel Workbook (.xlsx)"
            )
        if stream.root != tag("workbook"):
            raise ReadError("holds no workbook: check what it is and that it was saved as .xlsx")
        for event, element in stream:
            if event == "start":
                continue
            if element.tag == tags[0]:
                from_1904 = element.get("date1904", "") not in _OFF
            else:
                relation = element.get(f"{{{REL_NS}}}id", "")
                state = element.get("state", "visible")
                sheets.append((element.get("name", ""), state, relation))
            stream.release(element)
        if len({relation for _name, _state, relation in sheets}) != len(sheets):
            raise ReadError(DAMAGED.format("two of its sheets are the same part"))
        return from_1904, sheets

    def _read_strings(self, part: str | None) -> None:
        if part is None:
            return
        stream = self.archive.stream(part, (tag("si"),))
        for event, element in stream:
            if event == "end":
                self.strings.append(self._string(element))
                if len(self.strings) > self.limits.cells:
                    raise ReadError(beyond("holds more texts", "cells", len(self.strings)))
                stream.release(element)

    def _string(self, item: etree._Element) -> Shown:
        return shown_string(item, cells_struck=bool(self.formats.struck))

    # --- one sheet -------------------------------------------------------------------------------

    def _grid(self, grid: SheetGrid, part: PackURI) -> SheetGrid:
        stream = self.archive.stream(part.membername, (_ROW, _COLUMN, _MERGE))
        if stream.root != tag("worksheet"):
            raise ReadError(DAMAGED.format(f"its sheet '{grid.sheet}' is no worksheet"))
        number = 0
        for event, element in stream:
            if event == "start":
                continue
            if element.tag == _ROW:
                number = self._row_number(element, number, grid)
                self._row(element, number, grid)
            elif element.tag == _COLUMN:
                self._column(element, grid)
            else:
                grid.merges.append(merge_of(element.get("ref", ""), grid.sheet, self.limits))
                if len(grid.merges) > self.limits.merges:
                    raise ReadError(beyond("merges more ranges", "merges", len(grid.merges)))
            stream.release(element)
        return grid

    def _row_number(self, element: etree._Element, before: int, grid: SheetGrid) -> int:
        raw = element.get("r")
        if raw is None:
            return before + 1
        number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 8 else 0
        if not before < number <= _LAST_ROW:
            raise ReadError(
                DAMAGED.format(f"row {raw[:10]} of sheet '{grid.sheet}' follows row {before}")
            )
        return number

    def _column(self, element: etree._Element, grid: SheetGrid) -> None:
        if element.get("hidden", "") in _OFF:
            return
        first, last = element.get("min", ""), element.get("max", "")
        if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in (first, last)):
            raise ReadError(DAMAGED.format(f"its columns in sheet '{grid.sheet}'"))
        grid.hidden_columns.update(range(int(first), min(int(last), 16_384) + 1))

    def _row(self, element: etree._Element, number: int, grid: SheetGrid) -> None:
        row = SheetRow(number, {}, element.get("hidden", "") not in _OFF)
        column = 0
        for cell in element.iterchildren(_CELL):
            column = self._cell_column(cell, column, number, grid)
            hidden = grid.hidden or row.hidden or column in grid.hidden_columns
            shown = self._text(cell, hidden, number, grid)
            if self.formats.is_struck(cell.get("s")):
                shown = struck_out(shown)
            text = whole(shown) if hidden else shown.text
            row.dropped += shown.dropped
            if not hidden:
                row.left_out.add(shown.left_out)
            if text.strip():
                row.texts[column] = text
        if not row.texts and not row.dropped and not row.left_out:
            return
        grid.cells.append(row)
        self.tally.line("".join(row.texts.values()))
        self.tally.cells(len(row.texts))

    def _cell_column(self, cell: etree._Element, before: int, number: int, grid: SheetGrid) -> int:
        reference = cell.get("r")
        if reference is None:
            return before + 1
        match = _REFERENCE.fullmatch(reference)
        column = column_index_from_string(match[1]) if match and len(match[1]) < 4 else 0
        if match is None or int(match[2]) != number or not before < column <= 16_384:
            place = f"cell {reference[:12]!r} in row {number} of sheet '{grid.sheet}'"
            raise ReadError(DAMAGED.format(place))
        return column

    def _text(self, cell: etree._Element, hidden: bool, number: int, grid: SheetGrid) -> Shown:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            item = cell.find(_INLINE)
            return Shown("") if item is None else self._string(item)
        value = cell.find(_VALUE)
        if value is None:
            if cell.find(_FORMULA) is not None and not hidden:
                raise ReadError(
                    f"holds formulas without their results (sheet '{grid.sheet}', row {number}): "
                    "open it in Excel or WPS, let it calculate, and save it again"
                )
            return Shown("")
        raw = value.text or ""
        if kind == "s":
            return self._shared(raw, number, grid)
        if kind == "b":
            return Shown("TRUE" if raw.strip() == "1" else "FALSE")
        if kind == "n" and raw.strip():
            code = self.formats.code(cell.get("s"))
            return Shown(shown_number(raw, code, from_1904=self.formats.from_1904))
        return clean(raw)

    def _shared(self, raw: str, number: int, grid: SheetGrid) -> Shown:
        text = raw.strip()
        index = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
        if not 0 <= index < len(self.strings):
            raise ReadError(
                DAMAGED.format(f"row {number} of sheet '{grid.sheet}' names a text that is missing")
            )
        return self.strings[index]

    # --- notes -----------------------------------------------------------------------------------

    def _note(
        self,
        grid: SheetGrid,
        number: int,
        rows: dict[int | None, Position],
        hidden: list[tuple[Position, str]],
    ) -> None:
        for position, text in hidden:
            where = f"row {position.table_row} of sheet '{grid.sheet}'"
            message = f"hidden text of {where} was left out"
            at = rows.get(position.table_row, position)
            self.notes.append(ReaderNote("hidden_left_out", message, text, position=at))
        for row in grid.cells:
            if not row.left_out and not row.dropped:
                continue
            at = rows.get(row.number) or Position(table_no=number, table_row=row.number)
            self.notes += row.left_out.notes("row", at)
            if row.dropped:
                message = (
                    f"row {row.number} of sheet '{grid.sheet}' holds control characters; "
                    "they were dropped"
                )
                printed = ascii("".join(row.dropped))
                self.notes.append(ReaderNote("control_dropped", message, printed, position=at))

    def _note_hidden_sheet(self, grid: SheetGrid) -> None:
        if grid.cells:
            rows = "\n".join("\t".join(row.texts.values()) for row in grid.cells)
            message = f"the hidden sheet '{grid.sheet}' was left out"
            self.notes.append(ReaderNote("hidden_left_out", message, rows))


def _resolve(source: PackURI, relation: dict[str, str]) -> PackURI:
    return PackURI.from_rel_ref(source.baseURI, relation["Target"])
