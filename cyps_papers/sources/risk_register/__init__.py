"""Risk registers: one risk a row."""
