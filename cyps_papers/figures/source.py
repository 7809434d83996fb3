"""What templates may ask of a source, whatever its kind."""

from __future__ import annotations

from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import Subject

SINCE_LAST = "what happened since the last report"


class Source(Subject):
    """What templates ask of one source: each kind's own names come over these."""


def no_last_report(name: str) -> NoAnswerError:
    """The refusal to say what changed where no previous meeting is named."""
    return NoAnswerError(
        f"{name}: there is no previous meeting to compare with.",
        'Enter its folder, for example 2015-03, as "Previous meeting" in the sheet Details of paper.xlsx, or put this '
        "between {%p if paper.has_previous %} and {%p endif %}.",
    )
