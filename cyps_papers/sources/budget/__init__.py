"""Budgets: one service a row, with what it may spend and does."""
