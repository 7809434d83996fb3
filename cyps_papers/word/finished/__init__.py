"""Finished documents: held at the gate, marked as drafts, commented on for review, and compared."""
