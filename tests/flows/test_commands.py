"""The commands that only look, over one small database, and the pages written from their help."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner, Result

from flows.cli import build_app
from flows.docs import pages
from flows.exit_codes import ExitCode
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.places import DOCS
from tests.samples.flow_samples import ROWS, list_text, put

CORRECTIONS = (
    "reviewed: true\n"
    "corrections: [{where: {entry: 'new-2026/1#1'}, column: name, printed: 供应链管理师,"
    " meant: 供应链总管, reason: 改名, evidence: 来函}]"
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    put(folder / "raw", "new-2026.txt", list_text(), CORRECTIONS)
    rejected = ("5", "6-31-01-04", "车工", "Q")
    skipping = ("7", "6-18-01-01", "车工", "A")
    put(folder / "raw", "old-2025.txt", list_text((*ROWS, rejected, skipping), year=2025))
    put(folder / "raw", "bad.txt", "no catalog")
    path = folder / "c.duckdb"
    run_documents(Settings(folder / "raw", path), RunProgress())
    return path


def call(*words: str, database: Path | None = None) -> Result:
    where = [] if database is None else ["--database", str(database)]
    return CliRunner().invoke(build_app(), [*words, *where], env={"COLUMNS": "200"})


def rows(*words: str, database: Path) -> list[dict[str, Any]]:
    result = call(*words, "--json", database=database)
    assert result.exit_code == ExitCode.WELL, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_query_answers_in_three_forms(database: Path) -> None:
    sql = "SELECT name, [name, code] AS both FROM catalog_entry WHERE name = '电工[1]' LIMIT 1"
    assert rows("query", sql, database=database) == [
        {"name": "电工[1]", "both": ["电工[1]", "6-31-01-03"]}
    ]
    lines = list(csv.reader(io.StringIO(call("query", sql, "--csv", database=database).stdout)))
    assert lines == [["name", "both"], ["电工[1]", "电工[1]、6-31-01-03"]]
    table = call("query", sql, database=database).stdout.splitlines()
    assert [line.split() for line in table] == [
        ["name", "both"],
        ["电工[1]", "电工[1]、6-31-01-03"],
    ]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELEC 1", "syntax error"),
        ("FROM catalog_entri", "catalog_entry"),
        ("DELETE FROM catalog_entry", "read-only"),
        ("COPY catalog_entry TO 'stolen.csv'", "stolen.csv"),
        ("FROM read_csv('/etc/passwd')", "/etc/passwd"),
        ("SELECT 1; SELECT 2", "These are 2 statements; ask one at a time"),
        ("SELECT '\udcff'", "no UTF-8 text"),
        ("", "write a SELECT"),
    ],
)
def test_a_query_that_is_none_is_wrong_usage(database: Path, sql: str, told: str) -> None:
    result = call("query", sql, database=database)
    assert result.exit_code == ExitCode.USAGE
    assert told in result.stderr
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1


def test_findings_can_be_chosen(database: Path) -> None:
    every = rows("findings", database=database)
    assert {row["document_id"] for row in every} == {"new-2026", "old-2025"}
    gaps = rows("findings", "old-2025", "--rule", "serial_gap", database=database)
    assert [(row["printed"], row["entry_id"]) for row in gaps] == [("7", "old-2025/1#5")]
    notes = rows("findings", "--severity", "note", database=database)
    assert "document_unreviewed" in {row["rule"] for row in notes}
    assert {row["severity"] for row in notes} == {"note"}


def test_rejects_show_the_row_and_why(database: Path) -> None:
    (row,) = rows("rejects", "old-2025", database=database)
    assert row["cells"] == ["5", "6-31-01-04", "车工", "Q"]
    assert row["reasons"]
    assert row["line_start"] < row["line_end"]
    assert rows("rejects", "new-2026", database=database) == []


def test_status_shows_each_file(database: Path) -> None:
    found: Any = rows("status", database=database)
    assert found["build"]["schema_version"]
    assert [
        (file["file_name"], file["status"], file["rows_loaded"]) for file in found["files"]
    ] == [
        ("bad.txt", "failed", None),
        ("new-2026.txt", "loaded", 3),
        ("old-2025.txt", "loaded", 4),
    ]
    assert "is no catalog of subsidized training" in call("status", database=database).stdout


def test_status_says_what_was_read_without_a_module(tmp_path: Path) -> None:
    of_city = list_text().replace("上海市", "合肥市")
    put(tmp_path / "raw", "hefei-2026.txt", of_city)
    run_documents(Settings(tmp_path / "raw", tmp_path / "c.duckdb"), RunProgress())
    found: Any = rows("status", database=tmp_path / "c.duckdb")
    (reason,) = [file["reason"] for file in found["files"]]
    assert reason.startswith("read without a module: 0 columns not understood")
    assert "new-city" in reason


def test_trace_leads_an_entry_back_to_its_print(database: Path) -> None:
    found: Any = rows("trace", "new-2026/1#1", database=database)
    assert found["document"]["file_name"] == "new-2026.txt"
    (source,) = found["source"]
    assert source["cells"] == list(ROWS[0])
    assert (source["table_no"], source["line_start"]) == (1, 11)
    assert found["values"]["name"] == "供应链总管"
    assert [(one["printed"], one["value"]) for one in found["corrections"]] == [
        ("供应链管理师", "供应链总管")
    ]
    table = call("trace", "new-2026/1#1", database=database).stdout
    assert "供应链管理师" in table
    assert "改名" in table


def test_trace_names_near_ids(database: Path) -> None:
    result = call("trace", "new-2026/1#9", database=database)
    assert result.exit_code == ExitCode.USAGE
    assert "new-2026/1#1 to new-2026/1#3" in result.stderr
    assert "new-2026/1" in call("trace", "new-2026/2#1", database=database).stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["findings", "new-206"], "did you mean new-2026?"),
        (["rejects", "zzz"], "there are: new-2026, old-2025."),
        (["findings", "--rule", "serial_gup"], "serial_gap"),
        (["findings", "--severity", "bad"], "error, note, warning"),
        (["query", "SELECT 1", "--csv", "--json"], "exclude each other"),
        (["run", "--only", "x", "--raw", str(DOCS)], "No document 'x'"),
        (["run", "--raw", "/nowhere/at/all"], "is no folder"),
        (["stattus"], "No such command"),
    ],
)
def test_wrong_usage_names_what_may_be_meant(database: Path, words: list[str], told: str) -> None:
    result = call(*words, database=None if words[0] == "stattus" else database)
    assert result.exit_code == ExitCode.USAGE
    assert told in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["status", "findings", "rejects"])
def test_a_database_that_is_not_there_or_none_is_told(tmp_path: Path, command: str) -> None:
    missing = call(command, database=tmp_path / "no.duckdb")
    assert missing.exit_code == ExitCode.NOTHING
    assert "training-catalogs run" in missing.stderr
    other = tmp_path / "other.duckdb"
    other.write_text("no database")
    assert call(command, database=other).exit_code == ExitCode.NOTHING


@pytest.mark.parametrize(
    "words",
    [["run"], ["status"], ["query", "select 1"], ["findings"], ["rejects"], ["errata", "x"]],
)
def test_a_folder_is_no_database(tmp_path: Path, words: list[str]) -> None:
    result = call(*words, database=tmp_path)
    assert result.exit_code == ExitCode.USAGE
    assert "is a folder and a file is wanted" in flat(result.stderr)


def flat(words: str) -> str:
    """What a box of Typer's says, without the box."""
    return " ".join(words.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["status", "-d", ""], "an empty text names no file or folder"),
        (["run", "--raw", ""], "an empty text names no file or folder"),
        (["trace", "x", "--raw", ""], "an empty text names no file or folder"),
        (["status", "-d", "\udcff.duckdb"], "the name is no UTF-8"),
        (["status", "-d", "/dev/null"], "is no ordinary file"),
        (["status", "-d", "x" * 300], "File name too long"),
        (["run", "--raw", ".", "-d", "x.duckdb"], "the folder of the documents"),
        (["run", "--raw", "tests", "-d", "x.docx"], "is named like a document"),
    ],
)
def test_a_path_that_cannot_be_meant_is_wrong_usage(words: list[str], told: str) -> None:
    result = call(*words)
    assert result.exit_code == ExitCode.USAGE
    assert told in flat(result.stderr)
    assert "Traceback" not in result.stderr


def test_a_run_that_cannot_publish_ends_before_it_starts(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a.txt", list_text())
    (tmp_path / "file").write_text("x")
    (tmp_path / "theirs.duckdb").write_text("no database")
    before = set(sys.modules)
    for name, told in (("file/c.duckdb", "writing beside"), ("theirs.duckdb", "is no database")):
        result = call("run", "--raw", str(tmp_path / "raw"), database=tmp_path / name)
        assert result.exit_code == ExitCode.NOTHING
        assert told in result.stderr
    assert "flows.flow" not in set(sys.modules) - before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "raw", "theirs.duckdb"]


@pytest.mark.slow
def test_looking_imports_neither_prefect_nor_the_readers(database: Path) -> None:
    program = (
        "import sys; from flows.cli import main\n"
        f"sys.argv = ['t', 'trace', 'new-2026/1#1', '--database', {str(database)!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'prefect', 'pandas', 'pdfplumber', 'docx'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.slow
def test_a_closed_pipe_is_quiet(database: Path) -> None:
    command = f"'{sys.executable}' -c 'from flows.cli import main; main()' query"
    sql = "FROM range(1000000)"
    result = subprocess.run(
        [
            "bash",
            "-c",
            f"{command} '{sql}' --csv --database '{database}' | head -1; exit ${{PIPESTATUS[0]}}",
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (result.returncode, result.stdout, result.stderr) == (
        ExitCode.PIPE_CLOSED,
        "range\n",
        "",
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words", ["query 'FROM range(9)'", "query 'FROM range(99999)' --json", "-h"]
)
def test_a_full_disk_is_one_sentence(database: Path, words: str) -> None:
    command = f"'{sys.executable}' -c 'from flows.cli import main; main()' {words}"
    where = "" if words == "-h" else f"--database '{database}'"
    result = subprocess.run(
        ["bash", "-c", f"{command} {where} > /dev/full"],
        check=False,
        capture_output=True,
        text=True,
    )
    told = "The output cannot be written: No space left on device; free space or write it"
    assert (result.returncode, result.stderr) == (ExitCode.NOTHING, f"{told} elsewhere.\n")


def test_one_statement_may_end_in_a_semicolon_and_pivot(database: Path) -> None:
    assert rows("query", "SELECT 1 AS a;", database=database) == [{"a": 1}]
    pivot = "PIVOT (SELECT 1 AS n, 'x' AS word) ON word USING sum(n)"
    assert rows("query", pivot, database=database) == [{"x": 1}]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_those_of_the_program(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], (
        "the page is stale: python -m flows.docs"
    )


@pytest.mark.slow
def test_every_command_is_documented_with_an_example() -> None:
    group = get_command(build_app())
    assert isinstance(group, TyperGroup)
    commands = group.commands
    assert {"run", "query", "findings", "rejects", "status", "trace"} <= set(commands)
    for name, command in commands.items():
        assert f"training-catalogs {name}" in (command.help or ""), name
        assert f"\n## {name}\n" in pages()["commands.md"]


@pytest.mark.slow
def test_the_help_says_what_each_command_says_of_itself_and_imports_none() -> None:
    code = (
        "import sys; from typer.main import get_command; from flows.cli import _table_of_contents;"
        " told = get_command(_table_of_contents()).commands;"
        " assert not any(name.startswith('flows.commands.') for name in sys.modules);"
        " print({name: command.help for name, command in told.items()})"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    group = get_command(build_app())
    assert isinstance(group, TyperGroup)
    assert told.stdout.strip() == str({name: each.help for name, each in group.commands.items()})


def test_every_exit_code_is_documented() -> None:
    page = (DOCS / "exit-codes.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"\n| {code.value} | " in page
