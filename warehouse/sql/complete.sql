-- What only all documents together can say of one.

UPDATE main.document AS document
SET superseded_by = newer.document_id
FROM (
    SELECT supersedes, min(document_id) AS document_id
    FROM main.document
    WHERE supersedes <> document_id
    GROUP BY supersedes
) AS newer
WHERE newer.supersedes = document.document_id;

-- A second batch or an addition adds to the first list of its series and year.
UPDATE main.document AS document
SET supplements = first_list.document_id
FROM (
    SELECT series, coalesce(year, year_estimated) AS year,
        arg_min(document_id, (coalesce(batch, 1), document_id)) AS document_id
    FROM main.document
    WHERE superseded_by IS NULL AND coalesce(batch, 1) = 1
        AND NOT regexp_matches(coalesce(title, ''), '增补|补充')
    GROUP BY ALL
) AS first_list
WHERE document.supplements IS NULL
    AND first_list.series = document.series
    AND first_list.year = coalesce(document.year, document.year_estimated)
    AND first_list.document_id <> document.document_id
    AND (document.batch > 1 OR regexp_matches(document.title, '增补|补充'));
