"""A document as read, put together again as it was printed: headers, pages, rows side by side."""
