"""The read rows of one list as entries, their own amounts and their findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.catalog import CatalogList
from extractors.extraction import EntryRow, RateRow, RejectedRow
from extractors.findings import Findings
from extractors.lists.read_row import ReadRow
from extractors.locate.found import FoundColumn
from extractors.rates.own_rows import own_rates
from extractors.rates.parts import parts_of_row
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import Code, contains_code, find_codes, parse_code
from extractors.words.headings import Field, plain_heading
from extractors.words.names import bracketed_work_types, nearest_word, parse_name
from extractors.words.numerals import parse_serial
from extractors.words.signs import is_none_sign, says_in_demand, shortage_degree
from extractors.words.text import fold, squeeze
from extractors.words.titles import is_total, remarks_withdrawal
from schemas.vocabulary import CertificateType, CodeKind, EntryKind

FIELD_OF_COLUMN: dict[str, Field] = {
    "serial_printed": "serial",
    "name": "name",
    "code": "code",
    "subsidy_class": "subsidy_class",
    "certificate_type": "certificate",
    "industry": "industry",
    "initiatives": "initiatives",
    "is_shortage": "shortage",
}
_PRINTED: dict[Field, str] = {
    "serial": "serial_printed",
    "name": "name_printed",
    "code": "code_printed",
    "subsidy_class": "subsidy_class_printed",
    "certificate": "certificate_printed",
    "industry": "industry_printed",
    "initiatives": "initiatives_printed",
}


@dataclass(frozen=True, slots=True)
class ListContext:
    """What the rows of one list share: ids, the list's words and its columns."""

    document_id: str
    series: str
    catalog_id: str
    words: CatalogList
    columns: dict[Field, FoundColumn]
    job_match: str | None


@dataclass(slots=True)
class ListRows:
    """What one list gives; ``parts`` are amounts that are a part of another, each with that."""

    entries: list[EntryRow] = field(default_factory=list)
    rates: list[RateRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    parts: list[tuple[RateRow, RateRow]] = field(default_factory=list)


def build_entries(
    context: ListContext,
    rows: Sequence[ReadRow],
    numbers: dict[int, int],
    findings: Findings,
) -> ListRows:
    """Entries, own-row rates and rejected rows of a list, in print order.

    ``numbers`` gives the source row number of a flat line. Rate ids are given by the caller.
    """
    built = ListRows()
    such: Counter[tuple[str | None, str | None]] = Counter()
    told: set[str] = set()
    for ordinal, row in enumerate(rows, start=1):
        row_no = numbers[row.lines[0]]
        if _is_total(row):
            row.reasons.append("cells: a total of the rows above, and no row of its own")
        if row.reasons:
            _reject(built, context, row, numbers)
            continue
        entry = _entry(context, row, findings, ordinal=ordinal, row_no=row_no)
        such[entry.code, entry.name] += 1
        entry.entry_key = (
            f"{context.series}/{context.words.key}/{entry.code or '-'}/{entry.name}/"
            f"{such[entry.code, entry.name]}"
        )
        built.entries.append(entry)
        rates, odd = own_rates(row, entry, findings)
        built.rates += [rate for rate, _ in rates]
        built.parts += parts_of_row(rates)
        if odd:
            built.rejected.append(
                RejectedRow(context.document_id, row_no, "subsidy_rate", odd, row.cells)
            )
        _note_layout(findings, row, entry)
        _note_unclear(context, row, entry, findings, told)
    return built


def _is_total(row: ReadRow) -> bool:
    """Whether a cell says no more than that the row sums up others: 合计, 小计."""
    return any(map(is_total, row.cells))


def _reject(built: ListRows, context: ListContext, row: ReadRow, numbers: dict[int, int]) -> None:
    parts = [(row.lines, row.cells), (row.tail, row.tail_cells)]
    for lines, cells in parts:
        if lines:
            built.rejected.append(
                RejectedRow(
                    context.document_id, numbers[lines[0]], "catalog_entry", row.reasons, cells
                )
            )


def _entry(
    context: ListContext, row: ReadRow, findings: Findings, *, ordinal: int, row_no: int
) -> EntryRow:
    names = [name for name in row.filled if isinstance(name, str)]
    printed = {name: row.text(name) for name in names}
    texts = {name: row.meaning(name) for name in (*names, *row.corrected)}
    name = parse_name(texts.get("name", ""))
    code = parse_code(texts.get("code", ""))
    # without a column of its own, a class is that of the section: A类（1800元/人）
    class_text = texts.get("subsidy_class", plain_heading(row.section or ""))
    subsidy_class = parse_class(class_text)
    certificate, certificate_printed, from_above = _certificate(context.words, row, texts)
    shortage_cell = squeeze(texts.get("shortage", ""))
    serial = parse_serial(texts.get("serial", ""))
    marks = list(name.marks)
    marks += subsidy_class.marks if subsidy_class else []
    # the mark is printed, even where a correction says that it should not be
    marks += ["*"] if {"*", "＊"} & {shortage_cell, squeeze(printed.get("shortage", ""))} else []
    entry = EntryRow(
        entry_id=f"{context.catalog_id}#{ordinal}",
        entry_key="",
        catalog_id=context.catalog_id,
        document_id=context.document_id,
        ordinal=ordinal,
        section=_section(row, texts),
        serial_printed=serial,
        entry_kind=_kind(context.words, certificate, code.kind if code else None),
        name=name.name,
        name_printed=printed.get("name"),
        work_types=bracketed_work_types(name.name) if code and code.kind == "occupation" else None,
        code=code.code if code else None,
        code_printed=printed.get("code") or None,
        code_kind=code.kind if code else None,
        code_edition_printed=code.edition if code else None,
        is_green="L" in name.marks,
        is_digital="S" in name.marks,
        marks=marks,
        is_shortage=_is_shortage(context, row, shortage_cell),
        shortage_degree=shortage_degree(texts.get("shortage", "")),
        is_job_matched=context.job_match in subsidy_class.marks
        if subsidy_class and context.job_match
        else None,
        subsidy_class=subsidy_class.value if subsidy_class else None,
        subsidy_class_printed=printed.get("subsidy_class") or None,
        certificate_type=certificate,
        certificate_printed=certificate_printed,
        industry=None,
        industry_printed=printed.get("industry") or None,
        initiatives=None,
        initiatives_printed=printed.get("initiatives") or None,
        other=row.other,
        row_no=row_no,
        inherited_columns=[],
    )
    entry.inherited_columns = _inherited(row, from_above=from_above)
    _keep_serial(context, entry, printed.get("serial", ""), findings)
    if squeeze(printed.get("shortage", "")) not in ("", "*", "＊"):
        entry.other[context.columns["shortage"].item] = printed.get("shortage", "")
    _read_industry(context, entry, texts, findings)
    if texts.get("initiatives"):
        parts = squeeze(texts["initiatives"]).split("/")
        entry.initiatives = [part for part in parts if part]
    _note_code(entry, code, texts.get("code", ""), findings)
    return entry


def _keep_serial(context: ListContext, entry: EntryRow, printed: str, findings: Findings) -> None:
    """A serial's print that is more than its figure (1., 01, /) is kept in ``other``."""
    folded = squeeze(fold(printed))
    if not folded or folded == str(entry.serial_printed):
        return
    entry.other[context.columns["serial"].item] = printed
    if entry.serial_printed is not None:
        entry.inherited_columns.append("serial_printed")
    elif not is_none_sign(printed):
        message = f"'{printed}' is no serial number"
        findings.of(entry, "serial_malformed", message, printed=printed)


def _section(row: ReadRow, texts: dict[Field, str]) -> str | None:
    label = squeeze(texts.get("label", ""))
    return label or row.section


def _certificate(
    words: CatalogList, row: ReadRow, texts: dict[Field, str]
) -> tuple[CertificateType | None, str | None, bool]:
    """The certificate type, the print it was read from, and whether that print stands elsewhere."""
    if "certificate" in texts:
        printed = row.text("certificate") or None
        return parse_certificate(texts["certificate"]), printed, False
    if texts.get("label"):
        return parse_certificate(texts["label"]), texts["label"], not row.own_text("label")
    if words.sections_name_certificates and row.section:
        return parse_certificate(row.section), row.section, True
    return None, None, False


def _inherited(row: ReadRow, *, from_above: bool) -> list[str]:
    """The printed columns, and headings of ``other`` and of amounts, that stand in cells above."""
    cells = {cell.columns[0].key: cell for cell in row.from_above()}
    columns = ["certificate_printed"] if from_above else []
    columns += [printed for name, printed in _PRINTED.items() if name in cells]
    elsewhere = [cells["shortage"].heading] if "shortage" in cells else []
    amounts = [cell.item for cell in row.amounts if cell.is_from_above]
    others = sorted(cell.heading for cell in cells.values() if cell.columns[0].is_free)
    return list(dict.fromkeys([*columns, *elsewhere, *amounts, *others]))


def _kind(
    words: CatalogList, certificate: CertificateType | None, code: CodeKind | None
) -> EntryKind:
    if words.entry_kind is not None:
        return words.entry_kind
    if certificate == "training_completion":
        return "completion_course"
    if certificate == "specific_competency":
        return "specific_competency"
    return "work_type" if code in ("work_type", "work_type_unnumbered") else "occupation"


def _is_shortage(context: ListContext, row: ReadRow, cell: str) -> bool | None:
    """By the list, or by its own column: a mark or 是 says so, an empty cell or 否 that it is not.

    What is not read or understood, or may stand in a merged cell of the page before, is NULL.
    """
    if context.words.kind == "shortage":
        return True
    asked = row.filled.get("shortage")
    hidden = asked is not None and (asked.unread or asked.origin == "unclear")
    if "shortage" not in context.columns or (hidden and "shortage" not in row.corrected):
        return None
    return says_in_demand(cell)


def _note_unclear(
    context: ListContext, row: ReadRow, entry: EntryRow, findings: Findings, told: set[str]
) -> None:
    """Cells of a loaded row that are blank where the list's rows are not, or not understood.

    A certificate is told once for all rows below its label or section, which are ``told``.
    """
    blank = [
        column.item
        for name, column in context.columns.items()
        if name != "label"
        and not column.may_be_blank
        and not row.text(name)
        and not (name in row.filled and row.filled[name].unread)
    ]
    for heading in blank:
        message = f"the row prints nothing under '{heading}'"
        findings.of(entry, "cell_unclear", message)
    if row.cut_short and not blank:
        message = "the file ends inside the row, before its last cells; get the whole file"
        findings.of(entry, "cell_unclear", message)
    for text, spanned in row.spread:
        message = f"'{text}' stands under several headings: {spanned}"
        findings.of(entry, "cell_unclear", message, printed=text)
    if row.beyond:
        message = f"'{row.beyond}' stands under no heading: a cell too many may have moved others"
        findings.of(entry, "cell_unclear", message, printed=row.beyond)
    for cell in row.filled.values():
        if cell.origin != "unclear":
            continue
        message = f"'{cell.heading}' is blank, and may be merged with the cell of the page before"
        findings.of(entry, "cell_unclear", message)
    shortage = row.meaning("shortage")
    if entry.is_shortage is None and shortage:
        message = f"'{shortage}' does not say whether the occupation is in demand"
        findings.of(entry, "cell_unclear", message, printed=shortage)
    if entry.name_printed and entry.code is None and contains_code(entry.name_printed):
        message = "the name holds a code, which is not read"
        findings.of(entry, "cell_unclear", message, printed=entry.name_printed)
    for text in [entry.name_printed or "", *row.other.values()]:
        if remarks_withdrawal(text):
            message = f"'{text}' may say that the row is subsidized no more"
            findings.of(entry, "cell_unclear", message, printed=text)
    certificate = entry.certificate_printed
    is_unknown = entry.certificate_type is None and not is_none_sign(certificate or "")
    if certificate and is_unknown and certificate not in told:
        told.add(certificate)
        message = f"'{certificate}' names no certificate that is known"
        findings.of(entry, "cell_unclear", message, printed=certificate)


def _read_industry(
    context: ListContext, entry: EntryRow, texts: dict[Field, str], findings: Findings
) -> None:
    """The industry (行业) word a cell means: its own, or the only one a slip or a cut away."""
    text = squeeze(texts.get("industry", ""))
    if not text or is_none_sign(text):
        return
    words = context.columns["industry"].vocabulary
    entry.industry = nearest_word(text, words) if words else text
    if entry.industry != text:
        meant = f"read as {entry.industry}" if entry.industry else "no word of the list's own"
        findings.of(
            entry,
            "industry_variant",
            f"'{text}' is {meant}",
            printed=entry.industry_printed,
            value=entry.industry,
        )


def _note_code(entry: EntryRow, code: Code | None, text: str, findings: Findings) -> None:
    if code is None and not is_none_sign(text):
        several = find_codes(text)
        message = f"'{text}' is no occupation code"
        if len(several) > 1:
            message = f"the cell prints several codes, and none is chosen: {'、'.join(several)}"
        findings.of(entry, "code_malformed", message, printed=entry.code_printed)
    if code is not None and code.repaired:
        findings.of(
            entry,
            "character_repaired",
            f"the code is not printed as codes are; it is read as {code.code}",
            printed=entry.code_printed,
            value=code.code,
        )


def _note_layout(findings: Findings, row: ReadRow, entry: EntryRow) -> None:
    if row.rejoined:
        findings.of(
            entry, "row_rejoined", "the row is cut by a page end", printed=entry.name_printed
        )
    if row.wrapped or row.over_lines:
        findings.of(
            entry, "cell_rejoined", over_lines(row.wrapped), printed=" | ".join(row.wrapped) or None
        )


def over_lines(wrapped: Sequence[str]) -> str:
    """What is said of a row that runs over lines; ``wrapped`` are the cells that do, if any."""
    if not wrapped:
        return "the row runs over lines, each of its cells on one"
    cells = ", ".join(f"'{cell}'" for cell in wrapped)
    return f"the cell {cells} runs over lines" if len(wrapped) == 1 else f"{cells} run over lines"
