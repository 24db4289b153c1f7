-- What analysts ask by name, stored in the file; the syntax is that of DuckDB 1.4.
-- An unknown city, name or year is an error that names the nearest: no rows would read as "none".

-- How alike two names are, from 0 to 1. Codes and pinyin are ASCII; of other words the characters
-- they share count, since DuckDB's distances count bytes.
CREATE MACRO main.likeness(one, other) AS
    CASE
        WHEN one = other THEN 2
        WHEN regexp_matches(one || other, '^[ -~]*$') THEN jaro_winkler_similarity(one, other)
        ELSE len(list_intersect(string_split(one, ''), string_split(other, '')))
            / greatest(length(one), length(other))
            + CASE WHEN one[1] = other[1] THEN 0.1 ELSE 0 END
    END;

CREATE VIEW main.city_name AS
SELECT DISTINCT region.adcode, region.short_name, lower(known_as.name) AS known_as
FROM main.document AS document
JOIN main.region AS region ON region.adcode = document.region_adcode
CROSS JOIN LATERAL (
    SELECT unnest([
        region.adcode, region.name, region.short_name, rtrim(region.short_name, '市州省'),
        document.series
    ]) AS name
) AS known_as;

-- The short name of a city that is written 南通, 南通市, nantong or 320600.
CREATE MACRO main.city_of(written) AS (
    SELECT CASE
        WHEN bool_or(known_as = word) THEN max(short_name) FILTER (WHERE known_as = word)
        ELSE error(concat(
            'There is no city "', max(word), '" here; the nearest is ',
            first(short_name ORDER BY main.likeness(known_as, word) DESC, short_name),
            '. 没有城市“', max(word), '”，最接近的是',
            first(short_name ORDER BY main.likeness(known_as, word) DESC, short_name), '。Cities 城市: ', string_agg(DISTINCT short_name, '、' ORDER BY short_name)
        ))
    END
    FROM (SELECT *, coalesce(lower(trim(written::VARCHAR)), '') AS word FROM main.city_name)
);

-- Every name by which an entry can be found: its own, the official one, its work types, its codes.
CREATE VIEW main.entry_name AS
SELECT document_id, entry_id, name AS known_as, 'name' AS found_by
FROM main.catalog_entry
UNION ALL
SELECT entry.document_id, entry.entry_id, official.name, 'official_name'
FROM main.catalog_entry AS entry
JOIN reference.occupation_official AS official ON official.code = entry.occupation_code
WHERE official.name <> entry.name
UNION ALL
SELECT document_id, entry_id, unnest(work_types), 'work_type'
FROM main.catalog_entry
UNION ALL
-- The work types of an occupation, unless the row itself is one of them or names some.
SELECT entry.document_id, entry.entry_id, work_type.name, 'work_type'
FROM main.catalog_entry AS entry
JOIN reference.work_type AS work_type
    ON work_type.edition = '2022' AND work_type.occupation_code = entry.occupation_code
WHERE entry.occupation_match <> 'work_type' AND entry.work_types IS NULL
    AND work_type.name <> entry.name
UNION ALL
SELECT document_id, entry_id, code, 'code'
FROM main.catalog_entry
WHERE code IS NOT NULL
UNION ALL
SELECT document_id, entry_id, occupation_code, 'code'
FROM main.catalog_entry
WHERE occupation_code <> code;

-- The entries that a word finds, and by which of their names; a whole name before a part of one.
CREATE MACRO main.hits(word) AS TABLE
SELECT document_id, entry_id,
    bool_or(is_whole) AS is_whole,
    arg_min(known_as, place) AS found_as,
    arg_min(found_by, place) AS found_by
FROM (
    SELECT *, known_as = word AS is_whole,
        list_position(['name', 'official_name', 'work_type', 'code'], found_by)
        + CASE WHEN known_as = word THEN 0 ELSE 4 END AS place
    FROM main.entry_name
    WHERE contains(known_as, word) AND word <> ''
        AND document_id NOT IN (
            SELECT document.document_id
            FROM main.document AS document
            WHERE document.superseded_by IS NOT NULL
        )
)
GROUP BY document_id, entry_id;

CREATE MACRO main.not_found(word, names) AS error(concat(
    'Nothing here is called "', word, '"; the nearest is ', names, '. 没有“', word,
    '”，最接近的是', names, '。'
));

CREATE MACRO main.find(text) AS TABLE
WITH asked AS MATERIALIZED (SELECT trim(text::VARCHAR) AS word),

hit AS MATERIALIZED (FROM main.hits(trim(text::VARCHAR))),

checked AS (
    SELECT CASE WHEN (SELECT count(*) FROM hit) = 0 THEN main.not_found(asked.word, (
        SELECT first(known_as ORDER BY main.likeness(known_as, word) DESC, known_as)
        FROM asked
        CROSS JOIN (
            SELECT DISTINCT known_as
            FROM main.entry_name
            WHERE (SELECT count(*) FROM hit) = 0
        )
    )) END AS error
    FROM asked
)

SELECT
    detail.city, detail.year, detail.list, detail.name, detail.official_name, hit.found_by,
    hit.found_as, detail.code, detail.occupation_code, detail.entry_kind, detail.subsidy_class,
    detail.certificate_type, detail.is_shortage, detail.is_overlay, detail.is_green,
    detail.is_digital, detail.official_is_green, detail.official_is_digital, detail.page,
    detail.line_start, detail.document_id, detail.catalog_id, detail.ordinal, hit.entry_id
FROM hit
JOIN main.entry_detail AS detail
    ON detail.document_id = hit.document_id AND detail.entry_id = hit.entry_id
UNION ALL BY NAME
SELECT error::VARCHAR AS city FROM checked WHERE error IS NOT NULL
ORDER BY city, year, document_id, catalog_id, ordinal;

CREATE MACRO main.subsidy(city, text, level := NULL) AS TABLE
WITH asked AS MATERIALIZED (SELECT trim(text::VARCHAR) AS word),

wanted AS MATERIALIZED (
    SELECT document.document_id
    FROM (SELECT main.city_of(city) AS short_name) AS named
    JOIN main.city_name AS known ON known.short_name = named.short_name AND known.known_as = known.adcode
    JOIN main.document AS document ON document.region_adcode = known.adcode
),

every_hit AS MATERIALIZED (
    SELECT hit.*
    FROM main.hits(trim(text::VARCHAR)) AS hit
    SEMI JOIN wanted ON wanted.document_id = hit.document_id
),

-- A whole name finds nothing else: 电工 is not 维修电工.
hit AS MATERIALIZED (
    SELECT * FROM every_hit
    WHERE is_whole OR NOT (SELECT bool_or(each.is_whole) FROM every_hit AS each)
),

checked AS (
    SELECT CASE WHEN (SELECT count(*) FROM hit) = 0 THEN main.not_found(asked.word, (
        SELECT first(known_as ORDER BY main.likeness(known_as, word) DESC, known_as)
        FROM asked
        CROSS JOIN (
            SELECT DISTINCT known_as
            FROM main.entry_name
            SEMI JOIN wanted USING (document_id)
            WHERE (SELECT count(*) FROM hit) = 0
        )
    )) END AS error
    FROM asked
),

-- Rows whose document prints no amount for them.
unpriced AS (
    SELECT hit.*
    FROM hit
    ANTI JOIN main.entry_rate AS paid
        ON paid.document_id = hit.document_id AND paid.entry_id = hit.entry_id
)

SELECT
    answer.city, answer.year, answer.list, answer.name, answer.official_name,
    answer.subsidy_class, answer.certificate_type, answer.level, answer.level_name,
    answer.purpose, answer.item, answer.amount, answer.rule, answer.amount_low,
    answer.amount_high, answer.unit, answer.condition_printed, answer.is_shortage,
    hit.found_by, hit.found_as, answer.occupation_code, answer.document_id,
    answer.entry_id, answer.rate_id
FROM hit
JOIN main.subsidy_by_level AS answer
    ON answer.document_id = hit.document_id AND answer.entry_id = hit.entry_id
WHERE level IS NULL OR answer.level = level::INTEGER
UNION ALL BY NAME
SELECT
    detail.city, detail.year, detail.list, detail.name, detail.official_name,
    detail.subsidy_class, detail.certificate_type, 'not_printed' AS rule, detail.is_shortage,
    unpriced.found_by, unpriced.found_as, detail.occupation_code, unpriced.document_id,
    unpriced.entry_id
FROM unpriced
JOIN main.entry_detail AS detail
    ON detail.document_id = unpriced.document_id AND detail.entry_id = unpriced.entry_id
UNION ALL BY NAME
SELECT error::VARCHAR AS city FROM checked WHERE error IS NOT NULL
ORDER BY 2, 3, 4, 10 DESC, 8 DESC, 11;

CREATE MACRO main.offer(city, year := NULL) AS TABLE
WITH asked AS MATERIALIZED (SELECT main.city_of(city) AS short_name, year::INTEGER AS wanted_year),

checked AS (
    SELECT asked.short_name,
        CASE WHEN any_value(asked.wanted_year) IS NOT NULL AND NOT bool_or(offered.year = asked.wanted_year)
            THEN error(concat(
                'There is no ', any_value(asked.wanted_year), ' of ', asked.short_name, ' here; there is ',
                coalesce(string_agg(DISTINCT offered.year::VARCHAR, ', ' ORDER BY offered.year::VARCHAR), 'none with a year'),
                '. 没有', asked.short_name, any_value(asked.wanted_year), '年的数据。'
            ))
        END AS error
    FROM asked
    LEFT JOIN main.overview AS offered ON offered.city = asked.short_name
    GROUP BY asked.short_name
)

SELECT answer.*
FROM main.region_offer AS answer
WHERE answer.city = main.city_of(city) AND (year IS NULL OR answer.year = year::INTEGER)
UNION ALL BY NAME
SELECT error::VARCHAR AS city FROM checked WHERE error IS NOT NULL
ORDER BY 2, 3;

CREATE MACRO main.changes(city, from_year := NULL, to_year := NULL) AS TABLE
WITH named AS MATERIALIZED (SELECT main.city_of(city) AS short_name),

series AS MATERIALIZED (
    SELECT DISTINCT named.short_name, document.series
    FROM named
    JOIN main.city_name AS known ON known.short_name = named.short_name AND known.known_as = known.adcode
    JOIN main.document AS document ON document.region_adcode = known.adcode
),

checked AS (
    SELECT CASE WHEN coalesce(max(edition.edition_no), 0) < 2 THEN error(concat(
        'Only one edition of ', any_value(series.short_name), ' is here, so nothing can be compared. ',
        any_value(series.short_name), '只有一版，无从比较。'
    )) END AS error
    FROM series
    JOIN main.edition AS edition ON edition.series = series.series
),

told AS (
    SELECT series, year_before, year_after, list_key, 'entry' AS what, change, name, code,
        NULL::TINYINT AS skill_level, NULL::VARCHAR AS purpose, before, after,
        coalesce(entry_id_after, entry_id_before) AS id
    FROM main.catalog_change
    UNION ALL
    SELECT series, year_before, year_after, list_key, 'amount', change, coalesce(name, item),
        subsidy_class, skill_level, purpose, amount_printed_before, amount_printed_after,
        coalesce(rate_id_after, rate_id_before)
    FROM main.rate_change
    UNION ALL
    SELECT series, year_before, year_after, list_key, 'provision', change,
        concat_ws('：', topic, subject), NULL, NULL, NULL, before, after,
        coalesce(provision_id_after, provision_id_before)
    FROM main.provision_change
    WHERE change <> 'kept'
)

SELECT series.short_name AS city, told.*
FROM series
JOIN told ON told.series = series.series
WHERE (from_year IS NULL OR told.year_before >= from_year::INTEGER)
    AND (to_year IS NULL OR told.year_after <= to_year::INTEGER)
UNION ALL BY NAME
SELECT error::VARCHAR AS city FROM checked WHERE error IS NOT NULL
ORDER BY year_after, what DESC, list_key, change, name;
