"""``training-catalogs inspect``: how the program reads any document, catalog or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.exit_codes import ExitCode
from flows.options import JsonOption, LimitOption, ScannedOption, chosen_reading
from flows.output import print_table, say, write_json
from flows.parts import content_of, files_of
from schemas.errors import CatalogError, ReadError

if TYPE_CHECKING:
    from extractors.results.outline import Outline, OutlineParagraph, OutlineTable


def inspect(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", exists=True, readable=True, help="Any document, also a folder of files."
        ),
    ],
    json: JsonOption = False,
    allow_scanned_pages: ScannedOption = False,
    limit: LimitOption = None,
) -> None:
    """Show how a document is read: paragraphs and whole tables, in order.

    Each table is joined over its pages, its header found, merged cells filled and cut rows made
    whole. The document need not be a catalog we know.

    Examples:

      training-catalogs inspect catalog.pdf

      training-catalogs inspect catalog.docx --json
    """
    from extractors.readers import read_document
    from extractors.results.outline import outline

    try:
        content = content_of(file, files_of(file))
        document = read_document(content, file.name, chosen_reading(limit, allow_scanned_pages))
    except ReadError as error:
        say(f"{file.name} {error}.")
        raise typer.Exit(ExitCode.INCOMPLETE) from None
    except CatalogError as error:
        say(str(error))
        raise typer.Exit(ExitCode.INCOMPLETE) from None
    shown = outline(document)
    if shown.refused is not None:
        say(f"{file.name}, shown without its lists: {shown.refused}.")
    if json:
        write_json(_as_json(file.name, shown))
    else:
        _show(file.name, shown)


def _as_json(name: str, shown: Outline) -> dict[str, Any]:
    return {
        "file": name,
        "media_type": shown.media_type,
        "pages": shown.pages,
        "parts": [
            {"part": number, "file": part.name, "media_type": part.media_type, "pages": part.pages}
            for number, part in enumerate(shown.parts, 1)
        ],
        "blocks": [_block(block) for block in shown.blocks],
        "findings": [
            {
                "rule": note.rule,
                "message": note.message,
                "printed": note.printed,
                "value": note.value,
                "page": note.position.page if note.position else None,
            }
            for note in shown.notes
        ],
    }


def _block(block: OutlineParagraph | OutlineTable) -> dict[str, Any]:
    from extractors.results.outline import OutlineParagraph

    if isinstance(block, OutlineParagraph):
        return {
            "kind": "paragraph",
            "text": block.text,
            "part": block.part,
            "page": block.page,
        }
    return {
        "kind": "table",
        "part": block.part,
        "pages": block.pages,
        "header": block.header,
        "rows": block.rows,
        "row_pages": block.row_pages,
    }


def _show(name: str, shown: Outline) -> None:
    from extractors.results.outline import OutlineParagraph

    pages = f", {shown.pages} pages" if shown.pages is not None else ""
    typer.echo(f"{name}: {shown.media_type}{pages}")
    told = 1 if len(shown.parts) < 2 else 0
    for block in shown.blocks:
        typer.echo()
        if block.part != told:
            told = block.part
            typer.echo(f"[{shown.parts[told - 1].name}]\n")
        if isinstance(block, OutlineParagraph):
            typer.echo(block.text)
            continue
        where = f" on pages {block.pages[0]}–{block.pages[-1]}" if block.pages else ""
        typer.echo(f"[table of {len(block.rows)} rows{where}]")
        columns = block.header or [str(number + 1) for number in range(len(block.rows[0]))]
        print_table(columns, block.rows)
    for note in shown.notes:
        say(f"{note.rule}: {note.message}")
