"""The five catalogs read as if nobody had described them, and by the modules written from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.catalog import Publication
from extractors.catalog.module import module_source
from extractors.extract import described, extract_document
from extractors.extraction import EntryRow, Extraction
from flows.cli import build_app
from tests.places import RAW

DOCUMENTS = sorted(RAW.glob("*.txt"))
# what the least known of the five cities must give of the cells that its module gives
LEAST = 0.98
CELLS = (
    "serial_printed",
    "entry_kind",
    "name",
    "code",
    "subsidy_class",
    "certificate_type",
    "industry",
    "initiatives",
    "is_shortage",
    "marks",
    "section",
)


def cells(entry: EntryRow) -> dict[str, object]:
    given = {name: getattr(entry, name) for name in CELLS}
    return {name: value for name, value in given.items() if value not in (None, [])}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_city_is_read_without_its_module_as_with_it(path: Path) -> None:
    data = path.read_bytes()
    by_module = extract_document(data, path.name)
    _, generic = described(data, path.name, "city")
    found = {entry.row_no: cells(entry) for entry in generic.entries}
    wanted = [(entry.row_no, *cell) for entry in by_module.entries for cell in cells(entry).items()]
    same = sum(found.get(row_no, {}).get(name) == value for row_no, name, value in wanted)
    assert same >= LEAST * len(wanted)
    lost = {entry.row_no for entry in by_module.entries} - found.keys()
    assert lost <= {row.row_no for row in generic.rejected}
    amounts = {(rate.row_no, rate.skill_level, rate.amount_yuan) for rate in generic.rates}
    assert amounts >= {
        (rate.row_no, rate.skill_level, rate.amount_yuan)
        for rate in by_module.rates
        if rate.catalog_id is not None
    }


def rows_of(extraction: Extraction) -> tuple[object, ...]:
    return (
        extraction.catalogs,
        extraction.entries,
        extraction.rates,
        extraction.hours,
        extraction.rejected,
        extraction.source_rows,
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_module_written_from_a_document_reads_it_equally(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = path.read_bytes()
    publication, generic = described(data, path.name, "city")
    names: dict[str, Publication] = {}
    exec(module_source(publication, "A city."), names)  # noqa: S102  its own output
    assert names["PUBLICATION"] == publication
    monkeypatch.setattr("extractors.extract.publication_of", lambda *_: names["PUBLICATION"])
    assert rows_of(extract_document(data, path.name)) == rows_of(generic)


def test_new_city_writes_a_module_a_sidecar_and_rows_to_check(tmp_path: Path) -> None:
    document = tmp_path / "jinan-2023.txt"
    document.write_bytes((RAW / "jinan-2023.txt").read_bytes())
    cities = tmp_path / "cities"
    command = ["new-city", str(document), "--cities", str(cities)]
    done = CliRunner().invoke(build_app(), command)
    assert done.exit_code == 0, done.output
    source = (cities / "jinan.py").read_text("utf-8")
    assert source.startswith('"""')
    assert 'series="jinan"' in source
    assert "reviewed: false" in (tmp_path / "jinan-2023.yml").read_text("utf-8")
    golden = (cities / "jinan-2023.golden.csv").read_text("utf-8").splitlines()
    assert golden[1].startswith("jinan-2023/1#1,")
    assert f"training-catalogs --cities {cities} run" in " ".join(done.output.split())
    again = CliRunner().invoke(build_app(), command)
    assert again.exit_code == 2
    assert "there already" in again.output
