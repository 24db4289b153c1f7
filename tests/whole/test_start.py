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
