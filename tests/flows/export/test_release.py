"""Archives that are handed on: whole, checkable, the same again."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from flows.export.release import write_release
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.samples.flow_samples import list_text, put


@pytest.mark.slow
def test_archives_hold_every_format_and_match_their_checksums(tmp_path: Path) -> None:
    put(tmp_path / "raw", "new-2026.txt", list_text())
    database = tmp_path / "c.duckdb"
    run_documents(Settings(tmp_path / "raw", database), RunProgress())
    written = write_release(database, tmp_path / "dist")
    sums = (tmp_path / "dist" / "SHA256SUMS").read_text("utf-8")
    first = {path.name: path.read_bytes() for path in written}
    for name, content in first.items():
        if name != "SHA256SUMS":
            assert f"{hashlib.sha256(content).hexdigest()}  {name}\n" in sums
    held = {
        name: zipfile.ZipFile(io.BytesIO(first[name])).namelist() for name in first if "zip" in name
    }
    assert {name.rsplit("-", 1)[1] for name in held} == {
        "csv.zip", "duckdb.zip", "parquet.zip", "xlsx.zip"
    }  # fmt: skip
    assert all("LICENSE" in names for names in held.values())
    assert [names for names in held.values() if "training-catalogs.xlsx" in names]
    again = {path.name: path.read_bytes() for path in write_release(database, tmp_path / "dist")}
    assert again == first
