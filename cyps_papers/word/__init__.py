"""Templates to documents: knows Word, and nothing of plans or indicators."""
