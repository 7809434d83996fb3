"""What templates may ask of a source, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cyps_papers.figures.figure import Figure, Wording, from_entry
from cyps_papers.figures.measure import Measure, Tallies
from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError, Problems, warning
from cyps_papers.records import Entry
from cyps_papers.vocabulary import Name, Series, Subject, declared_as, own_name

NAME_TAKEN = warning(
    "name-taken",
    "templates have the name {name} for something else, so they call this {instead}.",
    "Type {instead} in templates; or give it another name or heading.",
)
SINCE_LAST = worked_out("what happened since the last report")


class Source(Subject):
    """What templates ask of one source, whatever its kind, and what the rules and charts may know of it."""

    held_back: Iterable[str] = ()
    """What it withholds so that no small number of people is given away: each with its cell and why."""

    def measures(self) -> Iterable[Measure]:
        """What it measures or counts, with the values that are known."""
        return ()

    def series(self) -> Iterable[Series]:
        """What charts can show of it."""
        return ()

    def tallies(self) -> Tallies | None:
        """Its records counted by their labels, such as actions by status; None where none can be read."""
        return None

    def deadlines(self) -> Iterable[date]:
        """The dates by which what is still open in it is due."""
        return ()


class Columned(Subject):
    """A record of a source: its columns of no usual kind are asked for under their headings' names."""

    def __init__(self, columns: Mapping[str, Entry[Any] | None], origin: Origin) -> None:
        """`columns` are by their headings' names in templates; None for one that is blank."""
        self._origin = origin
        self._columns = {own_name(name, type(self)): entry for name, entry in columns.items()}

    def own_names(self) -> Mapping[str, Name]:
        return {name: Name(name, f"what its column {name} says", Wording) for name in self._columns}

    def __getattr__(self, name: str) -> Figure | Wording:
        if name.startswith("_") or name not in self._columns:
            raise AttributeError(name)
        return from_entry(self._columns[name], self._origin.asked(name))


def said(field: str, sentence: str) -> property:
    """Declare what a record says in one of its fields, as its `field` gives it."""
    return declared_as(Figure | Wording, sentence, lambda record: record.field(field))


def note_taken(names: Mapping[str, Entry[Any]], kind: type[Subject], problems: Problems) -> None:
    """Note names of the data that their subject has itself, and what they are called instead."""
    for name, entry in names.items():
        if own_name(name, kind) != name:
            problems.add(NAME_TAKEN, entry.cell, name=name, instead=own_name(name, kind))


def no_last_report(origin: Origin) -> NoAnswerError:
    """The refusal to say what changed where no previous meeting is named."""
    return NoAnswerError(
        f"{origin}: there is no previous meeting to compare with.",
        'Enter its folder, for example 2015-03, as "Previous meeting" in the sheet Details of paper.xlsx, or put this '
        "between {%p if paper.has_previous %} and {%p endif %}.",
        Origin("paper", "previous_meeting"),
    )
