"""Options that several commands share."""

from __future__ import annotations

import re
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.output import Format
from flows.paths import default_database, default_raw

if TYPE_CHECKING:
    from extractors.readers import Reading
    from flows.settings import Settings, TaskRunner
    from warehouse.store import Store

_SCHEDULER = re.compile(r"(tcp|tls|ws|wss)://[^/@\s]+:[0-9]+")


def named_path(text: str) -> Path:
    """The path an option names; an empty one, or one no other program could be told, is none."""
    if not text:
        raise typer.BadParameter("an empty text names no file or folder.")
    if any(unicodedata.category(character) == "Cs" for character in text):
        raise typer.BadParameter("the name is no UTF-8; rename the file or folder.")
    return Path(text)


def named_place(text: str) -> Path | Store:
    """The folder that an option names, on this machine or in a store."""
    from warehouse.store import named_store

    named_path(text)
    try:
        return named_store(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from error


def near_folder(raw: Path | Store | None, database: Path) -> Path:
    """Where commands that only look find documents: of a store the copy that the last run made."""
    from flows.settings import Settings
    from warehouse.places import real_database

    return Settings(raw if raw is not None else default_raw(), real_database(database)).documents


def own_folder(text: str) -> Path:
    """The folder in which a command writes documents and sidecars; a store is none."""
    place = named_place(text)
    if not isinstance(place, Path):
        raise typer.BadParameter(
            f"{place} is no folder of this machine; name one, and copy what is written there with "
            "the store's own program."
        )
    return place


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
        parser=own_folder,
        help="The folder of documents; without it raw of the project.",
    ),
]
RawPlaceOption = Annotated[
    # a folder of this machine or a store: Typer knows no such type, and leaves it to the parser
    Any,
    typer.Option(
        "--raw",
        metavar="DIR|URL",
        parser=named_place,
        help="The folder of documents, s3://… as well; without it raw of the project.",
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


def chosen_settings(raw: Path | Store | None, database: Path | None, **options: Any) -> Settings:
    """What a run is told; a place where no database may lie is wrong usage."""
    from flows.settings import Settings

    place = raw if raw is not None else default_raw()
    if isinstance(place, Path):
        place = place.absolute()
    return Settings(place, checked_place(chosen_database(database).absolute(), place), **options)


def chosen_cluster(
    stages: Path | Store | None, task_runner: TaskRunner, dask_address: str | None
) -> dict[str, Any]:
    """What of the settings says where stages are left and who reads; what cannot work together, or
    is not installed, is wrong usage.
    """
    from flows.settings import TaskRunner
    from warehouse.store import CLUSTER_EXTRA, shared_store

    is_dask = task_runner is TaskRunner.DASK
    if dask_address is not None and not is_dask:
        raise typer.BadParameter("--dask-address is for --task-runner dask; give that as well.")
    if dask_address is not None and not _SCHEDULER.fullmatch(dask_address):
        raise typer.BadParameter(
            f"--dask-address: '{dask_address}' is no address such as tcp://10.0.0.1:8786, which "
            "the scheduler prints when it starts."
        )
    if dask_address is not None and stages is None:
        raise typer.BadParameter(
            "--dask-address wants --stages: a bucket or a shared folder in which the workers leave "
            "what they read."
        )
    if is_dask and find_spec("distributed") is None:
        raise typer.BadParameter(f"--task-runner dask is not installed; install {CLUSTER_EXTRA}.")
    return {
        "stages": None if stages is None else shared_store(stages),
        "task_runner": task_runner,
        "dask_address": dask_address,
    }


def checked_place(database: Path, raw: Path | Store) -> Path:
    """``database`` where a run may write it: not among the documents, nor named like one."""
    from extractors.readers.sniff import FORMATS

    if isinstance(raw, Path) and database.resolve().is_relative_to(raw.resolve()):
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
