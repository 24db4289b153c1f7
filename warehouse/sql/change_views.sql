-- What differs between consecutive editions of a series, list by list; editions.sql says what one is.

CREATE VIEW main.catalog_change AS
WITH pair AS NOT MATERIALIZED (
    SELECT later.series,
        earlier.year AS year_before,
        later.year AS year_after,
        earlier.first_document_id AS document_id_before,
        later.first_document_id AS document_id_after,
        side_by_side.list_key,
        side_by_side.now_id,
        side_by_side.before_id,
        side_by_side.now_id IS NOT NULL AND side_by_side.before_id IS NOT NULL AS both_there
    FROM main.entry_pair AS side_by_side
    JOIN main.edition AS later
        ON later.series = side_by_side.series AND later.document_id = side_by_side.later
    JOIN main.edition AS earlier
        ON earlier.series = later.series AND earlier.edition_no = later.edition_no - 1
        AND earlier.document_id = earlier.first_document_id
),

difference AS (
    SELECT pair.* EXCLUDE (both_there),
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
                } END,
            CASE WHEN both_there AND previous.industry IS DISTINCT FROM entry.industry
                THEN {
                    'change': 'industry_changed',
                    'before': previous.industry,
                    'after': entry.industry
                } END,
            CASE WHEN both_there
                AND list_sort(coalesce(previous.initiatives, []))
                    <> list_sort(coalesce(entry.initiatives, []))
                THEN {
                    'change': 'initiatives_changed',
                    'before': array_to_string(previous.initiatives, '、'),
                    'after': array_to_string(entry.initiatives, '、')
                } END,
            CASE WHEN both_there
                AND previous.code_edition_printed IS DISTINCT FROM entry.code_edition_printed
                THEN {
                    'change': 'edition_noted',
                    'before': previous.code_edition_printed,
                    'after': entry.code_edition_printed
                } END
        ]) AS what
    FROM pair
    LEFT JOIN main.catalog_entry AS entry ON entry.entry_id = pair.now_id
    LEFT JOIN main.catalog_entry AS previous ON previous.entry_id = pair.before_id
)

SELECT
    series,
    year_before,
    year_after,
    document_id_before,
    document_id_after,
    list_key,
    what.change AS change,
    name,
    code,
    what.before AS before,
    what.after AS after,
    before_id AS entry_id_before,
    now_id AS entry_id_after
FROM difference
WHERE what IS NOT NULL;

CREATE VIEW main.rate_change AS
WITH compared AS NOT MATERIALIZED (
    $compared_documents
),

paired AS NOT MATERIALIZED (
    SELECT series, later, now_id AS entry_id, now_id AS pair
    FROM main.entry_pair
    SEMI JOIN main.subsidy_rate AS own ON own.entry_id = now_id
    UNION ALL
    SELECT series, later, before_id, coalesce(now_id, before_id)
    FROM main.entry_pair
    SEMI JOIN main.subsidy_rate AS own ON own.entry_id = before_id
),

-- An amount is the same one where all it is for is the same; a row's own amount, by the rows' pair.
amount AS (
    SELECT compared.series, compared.later, compared.side, list.list_key, rate.purpose, rate.item,
        rate.certificate_type, rate.subsidy_class, rate.skill_level, paired.pair,
        rate.amount_yuan, rate.amount_rule, rate.amount_low, rate.amount_high,
        rate.amount_printed, rate.rate_id, entry.name,
        row_number() OVER (
            PARTITION BY compared.series, compared.later, compared.side, list.list_key,
                rate.purpose, rate.item, rate.certificate_type, rate.subsidy_class, rate.skill_level, paired.pair
            ORDER BY rate.document_id, rate.row_no, rate.rate_id
        ) AS nth
    FROM compared
    JOIN main.subsidy_rate AS rate USING (document_id)
    LEFT JOIN main.catalog AS list ON list.catalog_id = rate.catalog_id
    LEFT JOIN main.catalog_entry AS entry ON entry.entry_id = rate.entry_id
    LEFT JOIN paired
        ON paired.series = compared.series
        AND paired.later = compared.later
        AND paired.entry_id = rate.entry_id
),

side_by_side AS (
    SELECT series, later, list_key, purpose, item, certificate_type, subsidy_class, skill_level,
        coalesce(
            any_value(name) FILTER (WHERE side = 'now'), any_value(name)
        ) AS name,
        any_value(amount_yuan) FILTER (WHERE side = 'before') AS amount_before,
        any_value(amount_yuan) FILTER (WHERE side = 'now') AS amount_after,
        any_value(amount_rule) FILTER (WHERE side = 'before') AS amount_rule_before,
        any_value(amount_rule) FILTER (WHERE side = 'now') AS amount_rule_after,
        any_value([amount_low, amount_high]) FILTER (WHERE side = 'before') AS range_before,
        any_value([amount_low, amount_high]) FILTER (WHERE side = 'now') AS range_after,
        any_value(amount_printed) FILTER (WHERE side = 'before') AS amount_printed_before,
        any_value(amount_printed) FILTER (WHERE side = 'now') AS amount_printed_after,
        any_value(rate_id) FILTER (WHERE side = 'before') AS rate_id_before,
        any_value(rate_id) FILTER (WHERE side = 'now') AS rate_id_after
    FROM amount
    GROUP BY series, later, list_key, purpose, item, certificate_type, subsidy_class, skill_level,
        pair, nth
)

SELECT
    later.series,
    earlier.year AS year_before,
    later.year AS year_after,
    earlier.first_document_id AS document_id_before,
    -- the column that a filter reaches the amounts through
    pair.later AS document_id_after,
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
    pair.amount_printed_before,
    pair.amount_printed_after,
    pair.rate_id_before,
    pair.rate_id_after
FROM side_by_side AS pair
JOIN main.edition AS later ON later.series = pair.series AND later.document_id = pair.later
JOIN main.edition AS earlier
    ON earlier.series = later.series AND earlier.edition_no = later.edition_no - 1
    AND earlier.document_id = earlier.first_document_id
WHERE pair.amount_after IS DISTINCT FROM pair.amount_before
    OR pair.amount_rule_after IS DISTINCT FROM pair.amount_rule_before
    OR pair.range_after IS DISTINCT FROM pair.range_before;

-- A provision is kept where the next edition's text holds its words, reviewed or not.
CREATE VIEW main.provision_change AS
WITH compared AS NOT MATERIALIZED (
    SELECT later.series, later.edition_no, later.first_document_id AS document_after,
        earlier.first_document_id AS document_before, earlier.year AS year_before,
        later.year AS year_after
    FROM main.edition AS later
    JOIN main.edition AS earlier
        ON earlier.series = later.series AND earlier.edition_no = later.edition_no - 1
        AND earlier.document_id = earlier.first_document_id
    WHERE later.document_id = later.first_document_id
),

stated AS (
    SELECT edition.series, edition.edition_no, list.list_key, provision.*,
        regexp_replace(provision.text_printed, '\s+', '', 'g') AS words,
        row_number() OVER (
            PARTITION BY edition.series, edition.edition_no, list.list_key,
                provision.region_adcode, provision.topic, provision.subject
            ORDER BY provision.document_id, provision.row_no, provision.provision_id
        ) AS nth
    FROM main.provision AS provision
    JOIN main.edition AS edition ON edition.document_id = provision.document_id
    LEFT JOIN main.catalog AS list ON list.catalog_id = provision.catalog_id
),

-- Of both editions that are compared, so that a filter on the later one reaches their rows.
text AS NOT MATERIALIZED (
    SELECT compared.document_after, edition.edition_no,
        regexp_replace(
            string_agg(array_to_string(source.cells, ''), '' ORDER BY source.document_id, row_no),
            '\s+', '', 'g'
        ) AS words
    FROM compared
    JOIN main.edition AS edition
        ON edition.series = compared.series
        AND edition.edition_no IN (compared.edition_no - 1, compared.edition_no)
    JOIN audit.source_row AS source ON source.document_id = edition.document_id
    WHERE compared.series IN (SELECT series FROM stated)
    GROUP BY compared.document_after, edition.edition_no
),

sided AS NOT MATERIALIZED (
    SELECT compared.*, stated.* EXCLUDE (series, edition_no),
        stated.edition_no < compared.edition_no AS is_before,
        -- whether the other edition says it, too
        contains(text.words, stated.words) AS stands
    FROM compared
    JOIN stated
        ON stated.series = compared.series
        AND stated.edition_no IN (compared.edition_no - 1, compared.edition_no)
    JOIN text
        ON text.document_after = compared.document_after
        AND text.edition_no = 2 * compared.edition_no - 1 - stated.edition_no
),

side_by_side AS (
    SELECT series, year_before, year_after, document_before, document_after, list_key, topic,
        subject,
        any_value(provision_id) FILTER (WHERE is_before) AS provision_id_before,
        any_value(provision_id) FILTER (WHERE NOT is_before) AS provision_id_after,
        any_value(text_printed) FILTER (WHERE is_before) AS text_before,
        any_value(text_printed) FILTER (WHERE NOT is_before) AS text_after,
        any_value(stands) FILTER (WHERE is_before) AS stands,
        any_value(stands) FILTER (WHERE NOT is_before) AS stood
    FROM sided
    GROUP BY series, year_before, year_after, document_before, document_after, list_key,
        region_adcode, topic, subject, nth
)

SELECT
    series,
    year_before,
    year_after,
    document_before AS document_id_before,
    document_after AS document_id_after,
    list_key,
    CASE
        WHEN stands THEN 'kept'
        WHEN provision_id_before IS NULL THEN 'new'
        WHEN provision_id_after IS NULL THEN 'gone'
        ELSE 'changed'
    END AS change,
    topic,
    subject,
    text_before AS before,
    CASE WHEN stands THEN text_before ELSE text_after END AS after,
    provision_id_before,
    provision_id_after
FROM side_by_side
WHERE provision_id_before IS NOT NULL OR NOT stood;
