-- What differs between consecutive editions of a series, list by list. A pair of editions is named
-- by the later one; `side` tells its rows from those of the edition before it.

CREATE VIEW main.catalog_change AS
WITH edition AS (
    SELECT series, document_id,
        lag(document_id) OVER (
            PARTITION BY series
            ORDER BY year NULLS FIRST, issued_on NULLS FIRST, batch NULLS FIRST, document_id
        ) AS document_before
    FROM main.document
),

compared AS (
    SELECT document_id AS later, document_id, 'now' AS side
    FROM edition
    WHERE document_before IS NOT NULL
    UNION ALL
    SELECT document_id, document_before, 'before'
    FROM edition
    WHERE document_before IS NOT NULL
),

left_1 AS (
    SELECT compared.later, compared.side, list.list_key, entry.entry_id, entry.code, entry.name,
        entry.occupation_code,
        row_number() OVER (
            PARTITION BY compared.later, compared.side, list.list_key, entry.code, entry.name
            ORDER BY entry.catalog_id, entry.ordinal
        ) AS nth
    FROM compared
    JOIN main.catalog_entry AS entry USING (document_id)
    JOIN main.catalog AS list USING (catalog_id)
),

pair_1 AS (
    SELECT later, list_key,
        max(entry_id) FILTER (WHERE side = 'now') AS now_id,
        max(entry_id) FILTER (WHERE side = 'before') AS before_id
    FROM left_1
    GROUP BY later, list_key, code, name, nth
    HAVING count(*) = 2
),

left_2 AS (
    SELECT *
    FROM left_1
    ANTI JOIN (
        SELECT later, now_id AS entry_id FROM pair_1
        UNION ALL SELECT later, before_id FROM pair_1
    ) USING (later, entry_id)
),

pair_2 AS (
    SELECT later, list_key,
        max(entry_id) FILTER (WHERE side = 'now') AS now_id,
        max(entry_id) FILTER (WHERE side = 'before') AS before_id
    FROM left_2
    WHERE occupation_code IS NOT NULL
    GROUP BY later, list_key, occupation_code, name
    HAVING count(*) = 2 AND count(DISTINCT side) = 2
),

left_3 AS (
    SELECT *
    FROM left_2
    ANTI JOIN (
        SELECT later, now_id AS entry_id FROM pair_2
        UNION ALL SELECT later, before_id FROM pair_2
    ) USING (later, entry_id)
),

pair_3 AS (
    SELECT later, list_key,
        max(entry_id) FILTER (WHERE side = 'now') AS now_id,
        max(entry_id) FILTER (WHERE side = 'before') AS before_id
    FROM left_3
    GROUP BY later, list_key, name
    HAVING count(*) = 2 AND count(DISTINCT side) = 2
),

left_4 AS (
    SELECT *
    FROM left_3
    ANTI JOIN (
        SELECT later, now_id AS entry_id FROM pair_3
        UNION ALL SELECT later, before_id FROM pair_3
    ) USING (later, entry_id)
),

pair_4 AS (
    SELECT later, list_key,
        max(entry_id) FILTER (WHERE side = 'now') AS now_id,
        max(entry_id) FILTER (WHERE side = 'before') AS before_id
    FROM left_4
    WHERE occupation_code IS NOT NULL
    GROUP BY later, list_key, occupation_code
    HAVING count(*) = 2 AND count(DISTINCT side) = 2
),

left_5 AS (
    SELECT *
    FROM left_4
    ANTI JOIN (
        SELECT later, now_id AS entry_id FROM pair_4
        UNION ALL SELECT later, before_id FROM pair_4
    ) USING (later, entry_id)
),

side_by_side AS (
    SELECT * FROM pair_1
    UNION ALL SELECT * FROM pair_2
    UNION ALL SELECT * FROM pair_3
    UNION ALL SELECT * FROM pair_4
    UNION ALL
    SELECT later, list_key,
        CASE WHEN side = 'now' THEN entry_id END,
        CASE WHEN side = 'before' THEN entry_id END
    FROM left_5
),

difference AS (
    SELECT pair.later, pair.list_key, pair.now_id, pair.before_id,
        coalesce(entry.name, previous.name) AS name, coalesce(entry.code, previous.code) AS code,
        unnest([
            CASE WHEN pair.before_id IS NULL
                THEN {'change': 'added', 'before': NULL::VARCHAR, 'after': entry.name} END,
            CASE WHEN pair.now_id IS NULL
                THEN {'change': 'removed', 'before': previous.name, 'after': NULL} END,
            CASE WHEN both_there AND previous.section IS DISTINCT FROM entry.section
                THEN {'change': 'moved', 'before': previous.section, 'after': entry.section} END,
            CASE WHEN both_there AND (
                previous.subsidy_class IS DISTINCT FROM entry.subsidy_class
                OR previous.certificate_type IS DISTINCT FROM entry.certificate_type
            )
                THEN {
                    'change': 'reclassified',
                    'before': concat_ws(' ', previous.subsidy_class, previous.certificate_type),
                    'after': concat_ws(' ', entry.subsidy_class, entry.certificate_type)
                } END,
            CASE WHEN both_there AND previous.code IS DISTINCT FROM entry.code
                THEN {'change': 'recoded', 'before': previous.code, 'after': entry.code} END,
            CASE WHEN both_there AND previous.name <> entry.name
                THEN {'change': 'renamed', 'before': previous.name, 'after': entry.name} END,
            CASE WHEN both_there AND list_sort(previous.marks) <> list_sort(entry.marks)
                THEN {
                    'change': 'remarked',
                    'before': array_to_string(previous.marks, '、'),
                    'after': array_to_string(entry.marks, '、')
                } END
        ]) AS what
    FROM (
        SELECT *, now_id IS NOT NULL AND before_id IS NOT NULL AS both_there FROM side_by_side
    ) AS pair
    LEFT JOIN main.catalog_entry AS entry ON entry.entry_id = pair.now_id
    LEFT JOIN main.catalog_entry AS previous ON previous.entry_id = pair.before_id
)

SELECT
    edition.series,
    edition.document_before AS document_id_before,
    edition.document_id AS document_id_after,
    difference.list_key,
    difference.what.change AS change,
    difference.name,
    difference.code,
    difference.what.before AS before,
    difference.what.after AS after,
    difference.before_id AS entry_id_before,
    difference.now_id AS entry_id_after
FROM difference
JOIN edition ON edition.document_id = difference.later
WHERE difference.what IS NOT NULL;

CREATE VIEW main.rate_change AS
WITH edition AS (
    SELECT series, document_id,
        lag(document_id) OVER (
            PARTITION BY series
            ORDER BY year NULLS FIRST, issued_on NULLS FIRST, batch NULLS FIRST, document_id
        ) AS document_before
    FROM main.document
),

compared AS (
    SELECT document_id AS later, document_id, 'now' AS side
    FROM edition
    WHERE document_before IS NOT NULL
    UNION ALL
    SELECT document_id, document_before, 'before'
    FROM edition
    WHERE document_before IS NOT NULL
),

-- An amount is the same one where all it is for is the same; a row's own amount, by the row's name.
amount AS (
    SELECT compared.later, compared.side, list.list_key, rate.purpose, rate.item,
        rate.certificate_type, rate.subsidy_class, rate.skill_level, entry.name,
        rate.amount_yuan, rate.amount_rule, rate.rate_id,
        row_number() OVER (
            PARTITION BY compared.later, compared.side, list.list_key, rate.purpose, rate.item,
                rate.certificate_type, rate.subsidy_class, rate.skill_level, entry.name
            ORDER BY rate.row_no, rate.rate_id
        ) AS nth
    FROM compared
    JOIN main.subsidy_rate AS rate USING (document_id)
    LEFT JOIN main.catalog AS list ON list.catalog_id = rate.catalog_id
    LEFT JOIN main.catalog_entry AS entry ON entry.entry_id = rate.entry_id
),

side_by_side AS (
    SELECT later, list_key, purpose, item, certificate_type, subsidy_class, skill_level, name,
        any_value(amount_yuan) FILTER (WHERE side = 'before') AS amount_before,
        any_value(amount_yuan) FILTER (WHERE side = 'now') AS amount_after,
        any_value(amount_rule) FILTER (WHERE side = 'before') AS amount_rule_before,
        any_value(amount_rule) FILTER (WHERE side = 'now') AS amount_rule_after,
        any_value(rate_id) FILTER (WHERE side = 'before') AS rate_id_before,
        any_value(rate_id) FILTER (WHERE side = 'now') AS rate_id_after
    FROM amount
    GROUP BY later, list_key, purpose, item, certificate_type, subsidy_class, skill_level, name,
        nth
)

SELECT
    edition.series,
    edition.document_before AS document_id_before,
    edition.document_id AS document_id_after,
    pair.list_key,
    CASE
        WHEN pair.rate_id_before IS NULL THEN 'added'
        WHEN pair.rate_id_after IS NULL THEN 'removed'
        ELSE 'changed'
    END AS change,
    pair.purpose,
    pair.item,
    pair.certificate_type,
    pair.subsidy_class,
    pair.skill_level,
    pair.name,
    pair.amount_before,
    pair.amount_after,
    pair.amount_rule_before,
    pair.amount_rule_after,
    pair.rate_id_before,
    pair.rate_id_after
FROM side_by_side AS pair
JOIN edition ON edition.document_id = pair.later
WHERE pair.amount_after IS DISTINCT FROM pair.amount_before
    OR pair.amount_rule_after IS DISTINCT FROM pair.amount_rule_before;
