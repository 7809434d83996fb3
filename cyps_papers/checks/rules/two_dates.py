"""One value of one indicator is given with two dates, with a date that is not the workbook's, in a list headed with
another date; or an old value is given with no date at all. Members then cannot tell which date it is for, or whether it
has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from cyps_papers.checks.evaluation.shown import shows
from cyps_papers.checks.evaluation.verdict import Ruling
from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence, standing
from cyps_papers.checks.quotes import Quote
from cyps_papers.figures.measure import Role
from cyps_papers.language.claim import Relation
from cyps_papers.language.dates import Form, WrittenDate
from cyps_papers.origin import Origin
from cyps_papers.periods import Period
from cyps_papers.problems import Problem, warning
from cyps_papers.words import listed

EXAMPLES = (
    Example(
        ("1 In October 2014 there were 828 children in need cases without a plan for 6 weeks or longer.",),
        ("1 In September 2014 there were 828 children in need cases without a plan for 6 weeks or longer.",),
        "828 children in need cases without a plan for 6 weeks or longer in September 2014",
    ),
)
OTHER_DATE = warning(
    "two-dates",
    '"{number}" ({name}) is given with {stated} here, but {elsewhere} has it for {when}.',
    "Give each value its own date, the same everywhere.",
)
TWO_DATES = warning(
    "two-dates",
    '"{number}" is given with {stated} here but with {other} in {elsewhere}.',
    "If it is one value, give it one date and one description. If it is two, say what each is.",
)
OTHER_STANDING = warning(
    "two-dates",
    'the list is as at {standing}, but "{words}" in it is from {stated}.',
    "Give the item a list of its own, or give each item its date and the list none.",
)
OTHER_CONTEXT = warning(
    "two-dates",
    '"{number}" ({name}) has no date, beside what is said of {standing}, but {cells} has it for {when}.',
    "Give the date beside the figure.",
)
UNDATED = warning(
    "two-dates",
    "without a date: {count}, {numbers}.",
    "Give each its day, month or year, for example {{{{ {tag}.date }}}}.",
)
_BEFORE = frozenset(("by", "since", "from", "until", "in", "on", "at"))
_THIS_WAS = ("This was", "That was", "Both", "These")
_OF_A_DAY_OR_MONTH = (Form.LONG, Form.NUMERIC, Form.MONTH, Form.SHORT, Form.BARE_MONTH)


def check(pack: Pack) -> Iterator[Problem]:
    quotes = [quote for quote in pack.quotes if quote.known.role is Role.OBSERVED and not quote.measure.counts]
    differing = list(_against_the_workbook(pack, quotes))
    yield from (problem for _, problem in differing)
    said = {_key(quote) for quote, _ in differing}
    yield from _within_the_pack(pack)
    yield from _lists(pack)
    yield from _undated(pack, [quote for quote in quotes if _key(quote) not in said])


def _key(quote: Quote) -> tuple[Origin, str]:
    return quote.measure.origin, quote.number.text


def _against_the_workbook(pack: Pack, quotes: list[Quote]) -> Iterator[tuple[Quote, Problem]]:
    """A value with a date beside it that is not the date of the observation."""
    for quote in quotes:
        stated, when = quote.sentence.date_of(quote.number), quote.known.when
        if stated is None or when is None or stated.agrees(when) or stated.form in (Form.SPAN, Form.YEAR, Form.STRETCH):
            continue
        if quote.number.printed is not None and not quote.sentence.passage.is_typed(stated.start):
            continue
        if any(verdict.ruling is Ruling.AGREES for verdict in pack.verdicts_on(quote.sentence, quote.number.start)):
            continue  # its own date is another: 'against 41% four years earlier'
        same = [day for day, value in quote.measure.series if day and value is not None and shows(quote.number, value)]
        if any(stated.agrees(day) for day in same) or _rival(quotes, quote, stated):
            continue  # the same value was observed again then, or the date is another number's
        before = quote.sentence.passage.text[: stated.start].lower().split()[-1:]
        word = before[0] + " " if before and before[0] in _BEFORE else ""
        found = {"number": quote.number.text, "name": quote.measure.name, "stated": f'"{word}{stated.text}"'}
        found |= {"elsewhere": quote.cell, "when": str(when)}
        about = [quote.sentence.about(quote.number.text)]
        yield quote, OTHER_DATE.at(quote.sentence.passage.place, about, **found)


def _rival(quotes: list[Quote], quote: Quote, stated: WrittenDate) -> bool:
    """Whether the date belongs to another number of the sentence, that stands after it."""
    if stated.end <= quote.number.start:
        return False
    others = [
        other_quote for other_quote in quotes if other_quote.sentence is quote.sentence and other_quote.known.when
    ]
    near = [other for other in others if abs(stated.start - other.number.end) < abs(stated.start - quote.number.end)]
    return any(quote.known.when and stated.agrees(quote.known.when) for quote in near)


def _within_the_pack(pack: Pack) -> Iterator[Problem]:
    """A number that no workbook holds, given twice in like words with two dates."""
    seen: dict[tuple[object, ...], tuple[Sentence, WrittenDate]] = {}
    for sentence in pack.sentences:
        for number in sentence.numbers:
            stated = sentence.date_of(number)
            key = (number.value, number.is_share, number.unit)
            if stated is None or stated.period is None or (sentence.passage.place, number.start) in pack.quote_at:
                continue
            first, date = seen.setdefault(key, (sentence, stated))
            here, there = pack.names.stems(sentence.text), pack.names.stems(first.text)
            is_alike = len(here & there) >= max(3, 0.5 * min(len(here), len(there)))
            if is_alike and len(number.text) > 1 and number.printed is None and not date.agrees(stated.period):
                found = {"number": number.text, "stated": f'"{stated.text}"', "other": f'"{date.text}"'}
                about = [sentence.about(number.text)]
                yield TWO_DATES.at(sentence.passage.place, about, **found, elsewhere=first.passage.where)


def _lists(pack: Pack) -> Iterator[Problem]:
    """An item with a figure of another date in a list as at one date."""
    for passage in pack.passages:
        when = None if passage.is_cell else standing(passage)
        if when is None or not passage.numbers:
            continue
        others = [
            written for written in passage.dates if written.form in _OF_A_DAY_OR_MONTH and not written.agrees(when)
        ]
        if others:
            words = " ".join(passage.text.strip(" -–•*").split()[:9])
            found = {"standing": when, "words": f"{words} ...", "stated": others[0].text}
            about = [passage.sentence_at(others[0].start).about(others[0].text)]
            yield OTHER_STANDING.at(passage.place, about, **found)


def _undated(pack: Pack, quotes: list[Quote]) -> Iterator[Problem]:
    of_others = (Relation.TARGET, Relation.STEADY)
    bare = [
        quote
        for quote in quotes
        if quote.number.printed is None
        and not _is_present(pack, quote)
        and not _is_dated(quote)
        and not any(
            verdict.claim.when
            or verdict.claim.earlier == quote.number
            or verdict.claim.place
            or verdict.claim.is_each
            or verdict.claim.relation in of_others
            for verdict in pack.verdicts_on(quote.sentence, quote.number.start)
        )
    ]
    among = [(quote, when) for quote in bare if (when := _context_date(pack, quote)) is not None]
    contrary = [(quote, when) for quote, when in among if quote.known.when and not when.meets(quote.known.when)]
    for quote, when in contrary:
        found = {"number": quote.number.text, "name": quote.measure.name, "standing": when, "when": quote.known.when}
        about = [quote.sentence.about(quote.number.text)]
        yield OTHER_CONTEXT.at(quote.sentence.passage.place, about, **found, cells=quote.cell)
    rest = [quote for quote in bare if quote not in [one for one, _ in contrary]]
    if rest:
        count = "1 figure" if len(rest) == 1 else f"{len(rest)} figures"
        numbers = listed([f'"{quote.number.text}" in {quote.sentence.passage.where}' for quote in rest])
        place, about = rest[0].sentence.passage.place, [quote.sentence.about(quote.number.text) for quote in rest]
        yield UNDATED.at(place, about, count=count, numbers=numbers, tag=rest[0].tag)


def _is_present(pack: Pack, quote: Quote) -> bool:
    """Whether it is the latest value and not old at the meeting: what has no date is read as the position now."""
    when = quote.known.when
    is_latest = when is not None and quote.measure.latest is not None and quote.measure.latest.when == when
    return when is None or (is_latest and pack.age(when.last_day) <= pack.limit(quote.measure, when))


def _is_dated(quote: Quote) -> bool:
    """Whether something around it says when, as the next sentence of its paragraph: 'This was in February 2015'."""
    passage, when = quote.sentence.passage, quote.known.when
    if (
        any(map(quote.sentence.has, (time.start for time in passage.prose.times)))
        or passage.is_cell
        or standing(passage)
        or passage.lead_date
    ):
        return True
    if when and any(dated.agrees(when) for dated in passage.dates if dated.start < quote.sentence.start):
        return True
    return bool(passage.dates) and passage.text.startswith(_THIS_WAS, quote.sentence.end)


def _context_date(pack: Pack, quote: Quote) -> Period | None:
    """The month that the paragraphs before it under the same heading say they speak of."""
    here = quote.sentence.passage
    before = takewhile(lambda passage: passage is not here, pack.by_document[here.document])
    for passage in reversed([passage for passage in before if passage.heading == here.heading]):
        if passage.stands_alone:
            return None
        for dated in passage.dates[:1]:
            opening = passage.text[: dated.start].strip(" -–•0123456789.").lower()
            if opening == "in" or opening.endswith("as at"):
                return dated.period
    return None
