"""Word files: the paragraphs and tables of a .docx in the document's order, as printed.

Tracked changes are read as accepted; hidden and struck-out text and superscript signs of notes are
left out, each with a note. Automatic list numbers are worked out; a text box follows the paragraph
it hangs on, footnotes stand at the end. Left out are comments, pictures, and page headers and
footers but for a unit of money that they name. A line break is a newline, a tab a space. The file
is read row by row: time grows with its rows, memory with the text it holds.
"""

from __future__ import annotations

from dataclasses import replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from lxml import etree

from extractors.document import Block, Document, Paragraph, Position, ReaderNote
from extractors.readers.limits import Limits, Tally
from extractors.readers.office.archive import OfficeArchive
from extractors.readers.word.names import ALTERNATE, STRICT_NAMESPACE, TBL, TR, P
from extractors.readers.word.numbering import Numbering
from extractors.readers.word.parts import NO_DOCUMENT, STRICT, main_part, related_parts
from extractors.readers.word.progress import Progress
from extractors.readers.word.styles import Styles
from extractors.readers.word.table import CONTENT, TableBuilder, parts
from extractors.readers.word.text import InlineReader
from extractors.words.amounts import units_named
from schemas.errors import NoTextError, ReadError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
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
        return _WordReader(archive, limits).document()
    except RecursionError as error:
        raise ReadError(
            "nests its content too deeply: open it in Word, flatten its tables, and save it again"
        ) from error


class _WordReader:
    """Reads one document; a table asks it for what stands in its cells."""

    def __init__(self, archive: OfficeArchive, limits: Limits) -> None:
        """Find the document's parts and read its styles and lists."""
        self._archive = archive
        self._main = main_part(archive)
        self._related = related_parts(archive, self._main)
        styles = self._part(RELATIONSHIP_TYPE.STYLES)
        numbering = self._part(RELATIONSHIP_TYPE.NUMBERING)
        found = Styles.read(archive, styles.membername) if styles else Styles()
        self._progress = Progress(
            Tally(limits),
            found,
            InlineReader(found),
            Numbering.read(archive, numbering.membername) if numbering else Numbering(),
        )
        # text of paragraphs whose end is a tracked deletion: it belongs to the next paragraph
        self._carried = ""
        self._carried_position: Position | None = None

    def document(self) -> Document:
        """Read the whole document."""
        blocks = self._body()
        for kind, tag in _NOTES:
            part = self._part(kind)
            if part is not None:
                blocks += self._footnotes(part.membername, tag)
        if blocks:
            above = self._margins(RELATIONSHIP_TYPE.HEADER)
            self._note_watermarks()
            blocks = [*above, *blocks, *self._margins(RELATIONSHIP_TYPE.FOOTER)]
        else:
            raise NoTextError(
                "holds no text that is shown, only pictures or nothing: "
                "ask its publisher for a version with text",
                MEDIA_TYPE,
            )
        self._progress.note_pictures()
        return Document(tuple(blocks), MEDIA_TYPE, notes=tuple(self._progress.notes))

    def _part(self, kind: str) -> PackURI | None:
        return next(iter(self._related.get(kind, ())), None)

    def _margins(self, kind: str) -> list[Block]:
        """What the document's page headers or footers say of the unit of its figures, once each."""
        texts = (
            self._progress.inline.read(element).text
            for part in self._related.get(kind, ())
            for element in self._archive.index(part.membername, (P,))
        )
        telling = dict.fromkeys(text for text in texts if units_named(text))
        return [
            Paragraph(text, Position(number=self._progress.next_paragraph())) for text in telling
        ]

    def _note_watermarks(self) -> None:
        """Tell once each what page headers lay over the pages: 作废."""
        marks = (
            element.get("string", "").strip()
            for part in self._related.get(RELATIONSHIP_TYPE.HEADER, ())
            for element in self._archive.index(part.membername, (_TEXT_PATH,))
        )
        for mark in dict.fromkeys(filter(None, marks)):
            message = "a watermark was left out"
            self._progress.notes.append(ReaderNote("hidden_left_out", message, mark))

    def _body(self) -> list[Block]:
        tags = (P, TR, TBL, ALTERNATE, *_IMPORTED)
        stream = self._archive.stream(self._main.membername, tags)
        if stream.root.startswith(STRICT_NAMESPACE):
            raise ReadError(STRICT)
        if stream.root != _DOCUMENT:
            raise ReadError(NO_DOCUMENT)
        blocks: list[Block] = []
        table: TableBuilder | None = None
        self._progress.nests = False
        inside = 0  # what is open around the event: paragraphs and rows are read whole
        for event, element in stream:
            if event == "end" and inside > 1:
                inside -= 1
                continue
            tag = element.tag
            if tag in _IMPORTED:
                raise ReadError(
                    "takes in another file that only Word can open: "
                    "open it in Word and save it again"
                )
            if tag == TBL and not inside:
                if event == "start":
                    blocks += self._flush()
                    table = TableBuilder(self._progress, self)
                elif table is not None:
                    blocks += table.finish()
                    table = None
                    stream.release(element)
            elif event == "start":
                inside += 1
                self._progress.nests |= tag == TBL
            else:
                inside = 0
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
        self._progress.nests = True
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
        builder = TableBuilder(self._progress, self)
        for row in parts(element, {TR}):
            builder.add(row)
        return builder.finish()

    def _paragraph(self, element: etree._Element) -> list[Block]:
        progress = self._progress
        inline = progress.inline.read(element)
        text = self._carried + inline.text
        position = self._carried_position or Position(number=progress.next_paragraph())
        if not text.strip():
            progress.page_pending |= inline.page_first
        elif self._carried_position is None:
            starts_page = progress.takes_page(inline.page_first)
            position = replace(position, starts_page=starts_page)
        blocks: list[Block] = []
        if inline.joins_next:
            self._carried, self._carried_position = text, position if text.strip() else None
        else:
            self._carried, self._carried_position = "", None
            label, gap = progress.label(inline)
            progress.tally.line(label + text)
            if text.strip():
                blocks.append(Paragraph(label + gap + text, position))
        progress.page_pending |= inline.page_after
        if inline.hidden:
            progress.note_hidden("paragraph", " ".join(inline.hidden), position)
        if inline.left_out is not None:
            progress.pictures += inline.left_out.unread
            inline.left_out.unread = []
            progress.notes += inline.left_out.notes("paragraph", position)
        if inline.changed:
            before = progress.inline.text_before(element)
            if before.strip() or inline.text.strip():
                progress.note_change("paragraph", before, inline.text, position)
        for box in inline.boxes:
            blocks += self.blocks(box)
        return blocks

    def _flush(self) -> list[Block]:
        """The carried text as a paragraph of its own, where no paragraph follows to take it."""
        text, position = self._carried, self._carried_position
        self._carried, self._carried_position = "", None
        return [Paragraph(text, position)] if position is not None else []
