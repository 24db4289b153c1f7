"""The rows of a list, by column: cells or words; cut rows made whole, merged cells filled."""
