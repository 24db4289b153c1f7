"""One module a command of ``training-catalogs``."""
