"""Amounts: rate tables, amounts in a list's own rows, caps and ceilings that sentences state."""
