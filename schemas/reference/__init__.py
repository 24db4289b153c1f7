"""Occupation editions, crosswalk and regions: facts as CSV, with their sources."""
