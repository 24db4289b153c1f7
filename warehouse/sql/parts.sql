-- What stages of an older program lack: a document of theirs is one file.

INSERT INTO main.document_part
SELECT document_id, 1, file_name, media_type, sha256, bytes, pages
FROM main.document
ANTI JOIN main.document_part USING (document_id)
ORDER BY document_id;

UPDATE audit.source_row SET part = 1 WHERE part IS NULL;
