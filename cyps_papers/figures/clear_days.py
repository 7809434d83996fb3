"""The last day on which a paper may be published before its meeting."""

from __future__ import annotations

from datetime import date, timedelta

CLEAR_DAYS = 5


def last_day_to_publish(meeting: date) -> date:
    """The latest day that leaves five clear days before the meeting.

    Clear days are weekdays that are no bank holiday in England, counting neither the day of publication nor the day
    of the meeting: Local Government Act 1972, section 100B.
    """
    from holidays import country_holidays

    bank_holidays = country_holidays("GB", subdiv="ENG", years=[meeting.year - 1, meeting.year])
    day, left = meeting, CLEAR_DAYS + 1
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5 and day not in bank_holidays
    return day
