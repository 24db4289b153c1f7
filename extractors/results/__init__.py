"""What was read as the typed rows of each table, and what is noted about them."""
