"""What the guides show is what comes of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.cli import build_app
from tests.places import DOCS, ROOT

GUIDES = DOCS / "guides"
WORKBOOK = "training-catalogs.xlsx"
# comma, quote, UTF-8, what is shown, the first sheet alone
CSV_OF_ONE_SHEET = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"

pytestmark = pytest.mark.slow


def shown(guide: str, language: str) -> Iterator[tuple[str, str | None]]:
    """The blocks of a language in a guide, each with the output shown right below it, if any."""
    text = (GUIDES / guide).read_text(encoding="utf-8")
    block = rf"```{language}\n(.*?)```\n(?:\n```text\n(.*?)```)?"
    for code, output in re.findall(block, text, re.DOTALL):
        yield code, output or None


@pytest.fixture(scope="module")
def folder(five_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database and the exports where the guides say they are."""
    folder = tmp_path_factory.mktemp("guides")
    database = folder / "warehouse" / "catalogs.duckdb"
    database.parent.mkdir()
    shutil.copy(five_documents, database)
    for out, form in (("out", "parquet"), ("csv", "csv"), ("out", "xlsx")):
        words = ["export", str(folder / out), "--format", form, "--database", str(database)]
        result = CliRunner().invoke(
            build_app(), [*words, "--tables", "overview,entry_detail,region_offer"]
        )
        assert result.exit_code == 0, result.stderr
    return folder


@pytest.mark.parametrize(("sql", "output"), list(shown("duckdb.md", "sql")))
def test_sql_answers_as_shown(
    sql: str, output: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if output is None:
        monkeypatch.chdir(folder)
        import duckdb

        *before, last = sql.split(";\n")
        name = "" if before else "warehouse/catalogs.duckdb"
        with duckdb.connect(name, read_only=not before) as connection:
            for statement in before:
                connection.execute(statement)
            assert connection.execute(last).fetchall()
        return
    database = folder / "warehouse" / "catalogs.duckdb"
    result = CliRunner().invoke(build_app(), ["query", sql, "--database", str(database)])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == output


@pytest.mark.parametrize(("code", "output"), list(shown("python.md", "python")))
def test_python_prints_what_is_shown(code: str, output: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-c", code],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # on a busy machine DuckDB shows how far a query is
    shown_lines = [line for line in done.stdout.splitlines() if line and "▕" not in line]
    assert shown_lines == output.splitlines()


FORMULAS = re.findall(
    r"^\| [^|]+ \| `(=[^`]+)` \| ([^|]+) \|$",
    (GUIDES / "excel.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_formulas_give_what_is_shown(folder: Path, tmp_path: Path) -> None:
    assert len(FORMULAS) == 4
    book = openpyxl.load_workbook(folder / "out" / WORKBOOK)
    sheet = book.create_sheet("mine", 0)
    for formula, _ in FORMULAS:
        sheet.append([formula])
    book.save(tmp_path / WORKBOOK)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
         "--convert-to", f"csv:{CSV_OF_ONE_SHEET}",
         "--outdir", str(tmp_path), str(tmp_path / WORKBOOK)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (written,) = tmp_path.glob("*.csv")
    assert written.read_text(encoding="utf-8").split() == [result for _, result in FORMULAS]


def test_the_notebook_runs(folder: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'notebooks'); import flows.paths, pathlib;"
        f"flows.paths.default_database = lambda: pathlib.Path({str(folder)!r},"
        " 'warehouse', 'catalogs.duckdb');"
        "import ladder; _, defined = ladder.app.run();"
        "print(len(defined['both']) > 0, defined['ladder'][0])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("True ('南通', 5, Decimal('1000.00'))")
