"""Periods as officers write them: a day, a month, a quarter, a half year, a financial or a calendar year."""

from cyps_papers.periods.grammar import (
    MONTH_NAMES,
    UNSAID,
    Convention,
    is_like_a_date,
    is_year,
    other_day,
    parse,
    parse_date,
    readings,
    written_like,
)
from cyps_papers.periods.period import MONTHS, Grain, Period, calendar_year, day, month, parts_of

__all__ = [
    "MONTHS",
    "MONTH_NAMES",
    "UNSAID",
    "Convention",
    "Grain",
    "Period",
    "calendar_year",
    "day",
    "is_like_a_date",
    "is_year",
    "month",
    "other_day",
    "parse",
    "parse_date",
    "parts_of",
    "readings",
    "written_like",
]
