"""The typed rows of every list of a document, and of every rate table."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.extraction import RateRow, RejectedRow
from extractors.findings import check_codes, check_repeats, check_serials
from extractors.lists.rows_of_cells import wrapped_cells
from extractors.locate.units import fields_of_parts, units_of
from extractors.rates.columns import amount_prints
from extractors.rates.parts import parts_of_row
from extractors.rates.tables import PrintedRate, rate_row, read_rate_table
from extractors.results.draft import Draft, ReadList
from extractors.results.entries import ListContext, ListRows, build_entries, over_lines
from extractors.results.noted import note_labels
from extractors.results.source_rows import SourceRows
from extractors.words.text import squeeze


def rows_of_rate_tables(draft: Draft, lists: Sequence[ReadList], source: SourceRows) -> ListRows:
    """The amounts of the rate tables among the lists, and the rows that give none."""
    built = ListRows()
    for each in lists:
        if each.found.words.kind != "rates":
            continue
        meant = draft.corrections.amounts(
            {index: source.row_no(index) for index in each.found.body},
            amount_prints(each.found, draft.located.lines),
        )
        filled: list[tuple[int, str]] = []
        read: list[tuple[RateRow, bool]] = []
        for printed in read_rate_table(each.found, draft.located.lines, meant):
            row_no = source.row_no(printed.line)
            if printed.reasons:
                built.rejected.append(
                    RejectedRow(
                        draft.document_id, row_no, "subsidy_rate", printed.reasons, printed.cells
                    )
                )
                continue
            rate = rate_row(draft.document_id, each.catalog_id, row_no, printed)
            read.append((rate, printed.is_part))
            _note_rate(draft, each, row_no, printed)
            filled += [(row_no, text) for text in printed.filled]
        built.rates += [rate for rate, _ in read]
        built.parts += parts_of_row(read)
        note_labels(draft.findings, each.catalog_id, filled, {})
    return built


def _note_rate(draft: Draft, each: ReadList, row_no: int, printed: PrintedRate) -> None:
    if printed.amount is not None and not printed.amount.in_figures:
        draft.findings.add(
            "amount_in_words",
            f"words stand for an amount: {printed.amount.rule}",
            row_no=row_no,
            catalog_id=each.catalog_id,
            printed=printed.amount_printed,
        )
    if wrapped := wrapped_cells(printed.cells):
        draft.findings.add(
            "cell_rejoined",
            over_lines(wrapped),
            row_no=row_no,
            catalog_id=each.catalog_id,
            printed=" | ".join(wrapped),
        )


def rows_of_lists(draft: Draft, lists: Sequence[ReadList], source: SourceRows) -> ListRows:
    """The entries of the lists with the amounts in their rows, and the rows that are rejected."""
    all_rows = ListRows()
    job_match = _job_match(draft)
    for each in lists:
        if each.found.words.kind == "rates":
            continue
        headings = {
            name: squeeze(text)
            for name, text in zip(
                each.found.mapping.fields, each.found.mapping.headings, strict=True
            )
            if name is not None
        }
        context = ListContext(
            draft.document_id,
            draft.publication.series,
            each.catalog_id,
            each.found.words,
            each.columns,
            headings,
            job_match,
            units_of(each.found, draft.located.lines),
            fields_of_parts(each.found, draft.located.lines),
        )
        draft.corrections.apply(each.catalog_id, each.rows, source.row_no)
        built = build_entries(context, each.rows, source.row_numbers, draft.findings)
        check_serials(draft.findings, built.entries)
        check_repeats(draft.findings, built.entries)
        all_rows.entries += built.entries
        all_rows.rates += built.rates
        all_rows.rejected += built.rejected
        all_rows.parts += built.parts
        entry_ids = {entry.row_no: entry.entry_id for entry in built.entries}
        filled = [
            (source.row_no(row.lines[0]), text)
            for row in each.rows
            for text in row.texts_from_above()
        ]
        note_labels(draft.findings, each.catalog_id, filled, entry_ids)
        dittos = [(source.row_no(row.lines[0]), text) for row in each.rows for text in row.dittos()]
        note_labels(
            draft.findings, each.catalog_id, dittos, entry_ids, "is what a ditto sign means"
        )
    check_codes(draft.findings, all_rows.entries)
    if not any(entry.is_green or entry.is_digital for entry in all_rows.entries):
        for entry in all_rows.entries:
            entry.is_green = entry.is_digital = None
    return all_rows


def number_rates(
    document_id: str, rates: Sequence[RateRow], parts: Sequence[tuple[RateRow, RateRow]]
) -> list[RateRow]:
    """The amounts of a document in the order of its rows, each with its id.

    ``parts`` are amounts that are a part of another, each with that one.
    """
    ordered = sorted(rates, key=lambda rate: rate.row_no)
    for number, rate in enumerate(ordered, start=1):
        rate.rate_id = f"{document_id}/rate#{number}"
    for part, whole in parts:
        part.included_in = whole.rate_id
    return ordered


def _job_match(draft: Draft) -> str | None:
    """The mark on a class that a sentence explains as 技岗匹配, None where none does."""
    legend = draft.publication.job_match
    if legend is None:
        return None
    match = draft.prose.search(legend.sentence)
    if match is None:
        draft.missing.append("the sentence that explains the mark on the class")
        return None
    return match.groups["mark"]
