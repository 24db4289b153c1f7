-- The conservation laws (a) and (b) over the relations document, catalog_entry, subsidy_rate,
-- source_row and rejected_row: one row for each thing that is lost, or stands nowhere in print.
-- Run over the Arrow tables of one document before it is staged and over the whole build.

-- Full-width forms become ASCII and white space goes, invisible marks of a text file with it.
CREATE OR REPLACE TEMP MACRO folded(words) AS regexp_replace(
    -- Most texts hold none, and translating costs ten times what asking does.
    CASE WHEN regexp_matches(words, '[！-～]') THEN translate(
        words,
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
        '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'
    ) ELSE words END,
    '[\s\p{Z}\x{200B}\x{FEFF}]', '', 'g'
);
CREATE OR REPLACE TEMP MACRO characters(words) AS string_split(folded(words), '');
-- The same for texts of the same characters, in whatever order; numbers sort faster than text.
CREATE OR REPLACE TEMP MACRO sorted_characters(words) AS list_sort(
    list_transform(characters(words), lambda one: unicode(one))
);
-- The words of a text that are nothing but marks of the row: `*`, `L`, `L/S`.
CREATE OR REPLACE TEMP MACRO standing_marks(words, marks) AS list_filter(
    list_transform(string_split_regex(words, '[\s\p{Z}]+'), lambda word: folded(word)),
    lambda word: replace(word, '/', '') <> ''
        AND list_has_all(
            list_transform(marks, lambda mark: folded(mark)),
            string_split(replace(word, '/', ''), '')
        )
);
-- What the first list holds oftener than the second, as one text.
CREATE OR REPLACE TEMP MACRO surplus(these, those) AS array_to_string(
    list_transform(
        list_sort(list_distinct(these)),
        lambda word: repeat(
            word,
            greatest(
                len(list_filter(these, lambda one: one = word))
                - len(list_filter(those, lambda one: one = word)),
                0
            )
        )
    ),
    ''
);

WITH of_entry AS (
    SELECT document_id, row_no, page, role, entry_id, cells
    FROM source_row
    WHERE role IN ('entry', 'continuation')
),

named_rate AS (
    SELECT document_id, row_no, page, unnest(rate_ids) AS rate_id
    FROM source_row
),

row_without_entry AS (
    SELECT row.document_id, row.row_no, row.page,
        'it is a row of a list, and neither an entry nor a rejected row holds it' AS broken
    FROM of_entry AS row
    ANTI JOIN catalog_entry AS entry
        ON entry.entry_id = row.entry_id AND entry.document_id = row.document_id
    ANTI JOIN rejected_row AS rejected
        ON rejected.document_id = row.document_id AND rejected.row_no = row.row_no
),

rows_of_entry AS (
    SELECT document_id, entry_id, count(*) AS rows, min(row_no) AS row_no
    FROM of_entry
    WHERE role = 'entry' AND entry_id IS NOT NULL
    GROUP BY document_id, entry_id
),

entry_without_row AS (
    SELECT entry.document_id, entry.row_no, NULL AS page,
        'entry ' || entry.entry_id || ' leads to ' || coalesce(rows.rows, 0)
        || ' entry rows' || coalesce(', the first of them ' || rows.row_no, '') AS broken
    FROM catalog_entry AS entry
    LEFT JOIN rows_of_entry AS rows
        ON rows.entry_id = entry.entry_id AND rows.document_id = entry.document_id
    WHERE coalesce(rows.rows, 0) <> 1 OR rows.row_no <> entry.row_no
),

row_without_rate AS (
    SELECT row.document_id, row.row_no, row.page,
        'it is a row of amounts, and neither an amount nor a rejected row holds it' AS broken
    FROM source_row AS row
    ANTI JOIN rejected_row AS rejected
        ON rejected.document_id = row.document_id AND rejected.row_no = row.row_no
    WHERE row.role = 'rate' AND len(row.rate_ids) = 0
),

rate_not_there AS (
    SELECT named.document_id, named.row_no, named.page,
        'it names the amount ' || named.rate_id || ', which is not there' AS broken
    FROM named_rate AS named
    ANTI JOIN subsidy_rate AS rate
        ON rate.rate_id = named.rate_id AND rate.document_id = named.document_id
),

rate_without_row AS (
    SELECT rate.document_id, rate.row_no, NULL AS page,
        'the amount ' || rate.rate_id || ' is not named by its row' AS broken
    FROM subsidy_rate AS rate
    ANTI JOIN named_rate AS named
        ON named.rate_id = rate.rate_id
        AND named.document_id = rate.document_id
        AND named.row_no = rate.row_no
),

cells_of_entry AS (
    SELECT document_id, entry_id, min(page) AS page,
        string_agg(array_to_string(cells, ' '), ' ') AS words
    FROM of_entry
    WHERE entry_id IS NOT NULL
    GROUP BY document_id, entry_id
),

-- One printed cell may give an amount for each of several levels: it counts once.
amounts_of_entry AS (
    SELECT entry_id, string_agg(amount_printed, ' ') AS words
    FROM (
        SELECT DISTINCT rate.entry_id, purpose, item, amount_printed
        FROM subsidy_rate AS rate
        JOIN catalog_entry AS entry ON entry.entry_id = rate.entry_id
        WHERE NOT coalesce(list_contains(entry.inherited_columns, item), FALSE)
    )
    GROUP BY entry_id
),

columns_of_entry AS (
    SELECT entry.document_id, entry.entry_id, entry.row_no, entry.marks,
        concat_ws(
            ' ',
            CASE WHEN NOT list_contains(inherited_columns, 'serial_printed')
                THEN serial_printed::VARCHAR END,
            CASE WHEN NOT list_contains(inherited_columns, 'name_printed')
                THEN name_printed END,
            CASE WHEN NOT list_contains(inherited_columns, 'code_printed')
                THEN code_printed END,
            CASE WHEN NOT list_contains(inherited_columns, 'subsidy_class_printed')
                THEN subsidy_class_printed END,
            CASE WHEN NOT list_contains(inherited_columns, 'certificate_printed')
                THEN certificate_printed END,
            CASE WHEN NOT list_contains(inherited_columns, 'industry_printed')
                THEN industry_printed END,
            CASE WHEN NOT list_contains(inherited_columns, 'initiatives_printed')
                THEN initiatives_printed END,
            array_to_string(
                list_transform(
                    list_filter(
                        map_entries(other),
                        lambda cell: NOT list_contains(inherited_columns, cell.key)
                    ),
                    lambda cell: cell.value
                ),
                ' '
            ),
            amounts.words
        ) AS words
    FROM catalog_entry AS entry
    LEFT JOIN amounts_of_entry AS amounts USING (entry_id)
),

-- Marks that stand alone in the cells may be missing from the columns: they are in `marks`.
unequal AS (
    SELECT printed.document_id, printed.entry_id, printed.row_no, cells.page,
        surplus(characters(cells.words), characters(printed.words)) AS missing,
        surplus(characters(printed.words), characters(cells.words)) AS invented,
        characters(array_to_string(standing_marks(cells.words, printed.marks), '')) AS standing
    FROM columns_of_entry AS printed
    JOIN cells_of_entry AS cells USING (document_id, entry_id)
    -- Asked first, since it costs least: do all marks that stand alone make up for the difference?
    WHERE sorted_characters(cells.words) NOT IN (
        sorted_characters(printed.words),
        sorted_characters(
            printed.words || array_to_string(standing_marks(cells.words, printed.marks), '')
        )
    )
),

lost_or_invented AS (
    SELECT document_id, row_no, page,
        'its cells and its columns differ: the cells have more of 「'
        || surplus(characters(missing), standing)
        || '」, the columns of 「' || invented || '」' AS broken
    FROM unequal
    WHERE invented <> '' OR surplus(characters(missing), standing) <> ''
),

broken AS (
    SELECT 'a' AS law, * FROM row_without_entry
    UNION ALL SELECT 'a', * FROM entry_without_row
    UNION ALL SELECT 'a', * FROM row_without_rate
    UNION ALL SELECT 'a', * FROM rate_not_there
    UNION ALL SELECT 'a', * FROM rate_without_row
    UNION ALL SELECT 'b', * FROM lost_or_invented
)

SELECT broken.law, document.file_name, broken.row_no, broken.page, broken.broken
FROM broken
LEFT JOIN document USING (document_id)
ORDER BY broken.document_id, broken.row_no, broken.law, broken.broken
