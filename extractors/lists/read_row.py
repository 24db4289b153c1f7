"""One printed row of a list, as read: its cells, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.lists.fill_down import Filled, FilledCell
from extractors.words.headings import ROW_AMOUNTS, Field


@dataclass(slots=True)
class ReadRow:
    """One printed row of a list.

    ``lines`` are the flat lines it stands on and ``tail`` those after a page end (none of them in
    ``lines``); ``cells`` and ``tail_cells`` what they print; ``filled`` its cells by column, those
    merged with cells above filled, and ``kept`` further texts of its own, by heading. ``corrected``
    is what reviewed corrections say that fields mean; ``spread`` the texts of cells that stand
    under headings of several fields, with these headings; ``beyond`` what stands under no heading,
    where most rows print nothing; ``reasons`` why it cannot be loaded. ``section`` is the title it
    stands under. ``wrapped`` are the cells that run over lines, made whole; ``over_lines`` and
    ``rejoined`` tell that the row itself runs over lines, and over a page end, ``cut_short`` that
    the file ends before its last cells.
    """

    lines: tuple[int, ...]
    tail: tuple[int, ...]
    cells: list[str]
    tail_cells: list[str]
    filled: Filled = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    corrected: dict[Field, str] = field(default_factory=dict)
    spread: list[tuple[str, str]] = field(default_factory=list)
    beyond: str | None = None
    reasons: list[str] = field(default_factory=list)
    section: str | None = None
    wrapped: list[str] = field(default_factory=list)
    over_lines: bool = False
    rejoined: bool = False
    cut_short: bool = False

    def text(self, name: Field) -> str:
        """The text of a field's cell."""
        cell = self.filled.get(name)
        return cell.text if cell else ""

    def own_text(self, name: Field) -> str:
        """The text that the row itself prints in a field's cell."""
        cell = self.filled.get(name)
        return cell.text if cell and not cell.is_from_above else ""

    def meaning(self, name: Field) -> str:
        """What the cell of a field says: its text, the one above it stands for, or a correction."""
        cell = self.filled.get(name)
        return self.corrected.get(name, cell.meaning if cell else "")

    @property
    def amounts(self) -> list[FilledCell]:
        """The cells of amounts: those of a field first, then those of a level each."""
        own = [self.filled[name] for name in ROW_AMOUNTS if name in self.filled]
        return own + [cell for cell in self.filled.values() if cell.columns[0].role == "spread"]

    @property
    def other(self) -> dict[str, str]:
        """The texts of columns without a field, by heading, and those kept beside."""
        texts: dict[str, str] = {}
        for cell in self.filled.values():
            if cell.text and cell.columns[0].is_free:
                texts[cell.heading] = f"{texts.get(cell.heading, '')} {cell.text}".strip()
        return texts | self.kept

    def from_above(self) -> list[FilledCell]:
        """The cells whose text stands in a cell above: of fields first, of amounts last."""
        cells = [cell for cell in self.filled.values() if cell.is_from_above]
        return sorted(cells, key=lambda cell: (not cell.columns[0].own, cell.columns[0].is_amount))
