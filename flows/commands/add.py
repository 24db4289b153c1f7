"""``training-catalogs add``: a new document goes into ``raw/`` under the name of its edition."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.exit_codes import ExitCode
from flows.options import (
    DatabaseOption,
    GenericOption,
    JsonOption,
    LimitOption,
    RawOption,
    ScannedOption,
    chosen_database,
    chosen_reading,
)
from flows.output import say, write_json
from flows.paths import default_raw, shown
from schemas.errors import CatalogError

if TYPE_CHECKING:
    from flows.annual.adding import Addition

_NAME = re.compile(r"[^\s./#\\][^/#\\]*")


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            exists=True,
            readable=True,
            help="New documents: a file, an archive or a folder each.",
        ),
    ],
    *,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="STEM", help="Its name in raw/, instead of series, year and batch."
        ),
    ] = None,
    supersedes: Annotated[
        str | None,
        typer.Option(
            "--supersedes", metavar="STEM", help="The document that this one corrects and replaces."
        ),
    ] = None,
    supplements: Annotated[
        str | None,
        typer.Option("--supplements", metavar="STEM", help="The document that this one adds to."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=1990, max=2100, help="The year of a document that prints none."),
    ] = None,
    together: Annotated[
        bool,
        typer.Option("--together", help="The files are one document: a notice and its annexes."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False,
    raw: RawOption = None,
    database: DatabaseOption = None,
    generic: GenericOption = False,
    allow_scanned_pages: ScannedOption = False,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Copy new documents into raw/, each under the name of its edition: SERIES-YEAR[-bBATCH].

    The document itself says which it is. What is there already, by its bytes or its edition, is
    refused with what to do, and nothing is written over. A folder is one document in several
    files, and so are files with --together: they become a folder of raw/. A later batch (第二批)
    adds to the first by itself; a corrected re-issue says what it replaces with --supersedes.

    Examples:

      training-catalogs add downloads/*.docx

      training-catalogs add second-batch.pdf --dry-run

      training-catalogs add --together notice.docx 附件1.xlsx 附件2.pdf

      training-catalogs add corrected.docx --supersedes nantong-2027
    """
    from flows.annual.adding import Shelf, Told, put
    from flows.parts import lone_annexes

    if name is not None and not _NAME.fullmatch(name):
        raise typer.BadParameter(f"--name: '{name}' cannot be a file's stem.")
    if len(files) > 1 and not together and (name or supersedes or supplements or year):
        raise typer.BadParameter(
            "--name, --supersedes, --supplements and --year are said of one file; add the others "
            "without."
        )
    folder = (raw if raw is not None else default_raw()).absolute()
    reading = chosen_reading(limit, allow_scanned_pages, generic=generic)
    shelf = Shelf(folder, chosen_database(database), reading)
    told = Told(name, supersedes, supplements, year)
    done: list[dict[str, Any]] = []
    apart = {} if together else lone_annexes(files)
    for one in [files] if together else [[file] for file in files]:
        try:
            if one[0] in apart:
                raise CatalogError(
                    f"{apart[one[0]].words}: if they are one document, add them with --together; "
                    "if it is a document of its own, add it alone."
                )
            addition = shelf.addition(one, told)
            if not dry_run:
                put(addition)
        except CatalogError as error:
            say(str(error))
            done.append({"file": one[0].name, "refused": str(error)})
        else:
            done.append(_as_json(addition))
            if not json:
                _tell(addition, dry_run)
    if json:
        write_json(done)
    refused = any("refused" in each for each in done)
    if not refused and not dry_run and not json:
        say("Next: training-catalogs run, then training-catalogs review STEM for each.")
    raise typer.Exit(ExitCode.INCOMPLETE if refused else ExitCode.WELL)


def _as_json(addition: Addition) -> dict[str, Any]:
    return {
        "file": addition.name,
        "document_id": addition.document_id,
        "path": shown(addition.target),
        "series": addition.series,
        "year": addition.year,
        "batch": addition.batch,
        "title": addition.title,
        "rows": addition.rows,
        "supersedes": addition.told.supersedes,
        "supplements": addition.told.supplements,
    }


def _tell(addition: Addition, dry_run: bool) -> None:
    edition = [addition.series, str(addition.year or "no year printed")]
    edition += [f"batch {addition.batch}"] * bool(addition.batch)
    edition += [f"supersedes {addition.told.supersedes}"] * bool(addition.told.supersedes)
    edition += [f"supplements {addition.told.supplements}"] * bool(addition.told.supplements)
    would = "would be " if dry_run else ""
    typer.echo(
        f"{addition.name}: {', '.join(edition)}, {addition.rows:,} rows; {would}"
        f"{shown(addition.target)}"
    )
