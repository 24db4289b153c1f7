"""Commands ended at any moment: ``python -m tests.fuzz.kills --number 200``; ``--seed N`` again.

What they write must be whole or not there, and the same command must finish the work afterwards.
Prints what each command left as it goes, Ctrl-C ends it; leaves with 1 where something was half
done.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import duckdb

from extractors.sidecar import load_sidecar
from flows.documents import find_documents
from tests.samples.flow_samples import ROWS, list_text, put
from tests.samples.processes import environment
from tests.samples.warm_command import WarmCommand

NOTICE = "关于公布目录的通知\n现将目录印发给你们。\n"
KEPT = "# seen by a person\nnote: as it came\n"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with documents, downloads and a published database, for one kill."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def database(self) -> Path:
        return self.folder / "out" / "c.duckdb"

    def words(self, command: str, *more: str) -> list[str]:
        database = [] if command == "accept" else ["--database", str(self.database)]
        return [command, *more, "--raw", str(self.raw), *database]

    def entries(self) -> Counter[str]:
        """Entries by document; the file must be whole."""
        with duckdb.connect(self.database, read_only=True) as connection:
            assert connection.execute("SELECT count(*) FROM audit.build_info").fetchall() == [(1,)]
            rows = connection.execute("SELECT document_id FROM catalog_entry").fetchall()
        return Counter(document for (document,) in rows)

    def left_over(self) -> list[str]:
        """What a run left behind that it should not have."""
        return [str(path) for path in (self.folder / "out").rglob(".tmp-*")]


def furnish(folder: Path) -> Place:
    """Last year's edition published, this year's in raw/, the next one as downloads."""
    place = Place(folder)
    put(place.raw / "shanghai-2025", "通知.txt", NOTICE)
    put(place.raw / "shanghai-2025", "附件1.txt", list_text(year=2025))
    put(place.raw, "shanghai-2026.txt", list_text(), KEPT)
    put(folder / "new", "通知.txt", NOTICE)
    put(folder / "new", "附件1.txt", list_text(ROWS[:2], year=2025))
    return place


def files_under(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names; hidden ones are nobody's."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(part[0] == "." for part in path.relative_to(folder).parts)
    }


def added(place: Place) -> str:
    """What an ended ``add`` left: nothing, a sidecar alone, or the whole document."""
    name = "shanghai-2025-r2"
    there = files_under(place.raw)
    new = {file: data for file, data in there.items() if file.startswith(name)}
    sidecar = new.pop(f"{name}.yml", None)
    assert sidecar in (None, b"supersedes: shanghai-2025\n"), sidecar
    wanted = {f"{name}/{file}": data for file, data in files_under(place.folder / "new").items()}
    assert new in ({}, wanted), list(new)
    assert not new or sidecar is not None
    return "whole" if new else "nothing" if sidecar is None else "a sidecar alone"


def accepted(place: Place) -> str:
    """What an ended ``accept`` left: the sidecar as it was, or as it is to be."""
    text = (place.raw / "shanghai-2026.yml").read_text("utf-8")
    sidecar = load_sidecar(text.encode(), "shanghai-2026.yml")
    if not sidecar.reviewed:
        assert text == KEPT
        return "nothing"
    assert text.startswith(KEPT)
    assert sidecar.expected.lists == {"1": len(ROWS)}
    return "whole"


def published(place: Place) -> str:
    """What an ended run left: the file as it was, or as it is to be."""
    found = place.entries()
    whole = Counter(
        {source.document_id: len(ROWS) for source in find_documents(place.raw).documents}
    )
    assert found in ({"shanghai-2025": len(ROWS)}, whole), found
    return "whole" if found == whole else "nothing"


ADD = ("add", "--together", "new/通知.txt", "new/附件1.txt", "--supersedes", "shanghai-2025")
ACCEPT = ("accept", "shanghai-2026", "--yes")
RUN = ("run", "--no-prefect")
SERVE = ("serve", "--watch", "--no-prefect")
Words = tuple[str, ...]
COMMANDS: Mapping[str, tuple[Words, Words, Callable[[Place], str]]] = {
    "add": (ADD, ADD, added),
    "accept": (ACCEPT, ACCEPT, accepted),
    "run": (RUN, RUN, published),
    "serve": (SERVE, RUN, published),
}
"""What is ended, what finishes the work, and what tells what it left, by name."""


def campaign(folder: Path, number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Kill each command in turn, ``number`` times in all: its name, and what it left.

    Raises AssertionError where something was half done, or what was left could not be finished.
    """
    moments = Random(seed)
    model = furnish(folder / "model")
    with WarmCommand(folder, environment(folder / "home")) as command:

        def call(place: Place, words: Words) -> int:
            command.start(_placed(place, words))
            return command.wait()

        assert call(model, (*RUN, "--only", "shanghai-2025")) == 0
        whole = {name: _time_of(folder, model, call, name) for name in COMMANDS}
        for count in range(number):
            name = list(COMMANDS)[count % len(COMMANDS)]
            words, finish, state = COMMANDS[name]
            place = _copy(folder, model)
            command.start(_placed(place, words))
            time.sleep(moments.uniform(0, 1.1 * whole[name]))
            command.kill()
            left = state(place)
            code = call(place, finish)
            assert code in (0, 1) if name == "add" else code == 0, f"{name}: {code}"
            assert state(place) == "whole"
            assert place.left_over() == []
            yield name, left


def _placed(place: Place, words: Words) -> list[str]:
    own = [str(place.folder / word) if word.startswith("new/") else word for word in words]
    return place.words(*own)


def _copy(folder: Path, model: Place) -> Place:
    place = Place(folder / "place")
    shutil.rmtree(place.folder, ignore_errors=True)
    shutil.copytree(model.folder, place.folder)
    return place


def _time_of(folder: Path, model: Place, call: Callable[[Place, Words], int], name: str) -> float:
    """How long the work of a command takes, which must come to its end."""
    _, finish, state = COMMANDS[name]
    place = _copy(folder, model)
    started = time.monotonic()
    assert call(place, finish) == 0
    assert state(place) == "whole"
    return time.monotonic() - started


def main() -> None:
    """Run the campaign that the arguments ask for, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    seen: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        for each in campaign(Path(folder), asked.number, asked.seed):
            seen[each] += 1
            sys.stdout.write(f"{seen.total()} {' left '.join(each)}\n")
            sys.stdout.flush()
    for (name, left), count in sorted(seen.items()):
        sys.stdout.write(f"{name} left {left}: {count}\n")


if __name__ == "__main__":
    main()
