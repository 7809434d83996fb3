"""The dates in a text: where each stands, what period it names, and in what form it is written.

'Last year' and 'the month before' name a period too, once the meeting's date or another period is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import zip_longest
from typing import NamedTuple

from cyps_papers.language.tokens import Phrases, Token, TokenKind, alike, are_joined, tokenise
from cyps_papers.periods import MONTHS, Grain, Period, calendar_year, day, month, parse, readings
from cyps_papers.periods.period import first_year, months, quarter_of


class Form(Enum):
    """The form in which a date is written, as officers would call it."""

    LONG = "in words"
    SHORT = "in words cut short"
    NUMERIC = "in figures"
    AMERICAN = "month first"
    MONTH = "a month"
    BARE_MONTH = "a month without its year"
    YEAR = "a year"
    SPAN = "a financial year"
    QUARTER = "a quarter"
    STRETCH = "several months"
    RELATIVE = "told from another date"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a period is from another: 'last year' is one year before the meeting's, 'a month earlier' one before that
    of the figure beside it.

    `grain` is None where the period is as long as the one it is told from ('the same period last year').
    `to_date` says that it runs to the meeting: 'the year so far', and 'the last six months', which has `months` of 6.
    """

    grain: Grain | None
    months: int = 0
    days: int = 0
    from_other: bool = False
    to_date: bool = False

    def resolved(self, meeting: date, other: Period | None) -> Period | None:
        """The period meant; None where it is told from another that is not known."""
        if self.to_date:
            begin = months(first_year(meeting), 4, 1, Grain.MONTH).start
            if self.months or self.days:
                begin = _moved(meeting, self.months, self.days) + timedelta(days=1)
            return Period(begin, meeting, Grain.DAY)
        if self.from_other:
            return _period_moved(other, self.months, self.days) if other else None
        when = _moved(meeting, self.months, self.days)
        return _holding(when, self.grain or Grain.MONTH)


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text; the period is None where it has no year, or is told from another by a step."""

    start: int
    end: int
    text: str
    form: Form
    period: Period | None
    step: Step | None = None

    def agrees(self, other: Period) -> bool:
        """Whether this date and a period can be the same time: one holds the other."""
        if self.period is None:
            return other.start.strftime("%B")[:3].lower() in self.text.lower()
        meant = (self.period, *readings(self.period.written or self.text))
        return any(_holds(mine, other) or _holds(other, mine) for mine in meant)

    def resolved(self, meeting: date, other: Period | None = None) -> Period | None:
        """The period that is meant in a paper of a meeting; `other` is that of the figure which it is compared with.

        A month without its year is the last one before the meeting.
        """
        if self.period is not None or self.step is None:
            return self.period or self._last_before(meeting)
        return self.step.resolved(meeting, other)

    def _last_before(self, meeting: date) -> Period | None:
        for year in (meeting.year, meeting.year - 1):
            found = parse(f"{self.text} {year}")
            if found is not None and found.start <= meeting:
                return found
        return None


_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_BEFORE_MONTH = frozenset(
    "in since from by to and between until during for of on early late mid end or than at".split()
)
_BEFORE_YEAR = frozenset("since before until during".split())
"""What nothing but a time follows: 'before 1945', 'since 2021 fewer pupils'."""
_COUNTED = frozenset("cases children people referrals contacts pupils".split())
_JOINS = Phrases(dict.fromkeys((",", "and", "to", "or", "until", "-", "&", ", and"), True))
_MAY_HOLD = re.compile(rf"\d|{'|'.join(MONTHS)}")
NEAR = 30  # years from the meeting


class Place(NamedTuple):
    """A date's place among the tokens: the first, the one after the last, and the date."""

    first: int
    after: int
    date: WrittenDate


def find(text: str, year: int = 0) -> list[WrittenDate]:
    """The dates of a text in order. `year` is the meeting's: '2066' is no year in a paper of 2015, nor '2012 cases'."""
    return [place.date for place in places(text, tokenise(text), year)] if may_be_in(text) else []


def may_be_in(text: str) -> bool:
    """Whether a text has anything of a date: most have not, and need no reading."""
    return _MAY_HOLD.search(text) is not None


def places(text: str, tokens: Sequence[Token], year: int = 0) -> list[Place]:
    """The dates that name their own time, each with its place among the tokens."""
    found: list[Place] = []
    position = 0
    while position < len(tokens):
        made = _date(text, tokens, position, year)
        if made:
            found.append(made)
        position = made.after if made else position + 1
    return [_with_length(year, text, tokens) for year in _with_lent_years(found, text, tokens)]


def _date(text: str, tokens: Sequence[Token], position: int, year: int) -> Place | None:
    token = tokens[position]
    ended: tuple[int, Form] | None = None
    first = position
    if token.kind is TokenKind.PRINTED:
        return _printed(token, position)
    if token.kind is TokenKind.DATE:
        ended = position + 1, Form.NUMERIC
    elif token.kind is TokenKind.NUMBER and not _is_inside_a_number(tokens, position):
        ended = _day_first(tokens, position) or _year(tokens, position, year)
    elif token.text[0].isupper() and (token.lower in _SHORT or token.lower in _NUMBERS):
        ended = _month_first(tokens, position)
        if ended and ended[1] in (Form.MONTH, Form.SHORT):
            first = _qualified(tokens, position)
    elif token.lower in ("q", "qtr", "quarter"):
        ended = _quarter(tokens, position)
    elif token.lower in _ORDINALS or token.lower in ("four", *_LAST):
        return _part_of_a_year(text, tokens, position, year)
    if ended is None:
        return None
    after, form = ended
    written = text[tokens[first].start : tokens[after - 1].end]
    period = None if form is Form.BARE_MONTH else parse(written)
    if form is Form.YEAR and period is None:
        period = calendar_year(int(written))  # further back than workbooks go: 'before 1945'
    if period is None and form not in (Form.BARE_MONTH, Form.SPAN):
        return None
    return Place(first, after, WrittenDate(tokens[first].start, tokens[after - 1].end, written, form, period))


def _printed(token: Token, position: int) -> Place | None:
    """A date from a workbook, whose period is known however it is written."""
    if token.printed is None or not isinstance(token.printed.value, Period):
        return None
    written = find(token.text)
    form = written[0].form if written else Form.LONG
    made = WrittenDate(token.start, token.end, token.text, form, token.printed.value)
    return Place(position, position + 1, made)


def _is_inside_a_number(tokens: Sequence[Token], position: int) -> bool:
    return are_joined(tokens, position) and tokens[position - 1].lower in (",", ".", "/", "-", "£", "#")


def _day_first(tokens: Sequence[Token], position: int) -> tuple[int, Form] | None:
    """'3 June 2014', '3rd of June', '3 Jun 14'."""
    after = position + 1
    if len(tokens[position].text) > 2:
        return None
    if after < len(tokens) and are_joined(tokens, after) and tokens[after].lower in ("st", "nd", "rd", "th"):
        after += 1
    if after < len(tokens) and tokens[after].lower == "of":
        after += 1
    if after < len(tokens) and tokens[after].lower == "-":
        after += 1
    if after >= len(tokens) or not tokens[after].text[0].isupper():
        return None
    is_long = tokens[after].lower in _NUMBERS
    if not is_long and tokens[after].lower not in _SHORT:
        return None
    after += 1
    year = _skip(tokens, after, (".", ",", "-"))
    if _has_digits(tokens, year, 4) or (_has_digits(tokens, year, 2) and not is_long):
        return year + 1, Form.LONG if is_long else Form.SHORT
    return (after, Form.BARE_MONTH) if is_long else None


def _month_first(tokens: Sequence[Token], position: int) -> tuple[int, Form] | None:
    """'June 2014', 'Jun 14', 'June 3, 2014', 'June'."""
    is_long = tokens[position].lower in _NUMBERS
    after = _skip(tokens, position + 1, (".",) if not is_long else ())
    if _has_digits(tokens, after, 1, 2):
        year = _skip(tokens, after + 1, ("st", "nd", "rd", "th", ","))
        if year < len(tokens) and _has_digits(tokens, year, 4) and not _goes_on(tokens, year + 1):
            return year + 1, Form.AMERICAN
    if _has_digits(tokens, after, 4) and not are_joined(tokens, after) and not _goes_on(tokens, after + 1):
        return after + 1, Form.MONTH if is_long else Form.SHORT
    year = _skip(tokens, after, ("-", "'"))
    is_marked = year > after
    is_may = tokens[position].lower == "may"
    if (is_marked or not is_long) and _has_digits(tokens, year, 2, 4) and not _goes_on(tokens, year + 1):
        return year + 1, Form.SHORT
    if is_long and (tokens[position].lower not in ("march", "may") or _is_the_month(tokens, position, is_may)):
        return position + 1, Form.BARE_MONTH
    return None


def _is_the_month(tokens: Sequence[Token], position: int, is_may: bool) -> bool:
    """Whether 'March' or 'May' is the month: not a name, nor the verb that begins a question."""
    if position == 0 or tokens[position - 1].lower in (".", "•", "\n"):
        return not is_may and position + 1 < len(tokens) and tokens[position + 1].lower in ("was", "saw", "had", "is")
    return tokens[position - 1].lower in _BEFORE_MONTH


def _qualified(tokens: Sequence[Token], position: int) -> int:
    before = position - 1
    if before >= 1 and tokens[before].lower == "-":
        before -= 1
    if before >= 0 and tokens[before].lower in ("early", "mid", "late"):
        return before
    if position >= 2 and (tokens[position - 2].lower, tokens[position - 1].lower) == ("end", "of"):
        return position - 2
    return position


def _part_of_a_year(text: str, tokens: Sequence[Token], position: int, meeting: int) -> Place | None:
    """'The third quarter of 2014/15', 'first and second quarters of', 'first three quarters of', 'first half of'."""
    is_last = tokens[position].lower in _LAST
    number, at = _ORDINALS.get(tokens[position].lower, int(is_last)), position + 1
    while number and at + 1 < len(tokens) and (tokens[at].lower in (",", "and") or tokens[at].lower in _ORDINALS):
        at += 1
    is_listed = at > position + 1
    count, at = _count(tokens, at if number else position)
    length = _PARTS.get(tokens[at].lower.removesuffix("s"), 0) if at < len(tokens) else 0
    of = _skip(tokens, at + 1, ("of",))
    year = _year(tokens, of, meeting) if length and _has_digits(tokens, of, 4) else None
    if year is None or (count and (is_listed or number > 1)):
        return None
    after, _form = year
    whole = parse(text[tokens[of].start : tokens[after - 1].end])
    if whole is None or whole.months != 12 or max(number, count) * length > 12:
        return None
    if is_last:
        number = 12 // length
    last = position + 1 if is_listed else after
    start, end = tokens[position].start, tokens[last - 1].end
    if length == 3 and not count:
        form, period = Form.QUARTER, parse(f"Q{number} {text[tokens[of].start : tokens[after - 1].end]}")
    else:
        begin = whole.start.month + (number - (count or 1) if is_last or not count else 0) * length
        form, period = Form.STRETCH, months(whole.start.year, begin, length * (count or 1), Grain.MONTH)
    return Place(position, last, WrittenDate(start, end, text[start:end], form, period)) if period else None


def _with_length(one: Place, text: str, tokens: Sequence[Token]) -> Place:
    """A date with the time that ends at it: 'the six months to September 2014', 'the year to March 2015'."""
    at = one.first - 1
    if at > 0 and tokens[at].lower == "the":
        at -= 1
    period = one.date.period
    if period is None or at < 2 or tokens[at].lower not in ("to", "ending", "ended") or one.date.form is Form.STRETCH:
        return one
    at -= 1
    unit = tokens[at].lower.removesuffix("s")
    count, first = 1, at
    before = _skip_back(tokens, at - 1)
    if unit == "year" and tokens[before].lower == "half":
        unit, first = "half", before
    elif (tokens[at].lower.endswith("s") or tokens[at - 1].lower.isdigit()) and at:
        count, _ = _count(tokens, at - 1)
        first = at - 1
    length = count * {**_PARTS, "year": 12}.get(unit, 0)
    if not length or (tokens[first].kind is not TokenKind.WORD and not tokens[first].lower.isdigit()):
        return one
    whole = months(period.end.year, period.end.month - length + 1, length, Grain.MONTH)
    made = WrittenDate(tokens[first].start, one.date.end, text[tokens[first].start : one.date.end], Form.STRETCH, whole)
    return Place(first, one.after, made)


def _skip_back(tokens: Sequence[Token], position: int) -> int:
    return position - 1 if position > 0 and tokens[position].lower == "-" else max(position, 0)


def _quarter(tokens: Sequence[Token], position: int) -> tuple[int, Form] | None:
    """'Q3 2014/15', 'Quarter 3 of 2014'."""
    if not _has_digits(tokens, position + 1, 1) or tokens[position + 1].text not in "1234":
        return None
    if tokens[position].lower == "q" and not are_joined(tokens, position + 1):
        return None
    year = _skip(tokens, position + 2, (",", "of"))
    if not _has_digits(tokens, year, 4):
        return None
    after = year + 1
    if _goes_on(tokens, after):
        after += 2
    return after, Form.QUARTER


def _year(tokens: Sequence[Token], position: int, meeting: int) -> tuple[int, Form] | None:
    """'2014/15', '2014'."""
    token = tokens[position]
    if len(token.text) != 4 or token.text[:2] not in ("19", "20") or not token.text.isdigit():
        return None
    after = position + 1
    if after < len(tokens) and tokens[after].lower in ("/", "-"):
        if _has_digits(tokens, after + 1, 2, 4) and len(tokens[after + 1].text) != 3:
            is_followed = _goes_on(tokens, after + 2)
            return None if is_followed else (after + 2, Form.SPAN)
        return None if are_joined(tokens, after) else (after, Form.YEAR)
    if after < len(tokens) and tokens[after].lower == "%":
        return None
    if position and tokens[position - 1].lower in _BEFORE_YEAR:
        return after, Form.YEAR
    if _is_counted(tokens, after) or (meeting and abs(int(token.text) - meeting) > NEAR):
        return None
    return after, Form.YEAR


def _is_counted(tokens: Sequence[Token], position: int) -> bool:
    """Whether people are what the number counts: '2012 open cases'."""
    for token in tokens[position : position + 3]:
        if token.kind is not TokenKind.WORD:
            return False
        if token.lower in _COUNTED:
            return True
    return False


def _skip(tokens: Sequence[Token], position: int, marks: Sequence[str]) -> int:
    while position < len(tokens) and tokens[position].lower in marks:
        position += 1
    return position


def _has_digits(tokens: Sequence[Token], position: int, *lengths: int) -> bool:
    if position >= len(tokens) or tokens[position].kind is not TokenKind.NUMBER:
        return False
    return len(tokens[position].text) in lengths and tokens[position].text.isdigit()


def _goes_on(tokens: Sequence[Token], position: int) -> bool:
    """Whether digits go on after a slash or a dash."""
    is_mark = position < len(tokens) and tokens[position].lower in ("/", "-") and are_joined(tokens, position)
    return is_mark and position + 1 < len(tokens) and tokens[position + 1].kind is TokenKind.NUMBER


def _with_lent_years(found: list[Place], text: str, tokens: Sequence[Token]) -> list[Place]:
    """In 'July and August 2014' July has the year of August."""
    lent: list[Place] = []
    for one, after in zip_longest(found, found[1:]):
        made = one.date
        if made.form is Form.BARE_MONTH and after and after.date.period:
            join = _JOINS.at(tokens, one.after)
            if join and join[1] == after.first:
                period = parse(f"{made.text} {after.date.period.end.year}")
                if period and period.start > after.date.period.start:
                    period = parse(f"{made.text} {after.date.period.end.year - 1}")
                made = replace(made, period=period, form=Form.MONTH if period else made.form)
        lent.append(Place(one.first, one.after, made))
    return lent


_LAST = ("last", "final")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_PARTS = {"month": 1, "quarter": 3, "half": 6}
_FROM_MEETING = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_FROM_OTHER = {"previous": -1, "preceding": -1, "prior": -1, "same": 0, "following": 1}
_LONG = {"financial", "academic", "calendar", "reporting", "municipal"}
_LENGTHS: dict[str, tuple[Grain, int, int]] = {
    "day": (Grain.DAY, 0, 1),
    "week": (Grain.DAY, 0, 7),
    "fortnight": (Grain.DAY, 0, 14),
    "month": (Grain.MONTH, 1, 0),
    "quarter": (Grain.QUARTER, 3, 0),
    "year": (Grain.FINANCIAL_YEAR, 12, 0),
}
_LENGTHS |= {f"{name}s": length for name, length in _LENGTHS.items()}
_SMALL = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_SMALL |= {"a": 1, "the": 1, "twelve": 12, "few": 3, "eighteen": 18}
_AWAY = {"ago": (-1, False), "earlier": (-1, True), "before": (-1, True), "previously": (-1, True), "later": (1, True)}
_YEAR_BEFORE = Step(None, -12, from_other=True)
_SET = Phrases(
    {
        **alike("year so far|year to date|so far this year|to date this year|to date", Step(Grain.DAY, to_date=True)),
        **{f"same {what} {of}last year": _YEAR_BEFORE
           for what in "month quarter period time week".split() for of in ("", "of ", "in ")},
        **{f"same {what} in the previous year": _YEAR_BEFORE for what in "month quarter period".split()},
        "year on year": _YEAR_BEFORE,
    }
)  # fmt: skip


_RELATIVE = frozenset({"q", "quarter", *_FROM_MEETING, *_FROM_OTHER, *_SMALL, *_SET.first_words})


def relative(text: str, tokens: Sequence[Token]) -> Iterator[Place]:
    """The dates that are told from another: 'last year', 'a month earlier', 'the year so far', 'the last two years'."""
    position = 0
    while position < len(tokens):
        word = tokens[position].lower
        if word not in _RELATIVE and not word.isdigit():
            position += 1
            continue
        if word in ("q", "quarter") and _has_digits(tokens, position + 1, 1):
            yield _bare_quarter(text, tokens, position)
            position += 2
            continue
        found = _SET.at(tokens, position) or _away(tokens, position) or _turn(tokens, position)
        if found:
            step, after = found
            written = text[tokens[position].start : tokens[after - 1].end]
            made = WrittenDate(tokens[position].start, tokens[after - 1].end, written, Form.RELATIVE, None, step)
            yield Place(position, after, made)
        position = found[1] if found else position + 1


def _bare_quarter(text: str, tokens: Sequence[Token], position: int) -> Place:
    """'Quarter 3' without its year."""
    start, end = tokens[position].start, tokens[position + 1].end
    return Place(position, position + 2, WrittenDate(start, end, text[start:end], Form.QUARTER, None))


def joined(text: str, tokens: Sequence[Token], found: Sequence[Place]) -> list[Place]:
    """The dates with those made one that bound a time: 'between April and June 2014', '1 April to 31 May'."""
    whole: list[Place] = []
    for one in found:
        last = whole[-1] if whole else None
        if last and last.date.step and one.date.step and _goes_on_from(tokens, last, one):
            written = text[last.date.start : one.date.end]
            step = replace(one.date.step, grain=None, from_other=True)
            made = WrittenDate(last.date.start, one.date.end, written, Form.RELATIVE, None, step)
            whole[-1] = Place(last.first, one.after, made)
        elif last and last.date.step is None and one.date.step is None and _bound(tokens, last, one):
            written = text[last.date.start : one.date.end]
            first, end = last.date.period, one.date.period
            year = re.search(r"\d{4}(?:/\d\d)?", one.date.text)
            if first is None and last.date.form is Form.QUARTER and year:
                first = parse(f"{last.date.text} {year[0]}")
            period = None
            if first and end and first.grain is end.grain and first.start <= end.start:
                period = Period(first.start, end.end, first.grain)
            made = WrittenDate(last.date.start, one.date.end, written, one.date.form, period)
            whole[-1] = Place(last.first, one.after, made)
        else:
            whole.append(one)
    return whole


def _goes_on_from(tokens: Sequence[Token], first: Place, last: Place) -> bool:
    """'The same quarter a year before', 'the same month of the previous year'."""
    is_same = tokens[first.first].lower == "same"
    return is_same and all(token.lower in ("of", "in", "the") for token in tokens[first.after : last.first])


def _bound(tokens: Sequence[Token], first: Place, last: Place) -> bool:
    begin, joint = first.first - 1, tokens[first.after].lower if first.after < len(tokens) else ""
    if begin > 0 and tokens[begin].lower == "the":
        begin -= 1
    if _skip(tokens, first.after + 1, ("the",)) != last.first:
        return False
    return joint in ("to", "-", "until") or (joint == "and" and begin >= 0 and tokens[begin].lower == "between")


def _turn(tokens: Sequence[Token], position: int) -> tuple[Step, int] | None:
    """'Last year', 'the previous quarter', 'the last six months'."""
    word = tokens[position].lower
    if word not in _FROM_MEETING and word not in _FROM_OTHER:
        return None
    count, after = _count(tokens, position + 1)
    while after < len(tokens) and tokens[after].lower in _LONG:
        after += 1
    if after >= len(tokens) or tokens[after].lower not in _LENGTHS:
        return None
    grain, in_months, in_days = _LENGTHS[tokens[after].lower]
    if count:
        if word in ("this", "same", "current", "next", "following", "coming"):
            return None
        return Step(Grain.DAY, -count * in_months, -count * in_days, to_date=True), after + 1
    turn = _FROM_MEETING.get(word, _FROM_OTHER.get(word, 0))
    return Step(grain, turn * in_months, turn * in_days, from_other=word in _FROM_OTHER), after + 1


def _away(tokens: Sequence[Token], position: int) -> tuple[Step, int] | None:
    """'A year before', 'two months ago'."""
    count, after = _count(tokens, position)
    if not count or after + 1 >= len(tokens) or tokens[after].lower not in _LENGTHS:
        return None
    away = _AWAY.get(tokens[after + 1].lower)
    if away is None:
        return None
    way, from_other = away
    grain, in_months, in_days = _LENGTHS[tokens[after].lower]
    return Step(None if from_other else grain, way * count * in_months, way * count * in_days, from_other), after + 2


def _count(tokens: Sequence[Token], position: int) -> tuple[int, int]:
    """A small number in words or digits, and the position after it; 0 for none."""
    if position >= len(tokens):
        return 0, position
    found = small_number(tokens[position].lower)
    return found, position + bool(found)


def small_number(word: str) -> int:
    """A small number in a word or in digits; 0 for none."""
    return int(word) if word.isdigit() and len(word) <= 2 else _SMALL.get(word, 0)


def _holding(when: date, grain: Grain) -> Period:
    if grain is Grain.DAY:
        return day(when)
    if grain is Grain.FINANCIAL_YEAR:
        return months(first_year(when), 4, 12, grain)
    if grain is Grain.CALENDAR_YEAR:
        return calendar_year(when.year)
    if grain is Grain.QUARTER:
        return months(first_year(when), 3 * quarter_of(when) + 1, 3, grain)
    return month(when.year, when.month)


def _moved(when: date, by_months: int, by_days: int) -> date:
    count = when.year * 12 + when.month - 1 + by_months
    year, number = divmod(count, 12)
    last = monthrange(year, number + 1)[1]
    return when.replace(year=year, month=number + 1, day=min(when.day, last)) + timedelta(days=by_days)


def _period_moved(period: Period, by_months: int, by_days: int) -> Period:
    if period.grain is Grain.DAY:
        return Period(_moved(period.start, by_months, by_days), _moved(period.end, by_months, by_days), Grain.DAY)
    start = _moved(period.start, by_months, by_days)
    return months(start.year, start.month, period.months, period.grain)


def _holds(outer: Period, inner: Period) -> bool:
    whole = outer.start <= inner.start and inner.end <= outer.end
    return whole and not (outer.grain is Grain.FINANCIAL_YEAR and inner.grain is Grain.CALENDAR_YEAR)
