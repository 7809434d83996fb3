"""Periods as officers write them, and what may have been meant where that is not certain.

Dates are read day first. A financial year runs from 1 April to 31 March, and its quarters with it, so that
"Q1'15" is April to June 2015, unless the officer's convention is another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import product

from cyps_papers.periods.period import MONTHS, Grain, Period, calendar_year, day, first_year, month, months, quarter_of

SENSIBLE_YEARS = range(1950, 2100)  # Excel's zero date is 1899-12-30, and a slip of the keys gives 1923 or 0201


@dataclass(frozen=True, slots=True)
class Convention:
    """What is meant by a form that has two readings; None where nobody has said.

    `calendar` says that 'Q4 2015' is October to December, `by_end` that FY15 is the year that ends in 2015, and
    `months` that '2010-11' is November.
    """

    calendar: bool | None = None
    by_end: bool | None = None
    months: bool | None = None

    @classmethod
    def said(cls, words: str) -> Convention | None:
        """The convention in an officer's words: 'calendar quarters, year ending'; None if it is not in them."""
        found = cls()
        for part in re.split(r",|;| and ", words.lower()):
            known = next((known for form, known in _CONVENTIONS if re.fullmatch(form, " ".join(part.split()))), None)
            if known is None:
                return None
            found = replace(found, **known)
        return found

    def beside(self, texts: Iterable[str]) -> Convention:
        """With what a column's other cells settle: beside '2010-10', '2010-11' is a month."""
        alike = [readings(text) for text in texts if re.fullmatch(_YEAR_AND_NUMBER, text)]
        grains = {found[0].grain for found in alike if len(found) == 1}
        if self.months is not None or len(grains) != 1:
            return self
        return replace(self, months=Grain.MONTH in grains)


UNSAID = Convention()
"""Nobody has said what is meant."""


def readings(value: object, convention: Convention = UNSAID) -> tuple[Period, ...]:
    """All that a text, or a period as it was written, may mean under a convention, the usual first.

    'Q4 2015' has two readings, '2014/15' one.
    """
    text = value.written if isinstance(value, Period) and value.written else value
    usual = parse(text, convention)
    if usual is None or not isinstance(text, str) or usual.grain in (Grain.DAY, Grain.CALENDAR_YEAR):
        return (usual,) if usual else ()
    if convention.by_end is None and not re.search(_FY, text.lower()):
        convention = replace(convention, by_end=False)
    choices = product(*((False, True) if said is None else (said,) for said in astuple(convention)))
    return tuple(dict.fromkeys(found for choice in choices if (found := _parse_written(text, Convention(*choice)))))


def parse(value: object, convention: Convention = UNSAID) -> Period | None:
    """The period that a value or a template's text names; None for none, or one of a senseless year.

    Of several readings it is the usual one: a financial quarter, a year named by its start.
    """
    if isinstance(value, Period):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return day(value) if value.year in SENSIBLE_YEARS else None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return calendar_year(int(value)) if is_year(value) else None
    if not isinstance(value, str) or len(value) >= 200:
        return None
    decided = Convention(bool(convention.calendar), bool(convention.by_end), bool(convention.months))
    return _parse_written(value, decided)


def is_year(value: float | Decimal) -> bool:
    """Whether a number can be a year."""
    return value == value and SENSIBLE_YEARS.start <= value < SENSIBLE_YEARS.stop and value % 1 == 0


def parse_date(value: object) -> date | None:
    """The one day that a value names, day first; None for a month, a year or words."""
    found = parse(value)
    return found.start if found and found.is_day else None


def is_like_a_date(text: str) -> bool:
    """Whether a text has the form of a date, be there such a day or not: '31 September 2015'."""
    plain = _plain(text)
    return any(make is _date and re.fullmatch(form, plain) for form, make in _FORMS)


def other_day(text: str, when: date) -> str:
    """The day of the week that a date is, where a text names another; nothing where it names none, or the same."""
    named = re.search(rf"\b(?:{_WEEKDAY})\b", text.lower())
    day_of_week = f"{when:%A}"
    return day_of_week if named and named[0][:3] != day_of_week[:3].lower() else ""


def written_like(text: str, period: Period, convention: Convention = UNSAID) -> str:
    """A period in the form in which another is written: 'Jun 2014' asks for 'Mar 2015', 'Q3 2015' for 'Q4 2015'."""
    known = parse(text, convention)
    if known and known.grain is period.grain and str(known) != text:
        for form in _WRITTEN:
            if form.format(**_parts(known)) == text:
                return form.format(**_parts(period))
        if period.grain is Grain.MONTH:
            return period.short
    return str(period)


def _parts(period: Period) -> Mapping[str, str | int]:
    """What a period's written form can be made of; `named` is the year that its quarter is counted in."""
    start, first = period.start, first_year(period.start)
    is_calendar = period.grain is Grain.CALENDAR_QUARTER
    return {
        "month": MONTHS[start.month - 1],
        "mon": MONTHS[start.month - 1][:3],
        "year": start.year,
        "yy": f"{start:%y}",
        "mm": f"{start:%m}",
        "q": (start.month + 2) // 3 if is_calendar else quarter_of(start),
        "named": start.year if is_calendar else first,
        "first": first,
        "last": f"{(first + 1) % 100:02}",
        "ends": first + 1,
    }


@lru_cache(maxsize=4096)
def _parse_written(text: str, convention: Convention) -> Period | None:
    found = _parse_text(_plain(text), convention) if any(map(str.isdigit, text)) else None
    return found and replace(found, written=text)


def _parse_text(text: str, convention: Convention) -> Period | None:
    """One period, a range of two, or the first of two names of the same: 'Q4 2023/24: Jan 2024 - Mar 2024'."""
    found = _parse_one(text, convention) or _parse_range(text, convention)
    before, colon, after = text.partition(":")
    if found is None and colon:
        return _parse_text(before.strip(), convention) or _parse_text(after.strip(), convention)
    return found


def _parse_one(text: str, convention: Convention) -> Period | None:
    qualified = re.match(_QUALIFIED, text)
    text = text[qualified.end() :] if qualified else text
    for form, make in _FORMS:
        parts = re.fullmatch(form, text)  # compiled on first use, and kept by `re`
        if parts:
            try:
                found = make(parts, convention)
            except ValueError:  # 31 February, month 13
                return None
            sensible = found.start.year in SENSIBLE_YEARS and found.end.year in SENSIBLE_YEARS
            return replace(found, qualifier=qualified[1] if qualified else "") if sensible else None
    return None


def _parse_range(text: str, convention: Convention) -> Period | None:
    """'Oct 2014 - Dec 2014', 'Q1 to Q3 2014/15', '1 to 13 June 2014': the first may leave out how the last ends."""
    for joint in re.finditer(r" to | ?- ?", text):
        words = text[joint.end() :].split()
        last = _parse_one(" ".join(words), convention)
        for count in range(len(words), 0, -1) if last else ():
            first = _parse_one(" ".join([text[: joint.start()], *words[count:]]), convention)
            if last and first and first.grain is last.grain and first.start <= last.start:
                return Period(first.start, last.end, first.grain, first.qualifier)
    return None


def _plain(text: str) -> str:
    """The text in lower case, without what periods do not need: brackets, weekdays, times, 'as at'."""
    text = " ".join(text.lower().translate(_TYPOGRAPHY).split())
    text = re.sub(r"\s*\([^)]*\)", "", text)
    text = re.sub(r"[ t]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?z?$", "", text)
    text = re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1", text)
    text = re.sub(rf"\b({_WEEKDAY})\b,?", "", text)
    text = re.sub(r"^\s*(as at|as of|at|on|in|during|month of|the)\s+", "", text)
    return " ".join(text.split()).strip(" .,")


def _year(text: str) -> int:
    digits = int(text)
    return digits if len(text) == 4 else digits + (2000 if digits < 70 else 1900)


def _number_of_month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == text[:3])


def _date(parts: re.Match[str], _: Convention) -> Period:
    return day(date(_year(parts["y"]), _number_of_month(parts["m"]), int(parts["d"])))


def _one_month(parts: re.Match[str], _: Convention) -> Period:
    return month(_year(parts["y"]), _number_of_month(parts["m"]))


def _month_of_financial_year(parts: re.Match[str], convention: Convention) -> Period:
    number = _number_of_month(parts["m"])
    return month(_begins(parts, convention) + (number < 4), number)


def _begins(parts: re.Match[str], convention: Convention) -> int:
    """The year in which a financial year begins: '2014/15' and "'15" name one, '2014/18' does not."""
    year, last = _year(parts["y"]), parts["last"]
    if last and int(last) % 100 != (year + 1) % 100:
        raise ValueError(f"{year}/{last} is not one year")
    return year if last or not convention.by_end else year - 1


def _quarter(parts: re.Match[str], convention: Convention) -> Period:
    number, is_financial = int(parts["n"]), parts["last"] or parts["fy"] or not convention.calendar
    if is_financial:
        return months(_begins(parts, convention), 3 * number + 1, 3, Grain.QUARTER)
    return months(_year(parts["y"]), 3 * number - 2, 3, Grain.CALENDAR_QUARTER)


def _half(parts: re.Match[str], convention: Convention) -> Period:
    number, is_financial = int(parts["n"]), parts["last"] or parts["fy"] or not convention.calendar
    year = _begins(parts, convention) if is_financial else _year(parts["y"])
    return months(year, 6 * number - (2 if is_financial else 5), 6, Grain.HALF)


def _financial_year(parts: re.Match[str], convention: Convention) -> Period:
    return months(_begins(parts, convention), 4, 12, Grain.FINANCIAL_YEAR)


def _financial_year_or_month(parts: re.Match[str], convention: Convention) -> Period:
    """'2014-15' is a year and '2014-10' a month; '2010-11' may be either, '2010/11' is the year."""
    number = int(parts["last"])
    is_year = number % 100 == (int(parts["y"]) + 1) % 100
    may_be_month = number <= 12 and re.fullmatch(_YEAR_AND_NUMBER, parts[0])
    if is_year and not (may_be_month and convention.months):
        return _financial_year(parts, convention)
    return month(int(parts["y"]), number)


def _year_ending(parts: re.Match[str], _: Convention) -> Period:
    number = _number_of_month(parts["m"])
    return months(_year(parts["y"]) - 1, number + 1, 12, Grain.FINANCIAL_YEAR if number == 3 else Grain.MONTH)


_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "})
_WEEKDAY = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
MONTH_NAMES = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, MONTHS)) + "|sept"
_WORD = "(?P<m>" + "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" for name in map(str.lower, MONTHS)) + "|sept)"
_ONE_YEAR = r"'?(?P<y>\d{4}|\d{2})"
_FY = "(?P<fy>fy ?|financial year )"
_BOTH_YEARS = rf"{_FY}?(?P<y>\d{{4}}|\d{{2}}) ?[/-] ?(?P<last>\d{{4}}|\d{{2}})"
_ANY_YEAR = rf"{_FY}?'?(?P<y>\d{{4}}|\d{{2}})(?: ?[/-] ?(?P<last>\d{{4}}|\d{{2}}))?"
_QUARTER_NUMBER = "(?:q|qtr|quarter) ?(?P<n>[1-4])"
_HALF_NUMBER = "(?:h|half) ?(?P<n>[12])"
_YEAR_AND_NUMBER = r"\d{4}-\d{2}"
_QUALIFIED = r"(early|mid|late|end of|from|by)[ -]+(?:in )?"

Make = Callable[[re.Match[str], Convention], Period]
_FORMS: Sequence[tuple[str, Make]] = (
    (r"(?P<y>\d{4}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<d>\d{1,2})", _date),
    (r"(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4}|\d{2})", _date),
    (rf"(?P<d>\d{{1,2}})[ /.-]?(?:of )?{_WORD}[ ,/.-]*{_ONE_YEAR}", _date),
    (rf"{_WORD} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})", _date),
    (rf"{_WORD}[ ,/.-]*{_BOTH_YEARS}", _month_of_financial_year),
    (rf"{_BOTH_YEARS}[ :,-]*{_WORD}", _month_of_financial_year),
    (rf"{_WORD}[ ,/.-]*{_ONE_YEAR}", _one_month),
    (rf"(?P<y>\d{{4}})[ :,/-]*{_WORD}", _one_month),
    (rf"{_QUARTER_NUMBER}[ ,:-]*(?:of )?{_ANY_YEAR}", _quarter),
    (rf"{_ANY_YEAR}[ ,:-]*{_QUARTER_NUMBER}", _quarter),
    (rf"{_HALF_NUMBER}[ ,:-]*(?:of )?{_ANY_YEAR}", _half),
    (rf"{_ANY_YEAR}[ ,:-]*{_HALF_NUMBER}", _half),
    (rf"{_FY}?(?P<y>\d{{4}}) ?[/-] ?(?P<last>\d{{4}}|\d{{2}})", _financial_year_or_month),
    (rf"{_FY}?(?P<y>1[3-9]|[2-9]\d) ?[/-] ?(?P<last>\d{{2}})", _financial_year),
    (rf"{_FY}'?(?P<y>\d{{4}}|\d{{2}})(?P<last>)", _financial_year),
    (rf"academic year {_BOTH_YEARS}", lambda parts, said: months(_begins(parts, said), 9, 12, Grain.MONTH)),
    (rf"(?:12 months|year) (?:ending|ended|to) (?:\d{{1,2}} )?{_WORD} {_ONE_YEAR}", _year_ending),
    (r"(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})", _one_month),
    (r"(?P<y>\d{4})(?:\.0)?", lambda parts, _: calendar_year(int(parts["y"]))),
)
_WRITTEN = (
    *("{mon} {year}", "{mon}-{yy}", "{mon} {yy}", "{mon}-{year}", "{month} {yy}", "{year}-{mm}", "{mm}/{year}"),
    *("Q{q} {first}/{last}", "Q{q} {first}-{last}", "{first}/{last} Q{q}", "{first}-{last} Q{q}"),
    *("Q{q} {named}", "{named} Q{q}", "Q{q} {ends}", "{ends} Q{q}"),
    *("{first}-{last}", "FY{first}/{last}", "FY{yy}", "FY{year}", "FY{last}", "FY{ends}"),
)
_CONVENTIONS: Sequence[tuple[str, Mapping[str, bool]]] = (
    (r"calendar (?:quarters?|halves|half[ -]years?|years?)", {"calendar": True}),
    (r"financial (?:quarters?|halves|half[ -]years?|years?)", {"calendar": False, "months": False}),
    (r"years? end(?:ing|s|ed)?", {"by_end": True}),
    (r"years? (?:starting|starts|beginning|begins|from)", {"by_end": False}),
    (r"months?", {"months": True}),
)
