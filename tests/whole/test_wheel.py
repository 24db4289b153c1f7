"""A wheel holds every room: the command reads and publishes with nothing of the checkout near."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.places import ROOT
from tests.samples.flow_samples import ROWS, list_text, put

ROOMS = ("extractors", "schemas", "warehouse", "flows")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing built earlier is packed again."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    unwanted = shutil.ignore_patterns("__pycache__", "*.duckdb*")
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=unwanted)
    build = "import sys, setuptools.build_meta as build; print(build.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)],
        cwd=source,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_a_wheel_lacks_no_module_and_no_data(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    own = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not any(".duckdb" in part for part in path.parts)
    }
    assert own - packed == set()
    assert {name.partition("/")[0] for name in packed if ".dist-info/" not in name} == set(ROOMS)


PROGRAM = """
import sys
installed, *libraries = sys.argv[1:]
sys.path[:0] = [installed]
sys.path += libraries
from pathlib import Path
import duckdb, extractors, flows, schemas, warehouse
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
for room in (extractors, flows, schemas, warehouse):
    assert Path(room.__file__).is_relative_to(installed), room.__file__
report = run_documents(Settings(Path("raw"), Path("c.duckdb")), RunProgress())
assert report.is_whole, report.problem
print(duckdb.connect("c.duckdb").sql("SELECT count(*) FROM catalog_entry").fetchall()[0][0])
"""


def test_a_wheel_reads_and_publishes_a_document_where_no_checkout_is(
    wheel: Path, tmp_path: Path
) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    put(tmp_path / "raw", "a-2026.txt", list_text())
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    # without the module site, no file of an environment leads to the checkout
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", PROGRAM, str(installed), *libraries],
        cwd=tmp_path,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(len(ROWS))]
