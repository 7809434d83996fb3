"""Claims held to the figures: each is scored against every way of reading it, and the best reading decides."""
