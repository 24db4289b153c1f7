"""The rows of a list: cells or undelimited words by column, cut and merged rows made whole."""
