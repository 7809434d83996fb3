"""Monthly audits and the like: one month a row, one series a column."""
