"""The picture of a row: the right page, and the frame around the right row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import duckdb
import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph, Row
from extractors.extract import extract_document
from extractors.layout.header_rows import looks_like_header
from extractors.layout.pages import join_over_pages
from extractors.readers import Reading, read_document
from extractors.readers.limits import Limits
from extractors.readers.pdf.boxes import row_boxes
from flows.trace_image import write_row_image
from schemas.errors import CatalogError, ReadError
from tests.documents.make_pdf import ROWS, table, text
from tests.places import ROOT

pytestmark = pytest.mark.slow

FOLDER = ROOT / "tests" / "documents"
RED = (214, 31, 38)
POINTS = 72 / 150
Frame = tuple[float, ...]
Source = tuple[str, int | None, int | None, int | None, list[str]]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute("""
            CREATE TABLE document (document_id TEXT, file_name TEXT, media_type TEXT, sha256 TEXT);
            CREATE TABLE class_hours (hours_id TEXT, document_id TEXT, row_no INTEGER);
            CREATE SCHEMA audit;
            CREATE TABLE audit.source_row (
                document_id TEXT, row_no INTEGER, page INTEGER, table_no INTEGER,
                table_row INTEGER, cells TEXT[], entry_id TEXT, rate_ids TEXT[],
                part INTEGER
            );
            CREATE VIEW document_part AS SELECT *, 1 AS part FROM document;
        """)
        yield made


def load(
    connection: duckdb.DuckDBPyConnection, name: str, data: bytes, rows: Sequence[Source]
) -> None:
    digest = hashlib.sha256(data).hexdigest()
    connection.execute("INSERT INTO document VALUES ('x', ?, 'application/pdf', ?)", [name, digest])
    for number, (entry_id, *place) in enumerate(rows, start=1):
        connection.execute(
            "INSERT INTO audit.source_row VALUES ('x', ?, ?, ?, ?, ?, ?, [], 1)",
            [number, *place, entry_id],
        )


def as_read(data: bytes) -> list[Source]:
    """Every row and line of a PDF; its id is its first text that is not blank."""
    reading = Reading(allow_scanned_pages=True)
    document = join_over_pages(read_document(data, "x.pdf", reading), looks_like_header)
    rows: list[Source] = []
    for line in document.lines():
        texts = [line.text] if isinstance(line, Paragraph) else list(line.texts)
        at = line.position
        table_row = at.table_row if isinstance(line, Row) else None
        rows.append((next(filter(None, texts)), at.page, at.table_no, table_row, texts))
    return rows


def frames(picture: Path) -> list[Frame]:
    """The frames of a picture from top to bottom, in points, the line's own width aside."""
    with Image.open(picture) as image:
        red = (np.asarray(image.convert("RGB")) == RED).all(axis=2)
    lines = np.flatnonzero(red.any(axis=1))
    found: list[Frame] = []
    for band in np.split(lines, np.flatnonzero(np.diff(lines) > 1) + 1):
        columns = np.flatnonzero(red[band].any(axis=0))
        outer = (columns[0] + 4, band[0] + 4, columns[-1] - 3, band[-1] - 3)
        found.append(tuple(float(at) * POINTS for at in outer))
    return found


def drawn(
    connection: duckdb.DuckDBPyConnection, data: bytes, row_id: str, folder: Path
) -> list[Frame]:
    (folder / "x.pdf").write_bytes(data)
    load(connection, "x.pdf", data, [row for row in as_read(data) if row[1] == 1])
    write_row_image(connection, folder, row_id, folder / "out.png")
    assert sorted(path.name for path in folder.iterdir()) == ["out.png", "x.pdf"]
    return frames(folder / "out.png")


@pytest.mark.parametrize(
    ("name", "row_id", "expected"),
    [
        ("ruled", "2", (70, 136, 450, 158)),
        ("landscape", "2", (70, 139, 450, 161)),
        ("rotated_90", "2", (70, 386, 450, 408)),
        ("rotated_180", "2", (70, 386, 450, 408)),
        ("rotated_270", "2", (70, 386, 450, 408)),
        ("sideways", "2", (70, 139, 450, 161)),
        ("no_rules", "2", (70, 112, 397, 139)),
        ("flat_rules", "2", (74, 111, 400, 124)),
        ("no_rules_uncertain", "2 6-18-02-04 焊工 B", (70, 104, 396, 117)),
    ],
)
def test_the_frame_is_around_the_row(
    connection: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    name: str,
    row_id: str,
    expected: Frame,
) -> None:
    data = (FOLDER / "pdf" / f"{name}.pdf").read_bytes()
    assert drawn(connection, data, row_id, tmp_path) == [pytest.approx(expected, abs=1.5)]


def test_a_page_shown_in_part_is_framed_where_it_is_shown(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setCropBox((50, 100, A4[0], A4[1] - 40))
    text(canvas, 70, 720, "目录")
    table(canvas, 70, 700, ROWS)
    canvas.save()
    top = A4[1] - 700 + 22 - 40
    expected = (70 - 50, top, 450 - 50, top + 22)
    assert drawn(connection, buffer.getvalue(), "2", tmp_path) == [pytest.approx(expected, abs=1.5)]


def test_both_pages_of_a_cut_row_of_a_published_document(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    source = FOLDER / "published" / "guangzhou-2023.pdf"
    data = source.read_bytes()
    rows: list[Source] = [
        (row.entry_id or "-", row.page, row.table_no, row.table_row, row.cells)
        for row in extract_document(data, source.name).source_rows
    ]
    cut = next(row for row, after in pairwise(rows) if row[0] == after[0] != "-")
    load(connection, source.name, data, rows)
    out = tmp_path / "out.png"
    write_row_image(connection, source.parent, cut[0], out)
    above, below = frames(out)
    with Image.open(out) as image:
        half = image.height * POINTS / 2
    assert above[3] < half < below[1]
    on_page = row_boxes(data, Limits(), [cut[1] or 0])[cut[1] or 0].rows
    assert above == pytest.approx(
        next(row.box for row in on_page if list(row.texts) == cut[4]), abs=1.5
    )


def test_a_row_in_three_tables_of_a_page_is_that_of_its_own(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    data = (FOLDER / "pdf" / "several.pdf").read_bytes()
    rows = as_read(data)
    twice = [place for place, row in enumerate(rows) if row[4] == ["序号", "名称"]]
    rows[twice[1]] = ("the second", *rows[twice[1]][1:])
    (tmp_path / "x.pdf").write_bytes(data)
    load(connection, "x.pdf", data, rows)
    write_row_image(connection, tmp_path, "the second", tmp_path / "out.png")
    assert frames(tmp_path / "out.png") == [pytest.approx((300, 72, 500, 94), abs=1.5)]


def test_a_row_beside_another_is_framed_with_it(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    data = (FOLDER / "pdf" / "ruled.pdf").read_bytes()
    (tmp_path / "x.pdf").write_bytes(data)
    rows = [(*row[:4], row[4][-2:]) for row in as_read(data)]
    load(connection, "x.pdf", data, rows)
    write_row_image(connection, tmp_path, "2", tmp_path / "out.png")
    assert frames(tmp_path / "out.png") == [pytest.approx((70, 136, 450, 158), abs=1.5)]


def test_a_row_that_reads_otherwise_now_is_not_framed(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    data = (FOLDER / "pdf" / "ruled.pdf").read_bytes()
    (tmp_path / "x.pdf").write_bytes(data)
    rows = [(*row[:4], ["2", "6-18-02-04", "焊接工", "B"]) for row in as_read(data)]
    load(connection, "x.pdf", data, rows)
    with pytest.raises(CatalogError, match=r"^x\.pdf does not show the row on page 1"):
        write_row_image(connection, tmp_path, "2", tmp_path / "out.png")
    assert not (tmp_path / "out.png").exists()


def test_what_cannot_be_shown_is_said(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    data = (FOLDER / "pdf" / "ruled.pdf").read_bytes()
    load(connection, "x.pdf", data, as_read(data))
    out = tmp_path / "out.png"

    def said() -> str:
        with pytest.raises(CatalogError) as caught:
            write_row_image(connection, tmp_path, "2", out)
        return str(caught.value)

    assert said().startswith("x.pdf cannot be read from")
    (tmp_path / "x.pdf").write_bytes(data + b"\n")
    assert "is not the file that was loaded" in said()
    (tmp_path / "x.pdf").write_bytes(data)
    out.mkdir()
    assert said() == f"{out} is a folder; name a file that ends in .png."
    out = tmp_path / "row.jpg"
    assert said() == f"The picture is a PNG; name {tmp_path / 'row.png'}."
    out = tmp_path / "missing" / "out.png"
    assert "cannot be written: No such file or directory" in said()
    connection.execute("UPDATE document SET media_type = 'text/plain'")
    out = tmp_path / "other.png"
    assert said().startswith("x.pdf is no PDF")
    connection.execute("DELETE FROM audit.source_row")
    assert said() == "No row of the database has the id '2'."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.png", "x.pdf"]


def test_a_page_that_is_not_there_is_said() -> None:
    data = (FOLDER / "pdf" / "ruled.pdf").read_bytes()
    with pytest.raises(ReadError, match="has 1 pages and no page 2"):
        row_boxes(data, Limits(), [2])


@pytest.mark.parametrize("kind", ["folder", "archive", "named by a sidecar"])
def test_a_row_of_a_part_is_framed_on_the_page_of_its_file(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, kind: str
) -> None:
    data = (FOLDER / "pdf" / "ruled.pdf").read_bytes()
    file_name = "x.zip" if kind == "archive" else "x"
    if kind == "archive":
        with ZipFile(tmp_path / file_name, "w") as archive:
            archive.writestr("x/通知.pdf", b"%PDF")
            archive.writestr("x/附件1.pdf", data)
    else:
        folder = tmp_path / "x" if kind == "folder" else tmp_path
        folder.mkdir(exist_ok=True)
        (folder / "附件1.pdf").write_bytes(data)
    load(connection, file_name, data, as_read(data))
    connection.execute("""
        UPDATE audit.source_row SET part = 2, table_no = table_no + 1;
        INSERT INTO audit.source_row VALUES ('x', 0, 1, 1, 1, ['序号'], '-', [], 1);
        DROP VIEW document_part;
        CREATE TABLE document_part AS
        SELECT document_id, 2 AS part, '附件1.pdf' AS file_name, media_type, sha256 FROM document
    """)
    write_row_image(connection, tmp_path, "2", tmp_path / "out.png")
    assert frames(tmp_path / "out.png") == [pytest.approx((70, 136, 450, 158), abs=1.5)]
