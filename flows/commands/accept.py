"""``training-catalogs accept``: a person has compared a document, and its sidecar says so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.documents import SourceFile, find_documents
from flows.exit_codes import ExitCode
from flows.looking import near_or_all
from flows.options import (
    GenericOption,
    JsonOption,
    LimitOption,
    RawOption,
    ScannedOption,
    chosen_reading,
)
from flows.output import print_table, say, write_json
from flows.paths import default_raw, shown
from schemas.errors import CatalogError

if TYPE_CHECKING:
    from flows.annual.accepting import Acceptance

_ASKED = {
    "publisher": "The office that published it",
    "source_url": "The address it was taken from",
    "retrieved_on": "The day it was taken, as YYYY-MM-DD",
}


def accept(
    document_id: Annotated[
        str, typer.Argument(metavar="STEM", help="The document, by its name in raw/.")
    ],
    *,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: its rows have been compared.")
    ] = False,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="Who published it.")
    ] = None,
    source_url: Annotated[
        str | None, typer.Option("--source-url", metavar="URL", help="Where it was taken from.")
    ] = None,
    retrieved_on: Annotated[
        str | None,
        typer.Option("--retrieved-on", metavar="DAY", help="When it was taken, as YYYY-MM-DD."),
    ] = None,
    raw: RawOption = None,
    generic: GenericOption = False,
    allow_scanned_pages: ScannedOption = False,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Write into a document's sidecar that a person has compared it: bytes, counts, reviewed.

    Look at it first with review. Counts that the document prints (its last serial, 共N个) are told
    apart from the program's own. What only a person knows is asked, or given with options; other
    keys and comments of the sidecar stay. A document with errors is not accepted.

    Examples:

      training-catalogs accept nantong-2027

      training-catalogs accept nantong-2027 --yes --source-url https://hrss.example.gov.cn/1.html
    """
    from flows.annual.accepting import accept as write
    from flows.annual.accepting import acceptance

    source = _source(document_id, raw)
    try:
        accepted = acceptance(source, chosen_reading(limit, allow_scanned_pages, generic=generic))
        if not json:
            _show(accepted)
        given = {"publisher": publisher, "source_url": source_url, "retrieved_on": retrieved_on}
        known = {key: value for key, value in given.items() if value is not None}
        if not yes:
            known |= _answers(accepted, known)
        write(accepted, known)
    except CatalogError as error:
        say(str(error))
        raise typer.Exit(ExitCode.INCOMPLETE) from None
    if json:
        write_json(_as_json(accepted))
    else:
        say(f"Written: {shown(accepted.path)}. Next: training-catalogs run")


def _source(document_id: str, raw: Any) -> SourceFile:
    folder = (raw if raw is not None else default_raw()).absolute()
    found = find_documents(folder)
    for source in found.documents:
        if source.document_id == document_id:
            return source
    for refused in found.refused:
        if refused.document_id == document_id:
            say(refused.reason)
            raise typer.Exit(ExitCode.INCOMPLETE)
    near = near_or_all(document_id, found.document_ids)
    say(f"No document '{document_id}' is in {shown(folder)}; {near}")
    raise typer.Exit(ExitCode.USAGE)


def _show(accepted: Acceptance) -> None:
    rows: list[tuple[object, ...]] = [
        (f"list {each.number}", each.rows, each.basis, each.title) for each in accepted.lists
    ]
    rows += [("amounts", accepted.rates, "counted by the program", "")]
    rows += [("class hours", accepted.hours, "counted by the program", "")]
    print_table(("what", "count", "from", "title"), rows)
    if accepted.rejected:
        say(
            f"{accepted.rejected:,} of the rows were printed and rejected; see: training-catalogs"
            f" rejects {accepted.source.document_id}"
        )
    for words in accepted.corrected_counts():
        say(f"{words}; the sidecar will say what the document gives.")


def _answers(accepted: Acceptance, known: dict[str, Any]) -> dict[str, str]:
    """What a person knows; ends the command where there is nobody to ask, or the answer is no."""
    if not is_asked():
        say("There is no terminal to ask in; say with --yes that the rows have been compared.")
        raise typer.Exit(ExitCode.USAGE)
    answers: dict[str, str] = {}
    for key, words in _ASKED.items():
        if getattr(accepted.sidecar, key) is None and key not in known:
            answer = typer.prompt(f"{words} (Enter where unknown)", default="", show_default=False)
            answers |= {key: answer.strip()} if answer.strip() else {}
    name = accepted.source.path.name
    if not typer.confirm(f"Have you compared the rows of {name} with the document?"):
        say("Nothing was written.")
        raise typer.Exit(ExitCode.INCOMPLETE)
    return answers


def is_asked() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty()


def _as_json(accepted: Acceptance) -> dict[str, Any]:
    return {
        "document_id": accepted.source.document_id,
        "sidecar": shown(accepted.path),
        "sha256": accepted.source.sha256,
        "lists": [
            {"number": each.number, "rows": each.rows, "basis": each.basis}
            for each in accepted.lists
        ],
        "rates": accepted.rates,
        "hours": accepted.hours,
        "rows_rejected": accepted.rejected,
        "corrected": list(accepted.corrected_counts()),
    }
