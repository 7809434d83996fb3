"""The periods still to be filled in before a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cyps_papers.periods import Period

MOST = 24  # new periods for one series; more would be a slip in a date


def until(period: Period, meeting: date) -> Iterator[Period]:
    """The periods after one that are over before a meeting."""
    following = period.following()
    for _ in range(MOST):
        if following.end >= meeting:
            return
        yield following
        following = following.following()
