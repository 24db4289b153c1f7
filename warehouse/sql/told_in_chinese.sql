-- Every finding in Chinese, too.

UPDATE audit.finding AS finding
SET message_zh = concat(
    rule.label_zh, '：', rtrim(rule.definition_zh, '。'),
    '（' || nullif(concat_ws('；', '印刷：' || finding.printed, '应为：' || finding.value), '') || '）'
)
FROM reference.vocabulary AS rule
WHERE rule.table_name = 'finding' AND rule.column_name = 'rule' AND rule.value = finding.rule
    AND finding.message_zh IS NULL;
