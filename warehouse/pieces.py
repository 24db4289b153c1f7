"""In which pieces a file is filled, so that rows stand in the order of documents.

What is new is worked out a room full at a time; what is as it was published comes from that file,
in long stretches where nothing between is new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.stage import Stage

ROOM_ROWS = 20_000
"""How many printed rows the room takes, a larger document alone."""

_ROWS_A_DOCUMENT = 40
"""So many rows take the memory that the files of a stage take while they are read."""

_CARRIED_ROOMS = 5
"""How many rooms full are carried over at a time: what is not yet committed is held."""


@dataclass(slots=True)
class Piece:
    """Documents that follow each other: those worked out anew, and those carried over."""

    new: list[Stage] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    rows: int = 0

    def add(self, stage: Stage, is_carried: bool) -> None:
        """One document more."""
        if is_carried:
            self.carried.append(stage.document_id)
        else:
            self.new.append(stage)
        self.rows += _weight(stage)


def pieces(stages: Sequence[Stage], carried: Collection[str]) -> Iterator[Piece]:
    """The documents of stages in order, in pieces that the room takes.

    A piece of nothing but carried documents is at most about five rooms full.
    """
    piece, run = Piece(), Piece()
    for stage in sorted(stages, key=lambda each: each.document_id):
        if stage.document_id in carried:
            run.add(stage, is_carried=True)
            if run.rows >= _CARRIED_ROOMS * ROOM_ROWS:
                if piece.new:
                    yield piece
                    piece = Piece()
                yield run
                run = Piece()
            continue
        if piece.new and piece.rows + run.rows + _weight(stage) > ROOM_ROWS:
            yield piece
            piece = Piece()
        if run.rows > ROOM_ROWS // 2:
            if piece.new:
                yield piece
                piece = Piece()
            yield run
        else:
            piece.carried += run.carried
            piece.rows += run.rows
        run = Piece()
        piece.add(stage, is_carried=False)
    if piece.new:
        yield piece
    if run.carried:
        yield run


def _weight(stage: Stage) -> int:
    return stage.counts.rows_printed + _ROWS_A_DOCUMENT


def in_batches(pairs: Mapping[str, Sequence[object]], size: int) -> Iterator[list[str]]:
    """The keys, in their order, so many at a time that they lead to about ``size`` values."""
    batch: list[str] = []
    values = 0
    for key, led_to in pairs.items():
        batch.append(key)
        values += len(led_to)
        if values >= size:
            yield batch
            batch, values = [], 0
    if batch:
        yield batch
