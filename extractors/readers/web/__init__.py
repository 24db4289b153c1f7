"""Web pages: paragraphs and tables, what frames the page left out."""
