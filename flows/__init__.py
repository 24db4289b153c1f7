"""Every document at once: the Prefect flow and the command line."""
