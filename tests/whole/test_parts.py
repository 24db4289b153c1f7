"""Each of the five documents, its notice and its annexes as files of their own, gives the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.extract import extract_document
from extractors.readers.parts import PartFile
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from tests.places import RAW, ROOT

ANNEX = re.compile(r"(?m)^[ \t]*附[ ]*件[ ]*\d*[ ]*$")
CUT = {"changji": "序号 行业", "shanghai-2026": "注：标*"}
"""Where a document is cut that prints one annex and no notice: its title apart, or its note."""
PLACES = {
    *("part", "table_no", "table_row", "line_start", "line_end"),
    *("file_name", "sha256", "bytes", "stage_key", "loaded_at"),
}
OF_FILES = {"document_part", "source_file", "run", "run_change", "build_info"}


def files_of(name: str, text: str) -> Iterator[tuple[str, str]]:
    """The names and texts of a document's parts; joined they are the text."""
    starts = [match.start() for match in ANNEX.finditer(text) if text[: match.start()].strip()]
    if name in CUT:
        starts = [text.index(CUT[name])]
        names = ["1 标题.txt", "2 目录.txt"]
    else:
        has_notice = not text.lstrip().startswith("附件")
        names = ["通知.txt"] * has_notice
        names += [f"附件{number}.txt" for number in range(1, len(starts) + 2 - has_notice)]
    for part, start, stop in zip(names, [0, *starts], [*starts, len(text)], strict=True):
        yield part, text[start:stop]


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the five documents, each a folder of its parts."""
    folder = tmp_path_factory.mktemp("parts")
    for path in RAW.glob("*.txt"):
        whole = folder / "raw" / path.stem
        whole.mkdir(parents=True)
        for name, text in files_of(path.stem, path.read_text("utf-8")):
            (whole / name).write_text(text, encoding="utf-8")
        sidecar = path.with_suffix(".yml").read_text("utf-8")
        lines = [line for line in sidecar.splitlines() if not line.startswith("sha256:")]
        (folder / "raw" / f"{path.stem}.yml").write_text("\n".join(lines), encoding="utf-8")
    report = run_documents(Settings(folder / "raw", folder / "c.duckdb"), RunProgress())
    assert report.is_whole, report.problem
    return folder / "c.duckdb"


def rows_of(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table and view without positions, in an order of their own."""
    with duckdb.connect(database, read_only=True) as connection:
        found = connection.execute(
            "SELECT table_schema, table_name, list(column_name ORDER BY ordinal_position) "
            "FROM information_schema.columns WHERE table_schema IN ('main', 'audit') GROUP BY ALL"
        ).fetchall()
        rows = {}
        for schema, name, columns in found:
            kept = ", ".join(f'"{column}"' for column in columns if column not in PLACES)
            if name not in OF_FILES:
                query = f"SELECT {kept} FROM {schema}.{name}"  # noqa: S608  names of its own
                rows[f"{schema}.{name}"] = sorted(connection.execute(query).fetchall(), key=repr)
    return rows


def test_every_table_and_view_is_that_of_the_one_file(five_documents: Path, in_parts: Path) -> None:
    whole, parts = rows_of(five_documents), rows_of(in_parts)
    assert whole.keys() == parts.keys()
    assert len(whole) > 30
    assert [name for name, rows in whole.items() if parts[name] != rows] == []


def test_every_row_leads_to_its_file_and_line(in_parts: Path) -> None:
    raw = in_parts.parent / "raw"
    with duckdb.connect(in_parts, read_only=True) as connection:
        places = connection.execute(
            "SELECT document_id, file_name, line_start, line_end, cells FROM entry_source"
        ).fetchall()
    texts = {path: path.read_text("utf-8").splitlines() for path in raw.glob("*/*.txt")}
    assert len({file for _, file, *_ in places}) > 5
    for document_id, name, first, last, cells in places:
        lines = "".join(texts[raw / document_id / name][first - 1 : last])
        assert sorted("".join(lines.split())) == sorted("".join("".join(cells).split()))


@pytest.mark.parametrize("name", ["nantong-2023.docx", "jinan-2023.pdf"])
def test_formats_may_be_mixed(name: str) -> None:
    data = (ROOT / "tests" / "documents" / "published" / name).read_bytes()
    alone = extract_document(data, name)
    several = (
        PartFile("关于印发目录的通知.txt", "各有关单位：\n现将目录印发给你们。\n".encode()),
        PartFile(f"目录{Path(name).suffix}", data),
        PartFile("附件9流程图.png", b"\x89PNG\r\n\x1a\n"),
    )
    together = extract_document(several, Path(name).stem)

    def without_numbers(row: Any) -> dict[str, Any]:
        shifted = {"row_no", "row_no_end", "part", "paragraph_no", "finding_id"}
        return {key: value for key, value in asdict(row).items() if key not in shifted}

    for table in ("catalogs", "entries", "rates", "hours"):
        one, other = (map(without_numbers, getattr(each, table)) for each in (alone, together))
        assert list(one) == list(other)
    # a picture more is a finding more, two lines of a notice are two source rows more
    rows = [without_numbers(row) for row in together.source_rows]
    assert rows[2:] == [without_numbers(row) for row in alone.source_rows]
    assert {each.rule for each in together.findings} - {each.rule for each in alone.findings} == {
        "part_unread"
    }
