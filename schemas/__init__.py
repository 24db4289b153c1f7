"""What every table holds: its columns, types, checks, words and reference facts."""
