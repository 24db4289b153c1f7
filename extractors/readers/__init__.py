"""One module a format; each turns bytes into a Document and knows no city."""
