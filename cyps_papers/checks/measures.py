"""What names and periods of the workbooks say to the rules."""

from __future__ import annotations

import re
from datetime import date, timedelta

from cyps_papers.periods import Grain, Period


def numbers_in(name: str) -> list[str]:
    """The numbers in a name, each with the words beside it: 'for 6 weeks'."""
    return re.findall(r"\S+ [\d,]+ \w+", name.lower())


def end_of(period: Period) -> date:
    """The last day that a period speaks of; of 'early March' the month's tenth, of a month its last day."""
    days = {"early": 9, "mid": 19}.get(period.qualifier)
    return period.end if days is None or period.grain is not Grain.MONTH else period.start + timedelta(days=days)
