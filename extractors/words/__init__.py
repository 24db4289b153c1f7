"""What is printed and what it means: each sign and word of the field stands here once."""
