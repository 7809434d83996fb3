"""What stands in one cell, as a person would read it: clean text, exact numbers, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from operator import eq, ge, gt, le, lt, ne

from cyps_papers.periods import Period, calendar_year, day, month
from cyps_papers.records import Meaning, Quantity, StyledRun, StyledText, Unit


class ErrorValue(str):
    """What Excel shows where a formula fails: '#N/A', '#REF!'."""

    __slots__ = ()


class Uncalculated:
    """A formula whose value nobody has worked out: the file was made by a program and never opened in Excel."""

    def __str__(self) -> str:
        return ""


UNCALCULATED = Uncalculated()
Value = str | Decimal | bool | date | time | Uncalculated


@dataclass(frozen=True, slots=True)
class Content:
    """The value of one cell that is not blank, its coordinate, and its number format without quoted words.

    A cell merged over several rows stands in each of them, with its own coordinate; `width` is how many columns it is
    merged over.
    """

    value: Value
    coordinate: str
    format: str = ""
    width: int = 1

    @property
    def quantity(self) -> Quantity | None:
        """A number with its unit and decimal places as the cell shows them: 0.31 shown as '31%' is a share."""
        if not isinstance(self.value, Decimal):
            return None
        places = _places_shown(self.format)
        if "%" in self.format:
            return Quantity(self.value, Unit.SHARE, places)
        return Quantity(self.value, Unit.POUNDS if "£" in self.format else Unit.NUMBER, places)

    @property
    def is_percentage(self) -> bool:
        """Whether a number is shown as a percentage."""
        return "%" in self.format and isinstance(self.value, Decimal)

    @property
    def period(self) -> Period | None:
        """The period of a date, as it is shown: 1 October 2014 shown as 'Oct-14' is a month."""
        if not isinstance(self.value, date):
            return None
        if re.search("[dh]", self.format) or not re.search("[my]", self.format):
            return day(self.value)
        return month(self.value.year, self.value.month) if "m" in self.format else calendar_year(self.value.year)

    @property
    def text(self) -> str:
        """The value as text, the way the cell shows it: '1.10', '31%', '13 October 2014'."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, bool):
            return "Yes" if self.value else "No"
        if isinstance(self.value, Decimal):
            if self.is_percentage:
                return f"{plain_number(self.value * 100)}%"
            places = _places_shown(self.format)
            return f"{self.value:.{places}f}" if places else plain_number(self.value)
        return str(self.period or self.value) if isinstance(self.value, date) else str(self.value)

    @property
    def meaning(self) -> Meaning:
        """What it says in a paper: a number or a time as it is shown, or text."""
        return self.quantity or self.period or (self.value if isinstance(self.value, str) else self.text)


def clean_value(value: object) -> Value | None:
    """A value as openpyxl gives it, made exact and clean; None for a blank."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | time):
        return None if value == time(0) else value  # midnight is a date cell that refers to a blank
    if isinstance(value, timedelta):
        return str(value)
    return clean_text(value) or None if isinstance(value, str) else _styled(value)


def clean_text(text: str) -> str:
    """Text without control characters, odd spaces and blanks at the ends of lines; line breaks are kept."""
    text = _ESCAPED.sub(_unescape, text) if "_x" in text else text
    text = text.translate(_ODD_CHARACTERS).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip() if "\n" in text else text.strip()


def plain_number(number: Decimal) -> str:
    """A number without an exponent or needless zeros: '1300', '0.5'."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def plain_format(number_format: str) -> str:
    """A number format without quoted words, colours and conditions, in lower case; empty for 'General'."""
    kept = re.sub(r'\[\$£[^\]]*\]|"£"|\\£', "£", number_format or "")
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|;.*', "", kept).lower()
    return "" if bare == "general" else bare


def shown_in_words(number: Decimal, number_format: str) -> str | None:
    """What a format shows in place of a number, or with a sign that says it is less: '<5' of '[<5]"<5";0'.

    None where the number itself is seen. A dash for 0, and nothing at all, stand for the number.
    """
    if '"' not in number_format and "\\" not in number_format and "[" not in number_format:
        return None
    section = _section(number, number_format)
    words = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    literal = "".join(quoted or escaped for quoted, escaped in re.findall(r'"([^"]*)"|\\(.)', words)).strip()
    bare = re.sub(r'"[^"]*"|\\.', "", words).strip()
    if not re.search(r"[0#?a-z]", bare.lower()) and re.search(r"[\w<≤>≥*]", literal):
        return literal
    return f"{literal}{plain_number(number)}" if re.fullmatch("[<≤>≥]=?", literal) else None


def _section(number: Decimal, number_format: str) -> str:
    """The part of a format that holds for a number: by its own conditions, else those above, below and at 0."""
    sections = re.findall(r'((?:"[^"]*"|\[[^\]]*\]|\\.|[^;"\\\[])*)(?:;|$)', number_format)[:4]
    conditions = [re.search(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]", section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARED[condition[1]](number, Decimal(condition[2])):
                return str(section)
        return ""
    place = 0
    if number < 0:
        place = 1
    elif number == 0:
        place = 2
    return str(sections[place]) if len(sections) - 1 > place else str(sections[0])


@cache
def _places_shown(number_format: str) -> int | None:
    """The decimal places that a format shows; None where it leaves them to the number, or counts in thousands."""
    places = re.fullmatch(r"-?£? ?[0#,?]*[0#?](?:\.(0+))?%?", number_format)
    return len(places[1] or "") if places else None


def _number(value: int | float) -> Decimal | ErrorValue:
    """The number that the officer typed: Excel keeps 15 digits, and what lies beyond them is binary noise."""
    if value != value or value in (float("inf"), float("-inf")):
        return ErrorValue("#NUM!")
    return Decimal(value if isinstance(value, int) and abs(value) < 10**15 else f"{value:.15g}")


def _styled(value: object) -> Value | None:
    """Text of which parts are bold or italic, from openpyxl's list of plain and formatted parts."""
    runs: list[StyledRun] = []
    for part in value if isinstance(value, list) else [value]:
        font = getattr(part, "font", None)
        text = _ESCAPED.sub(_unescape, str(getattr(part, "text", part))).translate(_ODD_CHARACTERS)
        runs.append(StyledRun(text.replace("\r", ""), bool(font and font.b), bool(font and font.i)))
    runs = [run for run in runs if run.text]
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    runs = [run for run in runs if run.text]
    plain = not any(run.bold or run.italic for run in runs)
    return (clean_text("".join(run.text for run in runs)) or None) if plain else StyledText(tuple(runs))


def linked(text: str, address: str) -> str:
    """A cell's text with the address that the cell links to: a page or an e-mail address, never a place on a disk."""
    if not re.match(r"(https?://|mailto:)\S+$", address):
        return text
    runs = text.runs if isinstance(text, StyledText) else (StyledRun(text, False, False),)
    return StyledText(tuple(run._replace(link=address) for run in runs))


def _unescape(escaped: re.Match[str]) -> str:
    """Excel writes a carriage return as _x000D_; other control characters are of no use in a paper."""
    return "\n" if escaped[1].lower() in ("000a", "000d") else escaped[2]


_COMPARED = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_(\n?)")
_ODD_CHARACTERS: dict[int, str | None] = {
    **{code: None for code in [*range(32), 0x7F, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF] if code not in (10, 13)},
    **dict.fromkeys([0x09, 0xA0, 0x2007, 0x202F, 0x2002, 0x2003, 0x2009], " "),
    **dict.fromkeys([0x0B, 0x0C, 0x2028, 0x2029, 0x85], "\n"),
}
