"""Which documents of one series may lie side by side."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.outcome import RunReport
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.samples.flow_samples import ROWS, list_text, put

pytestmark = pytest.mark.slow


def run(folder: Path) -> RunReport:
    return run_documents(Settings(folder / "raw", folder / "c.duckdb"), RunProgress())


def in_force(folder: Path) -> list[tuple[str, ...]]:
    with duckdb.connect(folder / "c.duckdb", read_only=True) as connection:
        query = "SELECT DISTINCT document_id, name FROM entry_detail ORDER BY ALL"
        return connection.execute(query).fetchall()


def test_a_corrected_reissue_lies_beside_what_it_supersedes(tmp_path: Path) -> None:
    put(tmp_path / "raw", "old.txt", list_text(ROWS[:1]))
    put(tmp_path / "raw", "new.txt", list_text(ROWS[:2]), "supersedes: old\n")
    assert run(tmp_path).is_whole
    assert [row[0] for row in in_force(tmp_path)] == ["new", "new"]


@pytest.mark.parametrize("key", ["supersedes", "supplements"])
def test_a_document_that_is_not_there_is_told(tmp_path: Path, key: str) -> None:
    put(tmp_path / "raw", "shanghai-2025.txt", list_text(ROWS[:1], year=2025))
    put(tmp_path / "raw", "new.txt", list_text(ROWS[:2]), f"{key}: shanghai-2026\n")
    (told,) = run(tmp_path).unknown
    assert told == (
        f"new {key} 'shanghai-2026', and no document is called so: mend '{key}' in new.yml; "
        "did you mean shanghai-2025?"
    )
    put(tmp_path / "raw", "new.txt", list_text(ROWS[:2]), f"{key}: shanghai-2025\n")
    assert run(tmp_path).unknown == ()


def test_an_addition_by_its_sidecar_lies_beside_its_list(tmp_path: Path) -> None:
    put(tmp_path / "raw", "first.txt", list_text(ROWS[:1]))
    put(tmp_path / "raw", "more.txt", list_text(ROWS[1:2]), "supplements: first\n")
    assert run(tmp_path).is_whole
    assert [row[0] for row in in_force(tmp_path)] == ["first", "more"]


def test_two_reissues_of_one_document_are_not_both_in_force(tmp_path: Path) -> None:
    put(tmp_path / "raw", "old.txt", list_text(ROWS[:1]))
    put(tmp_path / "raw", "new.txt", list_text(ROWS[:2]), "supersedes: old\n")
    put(tmp_path / "raw", "newer.txt", list_text(ROWS), "supersedes: old\n")
    failed = {each.file_name: each.reason for each in run(tmp_path).outcomes if each.reason}
    assert set(failed) == {"new.txt", "newer.txt"}
    assert "write 'supersedes: new'" in str(failed["new.txt"])


@pytest.mark.parametrize(("older", "told"), [("a", "itself"), ("b", "b, which supersede it")])
def test_documents_that_supersede_each_other_fail(tmp_path: Path, older: str, told: str) -> None:
    put(tmp_path / "raw", "a.txt", list_text(ROWS[:1]), f"supersedes: {older}\n")
    put(tmp_path / "raw", "b.txt", list_text(ROWS[:2], year=2025), "supersedes: a\n")
    failed = {each.file_name: each.reason for each in run(tmp_path).outcomes if each.reason}
    assert f"a supersedes {told}" in str(failed["a.txt"])
    assert "mend 'supersedes' in a.yml" in str(failed["a.txt"])
