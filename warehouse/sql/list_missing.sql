-- Documents that lack a list of the edition before, or print a tenth fewer rows of one: they may be
-- cut. An edition is a series and a year; what supplements it adds to it, what is superseded is out.
INSERT INTO audit.finding BY NAME
WITH printed AS (
    SELECT series, document.year, list_key,
        sum(entry_count) AS entries,
        min_by(coalesce(list.title, list.heading, list_key), document_id) AS title,
        min_by(document_id, (supplements IS NOT NULL, document_id)) AS document_id
    FROM main.document AS document
    JOIN main.catalog AS list USING (document_id)
    WHERE superseded_by IS NULL
    GROUP BY ALL
),

edition AS (
    SELECT series, year,
        min_by(document_id, (supplements IS NOT NULL, document_id)) AS document_id,
        lag(year) OVER later AS year_before,
        row_number() OVER later AS place
    FROM main.document
    WHERE superseded_by IS NULL
    GROUP BY series, year
    WINDOW later AS (PARTITION BY series ORDER BY year NULLS FIRST)
)

SELECT edition.document_id || '/list_missing#0' AS finding_id,
    edition.document_id,
    'list_missing' AS rule,
    $severity AS severity,
    string_agg(
        concat(
            before.title, ' (', before.list_key, ') has ', coalesce(now.entries, 0), ' rows of the ',
            before.entries, ' in ', before.document_id, CASE WHEN now.list_key IS NULL
                THEN ': the list is missing' ELSE '' END
        ),
        '; ' ORDER BY before.list_key
    ) AS message,
    string_agg(before.title, '、' ORDER BY before.list_key) AS printed
FROM edition
JOIN printed AS before
    ON before.series = edition.series AND before.year IS NOT DISTINCT FROM edition.year_before
LEFT JOIN printed AS now
    ON now.series = edition.series
    AND now.year IS NOT DISTINCT FROM edition.year
    AND now.list_key = before.list_key
WHERE edition.place > 1
    AND (now.list_key IS NULL OR (before.entries - now.entries) * 10 >= greatest(before.entries, 1))
GROUP BY edition.document_id;
