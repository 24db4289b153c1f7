"""Findings about a list or the document: what is missing, unexplained, unaccounted, or mended."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from extractors.document import Row
from extractors.extraction import RateRow, SourceRow
from extractors.findings import Findings
from extractors.locate.found import FoundList, Located
from extractors.results.draft import Draft, ReadList
from extractors.results.source_rows import SourceRows, is_unaccounted
from extractors.words.certificates import parse_certificate
from extractors.words.legends import color_named, colors_explained, explains_look
from extractors.words.numerals import parse_serial
from extractors.words.text import squeeze
from extractors.words.titles import HEADING_MARK, may_withdraw
from schemas.vocabulary import FindingRule

# a page's number has fewer digits
_FIGURE = re.compile(r"\d{3,5}(?:\.0+)?")
_LEAST_YUAN, _MOST_YUAN = 10, 100_000


def note_labels(
    findings: Findings,
    catalog_id: str,
    filled: Sequence[tuple[int, str]],
    entry_ids: Mapping[int, str],
    said: str = "stands in a merged cell above",
) -> None:
    """One finding a merged label: at the first row that takes its text from above.

    ``filled`` are rows and the labels they take, ``entry_ids`` the rows that are entries, ``said``
    why they take them.
    """
    noted: set[str] = set()
    for row_no, text in filled:
        label = squeeze(text)
        if label in noted:
            continue
        noted.add(label)
        findings.add(
            "label_filled",
            f"'{label}' {said}",
            row_no=row_no,
            catalog_id=catalog_id,
            entry_id=entry_ids.get(row_no),
            value=label,
        )


def note_amounts(findings: Findings, rates: Sequence[RateRow]) -> None:
    """One finding a row with an amount in words, or too small or large to train a person.

    The unit of such a figure may be another.
    """
    for rate in rates:
        yuan = rate.amount_yuan
        rule: FindingRule = "amount_unlikely"
        message = f"{yuan} yuan a person is hardly meant: look for the figures' unit"
        if yuan is None and rate.amount_low is None:
            rule, message = "amount_in_words", f"words stand for an amount: {rate.amount_rule}"
        elif yuan is None or rate.unit != "per_person" or _LEAST_YUAN <= yuan <= _MOST_YUAN:
            continue
        findings.add(
            rule,
            message,
            row_no=rate.row_no,
            catalog_id=rate.catalog_id,
            entry_id=rate.entry_id,
            printed=rate.amount_printed,
        )


def note_parts(
    draft: Draft, source: SourceRows, announced: tuple[Sequence[str], int | None]
) -> None:
    """Lists and statements that the publication prints and this file does not.

    ``announced`` are lists the document names and lacks, and the line that names them.
    """
    findings, publication, masthead = draft.findings, draft.publication, draft.masthead
    names, line = announced
    for name in names:
        findings.add(
            "part_missing",
            f"the document announces {name}; the file does not hold it",
            row_no=source.row_no(line) if line is not None else None,
            printed=name,
        )
    found = {each.words.key for each in draft.located.lists}
    stated = {
        "document_number": masthead.document_number,
        "issued_on": masthead.issued_on,
        "issuers": masthead.issuers,
    }
    absent = [
        *draft.missing,
        *(
            f"the list '{words.key}'"
            for words in publication.lists
            if words.key not in found and not words.optional
        ),
        *(
            f"its {what}"
            for what, value in stated.items()
            if what in publication.expects and not value
        ),
    ]
    if publication.announces is not None and line is None:
        absent.append("the sentence that names its lists")
    for what in absent:
        findings.add(
            "part_missing",
            f"the city's publications print {what}; it was not found: this document lacks it, "
            "or prints it in words that are not known",
        )


def note_document(
    draft: Draft, lists: Sequence[ReadList], source: SourceRows, rows: Sequence[SourceRow]
) -> None:
    """Unknown headings, lines that law (c) leaves unaccounted, and what the reader noted."""
    findings, located = draft.findings, draft.located
    catalog_ids = [each.catalog_id for each in lists]
    for found, catalog_id in zip(located.lists, catalog_ids, strict=True):
        kept = "in its source rows alone" if found.is_rates else "in other"
        for column in found.not_understood(located.lines):
            text = squeeze(column.heading)
            findings.add(
                "heading_unknown",
                f"no field is known for the heading '{text}'; its cells are kept {kept}",
                row_no=source.row_no(found.headers[0]),
                catalog_id=catalog_id,
                printed=text,
            )
        _note_sections(findings, found, catalog_id, located, source)
    for index, kind, heading in located.others:
        findings.add(
            "heading_unknown",
            f"'{heading}' heads a column, as in {kind}: the rows of this table are not read",
            row_no=source.row_no(index),
            printed=heading,
        )
    _note_unaccounted(findings, located, catalog_ids, source, rows)
    _note_cut_end(findings, rows)
    for row in rows:
        text = " ".join(row.cells).strip()
        if row.role in ("title", "heading", "note", "text") and may_withdraw(text):
            message = f"'{text}' may say that a list, or a row of it, is valid no more"
            findings.add("cell_unclear", message, row_no=row.row_no, printed=text)
        if row.role in ("note", "text", "title") and explains_look(squeeze(text)):
            message = "colors and kinds of type are not read: look which rows have the one named"
            findings.add("cell_unclear", message, row_no=row.row_no, printed=text)
            _note_colored(findings, located, source, colors_explained(squeeze(text)))
    for index, name in located.form_parts.items():
        findings.add(
            "part_unread",
            f"{name} is a form by its name and holds no code: nothing of it was read as data",
            row_no=source.row_no(index),
            printed=name,
        )
    for note in draft.document.notes:
        findings.add(
            note.rule,
            note.message,
            row_no=source.row_at(note.position) if note.position else None,
            printed=note.printed,
            value=note.value,
        )


def _note_colored(
    findings: Findings, located: Located, source: SourceRows, explained: set[str]
) -> None:
    """Tell each row of a list that is set in a color whose meaning the document says."""
    for index in (index for found in located.lists for index in found.body):
        line = located.lines[index]
        colors = {color_named(color) for color in line.colors} if isinstance(line, Row) else set()
        if named := "、".join(sorted(colors & explained)):
            message = f"some of the row is in {named}色, of which the document says a meaning"
            findings.add("cell_unclear", message, row_no=source.row_no(index))


def _note_cut_end(findings: Findings, rows: Sequence[SourceRow]) -> None:
    """A file's last line that begins with the serial after that of the last row: a row is cut."""
    for _, part in itertools.groupby(rows, key=lambda row: row.part):
        _note_cut_part(findings, list(part))


def _note_cut_part(findings: Findings, rows: Sequence[SourceRow]) -> None:
    above = [row for row in rows[:-1] if row.role != "continuation"]
    if not above or above[-1].role != "entry" or rows[-1].role in {"entry", "continuation"}:
        return
    serial, number = (_first_serial(row) for row in (above[-1], rows[-1]))
    if serial is not None and number == serial + 1:
        findings.add(
            "text_unaccounted",
            f"the document ends inside the row after {serial}: it may be cut",
            row_no=rows[-1].row_no,
            printed=" ".join(rows[-1].cells),
        )


def _first_serial(row: SourceRow) -> int | None:
    words = " ".join(row.cells).split()
    return parse_serial(words[0]) if words else None


def _note_sections(
    findings: Findings, found: FoundList, catalog_id: str, located: Located, source: SourceRows
) -> None:
    """Section rows that should name a certificate and name none; a numbered one without rows."""
    last = max(found.body, default=0)
    for index, title in found.sections.items():
        if index >= last and HEADING_MARK.match(located.lines[index].bare):
            message = f"no row stands below the section '{title}': the lines may be out of order"
        elif found.words.sections_name_certificates and not parse_certificate(title):
            message = (
                f"the section '{title}' names no certificate that is known, so rows below have none"
            )
        else:
            continue
        findings.add(
            "text_unaccounted",
            message,
            row_no=source.row_no(index),
            catalog_id=catalog_id,
            printed=located.lines[index].text,
        )


def _note_unaccounted(
    findings: Findings,
    located: Located,
    catalog_ids: Sequence[str],
    source: SourceRows,
    rows: Sequence[SourceRow],
) -> None:
    unknown = {
        source.row_no(index): title
        for _, title, indexes in located.unknown_lists
        for index in indexes
    }
    inside = {
        row_no: catalog_id
        for found, catalog_id in zip(located.lists, catalog_ids, strict=True)
        for row_no in _span(found, source)
    }
    furniture = source.furniture()
    _note_figures(findings, rows)
    for row in rows:
        if row.row_no in furniture:
            continue
        catalog_id = inside.get(row.row_no)
        if row.row_no in unknown:
            message = f"a row of a list that no city module describes: {unknown[row.row_no]}"
        elif is_unaccounted(row, inside_list=catalog_id is not None):
            message = "the line is inside a list or looks like a row of one, and is neither"
        else:
            continue
        findings.add(
            "text_unaccounted",
            message,
            row_no=row.row_no,
            catalog_id=catalog_id,
            printed=" ".join(row.cells),
        )


def _note_figures(findings: Findings, rows: Sequence[SourceRow]) -> None:
    """Figures alone on lines below each other, outside lists: the cells of a table none reads."""
    for alone, run in itertools.groupby(rows, key=_is_figure):
        figures = list(run)
        if alone and len(figures) > 1:
            findings.add(
                "text_unaccounted",
                "figures stand alone on lines below each other: a table set a cell a line, which "
                "is not read; use the publisher's own file",
                row_no=figures[0].row_no,
                printed=" ".join(row.cells[0] for row in figures),
            )


def _is_figure(row: SourceRow) -> bool:
    return row.role == "text" and _FIGURE.fullmatch("".join(row.cells).strip()) is not None


def _span(found: FoundList, source: SourceRows) -> range:
    """The row numbers from a list's header to the last row of its body."""
    last = found.body[-1] if found.body else found.headers[-1]
    return range(source.row_no(found.headers[0]), source.row_no(last) + 1)
