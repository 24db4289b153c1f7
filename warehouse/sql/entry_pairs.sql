-- The rows of two consecutive editions side by side: paired by code, name and which of such, then
-- by occupation and name, by name, by occupation, where unique on both sides. A pair of editions is
-- named by the first document of the later one. Kept as a table: it is worked out once a build, for
-- the pairs of editions given, of those in compared_documents.
INSERT INTO main.entry_pair BY NAME
WITH compared AS (FROM compared_documents WHERE later IN (SELECT unnest($later))),

left_1 AS (
    SELECT compared.later, compared.side, list.list_key, entry.entry_id, entry.code, entry.name,
        entry.occupation_code,
        row_number() OVER (
            PARTITION BY compared.later, compared.side, list.list_key, entry.code, entry.name
            ORDER BY entry.catalog_id, entry.ordinal
        ) AS nth
    FROM compared
    JOIN main.catalog_entry AS entry USING (document_id)
    JOIN main.catalog AS list
        ON list.document_id = entry.document_id AND list.catalog_id = entry.catalog_id
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
)

SELECT edition.series, side_by_side.*
FROM side_by_side
JOIN main.edition AS edition ON edition.document_id = side_by_side.later
ORDER BY edition.series, later, list_key, now_id, before_id;
