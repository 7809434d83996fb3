"""Five clear days before a meeting: weekdays, without bank holidays, neither end counted."""

from datetime import date

import pytest

from cyps_papers.figures.clear_days import last_day_to_publish


# each counted back by hand on a calendar: five weekdays that are no bank holiday, and the day before them
@pytest.mark.parametrize(
    ("meeting", "last_day"),
    [
        (date(2015, 3, 18), date(2015, 3, 10)),  # the paper's own
        (date(2015, 4, 8), date(2015, 3, 27)),  # Good Friday and Easter Monday between
        (date(2015, 1, 5), date(2014, 12, 23)),  # Christmas, Boxing Day and New Year's Day between
        (date(2015, 9, 7), date(2015, 8, 27)),  # the summer bank holiday on 31 August
        (date(2015, 4, 7), date(2015, 3, 26)),  # the day after Easter Monday
        (date(2015, 4, 9), date(2015, 3, 30)),
        (date(2015, 4, 15), date(2015, 4, 7)),  # published on the day after Easter Monday
        (date(2015, 4, 16), date(2015, 4, 8)),
        (date(2016, 3, 30), date(2016, 3, 18)),  # Easter in March
        (date(2020, 4, 15), date(2020, 4, 3)),
        (date(2011, 5, 5), date(2011, 4, 21)),  # Easter, the royal wedding of 29 April and the early May bank holiday
        (date(2014, 12, 29), date(2014, 12, 17)),  # Christmas on a Thursday
        (date(2015, 1, 6), date(2014, 12, 24)),
        (date(2015, 1, 8), date(2014, 12, 30)),
        (date(2017, 1, 5), date(2016, 12, 23)),  # Christmas and New Year on Sundays, with days in lieu
        (date(2015, 5, 5), date(2015, 4, 24)),  # the early May bank holiday on 4 May
        (date(2015, 5, 12), date(2015, 5, 1)),
        (date(2015, 5, 27), date(2015, 5, 18)),  # the spring bank holiday on 25 May
        (date(2015, 6, 2), date(2015, 5, 22)),
        (date(2016, 5, 4), date(2016, 4, 25)),
        (date(2020, 5, 13), date(2020, 5, 4)),  # the early May bank holiday moved to Friday 8 May
        (date(2022, 6, 7), date(2022, 5, 26)),  # the spring bank holiday moved to 2 June, with the jubilee on 3 June
        (date(2023, 5, 10), date(2023, 4, 28)),  # the early May bank holiday, and the coronation on 8 May
        (date(2022, 9, 27), date(2022, 9, 16)),  # the state funeral on 19 September
    ],
)
def test_the_last_day_leaves_five_clear_days(meeting, last_day):
    assert last_day_to_publish(meeting) == last_day
