"""Exported files: whole, described, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from lxml import etree
from typer.testing import CliRunner, Result

from flows.cli import build_app
from flows.exit_codes import ExitCode
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.places import RAW
from tests.samples.flow_samples import list_text, put

pytestmark = pytest.mark.slow

FORMULA = '=HYPERLINK("https://x.example","电工")'
WORKBOOK = "training-catalogs.xlsx"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    put(folder / "raw", "new-2026.txt", list_text())
    path = folder / "c.duckdb"
    report = run_documents(Settings(folder / "raw", path), RunProgress())
    assert report.is_whole, report.problem
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE catalog_entry SET name = ? WHERE ordinal = 1", [FORMULA])
        connection.execute(
            "UPDATE catalog_entry SET work_types = ['母婴护理', '家务服务'],"
            " other = MAP {'联系电话': '021-62345678', '备注': '含全部工种'} WHERE ordinal = 2"
        )
    return path


def export(database: Path, folder: Path, *words: str) -> Result:
    return CliRunner().invoke(
        build_app(), ["export", str(folder), *words, "--database", str(database)]
    )


def exported(database: Path, folder: Path, *words: str) -> Path:
    result = export(database, folder, *words)
    assert result.exit_code == ExitCode.WELL, result.stderr
    return folder


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def count(database: Path, table: str) -> int:
    with duckdb.connect(database, read_only=True) as connection:
        return len(connection.table(table).fetchall())


def test_every_table_and_view_of_main_and_reference_is_written(
    database: Path, tmp_path: Path
) -> None:
    exported(database, tmp_path)
    with duckdb.connect(database, read_only=True) as connection:
        names = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal"
            " UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    expected = {
        f"{name}.parquet" if schema == "main" else f"{schema}.{name}.parquet"
        for schema, name in names
        if schema != "audit"
    }
    assert {path.name for path in tmp_path.glob("*.parquet")} == expected
    for name in expected:
        table = name.removesuffix(".parquet")
        assert pq.read_metadata(tmp_path / name).num_rows == count(database, table), name


def test_parquet_holds_no_lists_and_keeps_types(database: Path, tmp_path: Path) -> None:
    exported(database, tmp_path, "--tables", "catalog_entry")
    found = pq.read_table(tmp_path / "catalog_entry.parquet")
    assert not [field for field in found.schema if "list" in str(field.type)]
    second = found.to_pylist()[1]
    assert second["work_types"] == "母婴护理、家务服务"
    assert second["ordinal"] == 2
    assert second["is_shortage"] is None


@pytest.mark.parametrize("form", ["parquet", "csv", "xlsx"])
def test_the_same_file_twice_is_the_same_to_the_byte(
    form: str, database: Path, tmp_path: Path
) -> None:
    sums = []
    for folder in (tmp_path / "1", tmp_path / "2"):
        exported(database, folder, "--format", form, "--tables", "entry_detail,region_offer")
        sums.append({p.name: hashlib.sha256(p.read_bytes()).digest() for p in folder.iterdir()})
    assert sums[0] == sums[1]


def test_csv_is_for_a_spreadsheet_what_it_says(database: Path, tmp_path: Path) -> None:
    exported(database, tmp_path, "--format", "csv", "--tables", "entry_detail,occupation_current")
    assert (tmp_path / "entry_detail.csv").read_bytes().startswith(b"\xef\xbb\xbfcity,")
    first = csv_rows(tmp_path / "entry_detail.csv")[0]
    assert first["name"] == f"'{FORMULA}"
    assert first["code"] == "4-02-06-05"
    # Excel makes a date of 4-02 and of 4-02-06
    assert (first["middle_code"], first["minor_code"]) == ("'4-02", "'4-02-06")
    occupation = csv_rows(tmp_path / "reference.occupation_current.csv")[0]
    assert occupation["minor_code"] == "'1-01-00"


@pytest.mark.parametrize("form", ["parquet", "csv", "xlsx"])
def test_telephone_numbers_and_contact_persons_are_left_out(
    form: str, database: Path, tmp_path: Path
) -> None:
    folder = put(
        tmp_path / "raw", "new-2026.txt", list_text() + "联系人：王小明，电话13912345678\n"
    )
    path = tmp_path / "c.duckdb"
    run_documents(Settings(folder.parent, path), RunProgress())
    out = exported(path, tmp_path / "out", "--format", form, "--tables", "main,audit")
    exported(database, tmp_path / "more", "--format", form, "--tables", "main,audit")
    everything = "".join(text for folder in (out, tmp_path / "more") for text in texts_of(folder))
    assert "含全部工种" in everything
    for private in ("13912345678", "王小明", "62345678"):
        assert private not in everything


def texts_of(folder: Path) -> list[str]:
    found: list[str] = []
    for path in folder.iterdir():
        if path.suffix == ".parquet":
            found.append(str(pq.read_table(path).to_pylist()))
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            found += [str(list(sheet.iter_rows(values_only=True))) for sheet in book]
        else:
            found.append(path.read_text(encoding="utf-8"))
    return found


def test_the_workbook_can_be_read_by_eye(database: Path, tmp_path: Path) -> None:
    exported(database, tmp_path, "--format", "xlsx", "--tables", "entry_detail,reference")
    book = openpyxl.load_workbook(tmp_path / WORKBOOK)
    assert book.sheetnames[:2] == ["说明", "entry_detail"]
    sheet = book["entry_detail"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    heads = [cell.value for cell in sheet[1]]
    notes = {(row[0], row[2]): row for row in book["说明"].iter_rows(values_only=True)}
    for head in heads:
        told = notes["entry_detail", head]
        assert told[4], head
        assert told[5], head
    name = sheet.cell(2, heads.index("name") + 1)
    assert (name.value, name.data_type) == (FORMULA, "s")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_code_as_text(database: Path, tmp_path: Path) -> None:
    exported(database, tmp_path, "--format", "xlsx", "--tables", "entry_detail,occupation_current")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "fods",
         "--outdir", str(tmp_path), str(tmp_path / WORKBOOK)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    checked = 0
    for table in ("entry_detail", "reference.occupation_current"):
        rows = sheet_of(tmp_path / "training-catalogs.fods", table)
        heads = [text for _, text, _ in rows[0]]
        codes = [place for place, head in enumerate(heads) if head and head.endswith("code")]
        for row in rows[1:]:
            for kind, text, formula in [row[place] for place in codes if place < len(row)]:
                assert formula is None
                assert kind in ("string", None), text
                checked += kind == "string"
    assert checked > 5000
    first = [
        text for _, text, _ in sheet_of(tmp_path / "training-catalogs.fods", "entry_detail")[1]
    ]
    assert FORMULA in first
    assert "4-02-06" in first


def sheet_of(path: Path, name: str) -> list[list[tuple[str | None, str, str | None]]]:
    """The rows of one sheet: each cell's kind, text and formula."""
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    tree = etree.parse(path, etree.XMLParser(huge_tree=True, resolve_entities=False))
    found = []
    for sheet in tree.iter(f"{table}table"):
        if sheet.get(f"{table}name") != name:
            continue
        for row in sheet.iter(f"{table}table-row"):
            cells: list[tuple[str | None, str, str | None]] = []
            for cell in row.iter(f"{table}table-cell"):
                kind, formula = cell.get(f"{office}value-type"), cell.get(f"{table}formula")
                times = int(cell.get(f"{table}number-columns-repeated", "1"))
                cells += [(kind, "".join(map(str, cell.itertext())).strip(), formula)] * min(
                    times, 100
                )
            found.append(cells)
    return found


def test_the_data_package_of_csv_is_valid_with_all_its_rows(database: Path, tmp_path: Path) -> None:
    exported(database, tmp_path, "--format", "csv", "--tables", "main,reference,audit")
    report = Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    assert len(report.tasks) == len(list(tmp_path.glob("*.csv")))


@pytest.mark.parametrize("form", ["parquet", "csv", "xlsx"])
def test_the_metadata_names_every_file_with_its_checksum(
    form: str, database: Path, tmp_path: Path
) -> None:
    exported(database, tmp_path, "--format", form, "--tables", "main")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    Package.metadata_validate(package)
    croissant = json.loads((tmp_path / "croissant.json").read_text("utf-8"))
    files = {path.name for path in tmp_path.glob(f"*.{form}")}
    assert {resource["path"] for resource in package["resources"]} == files
    assert {item["name"] for item in croissant["distribution"]} == files
    for item in croissant["distribution"]:
        assert item["sha256"] == hashlib.sha256((tmp_path / item["name"]).read_bytes()).hexdigest()
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["title"], field
            assert field["description"], field


def test_an_unknown_table_names_the_nearest(database: Path, tmp_path: Path) -> None:
    result = export(database, tmp_path / "out", "--tables", "catlog_entry")
    assert result.exit_code == ExitCode.USAGE
    assert "catalog_entry" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_failure_leaves_what_was_there(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(database, tmp_path, "--tables", "region,document")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(*_: Any) -> None:
        raise PermissionError(13, "Permission denied", "datapackage.json")

    monkeypatch.setattr("flows.export.export._write_json", fail)
    result = export(database, tmp_path, "--tables", "region,catalog")
    assert result.exit_code == ExitCode.NOTHING
    assert "name another folder" in result.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("place", [RAW, RAW / "out"])
def test_nothing_is_written_among_the_documents(database: Path, place: Path) -> None:
    result = export(database, place)
    assert result.exit_code == ExitCode.USAGE
    assert not (RAW / "out").exists()


def test_a_file_is_no_folder(database: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    result = export(database, tmp_path / "x")
    assert result.exit_code == ExitCode.NOTHING
    assert "name another folder" in result.stderr
