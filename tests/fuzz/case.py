"""One case of the fuzzing: a mutated document, made from a source of chance alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.fuzz import mutate, seeds
from tests.fuzz.seeds import Block


@dataclass(frozen=True, slots=True)
class Case:
    """A file, its format, how it was mutated, and what it prints where that is known."""

    data: bytes
    format: str
    mutation: str
    printed: list[Block] | None


@cache
def _seeds() -> dict[str, list[bytes]]:
    return seeds.seeds()


def make(chance: Random) -> Case:
    """The case that these choices make."""
    name = chance.choice(sorted(seeds.FORMATS))
    if chance.random() < 0.5:
        blocks = mutate.mutate_cells(chance.choice(seeds.CATALOGS), chance)
        data = seeds.FORMATS[name](blocks or ["x"])
        # a PDF prints what its font has, and leaves out what looks like a page number
        return Case(data, name, "cells", None if name == "pdf" else blocks)
    mutation = chance.choice(mutate.OF_BYTES[name])
    data = mutation(chance.choice(_seeds()[name]), chance)
    return Case(data, name, mutation.__name__.removeprefix("mutate_"), None)
