"""Which lines of a text capture are one paragraph: a capture keeps the line ends of the paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractors.extraction import SourceRow
from extractors.words.signs import CLOSING, COMMAS, OPENING, OPENING_PUNCTUATION
from extractors.words.text import squeeze
from extractors.words.titles import ITEM, NOTE, SENTENCE_END, begins_part

_ALONE = ("title", "heading", "form")
_PROSE = ("text", "note", "rate")
_LONG_ENOUGH = 18
"""Characters of a line that ran to the margin of the paper; a heading or signature is shorter."""


def join_lines_to_paragraphs(
    rows: Sequence[SourceRow], captured: Collection[int], furniture: Collection[int]
) -> None:
    """Give every row outside tables the number of the row in which its paragraph begins.

    Only a text capture cuts paragraphs to lines: ``captured`` are the parts that are one, and no
    paragraph goes on from one part to the next. ``furniture`` are the numbers of rows that are
    page numbers and repeated titles: a paragraph goes on behind them.
    """
    before: SourceRow | None = None
    for row in rows:
        if row.table_no is not None or row.role not in (*_ALONE, *_PROSE):
            before = None
            continue
        row.paragraph_no = row.row_no
        if row.row_no in furniture:
            continue
        if before is not None and before.part == row.part in captured and _goes_on(before, row):
            row.paragraph_no = before.paragraph_no
        before = row


def _opened(text: str) -> int:
    """How many brackets of a line are not closed in it."""
    return sum((sign in OPENING) - (sign in CLOSING) for sign in text)


def _goes_on(before: SourceRow, row: SourceRow) -> bool:
    """Whether a line is the rest of the line before: that one ran to the margin, mid-sentence."""
    if before.role not in _PROSE or row.role not in _PROSE:
        return False
    text, following = squeeze("".join(before.cells)), squeeze("".join(row.cells))
    if not text or not following:
        return False
    if _opened(text) > 0:
        return True
    if text[-1] in SENTENCE_END:
        return False
    if begins_part(following) or ITEM.match(following) or NOTE.match(following):
        return False
    is_open = text[-1] in COMMAS or text[-1] in OPENING_PUNCTUATION
    return is_open or len(text) >= _LONG_ENOUGH
