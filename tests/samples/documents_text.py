"""Lays out rows anew as a text capture shows them: wrapped, cut by page ends, headers repeated."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """How often (0 to 1) cells wrap, rows are cut by a page end, headers are repeated.

    ``serials_wrap`` lets even serial numbers run over a line, which no publisher does.
    """

    wrap: float
    cut: float
    header: float
    serials_wrap: bool = True


def undelimited(
    header: str, rows: Sequence[Sequence[str]], layout: Layout, chance: random.Random
) -> str:
    """Rows as lines of words, cell after cell; a page begins with a space and maybe the header."""
    lines = [header, ""]
    for row in rows:
        head, tail = _halves(row, chance) if chance.random() < layout.cut else (list(row), [])
        lines += _wrapped(head, layout, chance)
        if tail:
            if chance.random() < layout.header:
                lines += [f" {header}", ""]
                lines += _wrapped(tail, layout, chance)
            else:
                first, *rest = _wrapped(tail, layout, chance)
                lines += [f" {first}", *rest]
    return "\n".join(lines)


def _halves(row: Sequence[str], chance: random.Random) -> tuple[list[str], list[str]]:
    """The parts of each cell above and below a page end; the serial stays above."""
    head, tail = [row[0]], []
    for cell in row[1:]:
        place = chance.choice([len(cell), len(cell), chance.randint(1, len(cell))])
        head.append(cell[:place])
        tail.append(cell[place:])
    return head, [part for part in tail if part]


def _wrapped(cells: Sequence[str], layout: Layout, chance: random.Random) -> list[str]:
    lines: list[str] = [""]
    for place, cell in enumerate(cells):
        pieces = [cell]
        while (
            (place > 0 or layout.serials_wrap)
            and chance.random() < layout.wrap
            and len(pieces[-1]) > 1
        ):
            cut = chance.randint(1, len(pieces[-1]) - 1)
            pieces[-1:] = [pieces[-1][:cut], pieces[-1][cut:]]
        if len(pieces) == 1:
            lines[-1] = f"{lines[-1]} {cell}".strip()
        else:
            lines += [*pieces, ""]
    return [line for each in lines if each.strip() for line in (each.strip(), "")]


def stacked(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Word table saved as text: a tab opens a cell, a blank line ends a row."""
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def in_line(rows: Sequence[Sequence[str]]) -> str:
    """One row a line, tabs between the cells."""
    return "\n".join("\t".join(row) for row in rows)
