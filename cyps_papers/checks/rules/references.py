"""The paper refers to an appendix, table or paragraph that it does not have, or has an appendix that it never
mentions; the date of the next report differs between places; or a recommendation promises something that the plan's
dates do not bear out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack, places
from cyps_papers.checks.passages import Passage
from cyps_papers.language import dates
from cyps_papers.periods import Period, parse
from cyps_papers.problems import About, Problem, warning
from cyps_papers.words import listed

EXAMPLES = (
    Example(
        (
            "1 See paragraph 3.",
            "2 The plan is new.",
        ),
        (
            "1 See paragraph 2.",
            "2 The plan is new.",
        ),
    ),
)
NOT_THERE = warning(
    "references",
    '"{reference}" is referred to but is not there{known}.',
    "Correct the reference, or attach what it refers to: documents are listed in the sheet Documents.",
)
NEVER_MENTIONED = warning(
    "references",
    "it is attached, but no other document mentions {label}.",
    "Refer to it where it belongs, or take it out of the sheet Documents.",
)
TWO_WAYS = warning(
    "references",
    '"{odd}" is written in {where}, and "{usual}" elsewhere.',
    "Write it one way: {usual}.",
)
NEXT_REPORT = warning(
    "references",
    "the next report is said to be in {here}, but {elsewhere} says {other}.",
    "Give one date for the next report; {{{{ paper.next_report }}}} prints the one in Details.",
)
TOO_SOON = warning(
    "references",
    '"{words}" promises {promised}, but {count} of the plan are due later, the last on {last}.',
    "Recommend a date that the plan can meet, or correct the plan's dates.",
)
_APPENDIX = re.compile(
    r"\b(appendix|appendices|annex|annexes)\s+((?:\d{1,2}|[A-H])(?:(?:,\s*|\s+and\s+|\s*&\s*|\s+to\s+)(?:\d{1,2}|[A-H]\b))*)",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\b(table|figure|chart)\s+(\d{1,2})\b(?!\s*(?:row|column))", re.IGNORECASE)
_ELSEWHERE = re.compile(r",? (?:of|in|to) (?:the|that|its|an?|appendix|annex)\b", re.IGNORECASE)
_CAPTION = re.compile(r"(table|figure|chart)\s+(\d{1,2})\s*(?:[:.–-]|$)", re.IGNORECASE)
_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,2})*")
_PARAGRAPH = re.compile(
    rf"\b(?<!schedule \d )(?<!schedule \d, )para(?:graph)?s?\.?\s+"
    rf"(?P<numbers>{_LABEL.pattern}(?:(?:,| and| &| to| or|–|-)\s?{_LABEL.pattern})*)"
    r"(?!\w|\.\d|\(\w\) of)(?!\s+of\s+(?:the\s+)?[A-Z]|\s+(?:of\s+)?(?:schedule|part))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next (?:\w+ ){0,2}(?:report|update|review)|report(?:s|ed)? back|further (?:progress )?(?:report|update)"
    r"|(?:report|update) (?:will be|to be) (?:submitted|presented|brought|made))\b",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(r"\b(?:recommend|endors|agree|approv|note|resolv|support)", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:complet|implement|deliver|finish|conclud)\w*\b[^.;]{0,120}?"
    r"\b(?:by|before|no later than)\s+(?:the end of\s+)?",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    mentions = list(_mentions(pack))
    yield from _absent(pack, mentions)
    yield from _unmentioned(pack, mentions)
    yield from _written_two_ways(mentions)
    yield from _absent_tables(pack)
    yield from _absent_paragraphs(pack)
    yield from _next_reports(pack)
    yield from _promises(pack)


def _mentions(pack: Pack) -> Iterator[tuple[Passage, str, str]]:
    """Every reference to an appendix: where, as its word is written, and its number or letter."""
    for passage in pack.passages:
        for match in _APPENDIX.finditer(passage.text):
            numbers = re.findall(r"\d+|[A-H]\b", match[2])
            span = re.fullmatch(r"(\d+)\s+to\s+(\d+)", match[2])
            if span:
                numbers = [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
            for number in numbers:
                yield passage, match[1], number


def _label(name: str) -> str:
    """'appendix-1' is 'Appendix 1'."""
    label = re.sub(r"[-_]+", " ", name)
    return label[:1].upper() + label[1:]


def _attached(pack: Pack) -> dict[str, str]:
    """The appendices by their numbers, with the documents' names."""
    found = {}
    listed_there = [record.name.value for record in pack.paper.documents]
    for name in (*listed_there, *(document.name for document in pack.documents)):
        match = re.search(r"(?:appendix|annex)\D{0,2}(\d{1,2}|[a-h]\b)", name, re.IGNORECASE)
        if match:
            found[match[1].upper()] = name
    return found


def _absent(pack: Pack, mentions: list[tuple[Passage, str, str]]) -> Iterator[Problem]:
    attached = _attached(pack)
    known = f": there are {listed([_label(name) for name in attached.values()])}" if attached else ""
    said = set()
    for passage, word, number in mentions:
        is_of_another = re.search(rf"\b{number}\b (?:of|to|in) (?:the|that|its|an?) ", passage.text)
        if number.upper() not in attached and number not in said and not is_of_another:
            said.add(number)
            reference = f"{word} {number}"
            yield NOT_THERE.at(passage.place, [About((reference,))], reference=reference, known=known)


def _unmentioned(pack: Pack, mentions: list[tuple[Passage, str, str]]) -> Iterator[Problem]:
    made = {document.name for document in pack.documents}
    for number, name in _attached(pack).items():
        line = re.compile(rf"[\s•*–-]*(?:appendix|annex)\s+{number}\b", re.IGNORECASE)  # that lists what is attached
        others = [one for one, _, said in mentions if said.upper() == number and one.document != name]
        is_mentioned = any(not other.place.story and other.sentences and not line.match(other.text) for other in others)
        if name in made and not is_mentioned and pack.by_document[name]:
            label = _label(name)
            yield NEVER_MENTIONED.at(pack.by_document[name][0].place, [About((label,))], label=label)


def _written_two_ways(mentions: list[tuple[Passage, str, str]]) -> Iterator[Problem]:
    singular = [(passage, word, number) for passage, word, number in mentions if word.lower() in ("appendix", "annex")]
    lower = [(passage, f"{word} {number}") for passage, word, number in singular if word[0].islower()]
    upper = [word for _, word, _ in singular if word[0].isupper()]
    if lower and upper:
        passage, odd = lower[0]
        where = listed(list(places([one for one, _ in lower], passage.document)), 4)
        usual = odd[0].upper() + odd[1:]
        yield TWO_WAYS.at(passage.place, [About((odd,))], odd=odd, usual=usual, where=where)


def _absent_tables(pack: Pack) -> Iterator[Problem]:
    for passages in pack.by_document.values():
        found = (_CAPTION.match(passage.text.strip()) for passage in passages if not passage.is_cell)
        captions = {f"{match[1]} {match[2]}".lower() for match in found if match}
        if not captions:  # tables without captions are counted as they stand
            count = max((passage.place.table for passage in passages), default=0)
            captions = {f"table {number}" for number in range(1, count + 1)}
        for passage in passages:
            for match in _TABLE.finditer(passage.text) if captions else ():
                is_counted = match[1].lower() in {caption.split()[0] for caption in captions}
                is_absent = is_counted and f"{match[1]} {match[2]}".lower() not in captions
                if is_absent and not _ELSEWHERE.match(passage.text, match.end()):
                    about = [passage.sentence_at(match.start()).about(match.group())]
                    yield NOT_THERE.at(passage.place, about, reference=match.group(), known="")


def _absent_paragraphs(pack: Pack) -> Iterator[Problem]:
    for passages in pack.by_document.values():
        labels = {passage.label for passage in passages if _LABEL.fullmatch(passage.label)}
        for passage in passages if labels else ():
            for match in _PARAGRAPH.finditer(passage.text) if "para" in passage.even_text else ():
                for number in _LABEL.findall(match["numbers"]):
                    alike = sorted((label for label in labels if label.count(".") == number.count(".")), key=_in_order)
                    is_there = number in labels or any(label.startswith(f"{number}.") for label in labels)
                    if alike and not is_there and not _ELSEWHERE.match(passage.text, match.end()):
                        known, reference = f": they run from {alike[0]} to {alike[-1]}", f"paragraph {number}"
                        about = [passage.sentence_at(match.start()).about(reference)]
                        yield NOT_THERE.at(passage.place, about, reference=reference, known=known)


def _in_order(label: str) -> list[int]:
    return [int(part) for part in label.split(".")]


def _next_reports(pack: Pack) -> Iterator[Problem]:
    """Each date of the next report that is not the first one given: in Details, or else where it is first said."""
    detail, first_place = pack.paper.details.get("next_report"), None
    first = detail.value if detail is not None else None
    if not isinstance(first, Period):
        first = parse(first)
    for sentence in pack.sentences:
        match, passage = _NEXT.search(sentence.text), sentence.passage
        after = [
            written.period for written in sentence.dates if match and written.start >= sentence.start + match.start()
        ]
        said = [period for period in after if period and period.end >= pack.meeting]
        if not said or passage.is_cell:
            continue
        if first is None:
            first, first_place = said[0], passage
        elif not said[0].meets(first):
            elsewhere = next(places([first_place], passage.document)) if first_place else "the sheet Details"
            about = [sentence.about(str(first))]
            yield NEXT_REPORT.at(passage.place, about, here=said[0], elsewhere=elsewhere, other=first)


def _promises(pack: Pack) -> Iterator[Problem]:
    """'Agrees that the plan be completed by June', where actions of that plan are due in September."""
    for sentence in pack.sentences:
        promise = _PROMISE.search(sentence.text)
        if not promise or not (_RECOMMENDS.search(sentence.text) or _RECOMMENDS.search(sentence.passage.lead)):
            continue
        dated = dates.find(sentence.text[promise.end() :])[:1]
        if dated and dated[0].period and dated[0].start == 0:
            words = sentence.text[promise.start() : promise.end() + dated[0].end]
            found = {"words": " ".join(words.split()), "promised": dated[0].period}
            for name in pack.plans if "plan" in pack.names.stems(sentence.text) else ():
                due = pack.sources[name].deadlines() if pack.is_of_plan(sentence, name) else ()
                later = [each for each in due if each > dated[0].period.last_day]
                if later:
                    count = "1 action" if len(later) == 1 else f"{len(later)} actions"
                    last = f"{max(later).day} {max(later):%B %Y}"
                    about = [sentence.about(last)]
                    yield TOO_SOON.at(sentence.passage.place, about, **found, count=count, last=last)
