"""Templates: the tags that officers type, found, put in order, and compiled once."""
