"""Committee papers from officers' spreadsheets and Word templates, every figure with its source."""

__version__ = "1.0.0"
