"""A Word file as its parts: opened safely, parsed strictly, and written the same each time."""
