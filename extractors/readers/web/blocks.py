"""The elements of a web page become paragraphs and tables.

A row of which every filled cell holds a table is *layout*, as in Word files: what its cells hold
comes out in its place, in order. In a row with data a cell keeps its own text, and the tables in
it follow the outer table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.document import Block, Paragraph, Position, ReaderNote, Row, Table
from extractors.readers.left_out import Hidden, LeftOut, Setting, Unread, Unsure, without
from extractors.readers.limits import Tally
from extractors.readers.rows import colored, row_of
from extractors.readers.symbols import in_font
from extractors.readers.web.cells import RowSpans, is_layout, span_of, without_columns
from extractors.readers.web.controls import (
    CONTROLS,
    PICTURES,
    shown_control,
    shown_picture,
    text_put,
)
from extractors.readers.web.look import Look, Looks

# fmt: off
_LEFT_OUT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "nav", "aside", "datalist",
        "button", "map", "rt", "rp", "rtc", "col", "colgroup",
    }
)
# fmt: on
_UPON_ANOTHER = (
    "mfrac",
    "msup",
    "msub",
    "msubsup",
    "msqrt",
    "mroot",
    "mover",
    "munder",
    "mtable",
    "mphantom",
)
"""Parts of formulas that say another thing where their text is read along a line."""
_PICTURES_NAMED = 5
_FRAME = frozenset({"header", "footer"})
_PARTS = frozenset({"article", "main", "section"})
_FRAME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
# fmt: off
_BLOCKS = frozenset(
    {
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd",
        "section", "article", "main", "header", "footer", "blockquote", "pre", "center",
        "fieldset", "legend", "figure", "figcaption", "address", "hr", "details", "summary",
        "body", "html", "form", "caption", "table", "tr", "td", "th", "br",
    }
)
# fmt: on
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_GROUPS = frozenset({"thead", "tbody", "tfoot"})


class _Brought(Unsure):
    """Text in a font that the page brings, ``stored`` as it would be taken in in another."""

    stored: str


@dataclass(slots=True)
class _Text:
    """Inline text on its way: white space becomes one space, blocks and breaks end a line."""

    pieces: list[str] = field(default_factory=list)
    is_plain: bool = True
    tables_inside: list[tuple[etree._Element, Look]] | None = None
    """Of a cell the tables in it that are no lines of it, each with how it looks."""
    fonts: set[str | None] = field(default_factory=set)
    """Of a cell the fonts that the page brings for its text, None for any other."""
    colors: set[str] = field(default_factory=set)
    """Of a cell the colors that its text is set in."""

    def add(self, text: str | None, look: Look, *, kept: bool = False) -> None:
        if not text:
            return
        setting = look.setting
        shown = text if kept else _SPACE.sub(" ", text)
        of_cell = self.tables_inside is not None and setting is not Hidden and text.strip()
        if of_cell:
            self.fonts.add(look.brought)
            self.colors.add(look.color.hex)
        if of_cell and look.unsure is not None:
            self.put([Unsure(f"{look.unsure}: {shown.strip()}")], str)
        elif look.font is not None:
            self.put(in_font(shown, look.font), setting)
        else:
            piece = shown if setting is str else setting(shown)
            if of_cell and look.brought is not None:
                told = f"text in a font that the page brings ({look.brought}): {shown.strip()}"
                brought = _Brought(told)
                brought.stored, piece = piece, brought
            self.pieces.append(piece)
            self.is_plain &= type(piece) is str

    def put(self, pieces: list[str], setting: Setting) -> None:
        """Take in text that no text of the page holds: what a control or a style sheet shows."""
        for piece in pieces:
            shown = piece if isinstance(piece, Unread) or setting is str else setting(piece)
            self.pieces.append(shown)
            self.is_plain &= type(shown) is str

    def turn_around(self, start: int) -> None:
        """Show what was taken in from the piece ``start`` on from its end to its beginning."""
        turned = [type(piece)(piece[::-1]) for piece in reversed(self.pieces[start:])]
        self.pieces[start:] = turned

    def end_line(self) -> None:
        self.pieces.append("\n")

    def lines(self) -> list[tuple[str, LeftOut | None]]:
        """Each line with what was left out of it; those left without text are among them."""
        pieces, self.pieces = self.pieces, []
        if self.is_plain:
            return [(line, None) for line in _lines("".join(pieces))]
        found: list[tuple[str, LeftOut | None]] = []
        line: list[str] = []
        for piece in (*pieces, "\n"):
            first, *others = piece.split("\n")
            line.append(type(piece)(first))
            for other in others:
                text, left_out = without(line)
                if text.strip() or left_out:
                    found.append((text.strip(), left_out))
                line = [type(piece)(other)]
        return found

    def cell(self, *, brought: bool) -> tuple[str, LeftOut | None]:
        """All of it as the text of one cell, with what was left out of it.

        ``brought`` says whether text in a font that the page brings is taken as it is stored.
        """
        pieces = [
            (piece.stored if brought else Unsure(piece)) if type(piece) is _Brought else piece
            for piece in self.pieces
        ]
        text, left_out = ("".join(pieces), None) if self.is_plain else without(pieces)
        return "\n".join(_lines(text)), left_out


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


class PageReader:
    """Reads one page; hidden text goes to ``notes``."""

    def __init__(self, tally: Tally, looks: Looks, notes: list[ReaderNote]) -> None:
        """Read within the limits of ``tally``; what is noted is appended to ``notes``."""
        self._tally = tally
        self._looks = looks
        self._notes = notes
        self._paragraphs = 0
        self._tables = 0
        self._pictures: list[str] = []
        self._brought: set[str | None] = set()

    def page(self, root: etree._Element) -> list[Block]:
        """The paragraphs and tables of the page; ReadError beyond a limit."""
        blocks = self._blocks(root, self._looks.of(root, self._looks.outermost))
        if self._pictures:
            count = len(self._pictures)
            message = f"the page shows pictures outside its tables ({count}); they were not read"
            printed = "、".join(self._pictures[:_PICTURES_NAMED])
            self._notes.append(ReaderNote("picture_unread", message, printed))
        if fonts := sorted(filter(None, self._brought)):
            message = (
                f"rows of tables are set in fonts that the page brings ({'、'.join(fonts)}): what "
                "their characters look like is not known; compare figures with the page as it shows"
            )
            self._notes.append(ReaderNote("text_unread", message))
        return blocks

    def _blocks(self, root: etree._Element, look: Look) -> list[Block]:
        """The paragraphs and tables inside ``root``, which looks like ``look``."""
        blocks: list[Block] = []
        text = _Text()
        self._walk(root, text, blocks, look)
        self._end_paragraph(text, blocks)
        return blocks

    def _walk(self, parent: etree._Element, text: _Text, blocks: list[Block], look: Look) -> None:
        """Read what an element holds: its text into ``text``, its tables into ``blocks``."""
        kept = parent.tag == "pre"
        start = len(text.pieces)
        self._put(parent, "before", text, look)
        text.add(parent.text, look, kept=kept)
        for child in parent:
            tag = child.tag
            if isinstance(tag, str):
                own = self._looks.of(child, look)
                if own.is_gone and not _is_of_frame(child):
                    text.put([_printed(child)], Hidden)
                elif not _is_of_frame(child):
                    if own.told and text.tables_inside is not None:
                        text.put([Unread(own.told)], str)
                    self._child(child, text, blocks, own)
                elif text.tables_inside is not None and "document.write" in (child.text or ""):
                    text.put([Unsure("what a script writes")], str)
                elif text.tables_inside is not None and tag == "rt" and _has_figure(child):
                    text.put([Unread(f"text above the line: {_printed(child)}")], str)
            text.add(child.tail, look, kept=kept)
        self._put(parent, "after", text, look)
        if look.is_reversed:
            text.turn_around(start)

    def _child(self, child: etree._Element, text: _Text, blocks: list[Block], look: Look) -> None:
        tag = child.tag
        tables = text.tables_inside
        if tag == "table" and tables is None:
            self._end_paragraph(text, blocks)
            blocks += self._table(child, look)
        elif tag == "table" and tables is not None and not _is_one_column(child):
            tables.append((child, look))
            text.put([Unread("a table, which is read below the row")], str)
        elif tag in PICTURES or (
            tag == "math" and next(child.iter(*_UPON_ANOTHER), None) is not None
        ):
            text.put([shown_picture(child)], look.setting)
        elif tag in CONTROLS:
            # outside tables they are of the site: a field to search in, a list of pages
            text.put([shown_control(child)] if tables is not None else [], look.setting)
        elif tag in _BLOCKS:
            text.end_line()
            self._walk(child, text, blocks, look)
            text.end_line()
        else:
            self._walk(child, text, blocks, look)

    def _put(self, parent: etree._Element, where: str, text: _Text, look: Look) -> None:
        """Take in what style sheets put before or after what an element holds."""
        own = self._looks.put_beside(parent, where)
        if "content" in own and own.get("display") != "none":
            text.put(text_put(own["content"], parent), look.setting)

    def _end_paragraph(self, text: _Text, blocks: list[Block]) -> None:
        for line, left_out in text.lines():
            self._paragraphs += 1
            position = Position(number=self._paragraphs)
            if left_out is not None:
                # logos and decoration, mostly: they are told once
                self._pictures += left_out.unread
                left_out.unread = []
                self._notes += left_out.notes("paragraph", position)
            if line:
                self._tally.line(line)
                blocks.append(Paragraph(line, position))

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, element: etree._Element, look: Look) -> list[Block]:
        """The table, cut where layout rows held other content, then the tables inside its cells."""
        number: int | None = None
        blocks: list[Block] = []
        rows: list[Row] = []
        following: list[Block] = []
        spans = RowSpans(self._tally)
        collapsed = self._collapsed(element)
        group: etree._Element | None = None
        for index, found in enumerate(self._rows(element, blocks, look), start=1):
            if found.group is not group:
                group, spans = found.group, RowSpans(self._tally)
            if found.look.is_gone:
                self._note_hidden_row(found, Position(table_no=number, table_row=index))
                continue
            looks = [(cell, self._looks.of(cell, found.look)) for cell in found.cells]
            gone = [_printed(cell) for cell, own in looks if own.is_gone]
            cells = [(cell, own) for cell, own in looks if not own.is_gone]
            elements = [cell for cell, _own in cells]
            if is_layout(elements):
                if rows:
                    blocks.append(Table(tuple(rows)))
                    rows = []
                for cell, own in cells:
                    blocks += self._blocks(cell, own)
                continue
            if number is None:
                self._tables += 1
                number = self._tables
            texts = [(cell, self._text_of(cell, following, own)) for cell, own in cells]
            fonts = set[str | None]().union(*(text.fonts for _cell, text in texts))
            if len(fonts) == 1:
                self._brought |= fonts
            made = spans.row([(cell, *text.cell(brought=len(fonts) == 1)) for cell, text in texts])
            self._tally.cells(len(made))
            if collapsed:
                made, beside = without_columns(made, collapsed)
                gone += beside
            row, left_out = row_of(
                made,
                Position(table_no=number, table_row=index),
                is_header=_is_header(group, elements),
                colors=colored(color for _cell, text in texts for color in text.colors),
            )
            left_out.hidden += filter(None, gone)
            self._notes += left_out.notes("row", row.position)
            if any(cell.text or cell.unread for cell in row.cells):
                rows.append(row)
                self._tally.line("".join(row.texts))
        if rows:
            blocks.append(Table(tuple(rows)))
        return blocks + following

    def _collapsed(self, table: etree._Element) -> set[int]:
        """The grid columns, from 0, that ``col`` elements of the table hide."""
        groups = [child for child in table if child.tag in ("col", "colgroup")]
        columns = [
            col
            for group in groups
            for col in (list(group.iterchildren("col")) if group.tag == "colgroup" else [])
            or [group]
        ]
        hidden: set[int] = set()
        at = 0
        for column in columns:
            width = span_of(column, "span", "table_columns", self._tally.limits) or 1
            if self._looks.collapses(column):
                hidden.update(range(at, at + width))
            at += width
            self._tally.columns(at, "a group of columns")
        return hidden

    def _note_hidden_row(self, row: _FoundRow, position: Position) -> None:
        printed = "\t".join(map(_printed, row.cells))
        if printed.strip():
            message = f"row {position.table_row} of a table is hidden and was left out"
            note = ReaderNote("hidden_left_out", message, printed, position=position)
            self._notes.append(note)

    def _rows(self, table: etree._Element, blocks: list[Block], look: Look) -> Iterator[_FoundRow]:
        """Each row with its group; what stands astray between rows goes to ``blocks``."""
        for child, own in self._children(table, ("tr", *_GROUPS), blocks, look):
            if isinstance(child, list) or child.tag == "tr":
                yield self._row(None, child, blocks, own)
            else:
                for row, row_look in self._children(child, ("tr",), blocks, own):
                    yield self._row(child, row, blocks, row_look)

    def _row(
        self,
        group: etree._Element | None,
        found: etree._Element | list[etree._Element],
        blocks: list[Block],
        look: Look,
    ) -> _FoundRow:
        """The row that a ``tr`` makes, or cells that stand side by side without one."""
        if isinstance(found, list):
            return _FoundRow(group, found, look)
        if look.is_gone:
            return _FoundRow(group, list(found.iterchildren("td", "th")), look)
        cells: list[etree._Element] = []
        for each, _own in self._children(found, (), blocks, look):
            cells += each if isinstance(each, list) else []
        return _FoundRow(group, cells, look)

    def _children(
        self, parent: etree._Element, wanted: Collection[str], blocks: list[Block], around: Look
    ) -> Iterator[tuple[etree._Element | list[etree._Element], Look]]:
        """The ``wanted`` children, and the cells between them that stand side by side.

        Such cells make a row, as they do in browsers; what else shows there comes before the table.
        """
        astray = _Text()
        astray.add(parent.text, around)
        cells: list[etree._Element] = []
        for child in parent:
            tag = child.tag
            own = self._looks.of(child, around) if isinstance(tag, str) else around
            if tag in ("td", "th"):
                cells.append(child)
            elif tag in wanted:
                if cells:
                    yield cells, around
                    cells = []
                yield child, own
            elif tag == "form":
                yield from self._children(child, wanted, blocks, own)
            elif isinstance(tag, str) and not _is_of_frame(child):
                if own.is_gone:
                    astray.put([_printed(child)], Hidden)
                elif tag in PICTURES or tag in CONTROLS:
                    self._child(child, astray, blocks, own)
                elif tag == "table":
                    blocks += self._table(child, own)
                else:
                    blocks += self._blocks(child, own)
            astray.add(child.tail, around)
        if cells:
            yield cells, around
        self._end_paragraph(astray, blocks)

    def _text_of(self, cell: etree._Element, following: list[Block], look: Look) -> _Text:
        """What a cell holds, on its way.

        Tables in it go to ``following``, but one of a single column, which is lines of the cell.
        """
        tables: list[tuple[etree._Element, Look]] = []
        text = _Text(tables_inside=tables)
        self._walk(cell, text, following, look)
        row = cell.getparent()
        begins_row = row is not None and row.tag == "tr" and cell.getprevious() is None
        if _has_picture(cell) or (begins_row and _has_picture(row)):
            text.put([Unread("a picture under the text")], str)
        for table, own in tables:
            following += self._table(table, own)
        return text


@dataclass(slots=True)
class _FoundRow:
    """The cells of a row, the group it stands in, how it looks."""

    group: etree._Element | None
    cells: list[etree._Element]
    look: Look


def _is_of_frame(element: etree._Element) -> bool:
    """Whether an element is what frames the page, or no part of what it shows."""
    tag = element.tag
    if tag in _LEFT_OUT or element.get("role", "") in _FRAME_ROLES:
        return True
    return tag in _FRAME and not any(each.tag in _PARTS for each in element.iterancestors())


def _has_figure(element: etree._Element) -> bool:
    return any(char.isdigit() for char in _printed(element))


def _has_picture(element: etree._Element | None) -> bool:
    """Whether an element itself, not a style sheet, lays a picture under what it holds."""
    if element is None:
        return False
    return "background" in element.attrib or "url(" in element.get("style", "").lower()


def _printed(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


def _is_one_column(table: etree._Element) -> bool:
    """Whether no row of a table has cells side by side, nor in it stands a table that has."""
    return all(
        sum(1 for child in row if child.tag in ("td", "th")) <= 1 for row in table.iter("tr")
    )


def _is_header(group: etree._Element | None, cells: list[etree._Element]) -> bool:
    if group is not None and group.tag == "thead":
        return True
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)
