"""What the rules read: every document of the paper as it will be published, and the data behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from cyps_papers.checks.evaluation.evaluate import evaluate
from cyps_papers.checks.evaluation.subjects import Subjects
from cyps_papers.checks.evaluation.verdict import Verdict
from cyps_papers.checks.other_names import OtherNames
from cyps_papers.checks.passages import Passage, Sentence, passages
from cyps_papers.checks.quotes import Quote, Quotes
from cyps_papers.checks.tables import PrintedTable, tables
from cyps_papers.disclosure.printed import EarlierPaper
from cyps_papers.figures.measure import Measure, Tallies
from cyps_papers.figures.source import Source
from cyps_papers.origin import Origin
from cyps_papers.periods import Period
from cyps_papers.problems import About
from cyps_papers.records import PaperRecord, Quantity
from cyps_papers.vocabulary import Subject
from cyps_papers.word.charts.refresh import Plotted
from cyps_papers.word.story.paragraphs import Paragraph
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.words import stem

STALE_AFTER = 92  # days: a quarter
MONTHLY = 31  # days
STALE_DETAILS = ("stale_after_days", "stale_after")


@dataclass(frozen=True)
class Published:
    """One document as it will be published: its name ('appendix-1'), its paragraphs, all stories, what its charts show,
    and what it says elsewhere: in alternative texts, properties, links and drawings.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    charted: tuple[Plotted, ...] = ()
    other_texts: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Pack:
    """The documents in order, what templates were given, what paper.xlsx says, the date of the meeting, and what the
    paper before it printed of people."""

    documents: tuple[Published, ...]
    context: Mapping[str, Subject] = field(default_factory=dict)
    paper: PaperRecord = field(default_factory=PaperRecord)
    meeting: date = date.max
    earlier: EarlierPaper | None = None

    @cached_property
    def passages(self) -> list[Passage]:
        """Every paragraph with text, in the order of the pack."""
        return [passage for passages in self.by_document.values() for passage in passages]

    @cached_property
    def of_other_texts(self) -> Pack:
        """The same paper with nothing in it but what its documents say outside their paragraphs."""
        return replace(
            self, documents=tuple(Published(document.name, document.other_texts) for document in self.documents)
        )

    @cached_property
    def even_text(self) -> str:
        """All of its text made even, to see at once whether words stand in it at all."""
        return "\n".join(passage.even_text for passage in self.passages)

    @cached_property
    def tables(self) -> list[PrintedTable]:
        """Every table, in the order of the pack."""
        return tables(self.passages)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence, in the order of the pack."""
        return [sentence for passage in self.passages for sentence in passage.sentences]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What the workbooks measure: indicators, and the counts of plans."""
        return tuple(measure for source in self.sources.values() for measure in source.measures())

    @cached_property
    def sources(self) -> dict[str, Source]:
        """What templates ask of each source, by its name."""
        return {name: subject for name, subject in self.context.items() if isinstance(subject, Source)}

    @cached_property
    def tallies(self) -> dict[str, Tallies]:
        """The records of each source that has them counted by their labels, such as actions by status."""
        found = {name: source.tallies() for name, source in self.sources.items()}
        return {name: tallies for name, tallies in found.items() if tallies is not None}

    @cached_property
    def plans(self) -> list[str]:
        """The names of the sources whose records are said to be completed, as actions are."""
        return [name for name, tallies in self.tallies.items() if tallies.done is not None]

    @cached_property
    def names(self) -> OtherNames:
        """What else the things that it speaks of are called."""
        return OtherNames(self.measures, self.paper.terms)

    @cached_property
    def quotes(self) -> list[Quote]:
        """Every number of the pack that is a known value, in order."""
        known = Quotes(self.measures)
        found = (known.of(sentence, number, self.verdicts_on(sentence, number.start))
                 for sentence in self.sentences for number in sentence.numbers)  # fmt: skip
        return [quote for quote in found if quote]

    @cached_property
    def quote_at(self) -> Mapping[tuple[DocumentPlace, int], Quote]:
        """Each quote by the place of its passage, and where its number begins in that."""
        return {(quote.sentence.passage.place, quote.number.start): quote for quote in self.quotes}

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What is found of every claim of the pack, in order."""
        return evaluate(self.sentences, self.subjects, self.tallies, self.meeting, self.names)

    @cached_property
    def subjects(self) -> Subjects:
        """What its claims can be of."""
        return Subjects(self.measures)

    def best_named(self, sentence: Sentence, among: Iterable[Measure]) -> tuple[float, Measure | None]:
        """The measure whose name stands in a sentence best, and how much of it does."""
        said = self.names.stems(f"{sentence.passage.lead} {sentence.text}")
        named = ((self.subjects.named(measure, said), measure) for measure in among)
        return max(named, key=lambda each: each[0], default=(0.0, None))

    def verdicts_in(self, passage: Passage) -> list[Verdict]:
        """Those on claims of a passage, in order."""
        return self._by_passage.get(passage.place, [])

    def verdicts_on(self, sentence: Sentence, start: int) -> list[Verdict]:
        """Those on claims of a number, by where it begins, what a thing changed from and a whole of parts included."""
        return self._by_amount.get((sentence.passage.place, start), [])

    @cached_property
    def _by_passage(self) -> dict[DocumentPlace, list[Verdict]]:
        found: dict[DocumentPlace, list[Verdict]] = {}
        for verdict in self.verdicts:
            found.setdefault(verdict.sentence.passage.place, []).append(verdict)
        return found

    @cached_property
    def _by_amount(self) -> dict[tuple[DocumentPlace, int], list[Verdict]]:
        found: dict[tuple[DocumentPlace, int], list[Verdict]] = {}
        for verdict in self.verdicts:
            claim, place = verdict.claim, verdict.sentence.passage.place
            for amount in filter(None, (claim.amount, claim.earlier, claim.base)):
                found.setdefault((place, amount.start), []).append(verdict)
        return found

    @cached_property
    def by_document(self) -> dict[str, list[Passage]]:
        """The passages of each document, by its name."""
        year = self.meeting.year if self.meeting != date.max else 0
        called = [name.lower() for measure in self.measures for name in (measure.name, *measure.others)]
        named = frozenset(words for name in called for words in re.findall(r"\S+ [\d,]+ \w+", name))
        return {
            document.name: list(passages(document.name, document.paragraphs, year, named))
            for document in self.documents
        }

    def name_of(self, origin: Origin) -> str:
        """What a figure's indicator is called, or else its name in templates."""
        measure = self._measure_of(origin)
        return measure.name if measure else str(origin)

    def about(self, origin: Origin, value: str) -> About:
        """A figure with a value, as a problem is about it: by the names of what it is measured by."""
        measure = self._measure_of(origin)
        return measure.about(value) if measure else About((str(origin),), value)

    def _measure_of(self, origin: Origin) -> Measure | None:
        return next((measure for measure in self.measures if measure.origin.is_of(origin)), None)

    def is_of_plan(self, sentence: Sentence, name: str) -> bool:
        """Whether a sentence speaks of the plan of this source: by the source's name, or there is no other plan."""
        others = [other for other in self.plans if other != name]
        return not others or bool({stem(word) for word in name.split("_")} & self.names.stems(sentence.text))

    @property
    def stale_after(self) -> int:
        """The days after which a figure or document is old at the meeting: 92 unless Details says otherwise."""
        for name in STALE_DETAILS:
            entry = self.paper.details.get(name)
            if entry is not None and isinstance(entry.value, Quantity):
                return int(entry.value.value)
        return STALE_AFTER

    def limit(self, measure: Measure, when: Period) -> int:
        """The days after which a measure's value of that time is old at the meeting.

        The last value of what is measured less often than monthly is not old until the next is due, and the days in
        which it has to be reported are over as well: for 2013/14 that is the end of 2014/15 and 92 days.
        """
        latest = measure.latest
        is_last = latest is None or latest.when is None or not latest.when > when
        if is_last and measure.rhythm > MONTHLY:
            return measure.rhythm + self.stale_after
        return self.stale_after

    def age(self, when: date) -> int:
        """How many days old something of that date is at the meeting."""
        return (self.meeting - when).days


def places(found: list[Passage], first: str = "") -> Iterator[str]:
    """The places of passages in short, with the document's name where it is another than the first's."""
    for passage in dict.fromkeys(found):
        other = "" if passage.document == (first or found[0].document) else f"{passage.place.file}, "
        yield other + passage.where
