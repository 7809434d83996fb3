"""What paper.xlsx says of a paper, to be found in it: its dates, by the words around them, and what has digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyps_papers.checks import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.meetings.adopting.asking import Asking
from cyps_papers.meetings.adopting.tag import Tag
from cyps_papers.periods import Period, parse
from cyps_papers.records import MEETING_DATE
from cyps_papers.vocabulary import Traced
from cyps_papers.words import stems

_MEETING = f"paper.{MEETING_DATE}"
_UNMISTAKABLE = 6  # digits: with as many, a text is what paper.xlsx has, whatever the words around it


@dataclass(frozen=True)
class Detail:
    """Something that paper.xlsx says: what it is called there, how a template asks for it, and what that prints.

    The date of a document has the `label` by which the paper calls the document.
    """

    words: str
    expression: str
    label: str
    traced: Traced

    @property
    def tag(self) -> Tag:
        """The tag for it."""
        return Tag(self.expression, f"{self.words} in paper.xlsx")

    @property
    def period(self) -> Period | None:
        """The date or period that it is."""
        return self.traced.value if isinstance(self.traced.value, Period) else parse(self.traced.printed)

    def fit(self, text: str) -> int:
        """How many words of a text speak of it; the meeting's date needs none."""
        if self.label:
            return 2 * (self.label.lower() in text.lower())
        return len(stems(self.words) & stems(text)) + (self.expression == _MEETING)


def details(pack: Pack, asking: Asking) -> list[Detail]:
    """The details of a paper that print something, and the dates of its documents."""
    asked = [(name.replace("_", " "), f"paper.{name}", "") for name in pack.context["paper"].own_names()]
    for document in pack.paper.documents:
        named = f'paper.document("{document.name.value}")'
        label = asking.answer(f"{named}.label")
        asked.append(("as at", f"{named}.as_at", label.printed if label else ""))
    answers = ((question, asking.answer(question[1])) for question in asked)
    return [Detail(*question, traced) for question, traced in answers if traced is not None]


def of_date(known: list[Detail], sentence: Sentence, period: Period, with_heading: bool) -> Iterator[Tag]:
    """The detail of this date whose name has the most words of the sentence, and of the heading where that counts, or
    else of the paragraph; none where two have as many.
    """
    passage = sentence.passage
    around = passage.heading if with_heading else ""
    if passage.is_cell:
        around = f"{passage.lead.split(' | ')[0]} {passage.column}"
    dated = [detail for detail in known if detail.period is not None and period.matches(detail.period)]
    for text, of in ((f"{sentence.text} {around}", dated), (passage.text, [one for one in dated if not one.label])):
        fits = [detail.fit(text) for detail in of]
        best = max(fits, default=0)
        if best and fits.count(best) == 1:
            yield of[fits.index(best)].tag


def in_digits(known: list[Detail], sentence: Sentence) -> Iterator[tuple[int, Detail]]:
    """Telephone numbers and the like, which stand in a sentence as they do in Details, each with where it begins."""
    passage = sentence.passage
    for detail in known:
        text = detail.traced.printed
        digits, start = sum(map(str.isdigit, text)), passage.text.find(text, sentence.start, sentence.end)
        is_named = digits >= _UNMISTAKABLE or detail.fit(passage.text)
        if start >= 0 and digits and is_named and detail.period is None and passage.is_typed(start):
            yield start, detail
