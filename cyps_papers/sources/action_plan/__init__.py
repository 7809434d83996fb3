"""Action plans: one action a row."""
