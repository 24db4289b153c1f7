-- Which amounts lead to which entries. Kept as a table, since no filter on a document or a city
-- would reach through these joins.

INSERT INTO main.entry_rate BY NAME
WITH own_row AS (
    SELECT rate.document_id, rate.entry_id, entry.subsidy_class, rate.rate_id, 'own_row' AS basis
    FROM main.subsidy_rate AS rate
    JOIN main.catalog_entry AS entry
        ON entry.document_id = rate.document_id AND entry.entry_id = rate.entry_id
),

-- Amounts of a table stand in a list of rates; one stated in the text has no catalog_id.
table_rate AS (
    SELECT * FROM main.subsidy_rate WHERE entry_id IS NULL AND catalog_id IS NOT NULL
),

-- Documents whose tables of amounts print no certificate at all.
by_class_alone AS (
    SELECT document_id
    FROM table_rate
    GROUP BY document_id
    HAVING count(certificate_type) = 0 AND count(certificate_printed) = 0
),

main_entry AS (
    SELECT entry.document_id, entry.entry_id, entry.code, entry.name, entry.occupation_code,
        entry.certificate_type, entry.subsidy_class
    FROM main.catalog_entry AS entry
    JOIN main.catalog AS list
        ON list.document_id = entry.document_id AND list.catalog_id = entry.catalog_id
    WHERE NOT list.is_overlay
),

rate_table AS (
    SELECT entry.document_id, entry.entry_id, entry.subsidy_class, rate.rate_id,
        'rate_table' AS basis
    FROM main_entry AS entry
    JOIN table_rate AS rate
        ON rate.document_id = entry.document_id
        AND rate.certificate_type = entry.certificate_type
        AND rate.subsidy_class = entry.subsidy_class
    WHERE rate.purpose = 'training'
    UNION ALL
    SELECT entry.document_id, entry.entry_id, entry.subsidy_class, rate.rate_id, 'rate_table'
    FROM main_entry AS entry
    JOIN table_rate AS rate
        ON rate.document_id = entry.document_id AND rate.subsidy_class = entry.subsidy_class
    JOIN by_class_alone ON by_class_alone.document_id = entry.document_id
    UNION ALL
    SELECT entry.document_id, entry.entry_id, entry.subsidy_class, rate.rate_id, 'rate_table'
    FROM main_entry AS entry
    JOIN table_rate AS rate ON rate.document_id = entry.document_id
    ANTI JOIN by_class_alone ON by_class_alone.document_id = entry.document_id
    WHERE rate.purpose = 'assessment'
        AND rate.skill_level IS NOT NULL
        AND entry.subsidy_class IS NOT NULL
        AND entry.certificate_type IN (
            'qualification_or_skill_level', 'skill_level_certificate', 'qualification'
        )
        AND (rate.subsidy_class IS NULL OR rate.subsidy_class = entry.subsidy_class)
),

overlay AS (
    SELECT entry.document_id, entry.entry_id, entry.code, entry.name, entry.occupation_code
    FROM main.catalog_entry AS entry
    JOIN main.catalog AS list
        ON list.document_id = entry.document_id AND list.catalog_id = entry.catalog_id
    WHERE list.is_overlay AND list.amounts_in <> 'rows'
),

same_name AS (
    SELECT overlay.document_id, overlay.entry_id, source.entry_id AS source_id
    FROM overlay
    JOIN main_entry AS source
        ON source.document_id = overlay.document_id
        AND source.name = overlay.name
        AND (source.code = overlay.code OR source.occupation_code = overlay.occupation_code)
),

-- Name before occupation: 育婴员 selects 育婴员, not another row at the same code.
selected AS (
    SELECT * FROM same_name
    UNION ALL
    SELECT overlay.document_id, overlay.entry_id, source.entry_id
    FROM overlay
    JOIN main_entry AS source
        ON source.document_id = overlay.document_id
        AND source.occupation_code = overlay.occupation_code
    ANTI JOIN same_name
        ON same_name.document_id = overlay.document_id AND same_name.entry_id = overlay.entry_id
),

-- An overlay row has the amounts of the rows it selects, one row a class; what is the same for
-- several classes stands once, without a class.
main_list AS (
    SELECT selected.document_id, selected.entry_id,
        CASE WHEN min(rates.subsidy_class) = max(rates.subsidy_class)
            THEN min(rates.subsidy_class) END AS subsidy_class,
        rates.rate_id, 'main_list' AS basis
    FROM selected
    JOIN (SELECT * FROM own_row UNION ALL SELECT * FROM rate_table) AS rates
        ON rates.document_id = selected.document_id AND rates.entry_id = selected.source_id
    GROUP BY selected.document_id, selected.entry_id, rates.rate_id
),

found AS (
    SELECT * FROM own_row
    UNION ALL SELECT * FROM rate_table
    UNION ALL SELECT * FROM main_list
),

-- What a flat answer needs to know of the entry: whether its document marks the occupation as in
-- short supply in any list, and whether an earlier row of its list says the same.
shown AS (
    SELECT document_id, entry_id,
        CASE WHEN occupation_code IS NULL THEN is_shortage
            ELSE bool_or(is_shortage) OVER (PARTITION BY document_id, occupation_code)
        END AS is_shortage,
        -- its own amounts, where it prints some, may be others
        rank() OVER alike > 1 AND NOT suffix(entry_key, '/1')
            AND entry_id NOT IN (SELECT entry_id FROM own_row) AS is_repeated
    FROM main.catalog_entry
    WINDOW alike AS (
        PARTITION BY document_id, catalog_id, name, code, subsidy_class, certificate_type
        ORDER BY ordinal
    )
)

SELECT document_id, entry_id, subsidy_class, rate_id, basis, is_shortage, is_repeated
FROM found
JOIN shown USING (document_id, entry_id)
ORDER BY document_id, entry_id, length(rate_id), rate_id;
