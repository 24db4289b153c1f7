"""``training-catalogs review``: the one page to read before a document is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.looking import checked_document
from flows.options import DatabaseOption, JsonOption, chosen_database
from flows.output import print_table, safe_text, write_json

if TYPE_CHECKING:
    from flows.annual.reviewing import Review

_SHOWN = 5
_FINDINGS_SHOWN = 3


def review(
    document_id: Annotated[str, typer.Argument(metavar="STEM", help="The document, by its id.")],
    *,
    database: DatabaseOption = None,
    json: JsonOption = False,
) -> None:
    """Show what to look at in a document before it is accepted: one page.

    Its counts stand beside the last serial that each list prints and beside the edition before;
    then what differs from that edition, the findings that it did not have, and five rows a list to
    compare with the document, the odd ones first. --json has all of what differs.

    Examples:

      training-catalogs review nantong-2027

      training-catalogs review nantong-2027 --json
    """
    from flows.annual.reviewing import review as reviewed
    from warehouse.reading import connect

    with connect(chosen_database(database)) as connection:
        checked_document(connection, document_id)
        page = reviewed(connection, document_id)
    if json:
        write_json(page.as_json())
        return
    for line in _heading(page):
        typer.echo(safe_text(line).plain)
    _lists(page)
    _changes("Rows", page.rows, page)
    _changes("Amounts", page.amounts, page)
    _changes("Statements of the text", page.provisions, page)
    _findings(page)
    _look(page)
    typer.echo(f"\nIf all is right: training-catalogs accept {document_id}")


def _heading(page: Review) -> Iterator[str]:
    row = page.document
    edition = [str(row["year"] or "no year printed")]
    edition += [f"batch {row['batch']}"] * bool(row["batch"])
    edition += [row["review_status"], *([row["status"]] if row["status"] else [])]
    yield f"{row['document_id']} ({row['file_name']}): {', '.join(edition)}"
    yield row["title"] or "no title printed"
    if row["reason"]:
        yield f"NOT THE FILE AS IT IS: {row['reason']}"
    if row["supplements"]:
        yield f"It adds to {row['supplements']}, and removes nothing."
    if row["supersedes"]:
        yield (
            f"It replaces {row['supersedes']}; see: training-catalogs diff {row['supersedes']} "
            f"{row['document_id']}"
        )
    if row["superseded_by"]:
        yield f"It is not in force: {row['superseded_by']} replaces it."
    before = ", ".join(page.before)
    yield f"The edition before: {before or 'none, so that all is new'}."


def _lists(page: Review) -> None:
    typer.echo("\nLists")
    print_table(
        ("list", "rows", "last serial", "edition before", "amounts", "", "title"),
        [
            (
                row["number"],
                row["rows"],
                row["last_serial"],
                row["rows_before"],
                row["amounts"],
                "LOOK" if row["last_serial"] not in (None, row["rows"]) else "",
                row["title"],
            )
            for row in page.lists
        ],
    )


def _changes(what: str, rows: Sequence[Mapping[str, Any]], page: Review) -> None:
    """Each kind of change with its number and the first few."""
    if not page.before:
        return
    typer.echo(f"\n{what}" + ("" if rows else ": nothing differs from the edition before"))
    for change in dict.fromkeys(row["change"] for row in rows):
        same = [row for row in rows if row["change"] == change]
        typer.echo(f"  {change}: {len(same):,}")
        if change == "kept":
            continue
        for row in same[:_SHOWN]:
            typer.echo(safe_text(f"    {_change_words(row)}").plain)
        if len(same) > _SHOWN:
            typer.echo(f"    and {len(same) - _SHOWN:,} more")


def _change_words(row: Mapping[str, Any]) -> str:
    words = " ".join(str(row[key]) for key in ("name", "code") if row.get(key))
    if row["change"] in {"added", "removed"} and "code" in row:
        return words
    return f"{words}: {row['before'] or '—'} → {row['after'] or '—'}"


def _findings(page: Review) -> None:
    typer.echo(
        f"\nNew findings: {len(page.new_findings):,} ({page.known_findings:,} more are as in the "
        "edition before)"
    )
    for rule in dict.fromkeys(row["rule"] for row in page.new_findings):
        same = [row for row in page.new_findings if row["rule"] == rule]
        typer.echo(f"  {same[0]['severity']} {rule}: {len(same):,}")
        for row in same[:_FINDINGS_SHOWN]:
            typer.echo(safe_text(f"    {_where(row)}: {row['message']}").plain)
        if len(same) > _FINDINGS_SHOWN:
            typer.echo(
                f"    and {len(same) - _FINDINGS_SHOWN:,} more: training-catalogs findings "
                f"{page.document['document_id']} --rule {rule}"
            )


def _where(row: Mapping[str, Any]) -> str:
    if row["row_no"] is None:
        return "the document"
    place = f"page {row['page']}" if row["page"] is not None else f"row {row['row_no']}"
    return f"{row['file']}, {place}" if row["file"] is not None else place


def _look(page: Review) -> None:
    typer.echo("\nRows to compare with the document")
    files = ["file"] * any(row["file"] is not None for row in page.look)
    print_table(
        ("serial", "name", "code", *files, "page", "line", "why", "trace"),
        [
            (
                row["serial_printed"],
                row["name"],
                row["code"],
                *(row[file] for file in files),
                row["page"],
                row["line"] if row["line"] is not None else row["table_row"],
                row["why"],
                row["trace"],
            )
            for row in page.look
        ],
    )
