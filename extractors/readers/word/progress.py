"""How far a Word document is read: what its paragraphs, tables, boxes and notes share."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.document import Position, ReaderNote
from extractors.readers.left_out import LeftOut
from extractors.readers.limits import Tally
from extractors.readers.word.numbering import Numbering
from extractors.readers.word.styles import Styles
from extractors.readers.word.text import Inline, InlineReader


@dataclass(slots=True)
class Progress:
    """What is counted and noted in the document's order, and what reads a paragraph."""

    tally: Tally
    styles: Styles
    inline: InlineReader
    numbering: Numbering
    notes: list[ReaderNote] = field(default_factory=list)
    page_pending: bool = False
    nests: bool = True
    """Whether a table may stand in a row or paragraph: the body is known to, once one does."""
    pictures: list[str] = field(default_factory=list)
    """What is seen outside tables and is no text."""
    _tables: int = 0
    _paragraphs: int = 0

    def label(self, inline: Inline) -> tuple[str, str]:
        """The paragraph's list number and the gap after it; counts it, so ask once, in order."""
        if inline.numbered is None:
            return "", ""
        label, gap = self.numbering.next_number(*inline.numbered, inline.style_id)
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

    def next_paragraph(self) -> int:
        """The number of a paragraph that begins now."""
        self._paragraphs += 1
        return self._paragraphs

    def takes_page(self, starts_itself: bool) -> bool:
        """Whether the block read now is the first of a page; asked once for each block kept."""
        starts = self.page_pending or starts_itself
        self.page_pending = False
        return starts

    def note_hidden(self, what: str, printed: str, position: Position) -> None:
        """Record hidden text that was left out of a paragraph or row."""
        message = f"hidden text of a {what} was left out"
        self.notes.append(ReaderNote("hidden_left_out", message, printed, None, position))

    def note_pictures(self) -> None:
        """Record what was seen outside tables and is no text: once, for seals are among it."""
        if self.pictures:
            count = len(self.pictures)
            message = f"pictures or objects stand outside tables ({count}); they were not read"
            printed = "、".join(dict.fromkeys(self.pictures))
            self.notes.append(ReaderNote("picture_unread", message, printed))

    def note_change(
        self, what: str, before: str | None, after: str | None, position: Position
    ) -> None:
        """Record a paragraph or row with tracked changes: ``before`` them and ``after``."""
        message = f"tracked changes of a {what} were read as accepted"
        self.notes.append(ReaderNote("change_accepted", message, before, after, position))
