-- The documents of each two consecutive editions of a series, by the first document of the later one.
SELECT series, first_document_id AS later, document_id, 'now' AS side
FROM main.edition
WHERE edition_no > 1
UNION ALL
SELECT DISTINCT later.series, later.first_document_id, earlier.document_id, 'before'
FROM main.edition AS later
JOIN main.edition AS earlier
    ON earlier.series = later.series AND earlier.edition_no = later.edition_no - 1
