-- One occupation for every pair of code and name that the documents print, by the order of the
-- contract. Set-based: each different pair is matched once, then joined back to its rows.

-- Every pair of code and name that any edition, the list after the book or an interim notice knows.
CREATE TEMP TABLE known_pair AS
SELECT code, name FROM reference.occupation WHERE tier = 4
UNION
SELECT code_from, name_from FROM reference.occupation_crosswalk WHERE code_from IS NOT NULL;

-- From an older pair to the codes it has in the 2022 edition; several where it was split.
CREATE TEMP TABLE older_pair AS
SELECT code_from AS code, name_from AS name, list_sort(list(DISTINCT code_2022)) AS codes
FROM reference.occupation_crosswalk
WHERE code_from IS NOT NULL
GROUP BY ALL;

CREATE TEMP TABLE book AS
SELECT code, name FROM reference.occupation WHERE edition = '2022' AND tier = 4;

-- What a pair means today: itself where the book or the list after it has it, else by the crosswalk.
CREATE TEMP TABLE meaning AS
SELECT code, name, code AS code_2022
FROM reference.occupation
WHERE edition IN ('2022', '2022-online') AND tier = 4
UNION
SELECT code, name, unnest(codes) FROM older_pair ANTI JOIN book USING (code, name);

-- What a code means in all editions together: several where it was given anew or split.
CREATE TEMP TABLE code_meaning AS
SELECT code, list_sort(list(DISTINCT code_2022)) AS codes FROM meaning GROUP BY code;

-- The occupations that the name of a work type leads to: those above it in any edition's list,
-- unless that one was split, and an occupation that now bears the name itself.
CREATE TEMP TABLE type_meaning AS
WITH listed AS (
    SELECT type.edition, type.code, type.name, list(DISTINCT meaning.code_2022) AS codes
    FROM reference.work_type AS type
    JOIN reference.occupation AS parent
        ON parent.edition = type.edition AND parent.code = type.occupation_code
    JOIN meaning ON meaning.code = parent.code AND meaning.name = parent.name
    GROUP BY ALL
),

led AS (
    SELECT name, codes[1] AS code FROM listed WHERE len(codes) = 1
    UNION
    SELECT listed.name, book.code FROM listed JOIN book USING (name)
)

SELECT name, list_sort(list(code)) AS codes FROM led GROUP BY name;

-- The pairs printed; `base` is the name without its closing bracket of work types.
CREATE TEMP TABLE printed_pair AS
SELECT pair.code, pair.code_kind, pair.name, pair.has_types,
    CASE
        WHEN pair.has_types AND known_pair.code IS NULL
            THEN regexp_replace(pair.name, '[（(][^（()）]+[)）]$', '')
        ELSE pair.name
    END AS base
FROM (
    SELECT DISTINCT code, code_kind, name, work_types IS NOT NULL AS has_types
    FROM main.catalog_entry
    WHERE code IS NOT NULL
) AS pair
LEFT JOIN known_pair ON known_pair.code = pair.code AND known_pair.name = pair.name;

-- One slip away from an occupation of the 2022 edition: a character replaced, at most half of the
-- characters left out, or a digit of the code replaced. Codes are ASCII of one shape, so that
-- hamming, which counts bytes, counts their digits; names are compared character by character.
CREATE TEMP TABLE slip AS
WITH stray AS (
    SELECT DISTINCT pair.code, pair.base
    FROM printed_pair AS pair
    ANTI JOIN known_pair ON known_pair.code = pair.code AND known_pair.name = pair.base
    WHERE pair.code_kind = 'occupation'
),

near AS (
    SELECT stray.code, stray.base, book.code AS code_2022
    FROM stray
    JOIN book USING (code)
    WHERE length(stray.base) = length(book.name)
        AND len([
            place for place in range(1, length(book.name) + 1)
            if substr(stray.base, place, 1) <> substr(book.name, place, 1)
        ]) = 1
    UNION
    SELECT stray.code, stray.base, book.code
    FROM stray
    JOIN book USING (code)
    WHERE length(stray.base) BETWEEN 2 AND length(book.name) - 1
        AND length(stray.base) * 2 >= length(book.name)
        AND NOT regexp_matches(stray.base, '[%_]')
        AND book.name LIKE concat('%', array_to_string(string_split(stray.base, ''), '%'), '%')
    UNION
    SELECT stray.code, stray.base, book.code
    FROM stray
    JOIN book ON book.name = stray.base
    WHERE length(stray.code) = length(book.code) AND hamming(stray.code, book.code) = 1
)

SELECT code, base, list_sort(list(code_2022)) AS codes FROM near GROUP BY ALL;

CREATE TEMP TABLE pair_match AS
WITH found AS (
    SELECT pair.*,
        book.code IS NOT NULL AS in_book,
        coalesce(older_pair.codes, []) AS older,
        online.code IS NOT NULL AS is_online,
        coalesce(code_meaning.codes, []) AS parents,
        list_intersect(coalesce(code_meaning.codes, []), coalesce(type_meaning.codes, [])) AS types,
        coalesce(slip.codes, []) AS slips
    FROM printed_pair AS pair
    LEFT JOIN book ON book.code = pair.code AND book.name = pair.base
    LEFT JOIN older_pair ON older_pair.code = pair.code AND older_pair.name = pair.base
    LEFT JOIN reference.occupation AS online
        ON online.edition = '2022-online' AND online.tier = 4
        AND online.code = pair.code AND online.name = pair.base
    LEFT JOIN code_meaning ON code_meaning.code = left(pair.code, 10)
    LEFT JOIN type_meaning ON type_meaning.name = pair.base
    LEFT JOIN slip ON slip.code = pair.code AND slip.base = pair.base
),

-- The first value that fits, with the occupations it may mean.
valued AS (
    SELECT *,
        CASE
            WHEN code_kind = 'local' THEN 'local'
            WHEN code_kind IN ('work_type', 'work_type_unnumbered') THEN 'work_type'
            WHEN in_book THEN 'exact'
            WHEN older = [code] THEN 'renamed'
            WHEN len(older) = 1 THEN 'recoded'
            WHEN len(older) > 1 THEN 'unknown'
            WHEN is_online THEN 'added_later'
            WHEN len(types) > 0 THEN 'work_type'
            WHEN len(slips) > 0 THEN 'misprint'
            ELSE 'unknown'
        END AS value
    FROM found
),

meant AS (
    SELECT *,
        CASE value
            WHEN 'local' THEN []
            WHEN 'exact' THEN [code]
            WHEN 'added_later' THEN [code]
            WHEN 'work_type' THEN CASE WHEN len(parents) = 1 OR len(types) = 0 THEN parents ELSE types END
            WHEN 'misprint' THEN slips
            ELSE older
        END AS codes
    FROM valued
)

SELECT code, code_kind, name, has_types, base,
    CASE WHEN value = 'local' OR len(codes) = 1 THEN value ELSE 'unknown' END AS occupation_match,
    CASE WHEN len(codes) = 1 THEN codes[1] END AS occupation_code,
    CASE WHEN len(codes) > 1 THEN list_sort(codes) END AS occupation_candidates
FROM meant;

-- In two steps: DuckDB moves a row whose list changes, and only few rows have candidates.
UPDATE main.catalog_entry SET occupation_match = 'uncoded' WHERE code IS NULL;

UPDATE main.catalog_entry AS entry
SET occupation_match = pair_match.occupation_match, occupation_code = pair_match.occupation_code
FROM pair_match
WHERE pair_match.code = entry.code
    AND pair_match.code_kind = entry.code_kind
    AND pair_match.name = entry.name
    AND pair_match.has_types = (entry.work_types IS NOT NULL);

UPDATE main.catalog_entry AS entry
SET occupation_candidates = pair_match.occupation_candidates
FROM pair_match
WHERE pair_match.occupation_candidates IS NOT NULL
    AND pair_match.code = entry.code
    AND pair_match.code_kind = entry.code_kind
    AND pair_match.name = entry.name
    AND pair_match.has_types = (entry.work_types IS NOT NULL);

DROP TABLE known_pair;
DROP TABLE older_pair;
DROP TABLE meaning;
DROP TABLE code_meaning;
DROP TABLE type_meaning;
DROP TABLE printed_pair;
DROP TABLE slip;
