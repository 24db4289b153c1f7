"""A short run of the fuzzing on every test run, and a check that its laws can break."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import case, law, mutate, seeds
from tests.fuzz.law import LawBrokenError, Outcome

QUICK = settings(max_examples=30, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", seeds.FORMATS)
@pytest.mark.parametrize("blocks", seeds.CATALOGS, ids=["classes", "amounts", "sections"])
def test_the_small_catalogs_are_extracted_from_every_format(
    blocks: list[seeds.Block], name: str
) -> None:
    printed = None if name == "pdf" else blocks
    data = seeds.FORMATS[name](blocks)
    assert law.check(data, "fuzz", printed).outcome is Outcome.EXTRACTED


def test_a_text_that_is_not_read_breaks_the_law() -> None:
    with pytest.raises(LawBrokenError, match="reader lost"):
        law.check(seeds.as_text(seeds.CATALOG[:-1]), "fuzz", seeds.CATALOG)


@QUICK
@given(st.randoms(use_true_random=False))
def test_any_mutated_file_is_refused_or_read_whole(chance: Random) -> None:
    made = case.make(chance)
    law.check(made.data, "fuzz", made.printed)


@QUICK
@given(st.randoms(use_true_random=False), st.sampled_from(["text", "word", "sheet", "web"]))
def test_every_format_gives_what_the_same_cells_print(chance: Random, name: str) -> None:
    blocks = mutate.mutate_cells(chance.choice(seeds.CATALOGS), chance) or ["x"]
    law.check(seeds.FORMATS[name](blocks), "fuzz", blocks)
