"""Mutated documents against the readers and the extraction: ``python -m tests.fuzz``."""
