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
    later.first_document_id AS document_id_after,
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

text AS (
    SELECT edition.series, edition.edition_no,
        regexp_replace(
            string_agg(array_to_string(source.cells, ''), '' ORDER BY source.document_id, row_no),
            '\s+', '', 'g'
        ) AS words
    FROM main.edition AS edition
    JOIN audit.source_row AS source ON source.document_id = edition.document_id
    WHERE edition.series IN (SELECT series FROM stated)
    GROUP BY edition.series, edition.edition_no
),

before AS (
    SELECT stated.*, compared.*, contains(text.words, stated.words) AS stands
    FROM stated
    JOIN compared
        ON compared.series = stated.series AND compared.edition_no = stated.edition_no + 1
    JOIN text ON text.series = compared.series AND text.edition_no = compared.edition_no
),

after AS (
    SELECT stated.*, compared.*, contains(text.words, stated.words) AS stood
    FROM stated
    JOIN compared ON compared.series = stated.series AND compared.edition_no = stated.edition_no
    JOIN text ON text.series = compared.series AND text.edition_no = compared.edition_no - 1
)

SELECT
    coalesce(before.series, after.series) AS series,
    coalesce(before.year_before, after.year_before) AS year_before,
    coalesce(before.year_after, after.year_after) AS year_after,
    coalesce(before.document_before, after.document_before) AS document_id_before,
    coalesce(before.document_after, after.document_after) AS document_id_after,
    coalesce(before.list_key, after.list_key) AS list_key,
    CASE
        WHEN before.stands THEN 'kept'
        WHEN before.provision_id IS NULL THEN 'new'
        WHEN after.provision_id IS NULL THEN 'gone'
        ELSE 'changed'
    END AS change,
    coalesce(before.topic, after.topic) AS topic,
    coalesce(before.subject, after.subject) AS subject,
    before.text_printed AS before,
    CASE WHEN before.stands THEN before.text_printed ELSE after.text_printed END AS after,
    before.provision_id AS provision_id_before,
    after.provision_id AS provision_id_after
FROM before
FULL JOIN after
    ON after.series = before.series
    AND after.document_after = before.document_after
    AND after.list_key IS NOT DISTINCT FROM before.list_key
    AND after.region_adcode = before.region_adcode
    AND after.topic = before.topic
    AND after.subject IS NOT DISTINCT FROM before.subject
    AND after.nth = before.nth
WHERE before.provision_id IS NOT NULL OR NOT after.stood;
