"""A meeting's folder rolled forward: its plans, its series, its paper.xlsx, and what is then to be filled in."""
