"""``add``: the name a document takes, what is refused, and that nothing is written over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.annual import adding, files
from flows.cli import build_app
from flows.exit_codes import ExitCode
from schemas.errors import CatalogError
from tests.samples.flow_samples import ROWS, list_text, put


def add(folder: Path, *words: str) -> tuple[int, list[dict[str, Any]]]:
    where = ["--raw", str(folder / "raw"), "--database", str(folder / "c.duckdb"), "--json"]
    result = CliRunner().invoke(build_app(), ["add", *words, *where])
    return result.exit_code, json.loads(result.stdout)


def new(folder: Path, text: str, name: str = "download.TXT") -> str:
    return str(put(folder / "new", name, text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "raw", "shanghai-2025.txt", list_text(year=2025))
    return tmp_path


def test_a_document_takes_the_name_of_its_edition(folder: Path) -> None:
    code, (done,) = add(folder, new(folder, list_text()))
    assert code == ExitCode.WELL
    told = {name: done[name] for name in ("document_id", "series", "year", "batch", "rows")}
    assert told == {
        "document_id": "shanghai-2026",
        "series": "shanghai",
        "year": 2026,
        "batch": None,
        "rows": len(ROWS),
    }
    assert (folder / "raw" / "shanghai-2026.txt").read_text("utf-8") == list_text()
    assert sorted(path.name for path in (folder / "raw").iterdir()) == [
        "shanghai-2025.txt",
        "shanghai-2026.txt",
    ]


def test_a_later_batch_has_its_number_in_its_name(folder: Path) -> None:
    text = list_text(year=2025).replace("年）", "年）（第二批）")
    code, (done,) = add(folder, new(folder, text))
    assert (code, done["document_id"], done["batch"]) == (ExitCode.WELL, "shanghai-2025-b2", 2)


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    assert add(folder, new(folder, list_text()), "--dry-run")[0] == ExitCode.WELL
    assert [path.name for path in (folder / "raw").iterdir()] == ["shanghai-2025.txt"]


def test_the_same_bytes_are_refused(folder: Path) -> None:
    code, (done,) = add(folder, new(folder, list_text(year=2025)))
    assert code == ExitCode.INCOMPLETE
    assert "byte for byte, as shanghai-2025.txt" in done["refused"]


def test_the_same_edition_is_refused_with_what_to_do(folder: Path) -> None:
    code, (done,) = add(folder, new(folder, list_text(ROWS[:2], year=2025)))
    assert code == ExitCode.INCOMPLETE
    assert "--supersedes shanghai-2025" in done["refused"]
    assert [path.name for path in (folder / "raw").iterdir()] == ["shanghai-2025.txt"]


def test_a_reissue_says_what_it_supersedes(folder: Path) -> None:
    reissue = new(folder, list_text(ROWS[:2], year=2025))
    code, (done,) = add(folder, reissue, "--supersedes", "shanghai-2025")
    assert (code, done["document_id"]) == (ExitCode.WELL, "shanghai-2025-r2")
    sidecar = folder / "raw" / "shanghai-2025-r2.yml"
    assert sidecar.read_text("utf-8") == "supersedes: shanghai-2025\n"


def test_what_supplements_is_named_after_its_list(folder: Path) -> None:
    more = new(folder, list_text(ROWS[:1], year=2025))
    code, (done,) = add(folder, more, "--supplements", "shanghai-2025")
    assert (code, done["document_id"]) == (ExitCode.WELL, "shanghai-2025-s1")
    code, (done,) = add(folder, more, "--supplements", "shanghai-2024", "--name", "x")
    assert code == ExitCode.INCOMPLETE
    assert "there are: shanghai-2025" in done["refused"]


def test_one_bad_file_does_not_keep_the_others_out(folder: Path) -> None:
    code, done = add(folder, new(folder, "no catalog", "a.txt"), new(folder, list_text(), "b.txt"))
    assert code == ExitCode.INCOMPLETE
    assert [each.get("document_id") for each in done] == [None, "shanghai-2026"]


def test_a_copy_that_ends_on_the_way_leaves_nothing_and_can_be_repeated(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reissue = new(folder, list_text(ROWS[:2], year=2025))
    words = (reissue, "--supersedes", "shanghai-2025")

    def ended(path: Path, data: bytes) -> None:
        if path.suffix == ".yml":
            files.write_new(path, data)
        else:
            raise CatalogError("ended")

    with monkeypatch.context() as patch:
        patch.setattr(adding, "write_new", ended)
        assert add(folder, *words)[0] == ExitCode.INCOMPLETE
    assert not (folder / "raw" / "shanghai-2025-r2.txt").exists()
    code, (done,) = add(folder, *words)
    assert (code, done["document_id"]) == (ExitCode.WELL, "shanghai-2025-r2")


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mine", "utf-8")
    with pytest.raises(CatalogError, match=r"a\.txt is there already"):
        files.write_new(path, b"yours")
    assert [each.read_text("utf-8") for each in tmp_path.iterdir()] == ["mine"]
