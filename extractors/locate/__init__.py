"""Where in a document its lists are: headings over them, header rows, sections, units."""
