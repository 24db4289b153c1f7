"""``training-catalogs report``: everything on one page, to be looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.options import DatabaseOption, chosen_database, named_path, named_place, near_folder
from flows.output import say
from flows.paths import shown
from flows.progress import RunProgress


def report(
    out: Annotated[
        Path, typer.Argument(parser=named_path, metavar="OUT.html", help="The page to write.")
    ] = Path("report.html"),
    *,
    raw: Annotated[
        Any,
        typer.Option(
            "--raw",
            parser=named_place,
            metavar="DIR|URL",
            help="Where PDF documents are found for pictures; without it raw of the project.",
        ),
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Write one page with charts and every row, in Chinese and English, that works offline.

    Each row shows its printed cells and place, and where its document is a PDF of raw, the page
    with the row framed.

    Examples:

      training-catalogs report

      training-catalogs report catalogs.html
    """
    file = chosen_database(database)
    documents = near_folder(raw, file)
    if out.resolve().is_relative_to(documents.resolve()):
        raise typer.BadParameter(
            f"{out} lies in {documents}, the folder of the documents; name another place."
        )
    # charts and pictures need libraries that the commands that only look do without
    from flows.report.write import write_report

    with RunProgress() as progress:
        size = write_report(file, documents, out, progress)
    say(f"Wrote {shown(out)} ({size / 1e6:.1f} MB); open it in a browser.")
