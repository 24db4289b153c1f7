"""Typed rows become Parquet stages and one DuckDB file."""
