"""What Office files have in common: their zip container, and the old binary kind."""
