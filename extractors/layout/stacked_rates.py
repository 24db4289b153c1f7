"""Tables of rates that a text capture prints a cell a line: 类别, 初级工, 中级工; A类, 1000, 1500.

Lists of occupations are read from such lines by what their columns take; a rate table has neither
serials nor codes to go by, but its header counts the lines of each row.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
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
        rows = _rows(document.blocks, index) if _is_label(document.blocks[index]) else []
        blocks.append(Table(tuple(map(_row, rows))) if rows else document.blocks[index])
        index += sum(map(len, rows)) or 1
    return replace(document, blocks=tuple(blocks))


def _is_label(block: Block) -> bool:
    return isinstance(block, Paragraph) and field_of_heading(block.text) in (
        "subsidy_class",
        "certificate",
        "label",
    )


def _rows(blocks: Sequence[Block], first: int) -> list[list[Paragraph]]:
    """The header of the table that begins there and its rows, each line by line; or nothing."""
    lines = _lines(blocks, first)
    header = [next(lines)]
    below: list[Paragraph] = []
    for line in lines:
        if levels_of_heading(line.text) is None:
            below = [line]
            break
        header.append(line)
    if len(header) <= _FEWEST_LEVELS:
        return []
    rows = [header]
    body = itertools.chain(below, lines)
    while len(row := list(itertools.islice(body, len(header)))) == len(header):
        label, *amounts = row
        named = parse_class(label.text) or parse_certificate(label.text)
        if not named or not all(parse_amount(line.text) for line in amounts):
            break
        rows.append(row)
    return rows if len(rows) > 1 else []


def _lines(blocks: Sequence[Block], first: int) -> Iterator[Paragraph]:
    """The lines from there on as far as the next table, one after the other."""
    for index in range(first, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            return
        yield block


def _row(lines: Sequence[Paragraph]) -> Row:
    end = lines[-1].position.line_end
    position = replace(lines[0].position, line_end=end)
    return Row(tuple(Cell(line.text) for line in lines), position, may_part_figures=True)
