"""Which files of raw/ are documents, and which are refused for their names or bytes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

from flows.documents import Found, find_documents
from schemas.errors import CatalogError


def test_a_folder_that_cannot_be_listed_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(CatalogError, match="give yourself the right to read"):
        find_documents(tmp_path)


def make(folder: Path, **files: str) -> Found:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return find_documents(folder)


def reasons(found: Found) -> dict[str, str]:
    return {file.path.name: file.reason for file in found.refused}


def test_a_document_has_its_sidecar_and_the_rest_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("about")
    (tmp_path / ".hidden.txt").write_text("x")
    (tmp_path / "~$a.docx").write_text("x")
    found = make(tmp_path, b__txt="2", a__txt="1", a__yml="reviewed: true")
    assert [file.document_id for file in found.documents] == ["a", "b"]
    assert [file.sidecar for file in found.documents] == [tmp_path / "a.yml", None]
    assert found.documents[0].size == 1
    assert found.refused == ()


def test_two_files_of_one_stem_are_refused_by_both_names(tmp_path: Path) -> None:
    found = make(tmp_path, a__txt="1", a__pdf="2", b__txt="3")
    assert [file.document_id for file in found.documents] == ["b"]
    assert set(reasons(found)) == {"a.txt", "a.pdf"}
    assert "a.pdf and a.txt have one stem" in reasons(found)["a.txt"]


def test_the_same_bytes_under_two_names_are_refused_by_both_names(tmp_path: Path) -> None:
    found = make(tmp_path, a__txt="same", b__txt="same", c__txt="other")
    assert [file.document_id for file in found.documents] == ["c"]
    assert all("a.txt and b.txt hold the same bytes" in words for words in reasons(found).values())


def test_empty_files_are_not_called_copies_of_each_other(tmp_path: Path) -> None:
    assert len(make(tmp_path, a__txt="", b__txt="").documents) == 2


def test_a_sidecar_without_a_document_is_refused(tmp_path: Path) -> None:
    found = make(tmp_path, a__txt="1", b__yml="reviewed: true")
    assert "b.yml belongs to no document" in reasons(found)["b.yml"]


def test_a_sidecar_with_another_ending_is_not_taken_for_a_document(tmp_path: Path) -> None:
    found = make(tmp_path, a__txt="1", a__yaml="reviewed: true")
    assert [file.document_id for file in found.documents] == ["a"]
    assert "rename it to a.yml" in reasons(found)["a.yaml"]


def test_folders_pipes_and_broken_links_are_named(tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert set(reasons(find_documents(tmp_path))) == {"older", "pipe.txt", "gone.txt"}


@pytest.mark.parametrize("name", ["a#1.txt", "a\nb.txt", "a\x1b[31m.txt"])
def test_a_name_that_cannot_be_part_of_an_id_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("1")
    (refused,) = find_documents(tmp_path).refused
    assert "rename the file" in refused.reason
    assert refused.reason.isprintable()


def test_a_folder_that_is_none_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="is no folder"):
        find_documents(tmp_path / "nowhere")


def test_what_runs_wrote_is_left_alone_and_other_databases_are_named(tmp_path: Path) -> None:
    ours = ("c.duckdb", "c.duckdb.lock", "c.duckdb.lock.json", "c.previous.duckdb", "c.duckdb.wal")
    for name in ours:
        (tmp_path / name).write_text(name)
    (tmp_path / "c.duckdb.stages").mkdir()
    (tmp_path / "other.duckdb").write_text("o")
    (tmp_path / "left.lock").write_text("l")
    found = make(tmp_path, a__txt="1")
    assert [file.document_id for file in found.documents] == ["a"]
    assert set(reasons(found)) == {"other.duckdb", "left.lock"}
    assert "is a database or belongs to one, no document" in reasons(found)["left.lock"]
