"""The elements of a web page become paragraphs and tables.

A row of which every filled cell holds a table is *layout*, as in Word files: what its cells hold
comes out in its place, in order. In a row with data a cell keeps its own text, and the tables in
it follow the outer table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extractors.document import Block, Paragraph, Position, ReaderNote, Row, Table
from extractors.readers.left_out import LeftOut, Raised, Setting, Struck, without
from extractors.readers.limits import Tally
from extractors.readers.web.cells import RowSpans, is_layout

# fmt: off
_LEFT_OUT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "nav", "aside", "select",
        "option", "datalist", "button", "textarea", "input", "iframe", "object", "embed",
        "svg", "canvas", "audio", "video", "map",
    }
)
# fmt: on
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
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_SET = re.compile(r"(?:^|;)\s*(text-decoration|vertical-align)(?:-line)?\s*:([^;]*)", re.I)
_STRIKES = frozenset({"s", "del", "strike"})
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_GROUPS = frozenset({"thead", "tbody", "tfoot"})


@dataclass(slots=True)
class _Text:
    """Inline text on its way: white space becomes one space, blocks and breaks end a line."""

    pieces: list[str] = field(default_factory=list)
    is_plain: bool = True

    def add(self, text: str | None, setting: Setting = str, *, kept: bool = False) -> None:
        if text:
            shown = text if kept else _SPACE.sub(" ", text)
            self.pieces.append(shown if setting is str else setting(shown))
            self.is_plain &= setting is str

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
                if text.strip() or left_out.struck:
                    found.append((text.strip(), left_out))
                line = [type(piece)(other)]
        return found

    def cell(self, before: Sequence[str] = ()) -> tuple[str, LeftOut | None]:
        """All of it as the text of one cell, with what was left out of it."""
        pieces, self.pieces = [*(f"{line}\n" for line in before), *self.pieces], []
        text, left_out = ("".join(pieces), None) if self.is_plain else without(pieces)
        return "\n".join(_lines(text)), left_out


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


class PageReader:
    """Reads one page; hidden text goes to ``notes``."""

    def __init__(self, tally: Tally, notes: list[ReaderNote]) -> None:
        """Read within the limits of ``tally``; what is noted is appended to ``notes``."""
        self._tally = tally
        self._notes = notes
        self._tables = 0

    def blocks(self, root: etree._Element, around: Setting = str) -> list[Block]:
        """The paragraphs and tables inside ``root``; ReadError beyond a limit.

        ``around`` is how text is set where ``root`` stands.
        """
        blocks: list[Block] = []
        text = _Text()
        self._walk(root, text, blocks, around)
        self._end_paragraph(text, blocks)
        return blocks

    def _walk(
        self, parent: etree._Element, text: _Text, blocks: list[Block], around: Setting
    ) -> None:
        """Read what an element holds: its text into ``text``, its tables into ``blocks``."""
        kept = parent.tag == "pre"
        setting = _setting(parent, around)
        text.add(parent.text, setting, kept=kept)
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or self._is_left_out(child):
                text.add(child.tail, setting, kept=kept)
                continue
            if tag == "table":
                self._end_paragraph(text, blocks)
                blocks += self._table(child, setting)
            elif tag in _BLOCKS:
                text.end_line()
                self._walk(child, text, blocks, setting)
                text.end_line()
            else:
                self._walk(child, text, blocks, setting)
            text.add(child.tail, setting, kept=kept)

    def _end_paragraph(self, text: _Text, blocks: list[Block]) -> None:
        for line, left_out in text.lines():
            position = Position()
            if left_out is not None:
                self._notes += left_out.notes("paragraph", position)
            if line:
                self._tally.line(line)
                blocks.append(Paragraph(line, position))

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = element.tag
        if tag in _LEFT_OUT or element.get("role", "") in _FRAME_ROLES:
            return True
        if tag in _FRAME and not any(each.tag in _PARTS for each in element.iterancestors()):
            return True
        if not _is_hidden(element):
            return False
        printed = " ".join("".join(map(str, element.itertext())).split())
        if printed:
            message = "hidden text of the page was left out"
            self._notes.append(ReaderNote("hidden_left_out", message, printed))
        return True

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, element: etree._Element, around: Setting) -> list[Block]:
        """The table, cut where layout rows held other content, then the tables inside its cells."""
        number: int | None = None
        blocks: list[Block] = []
        rows: list[Row] = []
        following: list[Block] = []
        spans = RowSpans(self._tally)
        group: etree._Element | None = None
        setting = _setting(element, around)
        for index, (within, row) in enumerate(self._rows(element, blocks, setting), start=1):
            if within is not group:
                group, spans = within, RowSpans(self._tally)
            if self._is_left_out(row):
                continue
            set_so = _setting(row, setting if within is None else _setting(within, setting))
            cells = self._cells_of(row, blocks, set_so)
            if is_layout(cells):
                if rows:
                    blocks.append(Table(tuple(rows)))
                    rows = []
                for cell in cells:
                    blocks += self.blocks(cell, set_so)
                continue
            if number is None:
                self._tables += 1
                number = self._tables
            left_out = LeftOut()
            made = spans.row(
                [(cell, self._text_of(cell, following, set_so, left_out)) for cell in cells]
            )
            self._tally.cells(len(made))
            position = Position(table_no=number, table_row=index)
            self._notes += left_out.notes("row", position)
            if any(cell.text for cell in made):
                rows.append(Row(tuple(made), position, _is_header(within, cells)))
                self._tally.line("".join(cell.text for cell in made))
        if rows:
            blocks.append(Table(tuple(rows)))
        return blocks + following

    def _rows(
        self, table: etree._Element, blocks: list[Block], around: Setting
    ) -> Iterator[tuple[etree._Element | None, etree._Element]]:
        """Each row with its group; what stands astray between rows goes to ``blocks``."""
        for child in self._children(table, ("tr", *_GROUPS), blocks, around):
            if child.tag == "tr":
                yield None, child
            elif not self._is_left_out(child):
                for row in self._children(child, ("tr",), blocks, around):
                    yield child, row

    def _cells_of(
        self, row: etree._Element, blocks: list[Block], around: Setting
    ) -> list[etree._Element]:
        children = self._children(row, ("td", "th"), blocks, around)
        return [cell for cell in children if not self._is_left_out(cell)]

    def _children(
        self,
        parent: etree._Element,
        wanted: Collection[str],
        blocks: list[Block],
        around: Setting,
    ) -> Iterator[etree._Element]:
        """The ``wanted`` children; as browsers do, what else shows there comes before the table."""
        astray = _Text()
        astray.add(parent.text, around)
        for child in parent:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag == "form":
                yield from self._children(child, wanted, blocks, around)
            elif isinstance(tag, str) and not self._is_left_out(child):
                blocks += (
                    self._table(child, around) if tag == "table" else self.blocks(child, around)
                )
            astray.add(child.tail, around)
        self._end_paragraph(astray, blocks)

    def _text_of(
        self, cell: etree._Element, following: list[Block], around: Setting, left_out: LeftOut
    ) -> str:
        """A cell's text, its lines apart by a newline.

        Tables in it go to ``following``, what is left out of it to ``left_out``.
        """
        text = _Text()
        inner: list[Block] = []
        self._walk(cell, text, inner, around)
        before = [block.text for block in inner if isinstance(block, Paragraph)]
        following += [block for block in inner if isinstance(block, Table)]
        shown, gone = text.cell(before)
        left_out.add(gone)
        return shown


def _setting(element: etree._Element, around: Setting) -> Setting:
    """How the text in an element is set; what strikes it out goes through all it holds."""
    if around is Struck:
        return Struck
    tag, style = element.tag, element.get("style")
    setting = Struck if tag in _STRIKES else Raised if tag == "sup" else around
    for name, value in _SET.findall(style) if style else ():
        if name.lower() == "text-decoration":
            if "line-through" in value.lower():
                return Struck
            setting = around if setting is Struck else setting
        elif tag not in _BLOCKS:
            setting = Raised if value.strip().lower() == "super" else around
    return setting


def _is_header(group: etree._Element | None, cells: list[etree._Element]) -> bool:
    if group is not None and group.tag == "thead":
        return True
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden", "").strip().lower() == "true"
        or _HIDING.search(element.get("style", "")) is not None
    )
