"""A short run of the fuzzing on every test run, and a check that its laws can break."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import case, catalog, law, mutate, seeds, setting, truth
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


@settings(QUICK, max_examples=150, derandomize=True)
@given(st.integers(0, 2**32))
def test_no_value_is_loaded_that_the_print_contradicts_untold(seed: int) -> None:
    made = truth.make(Random(seed))
    assert truth.check(made)[1] == []


@pytest.mark.parametrize("name", setting.FORMATS)
def test_a_value_that_differs_from_the_print_breaks_the_law_of_print(name: str) -> None:
    chance = Random(1)
    sheet = catalog.make(chance)
    data = setting.FORMATS[name][0](sheet, chance)
    row = sheet.entries()[0]
    assert row.truth is not None
    row.truth.fields["name"] = "别的"
    [broken] = truth.check(truth.PrintCase(sheet, name, data))[1]
    assert "printed '别的'" in broken
