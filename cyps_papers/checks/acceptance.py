"""What an officer accepts of what the rules find: a row of the sheet Accepted is for one thing and for one meeting.

A row names a rule, a figure or the words quoted from the document, the value that is accepted, and the meeting. It is
held against what a problem is about, and never against how that is worded; it lapses with the value and the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cyps_papers.problems import About, Problem, did_you_mean, warning
from cyps_papers.records import AcceptedRecord
from cyps_papers.vocabulary import comparable
from cyps_papers.words import listed

NO_SUCH_RULE = warning(
    "accepted", "there is no rule {rule}, so nothing is accepted by this row.", "{near} The rules are: {rules}."
)
TOO_GENERAL = warning(
    "accepted",
    '"{words}" does not say what is accepted, so nothing is accepted by this row.',
    "Enter the name or code of the figure, or the words quoted from the document, at least {least} letters or digits.",
)
NOT_WHAT_IT_IS_ABOUT = warning(
    "accepted",
    '"{words}" comes from the wording of a problem or its place, not from what the problem is about, so nothing is '
    "accepted by this row.",
    "Enter what it is about: {names}.",
)
NOTHING_LIKE_IT = warning(
    "accepted",
    '{rule} finds nothing in this paper now that is about "{words}".',
    "{near} Delete the row if that has been put right.",
)
SEVERAL = warning(
    "accepted",
    '"{words}" is the name of several, so nothing is accepted by this row.',
    "Enter the one that is meant: {names}.",
)
OTHER_VALUE = warning(
    "accepted",
    'the acceptance of "{words}" has lapsed: {then} was accepted, and it is {now} now.',
    "Look at it again, and take the row out; or, to accept it as it is now, {enter}.",
)
OTHER_MEETING = warning(
    "accepted",
    'the acceptance of "{words}" has lapsed: it was for the meeting on {then}, but this one is on {now}.',
    "Look at it again, and take the row out; or, to accept it for this meeting, {enter}.",
)
NOT_SAID = warning(
    "accepted",
    'the row does not say for which {lacking} "{words}" is accepted, so nothing is accepted by this row.',
    "To accept it as it is now, {enter}.",
)
STILL_HOLDS = warning(
    "accepted",
    'the row does not say for which {lacking} "{words}" is accepted.',
    "It still holds, as it did in earlier versions. To keep it, {enter}.",
)
LEAST_WORDS = 3  # letters or digits, unless fewer are all that a remark is about, as an abbreviation
OF_PEOPLE: Mapping[str, str] = {"personal-data": "personal data", "small-numbers": "small number"}
"""The rules of what could harm somebody, with what a draft calls that: no row of an earlier
version holds for them."""


@dataclass(frozen=True)
class Accepted:
    """A problem that the officer accepts, by a row for each thing that it is about."""

    problem: Problem
    records: tuple[AcceptedRecord, ...]


@dataclass
class Review:
    """What the rules found: the problems left, those that the officer accepts, and what is wrong with which rows."""

    problems: list[Problem] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    refused: dict[AcceptedRecord, Problem] = field(default_factory=dict)

    @property
    def idle(self) -> Iterable[tuple[AcceptedRecord, Problem]]:
        """The rows by which nothing is accepted, each with why."""
        used = {record for one in self.accepted for record in one.records}
        return ((record, why) for record, why in self.refused.items() if record not in used)


def weigh(found: Mapping[str, Sequence[Problem] | None], records: Iterable[AcceptedRecord], meeting: date) -> Review:
    """What each rule found, what the officer accepts for this meeting kept apart; first, what is wrong with the rows.

    A rule that was not run found None: it is then not known whether there is anything for its rows to accept.
    """
    if meeting == date.min:  # paper.xlsx does not say when it is, which is told of: there is none to accept for
        return Review([replace(problem, about=()) for problems in found.values() for problem in problems or ()])
    review = Review()
    in_force: dict[tuple[str, About], AcceptedRecord] = {}
    for record in records:
        rule = record.rule.value.strip().lower()
        named = _named(record, found.get(rule) or ())
        wrong = _wrong(record, rule, found, named, meeting)
        if wrong:
            review.refused[record] = wrong
        if wrong is None or wrong.kind is STILL_HOLDS:
            in_force |= {(rule, about): record for about in named if _has_its_value(about, record)}
    review.problems += review.refused.values()
    for rule, problems in found.items():
        for problem in problems or ():
            left = tuple(about for about in problem.about if (rule, about) not in in_force)
            if problem.about and not left:
                accepting = dict.fromkeys(in_force[rule, about] for about in problem.about)
                review.accepted.append(Accepted(problem, tuple(accepting)))
            else:
                review.problems.append(replace(problem, about=left))
    return review


def _named(record: AcceptedRecord, problems: Iterable[Problem]) -> list[About]:
    """What a row's words are the name of, or the very words, whatever the value."""
    words = _bare(record.words.value)
    about = dict.fromkeys(about for problem in problems for about in problem.about)
    return [one for one in about if words in map(_bare, one.names)]


def _bare(words: str) -> str:
    return comparable(words).strip(" \"'“”.,;:")


def _has_its_value(one: About, record: AcceptedRecord) -> bool:
    """Whether it has the value that is accepted; where none is said, or there is none but the words, it has."""
    if record.value is None or not one.value:
        return True
    return _plain(record.value.value) == _plain(one.value)


def _plain(value: str) -> Decimal | str:
    """A value to compare: a number whatever its commas, its pounds and the places that its cell shows; or words."""
    number = _bare(value).replace(",", "").removeprefix("£")
    return Decimal(number) if re.fullmatch(r"-?\d+(?:\.\d+)?", number) else number


def _wrong(
    record: AcceptedRecord,
    rule: str,
    found: Mapping[str, Sequence[Problem] | None],
    named: Sequence[About],
    meeting: date,
) -> Problem | None:
    """Why a row accepts nothing, or does not say all that it should."""
    at, words = record.words.cell, record.words.value.strip()
    if rule not in found:
        near = did_you_mean(rule, found)
        return NO_SUCH_RULE.at(record.rule.cell, rule=rule, near=near, rules=", ".join(found))
    letters = sum(map(str.isalnum, words))
    if letters < LEAST_WORDS and (letters < 2 or not named):
        return TOO_GENERAL.at(at, words=words, least=LEAST_WORDS)
    if record.meeting and record.meeting.value != meeting:
        then, enter = _written(record.meeting.value), _to_enter(named, meeting)
        return OTHER_MEETING.at(record.meeting.cell, words=words, then=then, now=_written(meeting), enter=enter)
    if not named:
        return _of_no_use(record, rule, found[rule])
    same = [one for one in named if _has_its_value(one, record)]
    if record.value and not same:
        then, now = record.value.value, _listed_values(named)
        return OTHER_VALUE.at(record.value.cell, words=words, then=then, now=now, enter=_to_enter(named, meeting))
    if len({one.names for one in same}) > 1:
        return SEVERAL.at(at, words=words, names=listed(list(dict.fromkeys(about.names[-1] for about in same))))
    is_without_value = record.value is None and any(about.value for about in same)
    lacking = [*(["value"] if is_without_value else []), *(["meeting"] if record.meeting is None else [])]
    if not lacking:
        return None
    kind, enter = NOT_SAID, _to_enter(same, meeting)
    if record.of_old:
        enter = f"give the sheet the headings Value and Meeting, and {enter}"
        kind = NOT_SAID if rule in OF_PEOPLE else STILL_HOLDS
    return kind.at(at, words=words, lacking=listed(lacking), enter=enter)


def _of_no_use(record: AcceptedRecord, rule: str, problems: Sequence[Problem] | None) -> Problem | None:
    """Words that name nothing: those of a remark's own wording or place, or of what is no longer in the paper."""
    words, at = record.words.value.strip(), record.words.cell
    names = list(dict.fromkeys(about.names[0] for problem in problems or () for about in problem.about))
    if problems is None:
        return None
    if any(comparable(words) in comparable(f"{problem} {problem.place.within()}") for problem in problems):
        return NOT_WHAT_IT_IS_ABOUT.at(at, words=words, names=listed([f'"{name}"' for name in names], 4))
    return NOTHING_LIKE_IT.at(at, words=words, rule=rule, near=did_you_mean(words, names))


def _to_enter(things: Sequence[About], meeting: date) -> str:
    values = _listed_values(things)
    return f"enter {values + ' under Value and ' if values else ''}{_written(meeting)} under Meeting"


def _listed_values(things: Iterable[About]) -> str:
    return " or ".join(dict.fromkeys(thing.value for thing in things if thing.value))


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
