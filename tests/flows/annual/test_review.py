"""``review``: counts beside the print and the edition before, what is new, where to look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import build_app
from flows.exit_codes import ExitCode
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.samples.flow_samples import ROWS, list_text, put

pytestmark = pytest.mark.slow

BEFORE = (*ROWS, ("5", "6-18-01-01", "车工", "A"))
NOW = (
    ROWS[0],
    ("2", *ROWS[1][1:3], "C*"),
    ("3", "6-18-01-01", "车工", "A"),
    ("9", "6-18-01-02", "铣工", "A"),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    put(folder / "raw", "s-2025.txt", list_text(BEFORE, year=2025), "supersedes: s-2025-old\n")
    put(folder / "raw", "s-2026.txt", list_text(NOW))
    second = list_text((("1", "6-18-04-01", "磨工", "A"),)).replace("年）", "年）（第二批）")
    put(folder / "raw", "s-2026-b2.txt", second)
    put(folder / "raw", "s-2025-old.txt", list_text(ROWS, year=2025))
    path = folder / "c.duckdb"
    report = run_documents(Settings(folder / "raw", path), RunProgress())
    assert report.is_whole, [each.reason for each in report.outcomes]
    return path


def review(database: Path, *words: str) -> Result:
    return CliRunner().invoke(build_app(), ["review", *words, "--database", str(database)])


def page(database: Path, document_id: str) -> dict[str, Any]:
    result = review(database, document_id, "--json")
    assert result.exit_code == ExitCode.WELL, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_counts_stand_beside_the_print_and_the_edition_before(database: Path) -> None:
    found = page(database, "s-2026")
    assert found["before"] == ["s-2025"]
    (only,) = found["lists"]
    assert (only["rows"], only["last_serial"], only["rows_before"]) == (4, 9, 4)
    assert "LOOK" in review(database, "s-2026").stdout


def test_rows_are_told_as_they_changed(database: Path) -> None:
    changed = {(row["change"], row["name"]) for row in page(database, "s-2026")["rows"]}
    assert changed == {
        ("added", "铣工"),
        ("removed", "电工[1]"),
        ("reclassified", "网络与信息安全管理员"),
    }


def test_a_supplement_shows_what_it_adds_alone(database: Path) -> None:
    found = page(database, "s-2026-b2")
    assert found["document"]["supplements"] == "s-2026"
    assert [(row["change"], row["name"]) for row in found["rows"]] == [("added", "磨工")]


def test_only_new_findings_are_listed(database: Path) -> None:
    found = page(database, "s-2026")
    assert [row["printed"] for row in found["new_findings"] if row["rule"] == "serial_gap"] == ["9"]
    assert "document_unreviewed" not in {row["rule"] for row in found["new_findings"]}
    assert page(database, "s-2025")["known_findings"] == 0


def test_odd_rows_come_first_each_with_its_way_back(database: Path) -> None:
    rows = page(database, "s-2026")["look"]
    assert len(rows) == len(NOW)
    assert "serial_gap" in rows[0]["why"]
    assert rows[0]["line"] is not None
    result = CliRunner().invoke(
        build_app(), ["trace", rows[0]["entry_id"], "--database", str(database)]
    )
    assert result.exit_code == ExitCode.WELL
    assert rows[0]["trace"] == f'training-catalogs trace "{rows[0]["entry_id"]}"'


def test_a_document_not_in_force_and_an_unknown_one_are_told(database: Path) -> None:
    assert "not in force: s-2025 replaces it" in review(database, "s-2025-old").stdout
    assert "training-catalogs diff s-2025-old s-2025" in review(database, "s-2025").stdout
    assert review(database, "s-2027").exit_code == ExitCode.USAGE
