"""The page: what it holds, that a stranger's text stays text, and where its pictures point."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from lxml import html
from PIL import Image
from typer.testing import CliRunner, Result

from flows.cli import build_app
from flows.exit_codes import ExitCode
from flows.progress import RunProgress
from flows.report import pictures
from flows.run import run_documents
from flows.settings import Settings
from tests.places import DOCUMENTS, RAW
from tests.samples.flow_samples import ROWS, list_text, put

pytestmark = pytest.mark.slow

HOSTILE = '</script><script>window.taken=1</script><img src=x onerror="window.taken=1">{{7*7}}'


def report(database: Path, out: Path, *words: str) -> Result:
    return CliRunner().invoke(
        build_app(), ["report", str(out), *words, "--database", str(database)]
    )


def written(database: Path, out: Path, *words: str) -> str:
    result = report(database, out, *words)
    assert result.exit_code == ExitCode.WELL, result.stderr
    return out.read_text(encoding="utf-8")


def parsed(page: str) -> Any:
    return html.fromstring(page.encode())


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parsed(page).get_element_by_id("data").text)
    return found


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of one series."""
    folder = tmp_path_factory.mktemp("report")
    sidecar = "series: shanghai\n"
    put(folder / "raw", "shanghai-2025.txt", list_text(ROWS[:2], year=2025), sidecar)
    put(folder / "raw", "shanghai-2026.txt", list_text(), sidecar)
    path = folder / "c.duckdb"
    result = run_documents(Settings(folder / "raw", path), RunProgress())
    assert result.is_whole, result.problem
    return path


@pytest.fixture(scope="module")
def page(database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(database, tmp_path_factory.mktemp("page") / "report.html")


def test_every_row_stands_in_the_page_with_its_printed_cells(page: str) -> None:
    rows = data_of(page)["rows"]
    assert [row[3] for row in rows] == [
        "供应链管理师", "网络与信息安全管理员", "供应链管理师", "网络与信息安全管理员", "电工[1]"
    ]  # fmt: skip
    assert rows[-1][-1][0][4] == ["3", "6-31-01-03", "电工[1]", "C"]


def test_a_document_that_another_replaces_is_left_out(tmp_path: Path) -> None:
    put(tmp_path / "raw", "new-2026.txt", list_text(ROWS[:2]), "series: shanghai\n")
    again = "series: shanghai\nsupersedes: new-2026\n"
    put(tmp_path / "raw", "new-2026-2.txt", list_text(), again)
    path = tmp_path / "c.duckdb"
    result = run_documents(Settings(tmp_path / "raw", path), RunProgress())
    assert result.is_whole, result.problem
    assert len(data_of(written(path, tmp_path / "report.html"))["rows"]) == len(ROWS)


def test_changes_between_editions_are_counted(page: str) -> None:
    section = parsed(page).get_element_by_id("changes")
    cells = [[cell.text_content().strip() for cell in row] for row in section.iter("tr")]
    assert ["shanghai-2025", "shanghai-2026", "条目entries", "新增added", "1"] in cells


def test_only_the_latest_edition_is_counted_as_coverage(page: str) -> None:
    section = parsed(page).get_element_by_id("coverage")
    assert "2026" in section.text_content()
    assert "2025" not in section.text_content()


def test_provisions_stand_side_by_side(tmp_path: Path) -> None:
    put(tmp_path / "raw", "new-2026.txt", list_text())
    path = tmp_path / "c.duckdb"
    run_documents(Settings(tmp_path / "raw", path), RunProgress())
    with duckdb.connect(path) as connection:
        connection.execute(
            "INSERT INTO provision (provision_id, document_id, region_adcode, topic, subject,"
            " text_printed, row_no, row_no_end) SELECT document_id || '/provision#1', document_id,"
            " '440000', 'age', '女性', '<b>16至55周岁</b>', 1, 1 FROM document"
        )
    section = parsed(written(path, tmp_path / "r.html")).get_element_by_id("provisions")
    (row,) = section.xpath(".//tbody/tr")
    assert row.text_content().split() == ["年龄age广东", "女性", "<b>16至55周岁</b>"]


def test_nothing_is_loaded_and_only_the_page_s_own_script_runs(page: str) -> None:
    tree = parsed(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    script = next(each.text for each in tree.iter("script") if each.get("type") is None)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not tree.xpath("//link | //iframe | //object | //@onclick")
    assert not [url for url in tree.xpath("//@src | //@href") if not url.startswith(("#", "data:"))]


def test_charts_keep_their_text_and_have_a_table(page: str) -> None:
    tree = parsed(page)
    words = "".join(tree.xpath("//svg//text//text()"))
    assert "上海" in words
    for figure in tree.iter("figure"):
        assert figure.get("aria-labelledby")
    assert not [table for table in tree.iter("table") if table.find("caption") is None]


def test_what_a_document_says_stays_text(tmp_path: Path) -> None:
    put(tmp_path / "raw", "new-2026.txt", list_text())
    path = tmp_path / "c.duckdb"
    run_documents(Settings(tmp_path / "raw", path), RunProgress())
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE catalog_entry SET name = ?, name_printed = ?", [HOSTILE] * 2)
        connection.execute("UPDATE document SET title = ?, source_url = ?", [HOSTILE] * 2)
        connection.execute("UPDATE catalog SET title = ?", [HOSTILE])
        connection.execute("UPDATE region SET short_name = ? WHERE adcode = '310000'", [HOSTILE])
        connection.execute("UPDATE audit.source_row SET cells = [?]", [HOSTILE])
        connection.execute("UPDATE audit.finding SET printed = ?", [HOSTILE])
    page = written(path, tmp_path / "report.html")
    tree = parsed(page)
    assert len(list(tree.iter("script"))) == 2
    assert not list(tree.iter("img"))
    assert data_of(page)["rows"][0][3] == HOSTILE
    assert "{{7*7}}" in tree.get_element_by_id("documents").text_content()
    assert tree.get_element_by_id("coverage").xpath("count(.//svg)") == 2


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a database whose document is a PDF."""
    folder = tmp_path_factory.mktemp("printed")
    put(folder / "raw", "changji.pdf", (DOCUMENTS / "published" / "changji.pdf").read_bytes())
    run_documents(Settings(folder / "raw", folder / "c.duckdb"), RunProgress())
    return folder


def test_the_picture_of_a_row_is_framed_where_the_pdf_prints_it(
    printed: Path, tmp_path: Path
) -> None:
    path, raw = printed / "c.duckdb", str(printed / "raw")
    data = data_of(written(path, tmp_path / "report.html", "--raw", raw))
    for place in (0, 100, -1):
        page, *_, frames, part, _ = data["rows"][place][-1][0]
        picture = data["pages"][f"0/{part}/{page}"]
        image = Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2]))).convert("L")
        ((left, top, width, height),) = frames
        box = (left, top, left + width, top + height)
        sides = (image.width, image.height) * 2
        x0, y0, x1, y1 = (int(part * side / 100) for part, side in zip(box, sides, strict=True))
        inside = np.asarray(image.crop((x0, y0, x1, y1)))
        assert inside.shape[0] < image.height / 10
        assert (inside < 128).any()
    # another file by now: no pictures, and the page is still there
    put(tmp_path / "raw", "changji.pdf", b"%PDF-1.7")
    again = written(path, tmp_path / "2.html", "--raw", str(tmp_path / "raw"))
    assert data_of(again)["pages"] == {}


def test_pictures_that_would_make_the_page_too_large_are_told(
    printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100_000)
    path, raw = printed / "c.duckdb", str(printed / "raw")
    page = written(path, tmp_path / "report.html", "--raw", raw)
    assert len(data_of(page)["pages"]) < 5
    assert re.search(r"trace --image[^<]*</span>changji\.pdf", page)


@pytest.mark.parametrize(
    ("out", "words"),
    [("", "is a folder"), ("page.txt", "page.html"), ("none/page.html", "cannot be written")],
)
def test_a_place_that_cannot_be_written_is_told(
    out: str, words: str, database: Path, tmp_path: Path
) -> None:
    result = report(database, tmp_path / out)
    assert result.exit_code == ExitCode.NOTHING
    assert words in result.stderr
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_among_the_documents(database: Path) -> None:
    result = report(database, RAW / "report.html")
    assert result.exit_code == ExitCode.USAGE
    assert not (RAW / "report.html").exists()
