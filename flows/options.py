"""Options that several commands share."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.output import Format
from flows.paths import default_database, default_raw

if TYPE_CHECKING:
    from extractors.readers import Reading
    from flows.settings import Settings


def named_path(text: str) -> Path:
    """The path an option names; an empty one, or one no other program could be told, is none."""
    if not text:
        raise typer.BadParameter("an empty text names no file or folder.")
    if any(unicodedata.category(character) == "Cs" for character in text):
        raise typer.BadParameter("the name is no UTF-8; rename the file or folder.")
    return Path(text)


DatabaseOption = Annotated[
    Path | None,
    typer.Option(
        "--database",
        "-d",
        parser=named_path,
        metavar="FILE",
        help="The database file; without it warehouse/catalogs.duckdb of the project.",
    ),
]
RawOption = Annotated[
    Path | None,
    typer.Option(
        "--raw",
        metavar="DIR",
        parser=named_path,
        help="The folder of documents; without it raw of the project.",
    ),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Refuse documents that no person has reviewed.")
]
NoPrefectOption = Annotated[
    bool, typer.Option("--no-prefect", help="Run without Prefect: no task, no retry, no artifact.")
]
CsvOption = Annotated[bool, typer.Option("--csv", help="Write CSV with a header row.")]
ExcelOption = Annotated[
    bool, typer.Option("--excel", help="Write CSV that Excel opens as it is: no formula, no date.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]


def chosen_database(database: Path | None) -> Path:
    """The file named with --database, or the project's; what can be no file is wrong usage."""
    chosen = database if database is not None else default_database()
    try:
        is_folder, is_other = chosen.is_dir(), chosen.exists() and not chosen.is_file()
    except OSError as error:
        raise typer.BadParameter(f"--database: {chosen}: {error.strerror}.") from error
    if is_folder:
        example = chosen / default_database().name
        raise typer.BadParameter(
            f"--database: {chosen} is a folder and a file is wanted, such as {example}."
        )
    if is_other:
        raise typer.BadParameter(f"--database: {chosen} is no ordinary file; name another.")
    return chosen


def chosen_settings(raw: Path | None, database: Path | None, **options: Any) -> Settings:
    """What a run is told; a place where no database may lie is wrong usage."""
    from flows.settings import Settings

    folder = (raw if raw is not None else default_raw()).absolute()
    return Settings(folder, checked_place(chosen_database(database).absolute(), folder), **options)


def checked_place(database: Path, raw: Path) -> Path:
    """``database`` where a run may write it: not among the documents, nor named like one."""
    from extractors.readers.sniff import FORMATS

    if database.resolve().is_relative_to(raw.resolve()):
        raise typer.BadParameter(
            f"--database: {database} lies in {raw}, the folder of the documents; name a file "
            "outside of it."
        )
    if database.suffix.lower() in {ending for each in FORMATS for ending in each.endings}:
        raise typer.BadParameter(
            f"--database: {database.name} is named like a document; name a file that ends in "
            ".duckdb."
        )
    return database


def chosen_format(*, csv: bool, excel: bool, json: bool) -> Format:
    """The form asked for; two at once are wrong usage."""
    asked = [(csv, Format.CSV), (excel, Format.EXCEL), (json, Format.JSON)]
    forms = [form for is_asked, form in asked if is_asked]
    if len(forms) > 1:
        raise typer.BadParameter("--csv, --excel and --json exclude each other; give one of them.")
    return forms[0] if forms else Format.TABLE


LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=VALUE",
        help="Raise or lower a limit for files (docs/security.md); may be given several times.",
    ),
]
ScannedOption = Annotated[
    bool,
    typer.Option(
        "--allow-scanned-pages",
        help="Read a PDF whose scanned pages have no text; each such page becomes a finding.",
    ),
]


GenericOption = Annotated[
    bool,
    typer.Option(
        "--generic", help="Read as a catalog what no city module describes and looks like none."
    ),
]


def chosen_reading(
    limits: list[str] | None, allow_scanned_pages: bool, *, generic: bool = False
) -> Reading:
    """How files are read; a limit that does not exist or is no number is wrong usage."""
    from extractors.readers import Reading
    from extractors.readers.limits import limits_from

    pairs = [text.partition("=") for text in limits or []]
    try:
        chosen = limits_from({name.strip(): value for name, _, value in pairs})
    except ValueError as error:
        raise typer.BadParameter(f"--limit: {error}.") from error
    return Reading(limits=chosen, allow_scanned_pages=allow_scanned_pages, generic=generic)
