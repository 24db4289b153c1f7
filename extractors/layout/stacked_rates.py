"""Tables of rates that a text capture prints a cell a line: 类别, 初级工, 中级工; A类, 1000, 1500.

Lists of occupations are read from such lines by what their columns take; a rate table has neither
serials nor codes to go by, but its header counts the lines of each row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.document import TEXT_CAPTURE, Block, Cell, Document, Paragraph, Row, Table
from extractors.words.amounts import parse_amount
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.headings import field_of_heading, levels_of_heading

_FEWEST_LEVELS = 2


def stack_rates(document: Document) -> Document:
    """A text capture with the lines of each such table as its rows."""
    if document.media_type != TEXT_CAPTURE:
        return document
    blocks: list[Block] = []
    index = 0
    while index < len(document.blocks):
        rows = _rows(document.blocks[index:]) if _is_label(document.blocks[index]) else []
        blocks.append(Table(tuple(map(_row, rows))) if rows else document.blocks[index])
        index += sum(map(len, rows)) or 1
    return replace(document, blocks=tuple(blocks))


def _is_label(block: Block) -> bool:
    return isinstance(block, Paragraph) and field_of_heading(block.text) in (
        "subsidy_class",
        "certificate",
        "label",
    )


def _rows(blocks: Sequence[Block]) -> list[list[Paragraph]]:
    """The header of the table that begins here and its rows, each line by line; or nothing."""
    lines: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        lines.append(block)
    levels = next(
        (n for n, line in enumerate(lines[1:]) if levels_of_heading(line.text) is None), 0
    )
    width = levels + 1
    rows = [lines[:width]]
    for start in range(width, len(lines) - levels, width):
        label, *amounts = lines[start : start + width]
        named = parse_class(label.text) or parse_certificate(label.text)
        if not named or not all(parse_amount(line.text) for line in amounts):
            break
        rows.append([label, *amounts])
    return rows if levels >= _FEWEST_LEVELS and len(rows) > 1 else []


def _row(lines: Sequence[Paragraph]) -> Row:
    end = lines[-1].position.line_end
    return Row(tuple(Cell(line.text) for line in lines), replace(lines[0].position, line_end=end))
