"""Spreadsheets: each visible worksheet of an .xlsx becomes one table, in the workbook's order.

Formulas count with the results the file holds. Hidden sheets, rows and columns, struck-out text and
superscript signs of notes are left out with a note. The XML is read row by row through the checked
container; of openpyxl come the rules of the format (names, dates, coordinates), because its own
reader takes a sheet's stated size on trust and knows neither merges nor hidden rows when it reads
row by row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from docx.opc.packuri import PACKAGE_URI, PackURI
from lxml import etree
from openpyxl.utils.cell import column_index_from_string
from openpyxl.xml.constants import PKG_REL_NS, REL_NS

from extractors.document import Block, Document, Paragraph, Position, ReaderNote, Table
from extractors.readers.left_out import DIAGONAL, LeftOut, Unread
from extractors.readers.limits import Limits, Tally, beyond
from extractors.readers.office.archive import DAMAGED, OfficeArchive
from extractors.readers.sheet.cells import (
    Formats,
    Shown,
    clean,
    in_format,
    in_symbols,
    shown_string,
    struck_out,
    tag,
    whole,
)
from extractors.readers.sheet.conditions import (
    LATER,
    LATER_CONDITIONS,
    SPARKLINE,
    areas_of,
    conditions_of,
)
from extractors.readers.sheet.drawings import Drawn, boxes, pictures
from extractors.readers.sheet.grid import SheetGrid, SheetRow, merge_of
from extractors.readers.sheet.numbers import is_white_number, meant_number, shown_number
from extractors.words.amounts import BARE_UNIT, units_named
from extractors.words.text import fold
from extractors.words.titles import may_withdraw
from schemas.errors import ReadError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATIONSHIP = f"{{{PKG_REL_NS}}}Relationship"
_ROW, _COLUMN, _MERGE, _CELL = tag("row"), tag("col"), tag("mergeCell"), tag("c")
_VALUE, _FORMULA, _INLINE = tag("v"), tag("f"), tag("is")
_VIEW, _DEFAULTS, _CONDITIONS = (
    tag("sheetView"),
    tag("sheetFormatPr"),
    tag("conditionalFormatting"),
)
_MARGINS = tag("headerFooter")
# what sets the text of page headers and footers: its side, font, size, page numbers
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F+-]{5,6}|[A-Z&])')
# how WPS stores a picture that a cell holds
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.I)
_WIDE_ENOUGH = 12.0
_MORE_FITS = 1.5
"""Characters: a number that is longer than its column by more shows as ###."""
_LOWEST_LINE = 8
"""Points: lines of text that have less to stand in are not all seen."""
_SMALLEST = 0.5
"""The smallest height in points, and width in characters, that shows anything."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_OFF = {"", "0", "false", "off"}
_LAST_ROW = 1_048_576
_MOST_CONDITIONS = 200


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
    shows_zeros: bool = True
    shows_formulas: bool = False
    rows_hidden: bool = False

    def document(self) -> Document:
        book = self._workbook_part()
        related = {each["Id"]: each for each in self._relations(book)}
        from_1904, sheets = self._workbook(book)
        styles = self._part_of_type(book, related.values(), "/styles")
        self.formats = Formats.read(self.archive, styles, from_1904=from_1904)
        self._read_strings(self._part_of_type(book, related.values(), "/sharedStrings"))
        blocks: list[Block] = []
        tables = 0
        for name, state, relation in sheets:
            target = related.get(relation)
            if target is None:
                raise ReadError(DAMAGED.format(f"its sheet '{name[:40]}' is missing"))
            if not target["Type"].endswith("/worksheet"):
                continue
            part = _resolve(book, target)
            grid = self._grid(SheetGrid(name[:40], state != "visible"), part)
            self._look_over(grid, part)
            if grid.hidden:
                self._note_hidden_sheet(grid)
                continue
            rows, notes = grid.rows(tables + 1, self.tally)
            if rows:
                tables += 1
                if BARE_UNIT.search(fold(name).strip()) or units_named(name) or may_withdraw(name):
                    blocks.append(_paragraph(name))
                blocks += map(_paragraph, grid.above)
                blocks.append(Table(tuple(rows)))
                blocks += map(_paragraph, grid.below)
            self.notes += notes
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

    def _look_over(self, grid: SheetGrid, part: PackURI) -> None:
        """Find what lies on the sheet, and whether a table style may color it."""
        for relation in self._relations(part):
            kind, target = relation["Type"], _resolve(part, relation).membername
            grid.is_colored_elsewhere |= kind.endswith("/table")
            if not self.archive.has(target):
                continue
            if kind.endswith("/drawing"):
                free: list[str] = []
                grid.drawn += pictures(self.archive, target, free)
                for shown in free:
                    message = f"sheet '{grid.sheet}' shows what lies at no cell and was not read"
                    self.notes.append(ReaderNote("picture_unread", message, shown))
            elif kind.endswith("/vmlDrawing"):
                grid.drawn += self._boxes(grid, target)

    def _boxes(self, grid: SheetGrid, part: str) -> list[Drawn]:
        try:
            return list(boxes(self.archive, part))
        except ReadError as error:
            # it is no XML where an old program wrote it, and nearly always holds comments alone
            message = f"controls of sheet '{grid.sheet}', if it has any, were not read"
            self.notes.append(ReaderNote("picture_unread", message, str(error)))
            return []

    def _grid(self, grid: SheetGrid, part: PackURI) -> SheetGrid:
        tags = (_ROW, _COLUMN, _MERGE, _VIEW, _DEFAULTS, _CONDITIONS, _MARGINS, *LATER)
        stream = self.archive.stream(part.membername, tags)
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
            elif element.tag == _VIEW:
                self.shows_zeros = element.get("showZeros", "1") not in _OFF
                self.shows_formulas = element.get("showFormulas", "0") not in _OFF
            elif element.tag == _DEFAULTS:
                self.rows_hidden = element.get("zeroHeight", "") not in _OFF
            elif element.tag == _MARGINS:
                for child in element:
                    text = _MARGIN_CODE.sub(" ", child.text or "").strip()
                    if units_named(text):
                        (grid.above if "Header" in str(child.tag) else grid.below).append(text)
            elif element.tag == SPARKLINE:
                for rows, columns in areas_of(element):
                    grid.drawn.append(Drawn(rows.start, columns.start, Unread("a sparkline")))
            elif element.tag in (_CONDITIONS, LATER_CONDITIONS):
                grid.is_colored_elsewhere |= element.tag == _CONDITIONS
                grid.conditions += conditions_of(element, self.formats.effects)
                if len(grid.conditions) > _MOST_CONDITIONS:
                    raise ReadError(
                        f"hides or strikes out text under more than {_MOST_CONDITIONS} conditions "
                        f"(sheet '{grid.sheet}'): clear its conditional formats and save it again"
                    )
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
        width = _size(element.get("width"))
        is_hidden = element.get("hidden", "") not in _OFF or _is_nothing(element.get("width"))
        first, last = element.get("min", ""), element.get("max", "")
        if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in (first, last)):
            raise ReadError(DAMAGED.format(f"its columns in sheet '{grid.sheet}'"))
        columns = range(int(first), min(int(last), 16_384) + 1)
        if is_hidden:
            grid.hidden_columns.update(columns)
        elif width is not None:
            grid.widths.update(dict.fromkeys(columns, width))

    def _row(self, element: etree._Element, number: int, grid: SheetGrid) -> None:
        height = element.get("ht")
        by_default = self.rows_hidden and height is None and "hidden" not in element.attrib
        is_hidden = element.get("hidden", "") not in _OFF or _is_nothing(height) or by_default
        row = SheetRow(number, {}, is_hidden)
        column = 0
        for cell in element.iterchildren(_CELL):
            column = self._cell_column(cell, column, number, grid)
            hidden = grid.hidden or row.hidden or column in grid.hidden_columns
            shown = self._text(cell, hidden, number, grid)
            style = cell.get("s")
            if shown.on_white is not None and self.formats.is_white(style):
                shown = shown.on_white
            if (font := self.formats.font(style)) is not None:
                shown = in_symbols(shown, font)
            if self.formats.is_struck(style):
                shown = struck_out(shown)
            text = whole(shown) if hidden else shown.text
            if not hidden and text.strip() and self.formats.has_no_size(style):
                row.of(column).hidden.append(text.strip())
                text = ""
            if not hidden and (why := self._why_unsure(text, style, column, element, grid)):
                row.of(column).unsure.append(f"{why}: {text.strip()}")
                row.of(column).is_cut, text = True, ""
            if self.formats.diagonals_of(style) == 1 and text.strip() and not hidden:
                row.of(column).unread.append(DIAGONAL)
            row.dropped += shown.dropped
            if shown.left_out and not hidden:
                row.of(column).add(shown.left_out)
            if shown.stored and self.formats.effects:
                row.stored[column] = shown.stored
            width = grid.widths.get(column, math.inf)
            if shown.stored and width <= _WIDE_ENOUGH and len(text) > width + _MORE_FITS:
                row.too_long[column] = shown.stored
            if shown.figure:
                row.figures[column] = shown.figure
            if not self.formats.is_white(style):
                row.filled.add(column)
            if text.strip():
                row.texts[column] = text
                if color := self.formats.color(style):
                    row.colors.add(color)
                if self.formats.is_unseen(style):
                    row.faint.add(column)
        if not row:
            return
        grid.cells.append(row)
        self.tally.line("".join(row.texts.values()))
        self.tally.cells(len(row.texts))

    def _why_unsure(
        self,
        text: str,
        style: str | None,
        column: int,
        row: etree._Element,
        grid: SheetGrid,
    ) -> str | None:
        """Why the text of a cell may not be seen as it is stored, where that may be so."""
        if self.formats.repeats(style) and grid.holds_twice(column, text):
            return "text repeated over its cell"
        if "\n" in text.strip() and row.get("customHeight", "") not in _OFF:
            height = _size(row.get("ht"))
            lines = text.strip().count("\n") + 1
            if height is not None and height < lines * _LOWEST_LINE:
                return "text of more lines than its row shows"
        return None

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
        code = self.formats.code(cell.get("s"))
        if cell.get("vm") is not None:
            return _unread("picture in the cell")
        if self.shows_formulas and cell.find(_FORMULA) is not None:
            told = f"a formula in place of its result: {cell.findtext(_VALUE) or ''}"
            return Shown("", left_out=LeftOut(unsure=[told], is_cut=True))
        if kind == "inlineStr":
            item = cell.find(_INLINE)
            return Shown("") if item is None else in_format(self._string(item), code)
        value = cell.find(_VALUE)
        # an empty result is a text's; a number's was never calculated
        if value is None or (kind == "n" and not (value.text or "").strip()):
            if cell.find(_FORMULA) is not None and not hidden:
                raise ReadError(
                    f"holds formulas without their results (sheet '{grid.sheet}', row {number}): "
                    "open it in Excel or WPS, let it calculate, and save it again"
                )
            return Shown("")
        raw = value.text or ""
        if kind == "s":
            return in_format(self._shared(raw, number, grid), code)
        if kind == "b":
            return Shown("TRUE" if raw.strip() == "1" else "FALSE")
        if kind == "n" and raw.strip():
            text = shown_number(raw, code, from_1904=self.formats.from_1904)
            if is_white_number(raw, code) and self.formats.is_white(cell.get("s")):
                text = None
            if text is None or (text == "0" and not self.shows_zeros):
                return Shown("", left_out=LeftOut(hidden=[raw.strip()]))
            meant = meant_number(raw, code)
            stored = raw.strip()
            return Shown(meant or text, figure=(text, stored) if meant else None, stored=stored)
        if _PICTURE.match(raw):
            return _unread("picture in the cell")
        return in_format(clean(raw), code)

    def _shared(self, raw: str, number: int, grid: SheetGrid) -> Shown:
        text = raw.strip()
        index = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
        if not 0 <= index < len(self.strings):
            raise ReadError(
                DAMAGED.format(f"row {number} of sheet '{grid.sheet}' names a text that is missing")
            )
        return self.strings[index]

    # --- notes -----------------------------------------------------------------------------------

    def _note_hidden_sheet(self, grid: SheetGrid) -> None:
        if grid.cells:
            rows = "\n".join("\t".join(row.texts.values()) for row in grid.cells)
            message = f"the hidden sheet '{grid.sheet}' was left out"
            self.notes.append(ReaderNote("hidden_left_out", message, rows))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(text, Position())


def _size(printed: str | None) -> float | None:
    """A height or width, where it is a number."""
    try:
        return None if printed is None else float(printed)
    except ValueError:
        return None


def _is_nothing(printed: str | None) -> bool:
    """Whether a height or width shows nothing of a cell."""
    size = _size(printed)
    return size is not None and size < _SMALLEST


def _unread(words: str) -> Shown:
    return Shown("", left_out=LeftOut(unread=[words]))


def _resolve(source: PackURI, relation: dict[str, str]) -> PackURI:
    return PackURI.from_rel_ref(source.baseURI, relation["Target"])
