"""The prose of a document: its head and foot, and what its sentences state."""
