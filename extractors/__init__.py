"""A published file becomes typed rows: readers know formats, city modules know documents."""
