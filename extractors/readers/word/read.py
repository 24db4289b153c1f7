"""Word files: the paragraphs and tables of a .docx in the document's order, as printed.

Tracked changes are read as accepted; hidden and struck-out text and superscript signs of notes are
left out, each with a note. Automatic list numbers are worked out; a text box follows the paragraph
it hangs on, footnotes stand at the end. Left out are page headers and footers, comments, and
pictures. A line break is a newline, a tab a space. The file is read row by row: time grows with
its rows, memory with the text it holds.
"""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from extractors.document import Block, Document, Paragraph, Position, ReaderNote
from extractors.readers.left_out import LeftOut
from extractors.readers.limits import Limits
from extractors.readers.office.archive import OfficeArchive, beyond
from extractors.readers.word.names import ALTERNATE, STRICT_NAMESPACE, TBL, TR, P
from extractors.readers.word.numbering import Numbering
from extractors.readers.word.parts import NO_DOCUMENT, STRICT, main_part, related_parts
from extractors.readers.word.styles import Styles
from extractors.readers.word.table import CONTENT, TableBuilder, parts
from extractors.readers.word.text import Inline, InlineReader
from schemas.errors import ReadError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOCUMENT = qn("w:document")
_IMPORTED = (qn("w:altChunk"), qn("w:subDoc"))
_NOTES = (
    (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")),
    (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")),
)
_NOTE_TYPE = qn("w:type")


def read_word(data: bytes, limits: Limits) -> Document:
    """The document in the bytes of a .docx, .docm, .dotx or .dotm (macros never run).

    A paragraph outside tables has a ``Position`` that says only whether it starts a page; a table
    row names its table and its row there, both from 1, rows that were left out counted. A note is
    about the paragraph or row that holds the same ``Position`` object.

    Raises ``ReadError``, one sentence without the file's name, for a file that is empty, damaged,
    encrypted, hostile or beyond ``limits``, and for one that is no Word document.
    """
    archive = OfficeArchive(data, limits)
    try:
        return WordReader(archive, limits).document()
    except RecursionError as error:
        raise ReadError(
            "nests its content too deeply: open it in Word, flatten its tables, and save it again"
        ) from error


class WordReader:
    """Reads one document: what paragraphs, tables, boxes and notes share while it is read."""

    def __init__(self, archive: OfficeArchive, limits: Limits) -> None:
        """Find the document's parts and read its styles and lists."""
        self.limits = limits
        self._archive = archive
        self._main = main_part(archive)
        self._related = related_parts(archive, self._main)
        styles = self._related.get(RELATIONSHIP_TYPE.STYLES)
        numbering = self._related.get(RELATIONSHIP_TYPE.NUMBERING)
        self.inline = InlineReader(Styles.read(archive, styles.membername) if styles else Styles())
        self._numbering = (
            Numbering.read(archive, numbering.membername) if numbering else Numbering()
        )
        self._tables = 0
        self._notes: list[ReaderNote] = []
        self._lines = 0
        self._text_bytes = 0
        self._page_pending = False
        # text of paragraphs whose end is a tracked deletion: it belongs to the next paragraph
        self._carried = ""
        self._carried_position: Position | None = None

    def document(self) -> Document:
        """Read the whole document."""
        blocks = self._body()
        for kind, tag in _NOTES:
            part = self._related.get(kind)
            if part is not None:
                blocks += self._footnotes(part.membername, tag)
        if not blocks:
            raise ReadError(
                "holds no text that is shown, only pictures or nothing: "
                "ask its publisher for a version with text"
            )
        return Document(tuple(blocks), MEDIA_TYPE, notes=tuple(self._notes))

    def _body(self) -> list[Block]:
        tags = (P, TR, TBL, ALTERNATE, *_IMPORTED)
        stream = self._archive.stream(self._main.membername, tags)
        if stream.root.startswith(STRICT_NAMESPACE):
            raise ReadError(STRICT)
        if stream.root != _DOCUMENT:
            raise ReadError(NO_DOCUMENT)
        blocks: list[Block] = []
        table: TableBuilder | None = None
        inside = 0  # paragraphs and rows that are open around the event: they are read whole
        for event, element in stream:
            tag = element.tag
            if tag in _IMPORTED:
                raise ReadError(
                    "takes in another file that only Word can open: "
                    "open it in Word and save it again"
                )
            if tag == TBL:
                if inside:
                    continue
                if event == "start":
                    blocks += self._flush()
                    table = TableBuilder(self)
                elif table is not None:
                    blocks += table.finish()
                    table = None
                    stream.release(element)
            elif event == "start":
                inside += 1
            else:
                inside -= 1
                if inside:
                    continue
                if tag == TR:
                    if table is None:
                        raise ReadError(
                            "is damaged (a table row stands outside a table): "
                            "open it in Word, repair it, and save it again"
                        )
                    table.add(element)
                elif tag == P:
                    blocks += self._paragraph(element)
                elif table is None:
                    blocks += self._contents(parts([element], CONTENT))
                else:
                    for row in parts([element], {TR}):
                        table.add(row)
                stream.release(element)
        return blocks + self._flush()

    def _footnotes(self, part: str, tag: str) -> list[Block]:
        blocks: list[Block] = []
        stream = self._archive.stream(part, (tag,))
        for event, element in stream:
            if event == "start":
                continue
            if "eparator" not in element.get(_NOTE_TYPE, ""):
                blocks += self.blocks(element)
            stream.release(element)
        return blocks

    def blocks(self, parent: etree._Element) -> list[Block]:
        """The paragraphs and tables of a cell, a text box or a footnote."""
        return self._contents(parts(parent, CONTENT)) + self._flush()

    def _contents(self, elements: list[etree._Element]) -> list[Block]:
        blocks: list[Block] = []
        for element in elements:
            if element.tag == P:
                blocks += self._paragraph(element)
            else:
                blocks += self._flush() + self.table(element)
        return blocks

    def table(self, element: etree._Element) -> list[Block]:
        """A table that stands whole in memory: one in a cell, a text box or a footnote."""
        builder = TableBuilder(self)
        for row in parts(element, {TR}):
            builder.add(row)
        return builder.finish()

    def _paragraph(self, element: etree._Element) -> list[Block]:
        inline = self.inline.read(element)
        text = self._carried + inline.text
        position = self._carried_position or Position()
        if not text.strip():
            self._page_pending |= inline.page_first
        elif self._carried_position is None:
            position = Position(starts_page=self.takes_page(inline.page_first))
        blocks: list[Block] = []
        if inline.joins_next:
            self._carried, self._carried_position = text, position if text.strip() else None
        else:
            self._carried, self._carried_position = "", None
            label, gap = self.label(inline)
            self.count(label + text)
            if text.strip():
                blocks.append(Paragraph(label + gap + text, position))
        self._page_pending |= inline.page_after
        if inline.hidden:
            self.note_hidden("paragraph", " ".join(inline.hidden), position)
        if inline.left_out is not None:
            self.note_left_out("paragraph", inline.left_out, position)
        if inline.changed:
            before = self.inline.text_before(element)
            if before.strip() or inline.text.strip():
                self.note_change("paragraph", before, inline.text, position)
        for box in inline.boxes:
            blocks += self.blocks(box)
        return blocks

    def _flush(self) -> list[Block]:
        """The carried text as a paragraph of its own, where no paragraph follows to take it."""
        text, position = self._carried, self._carried_position
        self._carried, self._carried_position = "", None
        return [Paragraph(text, position)] if position is not None else []

    def label(self, inline: Inline) -> tuple[str, str]:
        """The paragraph's list number and the gap after it; counts it, so ask once, in order."""
        if inline.numbered is None:
            return "", ""
        label, gap = self._numbering.next_number(*inline.numbered, inline.style_id)
        if label and inline.number_struck:
            # it counts, for the numbers below go on from it
            inline.left_out = inline.left_out or LeftOut()
            inline.left_out.struck.insert(0, label)
            return "", ""
        return label, gap

    def next_table(self) -> int:
        """The number of a table that begins now."""
        self._tables += 1
        return self._tables

    def takes_page(self, starts_itself: bool) -> bool:
        """Whether the block read now is the first of a page; asked once for each block kept."""
        starts = self._page_pending or starts_itself
        self._page_pending = False
        return starts

    def next_starts_page(self) -> None:
        """A page began in something that was left out."""
        self._page_pending = True

    def count(self, text: str) -> None:
        """Count one more paragraph or row; ``ReadError`` beyond the limits of a document."""
        self._lines += 1
        self._text_bytes += len(text.encode())
        if self._lines > self.limits.lines:
            raise ReadError(beyond("holds more paragraphs and rows", "lines", self._lines))
        if self._text_bytes > self.limits.text_bytes:
            raise ReadError(beyond("holds more text", "text_bytes", self._text_bytes))

    def note_hidden(self, what: str, printed: str, position: Position) -> None:
        """Record hidden text that was left out of a paragraph or row."""
        message = f"hidden text of a {what} was left out"
        self._notes.append(ReaderNote("hidden_left_out", message, printed, None, position))

    def note_left_out(self, what: str, left_out: LeftOut, position: Position) -> None:
        """Record struck-out text and signs of notes that were left out of a paragraph or row."""
        self._notes += left_out.notes(what, position)

    def note_change(
        self, what: str, before: str | None, after: str | None, position: Position
    ) -> None:
        """Record a paragraph or row with tracked changes: ``before`` them and ``after``."""
        message = f"tracked changes of a {what} were read as accepted"
        self._notes.append(ReaderNote("change_accepted", message, before, after, position))
