-- Every amount of every entry, with all that belongs to both.
FROM main.entry_rate AS found
JOIN main.catalog_entry AS entry
    ON entry.document_id = found.document_id AND entry.entry_id = found.entry_id
JOIN main.subsidy_rate AS rate
    ON rate.document_id = found.document_id AND rate.rate_id = found.rate_id
JOIN main.catalog AS list
    ON list.document_id = found.document_id AND list.catalog_id = entry.catalog_id
JOIN main.document AS document ON document.document_id = found.document_id
LEFT JOIN main.region AS region ON region.adcode = document.region_adcode
LEFT JOIN reference.occupation_official AS official ON official.code = entry.occupation_code
LEFT JOIN reference.vocabulary AS level
    ON level.table_name = 'subsidy_rate'
    AND level.column_name = 'skill_level'
    AND level.value = rate.skill_level::VARCHAR
