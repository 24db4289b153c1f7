-- The findings that need the dictionary: what is printed, what is meant, on what evidence.
-- It follows harmonize.sql and uses its tables book and pair_match; finding_severity is given.

-- Every code that a row may be matched to: the book's, and those that came after it.
CREATE TEMP TABLE official AS
SELECT code, name, is_green, is_digital
FROM reference.occupation
WHERE edition = '2022' AND tier = 4
UNION ALL
SELECT later.code, later.name, later.is_green, later.is_digital
FROM reference.occupation AS later
ANTI JOIN book ON book.code = later.code
WHERE later.edition = '2022-online' AND later.tier = 4;

CREATE TEMP TABLE noticed (
    entry_id VARCHAR, rule VARCHAR, message VARCHAR, printed VARCHAR, value VARCHAR
);

-- Renamed, recoded, misprinted: the pair says it all, so that it is worded once.
INSERT INTO noticed
WITH way AS (
    -- A catalog is no evidence of what catalogs print.
    SELECT code_from, name_from, code_2022,
        nullif(array_to_string(list_filter(
            string_split(evidence, '; '),
            lambda part: NOT regexp_matches(part, '^the .*catalogs?$')
        ), '; '), '') AS evidence,
        CASE edition_from
            WHEN 'interim' THEN 'as an interim code'
            ELSE 'in the ' || edition_from || ' edition'
        END AS edition
    FROM reference.occupation_crosswalk
    WHERE code_from IS NOT NULL
),

worded AS (
    SELECT pair.code, pair.code_kind, pair.name, pair.has_types, pair.occupation_code,
        official.name AS official_name,
        CASE
            WHEN pair.occupation_match = 'renamed' THEN 'name_outdated'
            WHEN pair.occupation_match = 'recoded' THEN 'code_outdated'
            WHEN pair.code = pair.occupation_code THEN 'name_misprinted'
            ELSE 'code_misprinted'
        END AS rule,
        CASE
            WHEN pair.occupation_match = 'renamed'
                THEN concat(pair.code, ' is called ', pair.base, ' ', way.edition,
                    '; the 2022 edition calls it ', official.name, ' (', way.evidence, ')')
            WHEN pair.occupation_match = 'recoded' AND way.evidence IS NULL
                THEN concat(pair.base, ' has ', pair.occupation_code, ' in the 2022 edition; no source',
                    ' but catalogs gives it ', pair.code)
            WHEN pair.occupation_match = 'recoded'
                THEN concat(pair.base, ' has ', pair.code, ' ', way.edition,
                    '; the 2022 edition has ', pair.occupation_code, ' ', official.name,
                    ' (', way.evidence, ')',
                    '; there ' || pair.code || ' is now ' || taken.name)
            WHEN pair.code <> pair.occupation_code
                THEN concat(pair.base, ' has ', pair.code, ' in no edition;',
                    ' one digit of the code away is ', pair.occupation_code,
                    ', its code in the 2022 edition')
            WHEN length(pair.base) = length(official.name)
                THEN concat(pair.base, ' stands in no edition; one character away is ',
                    official.name, ', the name at ', pair.code, ' in the 2022 edition')
            ELSE concat(pair.base, ' stands in no edition; characters are left out of ',
                official.name, ', the name at ', pair.code, ' in the 2022 edition')
        END AS message
    FROM pair_match AS pair
    JOIN official ON official.code = pair.occupation_code
    LEFT JOIN way
        ON way.code_from = pair.code AND way.name_from = pair.base
        AND way.code_2022 = pair.occupation_code
    LEFT JOIN book AS taken ON taken.code = pair.code
    WHERE pair.occupation_match IN ('renamed', 'recoded', 'misprint')
    -- A pair of two older lists is told once.
    QUALIFY row_number() OVER (
        PARTITION BY pair.code, pair.code_kind, pair.name, pair.has_types ORDER BY way.edition
    ) = 1
)

SELECT entry.entry_id, worded.rule, worded.message,
    CASE WHEN worded.rule LIKE 'code%' THEN entry.code_printed ELSE entry.name_printed END,
    CASE WHEN worded.rule LIKE 'code%' THEN worded.occupation_code ELSE worded.official_name END
FROM main.catalog_entry AS entry
JOIN worded
    ON worded.code = entry.code
    AND worded.code_kind = entry.code_kind
    AND worded.name = entry.name
    AND worded.has_types = (entry.work_types IS NOT NULL);

INSERT INTO noticed
WITH named AS (
    SELECT pair.code, pair.code_kind, pair.name, pair.has_types,
        string_agg(official.code || ' ' || official.name, ', ' ORDER BY official.code) AS codes
    FROM (
        SELECT code, code_kind, name, has_types, unnest(occupation_candidates) AS candidate
        FROM pair_match
        WHERE occupation_match = 'unknown'
    ) AS pair
    JOIN official ON official.code = pair.candidate
    GROUP BY ALL
)

SELECT entry.entry_id, 'code_unknown',
    CASE
        WHEN named.codes IS NOT NULL
            THEN concat(entry.code, ' ', entry.name, ' may be any of ', named.codes,
                ', and nothing decides between them')
        WHEN book.name IS NOT NULL
            THEN concat(entry.code, ' ', entry.name, ' stands in no edition; ', entry.code,
                ' is ', book.name, ' in the 2022 edition, which is more than one slip away')
        WHEN known_group.code IS NULL
            THEN concat(entry.code, ' ', entry.name, ' cannot be looked up: the dictionary at hand has',
                ' no group ', left(entry.code, 4))
        ELSE concat(entry.code, ' ', entry.name,
            ' stands in no edition of the dictionary at hand, and no single slip leads to one')
    END,
    entry.code_printed, NULL
FROM main.catalog_entry AS entry
LEFT JOIN named
    ON named.code = entry.code
    AND named.code_kind = entry.code_kind
    AND named.name = entry.name
    AND named.has_types = (entry.work_types IS NOT NULL)
LEFT JOIN book ON book.code = entry.code
LEFT JOIN (
    SELECT DISTINCT left(code, 4) AS code FROM reference.occupation WHERE tier = 4
) AS known_group ON known_group.code = left(entry.code, 4)
WHERE entry.occupation_match = 'unknown';

-- A nine-digit code whose work type has another name, or stands in no list of its occupation's.
INSERT INTO noticed
WITH numbered AS (
    SELECT entry.entry_id, entry.code, entry.name, entry.name_printed, left(entry.code, 10) AS parent
    FROM main.catalog_entry AS entry
    ANTI JOIN reference.work_type AS same
        ON same.edition = '2022' AND same.code = entry.code AND same.name = entry.name
    -- Under a code that was given anew the list is of another occupation.
    WHERE entry.code_kind = 'work_type' AND left(entry.code, 10) = entry.occupation_code
),

told AS (
    SELECT numbered.*,
        max(listed.name) FILTER (WHERE listed.code = numbered.code) AS at_code,
        max(listed.code || ' ' || listed.name) FILTER (
            WHERE contains(listed.name, numbered.name) AND listed.name <> numbered.name
        ) AS holds_it
    FROM numbered
    JOIN reference.work_type AS listed
        ON listed.edition = '2022' AND listed.occupation_code = numbered.parent
    GROUP BY ALL
)

SELECT entry_id, 'work_type_name_differs',
    CASE
        WHEN holds_it IS NOT NULL
            THEN concat(code, ' ', name, ' is part of the name of one work type, ', holds_it)
        WHEN at_code IS NULL
            THEN concat(code, ' ', name, ' is not among the work types of ', parent, ' at hand')
        ELSE concat(code, ' is ', at_code, ' in the list of work types at hand, not ', name)
    END,
    name_printed, at_code
FROM told;

-- Marks: only where the document prints any, and not for the work types of an occupation.
INSERT INTO noticed
WITH marked AS (
    SELECT entry.entry_id, entry.name_printed, official.code, official.name,
        official.is_green AND NOT entry.is_green AS lacks_green,
        official.is_digital AND NOT entry.is_digital AS lacks_digital,
        entry.is_green AND NOT official.is_green AS extra_green,
        entry.is_digital AND NOT official.is_digital AS extra_digital,
        nullif(concat_ws('/',
            CASE WHEN official.is_green THEN 'L' END, CASE WHEN official.is_digital THEN 'S' END
        ), '') AS meant
    FROM main.catalog_entry AS entry
    JOIN official ON official.code = entry.occupation_code
    WHERE entry.is_green IS NOT NULL AND entry.occupation_match <> 'work_type'
)

SELECT entry_id, 'mark_missing',
    concat('the 2022 edition marks ', code, ' ', name, ' with ', meant, '; ',
        concat_ws(' and ', CASE WHEN lacks_green THEN 'L' END, CASE WHEN lacks_digital THEN 'S' END),
        ' is not printed'),
    name_printed, meant
FROM marked
WHERE lacks_green OR lacks_digital
UNION ALL
SELECT entry_id, 'mark_unexpected',
    concat('the 2022 edition marks ', code, ' ', name, ' with ', coalesce(meant, 'neither L nor S'),
        '; ',
        concat_ws(' and ', CASE WHEN extra_green THEN 'L' END, CASE WHEN extra_digital THEN 'S' END),
        ' is printed'),
    name_printed, meant
FROM marked
WHERE extra_green OR extra_digital;

-- A row without an occupation is looked for by its name.
INSERT INTO noticed
WITH keyed AS (
    SELECT entry.*, list.is_overlay, coalesce(entry.occupation_code, entry.name) AS key
    FROM main.catalog_entry AS entry
    JOIN main.catalog AS list USING (catalog_id)
    WHERE entry.document_id IN (SELECT document_id FROM main.catalog WHERE is_overlay)
)

SELECT overlay.entry_id, 'overlay_not_in_main',
    concat(overlay.name, coalesce(' ' || overlay.occupation_code, ''),
        ' is in none of the lists of the document from which this list selects'),
    overlay.name_printed, NULL
FROM (SELECT * FROM keyed WHERE is_overlay) AS overlay
ANTI JOIN (SELECT document_id, key FROM keyed WHERE NOT is_overlay) AS source
    ON source.document_id = overlay.document_id AND source.key = overlay.key;

INSERT INTO noticed
WITH said AS (
    SELECT document_id, occupation_code, entry_id, subsidy_class AS word,
        subsidy_class_printed AS printed, 'class_conflict' AS rule, 'class' AS what
    FROM main.catalog_entry
    WHERE occupation_code IS NOT NULL AND subsidy_class IS NOT NULL
    UNION ALL
    SELECT document_id, occupation_code, entry_id, industry, industry_printed,
        'industry_conflict', 'industry'
    FROM main.catalog_entry
    WHERE occupation_code IS NOT NULL AND industry IS NOT NULL
),

conflict AS (
    SELECT document_id, occupation_code, rule, list_sort(list(DISTINCT word)) AS words
    FROM said
    GROUP BY ALL
    HAVING min(word) <> max(word)
)

SELECT said.entry_id, said.rule,
    concat(official.code, ' ', official.name, ' has the ', said.what, ' ', said.word, ' here and ',
        array_to_string([word for word in conflict.words if word <> said.word], ', '),
        ' elsewhere in the document'),
    said.printed, NULL
FROM said
JOIN conflict USING (document_id, occupation_code, rule)
JOIN official ON official.code = said.occupation_code;

INSERT INTO audit.finding BY NAME
SELECT concat(entry.document_id, '/', noticed.rule, '#', entry.row_no) AS finding_id,
    entry.document_id, entry.catalog_id, entry.entry_id, entry.row_no,
    noticed.rule, given.severity, noticed.message, noticed.printed, noticed.value
FROM noticed
JOIN main.catalog_entry AS entry USING (entry_id)
JOIN finding_severity AS given USING (rule)
ORDER BY entry.document_id, entry.row_no, noticed.rule;

DROP TABLE book;
DROP TABLE pair_match;
DROP TABLE official;
DROP TABLE noticed;
DROP TABLE finding_severity;
