"""The typed rows of every list of a document, and of every rate table."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.extraction import RateRow, RejectedRow
from extractors.findings import check_codes, check_repeats, check_serials
from extractors.lists.rows_of_cells import wrapped_cells
from extractors.rates.cells import table_rows
from extractors.rates.parts import parts_of_row
from extractors.rates.tables import rates_of_row
from extractors.results.draft import Draft, ReadList
from extractors.results.entries import ListContext, ListRows, build_entries, over_lines
from extractors.results.noted import note_labels
from extractors.results.source_rows import SourceRows


def rows_of_rate_tables(draft: Draft, lists: Sequence[ReadList], source: SourceRows) -> ListRows:
    """The amounts of the rate tables among the lists, and the rows that give none."""
    built = ListRows()
    for each in lists:
        if not each.found.is_rates:
            continue
        rows = {
            source.row_no(row.index): row for row in table_rows(each.found, draft.located.lines)
        }
        draft.corrections.mend_rates({row_no: row.cells or () for row_no, row in rows.items()})
        filled: list[tuple[int, str]] = []
        for row_no, row in rows.items():
            place = (draft.document_id, each.catalog_id, row_no)
            read = rates_of_row(row, each.found, place)
            texts = list(row.line.texts)
            if read.reasons:
                built.rejected.append(
                    RejectedRow(draft.document_id, row_no, "subsidy_rate", read.reasons, texts)
                )
                continue
            built.rates += [rate for rate, _ in read.rates]
            built.parts += parts_of_row(read.rates)
            filled += [(row_no, text) for text in read.filled]
            if wrapped := wrapped_cells(texts):
                draft.findings.add(
                    "cell_rejoined",
                    over_lines(wrapped),
                    row_no=row_no,
                    catalog_id=each.catalog_id,
                    printed=" | ".join(wrapped),
                )
        note_labels(draft.findings, each.catalog_id, filled, {})
    return built


def rows_of_lists(draft: Draft, lists: Sequence[ReadList], source: SourceRows) -> ListRows:
    """The entries of the lists with the amounts in their rows, and the rows that are rejected."""
    all_rows = ListRows()
    job_match = _job_match(draft)
    for each in lists:
        if each.found.is_rates:
            continue
        context = ListContext(
            draft.document_id,
            draft.publication.series,
            each.catalog_id,
            each.found.words,
            each.found.described,
            job_match,
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
            (source.row_no(row.lines[0]), cell.text)
            for row in each.rows
            for cell in row.from_above()
            if cell.columns[0].own != "serial"
        ]
        note_labels(draft.findings, each.catalog_id, filled, entry_ids)
        dittos = [
            (source.row_no(row.lines[0]), cell.meaning)
            for row in each.rows
            for cell in row.filled.values()
            if cell.origin == "ditto"
        ]
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
