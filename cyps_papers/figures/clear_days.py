"""The last day on which a paper may be published before its meeting."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

CLEAR_DAYS = 5


def last_day_to_publish(meeting: date) -> date:
    """The latest day that leaves five clear days before the meeting.

    Clear days are weekdays that are no bank holiday in England, counting neither the day of publication nor the day
    of the meeting: Local Government Act 1972, section 100B.
    """
    bank_holidays = _united_kingdom()(subdiv="ENG", years=[meeting.year - 1, meeting.year])
    day, left = meeting, CLEAR_DAYS + 1
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5 and day not in bank_holidays
    return day


def _united_kingdom() -> Any:
    """The bank holidays of the `holidays` library, by their own file: by its name, it loads every country there is."""
    library = find_spec("holidays")
    places = library.submodule_search_locations if library else None
    file = Path(places[0], "countries", "united_kingdom.py") if places else Path()
    spec = spec_from_file_location("holidays_of_the_united_kingdom", file)
    if spec is None or spec.loader is None or not file.is_file():
        raise ImportError("the library holidays has no file countries/united_kingdom.py", name="holidays")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.UnitedKingdom
