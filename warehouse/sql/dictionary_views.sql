-- The views that need the national dictionary. Tables outside main are named with their schema;
-- the syntax is that of DuckDB 1.4.

CREATE VIEW main.entry_detail AS
SELECT
    region.short_name AS city,
    document.year,
    list.title AS list,
    list.kind,
    list_region.short_name AS list_region,
    entry.section,
    entry.serial_printed,
    entry.name,
    official.name AS official_name,
    entry.code,
    entry.occupation_code,
    entry.occupation_match,
    array_to_string(entry.occupation_candidates, '、') AS occupation_candidates,
    entry.entry_kind,
    array_to_string(entry.work_types, '、') AS work_types,
    entry.subsidy_class,
    entry.certificate_type,
    entry.industry,
    array_to_string(entry.initiatives, '、') AS initiatives,
    entry.is_shortage,
    entry.shortage_degree,
    entry.is_job_matched,
    list.is_overlay,
    entry.is_green,
    entry.is_digital,
    official.is_green AS official_is_green,
    official.is_digital AS official_is_digital,
    nullif(array_to_string(entry.marks, '、'), '') AS marks,
    official.major_code,
    official.major_name,
    official.middle_code,
    official.middle_name,
    official.minor_code,
    official.minor_name,
    source.part,
    source.page,
    source.table_no,
    source.table_row,
    source.line_start,
    source.line_end,
    entry.name_printed,
    entry.code_printed,
    entry.code_kind,
    entry.code_edition_printed,
    entry.subsidy_class_printed,
    entry.certificate_printed,
    entry.industry_printed,
    entry.initiatives_printed,
    nullif(array_to_string([
        concat(cell.key, '：', cell.value) for cell in map_entries(entry.other)
    ], '；'), '') AS other,
    document.title,
    document.document_number,
    document.issued_on,
    part.file_name,
    entry.ordinal,
    entry.row_no,
    entry.entry_key,
    entry.document_id,
    entry.catalog_id,
    entry.entry_id
FROM main.catalog_entry AS entry
JOIN main.catalog AS list USING (catalog_id)
JOIN main.document AS document ON document.document_id = entry.document_id
LEFT JOIN main.region AS region ON region.adcode = document.region_adcode
LEFT JOIN main.region AS list_region ON list_region.adcode = list.region_adcode
LEFT JOIN reference.occupation_official AS official ON official.code = entry.occupation_code
LEFT JOIN audit.source_row AS source
    ON source.document_id = entry.document_id AND source.row_no = entry.row_no
LEFT JOIN main.document_part AS part
    ON part.document_id = source.document_id AND part.part = source.part
WHERE document.superseded_by IS NULL;

CREATE VIEW main.region_offer AS
WITH offered AS NOT MATERIALIZED (
    SELECT
        document.region_adcode,
        region.short_name AS city,
        document.year,
        entry.occupation_code,
        entry.entry_id,
        entry.document_id,
        list.list_key,
        entry.subsidy_class,
        entry.certificate_type,
        entry.is_shortage,
        entry.is_green,
        entry.is_digital,
        entry.occupation_match <> 'work_type' AND entry.work_types IS NULL AS is_whole
    FROM main.catalog_entry AS entry
    JOIN main.catalog AS list
        ON list.document_id = entry.document_id AND list.catalog_id = entry.catalog_id
    JOIN main.document AS document ON document.document_id = entry.document_id
    LEFT JOIN main.region AS region ON region.adcode = document.region_adcode
    WHERE entry.occupation_code IS NOT NULL AND document.superseded_by IS NULL
),

amount AS NOT MATERIALIZED (
    SELECT found.document_id, found.entry_id, rate.skill_level, rate.amount_yuan
    FROM main.entry_rate AS found
    JOIN main.subsidy_rate AS rate
        ON rate.document_id = found.document_id AND rate.rate_id = found.rate_id
    WHERE rate.purpose = 'training'
),

ranged AS NOT MATERIALIZED (
    SELECT offered.region_adcode, offered.city, offered.year, offered.occupation_code,
        min(amount_yuan) FILTER (WHERE skill_level = 5) AS amount_min_level_5,
        max(amount_yuan) FILTER (WHERE skill_level = 5) AS amount_max_level_5,
        min(amount_yuan) FILTER (WHERE skill_level = 4) AS amount_min_level_4,
        max(amount_yuan) FILTER (WHERE skill_level = 4) AS amount_max_level_4,
        min(amount_yuan) FILTER (WHERE skill_level = 3) AS amount_min_level_3,
        max(amount_yuan) FILTER (WHERE skill_level = 3) AS amount_max_level_3,
        min(amount_yuan) FILTER (WHERE skill_level = 2) AS amount_min_level_2,
        max(amount_yuan) FILTER (WHERE skill_level = 2) AS amount_max_level_2,
        min(amount_yuan) FILTER (WHERE skill_level = 1) AS amount_min_level_1,
        max(amount_yuan) FILTER (WHERE skill_level = 1) AS amount_max_level_1,
        min(amount_yuan) FILTER (WHERE coalesce(skill_level, 0) NOT BETWEEN 1 AND 5)
            AS amount_min_other,
        max(amount_yuan) FILTER (WHERE coalesce(skill_level, 0) NOT BETWEEN 1 AND 5)
            AS amount_max_other
    FROM offered
    JOIN amount
        ON amount.document_id = offered.document_id AND amount.entry_id = offered.entry_id
    GROUP BY ALL
),

gathered AS NOT MATERIALIZED (
    SELECT region_adcode, offered.city, offered.year, occupation_code,
        count(*) AS rows,
        array_to_string(list_sort(list_distinct(list(list_key))), '、') AS lists,
        nullif(array_to_string(list_sort(list_distinct(list(subsidy_class))), '、'), '') AS subsidy_classes,
        nullif(array_to_string(list_sort(list_distinct(list(certificate_type))), '、'), '') AS certificate_types,
        bool_or(is_shortage) AS is_shortage,
        bool_or(is_green) AS is_green,
        bool_or(is_digital) AS is_digital,
        bool_or(is_whole) AS is_whole_occupation,
        array_to_string(list_sort(list_distinct(list(document_id))), '、') AS document_ids
    FROM offered
    GROUP BY ALL
)

SELECT
    gathered.city,
    gathered.year,
    gathered.occupation_code,
    official.name AS official_name,
    gathered.is_whole_occupation,
    gathered.is_shortage,
    gathered.is_green,
    gathered.is_digital,
    official.is_green AS official_is_green,
    official.is_digital AS official_is_digital,
    gathered.lists,
    gathered.subsidy_classes,
    gathered.certificate_types,
    gathered.rows,
    ranged.amount_min_level_5,
    ranged.amount_max_level_5,
    ranged.amount_min_level_4,
    ranged.amount_max_level_4,
    ranged.amount_min_level_3,
    ranged.amount_max_level_3,
    ranged.amount_min_level_2,
    ranged.amount_max_level_2,
    ranged.amount_min_level_1,
    ranged.amount_max_level_1,
    ranged.amount_min_other,
    ranged.amount_max_other,
    gathered.document_ids
FROM gathered
LEFT JOIN ranged
    ON ranged.city = gathered.city
    AND ranged.region_adcode = gathered.region_adcode
    AND ranged.year IS NOT DISTINCT FROM gathered.year
    AND ranged.occupation_code = gathered.occupation_code
LEFT JOIN reference.occupation_official AS official ON official.code = gathered.occupation_code;

CREATE VIEW main.edition_fit AS
WITH known AS (
    SELECT code, name,
        bool_or(edition = '2015') AS in_2015,
        bool_or(edition = '2022') AS in_2022,
        bool_or(edition = 'interim') AS in_interim
    FROM (
        SELECT edition, code, name FROM reference.occupation
        WHERE tier = 4 AND edition IN ('2015', '2022') AND status = 'book'
        UNION ALL
        SELECT edition_from, code_from, name_from FROM reference.occupation_crosswalk
        WHERE code_from IS NOT NULL
    )
    GROUP BY ALL
),

-- Of the older edition not every class is known: only what the crosswalk reaches is new in 2022.
reached AS (
    SELECT DISTINCT code_2022 AS code, name_2022 AS name FROM reference.occupation_crosswalk
),

fitted AS (
    SELECT entry.catalog_id, known.*, reached.code IS NOT NULL AS is_reached
    FROM main.catalog_entry AS entry
    LEFT JOIN known
        ON known.code = entry.code
        AND (
            known.name = entry.name
            OR known.name = regexp_replace(entry.name, '[（(][^（()）]+[)）]$', '')
                AND entry.work_types IS NOT NULL
        )
    LEFT JOIN reached ON reached.code = known.code AND reached.name = known.name
    WHERE entry.code_kind = 'occupation'
),

counted AS (
    SELECT catalog_id,
        count(*) AS rows_coded,
        count(*) FILTER (WHERE in_2015 AND NOT in_2022 AND NOT in_interim) AS only_2015,
        count(*) FILTER (WHERE in_2022 AND NOT in_2015 AND NOT in_interim AND is_reached)
            AS only_2022,
        count(*) FILTER (WHERE in_interim AND NOT in_2015 AND NOT in_2022) AS only_interim,
        count(*) FILTER (WHERE in_2015 IS NULL) AS fits_none
    FROM fitted
    GROUP BY catalog_id
)

SELECT
    region.short_name AS city,
    document.year,
    list.number,
    list.title AS list,
    list.code_edition_stated,
    coalesce(counted.rows_coded, 0) AS rows_coded,
    coalesce(counted.only_2015, 0) AS only_2015,
    coalesce(counted.only_2022, 0) AS only_2022,
    coalesce(counted.only_interim, 0) AS only_interim,
    coalesce(counted.fits_none, 0) AS fits_none,
    list.document_id,
    list.catalog_id
FROM main.catalog AS list
JOIN main.document AS document USING (document_id)
LEFT JOIN main.region AS region ON region.adcode = document.region_adcode
LEFT JOIN counted USING (catalog_id)
WHERE list.kind <> 'rates' AND document.superseded_by IS NULL;
