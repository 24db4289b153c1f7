-- The occupations as analysts look them up; the syntax is that of DuckDB 1.4.

CREATE VIEW reference.occupation_official AS
SELECT
    occupation.edition,
    occupation.code,
    occupation.name,
    occupation.is_green,
    occupation.is_digital,
    minor_class.code AS minor_code,
    minor_class.name AS minor_name,
    middle_class.code AS middle_code,
    middle_class.name AS middle_name,
    major_class.code AS major_code,
    major_class.name AS major_name
FROM (
    SELECT * FROM reference.occupation WHERE edition = '2022' AND tier = 4
    UNION ALL
    SELECT later.*
    FROM reference.occupation AS later
    ANTI JOIN reference.occupation AS book
        ON book.edition = '2022' AND book.tier = 4 AND book.code = later.code
    WHERE later.edition = '2022-online' AND later.tier = 4
) AS occupation
-- A code that came after the book stands in the classes of the book.
LEFT JOIN reference.occupation AS minor_class
    ON minor_class.edition = '2022' AND minor_class.code = occupation.parent_code
LEFT JOIN reference.occupation AS middle_class
    ON middle_class.edition = '2022' AND middle_class.code = minor_class.parent_code
LEFT JOIN reference.occupation AS major_class
    ON major_class.edition = '2022' AND major_class.code = middle_class.parent_code;

CREATE VIEW reference.occupation_current AS
SELECT * EXCLUDE (edition) FROM reference.occupation_official WHERE edition = '2022';
