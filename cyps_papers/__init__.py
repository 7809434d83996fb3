"""Committee papers from officers' spreadsheets and Word templates, every figure with its source."""
