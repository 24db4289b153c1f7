"""PDF files: pages of glyphs and rules become paragraphs and tables."""
