"""Lines of a text capture that its reader could only take for the end of a table's last cell.

Where no blank line parts a table from what stands below it, a title, a note or a signature looks
like one more line of the row's last cell. What the line says, and what follows, tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import TEXT_CAPTURE, Block, Cell, Document, Paragraph, Position, Row, Table
from extractors.layout.header_rows import looks_like_header
from extractors.lines import LineKind
from extractors.words.titles import is_list_title

_BELOW_TABLES: tuple[LineKind, ...] = (
    "note",
    "legend",
    "continued",
    "signature",
    "web_furniture",
)


def part_glued_lines(document: Document) -> Document:
    """A text capture with such lines as paragraphs of their own, and their table parted there."""
    if document.media_type != TEXT_CAPTURE:
        return document
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += _parted(block.rows) if isinstance(block, Table) else [block]
    return replace(document, blocks=tuple(blocks))


def _parted(rows: Sequence[Row]) -> Iterator[Block]:
    part: list[Row] = []
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        end = row.position.line_end
        texts = row.cells[-1].text.split("\n")
        own = len(texts) if end is None else _own_lines(texts, below)
        if end is None or own == len(texts):
            part.append(row)
            continue
        first = end - len(texts) + own + 1
        cells = (*row.cells[:-1], Cell("\n".join(texts[:own])))
        yield _table(
            [*part, replace(row, cells=cells, position=replace(row.position, line_end=first - 1))]
        )
        for number, text in enumerate(texts[own:], start=first):
            yield Paragraph(
                text, Position(line_start=number, line_end=number, part=row.position.part)
            )
        part = []
    if part:
        yield _table(part)


def _table(rows: Sequence[Row]) -> Table:
    """The rows as a table of their own, numbered from 1."""
    return Table(
        tuple(
            row
            if row.position.table_row == number
            else replace(row, position=replace(row.position, table_row=number))
            for number, row in enumerate(rows, start=1)
        )
    )


def _own_lines(texts: Sequence[str], below: Row | None) -> int:
    """How many lines of a row's last cell are the cell's own; ``below`` is the row that follows."""
    closes = below is None or looks_like_header(below)
    for place, text in enumerate(texts[1:], start=1):
        line = Paragraph(text, Position())
        closing = text.strip().endswith("。") or line.is_any(*_BELOW_TABLES)
        if line.is_any("part", "withdrawn") or (closes and closing):
            return place
    if below is not None and closes:
        for place in range(len(texts) - 1, 0, -1):
            if is_list_title("".join(texts[place:])):
                return place
    return len(texts)
