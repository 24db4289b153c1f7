"""What has not changed is carried over from the published file, and is what a new build gives."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples.warehouse_samples import RUN, Sample, ingredients, sample, staged
from tests.warehouse.test_build import contents
from warehouse import pieces
from warehouse.build import BuildSummary, build
from warehouse.places import stages_folder
from warehouse.publish import publish
from warehouse.stage import Stage

pytestmark = pytest.mark.slow

NAMES = ("aa", "bb", "cc", "dd", "ee")


def document(name: str, year: int, *more: str) -> Sample:
    return sample(f"{name}-{year}", ["电工", name, *more], series=name, year=year)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Stage]]:
    """A published file of five documents, of which two are editions of one series."""
    database = tmp_path_factory.mktemp("carried") / "c.duckdb"
    made = [document(name, 2023) for name in NAMES] + [document("aa", 2024)]
    stages = {each.document_id: staged(database, each) for each in made}
    publish(build(database, ingredients(list(stages.values()))).file, database)
    return database, stages


def next_build(database: Path, stages: dict[str, Stage]) -> BuildSummary:
    return build(
        database,
        ingredients(list(stages.values()), previous=database, run=RUN | {"run_id": "run-2"}),
    )


def same_but_for_runs(one: Path, other: Path) -> bool:
    found, wanted = contents(one), contents(other)
    of_runs = {"audit.run", "audit.run_change"}
    return all(found[name] == rows for name, rows in wanted.items() if name not in of_runs)


@settings(max_examples=5, deadline=None)
@given(
    changed=st.sets(st.sampled_from(NAMES)),
    gone=st.sets(st.sampled_from(NAMES[1:])),
    room=st.sampled_from([1, 17, 90, 1000]),
)
def test_what_is_carried_over_is_what_a_new_build_gives(
    house: tuple[Path, dict[str, Stage]], changed: set[str], gone: set[str], room: int
) -> None:
    database, stages = house
    now = {name: stage for name, stage in stages.items() if name.partition("-")[0] not in gone}
    now["bc-2023"] = staged(database, document("bc", 2023))
    for name in changed - gone:
        again = document(name, 2023, "车工")
        now[again.document_id] = staged(database, again, "1" * 32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "ROOM_ROWS", room)
        built = next_build(database, now)
        anew = build(database, ingredients(list(now.values())))
    try:
        assert built.carried == {each for each in now if now[each] == stages.get(each)}
        assert anew.carried == frozenset()
        assert same_but_for_runs(built.file, anew.file)
        assert built.findings == anew.findings
    finally:
        built.file.unlink()
        anew.file.unlink()


def test_a_published_file_that_was_changed_gives_no_row(
    house: tuple[Path, dict[str, Stage]], tmp_path: Path
) -> None:
    shutil.copytree(house[0].parent, tmp_path, dirs_exist_ok=True)
    database = tmp_path / "c.duckdb"
    stages = {
        name: replace(stage, folder=stages_folder(database) / stage.folder.name)
        for name, stage in house[1].items()
    }
    assert next_build(database, stages).carried == frozenset(stages)
    with duckdb.connect(database) as connection:
        connection.execute("UPDATE main.catalog_entry SET name = '木工' WHERE name = '电工'")
    built = next_build(database, stages)
    assert built.carried == frozenset()
    assert same_but_for_runs(built.file, build(database, ingredients(list(stages.values()))).file)


def test_a_program_that_builds_otherwise_carries_nothing(
    house: tuple[Path, dict[str, Stage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.publish.building_digest", lambda: "f" * 64)
    built = next_build(*house)
    assert built.carried == frozenset()
    built.file.unlink()


def test_a_damaged_foundation_is_made_anew(
    house: tuple[Path, dict[str, Stage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, stages = house
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    build(database, ingredients(list(stages.values()))).file.unlink()
    (kept,) = stages_folder(database).glob("tables-*.duckdb")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    build(database, ingredients(list(stages.values()))).file.unlink()
    assert kept.read_bytes() == whole
