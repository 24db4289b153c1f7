"""Writes the page, whole or not at all."""

from __future__ import annotations

import uuid
from pathlib import Path

from flows.progress import RunProgress
from flows.report.facts import gather
from flows.report.page import page
from flows.report.pictures import take_pictures
from schemas.errors import CatalogError
from warehouse.reading import connect


def write_report(database: Path, raw: Path, out: Path, progress: RunProgress) -> int:
    """Write the page of ``database`` to ``out``; returns its size in bytes.

    ``raw`` is where PDF documents are found for pictures. Raises CatalogError where the database
    cannot be read or ``out`` cannot be written.
    """
    if out.is_dir():
        raise CatalogError(f"{out} is a folder; name a file that ends in .html.")
    if out.suffix.lower() not in (".html", ".htm"):
        raise CatalogError(f"The page is HTML; name {out.with_suffix('.html')}.")
    with connect(database) as connection:
        progress.step("Asking the tables")
        facts = gather(connection)
        progress.step("Taking pictures of pages")
        pictures = take_pictures(connection, raw)
    progress.step("Drawing charts")
    data = page(facts, pictures).encode()
    temporary = out.with_name(f".tmp-{uuid.uuid4().hex}.html")
    try:
        temporary.write_bytes(data)
        temporary.replace(out)
    except OSError as error:
        raise CatalogError(
            f"{out} cannot be written: {error.strerror or error}; name another file."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
    return len(data)
