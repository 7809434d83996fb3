"""An abbreviation is used before it is spelled out, is never spelled out, or is spelled out in two ways. Spell it out
where it first appears: children in need (CIN).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack, places
from cyps_papers.checks.passages import Passage
from cyps_papers.problems import About, Problem, warning
from cyps_papers.words import listed

EXAMPLES = (Example(("1 The CIN cases fell.",), ("1 Children in need (CIN) cases fell; CIN visits rose.",)),)
TOO_LATE = warning(
    "abbreviations",
    "used before being spelled out: {uses}.",
    "Spell each out where it first appears, with the abbreviation in brackets after it.",
)
NEVER = warning(
    "abbreviations",
    "never spelled out: {uses}.",
    "Spell each out where it first appears, with the abbreviation in brackets after it, or write it in full.",
)
TWICE = warning(
    "abbreviations",
    '"{short}" is spelled out as {first} in {where}, and here as {second}.',
    "Use one wording, or another abbreviation.",
)
KNOWN = frozenset(
    """UK EU US USA GB PDF IT ICT TV CD DVD BBC HM MP MPS OK AM PM ID CV GCSE GCSES A4 VAT NHS GP GPS PE HIV AIDS
    BST GMT MS BA MA PHD QC KC JP OBE MBE CBE NB PS PO LED URL WWW HTML CSV PIN RSVP ISBN PC PCS II III IV VI VII VIII
    IX XI XII JANUARY MAY JUNE JULY ACTION PLAN NOT AND THE FOR TO OF IN ON
    TBC TBA TBD DN XX XXX ISO BS""".split()
)
IN_CAPITALS = frozenset(
    """RESOLVED RECOMMENDED RECOMMENDATION RECOMMENDATIONS CONFIDENTIAL RESTRICTED IMPORTANT APPENDIX APPENDICES
    ATTACHED FEBRUARY SEPTEMBER OCTOBER NOVEMBER DECEMBER COUNCIL CABINET COMMITTEE PARTLY WITHDRAWN
    DEFERRED SUMMARY""".split()
)
"""Long words that committee papers write in capitals."""
_SHORT = re.compile(r"(?<![\w./@’'-])([A-Z](?:&?[A-Z]){1,9})(?:s|’s|'s)?(?![\w/@]|-[A-Z0-9]|\.[A-Za-z])")
_LONG = 7  # letters: most words in capitals that are as long are words
_SPELLED = re.compile(
    r"((?:[A-Za-z&’'/-]+,? +|- ){1,10}?)[“\"‘(]*\(\s*[“\"‘]?"
    r"([A-Z][A-Za-z&]{1,9}(?: [A-Z&]{2,6})?)s?[”\"’]?(?: [a-z]+)?\s*\)"
)
_TURNED = re.compile(r"\b([A-Z](?:&?[A-Z]){1,9})s? \(([A-Za-z][a-z’'&-]*(?: [A-Za-z&’'-]+){1,9})\)")


@dataclass
class Abbreviation:
    """Where an abbreviation is used, and where and how it is spelled out."""

    uses: list[tuple[Passage, int]] = field(default_factory=list)
    spelled: list[tuple[Passage, int, str]] = field(default_factory=list)


def check(pack: Pack) -> Iterator[Problem]:
    found: dict[str, Abbreviation] = {}
    order = {id(passage): count for count, passage in enumerate(pack.passages)}
    for passage in pack.passages:
        if _is_in_capitals(passage.text):
            continue
        for start, short, words in _spellings(passage.text):
            found.setdefault(short, Abbreviation()).spelled.append((passage, start, words))
        for match in _SHORT.finditer(passage.text):
            around = passage.text[max(0, match.start() - 2) : match.end() + 2].replace(match[1], "", 1)
            is_of_a_code = re.search(r"\d", around[:2]) and re.match(r"\s?\d", passage.text[match.end() :])
            if match[1] not in KNOWN and not is_of_a_code and not _is_a_word(match[1], passage, pack):
                found.setdefault(match[1], Abbreviation()).uses.append((passage, match.start()))
    yield from _unspelled(found, order)
    for short, one in found.items():
        yield from _twice(short, one)


def _is_a_word(short: str, passage: Passage, pack: Pack) -> bool:
    """Whether long capitals are a word that is written so: alone in its line, or elsewhere in small letters."""
    if len(short) < _LONG:
        return False
    if short in IN_CAPITALS or passage.text.strip(" :") == short:
        return True
    return any(short.lower() in passage.text or short.capitalize() in passage.text for passage in pack.passages)


def _is_in_capitals(text: str) -> bool:
    """A line in capitals, where an abbreviation cannot be told from a word."""
    if not re.search(r"[A-Z]{2} [A-Z]{2}", text):
        return False
    words = re.findall(r"[A-Za-z]{2,}", text)
    return len(words) > 1 and sum(word.isupper() for word in words) > 0.6 * len(words)


def _spellings(text: str) -> Iterator[tuple[int, str, str]]:
    """Each abbreviation that a text spells out, where, and its words: 'Public Law Outline (PLO)'."""
    if "(" not in text:
        return
    for match in _SPELLED.finditer(text):
        before = text[max(0, match.start() - 100) : match.end(1)]
        for short in match[2].split():
            short = short.rstrip("s") if short.rstrip("s").isupper() else short
            words = _long_form(before, short)
            if words and short.isupper():
                yield match.start(2), short, words
    for match in _TURNED.finditer(text):
        if _long_form(match[2], match[1]):
            yield match.start(), match[1], match[2]


def _long_form(before: str, short: str) -> str:
    """The words before a bracket whose initials the abbreviation is; '' where they are not."""
    words = re.findall(r"[A-Za-z][A-Za-z’']*", before)
    letters = [letter.lower() for letter in short if letter.isalpha()]
    for count in range(1, min(len(words), len(letters) + 6) + 1):
        initials = [word[0].lower() for word in words[-count:]]
        if initials[0] == letters[0] and _in_order(letters, initials, " ".join(words[-count:]).lower()):
            return " ".join(words[-count:])
    return ""


def _in_order(letters: list[str], initials: list[str], text: str) -> bool:
    """Whether the letters are the initials in order, leaving some out; or of a longer word (Wellbeing, WB)."""
    left = iter(initials)
    if all(letter in left for letter in letters):
        return True
    inside = iter(text)
    return len(initials) >= max(2, len(letters) - 2) and all(letter in inside for letter in letters)


def _unspelled(found: dict[str, Abbreviation], order: dict[int, int]) -> Iterator[Problem]:
    late, never = [], []
    for short, one in found.items():
        if not one.uses:
            continue
        in_text = [use for use in one.uses if not use[0].is_heading]  # a heading is no place to spell one out
        one = Abbreviation(in_text or one.uses, one.spelled)
        passage, start = one.uses[0]
        if not one.spelled:
            never.append((short, one))
        elif not passage.is_heading and (order[id(passage)], start) < (order[id(one.spelled[0][0])], one.spelled[0][1]):
            late.append((short, one))
    for kind, some in ((TOO_LATE, late), (NEVER, never)):
        if some:
            first = some[0][1].uses[0][0]
            about = [About((short,)) for short, _ in some]
            yield kind.at(first.place, about, uses=listed([_described(short, one, first) for short, one in some]))


def _described(short: str, one: Abbreviation, first: Passage) -> str:
    where = next(places([one.uses[0][0]], first.document))
    if not one.spelled:
        return f'"{short}" ({where})'
    return f'"{short}" ({where}; spelled out in {next(places([one.spelled[0][0]], first.document))})'


def _twice(short: str, one: Abbreviation) -> Iterator[Problem]:
    forms: dict[str, tuple[Passage, str]] = {}
    for passage, _, words in one.spelled:
        bare = re.findall(r"[a-z]+", re.sub(r"[’']s?\b|&", "", words.lower()))
        folded = " ".join(word.rstrip("s") for word in bare if word not in ("and", "of", "the", "for"))
        alike = next((form for form in forms if form.startswith(folded) or folded.startswith(form)), folded)
        forms.setdefault(alike, (passage, words))  # 'health and care (EHC) plan', 'health and care plan (EHC plan)'
    if len(forms) > 1:
        (where, first), (passage, second) = list(forms.values())[:2]
        found = {"short": short, "first": f'"{first}"', "second": f'"{second}"'}
        about = [About((short,), second)]
        yield TWICE.at(passage.place, about, **found, where=next(places([where], passage.document)))
