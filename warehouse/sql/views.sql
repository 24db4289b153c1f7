-- The views analysts query. Tables outside main are named with their schema, so that the views
-- also hold where the file is attached; the syntax is that of DuckDB 1.4.

CREATE VIEW main.entry_hours AS
SELECT
    entry.document_id,
    entry.catalog_id,
    entry.entry_id,
    entry.name,
    entry.certificate_type,
    entry.subsidy_class,
    hours.skill_level,
    hours.class_hours_min,
    hours.practice_share_min,
    hours.minutes_per_class_hour,
    hours.hours_id
FROM main.catalog_entry AS entry
JOIN main.class_hours AS hours
    ON hours.document_id = entry.document_id
    AND hours.certificate_type = entry.certificate_type
    AND (
        hours.subsidy_class = entry.subsidy_class
        OR (hours.subsidy_class IS NULL AND hours.skill_level IS NOT NULL)
    )
JOIN main.document AS document ON document.document_id = entry.document_id
WHERE document.superseded_by IS NULL;

CREATE VIEW main.entry_source AS
WITH origin AS (
    SELECT document_id, row_no, entry_id, NULL::VARCHAR AS rate_id, NULL::VARCHAR AS hours_id
    FROM audit.source_row
    WHERE entry_id IS NOT NULL
    UNION ALL
    SELECT rate.document_id, unnest(range(rate.row_no, coalesce(rate.row_no_end, rate.row_no) + 1)),
        rate.entry_id, rate.rate_id, NULL
    FROM main.subsidy_rate AS rate
    UNION ALL
    SELECT hours.document_id, hours.row_no, NULL, NULL, hours.hours_id
    FROM main.class_hours AS hours
)

SELECT
    CASE
        WHEN origin.rate_id IS NOT NULL THEN 'rate'
        WHEN origin.hours_id IS NOT NULL THEN 'hours'
        ELSE 'entry'
    END AS kind,
    origin.entry_id,
    origin.rate_id,
    origin.hours_id,
    origin.document_id,
    part.file_name,
    source.row_no,
    source.part,
    source.page,
    source.table_no,
    source.table_row,
    source.line_start,
    source.line_end,
    source.role,
    source.cells
FROM origin
JOIN audit.source_row AS source
    ON source.document_id = origin.document_id AND source.row_no = origin.row_no
JOIN main.document_part AS part
    ON part.document_id = source.document_id AND part.part = source.part;

CREATE VIEW main.document_text AS
WITH told_rate AS NOT MATERIALIZED (
    SELECT document_id, unnest(range(row_no, coalesce(row_no_end, row_no) + 1)) AS row_no
    FROM main.subsidy_rate
    WHERE catalog_id IS NULL
),

-- The lines of a paragraph that a capture cuts; between letters a line end is a space.
paragraph AS NOT MATERIALIZED (
    SELECT document_id,
        min(row_no) AS row_no,
        min(part) AS part,
        min(page) AS page,
        min(line_start) AS line_start,
        max(line_end) AS line_end,
        arg_min(role, row_no) AS role,
        replace(
            regexp_replace(
                string_agg(trim(array_to_string(cells, ' ')), chr(10) ORDER BY row_no),
                '([A-Za-z])\n([A-Za-z])', '\1 \2', 'g'
            ),
            chr(10), ''
        ) AS words
    FROM audit.source_row
    WHERE role IN ('title', 'heading', 'note', 'form', 'text')
        OR (role = 'rate' AND (document_id, row_no) IN (FROM told_rate))
    GROUP BY document_id, coalesce(paragraph_no, row_no)
),

-- A line that ends with its label goes on with the name in the next; a blank form's does not.
with_before AS (
    SELECT *,
        lag(words) OVER (PARTITION BY document_id, role = 'form' ORDER BY row_no) AS words_before
    FROM paragraph
),

without_names AS (
    SELECT * REPLACE (
        CASE
            WHEN role <> 'form' AND regexp_matches(
                words_before, '(联系人|经办人|联系电话|电话|手机|联系方式)\s*[:：]\s*$'
            )
                THEN regexp_replace(words, '^\s*[\p{Han}·]{2,4}([^\p{Han}]|$)', '［略］\1')
            ELSE words
        END AS words
    )
    FROM with_before
),

without_contacts AS (
    SELECT * REPLACE (
        regexp_replace(
            regexp_replace(
                words,
                '(联系人|经办人|联系电话|电话|手机|传真|邮箱|联系方式)\s*[:：]'
                || '\s*[^\s。；;）)][^。；;）)\n]*',
                '\1：［略］',
                'g'
            ),
            '(联系人|经办人)[为是\s]*[\p{Han}·]{2,4}([^\p{Han}+＋]|$)',
            '\1［略］\2',
            'g'
        ) AS words
    )
    FROM without_names
)

SELECT
    document_id,
    row_no,
    part,
    page,
    line_start,
    line_end,
    role,
    -- Seven digits and more in a run, or grouped behind an area code or as a mobile number.
    regexp_replace(
        words,
        '([(（]?0[0-9]{2,3}[)）]?[-－—–\s]*)?[0-9０-９]{7,}([-－转][0-9０-９]+)?'
        || '|0[0-9]{2,3}[)）]?[-－—–\s]+[0-9]{3,4}[-\s]?[0-9]{4}'
        || '|1[3-9][0-9][-\s][0-9]{4}[-\s][0-9]{4}'
        || '|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+',
        '［略］',
        'g'
    ) AS text
FROM without_contacts;

CREATE VIEW main.data_quality AS
WITH printed AS (
    SELECT document_id, count(*) AS rows_printed
    FROM audit.source_row
    WHERE role = 'entry'
    GROUP BY document_id
),

loaded AS (
    SELECT document_id, count(*) AS rows_loaded,
        CASE WHEN count(occupation_match) > 0
            THEN round(count(occupation_code) / count(*), 4) END AS share_matched
    FROM main.catalog_entry
    GROUP BY document_id
),

rejected AS (
    SELECT rejected.document_id, count(DISTINCT rejected.row_no) AS rows_rejected
    FROM audit.rejected_row AS rejected
    JOIN audit.source_row AS source
        ON source.document_id = rejected.document_id AND source.row_no = rejected.row_no
    WHERE source.role <> 'continuation'
    GROUP BY rejected.document_id
),

noticed AS (
    SELECT document_id,
        count(*) FILTER (WHERE severity = 'note') AS notes,
        count(*) FILTER (WHERE severity = 'warning') AS warnings,
        count(*) FILTER (WHERE severity = 'error') AS errors
    FROM audit.finding
    GROUP BY document_id
)

SELECT
    document.document_id,
    document.file_name,
    document.review_status,
    coalesce(printed.rows_printed, 0) AS rows_printed,
    coalesce(loaded.rows_loaded, 0) AS rows_loaded,
    coalesce(rejected.rows_rejected, 0) AS rows_rejected,
    coalesce(noticed.notes, 0) AS notes,
    coalesce(noticed.warnings, 0) AS warnings,
    coalesce(noticed.errors, 0) AS errors,
    loaded.share_matched
FROM main.document AS document
LEFT JOIN printed USING (document_id)
LEFT JOIN loaded USING (document_id)
LEFT JOIN rejected USING (document_id)
LEFT JOIN noticed USING (document_id);

CREATE VIEW main.overview AS
WITH counted AS (
    SELECT catalog_id,
        count(*) AS rows,
        CASE WHEN count(occupation_match) > 0
            THEN count(DISTINCT occupation_code) END AS occupations
    FROM main.catalog_entry
    GROUP BY catalog_id
),

marked AS (
    SELECT catalog_id, string_agg(DISTINCT mark, '、' ORDER BY mark) AS marks
    FROM (SELECT catalog_id, unnest(marks) AS mark FROM main.catalog_entry)
    GROUP BY catalog_id
),

noticed AS (
    SELECT catalog_id, count(*) AS findings
    FROM audit.finding
    WHERE catalog_id IS NOT NULL
    GROUP BY catalog_id
)

SELECT
    region.short_name AS city,
    coalesce(list.year, document.year) AS year,
    list.number,
    list.title AS list,
    list.kind,
    list_region.short_name AS list_region,
    coalesce(counted.rows, 0) AS rows,
    counted.occupations,
    list.is_overlay,
    list.amounts_in,
    marked.marks,
    coalesce(noticed.findings, 0) AS findings,
    list.document_id,
    list.catalog_id
FROM main.catalog AS list
JOIN main.document AS document USING (document_id)
LEFT JOIN main.region AS region ON region.adcode = document.region_adcode
LEFT JOIN main.region AS list_region ON list_region.adcode = list.region_adcode
LEFT JOIN counted USING (catalog_id)
LEFT JOIN marked USING (catalog_id)
LEFT JOIN noticed USING (catalog_id)
WHERE document.superseded_by IS NULL;

-- The findings as people read them: rows of one jump of the numbering stand once, with their span.
CREATE VIEW audit.finding_shown AS
WITH serial AS (
    SELECT finding.*, entry.ordinal, backwards.finding_id IS NOT NULL AS is_backwards
    FROM audit.finding AS finding
    JOIN main.catalog_entry AS entry
        ON entry.document_id = finding.document_id AND entry.entry_id = finding.entry_id
    LEFT JOIN audit.finding AS backwards
        ON backwards.document_id = finding.document_id
        AND backwards.entry_id = finding.entry_id
        AND backwards.rule = 'serial_backwards'
    WHERE finding.rule = 'serial_repeated'
),

parted AS (
    SELECT *,
        CASE WHEN is_backwards OR ordinal <> 1 + lag(ordinal) OVER run THEN 1 ELSE 0 END AS is_first
    FROM serial
    WINDOW run AS (PARTITION BY document_id, catalog_id ORDER BY ordinal)
),

jump AS (
    SELECT *, sum(is_first) OVER (PARTITION BY document_id, catalog_id ORDER BY ordinal) AS jump
    FROM parted
),

spanned AS (
    SELECT document_id, catalog_id,
        arg_min(entry_id, ordinal) AS entry_id,
        min(row_no) AS row_no,
        max(row_no) AS row_no_end,
        count(*) AS rows,
        rule, severity,
        arg_min(message, ordinal) AS message,
        arg_min(message_zh, ordinal) AS message_zh,
        arg_min(printed, ordinal) AS first_printed,
        arg_max(printed, ordinal) AS last_printed,
        arg_min(finding_id, ordinal) AS finding_id
    FROM jump
    GROUP BY document_id, catalog_id, jump, rule, severity
)

SELECT finding.document_id, finding.catalog_id, finding.entry_id, finding.row_no,
    finding.row_no AS row_no_end, 1 AS rows, finding.rule, finding.severity, finding.message,
    finding.message_zh, finding.printed, finding.value, finding.finding_id
FROM audit.finding AS finding
ANTI JOIN serial
    ON serial.document_id = finding.document_id
    AND serial.entry_id = finding.entry_id
    AND finding.rule IN ('serial_repeated', 'serial_backwards')
UNION ALL
SELECT document_id, catalog_id, entry_id, row_no, row_no_end, rows, rule, severity,
    CASE WHEN rows = 1 THEN message ELSE concat(
        'serials ', first_printed, ' to ', last_printed, ' of ', rows, ' rows stand above already'
    ) END,
    CASE WHEN rows = 1 THEN message_zh ELSE concat(
        '序号重复：序号', first_printed, '至', last_printed, '共', rows, '行在前面已出现'
    ) END,
    CASE WHEN rows = 1 THEN first_printed ELSE concat(first_printed, '–', last_printed) END,
    NULL, finding_id
FROM spanned;
