"""``training-catalogs new-city``: a document nobody described becomes a city module to check."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.readers.parts import Content, whole_bytes
from flows.exit_codes import ExitCode
from flows.options import GenericOption, LimitOption, ScannedOption, chosen_reading
from flows.output import say
from flows.paths import project_folder, shown
from schemas.errors import CatalogError

if TYPE_CHECKING:
    from extractors.extraction import EntryRow, Extraction

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_GOLDEN = (
    "entry_id",
    "section",
    "serial_printed",
    "entry_kind",
    "name",
    "code",
    "subsidy_class",
    "certificate_type",
    "industry",
    "is_shortage",
)


def new_city(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", exists=True, readable=True, help="Its catalog, a file or a folder."
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="NAME", help="The city's name in letters; else the file name's."
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--cities",
            metavar="DIR",
            file_okay=False,
            help="Write the module there; without it extractors/cities of the project.",
        ),
    ] = None,
    generic: GenericOption = False,
    allow_scanned_pages: ScannedOption = False,
    limit: LimitOption = None,
) -> None:
    """Write the module of a city from its catalog, with a sidecar and rows to check by hand.

    The module says what the document prints where, as far as the document tells; it reads the
    document as it is read without one. What could not be told stands in it as a TODO. Nothing that
    is there is written over.

    Examples:

      training-catalogs new-city raw/suzhou-2024.pdf

      training-catalogs new-city catalog.docx --name suzhou
    """
    from extractors.catalog.module import module_source
    from extractors.extract import described
    from flows.parts import content_of, files_of

    chosen = name or re.split(r"[-_.\d]", file.stem)[0].lower()
    if not _NAME.fullmatch(chosen):
        say(f"'{chosen}' is no name for a module: give one in letters a to z with --name.")
        raise typer.Exit(ExitCode.USAGE)
    module = (folder or project_folder() / "extractors" / "cities") / f"{chosen}.py"
    sidecar = file.with_suffix(".yml")
    golden = project_folder() / "tests" / "golden" / f"{file.stem}.csv"
    if folder is not None or not golden.parent.is_dir():
        golden = module.with_name(f"{file.stem}.golden.csv")
    taken = [shown(path) for path in (module, sidecar, golden) if path.exists()]
    if taken:
        say(f"{', '.join(taken)}: there already; move it away, or choose another --name.")
        raise typer.Exit(ExitCode.USAGE)
    try:
        data = content_of(file, files_of(file))
        publication, extraction = described(
            data,
            file.name,
            chosen,
            chosen_reading(limit, allow_scanned_pages, generic=generic),
        )
    except CatalogError as error:
        say(f"{file.name} {error}.")
        raise typer.Exit(ExitCode.INCOMPLETE) from None
    title = extraction.document.title or file.stem
    docstring = f"{title}: written from {file.name}, to be checked."
    source = module_source(publication, docstring, _todo(extraction))
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(source, "utf-8")
    sidecar.write_text(_sidecar(data, chosen, extraction), "utf-8")
    _write_golden(golden, extraction.entries)
    counts = (
        f"{len(extraction.entries)} rows, {len(extraction.rates)} amounts and "
        f"{len(extraction.rejected)} rejected rows"
    )
    say(f"Wrote {shown(module)}, {shown(sidecar)} and {shown(golden)} from {counts}.")
    say(
        f"Compare the rows of {shown(golden)} with the document, mend the module where it is "
        "wrong, then put 'reviewed: true' into the sidecar; docs/add-a-city.md explains its words."
    )
    if folder is not None:
        say(f"It is used by: training-catalogs --cities {folder} run")


def _todo(extraction: Extraction) -> list[str]:
    """What the document did not tell, a line each, with its place."""
    rows = {row.row_no: row for row in extraction.source_rows}
    lines = []
    for finding in extraction.findings:
        if finding.rule not in ("heading_unknown", "mark_unexplained", "text_unaccounted"):
            continue
        row = rows.get(finding.row_no or 0)
        place = f"page {row.page}, " if row and row.page else ""
        lines.append(f"{place}row {finding.row_no}: {finding.message}")
    return lines


def _sidecar(data: Content, series: str, extraction: Extraction) -> str:
    """The sidecar's text; its counts are the program's own until a person has counted."""
    lists = "".join(
        f"    {row.number}: {row.entry_count}\n"
        for row in extraction.catalogs
        if row.kind != "rates"
    )
    return (
        f"sha256: {hashlib.sha256(whole_bytes(data)).hexdigest()}\n"
        f"series: {series}\n"
        "reviewed: false\n"
        "# counts of the program, not of a person: compare them with the print\n"
        f"expected:\n  lists:\n{lists}  rates: {len(extraction.rates)}\n"
    )


def _write_golden(path: Path, entries: Iterable[EntryRow]) -> None:
    """The first, middle and last row of each list, to be compared with the print by hand."""
    by_list: dict[str, list[EntryRow]] = {}
    for entry in entries:
        by_list.setdefault(entry.catalog_id, []).append(entry)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_GOLDEN)
        for rows in by_list.values():
            places = sorted({0, len(rows) // 2, len(rows) - 1})
            for row in (rows[place] for place in places):
                writer.writerow([_cell(getattr(row, column)) for column in _GOLDEN])


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
