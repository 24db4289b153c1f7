"""What a format or a layout takes apart, put together again: once, for all that look at a document.

The order matters, as each step sees what the one before has mended:

1. Lines glued to a cell go first: a title below a table may be a header's, or end the table.
2. Header cells are merged next, as a header over two rows is one only then: what comes after
   compares headers, and cells that a header of two rows covers.
3. Tables are joined over their pages, so that their rows have one numbering.
4. Rows side by side are parted: they run down page by page, over the whole of a table.
5. Blanks are merged with the cells above them last, as it takes single rows to see a block.
"""

from __future__ import annotations

from extractors.document import Document
from extractors.layout.glued_lines import part_glued_lines
from extractors.layout.header_cells import merge_header_cells
from extractors.layout.header_rows import looks_like_header
from extractors.layout.lost_merges import merge_blank_cells
from extractors.layout.pages import join_over_pages
from extractors.layout.side_by_side import part_rows_side_by_side


def mend(document: Document) -> Document:
    """The document as its reader gave it, with whole tables of whole headers and single rows."""
    whole = merge_header_cells(part_glued_lines(document))
    single = part_rows_side_by_side(join_over_pages(whole, looks_like_header))
    return merge_blank_cells(single)
