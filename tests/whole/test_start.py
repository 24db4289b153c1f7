"""``python -m flows`` starts, and what only tells of itself waits for no library of a run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"duckdb", "numpy", "pandas", "pandera", "prefect", "pyarrow"}


@pytest.mark.parametrize(
    ("option", "said"), [("--help", "Usage: "), ("--version", "training-catalogs ")]
)
def test_help_and_version_import_no_library_of_a_run(
    option: str, said: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "flows", option],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "flows.cli" in imported
    assert HEAVY & imported == set()


def test_a_command_imports_no_other() -> None:
    script = (
        "import sys; from flows.cli import build_app; build_app('status')\n"
        "print([name for name in sys.modules if name.startswith('flows.commands.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout == "['flows.commands.status']\n"


def test_an_end_without_taking_apart_gives_the_code_and_all_that_was_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows", "status", "--database", "none.duckdb"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "there is no none.duckdb" in done.stderr
