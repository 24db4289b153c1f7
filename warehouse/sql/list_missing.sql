-- Documents that lack a list of the edition before, or print a tenth fewer rows of one: they may be
-- cut. What supplements an edition adds to it, what is superseded is out (editions.sql).
INSERT INTO audit.finding BY NAME
WITH printed AS (
    SELECT edition.series, edition_no, first_document_id, list_key,
        sum(entry_count) AS entries,
        min_by(coalesce(list.title, list.heading, list_key), list.document_id) AS title
    FROM main.edition AS edition
    JOIN main.catalog AS list USING (document_id)
    GROUP BY ALL
),

edition AS (
    SELECT DISTINCT series, edition_no, first_document_id AS document_id FROM main.edition
)

SELECT edition.document_id || '/list_missing#0' AS finding_id,
    edition.document_id,
    'list_missing' AS rule,
    $severity AS severity,
    string_agg(
        concat(
            before.title, ' (', before.list_key, ') has ', coalesce(now.entries, 0), ' rows of the ',
            before.entries, ' in ', before.first_document_id, CASE WHEN now.list_key IS NULL
                THEN ': the list is missing' ELSE '' END
        ),
        '; ' ORDER BY before.list_key
    ) AS message,
    string_agg(before.title, '、' ORDER BY before.list_key) AS printed
FROM edition
JOIN printed AS before
    ON before.series = edition.series AND before.edition_no = edition.edition_no - 1
LEFT JOIN printed AS now
    ON now.series = edition.series
    AND now.edition_no = edition.edition_no
    AND now.list_key = before.list_key
WHERE now.list_key IS NULL OR (before.entries - now.entries) * 10 >= greatest(before.entries, 1)
GROUP BY edition.document_id;
