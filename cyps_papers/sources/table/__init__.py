"""Any other table: its columns under their headings."""
