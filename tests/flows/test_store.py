"""Documents and stages in a bucket: what loads, what is fetched, what is said."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from typer.testing import CliRunner

from extractors.readers import Reading
from extractors.readers.limits import limits_from
from flows.cli import build_app
from flows.exit_codes import ExitCode
from flows.outcome import RunReport
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from schemas.errors import WarehouseError
from tests.samples.buckets import s3_server
from tests.samples.facts import facts
from tests.samples.flow_samples import ROWS, list_text
from tests.samples.warehouse_samples import make_once
from warehouse import foundation, stage, store
from warehouse.places import raw_folder, stages_folder
from warehouse.store import Stamp, Store, named_store, shared_store

slow = pytest.mark.slow

RAW, STAGES = Store("s3://catalogs/raw"), Store("s3://catalogs/stages")


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with s3_server("catalogs") as files:
        yield files


@pytest.fixture
def bucket(server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The bucket with two documents, one with a sidecar, one of two files, and nothing else."""
    for path in server.find("catalogs"):
        server.rm_file(path)
    monkeypatch.setattr(foundation, "make", make_once)
    put(server, "a-2026.txt", list_text())
    put(server, "a-2026.yml", "publisher: 上海市人力资源和社会保障局\n")
    put(server, "b-2025/通知.txt", "上海市人力资源和社会保障局\n关于公布目录的通知\n")
    put(server, "b-2025/附件1.txt", list_text(year=2025))
    return server


def put(files: Any, name: str, text: str) -> None:
    files.pipe_file(f"catalogs/raw/{name}", text.encode())


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are fetched."""
    names: list[str] = []
    fetch = Store.fetch

    def noted(self: Store, name: str, into: Path) -> None:
        names.append(name)
        fetch(self, name, into)

    monkeypatch.setattr(Store, "fetch", noted)
    return names


def run(folder: Path, raw: Path | Store = RAW, **options: Any) -> RunReport:
    return run_documents(Settings(raw, folder / "c.duckdb", **options), RunProgress())


def statuses(report: RunReport) -> dict[str, str]:
    return {each.document_id: each.status for each in report.outcomes}


@slow
def test_a_bucket_loads_as_a_folder_does_and_is_fetched_once(
    tmp_path: Path, bucket: Any, fetched: list[str]
) -> None:
    assert statuses(run(tmp_path)) == {"a-2026": "loaded", "b-2025": "loaded"}
    assert len(fetched) == 4
    copy = raw_folder(tmp_path / "c.duckdb")
    shutil.copytree(copy, tmp_path / "raw", ignore=shutil.ignore_patterns(".*"))
    (tmp_path / "near").mkdir()
    assert run(tmp_path / "near", tmp_path / "raw").is_published
    assert facts(tmp_path / "near" / "c.duckdb") == facts(tmp_path / "c.duckdb")

    fetched.clear()
    assert statuses(run(tmp_path)) == {"a-2026": "unchanged", "b-2025": "unchanged"}
    assert fetched == []

    put(bucket, "a-2026.txt", list_text((*ROWS, ("4", "6-31-01-04", "焊工", "A"))))
    bucket.rm_file("catalogs/raw/b-2025/通知.txt")
    assert statuses(run(tmp_path)) == {"a-2026": "loaded", "b-2025": "loaded"}
    assert fetched == ["a-2026.txt"]

    fetched.clear()
    (copy / "a-2026.txt").write_text("changed here")
    bucket.rm_file("catalogs/raw/b-2025/附件1.txt")
    assert statuses(run(tmp_path)) == {"a-2026": "unchanged", "b-2025": "kept_last_good"}
    assert fetched == ["a-2026.txt"]


@slow
def test_a_file_that_cannot_be_had_refuses_its_document_alone(
    tmp_path: Path, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(bucket, "/rootless-2020.txt", list_text(year=2020))
    put(bucket, "c-2024.txt", list_text(year=2024) + "x" * 5000)
    put(bucket, ".hidden/d-2023.txt", "no document")
    fetch, files = Store.fetch, Store.files
    outside = {"d/../../outside-2026.txt": Stamp("as it is", 1)}
    monkeypatch.setattr(Store, "files", lambda self: files(self) | outside)

    def failing(self: Store, name: str, into: Path) -> None:
        if name == "a-2026.yml":
            raise WarehouseError("fetching a-2026.yml: Access Denied; set AWS_PROFILE")
        fetch(self, name, into)

    monkeypatch.setattr(Store, "fetch", failing)
    report = run(tmp_path, reading=Reading(limits_from({"fetched_bytes": "4000"})))
    told = {each.document_id: each.reason or "" for each in report.outcomes}
    assert told.pop("b-2025") == ""
    assert "Access Denied" in told.pop("a-2026")
    assert "limit fetched_bytes" in told.pop("c-2024")
    assert all("is no name of a file in a folder" in reason for reason in told.values())
    assert len(told) == 2
    assert not (tmp_path / "outside-2026.txt").exists()
    assert report.is_published


@slow
def test_stages_of_a_bucket_are_taken_whole_or_made_anew(
    tmp_path: Path, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"a-2026": "loaded", "b-2025": "loaded"}
    same = dict.fromkeys(new, "unchanged")
    (tmp_path / "other").mkdir()
    assert statuses(run(tmp_path, stages=STAGES)) == new
    # another machine reads nothing
    assert statuses(run(tmp_path / "other", stages=STAGES)) == same
    shutil.rmtree(stages_folder(tmp_path / "c.duckdb"))
    assert statuses(run(tmp_path, stages=STAGES)) == same

    first, second = sorted(bucket.find("catalogs/stages"))
    whole = bucket.cat_file(first)
    bucket.pipe_file(first, whole[: len(whole) // 2])
    middle = len(whole) // 2
    other = bucket.cat_file(second)
    bucket.pipe_file(second, other[:middle] + bytes([other[middle] ^ 1]) + other[middle + 1 :])
    shutil.rmtree(stages_folder(tmp_path / "c.duckdb"))
    assert statuses(run(tmp_path, stages=STAGES)) == new
    assert sorted(bucket.find("catalogs/stages")) == [first, second]
    shutil.rmtree(stages_folder(tmp_path / "c.duckdb"))
    assert statuses(run(tmp_path, stages=STAGES)) == same

    # one by the name of another is not that
    bucket.pipe_file(second, bucket.cat_file(first))
    shutil.rmtree(stages_folder(tmp_path / "c.duckdb"))
    assert statuses(run(tmp_path, stages=STAGES)) == same | {"b-2025": "loaded"}

    # one that unpacks to more than it is was not packed here
    packed = BytesIO()
    with ZipFile(BytesIO(bucket.cat_file(second))) as given, ZipFile(packed, "w") as archive:
        for name in given.namelist():
            archive.writestr(name, given.read(name), ZIP_DEFLATED)
    bucket.pipe_file(second, packed.getvalue())
    shutil.rmtree(stages_folder(tmp_path / "c.duckdb"))
    assert statuses(run(tmp_path, stages=STAGES)) == same | {"b-2025": "loaded"}

    # stages of a program that is gone are removed, and nothing that is no stage
    bucket.pipe_file("catalogs/stages/notes.txt", b"mine")
    monkeypatch.setattr(stage, "program_digest", lambda: "f" * 64)
    assert statuses(run(tmp_path, stages=STAGES)) == new
    left = {Path(path).name for path in bucket.find("catalogs/stages")}
    assert len(left) == 3
    assert "notes.txt" in left
    assert not left & {Path(first).name, Path(second).name}


@slow
def test_a_shared_folder_is_a_place_for_stages(tmp_path: Path, bucket: Any) -> None:
    place = shared_store(named_store(f"file://{tmp_path}/share"))
    assert set(statuses(run(tmp_path, stages=place)).values()) == {"loaded"}
    (tmp_path / "other").mkdir()
    assert set(statuses(run(tmp_path / "other", stages=place)).values()) == {"unchanged"}


@slow
def test_pictures_come_from_the_copy(tmp_path: Path, bucket: Any) -> None:
    assert run(tmp_path).is_published
    database = str(tmp_path / "c.duckdb")
    asked = ["a-2026/1#1", "--image", "x.png", "--raw", str(RAW), "--database", database]
    result = CliRunner().invoke(build_app("trace"), ["trace", *asked])
    assert "a-2026.txt is no PDF" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gs://bucket/raw", "'gs://' is no address of a folder"),
        ("memory://raw", "'memory://' is no address"),
        ("zip://a::s3://bucket/a.zip", "'zip://' is no address"),
        ("s3://key:hidden@bucket/raw", "an address with a password"),
        ("s3:///raw", "s3://, the bucket and a folder"),
        ("file://host/raw", "file:// and a path from the root"),
    ],
)
def test_an_address_that_no_store_has_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        named_store(text)
    assert "hidden" not in str(refused.value)


def test_paths_and_shared_folders_are_folders_of_this_machine() -> None:
    assert named_store("raw") == Path("raw")
    assert named_store("file:///mnt/raw/") == Path("/mnt/raw")
    assert named_store("S3://bucket/raw/") == Store("s3://bucket/raw")


def refused(*words: str) -> str:
    """What a run that is wrong usage says."""
    result = CliRunner().invoke(
        build_app("run"), ["run", "--no-prefect", *words], env={"COLUMNS": "500", "TERM": "dumb"}
    )
    assert result.exit_code == ExitCode.USAGE, result.output
    return result.output


def test_a_bucket_is_no_place_to_write_documents() -> None:
    result = CliRunner().invoke(build_app("add"), ["add", "x.pdf", "--raw", str(RAW)])
    assert result.exit_code == ExitCode.USAGE
    assert "no folder of this" in result.output


@slow
def test_a_bucket_that_is_not_there_is_said(
    tmp_path: Path, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ["--database", str(tmp_path / "c.duckdb"), "--raw"]
    assert "holds no file" in refused(*there, "s3://catalogs/rew")
    assert "does not exist; name a bucket" in refused(*there, "s3://catalog/raw")
    store._system.cache_clear()
    bucket.clear_instance_cache()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    assert "credentials; set AWS_PROFILE" in refused(*there, "s3://catalogs/raw")
    store._system.cache_clear()
    bucket.clear_instance_cache()


@slow
def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys; sys.modules['s3fs'] = None; from flows.cli import main; main()"
    places = ["--raw", "s3://bucket/raw", "--database", str(tmp_path / "c.duckdb")]
    done = subprocess.run(
        [sys.executable, "-c", program, "run", "--no-prefect", *places],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == ExitCode.USAGE
    assert "install training-catalogs[cluster]" in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.setattr("flows.options.find_spec", lambda name: None)
    assert "install training-catalogs[cluster]" in refused("--task-runner", "dask")


def test_a_cluster_wants_a_scheduler_and_a_place_for_stages() -> None:
    assert "--task-runner dask" in refused("--dask-address", "tcp://10.0.0.1:8786")
    dask = ["--task-runner", "dask", "--dask-address"]
    assert "wants --stages" in refused(*dask, "tcp://10.0.0.1:8786")
    assert "no address such as" in refused(*dask, "10.0.0.1", "--stages", "s3://bucket/stages")
