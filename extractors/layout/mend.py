"""What a format or a layout takes apart, put together again: once, for all that look at a document.

The order matters, as each step sees what the one before has mended:

1. Lines glued to a cell go first: a title below a table may be a header's, or end the table.
   What a capture prints a cell a line becomes rows then, for all that comes after.
2. Header cells are merged next, as a header over two rows is one only then: what comes after
   compares headers, and cells that a header of two rows covers.
3. Tables are joined over their pages, so that their rows have one numbering.
4. Rows side by side are parted: they run down page by page, over the whole of a table.
5. Blanks are merged with the cells above them last, as it takes single rows to see a block.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Block, Document, Table, block_position
from extractors.layout.glued_lines import part_glued_lines
from extractors.layout.header_cells import merge_header_cells
from extractors.layout.header_rows import looks_like_header
from extractors.layout.lost_merges import merge_blank_cells
from extractors.layout.pages import join_over_pages
from extractors.layout.side_by_side import part_rows_side_by_side
from extractors.layout.stacked_rates import stack_rates


def mend(document: Document) -> Document:
    """The document as its reader gave it, with whole tables of whole headers and single rows.

    Each of its files is mended alone, as none goes on in the next; tables are numbered over all.
    """
    if len(document.parts) < 2:
        return _mended(document)
    blocks: list[Block] = []
    tables = 0
    for number, part in enumerate(document.parts, 1):
        own = [block for block in document.blocks if block_position(block).part_no == number]
        alone = replace(document, blocks=tuple(own), media_type=part.media_type)
        for block in _mended(alone).blocks:
            blocks.append(_numbered_from(block, tables) if isinstance(block, Table) else block)
        tables = sum(isinstance(block, Table) for block in blocks)
    return replace(document, blocks=tuple(blocks))


def _mended(document: Document) -> Document:
    whole = merge_header_cells(stack_rates(part_glued_lines(document)))
    single = part_rows_side_by_side(join_over_pages(whole, looks_like_header))
    return merge_blank_cells(single)


def _numbered_from(table: Table, before: int) -> Table:
    """The table with its number moved by those of the parts before."""
    return Table(
        tuple(
            replace(
                row,
                position=replace(row.position, table_no=(row.position.table_no or 0) + before),
            )
            for row in table.rows
        )
    )
