"""The flat lines of a document: its paragraphs and table rows, one after the other."""

from __future__ import annotations

from extractors.document import Paragraph, Row

Line = Paragraph | Row


def line_text(line: Line) -> str:
    """The text of a paragraph, or of a row with its cells set apart by a space."""
    if isinstance(line, Paragraph):
        return line.text
    return " ".join(text for text in line.texts if text.strip())


def is_lone_text(line: Line) -> bool:
    """Whether the line is a paragraph, or a row that holds a single text over its whole width."""
    if isinstance(line, Paragraph):
        return True
    filled = [cell for cell in line.cells if cell.text.strip()]
    return len(filled) == 1 and not any(cell.merged_above for cell in line.cells)
