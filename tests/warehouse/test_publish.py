"""Publishing: one at a time, in one step, and whatever happens the published file stays whole."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NoReturn

import duckdb
import pytest

from schemas.errors import WarehouseError
from tests.samples.warehouse_samples import RUN, built, ingredients, sample, staged
from warehouse.build import build
from warehouse.places import (
    previous_database,
    stages_folder,
    temporary_database,
    write_ahead_log,
)
from warehouse.publish import locked, publish
from warehouse.reading import connect, fetch
from warehouse.stage import clean_stages

pytestmark = pytest.mark.slow

# a fork of a process that runs threads may hang or fail; one of a process that runs none does not,
# and finds everything imported
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.samples.preloaded"])


BUILT = "built.duckdb"
PATIENCE_SECONDS = 600


def silent(_: str) -> None:
    return None


def names_in(database: Path) -> list[str]:
    with connect(database) as connection:
        rows = fetch(connection, "SELECT name FROM catalog_entry ORDER BY entry_id").rows
        return [name for (name,) in rows]


def run(database: Path, name: str = "电工") -> None:
    """Stage, build and publish one document, as a run does."""
    with locked(database, PATIENCE_SECONDS, silent):
        clean_stages(stages_folder(database))
        stage = staged(database, sample(names=[name]), key=name.encode().hex()[:32])
        previous = database if database.exists() else None
        summary = build(
            database,
            ingredients(
                [stage],
                previous=previous,
                run=RUN | {"run_id": f"{name}-{os.getpid()}-{time.time_ns()}"},
            ),
        )
        publish(summary.file, database)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published file, for tests to copy."""
    folder = tmp_path_factory.mktemp("published")
    run(folder / "c.duckdb")
    return folder


@pytest.fixture(scope="module")
def prepared_twice(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file published after another, and one built beside it."""
    folder = tmp_path_factory.mktemp("twice")
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    run(folder / "c.duckdb", "焊工")
    built(folder / "c.duckdb", sample(names=["车工"])).file.rename(folder / BUILT)
    return folder


@pytest.fixture
def published(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return tmp_path / "c.duckdb"


@pytest.fixture
def published_twice(prepared_twice: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared_twice, tmp_path, dirs_exist_ok=True)
    return tmp_path / "c.duckdb"


def left_beside(database: Path) -> set[str]:
    expected = {database.name, f"{database.name}.lock", f"{database.name}.stages"}
    return {path.name for path in database.parent.iterdir()} - expected


def test_the_file_before_is_kept(published: Path) -> None:
    assert left_beside(published) == set()
    run(published, "焊工")
    assert names_in(published) == ["焊工"]
    assert names_in(previous_database(published)) == ["电工"]
    run(published, "车工")
    assert names_in(previous_database(published)) == ["焊工"]
    assert left_beside(published) == {"c.previous.duckdb"}


def test_a_reader_keeps_the_file_it_opened(published: Path) -> None:
    with connect(published) as connection:
        run_elsewhere = FORKED.Process(target=run, args=(published, "焊工"))
        run_elsewhere.start()
        run_elsewhere.join(PATIENCE_SECONDS)
        assert run_elsewhere.exitcode == 0
        assert fetch(connection, "SELECT name FROM catalog_entry").rows == [("电工",)]
    assert names_in(published) == ["焊工"]


def test_unfinished_changes_stop_a_run_before_it_starts(published: Path) -> None:
    log = write_ahead_log(published)
    log.write_bytes(b"changes")
    with pytest.raises(WarehouseError, match=r"c\.duckdb\.wal holds changes .* run again"):
        run(published, "焊工")
    log.unlink()
    assert names_in(published) == ["电工"]


def test_unfinished_changes_stop_publishing(published: Path) -> None:
    summary = built(published, sample())
    write_ahead_log(published).write_bytes(b"changes")
    with pytest.raises(WarehouseError, match="holds changes"):
        publish(summary.file, published)
    assert not summary.file.exists()


def test_only_own_leftovers_are_cleaned(tmp_path: Path) -> None:
    ours, other = tmp_path / "c.duckdb", tmp_path / "c.duckdb-2"
    left = temporary_database(ours)
    left.touch()
    write_ahead_log(left).touch()
    Path(f"{left}.tmp").mkdir()
    (Path(f"{left}.tmp") / "spilled").touch()
    kept = [temporary_database(other), tmp_path / ".tmp-c.duckdb-notes.duckdb"]
    for path in kept:
        path.touch()
    with locked(ours, 0, silent):
        assert left_beside(ours) - {"c.duckdb.lock.json"} == {path.name for path in kept}


def test_what_cannot_be_cleaned_is_in_nobodys_way(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = temporary_database(published)
    left.symlink_to(published.parent, target_is_directory=True)
    stuck = temporary_database(published)
    stuck.mkdir()
    (stages_folder(published) / ".tmp-stuck").mkdir()

    real = shutil.rmtree

    def refuse(path: Path, ignore_errors: bool = False) -> None:
        if path in {stuck, stages_folder(published) / ".tmp-stuck"}:
            raise OSError(errno.EBUSY, "busy")
        real(path, ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", refuse)
    run(published, "焊工")
    assert names_in(published) == ["焊工"]
    assert left_beside(published) == {"c.previous.duckdb", stuck.name}


def test_a_long_name_leaves_room_for_what_lies_beside_it(tmp_path: Path) -> None:
    database = tmp_path / f"{'长' * 75}.duckdb"
    run(database)
    run(database, "焊工")
    assert names_in(database) == ["焊工"]


def hold(database: Path, held: Event, release: Event) -> None:
    with locked(database, 0, silent):
        held.set()
        release.wait(PATIENCE_SECONDS)


@pytest.fixture
def holder(published: Path) -> Iterator[tuple[int, Callable[[], None]]]:
    held, release = FORKED.Event(), FORKED.Event()
    process = FORKED.Process(target=hold, args=(published, held, release))
    process.start()
    assert held.wait(PATIENCE_SECONDS)
    yield process.pid or 0, release.set
    release.set()
    process.join(PATIENCE_SECONDS)


def test_a_second_run_says_who_holds_the_lock(
    published: Path, holder: tuple[int, Callable[[], None]]
) -> None:
    said: list[str] = []
    with (
        pytest.raises(WarehouseError, match=rf"process {holder[0]} on .* run again"),
        locked(published, 0.1, said.append),
    ):
        pass
    assert len(said) == 1
    assert f"process {holder[0]} on" in said[0]


def test_a_second_run_waits_for_the_first(
    published: Path, holder: tuple[int, Callable[[], None]]
) -> None:
    with locked(published, PATIENCE_SECONDS, lambda _: holder[1]()):
        pass
    assert left_beside(published) == set()


def test_two_runs_at_once_both_publish(published: Path) -> None:
    both = [FORKED.Process(target=run, args=(published, name)) for name in ("焊工", "车工")]
    for process in both:
        process.start()
    for process in both:
        process.join(PATIENCE_SECONDS)
    assert [process.exitcode for process in both] == [0, 0]
    with connect(published) as connection:
        runs = fetch(connection, "SELECT run_id FROM audit.run").rows
    assert sorted(run_id.split("-")[0] for (run_id,) in runs) == ["焊工", "电工", "车工"]
    assert left_beside(published) == {"c.previous.duckdb"}


def run_on(database: Path, ready: Event) -> None:
    ready.set()
    for number in range(1000):
        run(database, f"第{number}工")


def test_a_run_killed_at_any_moment_leaves_a_whole_file(published: Path) -> None:
    started = time.monotonic()
    run(published)
    one_run = time.monotonic() - started
    moments = random.Random(1)
    seen = set()
    for number in range(12):
        before = published.stat().st_ino
        ready = FORKED.Event()
        process = FORKED.Process(target=run_on, args=(published, ready))
        process.start()
        assert ready.wait(PATIENCE_SECONDS)
        # however busy the machine is, some of the runs come to publishing, one time more each
        for _ in range(number // 3 + 1 if number % 3 == 0 else 0):
            while process.is_alive() and published.stat().st_ino == before:
                time.sleep(0.005)
            before = published.stat().st_ino
        process.join(moments.uniform(0.1, 1.5) * one_run)
        assert process.exitcode is None
        process.kill()
        process.join(PATIENCE_SECONDS)
        (name,) = names_in(published)
        seen.add(name)
        if previous_database(published).exists():
            assert len(names_in(previous_database(published))) == 1
    assert len(seen) > 1
    run(published, "焊工")
    assert names_in(published) == ["焊工"]
    assert left_beside(published) == {"c.previous.duckdb"}
    assert not list(stages_folder(published).glob(".tmp-*"))


def test_a_run_killed_between_its_last_two_steps_leaves_nothing_behind(published: Path) -> None:
    os.link(published, previous_database(published))
    run(published, "焊工")
    assert names_in(published) == ["焊工"]
    assert names_in(previous_database(published)) == ["电工"]
    assert left_beside(published) == {"c.previous.duckdb"}


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.ENOSPC, "free space"), (errno.EACCES, "give yourself the right")],
)
@pytest.mark.parametrize("step", ["flush", "link", "keep", "replace"])
def test_a_step_that_fails_leaves_the_published_file(
    published_twice: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str, step: str
) -> None:
    published = published_twice
    built_file = (published.parent / BUILT).rename(temporary_database(published))

    def refuse(*_: object) -> NoReturn:
        raise OSError(number, "refused")

    real = Path.replace

    def refuse_target(path: Path, target: Path) -> Path:
        stops = previous_database(published) if step == "keep" else published
        return refuse() if target == stops else real(path, target)

    if step == "flush":
        monkeypatch.setattr(os, "fsync", refuse)
    elif step == "link":
        monkeypatch.setattr(os, "link", refuse)
        monkeypatch.setattr(shutil, "copyfile", refuse)
    else:
        monkeypatch.setattr(Path, "replace", refuse_target)
    with pytest.raises(WarehouseError, match=rf"publishing .*c\.duckdb: refused; {remedy}"):
        publish(built_file, published)
    monkeypatch.undo()
    assert names_in(published) == ["焊工"]
    assert left_beside(published) == {"c.previous.duckdb"}


def test_where_files_cannot_be_linked_they_are_copied(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "refused")

    monkeypatch.setattr(os, "link", refuse)
    run(published, "焊工")
    assert names_in(previous_database(published)) == ["电工"]


def build_in_little_space(database: Path, said: Queue[str]) -> None:
    stage = staged(database, sample(names=["焊工"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        build(database, ingredients([stage], previous=database))
    except WarehouseError as error:
        said.put(str(error))


def test_a_build_that_may_not_grow_says_so_and_leaves_nothing(published: Path) -> None:
    said = FORKED.Queue()
    process = FORKED.Process(target=build_in_little_space, args=(published, said))
    process.start()
    message = said.get(timeout=PATIENCE_SECONDS)
    process.join(PATIENCE_SECONDS)
    assert message.startswith(f"building {published}, ")
    assert message.endswith("; raise the limit on the size of a file and run again")
    assert names_in(published) == ["电工"]
    assert left_beside(published) == set()


def test_a_folder_that_is_none_is_made(tmp_path: Path) -> None:
    database = tmp_path / "new" / "folder" / "c.duckdb"
    run(database)
    assert names_in(database) == ["电工"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = tmp_path / "file" / "c.duckdb"
    with (
        pytest.raises(WarehouseError, match=r"taking the lock .*c\.duckdb\.lock"),
        locked(database, 0, silent),
    ):
        pass


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{}')",
        "SELECT * FROM read_csv('{}')",
        "COPY (SELECT 1) TO '{}.csv'",
        "ATTACH '{}.duckdb'",
        "SET enable_external_access = true",
        "DELETE FROM main.catalog_entry",
        "CREATE TABLE main.more (a INTEGER)",
    ],
)
def test_a_query_can_read_the_file_and_nothing_else(published: Path, query: str) -> None:
    secret = published.parent / "secret.txt"
    secret.write_text("secret", "utf-8")
    with connect(published) as connection, pytest.raises(WarehouseError, match="the query failed"):
        fetch(connection, query.format(secret))
    assert names_in(published) == ["电工"]
    assert left_beside(published) == {"secret.txt"}


def test_rows_come_with_their_names(published: Path) -> None:
    with connect(published) as connection:
        found = fetch(
            connection, "SELECT name, code FROM catalog_entry WHERE name = $n", {"n": "电工"}
        )
    assert found.mappings() == [{"name": "电工", "code": "6-31-01-01"}]


def test_what_cannot_be_looked_at_is_said(tmp_path: Path) -> None:
    missing, notes, other = (tmp_path / name for name in ("a.duckdb", "b.duckdb", "d.duckdb"))
    notes.write_text("my notes", "utf-8")
    duckdb.connect(other).close()
    for database, said in (
        (missing, "there is no .*a.duckdb; make it with"),
        (notes, "b.duckdb is no database or a damaged one"),
        (other, "d.duckdb is a database of another program"),
    ):
        with pytest.raises(WarehouseError, match=said), connect(database):
            pass


def read_all(database: Path) -> None:
    with connect(database) as connection:
        for name in ("main.catalog_entry", "audit.source_row", "reference.occupation"):
            fetch(connection, f"FROM {name}")


@pytest.mark.parametrize("part", ["head", "rest", "end"])
def test_a_damaged_file_is_called_so(published: Path, part: str) -> None:
    data = bytearray(published.read_bytes())
    half = len(data) // 2
    if part == "end":
        del data[half:]
    elif part == "head":
        data[8192:half] = bytes(half - 8192)
    else:
        data[300_000:] = bytes(len(data) - 300_000)
    published.write_bytes(data)
    with pytest.raises(WarehouseError, match=r"no database or a damaged one; .*move it away and"):
        read_all(published)


def write_on(database: Path, opened: Event, close: Event) -> None:
    with duckdb.connect(database):
        opened.set()
        close.wait(PATIENCE_SECONDS)


def test_a_file_open_for_writing_elsewhere_is_said(published: Path) -> None:
    opened, close = FORKED.Event(), FORKED.Event()
    process = FORKED.Process(target=write_on, args=(published, opened, close))
    process.start()
    assert opened.wait(PATIENCE_SECONDS)
    with pytest.raises(WarehouseError, match="open for writing in another program"):
        names_in(published)
    close.set()
    process.join(PATIENCE_SECONDS)
