"""Tables, views, macros and harmonizing, in SQL."""
