-- The flat answers: what a city pays, one row an amount. They follow views.sql.

CREATE VIEW main.entry_subsidy AS
SELECT
    region.short_name AS city,
    document.year,
    list.title AS list,
    entry.document_id,
    entry.catalog_id,
    entry.entry_id,
    entry.name,
    entry.code,
    entry.occupation_code,
    official.name AS official_name,
    entry.is_green,
    entry.is_digital,
    official.is_green AS official_is_green,
    official.is_digital AS official_is_digital,
    list.is_overlay,
    entry.certificate_type,
    found.subsidy_class,
    rate.purpose,
    rate.subsidy_kinds,
    rate.item,
    rate.skill_level,
    level.label_zh AS level_name,
    rate.amount_yuan,
    rate.amount_rule,
    rate.amount_low,
    rate.amount_high,
    rate.unit,
    rate.included_in,
    rate.condition_printed,
    found.basis,
    rate.rate_id
$entry_amounts
WHERE document.superseded_by IS NULL;

CREATE VIEW main.subsidy_by_level AS
SELECT
    region.short_name AS city,
    document.year,
    entry.occupation_code,
    official.name AS official_name,
    entry.name,
    entry.code,
    list.title AS list,
    found.subsidy_class,
    entry.certificate_type,
    found.is_shortage,
    entry.is_green,
    entry.is_digital,
    official.is_green AS official_is_green,
    official.is_digital AS official_is_digital,
    rate.skill_level AS level,
    level.label_zh AS level_name,
    rate.purpose,
    rate.item,
    rate.amount_yuan AS amount,
    rate.amount_rule AS rule,
    rate.amount_low,
    rate.amount_high,
    rate.unit,
    rate.included_in,
    rate.condition_printed,
    found.document_id,
    entry.catalog_id,
    found.entry_id,
    found.rate_id
$entry_amounts
WHERE document.superseded_by IS NULL
    AND found.basis <> 'main_list'
    -- a row that repeats an earlier one of its list adds no amount
    AND NOT found.is_repeated;
