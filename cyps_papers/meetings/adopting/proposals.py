"""The tag that each typed number and date of a paper should be, by what the evaluation of its claims found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, pairwise

from cyps_papers.checks import Pack
from cyps_papers.checks.evaluation.verdict import GivenBy, Ruling, Unheld, Verdict
from cyps_papers.checks.lasting import OWN, dated_by, is_of_now, lasting_tag
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.disclosure.totals import is_total
from cyps_papers.figures.measure import KnownValue, Measure, Role, Tally
from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.language.claim import Relation
from cyps_papers.language.dates import Form, WrittenDate
from cyps_papers.meetings.adopting.asking import Asking
from cyps_papers.meetings.adopting.details import Detail, details, in_digits, of_date
from cyps_papers.meetings.adopting.number import FITS, TypedNumber
from cyps_papers.meetings.adopting.tag import NotFound, Proposal, Tag
from cyps_papers.origin import Origin
from cyps_papers.periods import Period, day
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.words import stems

_OF_SEVERAL = (Relation.TO, Relation.FROM, Relation.RANK, Relation.TARGET, Relation.SHARE)
"""The relations of which each of several values is said; of others it is what those make together."""
_NAMED = 0.6  # how much of a name stands beside a date that is of one of its values
_TOLD = 0.75  # what it is worth beside that, that the number is told of near it
_UNIT = 0.25  # that it is counted in what the workbook counts
_DATED = 0.25  # and that it has the date that is said, or stands after a word for targets
_STRUCTURE = ("total", "area_count")
"""Counts of what a plan is made of, which a date beside 'the 11 areas' does not speak of."""
_THE = re.compile(r"\b(?:the|its|these|those)(?: \w+)? $", re.IGNORECASE)
_NO_TIME = (Form.RELATIVE, Form.BARE_MONTH, Form.STRETCH)
_QUALIFIER = re.compile(r"(?:the )?(?:end of|early|mid|late)[ -]", re.IGNORECASE)
_NO_TAG = "no workbook holds it in these words"


@dataclass
class Proposing:
    """A paper's numbers and dates while tags are found for them; `totals` are what cells below a loop can be."""

    pack: Pack
    asking: Asking
    totals: Mapping[DocumentPlace, str] = field(default_factory=dict)
    made: list[Proposal] = field(default_factory=list)
    not_found: list[NotFound] = field(default_factory=list)

    def run(self, sentences: Sequence[Sentence]) -> None:
        """Find the tags of some sentences: of numbers first, since dates stand beside them."""
        numbers = [
            TypedNumber(self.pack, sentence, amount)
            for sentence in sentences
            for amount in sentence.passage.prose.amounts
            if sentence.has(amount.start) and amount.printed is None
        ]
        left = [(number, why) for number in numbers if (why := self._number(number, self._tags(number)))]
        before = 0
        while len(left) != before:  # a tag that is found tells of others beside it
            before = len(left)
            left = [(number, why) for number, why in left if self._number(number, self._likeliest(number))]
        self.not_found += [
            NotFound(number.sentence, number.amount.text, why)
            for number, why in left
            if number.amount in number.sentence.amounts
        ]
        found = list(self.made)
        for sentence in sorted(sentences, key=lambda sentence: sentence.passage.is_heading):
            for start, detail in in_digits(self._details, sentence):
                if self._is_free(sentence, start, start + len(detail.traced.printed)):
                    self._propose(sentence, start, start + len(detail.traced.printed), [detail.tag])
            for written in sentence.dates:
                if any(map(str.isdigit, written.text)) and self._is_free(sentence, written.start, written.end):
                    self._date(sentence, written, found)

    def _is_free(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a text was typed, and no tag has been found for any of it."""
        own = [proposal for proposal in self.made if proposal.passage is sentence.passage]
        return sentence.passage.is_typed(start) and not any(
            proposal.start < end and start < proposal.end for proposal in own
        )

    def _propose(self, sentence: Sentence, start: int, end: int, tags: Iterable[Tag]) -> str:
        """Take the first tag that prints the text there; '' where there is one, else why not."""
        why = ""
        for tag in tags:
            found = self.asking.in_form(tag.expression, sentence.passage.text[start:end])
            if found:
                expression, traced = found
                made = replace(tag, expression=expression)
                self.made.append(Proposal(sentence.passage, start, end, made, traced))
                return ""
            printed = self.asking.answer(tag.expression)
            why = why or (tag.why if printed is None else f"{{{{ {tag.expression} }}}} prints {printed.printed}")
        return why or _NO_TAG

    def _number(self, number: TypedNumber, tags: Iterable[Tag]) -> str:
        """Take the first of the tags that prints a number; '' where there is one, else why not."""
        tags, why = list(tags), ""
        for text in number.texts:
            said = self._propose(number.sentence, number.amount.start, number.amount.start + len(text), tags)
            if not said:
                return ""
            why = why or said
        wrong = [verdict for verdict in number.verdicts if verdict.is_wrong]
        return f"the workbooks give {wrong[0].given[0].words}" if wrong and why == _NO_TAG else why

    def _tags(self, number: TypedNumber) -> Iterator[Tag]:
        """The tags that a number can be, the likeliest first."""
        passage = number.passage
        if total := self.totals.get(passage.place):
            yield Tag(total, "the total of the rows above")
        if labelled := self._labelled(passage):
            counts = [tally for tally in labelled if tally.count.value == number.amount.value]
            if len(counts) == 1:
                yield self._count(number, str(counts[0].count.origin), counts[0].label)
            return
        for verdict in number.verdicts:
            is_right = verdict.ruling is Ruling.AGREES or (verdict.is_wrong and verdict.is_of_a_trend)
            is_right = is_right or verdict.unheld is Unheld.OTHER_DATE
            measure = verdict.given[0].measure if is_right else None
            if measure is not None and passage.is_cell:  # a column 'Completed' can be of much else
                is_right = self.pack.subjects.named(measure, self.pack.names.stems(passage.lead)) >= FITS
            if is_right and verdict.given[0].source is not GivenBy.SENTENCE:
                yield from self._of_verdict(number, verdict)

    def _labelled(self, passage: Passage) -> list[Tally]:
        """The counts of the label that a cell's row is called by: a status, or a rating."""
        row = passage.lead.split(" | ")[0].strip().lower() if passage.is_cell else ""
        tallies = (tally for tallies in self.pack.tallies.values() for tally in tallies.by_label)
        return [tally for tally in tallies if tally.label.lower() == row]

    def _likeliest(self, number: TypedNumber) -> Iterator[Tag]:
        """What a number is by the words around it and the tags before it, where what it claims does not tell; nothing
        where two things are as likely.
        """
        if number.is_of_others:
            return
        near = self._near(number.sentence)
        yield from self._of_records(number, near)
        found = [
            (likelihood, tag)
            for likelihood, tag in (*self._values(number, near), *self._changes(number, near))
            if likelihood >= FITS and any(self.asking.in_form(tag.expression, text) for text in number.texts)
        ]
        best = max((likelihood for likelihood, _ in found), default=0.0)
        likeliest = {tag.expression: tag for likelihood, tag in found if likelihood == best}
        if len(likeliest) == 1:
            yield from likeliest.values()

    def _near(self, sentence: Sentence) -> list[Proposal]:
        """The tags of a sentence and of the last one before it in its paragraph that has any, or of a cell's row and
        column.
        """
        if sentence.passage.is_cell:
            return _in_row_and_column(sentence.passage.place, self.made)
        made = [proposal for proposal in self.made if proposal.passage is sentence.passage]
        before = [proposal for proposal in made if proposal.start < sentence.start][-1:]
        return [
            proposal
            for proposal in made
            if sentence.has(proposal.start) or any(last.sentence.has(proposal.start) for last in before)
        ]

    def _values(self, number: TypedNumber, near: Sequence[Proposal]) -> Iterator[tuple[float, Tag]]:
        """The known values that a number can be, of what is named around it or told of near it, and how likely."""
        values = [known for proposal in near for known in proposal.tag.known]
        told = {
            _subject(known): number.sentence.passage.is_cell or number.sentence.has(proposal.start)
            for proposal in near
            for known in proposal.tag.known
        }
        for measure, name in number.named:
            if not name and measure.origin not in told:
                continue
            at = [known for known in measure.values if number.is_at(known)]
            is_dated = bool(at) or (number.when is not None and number.when.step is None)
            is_only = measure.origin in told and number.says_only(measure)
            for known in measure.values:
                is_observed = known.role is Role.OBSERVED
                is_other = is_observed and known.when is not None and is_dated and known not in at
                if known.role is Role.CHANGE or is_other or not number.shows(known):
                    continue
                likelihood = name + _UNIT * number.counts_in(measure)
                is_sure = known in at or (known.role is Role.TARGET and number.is_of_target)
                is_repeated = known in values and not number.sentence.passage.is_cell
                if measure.origin in told and (is_sure or is_repeated or (is_observed and is_only)):
                    likelihood = max(likelihood, FITS) + _TOLD * told[measure.origin]
                elif measure.origin in told and is_observed:
                    continue
                for tag in self._of_known(number, measure, known):
                    yield likelihood + _DATED * is_sure, tag

    def _changes(self, number: TypedNumber, near: Sequence[Proposal]) -> Iterator[tuple[float, Tag]]:
        """The changes that a number can be, between two values that are told near it or whose dates are."""
        sentence, told = number.sentence, {known for proposal in near for known in proposal.tag.known}
        subjects = set(map(_subject, told)) if number.is_telling else ()
        times = sentence.passage.prose.times
        is_from_other = any(time.step and time.step.from_other and sentence.has(time.start) for time in times)
        for measure in (measure for measure in self.pack.measures if measure.origin in subjects):
            said = told | {known for known, later in pairwise(measure.observations) if is_from_other and later in told}
            ends = [
                known
                for known in measure.observations
                if known in said or (known.when and any(date.agrees(known.when) for date in sentence.dates))
            ]
            for first, last in combinations(ends, 2):
                for part in _parts(number.amount):
                    yield FITS, self._between(sentence, measure, (first, last), part)

    def _of_records(self, number: TypedNumber, near: Sequence[Proposal]) -> Iterator[Tag]:
        """'Of the seven projects two are in progress, and one is delayed': counts of the same records."""
        sentence, amount = number.sentence, number.amount
        after = re.split(r"[,;.]|\band\b", sentence.passage.text[amount.end : sentence.end].lower())[0]
        told = {proposal.tag.expression.partition(".")[0]: proposal.start for proposal in reversed(near)}
        for source, tallies in self.pack.tallies.items():
            is_named = stems(" ".join(after.split()[:1])) == stems(source)
            is_whole = is_named or sentence.start <= amount.start < told.get(source, -1)
            if is_whole and tallies.total.value == amount.value:
                yield self._count(number, str(tallies.total.origin), tallies.total.origin.last)
            for tally in tallies.by_label if source in told else ():
                if re.search(rf"\b{re.escape(tally.label.lower())}\b", after) and tally.count.value == amount.value:
                    yield self._count(number, str(tally.count.origin), tally.label)

    def _of_verdict(self, number: TypedNumber, verdict: Verdict) -> Iterator[Tag]:
        given, claim, amount = verdict.given[0], verdict.claim, number.amount
        if given.source is GivenBy.RECORDS:
            origin = self.pack.tallies[given.subject].total.origin
            if claim.base == amount:
                yield self._count(number, str(origin), origin.last)
            elif given.tag:
                yield self._count(number, given.tag, given.label)
            return
        assert given.measure is not None, "what is not given by records or its sentence is given by a measure"
        is_change = claim.relation in (Relation.BY, Relation.DIFFERENCE) and claim.amount == amount
        if is_change and len(given.known) == 2 and all(known.role is Role.OBSERVED for known in given.known):
            first, last = given.known
            is_share = amount.measured is Measured.SHARE and amount.value != abs(last.value - first.value)
            yield self._between(number.sentence, given.measure, (first, last), "percent" if is_share else "by")
        elif len(given.known) == 1 or claim.relation in _OF_SEVERAL:
            for known in sorted(given.known, key=lambda known: known.value != amount.value):
                yield from self._of_known(number, given.measure, known)

    def _of_known(self, number: TypedNumber, measure: Measure, known: KnownValue) -> Iterator[Tag]:
        """The tag of a known value, so asked for that it stays what it is when the folder is rolled forward."""
        if known.role is Role.CHANGE:
            ends = measure.observations[0], measure.observations[-1]
            yield self._between(number.sentence, measure, ends, known.origin.last)
        elif known.role is Role.OBSERVED and known.when is None:
            yield self._count(number, known.tag, known.origin.last)
        else:
            dated = self._dated(number.sentence)
            asked, why = lasting_tag(number.sentence, measure, known, dated)
            is_old = known.role is Role.OBSERVED and known is not measure.latest
            is_undated = not dated and number.when is None and not number.passage.is_cell
            if is_old and is_undated and is_of_now(number.sentence):
                asked, why = "", f"the text speaks of the present, and {known.printed} is of {known.when}"
            yield Tag(asked, f"{measure.name}: {why}", (known,))

    def _count(self, number: TypedNumber, expression: str, question: str) -> Tag:
        """A count of records, which templates know as it is now and not as it was at a date."""
        passage, stated = number.passage, number.when
        dated = self._dated(number.sentence)
        is_of_now = stated is None or (stated.step is not None and stated.agrees(day(self.pack.meeting)))
        is_dated = dated not in ("", OWN) or not is_of_now
        if passage.is_cell and not self._heads(passage, expression, question):
            return Tag("", f"its row and column do not say that it is {{{{ {expression} }}}}")
        is_of_structure = question in _STRUCTURE and _THE.search(passage.text[: number.amount.start]) is not None
        if is_dated and not is_of_structure:
            return Tag("", f"it is dated, and {{{{ {expression} }}}} always gives the count as it is now")
        return Tag(expression, "as the workbook has it now")

    def _heads(self, passage: Passage, expression: str, question: str) -> bool:
        """Whether a cell's row and column say that it is this count, and no part of it."""
        row = passage.lead.split(" | ")[0]
        asked, said = stems(question.replace("_", " ")), stems(f"{row} {passage.column}")
        tallies = self.pack.tallies.get(expression.partition(".")[0])
        if tallies is None:
            return True
        labels = {label for tally in tallies.by_label for label in stems(tally.label)}
        is_whole = is_total(row) or bool(asked & stems(row))
        return is_whole and (bool(asked & said) or not labels & said)

    def _between(self, sentence: Sentence, measure: Measure, ends: tuple[KnownValue, KnownValue], part: str) -> Tag:
        """A change between two values; that to the latest only where no date is said."""
        first, last = ends
        is_whole = first is measure.observations[0] and last is measure.latest
        if is_whole and not self._dated(sentence) and is_of_now(sentence):
            return Tag(f"{measure.origin}.change.{part}", f"{measure.name}: the change up to the latest value", ends)
        question = f'between("{first.when}", "{last.when}")'
        why = f"{measure.name}: the change from {first.when} to {last.when}"
        return Tag(f"{measure.origin}.{question}.{part}", why, ends)

    def _date(self, sentence: Sentence, written: WrittenDate, numbers: Sequence[Proposal]) -> None:
        tags = list(self._tags_of_date(sentence, written, numbers))
        why, qualifier = self._propose(sentence, written.start, written.end, tags), _QUALIFIER.match(written.text)
        if why and qualifier:
            why = self._propose(sentence, written.start + qualifier.end(), written.end, tags)
        if why and written.form not in _NO_TIME:
            why = "no figure beside it and no detail has this date" if why == _NO_TAG else why
            self.not_found.append(NotFound(sentence, written.text, why))

    def _tags_of_date(self, sentence: Sentence, written: WrittenDate, numbers: Sequence[Proposal]) -> Iterator[Tag]:
        """The dates of the figures that a date stands with, the nearest first, then those of paper.xlsx.

        A heading's date may also be the one that stands beneath it.
        """
        for proposal in self.made if sentence.passage.is_heading else ():
            if _hangs_on(proposal.passage, sentence.passage) and proposal.text == written.text:
                yield proposal.tag
        for known in (known for proposal in _standing_with(sentence, written, numbers) for known in proposal.tag.known):
            if known.when is not None and written.agrees(known.when) and known.role is not Role.TARGET:
                source = Origin(known.origin.source, known.origin.subject)
                asked = f"{source}.forecast" if known.role is Role.FORECAST else _at(source, known.when)
                yield Tag(f"{asked}.date", "the date of the figure that it stands with", (known,))
        period = written.period
        if period is None:
            return
        dated = [
            measure for measure in self.pack.measures if any(known.when == period for known in measure.observations)
        ]
        named, measure = self.pack.best_named(sentence, dated)
        if measure is not None and named >= _NAMED and not sentence.passage.is_cell:
            yield Tag(f"{_at(measure.origin, period)}.date", f"the date of a value of {measure.name}")
        else:
            yield from of_date(self._details, sentence, period, with_heading=named < FITS and len(sentence.dates) == 1)

    def _dated(self, sentence: Sentence) -> str:
        """What is dated of a sentence or around it, '' where nothing is; the paper's title goes with the meeting."""
        return dated_by(sentence, [detail.traced.printed for detail in self._details])

    @cached_property
    def _details(self) -> list[Detail]:
        return details(self.pack, self.asking)


def _parts(amount: Amount) -> tuple[str, ...]:
    """What of a change an amount can be."""
    if amount.per:
        return ("per_week",) if amount.per == "week" else ()
    return ("weeks",) if amount.unit == "weeks" else ("by", "percent")


def _subject(known: KnownValue) -> Origin:
    """What a known value is a value of."""
    return Origin(known.origin.source, known.origin.subject)


def _at(subject: Origin, when: Period) -> str:
    return str(subject.asked("at", str(when)))


def _standing_with(sentence: Sentence, written: WrittenDate, numbers: Sequence[Proposal]) -> list[Proposal]:
    """The numbers that a date stands with, the nearest first: of its sentence, else of the list that it leads.

    A date in a table stands with its row and its column.
    """
    passage = sentence.passage
    if passage.is_cell:
        return _in_row_and_column(passage.place, numbers)
    beside = [proposal for proposal in numbers if proposal.passage is passage and sentence.has(proposal.start)]
    beside.sort(key=lambda proposal: abs(proposal.start - written.start))
    return beside or [
        proposal for proposal in numbers if not proposal.sentence.dates and _hangs_on(proposal.passage, passage)
    ]


def _in_row_and_column(place: DocumentPlace, numbers: Sequence[Proposal]) -> list[Proposal]:
    """The numbers in a cell's row, the nearest first, and in its column."""
    own = place.part_order, place.table
    table = [
        proposal for proposal in numbers if (proposal.passage.place.part_order, proposal.passage.place.table) == own
    ]
    row = [proposal for proposal in table if proposal.passage.place.row == place.row]
    row.sort(key=lambda proposal: abs(proposal.passage.place.column - place.column))
    return row + [proposal for proposal in table if proposal.passage.place.column == place.column]


def _hangs_on(passage: Passage, other: Passage) -> bool:
    """Whether a passage is in the list or table that another leads, or beneath the heading that it is."""
    if other.is_heading:
        return passage.heading == " ".join(other.text.split())
    return passage is not other and bool(passage.lead) and other.text in passage.lead.split(" | ")
