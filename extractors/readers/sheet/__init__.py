"""Spreadsheets (.xlsx): each visible worksheet becomes a table."""
