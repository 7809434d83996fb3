"""What templates may ask of a source, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cyps_papers.figures.measure import Measure, Tallies
from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import Subject

SINCE_LAST = worked_out("what happened since the last report")


class Source(Subject):
    """What templates ask of one source, whatever its kind, and what the rules and charts may know of it."""

    def measures(self) -> Iterable[Measure]:
        """What it measures or counts, with the values that are known."""
        return ()

    def tallies(self) -> Tallies | None:
        """Its records counted by their labels, such as actions by status; None where they have none."""
        return None

    def deadlines(self) -> Iterable[date]:
        """The dates by which what is still open in it is due."""
        return ()


def no_last_report(origin: Origin) -> NoAnswerError:
    """The refusal to say what changed where no previous meeting is named."""
    return NoAnswerError(
        f"{origin}: there is no previous meeting to compare with.",
        'Enter its folder, for example 2015-03, as "Previous meeting" in the sheet Details of paper.xlsx, or put this '
        "between {%p if paper.has_previous %} and {%p endif %}.",
        Origin("paper", "previous_meeting"),
    )
