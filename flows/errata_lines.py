"""The errata of a document: one line for each thing that its publisher can mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from flows.errata_words import RULES, erratum
from flows.looking import FILE, columns_of, rows_of

if TYPE_CHECKING:
    import duckdb

COLUMNS = ("目录", "序号", "位置", "名称", "印刷内容", "应为", "依据")
"""The cells of a line, as people name them."""

# One line a finding that a publisher can mend. A name that stands with two codes, classes or
# industries is told where nothing else explains it; a serial once a row.
_SQL = f"""
WITH entry AS (
    SELECT detail.*,
        lag(serial_printed IGNORE NULLS) OVER run AS serial_before,
        first_value(serial_printed) OVER same AS first_serial
    FROM entry_detail AS detail
    WHERE document_id = $document
    WINDOW
        run AS (PARTITION BY catalog_id, section ORDER BY ordinal),
        same AS (PARTITION BY catalog_id, code, name ORDER BY ordinal)
),

told AS (
    SELECT row_no, rows, rule, catalog_id, entry_id, printed, value
    FROM audit.finding_shown
    WHERE document_id = $document
    UNION ALL
    SELECT row_no, 1, 'parent_outdated', catalog_id, entry_id, code_printed, NULL
    FROM entry
    WHERE code_kind IN ('work_type', 'work_type_unnumbered')
        AND left(code, length(occupation_code)) <> occupation_code
),

explained AS (
    SELECT DISTINCT entry.name
    FROM told
    JOIN entry USING (entry_id)
    WHERE told.rule IN (
        'code_outdated', 'code_misprinted', 'code_unknown', 'name_misprinted', 'parent_outdated'
    )
),

fit AS (
    SELECT told.*, entry.name,
        (
            SELECT string_agg(DISTINCT word, '、' ORDER BY word)
            FROM (
                SELECT CASE told.rule
                    WHEN 'code_conflict' THEN nullif(other.code, entry.code)
                    WHEN 'class_conflict' THEN nullif(other.subsidy_class, entry.subsidy_class)
                    WHEN 'industry_conflict' THEN nullif(other.industry, entry.industry)
                END AS word
                FROM entry AS other
                WHERE other.name = entry.name
            )
        ) AS elsewhere
    FROM told
    LEFT JOIN entry USING (entry_id)
    WHERE list_contains($rules, told.rule)
    QUALIFY told.rule NOT LIKE 'serial%' OR row_number() OVER (
        PARTITION BY told.row_no, told.rule LIKE 'serial%'
        ORDER BY list_position($rules, told.rule)
    ) = 1
)

SELECT fit.rule, fit.printed, fit.value, fit.rows, known_group.code IS NOT NULL AS is_known_group,
    list.title AS list, entry.serial_printed, entry.name, entry.occupation_code,
    entry.official_name, entry.serial_before, entry.first_serial,
    {FILE} AS file, source.page, source.table_no, source.table_row, source.line_start,
    crosswalk.edition_from, taken.name AS name_at_code, fit.elsewhere,
    (
        SELECT string_agg(code || ' ' || name, '、' ORDER BY code)
        FROM reference.occupation_current
        WHERE list_contains(string_split(entry.occupation_candidates, '、'), code)
    ) AS candidates
FROM fit
LEFT JOIN entry USING (entry_id)
LEFT JOIN catalog AS list ON list.catalog_id = fit.catalog_id
LEFT JOIN audit.source_row AS source
    ON source.document_id = $document AND source.row_no = fit.row_no
LEFT JOIN reference.occupation_current AS taken ON taken.code = entry.code
LEFT JOIN (
    SELECT DISTINCT left(code, 4) AS code FROM reference.occupation WHERE tier = 4
) AS known_group ON known_group.code = left(entry.code, 4)
-- A catalog is no evidence of what catalogs print.
LEFT JOIN (
    SELECT code_from, name_from, min(edition_from) AS edition_from
    FROM reference.occupation_crosswalk
    WHERE NOT list_bool_and([
        regexp_matches(part, '^the .*catalogs?$') for part in string_split(evidence, '; ')
    ])
    GROUP BY ALL
) AS crosswalk
    ON crosswalk.code_from = entry.code
    AND crosswalk.name_from IN (entry.name, regexp_replace(entry.name, '[（(][^（()）]+[)）]$', ''))
WHERE fit.rule NOT LIKE '%conflict' OR (
    fit.elsewhere IS NOT NULL
    AND NOT (fit.rule = 'code_conflict' AND fit.name IN (SELECT name FROM explained))
)
ORDER BY fit.row_no NULLS FIRST, list_position($rules, fit.rule)
"""  # noqa: S608  a part of a query written elsewhere


def errata_lines(
    connection: duckdb.DuckDBPyConnection, document_id: str
) -> Iterator[tuple[Any, ...]]:
    """The errata of a document in the order of the print, each with the cells of COLUMNS."""
    connection.execute(_SQL, {"document": document_id, "rules": list(RULES)})
    columns = columns_of(connection)
    for values in rows_of(connection):
        row = dict(zip(columns, values, strict=True))
        yield (row["list"], row["serial_printed"], _place(row), *erratum(row))


def _place(row: Mapping[str, Any]) -> str:
    """Where the row stands: its page where the file shows pages, else its table or its line.

    Of a document in several files the name of its file stands before it.
    """
    file = f"{row['file']}，" if row["file"] is not None else ""
    if row["page"] is not None:
        return f"{file}第{row['page']}页"
    if row["line_start"] is not None:
        return f"{file}文本第{row['line_start']}行"
    if row["table_row"] is not None:
        return f"{file}第{row['table_no']}个表第{row['table_row']}行"
    return ""
