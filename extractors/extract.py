"""A file's bytes become typed rows: read, locate the lists, read their rows, note what is odd.

A function of its arguments alone: no clock, no network, no other document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from extractors.catalog import Column, Publication
from extractors.catalog.known import publication_of
from extractors.document import Document
from extractors.extraction import (
    CatalogRow,
    CitationRow,
    DocumentRow,
    EntryRow,
    Extraction,
    HoursRow,
    LegendRow,
    ProvisionRow,
    RateRow,
    RejectedRow,
    SourceRow,
)
from extractors.findings import Findings, check_codes, check_repeats, check_serials
from extractors.layout.glued_lines import part_glued_lines
from extractors.layout.header_cells import merge_header_cells
from extractors.layout.header_rows import looks_like_header
from extractors.layout.pages import join_over_pages
from extractors.layout.side_by_side import part_rows_side_by_side
from extractors.lists.level_columns import lacking_amounts, levels_below_header
from extractors.lists.read import read_list
from extractors.lists.read_row import ReadRow
from extractors.lists.rows_of_cells import wrapped_cells
from extractors.locate.found import FoundList, Located
from extractors.locate.headers import misfit_message, place_of
from extractors.locate.units import units_of
from extractors.locate.walk import locate
from extractors.notice import prose
from extractors.notice.masthead import Masthead, read_masthead
from extractors.notice.prose import Prose
from extractors.notice.validity import read_validity
from extractors.rates.caps import read_caps
from extractors.rates.ceilings import limit_rates
from extractors.rates.columns import amount_prints
from extractors.rates.tables import PrintedRate, rate_row, read_rate_table
from extractors.readers import Reading, read_document
from extractors.results.citations import read_citations
from extractors.results.corrections import Corrections
from extractors.results.documents import (
    announced_and_missing,
    catalog_row,
    document_row,
    list_numbers,
)
from extractors.results.entries import ListContext, build_entries, over_lines
from extractors.results.legends import (
    ListSigns,
    headings_of,
    note_unexplained,
    read_legends,
)
from extractors.results.noted import (
    note_document,
    note_labels,
    note_parts,
    note_small_amounts,
)
from extractors.results.paragraphs import join_lines_to_paragraphs
from extractors.results.printed_text import PrintedText
from extractors.results.provisions import find_provisions
from extractors.results.references import note_references
from extractors.results.source_rows import SourceRows
from extractors.sidecar import Sidecar
from extractors.words.headings import Field
from extractors.words.signs import BETWEEN_NAMES
from extractors.words.text import squeeze
from schemas.errors import ExtractError


def extract_document(
    data: bytes, file_name: str, sidecar: Sidecar | None = None, reading: Reading | None = None
) -> Extraction:
    """The typed rows of one document.

    The stem of ``file_name`` is the document's id. Raises ReadError, ExtractError or SidecarError
    with one sentence that names the place in the file and the remedy; the file's own name is for
    the caller to add.
    """
    document_id = PurePath(file_name).stem
    read = merge_header_cells(part_glued_lines(read_document(data, file_name, reading)))
    document = part_rows_side_by_side(join_over_pages(read, looks_like_header))
    publication = publication_of(document, sidecar.series if sidecar else None)
    corrections = Corrections(document_id, sidecar.corrections if sidecar else ())
    return _Extractor(document, document_id, publication, corrections, sidecar).extract()


@dataclass(slots=True)
class _List:
    """A list on its way: as found, its id and columns, and its rows as read."""

    found: FoundList
    catalog_id: str
    number: str
    columns: dict[Field, Column]
    rows: list[ReadRow]


class _Extractor:
    """One document on its way to typed rows."""

    def __init__(
        self,
        document: Document,
        document_id: str,
        publication: Publication,
        corrections: Corrections,
        sidecar: Sidecar | None,
    ) -> None:
        self.document = document
        self.document_id = document_id
        self.publication = publication
        self.corrections = corrections
        self.sidecar = sidecar or Sidecar()
        self.findings = Findings(document_id)
        self.located: Located = locate(document, publication)
        if not self.located.lists:
            raise ExtractError(
                f"is of series '{publication.series}', but none of its lists was found: compare "
                f"its titles and headings with the city module"
            )
        self.prose: Prose = prose.prose_of(self.located)
        self.masthead: Masthead = read_masthead(self.located)
        self.announced = announced_and_missing(publication, self.located, self.prose)
        self.missing: list[str] = []
        self.entries: list[EntryRow] = []
        self.rates: list[RateRow] = []
        self.hours: list[HoursRow] = []
        self.rejected: list[RejectedRow] = []

    def extract(self) -> Extraction:
        lists = self._read_lists()
        source = SourceRows(self.document_id, self.located)
        for each in lists:
            source.group(each.rows)
        source.number()
        caps = read_caps(
            self.document_id,
            self.publication,
            self.located,
            self.prose,
            source.row_no,
            self.findings,
        )
        self.missing += caps.missing
        self._build_rate_tables(lists, source)
        self._build_lists(lists, source)
        catalog_ids = [each.catalog_id for each in lists]
        limit_rates(self.rates, catalog_ids, self.located, self.prose, source.row_no, self.findings)
        self.rates = [*caps.rates, *self.rates]
        self.rates.sort(key=lambda rate: rate.row_no)
        for number, rate in enumerate(self.rates, start=1):
            rate.rate_id = f"{self.document_id}/rate#{number}"
        note_small_amounts(self.findings, self.rates)
        self._read_hours(lists, source)
        rows = source.rows(self.entries, self.rates, self.rejected, self.masthead.title_lines)
        document, catalogs = self._document(lists)
        self._note(source, rows, lists)
        told = self._read_statements(source, rows, lists, document, catalogs)
        if not any(entry.is_green or entry.is_digital for entry in self.entries):
            for entry in self.entries:
                entry.is_green = entry.is_digital = None
        return Extraction(
            document,
            catalogs,
            self.entries,
            self.rates,
            self.hours,
            rows,
            self.rejected,
            self.findings.sorted(),
            self.corrections.applied(),
            *told,
        )

    def _read_statements(
        self,
        source: SourceRows,
        rows: list[SourceRow],
        lists: Sequence[_List],
        document: DocumentRow,
        catalogs: Sequence[CatalogRow],
    ) -> tuple[list[ProvisionRow], list[LegendRow], list[CitationRow]]:
        """What is said in words: paragraphs, reviewed statements, legends, rules cited."""
        furniture = source.furniture()
        join_lines_to_paragraphs(rows, self.document.media_type, furniture)
        text = PrintedText(rows, furniture)
        signs = [
            ListSigns(
                each.catalog_id,
                each.found.title,
                headings_of(each.found),
                source.row_no(each.found.headers[0]),
                [entry for entry in self.entries if entry.catalog_id == each.catalog_id],
            )
            for each in lists
        ]
        legends = read_legends(self.document_id, signs, text)
        note_unexplained(self.findings, legends, signs, self.prose.text)
        found = [each.found for each in lists]
        note_references(self.findings, found, [each.catalog_id for each in lists], text)
        provisions = find_provisions(
            self.sidecar.provisions, document, catalogs, text, self.findings
        )
        return provisions, legends, read_citations(self.document_id, text)

    # --- lists ---------------------------------------------------------------------------------

    def _read_lists(self) -> list[_List]:
        numbers = list_numbers(self.located.lists)
        lists = []
        for found, number in zip(self.located.lists, numbers, strict=True):
            columns = {
                column.field: self._with_words(column)
                for column in found.words.columns
                if column.field in found.mapping.fields
            }
            catalog_id = f"{self.document_id}/{number}"
            if lacking := lacking_amounts(found, self.located.lines):
                header = self.located.lines[found.headers[0]]
                mapping = replace(found.mapping, missing=lacking)
                raise ExtractError(misfit_message(header, found.words, mapping))
            if (unread := levels_below_header(found, self.located.lines)) is not None:
                place = place_of(self.located.lines[unread])
                raise ExtractError(
                    f"the line below a header ({place}) prints levels, and which columns they head "
                    "cannot be told: merge the cells above them, or print both in one row"
                )
            is_rates = found.words.kind == "rates"
            rows = [] if is_rates else read_list(found, self.located.lines, columns)
            lists.append(_List(found, catalog_id, number, columns, rows))
        return lists

    def _with_words(self, column: Column) -> Column:
        if column.words_in is None:
            return column
        match = self.prose.search(column.words_in)
        if match is None:
            self.missing.append(f"the words of the column {column.field}")
            return column
        words = [word.removesuffix("类") for word in re.split(BETWEEN_NAMES, match.groups["words"])]
        return replace(column, words=tuple(word for word in words if word))

    def _build_rate_tables(self, lists: Sequence[_List], source: SourceRows) -> None:
        for each in lists:
            if each.found.words.kind != "rates":
                continue
            meant = self.corrections.amounts(
                {index: source.row_no(index) for index in each.found.body},
                amount_prints(each.found, self.located.lines),
            )
            filled: list[tuple[int, str]] = []
            for printed in read_rate_table(each.found, self.located.lines, meant):
                row_no = source.row_no(printed.line)
                if printed.reasons:
                    self.rejected.append(
                        RejectedRow(
                            self.document_id, row_no, "subsidy_rate", printed.reasons, printed.cells
                        )
                    )
                    continue
                self.rates.append(rate_row(self.document_id, each.catalog_id, row_no, printed))
                self._note_rate(each, row_no, printed)
                filled += [(row_no, text) for text in printed.filled]
            note_labels(self.findings, each.catalog_id, filled, {})

    def _note_rate(self, each: _List, row_no: int, printed: PrintedRate) -> None:
        if printed.amount is not None and printed.amount.yuan is None:
            self.findings.add(
                "amount_in_words",
                f"words stand for an amount: {printed.amount.rule}",
                row_no=row_no,
                catalog_id=each.catalog_id,
                printed=printed.amount_printed,
            )
        if wrapped := wrapped_cells(printed.cells):
            self.findings.add(
                "cell_rejoined",
                over_lines(wrapped),
                row_no=row_no,
                catalog_id=each.catalog_id,
                printed=" | ".join(wrapped),
            )

    def _build_lists(self, lists: Sequence[_List], source: SourceRows) -> None:
        job_match = self._job_match()
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
                self.document_id,
                self.publication.series,
                each.catalog_id,
                each.found.words,
                each.columns,
                headings,
                job_match,
                units_of(each.found, self.located.lines),
            )
            self.corrections.apply(each.catalog_id, each.rows, source.row_no)
            built = build_entries(context, each.rows, source.row_numbers, self.findings)
            check_serials(self.findings, built.entries)
            check_repeats(self.findings, built.entries)
            self.entries += built.entries
            self.rates += built.rates
            self.rejected += built.rejected
            entry_ids = {entry.row_no: entry.entry_id for entry in built.entries}
            filled = [
                (source.row_no(row.lines[0]), text)
                for row in each.rows
                for text in row.texts_from_above()
            ]
            note_labels(self.findings, each.catalog_id, filled, entry_ids)
            dittos = [
                (source.row_no(row.lines[0]), text) for row in each.rows for text in row.dittos()
            ]
            note_labels(
                self.findings, each.catalog_id, dittos, entry_ids, "is what a ditto sign means"
            )
        check_codes(self.findings, self.entries)

    def _job_match(self) -> str | None:
        """The mark on a class that a sentence explains as 技岗匹配, None where none does."""
        legend = self.publication.job_match
        if legend is None:
            return None
        match = self.prose.search(legend.sentence)
        if match is None:
            self.missing.append("the sentence that explains the mark on the class")
            return None
        return match.groups["mark"]

    # --- prose ---------------------------------------------------------------------------------

    def _read_hours(self, lists: Sequence[_List], source: SourceRows) -> None:
        read = prose.read_class_hours(self.prose)
        statements = read.statements
        for line, text in read.unused:
            self.findings.add(
                "cell_unclear",
                f"a sentence states class hours that no row could be made of: '{text}'",
                row_no=source.row_no(line),
                printed=text,
            )
        if not statements and "class_hours" in self.publication.expects:
            self.missing.append("the minimum class hours")
        for number, each in enumerate(statements, start=1):
            above = [other for other in lists if other.found.headers[0] < each.line]
            self.hours.append(
                HoursRow(
                    f"{self.document_id}/hours#{number}",
                    self.document_id,
                    above[-1].catalog_id if above else None,
                    source.row_no(each.line),
                    each.certificate_type,
                    each.subsidy_class,
                    each.skill_level,
                    each.class_hours_min,
                    each.practice_share_min,
                    each.minutes_per_class_hour,
                    each.text_printed,
                )
            )

    def _document(self, lists: Sequence[_List]) -> tuple[DocumentRow, list[CatalogRow]]:
        document = document_row(
            self.document_id,
            self.document,
            self.publication,
            self.located,
            self.masthead,
            self.announced[0],
        )
        document.supplements = self.sidecar.supplements
        document.supersedes = self.sidecar.supersedes
        document.year_estimated = self.sidecar.year_estimated
        document.year_evidence = self.sidecar.year_evidence
        document.valid_from, document.valid_until = read_validity(
            self.prose.text, document.issued_on
        )
        counts = Counter(entry.catalog_id for entry in self.entries)
        catalogs = [
            catalog_row(
                document, self.publication, each.found, each.number, counts[each.catalog_id]
            )
            for each in lists
        ]
        stated = prose.stated_editions(self.prose)
        by_heading = any(row.code_edition_stated for row in catalogs)
        if not stated and not by_heading and "code_edition" in self.publication.expects:
            self.missing.append("the edition of the classification that the codes follow")
        for edition, numbers in stated:
            for row in catalogs:
                if numbers is None or row.number.split(".")[0] in numbers:
                    row.code_edition_stated = row.code_edition_stated or edition
        return document, catalogs

    def _note(self, source: SourceRows, rows: Sequence[SourceRow], lists: Sequence[_List]) -> None:
        note_parts(
            self.findings,
            self.publication,
            self.located,
            self.masthead,
            source,
            self.announced,
            self.missing,
        )
        catalog_ids = [each.catalog_id for each in lists]
        note_document(self.findings, self.document, self.located, catalog_ids, source, rows)
