"""Text captures and tables of separated values."""
