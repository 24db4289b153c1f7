"""The whole document as one text without white space, each place of it led back to its row."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterator, Sequence

from extractors.extraction import SourceRow
from extractors.words.text import squeeze
from schemas.vocabulary import RowRole


class PrintedText:
    """The cells of all rows in order; what stands over several rows is found all the same."""

    def __init__(self, rows: Sequence[SourceRow], furniture: Collection[int]) -> None:
        """Take the rows; ``furniture`` are the numbers of those that stand between sentences."""
        self.rows = [row for row in rows if row.row_no not in furniture]
        self._by_number = {row.row_no: row for row in self.rows}
        self._starts: list[int] = []
        parts: list[str] = []
        length = 0
        for row in self.rows:
            self._starts.append(length)
            parts.append(squeeze("".join(row.cells)))
            length += len(parts[-1])
        self.text = "".join(parts)

    def row_at(self, offset: int) -> SourceRow:
        """The row that a place of the text stands in."""
        return self.rows[bisect.bisect_right(self._starts, offset) - 1]

    def row(self, row_no: int) -> SourceRow:
        """The row of a number."""
        return self._by_number[row_no]

    def passages(self, roles: Collection[RowRole]) -> Iterator[tuple[int, int]]:
        """Where the rows of these roles stand in the text: first place and end of each run."""
        start: int | None = None
        for place, row in zip(self._starts, self.rows, strict=True):
            if row.role in roles:
                start = place if start is None else start
            elif start is not None:
                yield start, place
                start = None
        if start is not None:
            yield start, len(self.text)

    def find(self, words: str, below: str | None = None) -> tuple[int, int] | None:
        """The first and last row of the first place with these words, or None.

        With ``below``, only what stands below a heading that begins with it counts.
        """
        start = 0 if below is None else self._below(squeeze(below))
        wanted = squeeze(words)
        found = -1 if start is None else self.text.find(wanted, start)
        if found < 0 or not wanted:
            return None
        return self.row_at(found).row_no, self.row_at(found + len(wanted) - 1).row_no

    def _below(self, heading: str) -> int | None:
        for start, row in zip(self._starts, self.rows, strict=True):
            if row.role == "heading" and squeeze("".join(row.cells)).startswith(heading):
                return start
        return None
