-- The flat answers: what a city pays, one row an amount. They follow views.sql.

CREATE VIEW main.subsidy_by_level AS
WITH in_demand AS NOT MATERIALIZED (
    SELECT document_id, occupation_code, bool_or(is_shortage) AS is_shortage
    FROM main.catalog_entry
    WHERE occupation_code IS NOT NULL
    GROUP BY ALL
),

-- A row that repeats an earlier one of its list adds no amount.
repeated AS NOT MATERIALIZED (
    SELECT DISTINCT later.document_id, later.entry_id
    FROM main.catalog_entry AS later
    JOIN main.catalog_entry AS earlier
        ON earlier.document_id = later.document_id
        AND earlier.catalog_id = later.catalog_id
        AND earlier.name = later.name
        AND earlier.ordinal < later.ordinal
    WHERE NOT suffix(later.entry_key, '/1')
        AND earlier.code IS NOT DISTINCT FROM later.code
        AND earlier.subsidy_class IS NOT DISTINCT FROM later.subsidy_class
        AND earlier.certificate_type IS NOT DISTINCT FROM later.certificate_type
        -- its own amounts, where it prints some, may be others
        AND later.entry_id NOT IN (
            SELECT rate.entry_id FROM main.subsidy_rate AS rate WHERE rate.entry_id IS NOT NULL
        )
)

SELECT
    paid.city,
    paid.year,
    paid.occupation_code,
    paid.official_name,
    paid.name,
    paid.code,
    paid.list,
    paid.subsidy_class,
    paid.certificate_type,
    coalesce(in_demand.is_shortage, entry.is_shortage) AS is_shortage,
    paid.is_green,
    paid.is_digital,
    paid.official_is_green,
    paid.official_is_digital,
    paid.skill_level AS level,
    paid.level_name,
    paid.purpose,
    paid.item,
    paid.amount_yuan AS amount,
    paid.amount_rule AS rule,
    paid.amount_low,
    paid.amount_high,
    paid.unit,
    paid.included_in,
    paid.condition_printed,
    paid.document_id,
    paid.catalog_id,
    paid.entry_id,
    paid.rate_id
FROM main.entry_subsidy AS paid
JOIN main.catalog_entry AS entry
    ON entry.document_id = paid.document_id AND entry.entry_id = paid.entry_id
LEFT JOIN in_demand
    ON in_demand.document_id = paid.document_id
    AND in_demand.occupation_code = paid.occupation_code
ANTI JOIN repeated
    ON repeated.document_id = paid.document_id AND repeated.entry_id = paid.entry_id
WHERE paid.basis <> 'main_list';
