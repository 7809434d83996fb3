"""Amounts in digits or words, with how surely they are said: '£1.2m', 'nearly 500', 'one in ten', '20 to 30 a week'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from cyps_papers.language.tokens import Phrases, Token, TokenKind, alike, are_joined
from cyps_papers.numerals import SCALES, in_figures
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.words import stem

MANY_TIMES = 100
"""From which on a number of times is how often something was done, and no multiple."""
FEW_POINTS = Decimal("0.03")
"""By how much a share may differ at least from one that is told as about, nearly or just over so much."""


class Measured(Enum):
    """What sort of amount it is."""

    COUNT = "count"
    SHARE = "share"
    POINTS = "percentage points"
    MONEY = "pounds"
    TIMES = "times"


class Hedge(Enum):
    """How an amount is qualified: a bound, or nearness."""

    NONE = ""
    ABOUT = "about"
    NEARLY = "nearly"
    JUST_OVER = "just over"
    OVER = "over"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    UNDER = "under"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that an amount as said can be; None where there's no limit. An open end is not itself included."""

    low: Decimal | None
    high: Decimal | None
    is_low_open: bool = False
    is_high_open: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether a value is one of them."""
        if self.low is not None and (value < self.low or (value == self.low and self.is_low_open)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.is_high_open)


@dataclass(frozen=True)
class Amount:
    """An amount of a text. A share is of one: '31%' and 'nearly a third' are 0.31 and 0.333; points are of one too.

    `begin` is where its hedge begins, `value` is the number itself (the lower of a range, whose `upper` is the other),
    `places` the decimal places as written, of the percentage for a share. `unit` is the stem of what it counts, where
    known; `per` that of what it is counted by: 'week', 'employe', '10,000'. `printed` is None where it was typed.
    """

    begin: int
    start: int
    end: int
    text: str
    value: Decimal
    measured: Measured
    places: int
    rounding: Decimal
    hedge: Hedge = Hedge.NONE
    upper: Decimal | None = None
    unit: str = ""
    per: str = ""
    is_in_digits: bool = True
    printed: Traced | None = None

    @classmethod
    def in_words(cls, start: int, text: str, value: Decimal, measured: Measured, hedge: Hedge) -> Amount:
        """An amount that is said without a number: 'halved', 'none of'."""
        rounding = value / 10 if measured is Measured.TIMES else Decimal(0)
        end = start + len(text)
        return cls(start, start, end, text, value, measured, 0, rounding, hedge, is_in_digits=False)

    def scaled(self, scale: int) -> Amount:
        """It in thousands or millions: 4.3 for 4.3 million."""
        upper = self.upper and self.upper / scale
        return replace(self, value=self.value / scale, rounding=self.rounding / scale, upper=upper)

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage, a fraction or percentage points."""
        return self.measured in (Measured.SHARE, Measured.POINTS)

    @property
    def is_number(self) -> bool:
        """Whether it is printed, or a count, a share or a rate in digits: not money, a multiple or a range."""
        is_of_them = self.is_share or self.measured is Measured.COUNT
        return self.printed is not None or (self.is_in_digits and self.upper is None and is_of_them)

    @property
    def is_rate(self) -> bool:
        """Whether it is so many a week or a month."""
        return self.per in ("day", "week", "month", "year")

    @property
    def interval(self) -> Interval:
        """What the figure may be for this to be true: rounding counts, a tenth either way for 'about'."""
        value, tenth = self.value, abs(self.value) / 10
        if self.is_share:
            tenth = max(tenth, FEW_POINTS)
        if self.hedge is Hedge.ABOUT:
            return Interval(value - tenth, value + tenth)
        if self.hedge is Hedge.NEARLY:
            return Interval(value - tenth, value, is_high_open=True)
        if self.hedge is Hedge.JUST_OVER:
            return Interval(value, value + tenth, is_low_open=True)
        if self.hedge in (Hedge.OVER, Hedge.AT_LEAST):
            return Interval(value, None, is_low_open=self.hedge is Hedge.OVER)
        if self.hedge in (Hedge.UNDER, Hedge.AT_MOST):
            return Interval(None, value, is_high_open=self.hedge is Hedge.UNDER)
        half = self.rounding / 2
        return Interval(value - half, (value if self.upper is None else self.upper) + half)


class Place(NamedTuple):
    """An amount's place among the tokens: that of its hedge, of its number, the one after it, and the amount."""

    begin: int
    first: int
    after: int
    amount: Amount


class _Number(NamedTuple):
    """A number as read: its value, the token after it, its decimal places, what its last written digit is worth."""

    value: Decimal
    after: int
    places: int = 0
    rounding: Decimal = Decimal(0)
    measured: Measured = Measured.COUNT
    is_in_digits: bool = False
    upper: Decimal | None = None


_UNITS = {word: Decimal(number) for number, word in enumerate(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split())}  # fmt: skip
_TENS = {word: Decimal(10 * number) for number, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}  # fmt: skip
_LARGE = {"hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
_GROUPS = {"dozen": Decimal(12), "score": Decimal(20), "couple": Decimal(2)}
_CUT = SCALES | {"hundred": 100}
_WEIGHTS = frozenset("kg g t km mm kw kwh mw mwh gwh ha".split())
"""Units of weight, length, power and area that stand right after a number: '512kg'."""
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_PARTS |= {"ninth": 9, "tenth": 10, "twelfth": 12, "twentieth": 20}
_PARTS |= {f"{name}s": parts for name, parts in _PARTS.items() if name not in ("half", "halves")}
_TIME = frozenset("day week fortnight month quarter year hour night weekend term".split())
_OFTEN = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "annually": "year",
          "yearly": "year", "nightly": "night"}  # fmt: skip
_BEFORE_TIME = frozenset("for last first past previous next these those the".split())
_OUT_OF_ONE = (*range(2, 13), 15, 20, 25, 50, 100, 200, 1000)
_OUT_OF_MANY = (*range(3, 13), 20, 100)
_NOT_A_COUNT = frozenset("no this that the which any each every last next another first only my".split())
_AFTER_PRONOUN = frozenset("another is was has which who that can must should may will to".split())
_HEDGES = Phrases(
    {
        **alike("about|around|approximately|approx|approx .|some|roughly|circa|in the region of", Hedge.ABOUT),
        **alike("nearly|almost|just under|just below|close to|approaching|not quite|just short of", Hedge.NEARLY),
        **alike("just over|just above|slightly over|slightly more than|a little over|just more than", Hedge.JUST_OVER),
        **alike("over|more than|above|in excess of|upwards of|exceeding|well over|greater than", Hedge.OVER),
        **alike("higher than|longer than|exceeded|exceeds", Hedge.OVER),
        **alike("at least|no fewer than|not fewer than|no less than|not less than|a minimum of", Hedge.AT_LEAST),
        **alike("up to|at most|no more than|not more than|as many as|a maximum of|within", Hedge.AT_MOST),
        **alike("under|fewer than|less than|below|well under|lower than|shorter than", Hedge.UNDER),
    }
)
_HEDGED_AFTER = Phrases(
    {
        **alike("or more|or over|or longer|or above|+", Hedge.AT_LEAST),
        **alike("or fewer|or less|or under|or below", Hedge.AT_MOST),
        "or so": Hedge.ABOUT,
    }
)
_SHARE_SIGNS = Phrases(
    {
        **alike("%|per cent|percent|- per - cent", Measured.SHARE),
        **alike("percentage points|percentage point|- percentage - point|% points|points|point|pp", Measured.POINTS),
    }
)
_TIMES = Phrases(
    {
        **alike("twice|double the", Decimal(2)),
        **alike("half as many|half as much|half the", Decimal("0.5")),
    }
)
_UNSAID = frozenset(
    """a an the of in on to with without no not have having had has was were is are and or by for from at as than who
    which that will would should can could may did do does compared against during since until per each every within
    between more fewer less higher lower up down out where while but so if being been be this these those""".split()
)
TIMES = {"day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years"}
TIMES |= {"hour": "hours", "minut": "minutes"}
THINGS = frozenset(
    stem(word)
    for word in """cases children people referrals contacts assessments visits actions areas plans families
    audits workers staff posts orders streams themes recommendations pupils schools places vacancies complaints
    enquiries conferences reviews adoptions carers households teams homes tenants residents applications patients
    learners beds dwellings properties sites claims requests admissions placements employees members""".split()
)


NUMBER_WORDS = frozenset({*_UNITS, *_TENS, *_LARGE, *_GROUPS, *_PARTS, *_TIMES.first_words})
"""A text without digits and without one of these has no amount."""
_SPELLED = frozenset({*_UNITS, *_TENS, *_TIMES.first_words, "a", "half"})


def amounts(text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> list[Place]:
    """The amounts of a text. `taken` says of each token whether a date or a reference has it."""
    found: list[Place] = []
    position = 0
    while position < len(tokens):
        number = None if taken[position] else _number(tokens, position, taken)
        if number is None:
            position += 1
            continue
        found.append(_place(text, tokens, position, number, taken))
        position = found[-1].after
    return found


def _place(text: str, tokens: Sequence[Token], first: int, number: _Number, taken: Sequence[bool]) -> Place:
    hedged = _HEDGES.before(tokens, first)
    following = tokens[number.after].lower if number.after < len(tokens) else ""
    if following in ("mark", "line", "threshold") and first and tokens[first - 1].lower == "the":
        hedged = _HEDGES.before(tokens, first - 1)  # 'over the 90% mark'
    hedge, begin = hedged or (Hedge.NONE, first)
    after = number.after
    if hedge is Hedge.ABOUT and tokens[begin].lower == "some" and number.measured is Measured.SHARE and begin:
        hedge, begin = Hedge.NONE, first
    if number.upper is not None:
        hedge = Hedge.BETWEEN
    later = _HEDGED_AFTER.at(tokens, after)
    if later and hedge is Hedge.NONE:
        hedge, after = later
    unit, per = _counted(tokens, after, taken)
    token = tokens[first]
    start, end = token.start, tokens[number.after - 1].end
    if token.printed is not None:
        known = stem((token.printed.unit.split() or [""])[-1])
        unit = unit or TIMES.get(known, known)
        if token.printed.origin.last == "per_week":
            per = "week"
    made = Amount(
        tokens[begin].start, start, end, text[start:end], number.value, number.measured, number.places, number.rounding,
        hedge, number.upper, unit, per, number.is_in_digits, token.printed,
    )  # fmt: skip
    return Place(begin, first, after, made)


def _number(tokens: Sequence[Token], position: int, taken: Sequence[bool]) -> _Number | None:
    """The number that begins at a token, with its sign, its multiple and the rest of its range."""
    token = tokens[position]
    if token.kind is TokenKind.PRINTED:
        return _printed(token, position)
    if token.kind is TokenKind.WORD and token.lower not in _SPELLED:
        return None
    times = _TIMES.at(tokens, position)
    if times:
        value, after = times
        if tokens[position].lower == "half" and any(token.lower == "again" for token in tokens[after : after + 4]):
            value = Decimal("1.5")  # 'half as many homes again'
        return _Number(value, after, measured=Measured.TIMES)
    first = _one_number(tokens, position)
    if first is None:
        return None
    found = _out_of(tokens, first) or first
    found = _ranged(tokens, position, found, taken)
    return found


def _printed(token: Token, position: int) -> _Number | None:
    traced = token.printed
    if traced is None or not isinstance(traced.value, Decimal):
        return None
    places = len(token.text.partition(".")[2].rstrip("% ")) if "." in token.text else 0
    measured = {
        Unit.SHARE: Measured.SHARE, Unit.POINTS: Measured.POINTS, Unit.POUNDS: Measured.MONEY,
        Unit.THOUSANDS: Measured.MONEY, Unit.MILLIONS: Measured.MONEY,
    }.get(Unit(traced.unit) if traced.unit in list(Unit) else Unit.NUMBER, Measured.COUNT)  # fmt: skip
    scale = 100 if measured in (Measured.SHARE, Measured.POINTS) else 1
    return _Number(traced.value, position + 1, places, Decimal(1).scaleb(-places) / scale, measured, True)


def _one_number(tokens: Sequence[Token], position: int) -> _Number | None:
    """A number in digits or words, with % or £."""
    token = tokens[position]
    if token.lower in "£€$" and position + 1 < len(tokens) and tokens[position + 1].kind is TokenKind.NUMBER:
        number = _digits(tokens, position + 1)
        if token.lower == "£" and number and tokens[position + 1].text.strip("0"):
            return number._replace(measured=Measured.MONEY)
        return None
    if token.kind is TokenKind.NUMBER:
        number = _digits(tokens, position)
    elif token.kind is TokenKind.WORD:
        number = _of_large(tokens, _fraction(tokens, position)) or _in_words(tokens, position)
    else:
        return None
    return number and _with_sign(tokens, number)


def _with_sign(tokens: Sequence[Token], number: _Number) -> _Number:
    """With the % or 'per cent' after it, or the word 'times'."""
    sign = _SHARE_SIGNS.at(tokens, number.after) if number.measured is Measured.COUNT else None
    if sign:
        measured, after = sign
        return number._replace(
            value=number.value / 100, after=after, rounding=Decimal(1).scaleb(-number.places) / 100, measured=measured
        )
    following = [token.lower for token in tokens[number.after : number.after + 2]]
    if following == ["-", "fold"]:
        return number._replace(after=number.after + 2, measured=Measured.TIMES)
    if following[:1] in (["times"], ["fold"]) and number.value < MANY_TIMES:
        return number._replace(after=number.after + 1, measured=Measured.TIMES)
    return number


def _digits(tokens: Sequence[Token], position: int) -> _Number | None:
    """'1,463', '1.2m', '3 million'."""
    token = tokens[position]
    is_inside = are_joined(tokens, position) and tokens[position - 1].lower in ("/", ".", ",", "#")
    is_thousands = token.text == "000" and position and tokens[position - 1].lower == "£"
    if is_inside or is_thousands or (position and tokens[position - 1].lower == "per"):
        return None
    value, places = in_figures(token.text)
    after = position + 1
    rounding = Decimal(1).scaleb(-places) if places else Decimal(0)
    cut = tokens[after].lower if after < len(tokens) else ""
    if cut in _CUT and (are_joined(tokens, after) or cut in _LARGE):
        rounding = Decimal(1).scaleb(-places) * _CUT[cut]
        value, after = value * _CUT[cut], after + 1
    elif after < len(tokens) and are_joined(tokens, after):
        is_going_on = (tokens[after].kind is TokenKind.WORD and cut not in _WEIGHTS) or tokens[after].lower == "/"
        if is_going_on or (
            tokens[after].lower == "-" and tokens[after + 1 : after + 2] and _is_length(tokens[after + 1])
        ):
            return None
    return _Number(value, after, places, rounding, is_in_digits=True)


def _is_length(token: Token) -> bool:
    return token.lower in ("year", "month", "week", "day", "hour", "bed", "point", "mile", "page")


def _in_words(tokens: Sequence[Token], position: int) -> _Number | None:
    """'Two', 'sixty-four', 'one hundred and twenty', 'a dozen', 'a hundred'."""
    word = tokens[position].lower
    following = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    if following in _GROUPS and (word == "a" or word in _UNITS):
        return _Number(_GROUPS[following] * _UNITS.get(word, Decimal(1)), position + 2)
    if word == "a" and following in _LARGE:
        return _Number(_LARGE[following], position + 2)
    if (word not in _UNITS and word not in _TENS) or (word == "one" and _is_pronoun(tokens, position)):
        return None
    total, part, after = Decimal(0), Decimal(0), position
    while after < len(tokens):
        word = tokens[after].lower
        if word in _TENS or word in _UNITS:
            if part % 100 and not (word in _UNITS and tokens[after - 1].lower == "-"):
                break
            part += _TENS.get(word, _UNITS.get(word, Decimal(0)))
        elif word == "hundred":
            part *= 100
        elif word in _LARGE:
            total, part = total + part * _LARGE[word], Decimal(0)
        elif word not in ("-", "and") or not _continues(tokens, after, part, total):
            break
        after += 1
    if [token.lower for token in tokens[after : after + 3]] == ["and", "a", "half"]:
        return _Number(total + part + Decimal("0.5"), after + 3, places=1)
    return _Number(total + part, after)


def _continues(tokens: Sequence[Token], position: int, part: Decimal, total: Decimal) -> bool:
    """Whether a hyphen or 'and' goes on with the same number: 'sixty-four', 'one hundred and two'."""
    following = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    if tokens[position].lower == "-":
        return following in _UNITS and tokens[position - 1].lower in _TENS
    return (following in _UNITS or following in _TENS) and bool(total or (part and part % 100 == 0))


def _is_pronoun(tokens: Sequence[Token], position: int) -> bool:
    before = tokens[position - 1].lower if position else ""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if before in _NOT_A_COUNT or following is None:
        return True
    if before in ("and", ",") and following.lower in ("is", "was", "has"):
        return False
    onward = [token.lower for token in tokens[position + 2 : position + 4]]
    if following.lower == "of" and (onward[:1] in (["them"], ["us"]) or onward[1:] in (["best"], ["worst"], ["most"])):
        return True  # 'one of the best'
    if onward[:1] in (["that"], ["which"], ["who"]):
        return True  # 'one matter that'
    return following.kind is not TokenKind.WORD or following.lower in _AFTER_PRONOUN


def _fraction(tokens: Sequence[Token], position: int) -> _Number | None:
    """'Half', 'a third', 'three quarters', 'two-thirds'; never the third quarter or half a year."""
    word = tokens[position].lower
    if word == "half":
        before = tokens[position - 1].lower if position else ""
        after = tokens[position + 1].lower if position + 1 < len(tokens) else ""
        is_time = before in ("first", "second", "last", "latter", "other", "-") or after in ("year", "-", "term", "day")
        is_time = is_time or (
            after == "a" and any(token.lower in _TIME for token in tokens[position + 2 : position + 3])
        )
        return None if is_time else _Number(Decimal("0.5"), position + 1, rounding=Decimal(0), measured=Measured.SHARE)
    many = Decimal(1) if word == "a" else _UNITS.get(word)
    if not many:
        return None
    at = position + 1
    if at + 1 < len(tokens) and tokens[at].lower == "-":
        at += 1
    name = tokens[at].lower if at < len(tokens) else ""
    parts = _PARTS.get(name)
    if not parts or many >= parts or (many > 1) != (name.endswith("s")):
        return None
    if name == "quarter" and not _is_part(tokens, position, at + 1):
        return None
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if name == "quarters" and following != "of" and position and tokens[position - 1].lower in _BEFORE_TIME:
        return None  # 'for two quarters running', 'in the last three quarters'
    value = many / parts
    rounding = Decimal("0.02") if value not in (Decimal("0.5"), Decimal("0.25"), Decimal("0.75")) else Decimal("0.01")
    return _Number(value, at + 1, rounding=rounding, measured=Measured.SHARE)


def _of_large(tokens: Sequence[Token], part: _Number | None) -> _Number | None:
    """'Half a million', 'a quarter of a million', 'half a percentage point'."""
    words = [token.lower for token in tokens[part.after : part.after + 3]] if part else []
    for lead in (["a"], ["of", "a"]):
        after = part.after + len(lead) if part else 0
        if part is None or words[: len(lead)] != lead or after >= len(tokens):
            continue
        sign = _SHARE_SIGNS.at(tokens, after)
        if sign:
            return _Number(part.value / 100, sign[1], measured=Measured.POINTS, places=1)
        if tokens[after].lower in _LARGE:
            return _Number(part.value * _LARGE[tokens[after].lower], after + 1)
    return part


def _is_part(tokens: Sequence[Token], position: int, after: int) -> bool:
    """Whether 'a quarter' is a part and no time: 'a quarter of', 'by a quarter', 'a quarter have'."""
    following = tokens[after].lower if after < len(tokens) else ""
    _, first = _HEDGES.before(tokens, position) or (None, position)
    before = tokens[first - 1].lower if first else ""
    return following in ("of", "are", "were", "have", "had", "is", "was", "has") or before == "by"


def _out_of(tokens: Sequence[Token], first: _Number) -> _Number | None:
    """'One in ten', 'nine out of ten', '3 in 4', 'one household in 50'."""
    if first.measured is not Measured.COUNT or first.value % 1 or first.after >= len(tokens):
        return None
    at = first.after
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if first.value == 1 and tokens[at].kind is TokenKind.WORD and following == "in":
        at += 1  # past what is counted
    is_out_of = [token.lower for token in tokens[at : at + 2]] == ["out", "of"]
    if not is_out_of and tokens[at].lower != "in":
        return None
    second = _one_number(tokens, at + (2 if is_out_of else 1)) if at + 2 < len(tokens) else None
    if second is None or second.measured is not Measured.COUNT or second.value <= first.value:
        return None
    if is_out_of and second.value not in (10, 100):
        return None  # 'two out of four' are two counts, the second the whole
    if second.value % 1 or second.value not in (_OUT_OF_ONE if first.value == 1 and not is_out_of else _OUT_OF_MANY):
        return None
    if tokens[second.after : second.after + 1] and tokens[second.after].lower.removesuffix("s") in _TIME:
        return None  # 'fell by two in six months'
    value = first.value / second.value
    return _Number(value, second.after, 0, Decimal("0.1") / second.value, Measured.SHARE)


def _ranged(tokens: Sequence[Token], position: int, first: _Number, taken: Sequence[bool]) -> _Number:
    """'20 to 30', '20-30', 'between 20 and 30', '5 to 10%': a range, unless it's a change 'from 20 to 30'."""
    at = first.after
    if at + 1 >= len(tokens) or taken[at] or taken[at + 1]:
        return first
    before = tokens[position - 1].lower if position else ""
    joint = tokens[at].lower
    is_range = (
        joint == "-" or (joint == "to" and before not in ("from", "by")) or (joint == "and" and before == "between")
    )
    if not is_range:
        return first
    second = _one_number(tokens, at + 1)
    if second is None or second.upper is not None:
        return first
    if first.measured is not second.measured:
        if first.measured is not Measured.COUNT or second.measured is Measured.TIMES:
            return first
        scale = 100 if second.measured in (Measured.SHARE, Measured.POINTS) else 1
        first = first._replace(value=first.value / scale, measured=second.measured)
    if first.value >= second.value:
        return first._replace(after=at) if joint != "-" else first
    return first._replace(after=second.after, upper=second.value, rounding=second.rounding)


def _counted(tokens: Sequence[Token], after: int, taken: Sequence[bool]) -> tuple[str, str]:
    """What an amount counts and by what: ('case', 'week') for '30 open cases a week'."""
    unit, is_of_it = "", True
    for at in range(after, min(after + 7, len(tokens))):
        token = tokens[at]
        if token.kind is not TokenKind.WORD or taken[at]:
            break
        if token.lower in _OFTEN:
            return unit, _OFTEN[token.lower]
        following = tokens[at + 1].lower if at + 1 < len(tokens) and not taken[at + 1] else ""
        is_of_each = token.lower in ("each", "every") and tokens[at - 1].lower != "in"
        if token.lower == "per" or is_of_each or (is_of_it and token.lower in ("a", "an")):
            if following in _TIME:
                return unit, following
            if token.lower == "per" and following:
                return unit, stem(following) if following.isalpha() else following
        is_of_it = is_of_it and token.lower not in _UNSAID
        if is_of_it and not unit:
            unit = _unit(tokens, at, after)
    return unit, ""


def _unit(tokens: Sequence[Token], at: int, first: int) -> str:
    found = stem(tokens[at].lower)
    if found in TIMES and at == first:
        return TIMES[found]
    if found in TIMES and tokens[at - 1].lower in ("working", "calendar"):
        return f"{tokens[at - 1].lower} {TIMES[found]}"
    return found if found in THINGS else ""
