"""What a person looks at before accepting a document: its counts, what is new, where to look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from flows.annual.accepting import last_serial
from flows.looking import FILE
from warehouse.reading import fetch

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]

ROWS_TO_LOOK_AT = 5

_DOCUMENT = """
SELECT d.document_id, d.file_name, d.title, d.year, d.batch, d.review_status, d.supplements,
    d.supersedes, d.superseded_by, f.status, f.reason, e.series, e.edition_no, e.first_document_id
FROM document AS d
LEFT JOIN audit.source_file AS f USING (file_name)
LEFT JOIN edition AS e USING (document_id)
WHERE d.document_id = $document
"""
_BEFORE = """
SELECT document_id FROM edition WHERE series = $series AND edition_no = $number ORDER BY 1
"""
_LISTS = """
SELECT catalog_id, number, coalesce(title, heading, list_key) AS title, list_key, entry_count,
    (SELECT count(*) FROM subsidy_rate AS r WHERE r.catalog_id = c.catalog_id) AS amounts,
    (
        SELECT list(e.serial_printed ORDER BY e.ordinal)
        FROM catalog_entry AS e WHERE e.catalog_id = c.catalog_id
    ) AS serials,
    (
        SELECT sum(b.entry_count)::INTEGER FROM catalog AS b
        WHERE b.list_key = c.list_key AND list_contains($before, b.document_id)
    ) AS rows_before
FROM catalog AS c
WHERE document_id = $document
ORDER BY catalog_id
"""
# What a supplement changes is what it adds; what its edition removes is its first document's.
_ROW_CHANGES = """
SELECT change, name, code, before, after, coalesce(entry_id_after, entry_id_before) AS id
FROM catalog_change
WHERE document_id_after = $first
    AND coalesce(split_part(entry_id_after, '/', 1), $first) = $document
ORDER BY change, list_key, id
"""
_AMOUNT_CHANGES = """
SELECT change, concat_ws(' ', name, item, subsidy_class, skill_level) AS name,
    amount_printed_before AS before, amount_printed_after AS after,
    coalesce(rate_id_after, rate_id_before) AS id
FROM rate_change
WHERE document_id_after = $first
    AND coalesce(split_part(rate_id_after, '/', 1), $first) = $document
ORDER BY change, list_key, id
"""
_FINDINGS = f"""
SELECT finding.rule, finding.severity, finding.printed, finding.message, finding.row_no,
    finding.entry_id, {FILE} AS file, source.page, source.line_start AS line,
    (finding.rule, coalesce(finding.printed, '')) NOT IN (
        SELECT (known.rule, coalesce(known.printed, ''))
        FROM audit.finding AS known WHERE list_contains($before, known.document_id)
    ) AS is_new
FROM audit.finding_shown AS finding
LEFT JOIN audit.source_row AS source USING (document_id, row_no)
WHERE finding.document_id = $document AND finding.rule <> 'document_unreviewed'
ORDER BY finding.row_no NULLS FIRST, finding.rule
"""  # noqa: S608  a part of a query written elsewhere
_ENTRIES = f"""
SELECT entry.entry_id, entry.catalog_id, entry.serial_printed, entry.name, entry.code,
    {FILE} AS file, source.page, source.table_no, source.table_row, source.line_start AS line,
    entry.entry_id IN (
        SELECT cut.entry_id FROM audit.source_row AS cut
        WHERE cut.document_id = $document AND cut.role = 'continuation'
            AND cut.entry_id IS NOT NULL
    ) AS is_cut
FROM catalog_entry AS entry
LEFT JOIN audit.source_row AS source USING (document_id, row_no)
WHERE entry.document_id = $document
ORDER BY entry.catalog_id, entry.ordinal
"""  # noqa: S608  a part of a query written elsewhere
_PROVISIONS = """
SELECT change, topic AS name, before, after, coalesce(provision_id_after, provision_id_before) AS id
FROM provision_change
WHERE document_id_after = $first AND $first = $document
ORDER BY change, id
"""


@dataclass(frozen=True, slots=True)
class Review:
    """One document beside the edition before; every row is a mapping of its columns.

    ``before`` has the documents of that edition, none for the first of a series or what is not in
    force. ``new_findings`` are those whose rule and print that edition does not have, ``known``
    the number of the others. ``look`` has the rows to look at, each with ``why`` and ``trace``.
    """

    document: Row
    before: Sequence[str]
    lists: Sequence[Row]
    rows: Sequence[Row]
    amounts: Sequence[Row]
    new_findings: Sequence[Row]
    known_findings: int
    look: Sequence[Row]
    provisions: Sequence[Row]

    def as_json(self) -> Row:
        """The page as one JSON object."""
        return asdict(self)


def review(connection: duckdb.DuckDBPyConnection, document_id: str) -> Review:
    """The page of a document of the database."""
    (document,) = fetch(connection, _DOCUMENT, {"document": document_id}).mappings()
    before: list[str] = []
    if document["edition_no"] is not None:
        place = {"series": document["series"], "number": document["edition_no"] - 1}
        before = [row[0] for row in fetch(connection, _BEFORE, place).rows]
    own = {"document": document_id}
    beside = own | {"before": before}
    changes = own | {"first": document["first_document_id"]}
    findings = fetch(connection, _FINDINGS, beside).mappings()
    new = [row for row in findings if row.pop("is_new")]
    return Review(
        document,
        before,
        [_list_row(row) for row in fetch(connection, _LISTS, beside).mappings()],
        fetch(connection, _ROW_CHANGES, changes).mappings(),
        fetch(connection, _AMOUNT_CHANGES, changes).mappings(),
        new,
        len(findings) - len(new),
        _to_look_at(fetch(connection, _ENTRIES, own).mappings(), new, findings),
        fetch(connection, _PROVISIONS, changes).mappings(),
    )


def _list_row(row: Row) -> Row:
    return {
        "number": row["number"],
        "list_key": row["list_key"],
        "title": row["title"],
        "rows": row["entry_count"],
        "last_serial": last_serial(row["serials"] or ()),
        "rows_before": row["rows_before"],
        "amounts": row["amounts"],
    }


def _to_look_at(entries: Iterable[Row], new: Iterable[Row], findings: Iterable[Row]) -> list[Row]:
    """Some rows a list: first those of a new finding, one a rule, then of known ones and cut ones.

    The rest are spread over the list: its last row, its first, its middle.
    """
    reasons: dict[str, list[str]] = defaultdict(list)
    for finding in (*new, *findings):
        rules = reasons[finding["entry_id"]]
        rules += [finding["rule"]] * (finding["rule"] not in rules)
    by_list: dict[str, list[Row]] = defaultdict(list)
    for entry in entries:
        if entry.pop("is_cut"):
            reasons[entry["entry_id"]].append("cut")
        by_list[entry["catalog_id"]].append(entry)
    is_new = {finding["entry_id"] for finding in new}
    return [row for rows in by_list.values() for row in _chosen(rows, reasons, is_new)]


def _chosen(
    rows: Sequence[Row], reasons: Mapping[str, list[str]], is_new: set[str | None]
) -> list[Row]:
    odd = [row for row in rows if reasons.get(row["entry_id"])]
    odd.sort(key=lambda row: row["entry_id"] not in is_new)
    seen: set[str] = set()
    first: list[Row] = []
    for row in odd:
        if not seen.issuperset(reasons[row["entry_id"]]):
            first.append(row)
            seen.update(reasons[row["entry_id"]])
    step = max(len(rows) // ROWS_TO_LOOK_AT, 1)
    spread = [rows[-1], rows[0], *rows[step // 2 :: step]]
    chosen = {row["entry_id"]: row for row in (*first, *odd, *spread)}
    return [
        row
        | {
            "why": reasons.get(entry_id, []),
            "trace": f'training-catalogs trace "{entry_id}"',
        }
        for entry_id, row in list(chosen.items())[:ROWS_TO_LOOK_AT]
    ]
