"""What a run imports while Prefect's server starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.places import ROOT
from tests.samples.flow_samples import list_text, put

pytestmark = pytest.mark.slow

_IMPORTING = """
import sys
from pathlib import Path

from flows.orchestration import import_what_reads
from flows.settings import Settings

import_what_reads(Settings(*map(Path, sys.argv[1:])))
print("pandas" in sys.modules)
"""


def imports_what_judges(raw: Path, database: Path) -> bool:
    program = [sys.executable, "-c", _IMPORTING, str(raw), str(database)]
    said = subprocess.run(program, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return said.strip() == "True"


def test_what_reads_is_imported_where_there_is_something_to_read(tmp_path: Path) -> None:
    raw, database = tmp_path / "raw", tmp_path / "c.duckdb"
    assert not imports_what_judges(raw, database)
    put(raw, "list-2026.txt", list_text())
    assert imports_what_judges(raw, database)
    run_documents(Settings(raw, database), RunProgress())
    assert not imports_what_judges(raw, database)
    put(raw, "list-2025.txt", list_text(year=2025))
    assert imports_what_judges(raw, database)
