"""The rows of a list: cells or undelimited words by column, cut rows made whole, merged cells filled."""
