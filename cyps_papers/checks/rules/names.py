"""One thing has several names: the Ofsted Action Plan, the Ofsted Plan, the Ofsted Improvement Action Plan. The
preferred names, and what else things are called, are in the sheet Terms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack, places
from cyps_papers.checks.passages import Passage
from cyps_papers.problems import About, Problem, warning
from cyps_papers.records import TermRecord
from cyps_papers.vocabulary import comparable
from cyps_papers.words import listed, stem

EXAMPLES = (
    Example(
        (
            "1 The SEND Action Plan is new.",
            "2 The SEND Action Plan is on track.",
            "3 The SEND Improvement Plan has a lead.",
        ),
        (
            "1 The SEND Action Plan is new.",
            "2 The SEND Action Plan is on track.",
            "3 The SEND Action Plan has a lead.",
        ),
    ),
)
NOT_PREFERRED = warning(
    "names",
    "{name} is also called {others}.",
    "Call it {name} throughout, or take the other name out of the sheet Terms.",
)
SEVERAL = warning(
    "names",
    "{names} look like names of one thing.",
    "Choose one and use it throughout. Put it in the sheet Terms, with the others under Also called.",
)
_WORD = r"[A-Z][\w’'&-]*"
_LINK = r"(?:of|and|for|the|&|,)"
_KIND = r"(?:Plan|Strategy|Framework|Programme|Policy|Project|Charter|Protocol|Scheme)s?"
_NAME = re.compile(rf"\b{_WORD}(?:(?:,? (?:{_LINK} )?){_WORD}){{0,8}}? {_KIND}\b(?! [A-Z])")
_GENERAL = frozenset(
    stem(word)
    for word in """action improvement plan strategy framework programme policy project charter protocol scheme service
    recovery transformation services new joint annual revised updated draft local quality assurance council delivery
    development management the london borough city county""".split()
)
_OPENING = frozenset("The This That A An Our Its Their In With Under For Each New".split())


@dataclass(frozen=True)
class Use:
    """A name as it is used, and where."""

    name: str
    passage: Passage


def check(pack: Pack) -> Iterator[Problem]:
    uses = [Use(name, passage) for passage in pack.passages for name in _names_in(passage)]
    explained: set[str] = set()
    for term in pack.paper.terms:
        found = _other_names(pack, term)
        near = [use for use in uses if _is_near(use.name, term) and use.name not in {one.name for one in found}]
        if found or len({use.name for use in near}) > 1:
            others = [*found, *near]
            mine = [use for use in others if use.passage.document == others[0].passage.document]
            first = min(mine, key=lambda use: use.passage.place.order)
            about, described = [About((use.name,)) for use in others], _described(others, first)
            yield NOT_PREFERRED.at(first.passage.place, about, name=f'"{term.name.value}"', others=described)
        explained |= {use.name for use in (*found, *near)} | {term.name.value}
    yield from _unlisted([use for use in uses if use.name not in explained])


def _other_names(pack: Pack, term: TermRecord) -> list[Use]:
    """Where another name of a term is used, and not as part of the preferred one."""
    preferred = _pattern(term.name.value)
    others = [_pattern(other) for other in sorted(term.others, key=len, reverse=True)]
    sought = [comparable(name) for name in (*term.others, *([term.name.value] if _is_title(term.name.value) else []))]
    sought = [name for name in sought if name in pack.even_text]
    found = []
    for passage in pack.passages if sought else ():
        if not any(name in passage.even_text for name in sought) or (passage.is_heading and passage.text.isupper()):
            continue
        text = preferred.sub(lambda match: "\0" * len(match.group()), passage.text)
        for other in others:
            uses = [match for match in other.finditer(text) if not _is_part_of_a_longer(match)]
            found += [Use(" ".join(match.group().split()), passage) for match in uses]
            text = other.sub(lambda match: "\0" * len(match.group()), text)
        found += [Use(name, passage) for name in _in_other_case(term.name.value, text)]
    return found


@cache
def _pattern(name: str, small: bool = False) -> re.Pattern[str]:
    """A name with either apostrophe and any spacing; `small` in any case."""
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in name.split()]
    return re.compile(r"(?<![\w’'-])" + r"\s+".join(words) + r"(?![\w-])", re.IGNORECASE if small else 0)


def _is_part_of_a_longer(match: re.Match[str]) -> bool:
    """Whether a name of general words ('Improvement Plan') ends another: 'School Improvement Plan'."""
    before = match.string[: match.start()].split()[-1:]
    is_named = bool(before) and before[0][0].isupper() and before[0] not in _OPENING
    return is_named and _stems(match.group()) <= _GENERAL


def _in_other_case(name: str, text: str) -> list[str]:
    """The name with other capitals, as 'Ofsted action plan', where the preferred one is a title."""
    if not _is_title(name):
        return []
    same = (" ".join(one.split()) for one in _pattern(name, small=True).findall(text))
    return [one for one in same if one[0].isupper() and not one.isupper()]


def _is_title(name: str) -> bool:
    return len([word for word in name.split() if word[0].isupper()]) > 1


def _is_near(name: str, term: TermRecord) -> bool:
    """Whether a name is of the term's kind, and made of its distinctive words and of general ones."""
    own, theirs = _stems(term.name.value), _stems(name)
    if name == term.name.value or name.split()[-1].rstrip("s") != term.name.value.split()[-1].rstrip("s"):
        return False
    return bool(own & theirs - _GENERAL) and not (theirs - own - _GENERAL) and theirs != own


def _described(found: list[Use], first: Use) -> str:
    where: dict[str, list[Passage]] = {}
    for use in found:
        where.setdefault(use.name, []).append(use.passage)
    described = ((name, list(places(some, first.passage.document))) for name, some in where.items())
    return listed([f'"{name}" ({listed(found, 4)})' for name, found in described])


def _names_in(passage: Passage) -> Iterator[str]:
    """The capitalised names of plans, strategies and the like in a passage."""
    if passage.text.isupper() or (passage.is_heading and not passage.paragraph.level):
        return
    for match in _NAME.finditer(passage.text.replace("’", "'")):
        name = re.sub(rf"^(?:{'|'.join(_OPENING)})\s+", "", match.group())
        if len(name.split()) > 1:
            yield name


def _unlisted(uses: list[Use]) -> Iterator[Problem]:
    """Names that Terms does not know, and that look like one thing: three or more, two spellings of one, or one that is
    used throughout and another that is used but once.
    """
    groups: list[list[Use]] = []
    for use in uses:
        group = next((group for group in groups if any(_is_akin(use.name, other.name) for other in group)), None)
        if group is None:
            groups.append([use])
        else:
            group.append(use)
    for group in groups:
        names = Counter(use.name for use in group)
        is_spelled_twice = len(names) == 2 and len({_stems(name) for name in names}) == 1
        if len(names) > 2 or is_spelled_twice or _is_a_slip(names):
            about = [About((name,)) for name in names]
            yield SEVERAL.at(group[0].passage.place, about, names=_described(group, group[0]))


def _is_a_slip(names: Counter[str]) -> bool:
    """Whether one name is used once, beside one used twice or more that has the same distinctive words."""
    if len(names) != 2:
        return False
    (usual, times), (odd, once) = names.most_common()
    return times > 1 == once and _stems(usual) - _GENERAL == _stems(odd) - _GENERAL


def _is_akin(one: str, other: str) -> bool:
    a, b = _stems(one), _stems(other)
    if one.split()[-1].rstrip("s") != other.split()[-1].rstrip("s"):
        return False
    if a == b:
        return True
    shared = (a & b) - _GENERAL
    apart = (a ^ b) - _GENERAL
    return bool(shared) and len(shared) > len(apart) and (a <= b or b <= a or len(a & b) * 2 >= len(a | b))


def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[A-Za-z][\w’'-]*", name) if word.lower() not in _SMALL)


_SMALL = frozenset("of and for the a an to in on".split())
