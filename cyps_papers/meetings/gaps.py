"""What of a meeting's data is not there because of what is told of already: what templates miss of it only follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cyps_papers.meetings.meeting import Meeting
from cyps_papers.meetings.rolling.to_do import StillToDo
from cyps_papers.origin import Origin
from cyps_papers.problems import Problems, did_you_mean
from cyps_papers.reading.paper import PAPER, SOURCES
from cyps_papers.records import MEETING_DATE
from cyps_papers.vocabulary import Subject, names_of


@dataclass(frozen=True)
class Gaps:
    """What is not there: the `unread` sources, the `details` awaited, and something of the `unsound` sources.

    Where `some_sources` are not in paper.xlsx as they were meant, a name of no source may be one of theirs.
    """

    context: Mapping[str, Subject]
    unread: frozenset[str]
    unsound: frozenset[str]
    details: frozenset[str]
    some_sources: bool

    @classmethod
    def of(cls, meeting: Meeting, still: StillToDo, problems: Problems) -> Gaps:
        """The gaps that the errors found so far have left, and the details that are still to be filled in."""
        unsound = {name for name, data in meeting.data.items() if not data.is_sound}
        unread = {name for name in unsound if not meeting.data[name].records}
        if not meeting.paper.details:
            unread.add("paper")
        sheets = {getattr(problem.place, "sheet", "") for problem in problems.errors if problem.place.file == PAPER}
        entry = meeting.paper.details.get(MEETING_DATE)
        no_date = set() if entry and isinstance(entry.value, date) else {MEETING_DATE}
        return cls(
            meeting.context,
            frozenset(unread),
            frozenset(unsound),
            still.awaited | no_date,
            SOURCES in sheets or not meeting.paper.sources,
        )

    def explain(self, asked: Origin) -> bool:
        """Whether something that a template asked for in vain is missing because of these; nothing asked never is."""
        if asked.of:
            return any(map(self.explain, asked.of))
        if asked.source and asked.source not in self.context:
            return self.some_sources
        if asked.source == "paper" and self.details & {asked.subject, asked.question}:
            return True
        if asked.source in self.unread:
            return True
        if asked.source not in self.unsound or asked.item or not asked.subject.isidentifier():
            return asked.source in self.unsound
        # a name that is near to one that there is was misspelt, and not left out with what could not be read
        known = names_of(self.context[asked.source])
        return asked.subject in known or not did_you_mean(asked.subject, known)
