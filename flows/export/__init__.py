"""The tables of a published file as files for other programs: Parquet, CSV, a workbook."""
