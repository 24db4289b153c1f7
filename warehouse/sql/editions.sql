-- An edition is a series and a year: a first list with what supplements it; superseded documents are
-- left out. What supplements a list is of its edition, whatever year it prints itself.

CREATE VIEW main.edition AS
WITH current AS (
    SELECT document.document_id, document.series, document.batch, document.issued_on,
        document.supplements,
        coalesce(
            first_list.year, first_list.year_estimated, document.year, document.year_estimated
        ) AS year,
        coalesce(first_list.superseded_by, first_list.document_id, document.document_id) AS of_list
    FROM main.document AS document
    LEFT JOIN main.document AS first_list
        ON first_list.document_id = document.supplements AND first_list.series = document.series
    WHERE document.superseded_by IS NULL
),

-- What is of no year is an edition of its own, before all others.
numbered AS (
    SELECT *,
        dense_rank() OVER (
            PARTITION BY series
            ORDER BY year NULLS FIRST, CASE WHEN year IS NULL THEN of_list END NULLS LAST
        ) AS edition_no
    FROM current
)

SELECT series, edition_no, year, document_id,
    first_value(document_id) OVER (
        PARTITION BY series, edition_no
        ORDER BY supplements NULLS FIRST, batch NULLS FIRST, issued_on NULLS FIRST, document_id
    ) AS first_document_id
FROM numbered;
