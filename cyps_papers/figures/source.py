"""What templates may ask of a source, whatever its kind."""

from __future__ import annotations

from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import Subject

SINCE_LAST = worked_out("what happened since the last report")


class Source(Subject):
    """What templates ask of one source: each kind's own names come over these."""


def no_last_report(origin: Origin) -> NoAnswerError:
    """The refusal to say what changed where no previous meeting is named."""
    return NoAnswerError(
        f"{origin}: there is no previous meeting to compare with.",
        'Enter its folder, for example 2015-03, as "Previous meeting" in the sheet Details of paper.xlsx, or put this '
        "between {%p if paper.has_previous %} and {%p endif %}.",
    )
