"""What the page shows, asked of the published tables and views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from flows.errata_lines import errata_lines
from flows.export.contacts import without_contacts
from warehouse.reading import fetch

Row = dict[str, Any]

# The youngest edition of each series, with its supplements of the same year.
_LATEST = """
WITH latest AS (
    SELECT document_id FROM document
    WHERE superseded_by IS NULL
    QUALIFY rank() OVER (PARTITION BY series ORDER BY coalesce(year, 0) DESC) = 1
)
"""
_BUILD = "SELECT pipeline_version, built_at, license, citation FROM audit.build_info"
_LABELS = "SELECT table_name, column_name, value, label_zh, label_en FROM reference.vocabulary"
_DOCUMENTS = """
SELECT document.document_id, region.short_name AS city, document.year, document.title,
    document.document_number, document.issued_on, document.file_name, document.media_type,
    document.source_url, document.review_status, quality.* EXCLUDE (document_id, file_name,
    review_status)
FROM document
JOIN region ON region.adcode = document.region_adcode
JOIN data_quality AS quality USING (document_id)
ORDER BY city, document.year, document.document_id
"""
_LISTS = "FROM overview ORDER BY city, year, document_id, catalog_id"
_COVERAGE = f"""{_LATEST}
SELECT city, year, major_code, any_value(major_name) AS major_name,
    count(DISTINCT occupation_code) AS occupations, count(*) AS rows
FROM entry_detail
WHERE document_id IN (FROM latest) AND NOT is_overlay
GROUP BY city, year, major_code
ORDER BY city, year, major_code
"""  # noqa: S608  a part of the query written above
_LADDER = f"""{_LATEST}
SELECT region.short_name AS city, document.year, rate.purpose, rate.certificate_type,
    rate.subsidy_class, rate.item, rate.skill_level, rate.amount_rule, rate.unit,
    min(rate.amount_yuan) AS low, max(rate.amount_yuan) AS high,
    any_value(rate.amount_printed) AS printed
FROM subsidy_rate AS rate
JOIN document USING (document_id)
JOIN region ON region.adcode = document.region_adcode
WHERE rate.document_id IN (FROM latest)
GROUP BY ALL
ORDER BY city, document.year, rate.purpose DESC, rate.certificate_type, rate.subsidy_class,
    rate.item, rate.skill_level DESC
"""  # noqa: S608  a part of the query written above
_PROVISIONS = f"""{_LATEST}
SELECT publisher.short_name AS city, document.year, document.document_id, provision.topic,
    provision.subject, provision.value_min, provision.value_max, provision.unit,
    provision.value_date, provision.text_printed,
    CASE WHEN provision.region_adcode <> document.region_adcode THEN rule.short_name END
        AS rule_region
FROM provision
JOIN document USING (document_id)
JOIN region AS publisher ON publisher.adcode = document.region_adcode
JOIN region AS rule ON rule.adcode = provision.region_adcode
WHERE provision.document_id IN (FROM latest)
ORDER BY city, document.year, document.document_id, provision.row_no, provision_id
"""  # noqa: S608  a part of the query written above
_OFFERS = """
WITH newest AS (
    FROM region_offer
    QUALIFY rank() OVER (PARTITION BY city ORDER BY coalesce(year, 0) DESC) = 1
)
SELECT occupation_code, any_value(official_name) AS name,
    list(DISTINCT city ORDER BY city) AS cities,
    list(DISTINCT city ORDER BY city) FILTER (WHERE is_shortage) AS short_cities
FROM newest
WHERE occupation_code IS NOT NULL
GROUP BY occupation_code
ORDER BY len(coalesce(short_cities, [])) DESC, len(cities) DESC, occupation_code
"""
_COLORS = f"""{_LATEST}
SELECT city, year,
    count(DISTINCT occupation_code) AS occupations,
    count(DISTINCT occupation_code) FILTER (WHERE official_is_green) AS green,
    count(DISTINCT occupation_code) FILTER (WHERE official_is_digital) AS digital,
    count(DISTINCT occupation_code) FILTER (WHERE is_green) AS green_printed,
    count(DISTINCT occupation_code) FILTER (WHERE is_digital) AS digital_printed,
    bool_or(is_green IS NOT NULL OR is_digital IS NOT NULL) AS prints_marks
FROM entry_detail
WHERE document_id IN (FROM latest)
GROUP BY city, year
ORDER BY city, year
"""  # noqa: S608  a part of the query written above
_CHANGES = """
SELECT 'catalog_change' AS kind, series, document_id_before, document_id_after, change,
    count(*) AS count
FROM catalog_change GROUP BY ALL
UNION ALL
SELECT 'rate_change', series, document_id_before, document_id_after, change, count(*)
FROM rate_change GROUP BY ALL
ORDER BY series, document_id_after, kind, change
"""
_FINDINGS = """
SELECT document_id, rule, severity, count(*) AS count
FROM audit.finding GROUP BY ALL
ORDER BY document_id, severity, count(*) DESC, rule
"""
_ENTRIES = """
WITH amount AS (
    SELECT entry_id, skill_level, min(amount_yuan) AS low, max(amount_yuan) AS high
    FROM entry_subsidy
    WHERE purpose = 'training' AND amount_yuan IS NOT NULL
    GROUP BY entry_id, skill_level
)
SELECT entry_id, document_id, city, detail.year, list, section, serial_printed, name, code,
    occupation_code, official_name, occupation_match, work_types, subsidy_class,
    certificate_type, industry, is_shortage, is_overlay, official_is_green, official_is_digital,
    is_green, is_digital,
    (
        SELECT list([skill_level, low, high] ORDER BY skill_level DESC NULLS LAST)
        FROM amount WHERE amount.entry_id = detail.entry_id
    ) AS amounts
FROM entry_detail AS detail
JOIN document USING (document_id)
WHERE document.superseded_by IS NULL
ORDER BY city, detail.year, document_id, catalog_id, ordinal
"""
_SOURCES = f"""
SELECT entry_id, document_id, row_no, part, nullif(source.file_name, document.file_name) AS file,
    page, table_no, table_row, line_start, line_end,
    list_transform(cells, lambda cell: {without_contacts("cell")}) AS cells
FROM entry_source AS source
JOIN document USING (document_id)
WHERE kind = 'entry' AND document.superseded_by IS NULL
ORDER BY document_id, row_no
"""  # noqa: S608  a pattern written by the program


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows behind each section, as mappings from column name to value.

    ``labels`` are those of the coded words: (table, column, value) → (Chinese, English);
    ``errata`` the lines a document's publisher would want to be told, by document.
    """

    build: Row
    labels: dict[tuple[str, str, str], tuple[str, str]]
    documents: list[Row]
    lists: list[Row]
    coverage: list[Row]
    ladder: list[Row]
    provisions: list[Row]
    offers: list[Row]
    colors: list[Row]
    changes: list[Row]
    findings: list[Row]
    errata: dict[str, list[tuple[Any, ...]]]
    entries: list[Row]
    sources: list[Row]


def gather(connection: duckdb.DuckDBPyConnection) -> Facts:
    """Ask everything the page shows. Raises WarehouseError where a table is not as it should be."""

    def rows(query: str) -> list[Row]:
        return fetch(connection, query).mappings()

    documents = rows(_DOCUMENTS)
    return Facts(
        build=rows(_BUILD)[0],
        labels={
            (table, column, value): (zh, en)
            for table, column, value, zh, en in fetch(connection, _LABELS).rows
        },
        documents=documents,
        lists=rows(_LISTS),
        coverage=rows(_COVERAGE),
        ladder=rows(_LADDER),
        provisions=rows(_PROVISIONS),
        offers=rows(_OFFERS),
        colors=rows(_COLORS),
        changes=rows(_CHANGES),
        findings=rows(_FINDINGS),
        errata={
            document["document_id"]: list(errata_lines(connection, document["document_id"]))
            for document in documents
        },
        entries=rows(_ENTRIES),
        sources=rows(_SOURCES),
    )
