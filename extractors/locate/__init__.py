"""Where in a document its lists are: headings over them, header rows, columns, sections, units."""
