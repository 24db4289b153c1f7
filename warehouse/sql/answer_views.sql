-- The flat answers: what a city pays, one row an amount. They follow views.sql.

CREATE VIEW main.subsidy_by_level AS
WITH in_demand AS (
    SELECT document_id, occupation_code, bool_or(is_shortage) AS is_shortage
    FROM main.catalog_entry
    WHERE occupation_code IS NOT NULL
    GROUP BY ALL
)

SELECT
    subsidy.city,
    subsidy.year,
    subsidy.occupation_code,
    subsidy.official_name,
    subsidy.name,
    subsidy.code,
    subsidy.list,
    subsidy.subsidy_class,
    subsidy.certificate_type,
    bool_or(coalesce(in_demand.is_shortage, entry.is_shortage)) AS is_shortage,
    bool_or(subsidy.is_green) AS is_green,
    bool_or(subsidy.is_digital) AS is_digital,
    subsidy.official_is_green,
    subsidy.official_is_digital,
    subsidy.skill_level AS level,
    subsidy.level_name,
    subsidy.purpose,
    subsidy.item,
    subsidy.amount_yuan AS amount,
    subsidy.amount_rule AS rule,
    subsidy.amount_low,
    subsidy.amount_high,
    subsidy.unit,
    subsidy.included_in,
    subsidy.condition_printed,
    subsidy.document_id,
    subsidy.catalog_id,
    min(subsidy.entry_id) AS entry_id,
    subsidy.rate_id
FROM main.entry_subsidy AS subsidy
JOIN main.catalog_entry AS entry
    ON entry.document_id = subsidy.document_id AND entry.entry_id = subsidy.entry_id
LEFT JOIN in_demand
    ON in_demand.document_id = subsidy.document_id
    AND in_demand.occupation_code = subsidy.occupation_code
WHERE subsidy.basis <> 'main_list'
GROUP BY ALL;
