"""Word files (.docx): paragraphs and tables in the document's order."""
