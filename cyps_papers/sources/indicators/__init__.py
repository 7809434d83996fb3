"""Indicators: one observation a row, or one indicator a row and periods across."""
