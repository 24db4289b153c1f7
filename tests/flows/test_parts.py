"""Documents in several files on their way through raw/: found, added, told where they lie apart."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import build_app
from flows.documents import Found, find_documents, fingerprint
from flows.exit_codes import ExitCode
from tests.samples.flow_samples import ROWS, list_text, put

NOTICE = "关于公布目录的通知\n各有关单位：\n现将目录印发给你们。\n"


def called(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build_app(), list(words))
    return result.exit_code, result.stdout, result.stderr


def reasons(found: Found) -> dict[str, str]:
    return {file.path.name: file.reason for file in found.refused}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def test_a_folder_is_a_document_with_a_sidecar_beside_it(raw: Path) -> None:
    folder = raw / "shanghai-2026"
    for name in ("附件10.txt", "通知.txt", ".DS_Store", "README.md"):
        put(folder, name, name)
    put(folder / "附件", "附件2.txt", "2")
    (raw / "shanghai-2026.yml").write_text("reviewed: true", "utf-8")
    (source,) = find_documents(raw).documents
    names = ["通知.txt", "附件/附件2.txt", "附件10.txt"]
    assert (source.document_id, [name for name, _ in source.files]) == ("shanghai-2026", names)
    assert source.sidecar == raw / "shanghai-2026.yml"
    sums = "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names
    )
    assert source.sha256 == hashlib.sha256(sums.encode()).hexdigest()
    assert source.size == sum((folder / name).stat().st_size for name in names)


def test_files_that_a_sidecar_names_are_one_document_in_its_order(raw: Path) -> None:
    for name in ("b.txt", "附件1.txt", "附件2.txt"):
        put(raw, name, name)
    sidecar = put(raw, "shanghai-2026.yml", "parts: [附件2.txt, b.txt, 附件1.txt]")
    (source,) = find_documents(raw).documents
    assert source.document_id == "shanghai-2026"
    assert [name for name, _ in source.files] == ["附件2.txt", "b.txt", "附件1.txt"]
    sidecar.write_text("parts: [b.txt, 附件3.txt]", "utf-8")
    assert "names 附件3.txt among its parts" in reasons(find_documents(raw))["shanghai-2026.yml"]
    sidecar.write_text("parts: [b.txt]", "utf-8")
    assert [source.document_id for source in find_documents(raw).documents] == ["b"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: None, "without files"),
        (lambda folder: (folder / "a.txt").symlink_to("/etc/passwd"), "no ordinary file"),
        (lambda folder: (folder / "up").symlink_to(folder.parent), "no ordinary file"),
        (lambda folder: put(folder, "x.yml", "reviewed: true"), "move it to x.yml"),
        (lambda folder: put(folder, "a\nb.txt", "1"), "cannot be printed"),
    ],
)
def test_a_folder_that_is_no_document_is_refused(raw: Path, make: Any, told: str) -> None:
    (raw / "x").mkdir()
    make(raw / "x")
    assert told in reasons(find_documents(raw))["x"]


def test_a_folder_with_an_ending_is_refused(raw: Path) -> None:
    put(raw / "x.2026", "a.txt", "1")
    assert "full stop" in reasons(find_documents(raw))["x.2026"]


@pytest.mark.parametrize(
    ("names", "apart", "folder"),
    [
        (["通知.docx", "附件1.docx", "附件2.xlsx"], None, "raw/SERIES-YEAR/"),
        (["南通.docx", "南通-附件1.docx"], None, "raw/南通/"),
        (["x-2027.docx", "x-2027 附件一.docx", "y.docx", "y的通知.txt"],
         ["x-2027 附件一.docx", "x-2027.docx"], "raw/x-2027/"),
        (["附件1.docx", "附件2.docx", "甲的通知.txt", "乙的通知.txt"],
         ["附件1.docx", "附件2.docx"], "raw/SERIES-YEAR/"),
        (["附件5.docx", "y.docx"], [], ""),
        (["通知附件.docx", "关于目录的通知.docx"], [], ""),
    ],
)  # fmt: skip
def test_annexes_beside_what_they_belong_to_are_told(
    raw: Path, names: list[str], apart: list[str] | None, folder: str
) -> None:
    for name in names:
        put(raw, name, name)
    told = reasons(find_documents(raw))
    assert sorted(told) == sorted(names if apart is None else apart)
    for name, reason in told.items():
        assert all(other in reason for other in told if other != name)
        assert folder in reason
        assert "'parts' in a sidecar" in reason


def test_an_annex_with_a_sidecar_is_a_document(raw: Path) -> None:
    put(raw, "附件1.docx", "1", "reviewed: true")
    put(raw, "附件2.docx", "2", "reviewed: true")
    assert len(find_documents(raw).documents) == 2


def test_a_file_that_is_a_part_already_is_refused(raw: Path) -> None:
    put(raw / "x", "附件1.txt", "same")
    put(raw / "x", "附件2.txt", "other")
    put(raw, "y.txt", "same")
    found = find_documents(raw)
    assert [source.document_id for source in found.documents] == ["x"]
    assert "one of the files of x already" in reasons(found)["y.txt"]


def test_watching_sees_what_changes_in_folders(raw: Path) -> None:
    put(raw / "x", "附件1.txt", "1")
    before = fingerprint(raw)
    put(raw / "x", "附件1.txt", "22")
    changed = fingerprint(raw)
    assert changed != before
    for ours in ("c.duckdb", "c.duckdb.lock"):
        put(raw, ours, "written by a run")
    assert fingerprint(raw) == changed


def add(raw: Path, *words: str) -> tuple[int, list[dict[str, Any]]]:
    where = ["--raw", str(raw), "--database", str(raw.parent / "c.duckdb"), "--json"]
    code, out, _ = called("add", *words, *where)
    return code, json.loads(out)


def downloads(folder: Path) -> list[str]:
    files: dict[str, str | bytes] = {
        "附件1.txt": list_text(),
        "通知.txt": NOTICE,
        "附件2流程图.png": b"\x89PNG\r\n\x1a\n",
    }
    return [str(put(folder / "new", name, data)) for name, data in files.items()]


def test_a_notice_and_its_annexes_are_added_as_one_folder(raw: Path, tmp_path: Path) -> None:
    files = downloads(tmp_path)
    code, done = add(raw, *files)
    assert code == ExitCode.INCOMPLETE
    assert all("add them with --together" in each["refused"] for each in done)
    code, (one,) = add(raw, *files, "--together")
    assert (code, one["document_id"], one["rows"]) == (ExitCode.WELL, "shanghai-2026", len(ROWS))
    there = sorted(path.name for path in (raw / "shanghai-2026").iterdir())
    assert there == sorted(Path(file).name for file in files)
    assert [path.name for path in raw.iterdir()] == ["shanghai-2026"]
    code, (again,) = add(raw, str(tmp_path / "new"))
    assert "is there already, byte for byte, as shanghai-2026" in again["refused"]


def test_a_folder_and_an_archive_are_added_as_they_are(raw: Path, tmp_path: Path) -> None:
    files = downloads(tmp_path)
    code, (one,) = add(raw, str(tmp_path / "new"))
    assert (code, one["document_id"]) == (ExitCode.WELL, "shanghai-2026")
    archive = tmp_path / "2027.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in files:
            data = Path(file).read_bytes().replace("2026年".encode(), "2027年".encode())
            packed.writestr(f"目录/{Path(file).name}", data)
    code, (one,) = add(raw, str(archive))
    assert (code, one["document_id"]) == (ExitCode.WELL, "shanghai-2027")
    assert (raw / "shanghai-2027.zip").read_bytes() == archive.read_bytes()


def test_files_of_one_name_are_not_put_together(raw: Path, tmp_path: Path) -> None:
    one, two = put(tmp_path / "a", "附件1.txt", "1"), put(tmp_path / "b", "附件1.txt", "2")
    code, (done,) = add(raw, str(one), str(two), "--together")
    assert code == ExitCode.INCOMPLETE
    assert "each of another name" in done["refused"]


def test_inspect_shows_the_files_one_after_the_other(tmp_path: Path) -> None:
    downloads(tmp_path)
    code, out, told = called("inspect", str(tmp_path / "new"))
    assert code == ExitCode.WELL
    assert out.index("[通知.txt]") < out.index("现将目录") < out.index("[附件1.txt]")
    assert "part_unread: 附件2流程图.png is a picture" in told
    shown = json.loads(called("inspect", str(tmp_path / "new"), "--json")[1])
    assert [part["file"] for part in shown["parts"]] == [
        "通知.txt", "附件1.txt", "附件2流程图.png"
    ]  # fmt: skip
    assert {block["part"] for block in shown["blocks"]} == {1, 2}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["archive", "named by a sidecar"])
def test_other_documents_in_parts_are_accepted_too(raw: Path, tmp_path: Path, kind: str) -> None:
    files = [Path(file) for file in downloads(tmp_path)]
    sidecar = raw / "shanghai-2026.yml"
    before = ""
    if kind == "archive":
        with zipfile.ZipFile(raw / "shanghai-2026.zip", "w") as packed:
            for file in files:
                packed.write(file, file.name)
    else:
        before = f"parts: [{', '.join(file.name for file in files)}]\n"
        sidecar.write_text(before, "utf-8")
        for file in files:
            file.rename(raw / file.name)
    assert called("accept", "shanghai-2026", "--yes", "--raw", str(raw))[0] == ExitCode.WELL
    text = sidecar.read_text("utf-8")
    (source,) = find_documents(raw).documents
    assert text.startswith(before)
    assert f"sha256: {source.sha256}" in text
    assert f"    1: {len(ROWS)}" in text


@pytest.mark.slow
def test_a_folder_goes_through_the_year_as_a_file_does(raw: Path, tmp_path: Path) -> None:
    downloads(tmp_path)
    add(raw, str(tmp_path / "new"))
    at = ["--database", str(tmp_path / "c.duckdb")]
    where = ["--raw", str(raw), *at]

    def run() -> list[dict[str, Any]]:
        _, out, _ = called("run", "--no-prefect", "--json", *where)
        documents: list[dict[str, Any]] = json.loads(out)["documents"]
        return documents

    (done,) = run()
    assert (done["document_id"], done["status"]) == ("shanghai-2026", "loaded")
    assert run()[0]["status"] == "unchanged"
    code, out, _ = called("review", "shanghai-2026", *at)
    assert code == ExitCode.WELL
    assert "附件1.txt" in out
    assert "the document: 附件2流程图.png is a picture" in out
    assert called("accept", "shanghai-2026", "--yes", "--raw", str(raw))[0] == ExitCode.WELL
    assert "reviewed: true" in (raw / "shanghai-2026.yml").read_text("utf-8")
    assert run()[0]["status"] == "loaded"
    code, out, _ = called("trace", "shanghai-2026/1#2", "--json", *at)
    assert [(row["part"], row["file"]) for row in json.loads(out)["source"]] == [(2, "附件1.txt")]
    code, out, _ = called("status", "--json", *at)
    assert '"file_name": "shanghai-2026"' in out
    # another file among them is another document than the one that was accepted
    put(raw / "shanghai-2026", "附件3.txt", "附件3\n说明\n")
    (changed,) = run()
    assert changed["status"] == "kept_last_good"
    assert "is not the file that was reviewed" in changed["reason"]
