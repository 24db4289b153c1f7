"""Pages of PDF documents as pictures, and where on them the rows stand."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from pdfplumber.display import get_page_image

from extractors.readers.limits import Limits
from extractors.readers.pdf.boxes import PageBoxes, row_boxes
from extractors.readers.pdf.page import Box
from extractors.readers.pdf.read import MEDIA_TYPE
from flows.parts import part_content
from flows.trace_image import PLACED, boxes_of
from schemas.errors import CatalogError, ReadError
from warehouse.reading import fetch

MOST_BYTES = 3_600_000
"""How much of the page may be pictures, so that it can still be sent by mail."""

_RESOLUTION = 90
_LONGEST_SIDE = 1600
_QUALITY = 45
_PARTS = """
SELECT document_id, part.part, document.file_name, part.file_name, part.sha256
FROM document JOIN document_part AS part USING (document_id)
WHERE part.media_type = ?
ORDER BY ALL
"""
_ROWS = f"""
WITH {PLACED}
SELECT row_no, placed.page, table_on_page, row_in_it, placed.cells
FROM placed JOIN audit.source_row AS source USING (document_id, row_no)
WHERE source.entry_id IS NOT NULL AND placed.page IS NOT NULL AND placed.part = $part
ORDER BY row_no
"""  # noqa: S608  a part of the query written beside it

Frame = tuple[float, float, float, float]
"""Left, top, width and height, in percent of the picture."""


@dataclass(slots=True)
class Pictures:
    """Pictures as data URLs by document, part and page, frames by document and row number.

    ``left_out`` names the files of which a page has no picture for want of room.
    """

    pages: dict[tuple[str, int, int], str]
    frames: dict[tuple[str, int], list[Frame]]
    left_out: list[str]


def take_pictures(connection: duckdb.DuckDBPyConnection, raw: Path) -> Pictures:
    """Picture the pages that print rows, of the PDF documents that ``raw`` holds as loaded.

    A document that is not there, or is another file by now, has no pictures; nor has a row that
    cannot be found on its page again.
    """
    taken = Pictures({}, {}, [])
    room = MOST_BYTES
    for document_id, part, document, name, sha256 in fetch(connection, _PARTS, [MEDIA_TYPE]).rows:
        try:
            data = part_content(raw, document, name)
        except (OSError, ReadError):
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            continue
        by_page: dict[int, list[dict[str, Any]]] = {}
        for row in fetch(connection, _ROWS, {"document": document_id, "part": part}).mappings():
            by_page.setdefault(row["page"], []).append(row)
        boxes = row_boxes(data, Limits(), by_page)
        for page, rows in by_page.items():
            picture = _picture(data, page, boxes[page])
            if len(picture) > room:
                taken.left_out.append(name)
                break
            room -= len(picture)
            taken.pages[document_id, part, page] = picture
            for row in rows:
                frames = _frames(row, boxes[page], page)
                if frames:
                    taken.frames[document_id, row["row_no"]] = frames
    return taken


def _picture(data: bytes, page: int, boxes: PageBoxes) -> str:
    """The page upright as a data URL."""
    resolution = min(_RESOLUTION, 72 * _LONGEST_SIDE / max(boxes.width, boxes.height))
    image = get_page_image(io.BytesIO(data), None, page - 1, resolution, None, antialias=True)
    file = io.BytesIO()
    upright = image.rotate(-boxes.turn, expand=True).convert("L")
    upright.save(file, "WEBP", quality=_QUALITY)
    return f"data:image/webp;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"


def _frames(row: dict[str, Any], boxes: PageBoxes, page: int) -> list[Frame]:
    try:
        found = boxes_of(row, boxes, page)
    except CatalogError:
        return []
    return [_in_percent(box, boxes) for box in found]


def _in_percent(box: Box, boxes: PageBoxes) -> Frame:
    """The box as parts of the upright picture."""
    left, top, right, bottom = box
    width, height = boxes.width, boxes.height
    match boxes.turn % 360:
        case 90:
            left, top, right, bottom = height - bottom, left, height - top, right
        case 180:
            left, top, right, bottom = width - right, height - bottom, width - left, height - top
        case 270:
            left, top, right, bottom = top, width - right, bottom, width - left
    if boxes.turn % 180:
        width, height = height, width
    return (
        round(100 * left / width, 2),
        round(100 * top / height, 2),
        round(100 * (right - left) / width, 2),
        round(100 * (bottom - top) / height, 2),
    )
