"""A paragraph as the rules read it: its sentences, dates and numbers, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cyps_papers.language import dates
from cyps_papers.language.amounts import Amount
from cyps_papers.language.claim import Claim
from cyps_papers.language.dates import WrittenDate
from cyps_papers.language.prose import Prose
from cyps_papers.periods import Period
from cyps_papers.problems import About
from cyps_papers.vocabulary import Traced, comparable
from cyps_papers.word.story.paragraphs import Paragraph
from cyps_papers.word.story.places import DocumentPlace, ordinal

_TYPED_LABEL = re.compile(r"^[\s•–-]*(\d{1,3})[.)]?\s+(?=[A-Z“\"‘'])")
_OPENS = frozenset("at by during end for in of on the as position picture figures results compared with since".split())
_PAGE = re.compile(r"\bPage \d+(?: of \d+)?\b", re.IGNORECASE)
_TYPED_BULLET = re.compile(r"\s*[-–•*]\s")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage, with where it begins and ends in the passage's text."""

    passage: Passage
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @cached_property
    def numbers(self) -> list[Amount]:
        return [number for number in self.passage.numbers if self.start <= number.start < self.end]

    @cached_property
    def amounts(self) -> list[Amount]:
        return [amount for amount in self.passage.amounts if self.start <= amount.start < self.end]

    @cached_property
    def dates(self) -> list[WrittenDate]:
        return [written for written in self.passage.dates if self.start <= written.start < self.end]

    @cached_property
    def claims(self) -> list[Claim]:
        return [claim for claim in self.passage.claims if self.start <= claim.start < self.end]

    @cached_property
    def traced(self) -> list[tuple[int, int, Traced]]:
        """What is printed in it from a workbook, with where it begins and ends in the passage."""
        return [one for one in self.passage.traced if self.start <= one[0] < self.end]

    def about(self, value: str = "") -> About:
        """Its words with what is in question in them, as a problem is about them; in a cell those of its row first."""
        label = self.passage.lead.split(" | ")[0] if self.passage.is_cell else ""
        words = " ".join(self.text.split())
        return About((f"{label} | {words}" if label not in ("", words) else words,), value)

    def has(self, start: int) -> bool:
        """Whether a place in the passage's text is in this sentence."""
        return self.start <= start < self.end

    def near(self, number: Amount) -> str:
        """The clause that a number stands in; the sentence where it claims nothing."""
        spans = (claim.near for claim in self.claims if claim.amount is number)
        return self.passage.text[slice(*next(spans, (self.start, self.end)))]

    def date_of(self, number: Amount) -> WrittenDate | None:
        """The date that stands with a number: after it before the next number, or the only one of the sentence."""
        following = [other.start for other in self.numbers if other.start > number.start]
        limit = min([self.end, number.end + 70, *following])
        after = [one for one in self.dates if number.end <= one.start < limit]
        if after and not re.search(r"\b(?:against|until|next|since)\b", self.passage.text[number.end : after[0].start]):
            return after[0]
        return self.dates[0] if len(self.dates) == 1 and self._governs(self.dates[0], number) else None

    def _governs(self, dated: WrittenDate, number: Amount) -> bool:
        """Whether the only date of a sentence is this number's: 'In October ...', '... by October, with 828 ...'."""
        before = self.passage.text[self.start : dated.start]
        between = self.passage.text[dated.end : number.start] if dated.end <= number.start else None
        opens = re.fullmatch(r"[\s•–-]*(?:\d+ )?(?:In|By|At|On|During|As at|At the end of)\s+", before)
        joins = between is not None and re.match(r",? (?:with|including|of which|of whom)\b[^,;.]*$", between)
        return len(self.numbers) == 1 or bool(opens) or bool(joins)


@dataclass(frozen=True)
class Passage:
    """A paragraph with what stands around it.

    `lead` is the line that its list hangs on; for a cell its row, the first row and the line before the table,
    and `column` is the first cell of its column.
    `label` is the number of the paragraph that it is in, automatic or typed; `year` that of the meeting;
    `named` the numbers in the names of indicators, with the words beside them.
    """

    paragraph: Paragraph
    place: DocumentPlace
    document: str
    lead: str = ""
    column: str = ""
    label: str = ""
    year: int = 0
    named: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        return self.paragraph.text.replace("\u00a0", " ").replace("\u2011", "-")

    @cached_property
    def even_text(self) -> str:
        return comparable(self.text)

    @property
    def heading(self) -> str:
        """The heading that it stands under."""
        return "" if self.paragraph.level else self.place.heading

    @cached_property
    def is_heading(self) -> bool:
        """A heading, or a line in capitals that stands for one."""
        if self.paragraph.level or self.is_cell:
            return bool(self.paragraph.level)
        letters = [character for character in self.text if character.isalpha()]
        return len(letters) > 3 and sum(character.isupper() for character in letters) > 0.8 * len(letters)

    @property
    def stands_alone(self) -> bool:
        """A heading, or a short line without a stop that stands for one."""
        line = self.text.strip()
        is_line = len(line) < 90 and line[:1].isupper() and line[-1:].isalnum()
        return self.is_heading or (is_line and not self.is_cell and not self.place.bullet)

    @cached_property
    def lead_date(self) -> WrittenDate | None:
        """The date that its list is of: 'At the end of December 2014:', 'The position in 2014 was as follows:'."""
        first = next(iter(dates.find(self.lead, self.year)), None)
        is_of_it = first is not None and set(self.lead[: first.start].lower().split()) <= _OPENS
        return first if is_of_it else None

    @property
    def is_cell(self) -> bool:
        return bool(self.place.table)

    @property
    def where(self) -> str:
        """The place in short, as it stands after 'in': 'paragraph 13, third bullet', 'the third bullet of table 2'."""
        if self.is_cell:
            return f"table {self.place.table}, row {self.place.row}"
        if not self.label or self.is_heading:
            within = self.place.within().removeprefix("in ")
            under = re.fullmatch(r'(under ".*"), (.*)', within)
            within = f"the {under[2]} {under[1]}" if under else within
            return within if within.startswith(("the ", "a ", "an ")) else f"the {within}"
        return f"paragraph {self.label}" + (f", {ordinal(self.place.bullet)} bullet" if self.place.bullet else "")

    @cached_property
    def prose(self) -> Prose:
        """Its text as read: what is printed from a workbook is known exactly."""
        return Prose(self.text, self.year, tuple(self.traced))

    @cached_property
    def dates(self) -> list[WrittenDate]:
        return self.prose.dates

    @cached_property
    def amounts(self) -> list[Amount]:
        """What could be data in figures, in order: what is printed from a workbook, and what was typed."""
        found = self.prose.amounts if any(map(str.isdigit, self.text)) else []
        return [amount for amount in found if amount.printed is not None
                or (amount.is_in_digits and self.is_typed(amount.start) and not self._is_no_data(amount))]  # fmt: skip

    @cached_property
    def claims(self) -> list[Claim]:
        """What it claims, but for numbers that are no data."""
        found = self.prose.claims
        return [
            claim for claim in found if not claim.amount or claim.amount.printed or not self._is_no_data(claim.amount)
        ]

    @cached_property
    def numbers(self) -> list[Amount]:
        """Those that are counts, shares and rates."""
        return [amount for amount in self.amounts if amount.is_number]

    @cached_property
    def sentences(self) -> list[Sentence]:
        return [Sentence(self, start, end) for start, end in self.prose.sentences]

    @cached_property
    def traced(self) -> list[tuple[int, int, Traced]]:
        """What is printed from a workbook, with where it begins and ends."""
        spans, position = [], 0
        for text, source in self.paragraph.pieces:
            if source is not None:
                spans.append((position, position + len(text), source))
            position += len(text)
        return spans

    def is_typed(self, start: int) -> bool:
        """Whether the character at a place was typed in the template."""
        return not any(begin <= start < end for begin, end, _ in self.traced)

    def sentence_at(self, start: int) -> Sentence:
        """The sentence that a place in the text is in."""
        return next(sentence for sentence in self.sentences if sentence.has(start))

    @cached_property
    def page_numbers(self) -> list[tuple[int, int]]:
        """Where a header or footer has Word's own count of pages: 'Page 1 of 9'."""
        story = self.paragraph.story
        return [] if story.is_body or story.is_notes else [match.span() for match in _PAGE.finditer(self.text)]

    def _is_no_data(self, number: Amount) -> bool:
        """Whether it counts pages, or stands as in an indicator's name: 'without a plan for 6 weeks or longer'."""
        if any(start <= number.start < end for start, end in self.page_numbers):
            return True
        before, after = self.text[: number.start].split()[-1:], self.text[number.end :].split()[:1]
        return " ".join((*before, number.text, *after)).lower().strip(".,;:()") in self.named


def passages(
    document: str, paragraphs: Iterable[Paragraph], year: int, named: frozenset[str] = frozenset()
) -> Iterator[Passage]:
    """The passages of a document, each knowing its lead and its label; blank paragraphs are left out."""
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    rows: dict[tuple[int, int, int], dict[int, str]] = {}
    for paragraph in filled:
        place = paragraph.place
        row = rows.setdefault((place.part_order, place.table, place.row), {})
        row[place.column] = f"{row[place.column]} {paragraph.text}" if place.column in row else paragraph.text
    around = _Around()
    for paragraph in filled:
        place = paragraph.place
        made = Passage(paragraph, place, document, year=year, named=named)
        if place.table:
            own, first = (rows.get((place.part_order, place.table, row), {}) for row in (place.row, 1))
            lead = " | ".join((*own.values(), *first.values(), around.before))
            column = first.get(place.column, "") if place.row > 1 else ""
            yield replace(made, lead=lead, column=column, label=around.label)
        else:
            yield around.put(made)


@dataclass
class _Around:
    """What stands before a passage: its heading, the paragraph's number, automatic or typed, and the list's lead."""

    heading: str = ""
    label: str = ""
    lead: str = ""
    before: str = ""
    is_typed: bool = False
    bullets: int = 0
    others: int = 0

    def put(self, passage: Passage) -> Passage:
        """The passage with what stands around it, and that brought up to date."""
        typed = None if passage.is_heading else _TYPED_LABEL.match(passage.text)
        self._number(passage, typed[1] if typed else "")
        place = passage.place
        if self.is_typed and not passage.is_heading:
            is_item = not typed and bool(place.bullet or _TYPED_BULLET.match(passage.text))
            self.bullets += is_item
            self.others += not is_item and not typed
            bullet, nth = (self.bullets, 0) if is_item else (0, self.others)
            place = place._replace(number=self.label, bullet=bullet, nth=nth)
        made = replace(passage, place=place, lead=self.lead, label=self.label)
        self.before = made.text
        self.lead = made.text if made.text.rstrip().endswith(":") else self.lead
        return made

    def _number(self, passage: Passage, typed: str) -> None:
        begins = passage.is_heading or passage.place.heading != self.heading
        label = typed or passage.place.number or ("" if begins else self.label)
        if begins or typed or label != self.label:
            self.lead, self.bullets, self.others = "", 0, 0
            self.is_typed = bool(typed)
        self.heading, self.label = passage.place.heading, label


def standing(passage: Passage) -> Period | None:
    """The date as at which a passage's list says that it speaks."""
    match = re.search(r"\b(?:as at|as of|position at|at the end of)\s", passage.lead, re.IGNORECASE)
    found = [written for written in dates.find(passage.lead) if match and written.start - match.end() in range(3)]
    return found[0].period if found else None
