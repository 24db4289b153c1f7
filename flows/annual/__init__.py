"""What the year's work does around a run: adding, reviewing, accepting, comparing."""
