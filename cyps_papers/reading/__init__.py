"""Officers' workbooks to records, every value with its cell."""
