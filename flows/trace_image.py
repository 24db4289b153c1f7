"""The page a row stands on as a picture, with the row framed: for checking a value by eye."""

from __future__ import annotations

import hashlib
import io
import itertools
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
from pdfplumber.display import get_page_image
from PIL import Image, ImageDraw

from extractors.readers.limits import Limits
from extractors.readers.pdf.boxes import PageBoxes, RowBox, letters, row_boxes
from extractors.readers.pdf.page import Box
from extractors.readers.pdf.read import MEDIA_TYPE
from flows.parts import part_content
from schemas.errors import CatalogError
from warehouse.reading import fetch

_RESOLUTION = 150
_LONGEST_SIDE = 5000
_FRAME = (214, 31, 38)
_BETWEEN = (120, 120, 120)
_LINE = 4
_GAP = 12

_PART = """
SELECT document.file_name AS document, part.file_name, part.media_type, part.sha256
FROM main.document AS document JOIN main.document_part AS part USING (document_id)
WHERE document_id = $document AND part.part = $part
"""
PLACED = """
placed AS (
    SELECT
        document_id, row_no, part, page, cells,
        CASE WHEN table_no IS NOT NULL THEN
            dense_rank() OVER (PARTITION BY document_id, part, page ORDER BY table_no)
        END AS table_on_page,
        table_row - min(table_row) OVER (
            PARTITION BY document_id, part, page, table_no
        ) + 1 AS row_in_it
    FROM audit.source_row
    WHERE document_id = $document
)
"""
"""The rows of ``$document`` with their place among the tables of a page: a part of a query."""

_WANTED = """
SELECT document_id, row_no FROM audit.source_row
WHERE entry_id = $id OR list_contains(rate_ids, $id)
UNION
SELECT document_id, row_no FROM main.class_hours WHERE hours_id = $id
"""
_PLACES = f"""
WITH {PLACED}
SELECT part, page, table_on_page, row_in_it, cells
FROM placed
WHERE list_contains($rows, row_no)
ORDER BY row_no
"""  # noqa: S608  a part of the query written above


def write_row_image(
    connection: duckdb.DuckDBPyConnection, raw: Path, entry_id: str, out: Path
) -> None:
    """Write a PNG of the page that prints a row, the row framed; of both pages of a cut row.

    ``entry_id`` is the id of an entry, or of a rate or a minimum of class hours; ``raw`` the folder
    that holds the document. Raises CatalogError where there is no such row, the document is no PDF,
    is not in ``raw`` as it was loaded, does not show the row, or ``out`` cannot be written.
    """
    if out.is_dir():
        raise CatalogError(f"{out} is a folder; name a file that ends in .png.")
    if out.suffix.lower() != ".png":
        raise CatalogError(f"The picture is a PNG; name {out.with_suffix('.png')}.")
    wanted = fetch(connection, _WANTED, {"id": entry_id}).rows
    if not wanted:
        raise CatalogError(f"No row of the database has the id '{entry_id}'.")
    document_id = wanted[0][0]
    numbers = [row_no for _, row_no in wanted]
    places = fetch(connection, _PLACES, {"document": document_id, "rows": numbers}).mappings()
    shown: list[Image.Image] = []
    for part, rows in itertools.groupby(places, key=itemgetter("part")):
        name, data = _part(connection, raw, document_id, part)
        by_page: dict[int, list[dict[str, Any]]] = {}
        for place in rows:
            by_page.setdefault(place["page"], []).append(place)
        try:
            boxes = row_boxes(data, Limits(), by_page)
            shown += [_framed(data, page, each, boxes[page]) for page, each in by_page.items()]
        except CatalogError as error:
            raise CatalogError(f"{name} {str(error).rstrip('.')}.") from error
    _write(_below_one_another(shown), out)


def _part(
    connection: duckdb.DuckDBPyConnection, raw: Path, document_id: str, part: int
) -> tuple[str, bytes]:
    """The name and bytes of one file of a document, those that the database was made from."""
    values = {"document": document_id, "part": part}
    document = fetch(connection, _PART, values).mappings()[0]
    name = document["file_name"]
    if document["media_type"] != MEDIA_TYPE:
        raise CatalogError(
            f"{name} is no PDF and shows no pages; leave --image out to see the printed cells."
        )
    try:
        data = part_content(raw, document["document"], name)
    except OSError as error:
        raise CatalogError(
            f"{name} cannot be read from {raw}: {error.strerror or error}; "
            "put it back, or name the folder that holds it with --raw."
        ) from error
    if hashlib.sha256(data).hexdigest() != document["sha256"]:
        raise CatalogError(
            f"{name} in {raw} is not the file that was loaded; put that back, or run again."
        )
    return name, data


def _framed(
    data: bytes, page: int, places: Sequence[dict[str, Any]], boxes: PageBoxes
) -> Image.Image:
    """The page as a viewer shows it, its text upright, with a frame around each place."""
    resolution = min(_RESOLUTION, 72 * _LONGEST_SIDE / max(boxes.width, boxes.height))
    image = get_page_image(io.BytesIO(data), None, page - 1, resolution, None, antialias=True)
    draw = ImageDraw.Draw(image)
    across, down = image.width / boxes.width, image.height / boxes.height
    for place in places:
        for x0, top, x1, bottom in boxes_of(place, boxes, page):
            draw.rectangle(
                (
                    x0 * across - _LINE,
                    top * down - _LINE,
                    x1 * across + _LINE,
                    bottom * down + _LINE,
                ),
                outline=_FRAME,
                width=_LINE,
            )
    return image.rotate(-boxes.turn, expand=True)


def boxes_of(place: dict[str, Any], boxes: PageBoxes, page: int) -> list[Box]:
    """The boxes of a source row: that of the table row, or of the lines that make it up.

    ``place`` has ``table_on_page``, ``row_in_it`` and ``cells``, as PLACED gives them. Raises
    CatalogError where the page does not show the row, or shows it several times.
    """
    wanted = letters(place["cells"])
    if place["table_on_page"] is None:
        found = list(_runs([row for row in boxes.rows if row.table is None], wanted))
    else:
        at = (place["table_on_page"], place["row_in_it"])
        found = [
            [row.box]
            for row in boxes.rows
            if (row.table, row.row) == at and _holds(row.texts, wanted)
        ]
    if not found:
        raise CatalogError(
            f"does not show the row on page {page} as it was loaded; run again to load it anew"
        )
    if len(found) > 1:
        raise CatalogError(
            f"prints the line {len(found)} times on page {page}, and which is meant cannot be told"
        )
    return found[0]


def _holds(texts: Sequence[str], wanted: Counter[str]) -> bool:
    """Whether the cells, or some of them side by side, hold just these characters."""
    places = range(len(texts) + 1)
    return any(
        letters(texts[start:stop]) == wanted for start, stop in itertools.combinations(places, 2)
    )


def _runs(lines: Sequence[RowBox], wanted: Counter[str]) -> Iterator[list[Box]]:
    """The boxes of each run of lines that holds just these characters."""
    for start in range(len(lines)):
        run: Counter[str] = Counter()
        for stop in range(start, len(lines)):
            run += letters(lines[stop].texts)
            if run == wanted:
                yield [line.box for line in lines[start : stop + 1]]
            if run.total() >= wanted.total():
                break


def _below_one_another(images: Sequence[Image.Image]) -> Image.Image:
    if len(images) == 1:
        return images[0]
    height = sum(image.height for image in images) + _GAP * (len(images) - 1)
    whole = Image.new("RGB", (max(image.width for image in images), height), _BETWEEN)
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height + _GAP
    return whole


def _write(image: Image.Image, out: Path) -> None:
    """Write whole or not at all."""
    temporary = out.with_name(f".tmp-{uuid.uuid4().hex}.png")
    try:
        image.save(temporary, "PNG")
        temporary.replace(out)
    except OSError as error:
        raise CatalogError(
            f"{out} cannot be written: {error.strerror or error}; name another file."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
