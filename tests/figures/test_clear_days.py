"""Five clear days before a meeting: weekdays, without bank holidays, neither end counted."""

from datetime import date

import pytest

from cyps_papers.figures.clear_days import last_day_to_publish


@pytest.mark.parametrize(
    ("meeting", "last_day"),
    [
        (date(2015, 3, 18), date(2015, 3, 10)),  # the paper's own
        (date(2015, 4, 8), date(2015, 3, 27)),  # Good Friday and Easter Monday between
        (date(2015, 1, 5), date(2014, 12, 23)),  # Christmas, Boxing Day and New Year's Day between
        (date(2015, 9, 7), date(2015, 8, 27)),  # the summer bank holiday on 31 August
    ],
)
def test_the_last_day_leaves_five_clear_days(meeting, last_day):
    assert last_day_to_publish(meeting) == last_day
